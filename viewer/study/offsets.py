"""How much later each video is than its notes say, where a person has told us.

One small JSON file in the data folder, by the video's key, written to a neighbour and renamed. A
damaged one is put aside by who writes it; who only reads takes it for empty.
"""

import json
import os
from pathlib import Path
from typing import Any

from viewer.errors import StudyError

_OFFSETS = "offsets_ms"


def offset_in(file: Path, key: str) -> int:
    """Return the offset of a video in ms, 0 where none was told or the file cannot be read."""
    said = _said_in(file)
    value = said[_OFFSETS].get(key) if said else None
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


class Offsets:
    """The offsets of all videos. What cannot be written holds for this run."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._unwritten: dict[str, int] = {}

    def of(self, key: str) -> int:
        """Return how much later in ms a video is; negative is earlier."""
        if key in self._unwritten:
            return self._unwritten[key]
        return offset_in(self.file, key)

    def keep(self, key: str, offset_ms: int) -> None:
        """Remember a video's offset at once; 0 forgets it.

        Raises StudyError when it cannot be written; it then holds for this run only.
        """
        said = _said_in(self.file)
        try:
            if said is None and self.file.exists():
                _put_aside(self.file)
            said = said or {_OFFSETS: {}}
            said[_OFFSETS].pop(key, None)
            if offset_ms:
                said[_OFFSETS][key] = offset_ms
            _write(self.file, said)
            self._unwritten.pop(key, None)
        except OSError as error:
            self._unwritten[key] = offset_ms
            raise StudyError(
                f"The offset holds until Notereel is closed; it could not be written to "
                f"“{self.file}” ({error.strerror or error}).",
                hint="Make room on that disk, or let Notereel write there.",
            ) from error


def _said_in(file: Path) -> dict[str, Any] | None:
    """Return what a file says, None when there is none or it is damaged."""
    try:
        said = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) and isinstance(said.get(_OFFSETS), dict) else None


def _put_aside(file: Path) -> None:
    number = 1
    while (aside := file.with_name(f"{file.name}.damaged-{number}")).exists():
        number += 1
    file.rename(aside)


def _write(file: Path, said: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = file.with_name(f"{file.name}.part")
    with beside.open("w", encoding="utf-8") as part:
        json.dump(said, part, ensure_ascii=False, indent=1)
        part.flush()
        os.fsync(part.fileno())
    beside.replace(file)
