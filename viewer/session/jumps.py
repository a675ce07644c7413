"""Jumps: what takes the reader elsewhere can be undone, and done again.

Small steps in a row are one jump, as is dragging along the bar: nobody wants to undo each. And
where a video was resumed, undoing leads to its start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.note.timestamps import spoken_time
from viewer.playback.player import PlayerState
from viewer.session.history import Way
from viewer.session.notice import Notice
from viewer.study.positions import Position

if TYPE_CHECKING:
    from viewer.session.session import Session
    from viewer.session.studying import StudyMeans

IN_A_ROW_MS = 2_000
"""Steps with less than this between them are one jump."""
WORTH_TELLING_MS = 5_000
"""Who was not even that far hardly needs to know that they go on there."""


class Jumps:
    """Remembers what is left, before it is left."""

    def __init__(self, session: Session, means: StudyMeans) -> None:
        self._session = session
        self._now_ms = means.now_ms
        self._stepped_ms: int | None = None
        session.video.leaving.connect(self._on_leaving)
        session.video.state_changed.connect(self._tell_resumed)

    def _on_leaving(self, way: Way) -> None:
        now_ms, before_ms = self._now_ms(), self._stepped_ms
        self._stepped_ms = now_ms if way is Way.STEP else None
        goes_on = before_ms is not None and now_ms - before_ms < IN_A_ROW_MS
        if way is Way.JUMP or (way is Way.STEP and not goes_on):
            self._session.reading.jump()

    def _tell_resumed(self) -> None:
        session = self._session
        time_ms, video = session.resumed_ms, session.video
        is_shown = video.state in (PlayerState.PAUSED, PlayerState.PLAYING) and video.is_settled
        if not time_ms or not is_shown:
            return
        session.resumed_ms = 0
        if time_ms >= WORTH_TELLING_MS:
            session.reading.put_behind(Position(session.view.scroll, 0))
            session.tell(Notice(f"Resumed at {spoken_time(time_ms)} – Backspace for the start"))
