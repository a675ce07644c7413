"""Where the reader came from: notes with their scroll and time, back and forward."""

from dataclasses import dataclass
from pathlib import Path

from viewer.study.positions import Position


@dataclass(frozen=True, slots=True)
class Visit:
    """A note that was open, and where the reader was in it."""

    vault: Path
    path: str
    position: Position | None = None


class History:
    """The notes visited, as a browser keeps them: a new visit cuts what lay ahead."""

    MOST = 200

    def __init__(self) -> None:
        self._behind: list[Visit] = []
        self._ahead: list[Visit] = []
        self.here: Visit | None = None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a note behind."""
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a note ahead."""
        return bool(self._ahead)

    def visit(self, visit: Visit) -> None:
        """Come to a note by a new way; opening the same one again is no new visit."""
        if self.here is not None and (self.here.vault, self.here.path) != (visit.vault, visit.path):
            self._behind = [*self._behind[-self.MOST :], self.here]
            self._ahead.clear()
        self.here = visit

    def back(self) -> Visit | None:
        """Step back and return where that is; None when there is nothing behind."""
        return self._step(self._behind, self._ahead)

    def forward(self) -> Visit | None:
        """Step forward and return where that is; None when there is nothing ahead."""
        return self._step(self._ahead, self._behind)

    def _step(self, source: list[Visit], other: list[Visit]) -> Visit | None:
        if not source:
            return None
        if self.here is not None:
            other.append(self.here)
        self.here = source.pop()
        return self.here
