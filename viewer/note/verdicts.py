"""What the times of a note mean, when they cannot all mean what they say.

One stamp in eight of the notes this program was made for is *shifted*: 18:49:00 where 18 min 49 s
is meant. No stamp proves that alone, so a note is judged as a whole first, then each of its stamps.
The rule to know: a reading that differs from the writing always says so; nothing is silently moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from viewer.note.note import Doubt, Verdict
from viewer.note.timestamps import Span, WrittenTime, format_time, parse_times

CERTAINLY_TOO_LATE_MS = 5 * 3_600_000
"""Without the video's length: transcripts were cut at four hours, so five is always wrong."""

SHARE_OF_REGULAR = 0.9
"""So many stamps ending in :00, or in their minutes once more, are not chance."""

SHARE_BEYOND_CHANCE = 0.1
"""One ordinary stamp in thirty looks like that by chance; one in ten does not."""

FEWEST_BEYOND_CHANCE = 3
"""But one of five is chance again, and so are two."""

SHARE_OF_BEGINNING = 0.2
"""At most so many of a note's shifted times lie within the first minute of the video."""

FEWEST_AMBIGUOUS = 3
"""Fewer stamps that all end in :00 are worth no doubt."""

DISAGREEMENT_MS = 30_000
"""A text that is up to this much later than its attribute is the end of what it cites."""


