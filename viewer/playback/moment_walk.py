"""From moment to moment: by the video's time (H, L) or by the order of reading (J, K).

A note does not cite in time order, so these are two walks. Moments without a readable time, or
past the end of the video, are walked past. Pure: positions in, an index into the note's moments
out, or None at an end.
"""

from collections.abc import Sequence

from viewer.note.note import Moment, Verdict

# A seek lands on a frame, not on a millisecond; and just after a moment, "previous" means the
# one before it, which needs time for a second press.
SAME_TIME_MS = 50
JUST_PASSED_MS = 1000


def by_time(moments: Sequence[Moment], position_ms: int, steps: int) -> int | None:
    """Return the moment that many moments later (negative: earlier) in the video.

    Moments of one time count as one, and the first of them in reading order is meant. Going
    back within a second after a moment leads to the one before. With fewer moments left than
    asked for, it is the last that way; None when there is none at all.
    """
    times = reachable_times(moments)
    wanted = time_that_way(times, position_ms, steps)
    if wanted is None:
        return None
    return next(index for index, moment in enumerate(moments) if moment.time_ms == wanted)


def time_that_way(times: Sequence[int], position_ms: int, steps: int) -> int | None:
    """Return the time that many of these times later (negative: earlier), as `by_time` counts."""
    if steps > 0:
        ahead = [time for time in times if time > position_ms + SAME_TIME_MS]
    else:
        reached = [time for time in reversed(times) if time <= position_ms + SAME_TIME_MS]
        is_just_passed = reached and position_ms - reached[0] <= JUST_PASSED_MS
        ahead = reached[1:] if is_just_passed else reached
    if not ahead or not steps:
        return None
    return ahead[min(abs(steps), len(ahead)) - 1]


def by_reading(moments: Sequence[Moment], index: int | None, steps: int) -> int | None:
    """Return the moment that many moments further down the page (negative: up).

    From None, which is above the first and below the last. Ends as `by_time` does.
    """
    readable = [at for at, moment in enumerate(moments) if is_reachable(moment)]
    if steps > 0:
        ahead = [at for at in readable if index is None or at > index]
    else:
        ahead = [at for at in reversed(readable) if index is None or at < index]
    if not ahead or not steps:
        return None
    return ahead[min(abs(steps), len(ahead)) - 1]


def reachable_times(moments: Sequence[Moment]) -> list[int]:
    """Return the times that can be gone to, each once, in the video's order."""
    return sorted(
        {each.time_ms for each in moments if is_reachable(each) and each.time_ms is not None}
    )


def is_reachable(moment: Moment) -> bool:
    """Whether a moment has a time, and one that the video has, too."""
    return moment.time_ms is not None and moment.verdict is not Verdict.PAST_END
