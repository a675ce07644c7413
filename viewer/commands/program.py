"""The program itself: its keys, its commands, and its end."""

from viewer.commands.command import Menu, command
from viewer.paths import welcome_note
from viewer.session.session import Session
from viewer.session.view import Ask, Pane


@command("Quit", menu=Menu.FILE, keys="Ctrl+Q")
def quit_program(session: Session) -> None:
    """Close Notereel; it opens where you left."""
    session.view.asked.emit(Ask.QUIT)


@command("Keys", menu=Menu.HELP, keys=("?", "F1"))
def cheat_sheet(session: Session) -> None:
    """Show every key beside the note, or put the list away."""
    session.view.toggle_sheet(Pane.KEYS)


@command("What is new", menu=Menu.HELP, keys="g n")
def what_is_new(session: Session) -> None:
    """Show beside the note what changed from version to version, or put that away."""
    session.view.toggle_sheet(Pane.NEWS)


@command("First steps", menu=Menu.HELP, keys="g s")
def first_steps(session: Session) -> None:
    """Show how to begin, what is missing and how to get it, and where videos are kept."""
    session.first_steps.toggle()


@command("Open the welcome note", menu=Menu.HELP)
def open_welcome_note(session: Session) -> None:
    """Open the note that came with Notereel, beside its film."""
    session.open_path(welcome_note())


@command("All commands…", menu=Menu.HELP, keys=("Ctrl+P", "Ctrl+Shift+P", ":"))
def palette(session: Session) -> None:
    """Choose any command by typing part of its name."""
    session.view.asked.emit(Ask.PALETTE)
