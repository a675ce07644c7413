"""What the list of bookmarks shows, in its groups: this video's, then those of all others."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viewer.note.note import Moment
from viewer.note.timestamps import format_time
from viewer.session.bookmarks import Bookmarks
from viewer.study.bookmarks import Bookmark
from viewer.study.kept import Saved
from viewer.study.marks import Mark, Marked

NEAR_MS = 30_000
"""A sentence is no longer said after so long."""

_HERE = {None: "This video", Mark.REVISIT: "To come back to", Mark.KNOWN: "Known"}


@dataclass(frozen=True, slots=True)
class BookmarkRow:
    """A bookmark or a mark of the video with this key; without one, the heading of a group."""

    title: str
    key: str = ""
    saved: Saved | None = None
    around: str = ""
    """What the open note says at this time, for a bookmark without a label."""
    is_own: bool = False
    """Whether it was made from the open note, whose name need not be said again."""

    @property
    def words(self) -> str:
        """What it says of itself."""
        if self.saved is None:
            return self.title
        said = self.saved.sentence if isinstance(self.saved, Marked) else self.saved.label
        return " ".join(said.split())

    @property
    def origin(self) -> str:
        """The name of the note it was made from; empty where the heading says as much."""
        path = self.saved.note.rpartition("//")[2] if self.saved else ""
        name = path.rpartition("/")[2].rpartition(".")[0].replace("_", " ")
        return "" if self.is_own or _letters(name) == _letters(self.title) else name

    @property
    def sign(self) -> str:
        """The sign of a mark; empty for a bookmark."""
        return self.saved.mark.sign if isinstance(self.saved, Marked) else ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        if self.saved is None:
            return self.title
        mark = self.saved.mark.said if isinstance(self.saved, Marked) else ""
        words = self.words or self.around
        parts = (format_time(self.saved.time_ms), mark, words, self.origin)
        return ", ".join(part for part in parts if part)


class OpenNote:
    """What the open note says at the times of its video, whose key is given."""

    def __init__(self, key: str, path: str, moments: Sequence[Moment]) -> None:
        self._key = key
        self._path = path
        timed = [each for each in moments if each.time_ms is not None]
        self._moments = sorted(timed, key=lambda each: each.time_ms or 0)
        self._times_ms = [each.time_ms or 0 for each in self._moments]

    def row(self, title: str, saved: Saved) -> BookmarkRow:
        """Return the row of what is kept of this video."""
        is_own = saved.note == self._path
        around = self._said_at(saved.time_ms) if isinstance(saved, Bookmark) else ""
        return BookmarkRow(title, self._key, saved, around, is_own)

    def _said_at(self, time_ms: int) -> str:
        """Return the sentence that is current at a time, empty where none has been for long."""
        at = bisect_right(self._times_ms, time_ms) - 1
        if at < 0 or time_ms - self._times_ms[at] > NEAR_MS:
            return ""
        return self._moments[at].sentence


def rows_of(bookmarks: Bookmarks, open_note: OpenNote, filtered_by: str) -> tuple[BookmarkRow, ...]:
    """Return the rows to list: groups under their headings, without empty ones."""
    words = filtered_by.casefold().split()
    rows: list[BookmarkRow] = []
    for title, group in _groups(bookmarks, open_note):
        found = [each for each in group if _has_words(each, title, words)]
        if found:
            rows += [BookmarkRow(title), *found]
    return tuple(rows)


def _groups(bookmarks: Bookmarks, open_note: OpenNote) -> Iterator[tuple[str, list[BookmarkRow]]]:
    yield _HERE[None], [open_note.row(_HERE[None], each) for each in bookmarks.here]
    for mark in (Mark.REVISIT, Mark.KNOWN):
        found = [each for each in bookmarks.marks_here if each.mark is mark]
        yield _HERE[mark], [open_note.row(_HERE[mark], each) for each in found]
    for other, kept in bookmarks.elsewhere:
        again = [each for each in kept.marks if each.mark is Mark.REVISIT]
        saved: list[Saved] = [*kept.bookmarks, *again]
        saved.sort(key=lambda each: each.time_ms)
        yield kept.title, [BookmarkRow(kept.title, other, each) for each in saved]


def _has_words(row: BookmarkRow, title: str, words: list[str]) -> bool:
    text = f"{title} {row.spoken}".casefold()
    return all(word in text for word in words)


def _letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())
