"""Going to a time of another note: the note is opened first, and its video loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.errors import PlaybackError
from viewer.session.pane_words import Condition

if TYPE_CHECKING:
    from viewer.session.session import Session
    from viewer.session.studying import StudyMeans


@dataclass(frozen=True, slots=True)
class _Goal:
    vault: Path
    path: str
    time_ms: int
    play: bool | None


class ErrandTo:
    """Remembers one time of one note until its video can be gone to; any other note ends it."""

    def __init__(self, session: Session, means: StudyMeans) -> None:
        self._session = session
        self._post = means.post
        self._goal: _Goal | None = None
        session.arrived.connect(lambda _arrival: self._on_arrived())
        session.reading.failed.connect(lambda _error: self._forget())
        session.video.state_changed.connect(self._on_state_changed)

    def go(self, vault: Path, path: str, time_ms: int, *, play: bool | None) -> None:
        """Open a note and go to a time of its video."""
        self._goal = _Goal(vault, path, time_ms, play)
        self._session.reading.open_note(vault, path)

    def _forget(self) -> None:
        self._goal = None

    def _on_arrived(self) -> None:
        if self._goal is not None and not self._is_there(self._goal):
            self._goal = None

    def _is_there(self, goal: _Goal) -> bool:
        page = self._session.page
        return page is not None and (page.vault, page.path) == (goal.vault, goal.path)

    def _on_state_changed(self) -> None:
        video = self._session.video
        if self._goal is None or not self._is_there(self._goal):
            return
        if video.is_ready and video.is_settled and video.duration_ms:
            self._post(self._arrive)
        elif video.status.condition not in (Condition.READY, Condition.STARTING,
                                            Condition.CHECKING):  # fmt: skip
            self._goal = None  # There is no video to go to; the pane says why.

    def _arrive(self) -> None:
        goal, self._goal = self._goal, None
        if goal is None or not self._is_there(goal):
            return
        try:
            self._session.video.go_to(goal.time_ms, play=goal.play)
        except PlaybackError as error:
            self._session.tell(error)
