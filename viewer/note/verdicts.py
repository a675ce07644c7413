"""What the times of a note mean, when they cannot all mean what they say.

One stamp in eight of the notes this program was made for is *shifted*: 18:49:00 where 18 min 49 s
is meant. No stamp proves that alone, so a note is judged as a whole first, then each of its stamps.
The rule to know: a reading that differs from the writing always says so; nothing is silently moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from viewer.note.note import Doubt, Verdict
from viewer.note.timestamps import Span, WrittenTime, format_time, parse_times

CERTAINLY_TOO_LATE_MS = 5 * 3_600_000
"""Without the video's length: transcripts were cut at four hours, so five is always wrong."""

SHARE_OF_ROUND = 0.9
"""So many stamps ending in :00 are not chance."""


@dataclass(frozen=True, slots=True)
class Stamp:
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
    """The verdict on a note: how late a stamp can be, and whether all of them are shifted."""

    end_ms: int | None
    is_shifted: bool

    @classmethod
    def of(
        cls, stamps: Sequence[Stamp], video_ms: int | None, *, is_shifted: bool | None = None
    ) -> "Judge":
        """Weigh all stamps of a note; `video_ms` is the video's real length when known.

        `is_shifted` is the reader's own verdict, which stands against any weighing.
        """
        if is_shifted is not None:
            return cls(video_ms, is_shifted)
        spans = [parse_times(stamp.written) or parse_times(stamp.shown) for stamp in stamps]
        times = [span.start for found in spans for span in found[:1]]
        clocks = [time for time in times if len(time.fields) == 3]
        late = [time for time in clocks if time.ms > _latest_ms(video_ms)]
        round_ones = [time for time in clocks if time.fields[2] == 0]
        is_mostly_round = len(round_ones) >= SHARE_OF_ROUND * len(clocks) > 0
        has_frames = any(len(time.fields) == 4 for time in times)
        is_shifted = bool(late) and (is_mostly_round or 2 * len(late) > len(clocks) or has_frames)
        return cls(video_ms, is_shifted or (has_frames and is_mostly_round))

    def doubts(self, count: int) -> tuple[Doubt, ...]:
        """Return what has to be said once about all `count` stamps of the note."""
        if not self.is_shifted or not count:
            return ()
        sentence = "The times of this note are written as 18:49:00 where 0:18:49 is meant."
        return (Doubt(0, sentence),)

    def read(self, stamp: Stamp) -> Reading:
        """Return what a stamp means in this note."""
        written, shown = parse_times(stamp.written), parse_times(stamp.shown)
        if not written:
            return self._from_text(stamp, shown)
        span, beside = written[0], shown[0] if shown else None
        if self._is_moved(span.start, beside):
            return self._shifted(stamp, span)
        if beside and self._fits(beside.start.ms) and not self._fits(span.start.ms):
            return self._from_text(stamp, shown)
        if not self._fits(span.start.ms):
            return self._past_end(stamp, span)
        if beside and span.start.overflows and not beside.start.overflows:
            return self._from_text(stamp, shown)
        return _reading(span, Verdict.OK)

    def _fits(self, time_ms: int) -> bool:
        """Whether the video can be that long."""
        return time_ms <= (CERTAINLY_TOO_LATE_MS - 1 if self.end_ms is None else self.end_ms)

    def _is_moved(self, time: WrittenTime, beside: Span | None) -> bool:
        """Whether a time says minutes and seconds in the places of hours and minutes."""
        if len(time.fields) != 3 or not self._fits(time.shifted_ms):
            return False
        if beside and len(beside.start.fields) <= 3 and beside.start.fields != time.fields:
            if beside.start.ms // 1000 == time.shifted_ms // 1000:
                return True
            if beside.start.ms // 1000 == time.ms // 1000 and self._fits(time.ms):
                return False
        if self.is_shifted:
            return True
        if beside and self._fits(beside.start.ms):
            return False
        return time.ms > _latest_ms(self.end_ms) and not self._is_just_late(time)

    def _is_just_late(self, time: WrittenTime) -> bool:
        """Whether a time overshoots the end so little that it is late rather than shifted."""
        if self.end_ms is None or time.fields[0] > 0:
            return False
        return time.ms <= self.end_ms * 1.1 + 60_000

    def _shifted(self, stamp: Stamp, span: Span) -> Reading:
        """Read HH:MM:SS as MM:SS."""
        end = span.end if span.end and len(span.end.fields) == 3 else None
        time_ms, end_ms = span.start.shifted_ms, end.shifted_ms if end else None
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
            return self._past_end(stamp, shown[0])
        written = stamp.written.strip()[:60] or "without a time"
        reason = f"read as {format_time(start.ms, start.width)} from its text, written {written}"
        return _reading(shown[0], Verdict.FROM_TEXT, reason)

    def _past_end(self, stamp: Stamp, span: Span) -> Reading:
        """Keep a time as written that no reading brings into the video."""
        reason = f"{format_time(span.start.ms)} is past the end of the video"
        return _reading(span, Verdict.PAST_END, reason)


def _latest_ms(video_ms: int | None) -> int:
    """Return the last time that can be meant."""
    return CERTAINLY_TOO_LATE_MS - 1 if video_ms is None else video_ms


def _reading(span: Span, verdict: Verdict, reason: str = "") -> Reading:
    """Return a span at face value."""
    end_ms = span.end.ms if span.end else None
    return Reading(span.start.ms, end_ms, verdict, span.start.width, reason)
