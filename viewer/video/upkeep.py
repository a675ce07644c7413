"""Tidying the cache: what crashes, kills and open files have left behind.

Only the owner of a cache tidies it. Nothing is touched that a download is at work in, and nothing
is followed out of the cache.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from viewer.durable import (
    NEIGHBOUR,
    delete,
    flush_folder,
    is_own_folder,
    size_bytes_of,
    things_in,
)
from viewer.video.condition import Condition, look_into
from viewer.video.manifest import ManifestError, read_manifest
from viewer.video.ownership import is_lock, staging_lock

MINUTE_S, DAY_S = 60, 86_400
UNFINISHED_S = 10 * MINUTE_S
"""So long a publish may take between its last two steps."""
TORN_S = DAY_S
STAGING_S = 7 * DAY_S
QUARANTINE_S = 30 * DAY_S
_STAGED = re.compile(r"(?P<key>.+?)(?:-[0-9a-f]{8})?(?P<old>\.old)?")
_PARTS = re.compile(r"v\..*|job\.json|.*\.(?:part|ytdl)")


@dataclass(frozen=True, slots=True)
class Collected:
    """What tidying did: how many things of each kind went, and how much room they took.

    `finished` videos were whole but not in their place, and are now; `stuck` things could not be
    deleted yet.
    """

    trashed: int = 0
    staged: int = 0
    torn: int = 0
    quarantined: int = 0
    finished: int = 0
    stuck: int = 0
    size_bytes: int = 0


def collect(cache: Path, now_s: float) -> Collected:
    """Tidy a cache; raises OSError when a folder cannot be listed."""
    return _Round(cache, now_s).done()


class _Round:
    """One round of tidying, and what it did so far."""

    def __init__(self, cache: Path, now_s: float) -> None:
        self._cache, self._now_s = cache, now_s
        self._stuck = self._size_bytes = 0

    def done(self) -> Collected:
        """Do it."""
        finished = sum(map(self._finish, things_in(self._cache / "staging")))
        staged = sum(map(self._drop_staged, things_in(self._cache / "staging")))
        torn = sum(map(self._drop_torn, things_in(self._cache / "videos")))
        torn += sum(map(self._drop_neighbour, things_in(self._cache)))
        quarantined = sum(map(self._drop_quarantined, things_in(self._cache / "quarantine")))
        trashed = sum(map(self._drop, things_in(self._cache / "trash")))
        return Collected(trashed, staged, torn, quarantined, finished, self._stuck,
                         self._size_bytes)  # fmt: skip

    def _drop(self, thing: Path) -> bool:
        size_bytes = size_bytes_of(thing)
        is_gone = delete(thing)
        self._size_bytes += size_bytes if is_gone else 0
        self._stuck += not is_gone
        return is_gone

    def _finish(self, folder: Path) -> bool:
        """Put a video in its place that was complete when its process ended."""
        if self._age_s(folder) < UNFINISHED_S or not is_own_folder(folder):
            return False
        key = _key_of(folder)
        place = self._cache / "videos" / key
        try:
            entry = read_manifest(folder, key)
            is_whole = os.lstat(folder / entry.file).st_size == entry.size_bytes
        except (ManifestError, OSError):
            return False
        if not is_whole or os.path.lexists(place):
            return False
        return self._if_free(folder, lambda: _moved(folder, place))

    def _drop_staged(self, thing: Path) -> bool:
        if self._age_s(thing) < (TORN_S if thing.name.endswith(".old") else STAGING_S):
            return False
        if is_lock(thing):
            folder = thing.with_suffix("")
            return not os.path.lexists(folder) and self._if_free(folder, lambda: False)
        return self._if_free(thing, lambda: self._drop(thing))

    def _drop_torn(self, folder: Path) -> bool:
        if look_into(folder).condition is Condition.ABSENT:
            return self._age_s(folder) >= TORN_S and self._drop(folder)
        parts = [each for each in things_in(folder) if _PARTS.fullmatch(each.name)]
        return sum(self._drop(part) for part in parts if self._age_s(part) >= TORN_S) > 0

    def _drop_neighbour(self, thing: Path) -> bool:
        is_one = thing.name.endswith(NEIGHBOUR) and not is_own_folder(thing)
        return is_one and self._age_s(thing) >= TORN_S and self._drop(thing)

    def _drop_quarantined(self, thing: Path) -> bool:
        return self._age_s(thing) >= QUARANTINE_S and self._drop(thing)

    def _if_free(self, folder: Path, deed: Callable[[], bool]) -> bool:
        """Do something to a folder in staging unless a download is at work in it."""
        lock = staging_lock(folder)
        if not lock.take():
            return False
        try:
            return deed()
        finally:
            if not os.path.lexists(folder):
                delete(lock.file)
            lock.release()

    def _age_s(self, thing: Path) -> float:
        """Return how long ago a thing, or what lies directly in it, was last written to."""
        things = (each for each in (thing, *things_in(thing)) if os.path.lexists(each))
        newest = max((each.lstat().st_mtime for each in things), default=self._now_s)
        return self._now_s - newest


def _key_of(staged: Path) -> str:
    """Return the name of the folder that something in staging would have among the kept."""
    named = _STAGED.fullmatch(staged.name)
    return named["key"] if named else staged.name


def _moved(folder: Path, place: Path) -> bool:
    place.parent.mkdir(exist_ok=True)
    folder.rename(place)
    flush_folder(place.parent)
    return True
