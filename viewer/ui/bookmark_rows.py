"""What the list of bookmarks shows, in its groups: this video's, then those of all others."""

from collections.abc import Iterator
from dataclasses import dataclass

from viewer.note.timestamps import format_time
from viewer.session.bookmarks import Bookmarks
from viewer.study.kept import Saved
from viewer.study.marks import Mark, Marked

_HERE = {None: "This video", Mark.REVISIT: "To come back to", Mark.KNOWN: "Known"}


@dataclass(frozen=True, slots=True)
class BookmarkRow:
    """A bookmark or a mark of the video with this key; without one, the heading of a group."""

    title: str
    key: str = ""
    saved: Saved | None = None

    @property
    def words(self) -> str:
        """What it says of itself."""
        if self.saved is None:
            return self.title
        said = self.saved.sentence if isinstance(self.saved, Marked) else self.saved.label
        return " ".join(said.split())

    @property
    def origin(self) -> str:
        """The name of the note it was made from."""
        path = self.saved.note.rpartition("//")[2] if self.saved else ""
        return path.rpartition("/")[2].rpartition(".")[0].replace("_", " ")

    @property
    def sign(self) -> str:
        """The sign of a mark; empty for a bookmark."""
        return self.saved.mark.sign if isinstance(self.saved, Marked) else ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        if self.saved is None:
            return self.title
        mark = self.saved.mark.value if isinstance(self.saved, Marked) else ""
        parts = (format_time(self.saved.time_ms), mark, self.words, self.origin)
        return ", ".join(part for part in parts if part)


def rows_of(bookmarks: Bookmarks, key: str, filtered_by: str) -> tuple[BookmarkRow, ...]:
    """Return the rows to list: groups under their headings, without empty ones."""
    words = filtered_by.casefold().split()
    rows: list[BookmarkRow] = []
    for title, group in _groups(bookmarks, key):
        found = [each for each in group if _has_words(each, title, words)]
        if found:
            rows += [BookmarkRow(title), *found]
    return tuple(rows)


def _groups(bookmarks: Bookmarks, key: str) -> Iterator[tuple[str, list[BookmarkRow]]]:
    here = _HERE[None]
    yield here, [BookmarkRow(here, key, each) for each in bookmarks.here]
    for mark in (Mark.REVISIT, Mark.KNOWN):
        found = [each for each in bookmarks.marks_here if each.mark is mark]
        yield _HERE[mark], [BookmarkRow(_HERE[mark], key, each) for each in found]
    for other, kept in bookmarks.elsewhere:
        again = [each for each in kept.marks if each.mark is Mark.REVISIT]
        saved: list[Saved] = [*kept.bookmarks, *again]
        saved.sort(key=lambda each: each.time_ms)
        yield kept.title, [BookmarkRow(kept.title, other, each) for each in saved]


def _has_words(row: BookmarkRow, title: str, words: list[str]) -> bool:
    text = f"{title} {row.spoken}".casefold()
    return all(word in text for word in words)
