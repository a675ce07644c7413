"""Everything that is kept of one person, together."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from viewer.study.positions import Positions
from viewer.study.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Study:
    """Where the reader was, and how they want times to be read."""

    positions: Positions
    verdicts: Verdicts

    @classmethod
    def below(cls, folder: Path, now_ms: Callable[[], int]) -> "Study":
        """Return what is kept in a folder, which need not exist yet."""
        return cls(Positions(folder / "positions.json", now_ms), Verdicts(folder / "verdicts.json"))
