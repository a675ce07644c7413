"""A video that begins elsewhere than the one its notes were made from."""

from viewer.commands.command import Menu, Need, Takes, command
from viewer.commands.moments import index_in
from viewer.errors import UsageError
from viewer.note.timestamps import parse_times
from viewer.session.session import Session
from viewer.session.view import Ask

_MINUSES = "-−–"
_HINT = "Write it like +0:12.5 or -1:02: how much later this video is."


@command("This video's offset…", menu=Menu.VIDEO, needs=Need.NOTE)
def ask_offset(session: Session) -> None:
    """Say how much later this video is than its notes: their times are followed so."""
    session.view.asked.emit(Ask.OFFSET)


@command("Set this video's offset", menu=Menu.VIDEO, needs=Need.NOTE, takes=Takes.TEXT)
def set_offset(session: Session, offset: str) -> None:
    """Follow all times of this video's notes so much later, or earlier with a minus."""
    session.studying.offset.set(offset_in(offset))


@command("This moment is now", menu=Menu.VIDEO, needs=Need.VIDEO)
def this_moment_is_now(session: Session) -> None:
    """Set this video's offset: what the focused timestamp says is what the video shows now."""
    session.view.asked.emit(Ask.MOMENT_IS_NOW)


@command("The moment of this number is now", menu=Menu.VIDEO, needs=Need.VIDEO, takes=Takes.TEXT)
def moment_is_now(session: Session, number: str) -> None:
    """Set this video's offset: the note's timestamp of this number is what the video shows now."""
    session.studying.offset.moment_is_now(index_in(number))


@command("No offset", menu=Menu.VIDEO, needs=Need.NOTE)
def clear_offset(session: Session) -> None:
    """Follow the times of this video's notes as they are written again."""
    session.studying.offset.set(0)


def offset_in(text: str) -> int:
    """Return the ms that a person means by +0:12.5, -1:02 or 12.5s.

    Raises UsageError when it is none.
    """
    said = text.strip()
    is_earlier = said[:1] in _MINUSES and said != ""
    length = said[1:].strip() if is_earlier or said.startswith("+") else said
    if length.replace(".", "", 1).isdecimal():
        length = f"{length}s"
    spans = parse_times(length) if length[:1].isdecimal() else ()
    if len(spans) != 1 or spans[0].end is not None:
        raise UsageError(f"“{text.strip()}” is not an offset.", hint=_HINT)
    return -spans[0].start.ms if is_earlier else spans[0].start.ms
