"""The marks beside a kept video: when it was played last, and whether it is pinned.

They are empty files, so that any process can set them without reading or writing the entry.
"""

import contextlib
import os
import stat
from pathlib import Path

USED, PINNED = "used", "pinned"
"""The time at which the one was written is when the video was played last."""
EACH_S = 60
"""How often playing is noted at most; who evicts counts on it, see `eviction.PLAYING_S`."""


def put_mark(folder: Path, name: str) -> Path:
    """Put an empty file beside a video, and return it; raises OSError."""
    mark = folder / name
    if mark.is_symlink():
        # Touching it would touch what it leads to.
        mark.unlink()
    mark.touch()
    return mark


def mark_used(folder: Path, used_s: float) -> None:
    """Note when a video was played last; raises OSError."""
    os.utime(put_mark(folder, USED), (used_s, used_s))


def last_used_s(folder: str | Path) -> int:
    """Return when a video was played last, 0 for never."""
    try:
        mark = os.lstat(os.path.join(folder, USED))  # noqa: PTH118 asked of ten thousand at once
    except OSError:
        return 0
    return max(int(mark.st_mtime), 1) if stat.S_ISREG(mark.st_mode) else 0


def note_playing(folder: Path, now_s: float) -> None:
    """Note that a video is playing, unless that was noted within a minute; raises OSError.

    A mark that is a minute ahead is of a clock that has been set back since.
    """
    with contextlib.suppress(FileNotFoundError):
        mark = os.lstat(folder / USED)
        if stat.S_ISREG(mark.st_mode) and abs(mark.st_mtime - now_s) < EACH_S:
            return
    mark_used(folder, now_s)
