"""A disk that is full, at twenty levels: `python -m tests.faults.full_disk` (Linux, as root).

A small disk of memory is filled until so much is free, and a video is fetched, which may need more.
Then the words must be right, nothing may be in the cache and nothing lost; with room again it goes
on, to the very same bytes.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.films import Films
from tests.stand_in.media import served_films
from tests.stand_in.youtube import Youtube
from tests.worker.fetch.child import FetchChild, question
from viewer.video.cache import VideoCache
from viewer.worker.fetch.resume import CUT_BYTES

VIDEO_ID = "dQw4w9WgXcQ"
DISK_BYTES = 16 << 20
LEVELS_BYTES = tuple(level * 300_000 for level in range(20))


@dataclass
class Figures:
    """What a run showed: for each level, how it ended and how much was kept."""

    rows: list[tuple[int, str, int]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a small disk; raises OSError when that may not be done."""
    folder.mkdir(parents=True)
    size = f"size={DISK_BYTES}"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], capture_output=True, check=False
    )
    if done.returncode:
        raise PermissionError(done.stderr.decode())
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(disk: Path, free_bytes: int) -> Path:
    """Fill a disk until so much is free; return what it is filled with."""
    ballast = disk / "ballast"
    room = os.statvfs(disk)
    with ballast.open("wb") as stream:
        stream.write(bytes(max(room.f_bavail * room.f_frsize - free_bytes, 0)))
    return ballast


def try_level(folder: Path, youtube: Youtube, free_bytes: int, sha256: str, found: Figures) -> None:
    with small_disk(folder) as disk:
        cache = disk / "cache"
        asked = question(cache, youtube.address(VIDEO_ID), terms=youtube.terms, trial=youtube.trial)
        ballast = fill(disk, free_bytes)
        child = FetchChild(asked)
        last = child.finish()
        got = _staged_bytes(cache)
        if last["news"] == "done":
            found.rows.append((free_bytes, "done", 0))
        else:
            found.rows.append((free_bytes, str(last["failure"]), got))
            _judge(last, cache, found)
        ballast.unlink()
        again = FetchChild(asked)
        end = again.finish()
        if end["news"] != "done" or _sha_of(cache) != sha256:
            found.troubles.append(f"{free_bytes}: not gone on with: {end} {again.said!r}")
        resolved = (each for each in again.news if each["news"] == "resolved")
        kept = next((int(str(each["got_bytes"])) for each in resolved), got)
        if kept < got - CUT_BYTES:
            found.troubles.append(f"{free_bytes}: of {got} bytes only {kept} were kept")


def _judge(last: dict[str, object], cache: Path, found: Figures) -> None:
    facts = last["facts"]
    assert isinstance(facts, dict)
    if last["failure"] != "disk full" or not {"needed", "free", "folder", "share"} <= set(facts):
        found.troubles.append(f"other words: {last}")
    if VideoCache(cache).where(VIDEO_ID) is not None:
        found.troubles.append(f"published all the same: {last}")


def _staged_bytes(cache: Path) -> int:
    """Return how much of the video's parts is in staging."""
    return sum(file.stat().st_size for file in cache.glob("staging/*/v.*.m*"))


def _sha_of(cache: Path) -> str:
    entry = VideoCache(cache).where(VIDEO_ID)
    return hashlib.sha256(Path(entry.file).read_bytes()).hexdigest() if entry else ""


def run(
    folder: Path, levels: tuple[int, ...] = LEVELS_BYTES, films: Films | None = None
) -> Figures:
    """Try each level; raises OSError where no disk may be mounted."""
    found = Figures()
    films = films or served_films(folder / "films")
    films.folder.mkdir(parents=True, exist_ok=True)
    with Youtube(films) as youtube:
        cache = folder / "undisturbed"
        FetchChild(
            question(cache, youtube.address(VIDEO_ID), terms=youtube.terms, trial=youtube.trial)
        ).finish()
        sha256 = _sha_of(cache)
        for level in levels:
            try_level(folder / f"disk {level}", youtube, level, sha256, found)
    return found


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder))
    for free, ended, got in found.rows:
        print(f"{free / 1e6:4.1f} MB free: {ended:<10} {got / 1e6:.1f} MB had arrived")
    print(*found.troubles, sep="\n")
    return 1 if found.troubles else 0


if __name__ == "__main__":
    sys.exit(main())
