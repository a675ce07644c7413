"""Taking bookmarks and moments along: as Markdown, as a table, as chapters, as Anki cards."""

from pathlib import Path

from viewer.commands.command import Menu, Need, Takes, command
from viewer.session.session import Session
from viewer.session.view import Ask


@command("Export bookmarks…", menu=Menu.FILE, needs=Need.NOTE)
def export_bookmarks(session: Session) -> None:
    """Save this video's bookmarks as Markdown, CSV, WebVTT chapters or Anki cards."""
    session.studying.exporting.open_bookmarks()
    session.view.asked.emit(Ask.EXPORT_BOOKMARKS)


@command("Export this note's moments…", menu=Menu.FILE, needs=Need.NOTE)
def export_moments(session: Session) -> None:
    """Save this note's moments as Markdown, CSV, WebVTT chapters or Anki cards."""
    session.studying.exporting.open_moments()
    session.view.asked.emit(Ask.EXPORT_MOMENTS)


@command("Export bookmarks to", menu=Menu.FILE, needs=Need.NOTE, takes=Takes.TEXT)
def export_bookmarks_to(session: Session, file: str) -> None:
    """Save this video's bookmarks; the file's name says how: .md, .csv, .vtt or .apkg."""
    exporting = session.studying.exporting
    exporting.export(exporting.open_bookmarks(), Path(file).expanduser())


@command("Export this note's moments to", menu=Menu.FILE, needs=Need.NOTE, takes=Takes.TEXT)
def export_moments_to(session: Session, file: str) -> None:
    """Save this note's moments; the file's name says how: .md, .csv, .vtt or .apkg."""
    exporting = session.studying.exporting
    exporting.export(exporting.open_moments(), Path(file).expanduser())


@command("Stop the export", menu=Menu.FILE)
def cancel_export(session: Session) -> None:
    """Stop making Anki cards; nothing is left of them."""
    session.studying.exporting.cancel()
