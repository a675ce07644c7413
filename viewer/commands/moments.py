"""Walking the note's moments: by the order they stand in, and by the video's time."""

from viewer.commands.command import Menu, Need, Takes, command
from viewer.errors import UsageError
from viewer.session.session import Session


@command(
    "Next timestamp", menu=Menu.MOMENTS, keys=("J", "MediaNext"), needs=Need.NOTE, takes=Takes.COUNT
)
def next_moment(session: Session, count: int) -> None:
    """Go to the next timestamp in the order of the note, and play."""
    session.studying.walks.by_reading(count)


@command(
    "Previous timestamp",
    menu=Menu.MOMENTS,
    keys=("K", "MediaPrevious"),
    needs=Need.NOTE,
    takes=Takes.COUNT,
)
def previous_moment(session: Session, count: int) -> None:
    """Go to the timestamp before in the order of the note, and play."""
    session.studying.walks.by_reading(-count)


@command("Next moment in time", menu=Menu.MOMENTS, keys="L", needs=Need.NOTE, takes=Takes.COUNT)
def later_moment(session: Session, count: int) -> None:
    """Go to the moment that comes next in the video, and play."""
    session.studying.walks.by_time(count)


@command("Previous moment in time", menu=Menu.MOMENTS, keys="H", needs=Need.NOTE,
         takes=Takes.COUNT)  # fmt: skip
def earlier_moment(session: Session, count: int) -> None:
    """Go to the moment that comes before in the video, and play."""
    session.studying.walks.by_time(-count)


@command("To a timestamp by its number", menu=Menu.MOMENTS, needs=Need.NOTE, takes=Takes.TEXT)
def seek_moment(session: Session, number: str) -> None:
    """Go to the note's timestamp of this number, counted from 1, and play."""
    session.go_to_moment(index_in(number), play=session.play_followed(keep_state=False))


@command("To a timestamp, keep playing or paused", menu=Menu.MOMENTS, needs=Need.NOTE,
         takes=Takes.TEXT)  # fmt: skip
def seek_moment_quietly(session: Session, number: str) -> None:
    """Go to the note's timestamp of this number, and keep playing or paused."""
    session.go_to_moment(index_in(number), play=session.play_followed(keep_state=True))


@command("Follow a link by its number", menu=Menu.GO, needs=Need.NOTE, takes=Takes.TEXT)
def follow_link(session: Session, number: str) -> None:
    """Open the note that the link of this number names; ask before leaving for the web."""
    session.follow_link(index_in(number))


def index_in(number: str) -> int:
    """Return the index a person means by a number counted from 1.

    Raises UsageError when it is no such number.
    """
    if not number.isdecimal() or int(number) < 1:
        raise UsageError(f"“{number}” is not a number counted from 1.")
    return int(number) - 1
