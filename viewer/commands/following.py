"""The note follows the video: on and off, back to what is said, and to what is marked elsewhere."""

from viewer.commands.command import Menu, Need, command
from viewer.session.following import Want
from viewer.session.session import Session


@command("Follow the video", menu=Menu.MOMENTS, keys="z f", needs=Need.NOTE)
def follow_video(session: Session) -> None:
    """Let the note scroll along with the video, or let it stay where it is."""
    session.studying.following.toggle()


@command("Centre the playing moment", menu=Menu.MOMENTS, keys="z z", needs=Need.VIDEO)
def centre_moment(session: Session) -> None:
    """Bring what is being said to the middle of the note, and follow the video again."""
    session.studying.following.centre()


@command("To what is being said above", menu=Menu.MOMENTS, needs=Need.VIDEO)
def show_marked_above(session: Session) -> None:
    """Scroll up to the next marked sentence that is out of sight."""
    session.studying.following.wanted.emit(Want.ABOVE)


@command("To what is being said below", menu=Menu.MOMENTS, needs=Need.VIDEO)
def show_marked_below(session: Session) -> None:
    """Scroll down to the next marked sentence that is out of sight."""
    session.studying.following.wanted.emit(Want.BELOW)
