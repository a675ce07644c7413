"""The reader's own verdicts on how the times of a note are to be read.

Kept in the data folder, never in the vault, as one small JSON file that is written to a neighbour
and renamed. A file that cannot be read is put aside, never overwritten: what a person chose is
theirs.
"""

import json
import os
from pathlib import Path
from typing import Any

from viewer.errors import StudyError

_NOTES = "times_are_shifted"


class Verdicts:
    """Whether a note's 18:49:00 means 18 min 49 s: True, False, or None where nobody chose."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._said = self._read()

    def of(self, vault: Path, note: str) -> bool | None:
        """Return the reader's verdict on a note."""
        verdict = self._said[_NOTES].get(str(vault / note))
        return verdict if isinstance(verdict, bool) else None

    def keep(self, vault: Path, note: str, is_shifted: bool | None) -> None:
        """Remember a verdict at once; None forgets it.

        Raises StudyError when it cannot be written; it then holds for this run only.
        """
        self._said = self._read() if self._file.exists() else self._said
        verdicts = self._said[_NOTES]
        verdicts.pop(str(vault / note), None)
        if is_shifted is not None:
            verdicts[str(vault / note)] = is_shifted
        try:
            _write(self._file, self._said)
        except OSError as error:
            raise StudyError(
                f"Your choice holds until Notereel is closed; it could not be written to "
                f"“{self._file}” ({error.strerror or error}).",
                hint="Make room on that disk, or let Notereel write there.",
            ) from error

    def _read(self) -> dict[str, Any]:
        try:
            text = self._file.read_bytes()
        except OSError:
            return {_NOTES: {}}
        try:
            said = json.loads(text)
        except ValueError:
            said = None
        if isinstance(said, dict) and isinstance(said.get(_NOTES), dict):
            return said
        _put_aside(self._file)
        return {_NOTES: {}}


def _put_aside(file: Path) -> None:
    """Give a damaged file a name of its own, if the disk lets us."""
    number = 1
    while (aside := file.with_name(f"{file.name}.damaged-{number}")).exists():
        number += 1
    try:
        file.rename(aside)
    except OSError:
        return


def _write(file: Path, said: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = file.with_name(f"{file.name}.part")
    with beside.open("w", encoding="utf-8") as part:
        json.dump(said, part, ensure_ascii=False, indent=1)
        part.flush()
        os.fsync(part.fileno())
    beside.replace(file)
