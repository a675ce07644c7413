"""Where the video is, in a corner or a window of its own; and which other notes are about it."""

from viewer.commands.command import Menu, command
from viewer.session.session import Session
from viewer.session.view import Pane


@command("Video in its own window", menu=Menu.VIEW, keys="W")
def own_window(session: Session) -> None:
    """Give the video a window of its own, on another screen perhaps, or take it back."""
    session.view.set_apart(not session.view.is_apart)


@command("Picture to the next corner", menu=Menu.VIEW)
def next_corner(session: Session) -> None:
    """Lay the picture small over the note, or move it on to the next corner."""
    session.view.next_corner()


@command("Other notes at this time", menu=Menu.VIEW, keys="g e")
def focus_elsewhere(session: Session) -> None:
    """List what other notes cite of this video within half a minute of now."""
    session.view.show_side(Pane.ELSEWHERE)
