"""The moment that was asked for while there was no video: it is gone to when there is one.

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
        self._play: bool | None = False
        session.video.duration_known.connect(self._on_duration_known)
        session.video.status_changed.connect(self._on_status_changed)
        session.reading.refined.connect(self._on_refined)

    def asked(self, index: int, *, play: bool | None) -> None:
        """Remember a moment that is gone to now, if there is nothing yet to show it in.

        It plays as it was meant to only where the video is about to come.
        """
        video = self._session.video
        self._index = index if video.footage is None or video.status.is_starting else None
        self._play = play if video.status.is_starting else False

    def forget(self) -> None:
        """Await nothing: another note is open."""
        self._index = None

    def _on_duration_known(self, duration_ms: int) -> None:
        self._session.reading.refine(duration_ms)
        if self._session.reading.is_settled:
            self._go()

    def _on_status_changed(self) -> None:
        if self._session.video.duration_ms > 0 and self._session.reading.is_settled:
            self._go()

    def _on_refined(self, _page: Page) -> None:
        if self._session.video.duration_ms > 0:
            self._go()

    def _go(self) -> None:
        index, self._index = self._index, None
        if index is None or index >= len(self._session.moments):
            return
        try:
            self._session.go_to_moment(index, play=self._play)
            self._session.hush()
        except PlaybackError as error:
            self._session.tell(error)
