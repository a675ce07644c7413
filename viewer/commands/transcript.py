"""The transcript: going by what is said, choosing the subtitles, and peeking at a timestamp."""

from viewer.commands.command import Menu, Need, Takes, command
from viewer.commands.moments import index_in
from viewer.errors import PlaybackError
from viewer.note.timestamps import format_time
from viewer.session.session import Session
from viewer.session.view import Ask, Pane


@command("Transcript", menu=Menu.SUBTITLES, keys="t")
def transcript(session: Session) -> None:
    """Show what is said in the video, or go back to the moments and the note."""
    if session.view.pane is Pane.TRANSCRIPT:
        session.view.show_side(Pane.MOMENTS)
        session.view.focus(Pane.NOTE)
    else:
        session.view.show_side(Pane.TRANSCRIPT)


@command("To the transcript", menu=Menu.SUBTITLES, keys="g l")
def focus_transcript(session: Session) -> None:
    """Go to the list of what is said in the video."""
    session.view.show_side(Pane.TRANSCRIPT)


@command("Next cue", menu=Menu.SUBTITLES, keys="Ctrl+Right", needs=Need.VIDEO, takes=Takes.COUNT)
def next_cue(session: Session, count: int) -> None:
    """Go to the next thing that is said, and keep playing or paused."""
    session.studying.transcript.step(count)


@command("Previous cue", menu=Menu.SUBTITLES, keys="Ctrl+Left", needs=Need.VIDEO, takes=Takes.COUNT)
def previous_cue(session: Session, count: int) -> None:
    """Go to where this was begun to be said, or to what was said before."""
    session.studying.transcript.step(-count)


@command("To a cue by its number", menu=Menu.SUBTITLES, needs=Need.VIDEO, takes=Takes.TEXT)
def seek_cue(session: Session, number: str) -> None:
    """Go to the transcript's cue of this number, counted from 1, and play."""
    session.studying.transcript.go_to(index_in(number))


@command("To a cue, keep playing or paused", menu=Menu.SUBTITLES, needs=Need.VIDEO,
         takes=Takes.TEXT)  # fmt: skip
def seek_cue_quietly(session: Session, number: str) -> None:
    """Go to the transcript's cue of this number, and keep playing or paused."""
    session.studying.transcript.go_to(index_in(number), play=None)


@command("Follow in the transcript", menu=Menu.SUBTITLES)
def follow_transcript(session: Session) -> None:
    """Have the transcript go along with the video again, or stay where it is."""
    transcript = session.studying.transcript
    transcript.follow(not transcript.is_following)


@command("Choose the transcript…", menu=Menu.SUBTITLES, needs=Need.NOTE)
def choose_transcript(session: Session) -> None:
    """Choose which of the video's subtitles the transcript shows."""
    session.studying.transcript.want()
    session.view.asked.emit(Ask.CHOOSE_TRACK)


@command("Show a transcript by its name", menu=Menu.SUBTITLES, needs=Need.NOTE, takes=Takes.TEXT)
def use_transcript(session: Session, name: str) -> None:
    """Show the subtitles of this name as the transcript, also the next time."""
    session.studying.transcript.choose(name)


@command("Copy what is being said", menu=Menu.SUBTITLES, needs=Need.NOTE)
def copy_cue(session: Session) -> None:
    """Copy the cue that is being said, with its time."""
    transcript = session.studying.transcript
    cue = transcript.index_now()
    if cue < 0:
        sentence, hint = transcript.words()
        raise PlaybackError(sentence or "Nothing has been said yet.", hint=hint)
    said = " ".join(transcript.cues[cue].text.split())
    time = format_time(transcript.begins_ms(cue))
    session.copy(f"{said} [{time}]", f"Copied what is said at {time}.")


@command("Peek at the timestamp", menu=Menu.MOMENTS, keys="note:; p", needs=Need.NOTE)
def peek(session: Session) -> None:
    """Show what is said and seen at the timestamp that has the focus; the video stays."""
    session.view.asked.emit(Ask.PEEK)


@command("Peek at a timestamp by its number", menu=Menu.MOMENTS, needs=Need.NOTE, takes=Takes.TEXT)
def peek_moment(session: Session, number: str) -> None:
    """Show what is said and seen at the note's timestamp of this number; the video stays."""
    session.view.show_peek(index_in(number))
