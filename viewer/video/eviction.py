"""Which kept videos go when there is too little room: the ones that were not watched longest.

Pure: entries and the time come in, names come out, nothing is deleted. What a person would miss
never goes by itself: see `may_go`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from viewer.video.entry import CacheEntry

PLAYING_S = 120
"""So long after its last mark a video counts as playing; players set the mark each minute."""
NEW_S = 86_400
FALSE_STAMP_S = 86_400
"""A stamp so far in the future is a clock's mistake, and protects nothing."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much room there must be.

    All kept videos take `limit_bytes` together at most, and `lacking_bytes` must become free on
    the disk whatever they take.
    """

    limit_bytes: int
    lacking_bytes: int = 0


def what_would_go(
    entries: Iterable[CacheEntry], room: Room, protected: Collection[str], now_s: float
) -> list[CacheEntry]:
    """Return the videos to let go, the one that was watched longest ago first.

    `protected` are ids: what is playing here or queued. They are no more than are needed; fewer
    than are needed when the others may not go: see `excess_bytes`. Linked videos take no room.
    """
    entries = [each for each in entries if not each.is_linked]
    excess = excess_bytes(entries, room)
    going: list[CacheEntry] = []
    candidates = (each for each in entries if may_go(each, protected, now_s))
    for entry in sorted(candidates, key=lambda each: (each.used_s, each.added_s, each.id)):
        if excess <= 0:
            break
        going.append(entry)
        excess -= entry.size_bytes
    return going


def excess_bytes(entries: Iterable[CacheEntry], room: Room) -> int:
    """Return how much must go until there is room; 0 or less when there is."""
    taken = sum(each.size_bytes for each in entries if not each.is_linked)
    return max(taken - room.limit_bytes, room.lacking_bytes)


def may_go(entry: CacheEntry, protected: Collection[str], now_s: float) -> bool:
    """Whether a video may go without a question.

    Not what is pinned, protected, linked, never watched, playing in any process, or here for less
    than a day.
    """
    is_kept = entry.is_pinned or entry.id in protected or entry.is_linked
    is_playing = _is_within(entry.used_s, PLAYING_S, now_s)
    is_new = _is_within(entry.added_s, NEW_S, now_s)
    return not (is_kept or entry.used_s == 0 or is_playing or is_new)


def _is_within(stamp_s: float, span_s: float, now_s: float) -> bool:
    """Whether a stamp is of the last so many seconds, or a little ahead, as clocks are set back."""
    return -FALSE_STAMP_S < now_s - stamp_s < span_s
