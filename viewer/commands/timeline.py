"""Walking the video by its chapters, and by what the note leaves out."""

from viewer.commands.command import Menu, Need, Takes, command
from viewer.errors import UsageError
from viewer.session.session import Session


@command("Next chapter", menu=Menu.GO, keys="video:PgUp", needs=Need.VIDEO,
         takes=Takes.COUNT)  # fmt: skip
def next_chapter(session: Session, count: int) -> None:
    """Go to where the video's next chapter begins."""
    session.studying.overview.walk_chapters(count)


@command("Previous chapter", menu=Menu.GO, keys="video:PgDn", needs=Need.VIDEO,
         takes=Takes.COUNT)  # fmt: skip
def previous_chapter(session: Session, count: int) -> None:
    """Go to where this chapter of the video begins, or the one before."""
    session.studying.overview.walk_chapters(-count)


@command("Next uncited gap", menu=Menu.MOMENTS, needs=Need.VIDEO, takes=Takes.COUNT)
def next_gap(session: Session, count: int) -> None:
    """Go to the next long stretch of the video that the note does not cite, and play."""
    session.studying.overview.walk_gaps(count)


@command("Previous uncited gap", menu=Menu.MOMENTS, needs=Need.VIDEO, takes=Takes.COUNT)
def previous_gap(session: Session, count: int) -> None:
    """Go to the long stretch before that the note does not cite, and play."""
    session.studying.overview.walk_gaps(-count)


@command("Play from a time", menu=Menu.PLAYBACK, needs=Need.VIDEO, takes=Takes.TEXT)
def play_from(session: Session, time_ms: str) -> None:
    """Go to a time in milliseconds, and play."""
    if not time_ms.isdecimal():
        raise UsageError(f"“{time_ms}” is not a number of milliseconds.")
    session.video.go_to(int(time_ms))
