"""Opening notes, and finding the way back."""

from pathlib import Path

from viewer.commands.command import Menu, Need, Takes, command
from viewer.session.session import Session
from viewer.session.view import Ask


@command("Open another note…", menu=Menu.FILE, keys="Ctrl+O")
def switch_note(session: Session) -> None:
    """Choose a note of this vault by typing part of its name."""
    session.view.asked.emit(Ask.SWITCH_NOTE)


@command("Open a file…", menu=Menu.FILE, keys="Ctrl+Shift+O")
def open_file(session: Session) -> None:
    """Choose a note's file from the disk."""
    session.view.asked.emit(Ask.OPEN_FILE)


@command("Open a folder of notes…", menu=Menu.FILE, keys="o")
def open_folder(session: Session) -> None:
    """Choose a folder, and open the notes in it as a vault."""
    session.view.asked.emit(Ask.OPEN_FOLDER)


@command("Open", menu=Menu.FILE, takes=Takes.TEXT)
def open_path(session: Session, path: str) -> None:
    """Open the note or the vault at this path."""
    session.open_path(Path(path).expanduser())


@command("Take a file", menu=Menu.FILE, takes=Takes.TEXT)
def take_file(session: Session, path: str) -> None:
    """Open a note or a folder; keep a video as this note's own."""
    session.files.take(Path(path).expanduser())


@command("Copy the video's address", menu=Menu.FILE, needs=Need.NOTE)
def copy_address(session: Session) -> None:
    """Copy the web address of this note's video."""
    session.view.asked.emit(Ask.COPY_ADDRESS)


@command("Use a file I have…", menu=Menu.FILE, needs=Need.NOTE)
def choose_video(session: Session) -> None:
    """Choose the file of this note's video; a copy is kept for all notes about it."""
    session.view.asked.emit(Ask.CHOOSE_VIDEO)


@command("Reload", menu=Menu.FILE, keys=("Ctrl+R", "F5"), needs=Need.NOTE)
def reload(session: Session) -> None:
    """Read the note anew from the disk."""
    session.reading.reload()


@command("Back", menu=Menu.GO, keys="Alt+Left")
def back(session: Session) -> None:
    """Go back to the note before, at the same place and time."""
    session.reading.back()


@command("Forward", menu=Menu.GO, keys="Alt+Right")
def forward(session: Session) -> None:
    """Go forward again, to the same place and time."""
    session.reading.forward()


@command("Last note", menu=Menu.GO, keys="Ctrl+Tab")
def last_note(session: Session) -> None:
    """Go to the note that was open before this one."""
    session.reading.last_note()


@command("Go to a time…", menu=Menu.GO, keys=("Ctrl+G", "g t"), needs=Need.VIDEO)
def go_to_time(session: Session) -> None:
    """Type a time to go to."""
    session.view.asked.emit(Ask.GO_TO_TIME)
