"""Known and revisit: what the reader makes of the open note's moments."""

from __future__ import annotations

from bisect import bisect_right
from textwrap import shorten
from typing import TYPE_CHECKING

from viewer.errors import NoteError, UsageError
from viewer.events import Event
from viewer.session.notice import Notice
from viewer.study.kept import Change
from viewer.study.marks import Mark, Marked, marks_among

if TYPE_CHECKING:
    from viewer.session.keepsakes import Keepsakes
    from viewer.session.page import Page
    from viewer.session.session import Session

_SAID = {
    Mark.KNOWN: "Marked as known: {}",
    Mark.REVISIT: "Marked to come back to: {}",
    None: "The mark is gone from: {}",
}
SHOWN_CHARACTERS = 60


class Marks:
    """The marks on the open note's moments, by their index in reading order."""

    def __init__(self, session: Session, keepsakes: Keepsakes) -> None:
        self._session = session
        self._keepsakes = keepsakes
        self.changed: Event[[]] = Event()
        """Other moments are marked, or those of another note."""
        self.all: dict[int, Marked] = {}
        """The marked moments."""
        keepsakes.changed.connect(self._find)
        self._seen: tuple[Page | None, str] = (None, "")
        session.refined.connect(lambda _page: self._on_video())
        session.video.state_changed.connect(self._on_video)

    def of(self, index: int) -> Mark | None:
        """Return the mark of a moment, None if it has none."""
        found = self.all.get(index)
        return found.mark if found else None

    def toggle(self, mark: Mark, index: int | None = None) -> None:
        """Mark a moment, or take this mark away; without an index, the one with the focus.

        Raises NoteError or UsageError when there is none to be marked.
        """
        at = self._current() if index is None else index
        self._set(at, None if self.of(at) is mark else mark)

    def clear(self) -> None:
        """Take the mark away from the moment that has the focus."""
        self._set(self._current(), None)

    def _set(self, index: int, mark: Mark | None) -> None:
        video = self._keepsakes.video()
        if video is None:
            raise UsageError("This note names no video, so its moments cannot be marked.")
        if not 0 <= index < len(self._session.moments):
            raise UsageError(f"This note has no moment {index + 1}.")
        moment, old = self._session.moments[index], self.all.get(index)
        if moment.time_ms is None:
            raise UsageError("This timestamp cannot be read, so it cannot be marked.")
        of_note = self._keepsakes.note()
        new = Marked.of(mark, moment, of_note) if mark else None
        # One that was just made may not be known here before it is kept.
        unknown = [Marked.of(each, moment, of_note) for each in Mark if each is not mark]
        changes = [Change(each, None) for each in ([old] if old else []) + unknown]
        changes += [Change(None, new)] if new else []
        said = _SAID[mark].format(
            shorten(moment.sentence or moment.text, SHOWN_CHARACTERS, placeholder="…")
        )
        self._keepsakes.change(video, *changes, said=Notice(said))

    def _current(self) -> int:
        """Return the moment that has the focus, else was gone to last, else is being said."""
        session = self._session
        focused = session.view.focused_moment()
        if focused is not None:
            return focused
        if session.moment_index is not None:
            return session.moment_index
        timed = sorted(
            (each.time_ms, index)
            for index, each in enumerate(session.moments)
            if each.time_ms is not None
        )
        if not timed:
            raise NoteError("This note has no timestamps.")
        times = [time_ms for time_ms, _index in timed]
        row = bisect_right(times, session.video.position_ms()) - 1
        return timed[max(row, 0)][1]

    def _on_video(self) -> None:
        page, key = self._session.page, self._session.video.key
        if page is not self._seen[0] or key != self._seen[1]:
            self._seen = (page, key)
            self._find()

    def _find(self) -> None:
        here = self._keepsakes.here
        marks = here.marks if here else ()
        found = marks_among(self._session.moments, marks, self._keepsakes.note())
        if found or self.all:
            self.all = found
            self.changed.emit()
