"""How much later each video is than its notes say, where a person has told us."""

from pathlib import Path

from viewer.study.table import Table

MOST_MS = 24 * 3_600_000


class Offsets:
    """The offsets of all videos, by their keys."""

    def __init__(self, file: Path) -> None:
        self._table = Table(file, "The offset", below="offsets_ms")

    def of(self, key: str) -> int:
        """Return how much later in ms a video is, 0 where none was told; negative is earlier."""
        kept = self._table.get(key)
        is_number = isinstance(kept, int) and not isinstance(kept, bool)
        return kept if is_number and abs(kept) <= MOST_MS else 0

    def keep(self, key: str, offset_ms: int) -> None:
        """Remember a video's offset at once; 0 forgets it.

        Raises StudyError when it cannot be written; it then holds for this run only.
        """
        self._table.keep(key, offset_ms or None)
