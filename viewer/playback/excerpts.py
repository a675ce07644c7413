"""What of a video a note cites: its moments as excerpts to play one after another.

Pure: moments in, excerpts out. A moment lasts to the end it names, else to the next moment in the
video's time; never less than the least nor more than the most.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from viewer.note.note import Moment
from viewer.playback.moment_walk import is_reachable, reachable_times


@dataclass(frozen=True, slots=True)
class Lengths:
    """How much of a moment is played, in ms, and how long the video is."""

    least_ms: int
    most_ms: int
    video_ms: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A span of the video, and the moments in it: their indices, in the order of playing."""

    start_ms: int
    end_ms: int
    moments: tuple[int, ...]

    def has(self, time_ms: int) -> bool:
        """Whether this time is in it."""
        return self.start_ms <= time_ms < self.end_ms


def excerpts_of(
    moments: Sequence[Moment], lengths: Lengths, *, is_by_time: bool
) -> tuple[Excerpt, ...]:
    """Return the excerpts to play, by the video's time or in the order of reading.

    Where one runs into the next, they are one: a sentence is never played twice in a row.
    """
    times = reachable_times(moments)
    singles = [
        Excerpt(each.time_ms, _end_of(each, times, lengths), (index,))
        for index, each in enumerate(moments)
        if is_reachable(each) and each.time_ms is not None and each.time_ms < lengths.video_ms
    ]
    if is_by_time:
        singles.sort(key=lambda each: each.start_ms)
    played: list[Excerpt] = []
    for single in singles:
        if played and played[-1].start_ms <= single.start_ms <= played[-1].end_ms:
            played[-1] = _joined(played[-1], single)
        else:
            played.append(single)
    return tuple(played)


def _joined(one: Excerpt, other: Excerpt) -> Excerpt:
    end_ms = max(one.end_ms, other.end_ms)
    return replace(one, end_ms=end_ms, moments=one.moments + other.moments)


def _end_of(moment: Moment, times: Sequence[int], lengths: Lengths) -> int:
    start_ms = moment.time_ms or 0
    end_ms = moment.end_ms
    if end_ms is None or end_ms <= start_ms:
        end_ms = next((each for each in times if each > start_ms), lengths.video_ms)
    most_ms = max(lengths.most_ms, lengths.least_ms)
    length_ms = max(lengths.least_ms, min(most_ms, end_ms - start_ms))
    return min(start_ms + length_ms, lengths.video_ms)
