"""What is heard and read of the video: subtitles and audio tracks."""

from viewer.commands.command import Menu, Need, Takes, command
from viewer.commands.moments import index_in
from viewer.session.session import Session

DELAY_STEP_MS = 100


@command("Subtitles on or off", menu=Menu.SUBTITLES, keys="c", needs=Need.VIDEO)
def toggle_subtitles(session: Session) -> None:
    """Show subtitles in the picture, or none."""
    session.studying.tracks.toggle()


@command("Next subtitles", menu=Menu.SUBTITLES, keys="v", needs=Need.VIDEO)
def next_subtitles(session: Session) -> None:
    """Show the next of the video's subtitles, inside it or beside it."""
    session.studying.tracks.next()


@command("Subtitles by their number", menu=Menu.SUBTITLES, needs=Need.VIDEO, takes=Takes.TEXT)
def pick_subtitles(session: Session, number: str) -> None:
    """Show the subtitles of this number, counted from 1."""
    session.studying.tracks.pick(index_in(number) + 1)


@command("Subtitles later", menu=Menu.SUBTITLES, keys="x", needs=Need.VIDEO, takes=Takes.COUNT)
def subtitles_later(session: Session, count: int) -> None:
    """Have the subtitles come 0.1 seconds later."""
    session.studying.tracks.delay(count * DELAY_STEP_MS)


@command("Subtitles earlier", menu=Menu.SUBTITLES, keys="X", needs=Need.VIDEO, takes=Takes.COUNT)
def subtitles_earlier(session: Session, count: int) -> None:
    """Have the subtitles come 0.1 seconds earlier."""
    session.studying.tracks.delay(-count * DELAY_STEP_MS)


@command("Next audio track", menu=Menu.PLAYBACK, needs=Need.VIDEO)
def next_audio(session: Session) -> None:
    """Hear the next of the video's audio tracks."""
    session.studying.tracks.next_audio()


@command("Audio track by its number", menu=Menu.PLAYBACK, needs=Need.VIDEO, takes=Takes.TEXT)
def pick_audio(session: Session, number: str) -> None:
    """Hear the audio track of this number, counted from 1."""
    session.studying.tracks.pick_audio(index_in(number) + 1)
