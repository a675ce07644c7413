"""Room for a video before it is loaded: on the disk, and under the cache's limit.

The rule to know: nothing is removed unless the video fits afterwards, and never anything that
must not go without asking (see `eviction`).
"""

from dataclasses import dataclass

from viewer.video.cache import VideoCache
from viewer.video.download import FetchTerms
from viewer.video.entry import CacheEntry
from viewer.video.eviction import Room, excess_bytes, what_would_go
from viewer.video.failures import Failure, Trouble

ROOM_FACTOR = 2.1
"""The parts and the file made of them lie side by side for a moment, and there are subtitles."""


@dataclass(frozen=True, slots=True)
class RoomWanted:
    """What a download still needs, beside what those that run need.

    `needed_bytes` are for itself on the disk, `reserved_bytes` for the others there; the video
    will have `size_bytes` when it is kept, and those that are coming in `arriving_bytes`.
    """

    needed_bytes: int
    size_bytes: int
    reserved_bytes: int = 0
    arriving_bytes: int = 0
    queued: frozenset[str] = frozenset()


def room_needed_bytes(size_bytes: int, got_bytes: int) -> int:
    """Return what a download of this size will still take of the disk at its height."""
    return max(int(size_bytes * ROOM_FACTOR) - got_bytes, 0)


def make_room(
    cache: VideoCache, wanted: RoomWanted, terms: FetchTerms, now_s: float
) -> Trouble | None:
    """Make room if that can be, and return None; else change nothing and say what is short.

    Slow: it may read every entry, and remove large files. Raises VideoError when the disk refuses.
    """
    usable_bytes = cache.free_bytes() - wanted.reserved_bytes - terms.reserve_bytes
    room = Room(
        limit_bytes=terms.limit_bytes - wanted.size_bytes - wanted.arriving_bytes,
        lacking_bytes=wanted.needed_bytes - usable_bytes,
    )
    kept = [found.entry for found in cache.holdings() if found.entry is not None]
    going = what_would_go(kept, room, wanted.queued, now_s)
    left = [entry for entry in kept if entry not in going]
    if excess_bytes(left, Room(room.limit_bytes)) > 0:
        needed, failure = wanted.size_bytes, Failure.OVER_LIMIT
    elif _taken_bytes(going) < room.lacking_bytes:
        needed, failure = wanted.needed_bytes, Failure.DISK_FULL
    else:
        if going:
            cache.evict(going)
        return None
    return Trouble(failure, facts=(
        ("needed", str(needed)), ("free", str(max(usable_bytes, 0))),
        ("folder", str(cache.folder)), ("limit", str(terms.limit_bytes)),
    ))  # fmt: skip


def _taken_bytes(entries: list[CacheEntry]) -> int:
    return sum(entry.size_bytes for entry in entries)
