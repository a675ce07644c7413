"""Undoing jumps, and doing them again."""

from dataclasses import replace

from viewer.commands.command import Menu, Need, command
from viewer.session.notice import Notice
from viewer.session.session import Session

LEAD_INS_MS = (0, 2_000, 5_000)


@command("Undo the jump", menu=Menu.GO, keys=("Backspace", "u"), needs=Need.NOTE)
def undo_jump(session: Session) -> None:
    """Go back to before the last jump: note, place, time, and whether it played."""
    session.reading.undo_jump()


@command("Redo the jump", menu=Menu.GO, keys=("Shift+Backspace", "U"), needs=Need.NOTE)
def redo_jump(session: Session) -> None:
    """Go again where the undone jump had led."""
    session.reading.redo_jump()


@command("Lead-in before a moment", menu=Menu.MOMENTS)
def switch_lead_in(session: Session) -> None:
    """Begin at a moment itself, or 2 or 5 seconds before it."""
    now_ms = session.settings.lead_in_ms
    lead_in_ms = next((each for each in LEAD_INS_MS if each > now_ms), LEAD_INS_MS[0])
    session.settings = replace(session.settings, lead_in_ms=lead_in_ms)
    before = f"{lead_in_ms // 1000} s before them" if lead_in_ms else "where they are"
    session.tell(Notice(f"Moments begin {before}."))
