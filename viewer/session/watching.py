"""What was watched of the open video, gathered while it plays.

Only what real playing explains counts: a jump is not watched, nor is what a seek passes over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.events import Event
from viewer.playback.player import PlayerState
from viewer.study.watched import Span, Watched

if TYPE_CHECKING:
    from viewer.session.session import Session
    from viewer.session.studying import StudyMeans

SLACK_MS = 300
"""How much further than the clock explains a step may be: players' clocks are coarse."""
LONGEST_STEP_MS = 10_000
"""Of a longer silence nobody knows what it was."""


class Watching:
    """Follows the video; `ranges` is what was watched of it, in order."""

    def __init__(self, session: Session, means: StudyMeans) -> None:
        self._session = session
        self._now_ms = means.now_ms
        self._store = Watched(means.data / "watched", means.now_ms)
        self._last: tuple[int, int] | None = None
        self._key = ""
        self.changed: Event[[]] = Event()
        """Another video is open; that ranges grow while it plays is not told."""
        session.video.status_changed.connect(self._show_video)
        session.passed.connect(self._on_passed)
        self._show_video()

    @property
    def ranges(self) -> tuple[Span, ...]:
        """What was watched of the open video, in order."""
        return self._store.ranges

    def close(self) -> None:
        """Write what was watched last."""
        self._store.flush()

    def _show_video(self) -> None:
        key = self._session.video.key
        if key != self._key:
            self._key = key
            self._last = None
            self._store.show(key)
            self.changed.emit()

    def _on_passed(self, position_ms: int) -> None:
        player = self._session.video.player
        if player is None or player.is_seeking or not self._session.video.is_ready:
            self._last = None
            return
        self._show_video()
        now_ms = self._now_ms()
        if self._last is not None:
            self._take(self._last, (position_ms, now_ms), player.rate)
        is_playing = player.state is PlayerState.PLAYING
        self._last = (position_ms, now_ms) if is_playing else None

    def _take(self, last: tuple[int, int], here: tuple[int, int], rate: float) -> None:
        step_ms, elapsed_ms = here[0] - last[0], here[1] - last[1]
        if 0 < step_ms <= elapsed_ms * rate + SLACK_MS and elapsed_ms <= LONGEST_STEP_MS:
            self._store.add(last[0], here[0])
