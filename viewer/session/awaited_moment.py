"""The moment that was asked for while there was no video: it is shown when there is one.

The rule to know: what a time means may depend on how long the video is, so it is gone to only when
that is known and the note was read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.errors import PlaybackError

if TYPE_CHECKING:
    from viewer.session.page import Page
    from viewer.session.session import Session


class AwaitedMoment:
    """Remembers one moment of the open note, by its index in reading order."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._index: int | None = None
        session.video.duration_known.connect(self._on_duration_known)
        session.reading.refined.connect(self._on_refined)

    def asked(self, index: int) -> None:
        """Remember a moment that is gone to now, if there is nothing to show it in."""
        self._index = index if self._session.video.footage is None else None

    def forget(self) -> None:
        """Await nothing: another note is open."""
        self._index = None

    def _on_duration_known(self, duration_ms: int) -> None:
        self._session.reading.refine(duration_ms)
        if self._session.reading.is_settled:
            self._go()

    def _on_refined(self, _page: Page) -> None:
        if self._session.video.duration_ms > 0:
            self._go()

    def _go(self) -> None:
        index, self._index = self._index, None
        if index is None or index >= len(self._session.moments):
            return
        try:
            self._session.go_to_moment(index, play=False)
            self._session.hush()
        except PlaybackError as error:
            self._session.tell(error)
