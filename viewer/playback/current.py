"""Which moments of a note are current at a time of its video, and when that next changes.

A moment is current from its time until the next one of the note, by time, or until its own end if
it names one; never for longer than it is told. One without a readable time, or past the end of
the video, never is. Pure: times in, indexes into the note's moments out.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from viewer.note.note import Moment, Verdict


@dataclass(frozen=True, slots=True)
class Now:
    """The moments that are current from a time that was asked about; until None is for ever."""

    moments: frozenset[int]
    from_ms: int
    until_ms: int | None

    def holds_at(self, time_ms: int) -> bool:
        """Whether nothing changes until this time."""
        return self.from_ms <= time_ms and (self.until_ms is None or time_ms < self.until_ms)


class CurrentMoments:
    """Answers for one note; what it answered last holds for many questions, and is kept."""

    def __init__(self, moments: Sequence[Moment], most_ms: int) -> None:
        self._most_ms = most_ms
        self._indexes = [
            index
            for index, moment in enumerate(moments)
            if moment.time_ms is not None and moment.verdict is not Verdict.PAST_END
        ]
        times = [moment.time_ms or 0 for moment in moments]
        self._indexes.sort(key=times.__getitem__)
        self._starts = [times[index] for index in self._indexes]
        self._ends = _ends_of([moments[index].end_ms for index in self._indexes],
                              self._starts, most_ms)  # fmt: skip
        self._last: Now | None = None

    def at(self, time_ms: int) -> Now:
        """Return what is current at a time, and for how long."""
        if self._last is None or not self._last.holds_at(time_ms):
            self._last = self._found_at(time_ms)
        return self._last

    def begun_by(self, time_ms: int) -> int | None:
        """Return the moment that began last by a time; of several the first on the page."""
        reached = bisect_right(self._starts, time_ms)
        if not reached:
            return None
        return self._indexes[bisect_right(self._starts, self._starts[reached - 1] - 1)]

    @property
    def is_empty(self) -> bool:
        """Whether no moment can ever be current."""
        return not self._starts

    def _found_at(self, time_ms: int) -> Now:
        reached = bisect_right(self._starts, time_ms)
        oldest = bisect_right(self._starts, time_ms - self._most_ms)
        near = range(oldest, reached)
        current = [at for at in near if self._ends[at] > time_ms]
        changes = [self._ends[at] for at in current]
        changes += self._starts[reached : reached + 1]
        moments = frozenset(self._indexes[at] for at in current)
        return Now(moments, time_ms, min(changes, default=None))


def _ends_of(own: Sequence[int | None], starts: Sequence[int], most_ms: int) -> list[int]:
    """Return for each start, in order, until when what starts there is current."""
    ends, later_ms, next_ms = [], None, None
    for own_ms, start_ms in zip(reversed(own), reversed(starts), strict=True):
        if start_ms != next_ms:
            later_ms, next_ms = next_ms, start_ms
        end_ms = own_ms if own_ms is not None and own_ms > start_ms else later_ms
        latest_ms = start_ms + most_ms
        ends.append(latest_ms if end_ms is None else min(end_ms, latest_ms))
    return ends[::-1]