class Stamp(NamedTuple):
    """A timestamp as it stands in a note: its attribute, and the text a reader sees."""

    written: str
    shown: str = ""
    line: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stamp was taken to mean; `reason` is a clause for the reader, empty if as written."""

    time_ms: int | None
    end_ms: int | None
    verdict: Verdict
    width: int = 3
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judge:
    """The verdict on a note: how late a stamp can be, and which of them are shifted.

    With `is_shifted` all are, with `has_tell` those that look like it, and else those that come
    too late. An `is_ambiguous` note can mean either. `is_chosen` is the reader's own verdict,
    which stands against any weighing.
    """

    end_ms: int | None
    is_shifted: bool = False
    has_tell: bool = False
    is_ambiguous: bool = False
    is_chosen: bool = False

    @classmethod
    def of(
        cls, stamps: Sequence[Stamp], video_ms: int | None, *, is_shifted: bool | None = None
    ) -> "Judge":
        """Weigh all stamps of a note; `video_ms` is the video's real length when known.

        `is_shifted` is the reader's own verdict; None leaves it to us.
        """
        if is_shifted is not None:
            return cls(video_ms, is_shifted, is_chosen=True)
        spans = [parse_times(stamp.written) or parse_times(stamp.shown) for stamp in stamps]
        return _weigh([found[0].start for found in spans if found], video_ms)

    def doubts(self, count: int) -> tuple[Doubt, ...]:
        """Return what has to be said once about all `count` stamps of the note."""
        if not count:
            return ()
        if self.is_chosen:
            meaning = "18 minutes and 49 seconds" if self.is_shifted else "18 hours and 49 minutes"
            return (Doubt(0, f"You chose to read 18:49:00 as {meaning} in this note."),)
        if self.is_shifted:
            sentence = "The times of this note are written as 18:49:00 where 0:18:49 is meant."
            return (Doubt(0, sentence),)
        if self.is_ambiguous:
            sentence = (
                "The times of this note all end in :00, so 1:02:00 may mean 0:01:02; "
                "they were taken as written."
            )
            return (Doubt(0, sentence),)
        return ()

    def read(self, stamp: Stamp) -> Reading:
        """Return what a stamp means in this note."""
        if not (stamp.shown or self.is_shifted or self.has_tell or self.is_chosen):
            plain = _at_face_value(stamp.written)
            if plain and self._fits(plain.time_ms or 0):
                return plain
        written, shown = parse_times(stamp.written), parse_times(stamp.shown)
        if not written:
            return self._from_text(stamp, shown)
        span, beside = written[0], shown[0] if shown else None
        if self._is_moved(span.start, beside):
            return self._shifted(stamp, span)
        fits = self._fits(span.start.ms)
        if self.is_chosen or not beside:
            return _reading(span, Verdict.OK) if fits else self._past_end(span)
        if not fits:
            return (
                self._from_text(stamp, shown)
                if self._fits(beside.start.ms)
                else (self._past_end(span))
            )
        if span.start.overflows and not beside.start.overflows:
            return self._from_text(stamp, shown)
        return _reading(span, Verdict.OK, self._contradiction(span.start, beside.start))

    def _fits(self, time_ms: int) -> bool:
        """Whether the video can be that long."""
        return time_ms <= _latest_ms(self.end_ms)

    def _is_moved(self, time: WrittenTime, beside: Span | None) -> bool:
        """Whether a time says minutes and seconds in the places of hours and minutes."""
        if self.is_chosen or not time.can_be_shifted:
            return self.is_shifted and time.can_be_shifted
        if not self._fits(time.shifted_ms):
            return self.is_shifted and not self._fits(time.ms)
        proof = self._proof(time, beside.start) if beside else None
        if self.is_shifted or proof is not None:
            return proof is not False
        if beside and beside.start.fields != time.fields and self._fits(beside.start.ms):
            return False
        if self.has_tell and _is_regular(time):
            return True
        return not self._fits(time.ms) and not _is_merely_late(time, _latest_ms(self.end_ms))

    def _proof(self, time: WrittenTime, beside: WrittenTime) -> bool | None:
        """Return whether the text beside a time proves it shifted or not; None if it is silent."""
        if len(beside.fields) > 3 or beside.fields == time.fields:
            return None
        if beside.ms // 1000 == time.shifted_ms // 1000:
            return True
        is_the_same = beside.ms // 1000 == time.ms // 1000
        return False if is_the_same and self._fits(time.ms) else None

    def _contradiction(self, time: WrittenTime, beside: WrittenTime) -> str:
        """Return a clause when the text beside an attribute says quite another possible time."""
        is_near = abs(beside.ms - time.ms) <= DISAGREEMENT_MS
        is_shifted_twin = beside.can_be_shifted and beside.shifted_ms == time.ms
        if is_near or is_shifted_twin or not self._fits(beside.ms):
            return ""
        taken, other = (format_time(each.ms, each.width) for each in (time, beside))
        return f"read as {taken}, its text says {other}"

    def _shifted(self, stamp: Stamp, span: Span) -> Reading:
        """Read HH:MM:SS as MM:SS."""
        end = span.end if span.end and span.end.can_be_shifted else None
        time_ms, end_ms = span.start.shifted_ms, end.shifted_ms if end else None
        if not self._fits(time_ms):
            return Reading(time_ms, end_ms, Verdict.PAST_END, 3, self._too_late(time_ms))
        reason = f"read as {format_time(time_ms, 2)}, written {stamp.written.strip()}"
        return Reading(time_ms, end_ms, Verdict.SHIFTED, 3, reason)

    def _from_text(self, stamp: Stamp, shown: tuple[Span, ...]) -> Reading:
        """Read the visible text, since the attribute does not say a possible time."""
        if not shown:
            says = stamp.written.strip() or stamp.shown.strip() or "nothing"
            return Reading(None, None, Verdict.UNREADABLE, 3, f"“{says[:60]}” is not a time")
        start = shown[0].start
        if self._is_moved(start, None):
            return self._shifted(Stamp(stamp.shown), shown[0])
        if not self._fits(start.ms):
            return self._past_end(shown[0])
        written = stamp.written.strip()[:60] or "without a time"
        reason = f"read as {format_time(start.ms, start.width)} from its text, written {written}"
        return _reading(shown[0], Verdict.FROM_TEXT, reason)

    def _past_end(self, span: Span) -> Reading:
        """Keep a time as written that no reading brings into the video."""
        return _reading(span, Verdict.PAST_END, self._too_late(span.start.ms))

    def _too_late(self, time_ms: int) -> str:
        """Return the clause that says what a time has passed."""
        if self.end_ms is None:
            return f"{format_time(time_ms)} is too late to be meant"
        return f"{format_time(time_ms)} is past the end of the video ({format_time(self.end_ms)})"


def _weigh(times: Sequence[WrittenTime], video_ms: int | None) -> Judge:
    """Weigh the times of a note: those that come too late say how the others are to be read."""
    latest_ms = _latest_ms(video_ms)
    clocks = [time for time in times if time.can_be_shifted]
    late = [time for time in clocks if time.ms > latest_ms and not _is_merely_late(time, latest_ms)]
    has_frames = 4 in [len(time.fields) for time in times]
    if not late and not has_frames:
        return Judge(video_ms, is_ambiguous=video_ms is None and _are_ambiguous(clocks))
    regular = sum(map(_is_regular, clocks))
    is_mostly_regular = regular >= SHARE_OF_REGULAR * len(clocks) > 0
    if not late:
        return Judge(video_ms, is_mostly_regular)
    if is_mostly_regular or has_frames or 2 * len(late) > len(clocks):
        return Judge(video_ms, is_shifted=True)
    regular_late = sum(map(_is_regular, late))
    if regular_late < SHARE_OF_REGULAR * len(late):
        return Judge(video_ms, _goes_on_smoothly(clocks, latest_ms))
    is_habit = len(late) >= SHARE_BEYOND_CHANCE * len(clocks)
    seen, by_chance = regular - regular_late, SHARE_BEYOND_CHANCE * (len(clocks) - len(late))
    is_seen = seen >= max(FEWEST_BEYOND_CHANCE, by_chance)
    return Judge(video_ms, has_tell=is_habit and is_seen)


def _is_regular(time: WrittenTime) -> bool:
    """Whether the last field is what is left over when minutes and seconds have been written."""
    return len(time.fields) == 3 and time.fields[2] in (0, time.fields[1])


def _is_merely_late(time: WrittenTime, latest_ms: int) -> bool:
    """Whether a time past the end is no sign of a shift: without hours, and by its seconds exact.

    Then the note is a little longer than the video, or about another one.
    """
    is_near = time.ms <= latest_ms * 1.1 + 60_000
    return time.fields[0] == 0 and (is_near or not _is_regular(time))


def _are_ambiguous(clocks: Sequence[WrittenTime]) -> bool:
    """Whether times would make as much sense shifted: all end in :00, and not all in one hour."""
    if any(time.fields[2] for time in clocks):
        return False
    different = {time.fields for time in clocks if time.ms}
    return len(different) >= FEWEST_AMBIGUOUS and any(fields[0] for fields in different)


def _goes_on_smoothly(clocks: Sequence[WrittenTime], latest_ms: int) -> bool:
    """Whether 4:58:31 followed by 5:02:17 are both minutes and seconds.

    A note follows its video, so where a possible time stands beside one that comes too late, the
    reading that makes the smaller leap is the likelier one; leaps are counted in proportion, as
    shifted times lie sixty times closer. A note with many times without hours has real ones.
    """
    if sum(not time.fields[0] for time in clocks) > SHARE_OF_BEGINNING * len(clocks):
        return False
    votes = 0
    for before, after in pairwise(clocks):
        if (before.ms > latest_ms) == (after.ms > latest_ms):
            continue
        early, late = (after, before) if before.ms > latest_ms else (before, after)
        if early.fields[0]:
            as_written, as_shifted = (
                _leap(early.ms, late.shifted_ms),
                _leap(early.shifted_ms, late.shifted_ms),
            )
            votes += 1 if as_shifted < as_written else -1
    return votes > 0


def _leap(one_ms: int, other_ms: int) -> float:
    """Return how many times later the later time is; half a minute counts as nothing."""
    one_ms, other_ms = sorted((one_ms, other_ms))
    return (other_ms + DISAGREEMENT_MS) / (one_ms + DISAGREEMENT_MS)


def _latest_ms(video_ms: int | None) -> int:
    """Return the last time that can be meant."""
    return CERTAINLY_TOO_LATE_MS - 1 if video_ms is None else video_ms


@lru_cache(maxsize=8192)
def _at_face_value(written: str) -> Reading | None:
    """Return what a time says by itself, as most do; None if it is none."""
    spans = parse_times(written)
    return _reading(spans[0], Verdict.OK) if spans else None


def _reading(span: Span, verdict: Verdict, reason: str = "") -> Reading:
    """Return a span at face value."""
    start, end = span.start, span.end
    return Reading(start.ms, end.ms if end else None, verdict, start.width, reason)
