"""After a long pause the video goes on a little sooner, so that the thread is found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.playback.player import PlayerState
from viewer.session.history import Way

if TYPE_CHECKING:
    from viewer.session.session import Session
    from viewer.session.studying import StudyMeans

LONG_PAUSE_MS = 30_000
SHARE = 30
MOST_MS = 10_000


def step_back_ms(paused_ms: int) -> int:
    """Return by how much to go back after a pause: a thirtieth of it, from 1 s to 10 s."""
    return min(MOST_MS, paused_ms // SHARE) if paused_ms >= LONG_PAUSE_MS else 0


class StepBack:
    """Watches pauses. A video that was moved meanwhile is where the reader wants it."""

    def __init__(self, session: Session, means: StudyMeans) -> None:
        self._session = session
        self._now_ms = means.now_ms
        self._paused: tuple[int, int] | None = None
        session.video.state_changed.connect(self._on_state_changed)
        session.video.seek_asked.connect(self._forget)

    def _on_state_changed(self) -> None:
        video = self._session.video
        if video.state is PlayerState.PAUSED and video.is_settled:
            if self._paused is None:
                self._paused = self._now_ms(), video.position_ms()
            return
        paused, self._paused = self._paused, None
        if paused is None or video.state is not PlayerState.PLAYING:
            return
        back_ms = step_back_ms(self._now_ms() - paused[0])
        if back_ms and self._session.settings.step_back_after_pause:
            video.seek_by(-back_ms, Way.SILENT)

    def _forget(self, _time_ms: int) -> None:
        self._paused = None
