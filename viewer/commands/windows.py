"""Where the video is: in the window's corner, or in a window of its own."""

from viewer.commands.command import Menu, command
from viewer.session.session import Session


@command("Video in its own window", menu=Menu.VIEW, keys="W")
def own_window(session: Session) -> None:
    """Give the video a window of its own, on another screen perhaps, or take it back."""
    session.view.set_apart(not session.view.is_apart)


@command("Picture to the next corner", menu=Menu.VIEW)
def next_corner(session: Session) -> None:
    """Lay the picture small over the note, or move it on to the next corner."""
    session.view.next_corner()
