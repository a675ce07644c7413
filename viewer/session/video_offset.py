"""The open video's offset: how much later it is than its notes say, as the reader has told us.

It belongs to the video, so all its notes are read with it. A note that is opened comes with it
already; here it is set, and seen to for a file that stands in for a video without a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.errors import NoteError, PlaybackError, UsageError
from viewer.note.offset import offset_words
from viewer.note.timestamps import parse_times
from viewer.session.notice import Notice
from viewer.study.offsets import MOST_MS, Offsets

if TYPE_CHECKING:
    from viewer.note.note import Moment
    from viewer.session.session import Session
    from viewer.session.studying import StudyMeans

FILE = "offsets.json"


class VideoOffset:
    """Moves the times of the open note, and remembers by how much for its video."""

    def __init__(self, session: Session, means: StudyMeans) -> None:
        self._session = session
        self._offsets = Offsets(means.data / FILE)
        session.video.status_changed.connect(self._see_to)
        session.arrived.connect(lambda _arrival: self._see_to())
        self._see_to()

    @property
    def offset_ms(self) -> int:
        """How much later the open note's times are in its video than they are written."""
        return self._session.reading.terms.offset_ms or 0

    def set(self, offset_ms: int) -> None:
        """Have the video be this much later than its notes say; 0 for as they are written.

        Raises PlaybackError where there is no video, UsageError beyond a day, and StudyError when
        it cannot be remembered.
        """
        session, key = self._session, self._session.video.key
        session.reading.open_page()
        if not key:
            raise PlaybackError("This note has no video whose beginning could differ.")
        if abs(offset_ms) > MOST_MS:
            raise UsageError("A video cannot begin more than a day earlier or later.")
        session.reading.shift(offset_ms)
        session.tell(Notice(_told(offset_ms)))
        self._offsets.keep(key, offset_ms)

    def moment_is_now(self, index: int) -> None:
        """Have this moment be what the video shows now, and all others be moved with it.

        Raises UsageError where there is no such moment, NoteError where it has no time.
        """
        moments = self._session.moments
        if not 0 <= index < len(moments):
            raise UsageError(f"This note has no moment {index + 1}.")
        self.set(self._session.video.position_ms() - self._written_ms(moments[index]))

    def _written_ms(self, moment: Moment) -> int:
        if moment.time_ms:
            return moment.time_ms - self.offset_ms
        read = parse_times(moment.text)  # What lies before the beginning has lost its time.
        if not read:
            raise NoteError(f"“{moment.written}” cannot be read as a time.")
        return read[0].start.ms

    def _see_to(self) -> None:
        """Read the note with the offset of the video that is really played."""
        session = self._session
        if session.page is None or not session.video.key:
            return
        kept_ms = self._offsets.of(session.video.key)
        if kept_ms != self.offset_ms:
            session.reading.shift(kept_ms)


def _told(offset_ms: int) -> str:
    if not offset_ms:
        return "The times of this video's notes are followed as they are written."
    return f"The times of this video's notes are followed {offset_words(offset_ms)}."
