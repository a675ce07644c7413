"""About how much it takes to load many videos of which only the notes are known.

A note's last time tells how long its video is at least; what kept videos weigh tells how much a
second takes. The rule to know: it is a guess, so it has two digits, and says what it rests on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from viewer.video.entry import CacheEntry

ENOUGH_MS = 600_000
"""Kept videos of ten minutes together tell what a second weighs."""
USUAL_MS = 1_200_000
"""So long is a video about which nothing is known: twenty minutes."""
LONGEST_MS = 12 * 3_600_000
"""A time further on is no time of a video, but a slip of a pen."""
USUAL_STRETCH, MOST_STRETCH = 1.1, 3.0
"""A video goes on a little behind the last time that its note names."""

BYTES_A_SECOND = {144: 15_000, 240: 30_000, 360: 55_000, 480: 90_000, 720: 160_000,
                  1080: 330_000, 1440: 800_000, 2160: 1_700_000}  # fmt: skip
"""What talks and lectures weigh in H.264 with their sound, by the height of the picture. A rule of
thumb of ours, for as long as nothing is kept."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A video that is to be here: its id in the cache, and the last time its notes name, or 0."""

    id: str
    last_ms: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """About how much is to be loaded.

    Of `number` videos `here` are kept already, which take `known_bytes`; the others will take
    `about_bytes` in `about_ms`. `is_measured` says whether kept videos told what a second weighs.
    """

    number: int
    here: int
    known_bytes: int
    about_bytes: int
    about_ms: int
    is_measured: bool

    @property
    def missing(self) -> int:
        """How many are to be loaded."""
        return self.number - self.here


def estimate(
    wanted: Sequence[Wanted], kept: Iterable[CacheEntry], *, height_px: int = 720
) -> Estimate:
    """Guess what it takes to have all these videos, loaded no higher than `height_px`.

    A video that is wanted twice counts once.
    """
    last_ms = _last_by_id(wanted)
    entries = {entry.id: entry for entry in kept}
    here = [entries[each] for each in last_ms if each in entries]
    missing = [last for each, last in last_ms.items() if each not in entries]
    about_ms = sum(_lengths(missing, _stretch(here, last_ms), entries.values()))
    rate, is_measured = _bytes_a_second(entries.values(), height_px)
    return Estimate(
        number=len(last_ms),
        here=len(here),
        known_bytes=sum(entry.size_bytes for entry in here),
        about_bytes=_two_digits(about_ms / 1000 * rate),
        about_ms=_two_digits(about_ms),
        is_measured=is_measured,
    )


def _last_by_id(wanted: Sequence[Wanted]) -> dict[str, int]:
    last_ms: dict[str, int] = {}
    for each in wanted:
        last_ms[each.id] = max(last_ms.get(each.id, 0), min(each.last_ms, LONGEST_MS))
    return last_ms


def _stretch(here: Sequence[CacheEntry], last_ms: dict[str, int]) -> float:
    """Return how much longer a video is than its notes say, as those that are here have it."""
    found = [entry.duration_ms / last_ms[entry.id] for entry in here
             if entry.duration_ms and last_ms[entry.id]]  # fmt: skip
    return min(max(median(found), 1.0), MOST_STRETCH) if found else USUAL_STRETCH


def _lengths(missing: Sequence[int], stretch: float, kept: Iterable[CacheEntry]) -> Iterable[float]:
    """Return the lengths in ms; a video without times is as long as the others in the mean."""
    known = [last * stretch for last in missing if last]
    seen = [entry.duration_ms for entry in kept if entry.duration_ms]
    usual = fmean(known or seen or [USUAL_MS])
    return [last * stretch if last else usual for last in missing]


def _bytes_a_second(kept: Iterable[CacheEntry], height_px: int) -> tuple[float, bool]:
    """Return what a second weighs, and whether that was measured."""
    alike = [entry for entry in kept if entry.duration_ms and _is_alike(entry, height_px)]
    length_ms = sum(entry.duration_ms for entry in alike)
    if length_ms >= ENOUGH_MS:
        return sum(entry.size_bytes for entry in alike) / length_ms * 1000, True
    fitting = [rate for height, rate in BYTES_A_SECOND.items() if height <= height_px]
    return fitting[-1] if fitting else BYTES_A_SECOND[144], False


def _is_alike(entry: CacheEntry, height_px: int) -> bool:
    return not entry.height_px or height_px / 2 <= entry.height_px <= height_px


def _two_digits(number: float) -> int:
    return int(float(f"{number:.1e}"))
