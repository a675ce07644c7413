"""From moment to moment: by reading (J, K), by the video's time (H, L), or as it is played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.errors import NoteError, PlaybackError
from viewer.playback.moment_walk import by_reading, by_time

if TYPE_CHECKING:
    from viewer.session.note_play import NotePlay
    from viewer.session.session import Session


class Walks:
    """Goes to moments by their order; while the note is played, by the order of playing."""

    def __init__(self, session: Session, note_play: NotePlay) -> None:
        self._session = session
        self._note_play = note_play

    def by_reading(self, steps: int) -> None:
        """Go that many moments on in reading order; negative goes back."""
        session = self._session
        if self._note_play.is_on:
            self._note_play.walk(steps)
        else:
            self._go_to(by_reading(session.moments, session.moment_index, steps))

    def by_time(self, steps: int) -> None:
        """Go that many moments on in the video's time; negative goes back."""
        self._go_to(by_time(self._session.moments, self._here_ms(), steps))

    def _here_ms(self) -> int:
        """Return where the video is, or the moment it was sent to and as yet only leads in to."""
        session = self._session
        here_ms, index = session.video.position_ms(), session.moment_index
        time_ms = session.moments[index].time_ms if index is not None else None
        if time_ms is not None and 0 < time_ms - here_ms <= session.settings.lead_in_ms:
            return time_ms
        return here_ms

    def _go_to(self, index: int | None) -> None:
        if not self._session.moments:
            raise NoteError("This note has no timestamps.")
        if index is None:
            raise PlaybackError("There is no further moment that way.")
        self._session.go_to_moment(index)
