"""The picture: taking it, its shape, and how large it is."""

from viewer.commands.command import Menu, Need, Takes, command
from viewer.errors import UsageError
from viewer.playback.contents import Zoom
from viewer.session.session import Session


@command("Save the picture", menu=Menu.VIDEO, keys="s", needs=Need.VIDEO)
def save_picture(session: Session) -> None:
    """Save the frame on screen to a file named by the note and the time."""
    session.studying.snapshots.save()


@command("Copy the picture", menu=Menu.VIDEO, keys="S", needs=Need.VIDEO)
def copy_picture(session: Session) -> None:
    """Put the frame on screen on the clipboard."""
    session.studying.snapshots.copy()


@command("Next shape of the picture", menu=Menu.VIDEO, needs=Need.VIDEO)
def next_aspect(session: Session) -> None:
    """Show the picture as it is, then as 16:9, 4:3 and so on."""
    session.studying.looks.next_aspect()


@command("Shape of the picture", menu=Menu.VIDEO, needs=Need.VIDEO, takes=Takes.TEXT)
def set_aspect(session: Session, aspect: str) -> None:
    """Show the picture in this shape: 16:9, 4:3, 2.35:1, or auto for its own."""
    session.studying.looks.set_aspect(aspect)


@command("Picture: all of it", menu=Menu.VIDEO, needs=Need.VIDEO)
def zoom_fit(session: Session) -> None:
    """Show the whole picture, as large as the pane."""
    session.studying.looks.set_zoom(Zoom.FIT)


@command("Picture: fill the pane", menu=Menu.VIDEO, needs=Need.VIDEO)
def zoom_fill(session: Session) -> None:
    """Fill the pane with the picture, and cut off what does not fit."""
    session.studying.looks.set_zoom(Zoom.FILL)


@command("Picture: its own size", menu=Menu.VIDEO, needs=Need.VIDEO)
def zoom_natural(session: Session) -> None:
    """Show the picture in its own size, its middle where it is larger than the pane."""
    session.studying.looks.set_zoom(Zoom.NATURAL)


@command("Size of the picture", menu=Menu.VIDEO, needs=Need.VIDEO, takes=Takes.TEXT)
def set_zoom(session: Session, zoom: str) -> None:
    """Show the picture in this size: fit, fill, 50 %, 100 % or 200 %."""
    found = next((each for each in Zoom if each.replace(" ", "") == zoom.replace(" ", "")), None)
    if found is None:
        raise UsageError(f"“{zoom}” is no size of a picture.",
                         hint="They are: " + ", ".join(Zoom) + ".")  # fmt: skip
    session.studying.looks.set_zoom(found)
