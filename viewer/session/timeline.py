"""A note's moments, the video's chapters and the reader's bookmarks, in the order of time.

Between them stand the gaps: long stretches the note does not cite. A moment cites from its time
until the next one, or its own end, and never for longer than it is told. Pure: values in, rows
out; a row is a bare tuple, as a note may have 26,000 moments, and becomes an `Item` when shown.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from viewer.note.note import Moment, Verdict
from viewer.note.timestamps import format_time
from viewer.study.bookmarks import Bookmark
from viewer.video.aside import Chapter

Span = tuple[int, int]


class Kind(IntEnum):
    """What stands at a time; at the same time they stand in this order."""

    CHAPTER = 0
    MOMENT = 1
    BOOKMARK = 2
    GAP = 3


# As plain numbers: a timeline of thousands of rows is sorted with each change.
_CHAPTER, _MOMENT, _BOOKMARK, _GAP = (each.value for each in Kind)

Row = tuple[int, int, int]
"""A time in ms, the value of a Kind, and the number among its kind, counted from 0."""

_NAMES = {Kind.CHAPTER: "chapter", Kind.BOOKMARK: "bookmark", Kind.GAP: "gap"}


@dataclass(frozen=True, slots=True)
class Measures:
    """How long a moment cites at most, and how long a gap is at least."""

    cites_ms: int = 60_000
    gap_ms: int = 60_000


@dataclass(frozen=True, slots=True)
class Item:
    """What stands at a time. `time` is how that is written, `words` what it says of it."""

    kind: Kind
    number: int
    time_ms: int
    time: str
    words: str
    heading: str = ""
    moment: Moment | None = None

    @property
    def spoken(self) -> str:
        """What a screen reader says, and a filter looks in."""
        doubt = self.moment.doubt if self.moment else ""
        parts = (_NAMES.get(self.kind, ""), self.time, self.words, self.heading, doubt)
        return " ".join(part for part in parts if part)


class Timeline:
    """What there is to see of one video, by time. `duration_ms` is 0 where it is not known."""

    def __init__(
        self,
        moments: Sequence[Moment] = (),
        chapters: Sequence[Chapter] = (),
        bookmarks: Sequence[Bookmark] = (),
        duration_ms: int = 0,
        measures: Measures = Measures(),
    ) -> None:
        self.moments, self.chapters, self.bookmarks = moments, chapters, bookmarks
        self.duration_ms = duration_ms
        self._measures = measures
        self.ends = _ends_of(moments, measures.cites_ms)
        """When each moment's citing ends; only of those that can be reached in the video."""
        self.cited = tuple(self._cited())
        self.gaps = tuple(self._gaps()) if self.ends else ()
        self.rows = sorted(
            [
                *((each.start_ms, _CHAPTER, number) for number, each in enumerate(chapters)),
                *(
                    (each.time_ms, _MOMENT, number)
                    for number, each in enumerate(moments)
                    if each.time_ms is not None
                ),
                *((each.time_ms, _BOOKMARK, number) for number, each in enumerate(bookmarks)),
                *((start, _GAP, number) for number, (start, _end) in enumerate(self.gaps)),
            ]
        )

    def item(self, row: Row) -> Item:
        """Return what a row stands for."""
        time_ms, value, number = row
        kind, time = Kind(value), format_time(time_ms)
        if kind is Kind.MOMENT:
            moment = self.moments[number]
            words = moment.sentence or moment.text
            return Item(kind, number, time_ms, moment.text, words, moment.heading, moment)
        if kind is Kind.CHAPTER:
            return Item(kind, number, time_ms, time, self.chapters[number].title or "Chapter")
        if kind is Kind.BOOKMARK:
            return Item(kind, number, time_ms, time, self.bookmarks[number].label or "Bookmark")
        start, end = self.gaps[number]
        return Item(kind, number, time_ms, time, f"{length_in_words(end - start)} not cited")

    def rows_with(self, words: str, marks: Mapping[int, str]) -> list[Row]:
        """Return the rows that have all of these words; “chapter” finds the chapters, and so on.

        `marks` are words, too: those that moments are marked with, by their index.
        """
        wanted = words.casefold().split()
        if not wanted:
            return self.rows
        return [row for row in self.rows if self._has(row, wanted, marks)]

    def rows_at(self, time_ms: int, rows: Sequence[Row]) -> tuple[frozenset[int], int | None]:
        """Return which of these rows are being said or shown, and until when (None: for ever)."""
        reached = bisect_right(rows, (time_ms, _GAP + 1, 0))
        oldest = bisect_right(rows, (time_ms - self._measures.cites_ms, _CHAPTER, 0))
        ends = {}
        for at in range(oldest, reached):
            _start, value, number = rows[at]
            if value == _MOMENT and self.ends.get(number, 0) > time_ms:
                ends[at] = self.ends[number]
        gap = self._gap_at(time_ms)
        if gap is not None:
            at = bisect_right(rows, (self.gaps[gap][0], _GAP, gap)) - 1
            if at >= 0 and rows[at][1:] == (_GAP, gap):
                ends[at] = self.gaps[gap][1]
        changes = [*ends.values(), *(row[0] for row in rows[reached : reached + 1])]
        return frozenset(ends), min(changes, default=None)

    def moment_at(self, time_ms: int) -> int | None:
        """Return the moment that cites a time; of several the first on the page."""
        at = bisect_right(self._starts, time_ms) - 1
        for start in reversed(self._starts[max(0, at - 20) : at + 1]):
            number = self._first_at[start]
            if self.ends[number] > time_ms:
                return number
        return None

    def moment_near(self, time_ms: int, within_ms: int) -> int | None:
        """Return the moment that begins nearest, no further off, or else cites this time."""
        at = bisect_right(self._starts, time_ms)
        near = [each for each in self._starts[max(0, at - 1) : at + 1]
                if abs(each - time_ms) <= within_ms]  # fmt: skip
        if near:
            return self._first_at[min(near, key=lambda each: abs(each - time_ms))]
        return self.moment_at(time_ms)

    def chapter_at(self, time_ms: int) -> Chapter | None:
        """Return the chapter a time lies in."""
        begun = [each for each in self.chapters if each.start_ms <= time_ms]
        return max(begun, key=lambda each: each.start_ms, default=None)

    def bookmark_near(self, time_ms: int, within_ms: int) -> Bookmark | None:
        """Return the nearest bookmark that is no further off."""
        near = [each for each in self.bookmarks if abs(each.time_ms - time_ms) <= within_ms]
        return min(near, key=lambda each: abs(each.time_ms - time_ms), default=None)

    def is_cited(self, time_ms: int) -> bool:
        """Whether the note cites this time."""
        at = bisect_right(self.cited, (time_ms, self.duration_ms + time_ms)) - 1
        return at >= 0 and time_ms < self.cited[at][1]

    def _cited(self) -> Iterator[Span]:
        limit = self.duration_ms or None
        self._first_at: dict[int, int] = {}
        for number in self.ends:
            time_ms = self.moments[number].time_ms
            assert time_ms is not None
            self._first_at.setdefault(time_ms, number)
        self._starts = sorted(self._first_at)
        spans = sorted((self.moments[at].time_ms or 0, end) for at, end in self.ends.items())
        begun: Span | None = None
        for start, end in spans:
            bounded = end if limit is None else min(end, limit)
            if begun is not None and start <= begun[1]:
                begun = begun[0], max(begun[1], bounded)
                continue
            if begun is not None:
                yield begun
            begun = (start, bounded) if start < bounded else None
        if begun is not None:
            yield begun

    def _gaps(self) -> Iterator[Span]:
        ends = [0, *(end for _start, end in self.cited)]
        starts = [start for start, _end in self.cited]
        # Where the video's length is not known, nobody can say how long the last one is.
        starts.append(self.duration_ms or ends[-1])
        for end, start in zip(ends, starts, strict=True):
            if start - end >= self._measures.gap_ms:
                yield end, start

    def _gap_at(self, time_ms: int) -> int | None:
        at = bisect_right(self.gaps, (time_ms, self.duration_ms + time_ms)) - 1
        return at if at >= 0 and time_ms < self.gaps[at][1] else None

    def _has(self, row: Row, wanted: list[str], marks: Mapping[int, str]) -> bool:
        if row[1] == _MOMENT:  # Spelled out, as there are thousands.
            each, mark = self.moments[row[2]], marks.get(row[2], "")
            text = f"{each.text} {each.sentence} {each.heading} {each.doubt} {mark}".casefold()
        else:
            text = self.item(row).spoken.casefold()
        return all(word in text for word in wanted)


def length_in_words(length_ms: int) -> str:
    """Return a length as a person says it: 3 min 40 s, 1 h 2 min."""
    seconds = length_ms // 1000
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def _ends_of(moments: Sequence[Moment], cites_ms: int) -> dict[int, int]:
    times = {
        number: moment.time_ms
        for number, moment in enumerate(moments)
        if moment.time_ms is not None and moment.verdict is not Verdict.PAST_END
    }
    following = dict(pairwise(sorted(set(times.values()))))
    ends = {}
    for number, time_ms in times.items():
        own_ms, latest_ms = moments[number].end_ms, time_ms + cites_ms
        if own_ms is None or own_ms <= time_ms:
            own_ms = following.get(time_ms, latest_ms)
        ends[number] = min(own_ms, latest_ms)
    return ends
