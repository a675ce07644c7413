"""What is known of the pictures of one video: which are on the shelf, and which are at hand."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FAILURES_AT_MOST = 3
"""So many in a row, and the video is left alone."""
HELD_BYTES = 40_000_000
FULL = 0.9
NEAR_MS = 5_000


@dataclass(frozen=True, slots=True)
class Subject:
    """The video that pictures are taken of; another one has others."""

    file: Path
    demuxer: str
    kept_in: str
    storyboard: str


@dataclass(slots=True)
class Album:
    """What is known of a video's pictures."""

    subject: Subject
    folder: Path | None = None
    times: set[int] = field(default_factory=set)
    tiles: list[int] = field(default_factory=list)
    held: dict[int, bytes] = field(default_factory=dict)
    held_bytes: int = 0
    given_up: set[int] = field(default_factory=set)
    nearby: list[int] = field(default_factory=list)
    note_of_nearby: tuple[Path, str] | None = None
    has_asked_for_tiles: bool = False
    is_begun: bool = False
    failures: int = 0

    @property
    def is_left_alone(self) -> bool:
        """Whether it has no pictures, or none that can be had."""
        return (self.is_begun and self.folder is None) or self.failures >= FAILURES_AT_MOST

    def at(self, time_ms: int) -> Path | None:
        """Return the picture of this very time; None if there is none."""
        if self.folder is None or time_ms not in self.times:
            return None
        return self.folder / f"{time_ms}.jpg"

    def near(self, time_ms: int) -> Path | None:
        """Return a picture of about this time; None if there is none."""
        if self.folder is None or time_ms in self.times:
            return self.at(time_ms)
        if self.tiles:
            index = max(0, bisect_right(self.tiles, time_ms) - 1)
            return self.folder / f"tile-{self.tiles[index]}.jpg"
        nearest = min(self.times, key=lambda each: abs(each - time_ms), default=None)
        is_near = nearest is not None and abs(nearest - time_ms) <= NEAR_MS
        return self.at(nearest) if nearest is not None and is_near else None

    def first_missing(self, times_ms: Iterator[int], *, is_wanted: bool) -> int | None:
        """Return the first of these times whose picture is not there, or not at hand if wanted."""
        is_full = self.held_bytes > HELD_BYTES * FULL
        there = self.held if is_wanted and not is_full else self.times
        return next(
            (each for each in times_ms if each not in there and each not in self.given_up), None
        )

    def hold(self, time_ms: int, picture: bytes) -> None:
        """Keep a picture at hand; where these become too many, the first goes."""
        self.held[time_ms] = picture
        self.held_bytes += len(picture)
        while self.held_bytes > HELD_BYTES:
            self.held_bytes -= len(self.held.pop(next(iter(self.held))))
