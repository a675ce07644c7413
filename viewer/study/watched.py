"""What was watched of each video, as ranges of its time.

Each video has a small JSON file of its own in the data folder, written to a neighbour and
renamed, once a second at most. One that cannot be read is put aside and begun anew; a disk that
refuses costs the memory only.
"""

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from viewer.durable import LateWriting, put_aside, read_object, write_whole
from viewer.note.timestamps import LONGEST_MS

WRITE_EVERY_MS = 1_000
NEARLY_MS = 250
"""Ranges this near are one: a frame's width, and the coarseness of clocks."""
MOST_RANGES = 1_000
MOST_BYTES = 1_000_000
MOST_VIDEOS = 2_000

Span = tuple[int, int]


def joined(ranges: Iterable[Span], most: int = MOST_RANGES) -> list[Span]:
    """Return ranges in order, those that touch as one; of more than `most`, the nearest join."""
    merged: list[Span] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1] + NEARLY_MS:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    while len(merged) > most:
        at = min(range(len(merged) - 1), key=lambda at: merged[at + 1][0] - merged[at][1])
        merged[at : at + 2] = [(merged[at][0], merged[at + 1][1])]
    return merged


class Watched:
    """The ranges of one video at a time; `show` takes another.

    `now_ms` comes from outside; `add` is cheap and may be called often.
    """

    def __init__(self, folder: Path, now_ms: Callable[[], int]) -> None:
        self._folder = folder
        self._key = ""
        self._ranges: list[Span] = []
        self._writing = LateWriting(self._write, now_ms, WRITE_EVERY_MS)

    @property
    def ranges(self) -> tuple[Span, ...]:
        """What was watched of the video that is shown, in order."""
        return tuple(self._ranges)

    def show(self, key: str) -> None:
        """Go over to another video; an empty key is none."""
        if key == self._key:
            return
        self.flush()
        self._key = key
        self._ranges = _read(self._file) if key else []

    def add(self, start_ms: int, end_ms: int) -> None:
        """Remember that this was watched."""
        if not self._key or end_ms <= start_ms:
            return
        ranges = self._ranges
        at = bisect_left(ranges, (start_ms - NEARLY_MS, 0))
        if at and ranges[at - 1][1] + NEARLY_MS >= start_ms:
            at -= 1
        if at < len(ranges) and ranges[at][0] <= start_ms and end_ms <= ranges[at][1]:
            return  # Seen before.
        until = at
        while until < len(ranges) and ranges[until][0] <= end_ms + NEARLY_MS:
            until += 1
        ranges[at:until] = joined([*ranges[at:until], (start_ms, end_ms)])
        if len(ranges) > MOST_RANGES:
            self._ranges = joined(ranges)
        self._writing.touch()

    def flush(self) -> None:
        """Write what has not been written yet."""
        self._writing.flush()

    @property
    def _file(self) -> Path:
        return self._folder / f"{sha256(self._key.encode()).hexdigest()[:32]}.json"

    def _write(self) -> None:
        file = self._file
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not file.exists():
            _make_room(self._folder)
        write_whole(file, json.dumps({"video": self._key, "watched_ms": self._ranges}))


def _read(file: Path) -> list[Span]:
    try:
        said = read_object(file, MOST_BYTES)["watched_ms"]
        ranges = [(int(start), int(end)) for start, end in said]
    except (ValueError, TypeError, KeyError, OverflowError):
        with suppress(OSError):
            put_aside(file)
        return []
    except OSError:
        return []
    return joined((start, end) for start, end in ranges if 0 <= start < end <= LONGEST_MS)


def _make_room(folder: Path) -> None:
    """Forget the video that was watched longest ago, if there would be too many."""
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
    for file in files[: max(0, len(files) + 1 - MOST_VIDEOS)]:
        file.unlink(missing_ok=True)
