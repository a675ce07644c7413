"""The videos that are kept: seeing them, pinning, checking and removing them."""

from pathlib import Path

from viewer.commands import bookmarks, downloads
from viewer.commands.command import Menu, Takes, command
from viewer.errors import UsageError
from viewer.session.session import Session
from viewer.session.view import Ask, Pane


@command("Kept videos", menu=Menu.VIDEO, keys="g v")
def show_cache(session: Session) -> None:
    """List the videos that are kept and how much room they take, or put the list away."""
    session.open_keeping().shelf.refresh()
    session.view.toggle_over(Pane.CACHE)


@command("Pin or let go", menu=Menu.VIDEO, keys="list:!")
def pin_video(session: Session) -> None:
    """Keep the chosen video whatever happens, or let it go when room is needed."""
    keeping = session.open_keeping()
    entry = keeping.kept_subject()
    keeping.shelf.set_pinned(entry.id, not entry.is_pinned)


@command("Check the file", menu=Menu.VIDEO, keys="list:V")
def verify_video(session: Session) -> None:
    """Read the chosen video and make sure that nothing in it has changed."""
    keeping = session.open_keeping()
    keeping.shelf.examine(keeping.kept_subject().id, is_wished=True)


@command("Remove the video…", menu=Menu.VIDEO)
def remove_video(session: Session) -> None:
    """Throw the chosen video away; asks first."""
    keeping = session.open_keeping()
    keeping.remove(keeping.kept_subject())


@command("Remove", menu=Menu.VIDEO, keys="list:Del")
def remove_chosen(session: Session) -> None:
    """Give the chosen download up, or remove the chosen video or bookmark."""
    deeds = {
        Pane.DOWNLOADS: downloads.cancel_download,
        Pane.CACHE: remove_video,
        Pane.BOOKMARKS: bookmarks.remove_bookmark,
    }
    deed = deeds.get(session.view.pane)
    if deed is None:
        raise UsageError("Nothing can be removed from this list.")
    deed.run(session)


@command("Move the kept videos…", menu=Menu.VIDEO)
def move_cache(session: Session) -> None:
    """Choose another folder for the kept videos, and move them there."""
    keeping = session.open_keeping()
    if keeping.can_move_cache:
        session.view.asked.emit(Ask.MOVE_CACHE)
    else:
        keeping.move_cache(Path())


@command("Move the kept videos to", menu=Menu.VIDEO, takes=Takes.TEXT)
def move_cache_to(session: Session, folder: str) -> None:
    """Move the kept videos to this folder."""
    session.open_keeping().move_cache(Path(folder).expanduser())
