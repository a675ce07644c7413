"""The reader's own verdicts on how the times of a note are to be read."""

from pathlib import Path

from viewer.study.table import Table


class Verdicts:
    """Whether a note's 18:49:00 means 18 min 49 s: True, False, or None where nobody chose."""

    def __init__(self, file: Path) -> None:
        self._table = Table(file, "Your choice", below="times_are_shifted")

    def of(self, vault: Path, note: str) -> bool | None:
        """Return the reader's verdict on a note."""
        verdict = self._table.get(str(vault / note))
        return verdict if isinstance(verdict, bool) else None

    def keep(self, vault: Path, note: str, is_shifted: bool | None) -> None:
        """Remember a verdict at once; None forgets it.

        Raises StudyError when it cannot be written; it then holds for this run only.
        """
        self._table.keep(str(vault / note), is_shifted)
