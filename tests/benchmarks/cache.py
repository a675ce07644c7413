"""How long it takes to open a cache of 10,000 videos, and to find one of them.

    python -m tests.benchmarks.cache [VIDEOS]

The promises: all are listed within 1 s, and a ready one is found within 5 ms. The floor lists the
same folders and reads the same files whole, without looking at what they say. Both are done in
turn in the same run, and times are those of the clock; the files are in memory, as after a first
look.
"""

import json
import os
import random
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path

from tests.kept_videos import entry_of
from viewer.video import manifest, seal
from viewer.video.aside import Chapter, Track
from viewer.video.cache import VideoCache

ROUNDS = 5
LOOKS = 2000
CHAPTERS = tuple(Chapter(each * 60_000, f"Part {each} of the lecture") for each in range(12))


def main(count: int, home: Path) -> None:
    """Measure, and print two lines."""
    cache = filled(home / "cache", count)
    opens, floors = [], []
    for _ in range(ROUNDS):
        floors.append(seconds(lambda: read_plainly(cache.folder / "videos")))
        opens.append(seconds(cache.entries))
    assert len(cache.entries()) == count
    ours, floor = min(opens), min(floors)
    print(f"open: {ours:.2f} s for {count:,} videos (at most 1), worst {max(opens):.2f} s, "
          f"plain reading {floor:.2f} s, ratio {ours / floor:.1f}, best of {ROUNDS}")  # fmt: skip
    ids = random.Random(1).choices([f"v{number}" for number in range(count)], k=LOOKS)
    finds = sorted(seconds(lambda each=each: cache.where(each)) for each in ids)
    plain = [seconds(lambda each=each: read_one(cache.place(each))) for each in ids]
    found, read = statistics.median(finds) * 1000, statistics.median(plain) * 1000
    slow = finds[LOOKS * 99 // 100] * 1000
    print(f"find: {found:.3f} ms (at most 5), 99 in 100 below {slow:.3f} ms, "
          f"plain reading {read:.3f} ms, ratio {found / read:.1f}, {LOOKS} looks")  # fmt: skip


def filled(folder: Path, count: int) -> VideoCache:
    """Return a cache of so many small videos, written without waiting for the disk."""
    cache = VideoCache(folder)
    cache.staging("first").rmdir()
    (folder / "videos").mkdir()
    for number in range(count):
        entry = entry_of(f"v{number}", size_bytes=5, sha256=f"{number:064x}", chapters=CHAPTERS,
                         tracks=(Track("en", "en.vtt"),), thumbnail="thumb.webp")  # fmt: skip
        place = cache.place(entry.id)
        place.mkdir()
        for name in ("video.mp4", "en.vtt", "thumb.webp", "used"):
            (place / name).write_bytes(b"film\n")
        made = seal.seal_of(entry, (place / "video.mp4").stat())
        (place / seal.NAME).write_text(json.dumps(asdict(made)), encoding="utf-8")
        text = manifest.manifest_text(replace(entry, title=f"Lecture {number}"))
        (place / manifest.NAME).write_text(text, encoding="utf-8")
    return cache


def read_plainly(videos: Path) -> None:
    """List all folders and read what lies in them."""
    with os.scandir(videos) as folders:
        for folder in folders:
            read_one(folder.path)


def read_one(folder: str | Path) -> None:
    """List a folder, look at each file, and read its entry and its seal."""
    with os.scandir(folder) as files:
        for file in files:
            file.stat()
            if file.name.endswith(".json"):
                with open(file.path, "rb") as opened:  # noqa: PTH123 the floor is as bare as can be
                    opened.read()


def seconds(deed) -> float:
    """Return how long a deed takes."""
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, Path(home))
