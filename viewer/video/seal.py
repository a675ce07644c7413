"""The seal of a kept video: how its file stood on the disk when it was last known to be right.

Hashing at every opening would take seconds. So after a file was hashed, `seal.json` keeps its
size, times and number on the disk. While all of these are the same nobody has written to it, put
another in its place or set its times back: no program can set the time of change (ctime). On
Windows, which tells the time of creation instead, setting times back goes unnoticed.
"""

import json
import os
import stat
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from viewer.durable import read_object, write_flushed
from viewer.video.entry import CacheEntry

NAME = "seal.json"
MOST_BYTES = 65536
TICK_NS = 20_000_000
"""File systems stamp changes by a clock that moves every 1 to 10 ms."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A file as it stood when its hash was known; times in ns, `inode` its number on the disk.

    Of a linked video, which has a life of its own, only size and time of writing count.
    """

    id: str
    sha256: str
    size_bytes: int
    mtime_ns: int
    ctime_ns: int = 0
    inode: int = 0


def seal_of(entry: CacheEntry, found: os.stat_result) -> Seal:
    """Return the seal that an entry's file, found like this, would have."""
    if entry.is_linked:
        return Seal(entry.id, entry.sha256, found.st_size, found.st_mtime_ns)
    return Seal(entry.id, entry.sha256, found.st_size, found.st_mtime_ns, found.st_ctime_ns,
                found.st_ino)  # fmt: skip


def read_seal(folder: Path) -> Seal | None:
    """Return the seal in a folder; None when there is none that we can have written."""
    try:
        file = os.path.join(folder, NAME)  # noqa: PTH118 read very often
        seal = Seal(**read_object(file, MOST_BYTES))
    except (OSError, ValueError, TypeError):
        return None
    texts, numbers = (seal.id, seal.sha256), (seal.mtime_ns, seal.ctime_ns, seal.inode)
    is_sound = all(type(each) is str for each in texts) and all(type(n) is int for n in numbers)
    return seal if is_sound else None


def write_seal(folder: Path, seal: Seal) -> None:
    """Keep a seal in an entry's folder; raises OSError."""
    write_flushed(folder / NAME, json.dumps(asdict(seal)))


def let_the_clock_tick(
    file: Path,
    now_ns: Callable[[], int] = time.time_ns,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Wait, for 20 ms at most, until a later change of a file can be told from its last one.

    Within one tick of the file system's clock two changes bear the same time, and the second
    would leave a seal whole. Raises OSError.
    """
    changed_ns = os.lstat(file).st_ctime_ns
    if 0 <= now_ns() - changed_ns < TICK_NS:
        pause(TICK_NS / 1e9)


def is_regular(found: os.stat_result) -> bool:
    """Whether what was found is a file, and no link, folder, pipe or device."""
    return stat.S_ISREG(found.st_mode)
