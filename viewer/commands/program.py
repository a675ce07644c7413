"""The program itself: its keys, its commands, and its end."""

from viewer.commands.command import Menu, command
from viewer.session.session import Session
from viewer.session.view import Ask


@command("Quit", menu=Menu.FILE, keys="Ctrl+Q")
def quit_program(session: Session) -> None:
    """Close Notereel; it opens where you left."""
    session.view.asked.emit(Ask.QUIT)


@command("Keys", menu=Menu.HELP, keys=("?", "F1"))
def cheat_sheet(session: Session) -> None:
    """Show every key beside the note, or put the list away."""
    session.view.show_cheat_sheet(not session.view.is_cheat_sheet_open)


@command("All commands…", menu=Menu.HELP, keys=("Ctrl+P", "Ctrl+Shift+P", ":"))
def palette(session: Session) -> None:
    """Choose any command by typing part of its name."""
    session.view.asked.emit(Ask.PALETTE)
