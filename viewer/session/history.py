"""Where the reader came from: notes with their scroll, time and more, back and forward.

One history for two ways back: a jump at a time (Backspace), or to the last other note (Alt+Left).
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from viewer.study.positions import Position


class Way(StrEnum):
    """How another time of the video is gone to: what undoing has to know."""

    JUMP = "jump"
    STEP = "step"
    """One of several in a row that count as one."""
    SILENT = "silent"
    """No deed of the reader's, or the undoing of one."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A note that was open, and where the reader was in it."""

    vault: Path
    path: str
    position: Position | None = None
    is_playing: bool | None = None
    moment: int | None = None
    """The moment that had been followed last."""

    @property
    def to_the_place(self) -> "Visit":
        """The same place, whatever was done there."""
        return Visit(self.vault, self.path, self.position)

    def is_of(self, other: "Visit") -> bool:
        """Whether it is to the same note."""
        return (self.vault, self.path) == (other.vault, other.path)


class History:
    """The places visited, as a browser keeps its pages: a new one cuts what lay ahead."""

    MOST = 200

    def __init__(self) -> None:
        self._behind: list[Visit] = []
        self._ahead: list[Visit] = []
        self.here: Visit | None = None

    @property
    def can_go_back(self) -> bool:
        """Whether there is another note behind."""
        return self._has_other(self._behind)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is another note ahead."""
        return self._has_other(self._ahead)

    def visit(self, visit: Visit) -> None:
        """Come to a note by a new way; opening the same one again is no new visit."""
        if self.here is not None and not self.here.is_of(visit):
            self._leave(self.here)
        self.here = visit

    def jump(self) -> None:
        """Remember the place that is about to be left for another one in the same note."""
        if self.here is not None:
            self._leave(self.here)

    def put_behind(self, position: Position) -> None:
        """Let one step back lead to this place in the note that is open."""
        if self.here is not None:
            self._behind.append(replace(self.here, position=position, moment=None))

    def back(self) -> Visit | None:
        """Step back and return where that is; None when there is nothing behind."""
        return self._step(self._behind, self._ahead)

    def forward(self) -> Visit | None:
        """Step forward and return where that is; None when there is nothing ahead."""
        return self._step(self._ahead, self._behind)

    def back_to_other(self) -> Visit | None:
        """Step back to where the note before was left; None when there is none behind."""
        return self._step_to_other(self._behind, self._ahead)

    def forward_to_other(self) -> Visit | None:
        """Step forward to where the next note was left; None when there is none ahead."""
        return self._step_to_other(self._ahead, self._behind)

    def _leave(self, here: Visit) -> None:
        self._behind = [*self._behind[-self.MOST :], here]
        self._ahead.clear()

    def _has_other(self, visits: list[Visit]) -> bool:
        return any(self.here is not None and not each.is_of(self.here) for each in visits)

    def _step_to_other(self, source: list[Visit], other: list[Visit]) -> Visit | None:
        left = self.here
        if left is None or not self._has_other(source):
            return None
        while self.here is not None and self.here.is_of(left):
            self._step(source, other)
        # Of several places in a note, the one where it was left lies farthest ahead.
        while source is self._ahead and source and self.here and source[-1].is_of(self.here):
            self._step(source, other)
        return self.here

    def _step(self, source: list[Visit], other: list[Visit]) -> Visit | None:
        if not source:
            return None
        if self.here is not None:
            other.append(self.here)
        self.here = source.pop()
        return self.here
