"""Where the pictures of videos are kept: beside a kept video, or below the cache for others.

    videos/KEY/pictures/61000.jpg        of the frame at 61 s
    videos/KEY/pictures/tile-60000.jpg   of the storyboard, small
    pictures/HASH/61000.jpg              of a video that lies elsewhere, as it was then

They can be made again at any time, so nothing is flushed, and the least recently used go first.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Collection, Iterator
from pathlib import Path

from viewer.durable import NEIGHBOUR, is_own_folder, things_in

FOLDER = "pictures"
_NAME = re.compile(r"(tile-)?(\d{1,9})\.jpg")
AFTER_LETTING_GO = 0.9
"""Let go of a little more than must go, or each new picture would have to search for one."""


class PictureShelf:
    """The pictures below one cache, which take `most_bytes` at most."""

    def __init__(self, cache: Path, most_bytes: int) -> None:
        self._cache = cache
        self.most_bytes = most_bytes
        self._taken_bytes: int | None = None

    def folder_for(self, video: Path, kept_in: str) -> Path:
        """Return the folder for a video's pictures, made if need be; raises OSError.

        `kept_in` is the folder of a kept video, empty for a file of the reader's own.
        """
        if kept_in:
            # Without parents: a video that has just been removed must not come to life again.
            return _made(Path(kept_in) / FOLDER)
        found = video.stat()
        said = f"{video}\0{found.st_size}\0{found.st_mtime_ns}"
        name = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        self._cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        _made(self._cache / FOLDER)
        return _made(self._cache / FOLDER / name)

    def times_in(self, folder: Path) -> tuple[list[int], list[int]]:
        """Return of which ms there are pictures, and of which there are tiles; both are used now.

        Raises OSError.
        """
        pictures: list[int] = []
        tiles: list[int] = []
        for each in things_in(folder):
            if named := _NAME.fullmatch(each.name):
                with contextlib.suppress(OSError):
                    os.utime(each)
                    (tiles if named[1] else pictures).append(int(named[2]))
        return sorted(pictures), sorted(tiles)

    def put(self, folder: Path, name: str, picture: bytes) -> None:
        """Keep a picture under a name; raises OSError."""
        beside = folder / f"{name}.{secrets.token_hex(4)}{NEIGHBOUR}"
        try:
            beside.write_bytes(picture)
            beside.replace(folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
        if self._taken_bytes is not None:
            self._taken_bytes += len(picture)

    def make_room(self, spared: Path, *, looks_again: bool = False) -> None:
        """Let the least recently used go where there are too many, those of `spared` last.

        What other processes put here meanwhile is seen only when it `looks_again`.
        """
        if (
            not looks_again
            and self._taken_bytes is not None
            and self._taken_bytes <= self.most_bytes
        ):
            return
        found = sorted(self._all((spared,)))
        taken_bytes = sum(size for *_, size, _ in found)
        goal_bytes = taken_bytes
        if taken_bytes > self.most_bytes:
            goal_bytes = int(self.most_bytes * AFTER_LETTING_GO)
        for *_, size, file in found:
            if taken_bytes <= goal_bytes:
                break
            with contextlib.suppress(OSError):
                Path(file).unlink()
                taken_bytes -= size
        self._taken_bytes = taken_bytes

    def _all(self, spared: Collection[Path]) -> Iterator[tuple[bool, float, int, str]]:
        """Yield all pictures: whether they are spared, when they were used, size and file."""
        strangers = things_in(self._cache / FOLDER)
        kept = (each / FOLDER for each in things_in(self._cache / "videos"))
        for folder in (*strangers, *kept):
            if not is_own_folder(folder):
                continue
            with contextlib.suppress(OSError), os.scandir(folder) as listed:
                for each in listed:
                    if _NAME.fullmatch(each.name) or each.name.endswith(NEIGHBOUR):
                        found = each.stat(follow_symlinks=False)
                        yield folder in spared, found.st_mtime, found.st_size, each.path


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    if not is_own_folder(folder):
        raise NotADirectoryError(f"“{folder}” is a link to somewhere else")
    return folder


def picture_name(time_ms: int) -> str:
    """Return the name of a frame's picture."""
    return f"{time_ms}.jpg"


def tile_name(time_ms: int) -> str:
    """Return the name of a storyboard's picture."""
    return f"tile-{time_ms}.jpg"
