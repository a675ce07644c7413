"""Bookmarks in a video, and marks on a note's moments."""

from viewer.commands.command import Menu, Need, Takes, command
from viewer.session.session import Session
from viewer.session.view import Ask, Pane
from viewer.study.marks import Mark


@command("Bookmark", menu=Menu.MOMENTS, keys="b", needs=Need.VIDEO)
def bookmark(session: Session) -> None:
    """Bookmark the video's time now."""
    session.studying.bookmarks.add()


@command("Bookmark with a label…", menu=Menu.MOMENTS, keys="B", needs=Need.VIDEO)
def label_bookmark(session: Session) -> None:
    """Bookmark the time now, and type what it is; the video may go on meanwhile."""
    session.studying.bookmarks.begin()
    session.view.asked.emit(Ask.LABEL_BOOKMARK)


@command("Bookmark as", menu=Menu.MOMENTS, needs=Need.VIDEO, takes=Takes.TEXT)
def bookmark_as(session: Session, label: str) -> None:
    """Bookmark the time with this label."""
    session.studying.bookmarks.add_begun(label)


@command("Bookmarks", menu=Menu.VIEW, keys=("g b", "'"))
def focus_bookmarks(session: Session) -> None:
    """Go to the list of bookmarks: those of this video, then all others."""
    session.studying.bookmarks.refresh()
    session.view.show_side(Pane.BOOKMARKS)


@command("To the chosen bookmark", menu=Menu.MOMENTS)
def go_to_bookmark(session: Session) -> None:
    """Go to the bookmark that is chosen in the list, and play; opens its note where it must."""
    bookmarks = session.studying.bookmarks
    bookmarks.follow(*bookmarks.open_chosen(), play=True)


@command("To the chosen bookmark, keep playing or paused", menu=Menu.MOMENTS)
def go_to_bookmark_quietly(session: Session) -> None:
    """Go to the bookmark that is chosen in the list, and keep playing or paused."""
    bookmarks = session.studying.bookmarks
    bookmarks.follow(*bookmarks.open_chosen(), play=None)


@command("Rename the bookmark…", menu=Menu.MOMENTS)
def rename_bookmark(session: Session) -> None:
    """Give the bookmark that is chosen in the list another label."""
    session.studying.bookmarks.open_chosen()
    session.view.asked.emit(Ask.RENAME_BOOKMARK)


@command("Rename the bookmark to", menu=Menu.MOMENTS, takes=Takes.TEXT)
def rename_bookmark_to(session: Session, label: str) -> None:
    """Give the bookmark that is chosen in the list this label."""
    session.studying.bookmarks.rename(label)


@command("Remove the bookmark", menu=Menu.MOMENTS)
def remove_bookmark(session: Session) -> None:
    """Remove the bookmark or mark that is chosen in the list; it can be put back."""
    session.studying.bookmarks.remove()


@command("Put the bookmark back", menu=Menu.MOMENTS)
def restore_bookmark(session: Session) -> None:
    """Put back the bookmark or mark that was removed last."""
    session.studying.bookmarks.restore()


@command("Open the bookmarks as a note", menu=Menu.MOMENTS)
def open_bookmarks_note(session: Session) -> None:
    """Open the file that keeps this video's bookmarks and marks; any editor may change it."""
    session.studying.bookmarks.open_file()


@command("Mark as known", menu=Menu.MOMENTS, needs=Need.NOTE)
def mark_known(session: Session) -> None:
    """Mark the moment that has the focus, or was gone to last, as known, or no longer."""
    session.studying.marks.toggle(Mark.KNOWN)


@command("Mark to come back to", menu=Menu.MOMENTS, needs=Need.NOTE)
def mark_revisit(session: Session) -> None:
    """Mark the moment that has the focus, or was gone to last, to come back to, or no longer."""
    session.studying.marks.toggle(Mark.REVISIT)


@command("Take the mark away", menu=Menu.MOMENTS, needs=Need.NOTE)
def clear_mark(session: Session) -> None:
    """Take the mark away from the moment that has the focus, or was gone to last."""
    session.studying.marks.clear()
