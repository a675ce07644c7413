"""What is watched and pinned stays; what is removed or evicted is gone, once."""

import subprocess
import sys
import time

import pytest

from tests.kept_videos import ADDED_S, keep
from viewer.errors import VideoError
from viewer.video.cache import VideoCache

NOW_S = ADDED_S + 10_000


@pytest.fixture
def cache(tmp_path):
    return VideoCache(tmp_path / "cache", now_s=lambda: NOW_S)


def test_pins_come_and_go(cache):
    keep(cache, "tides")
    cache.pin("tides")
    cache.pin("tides")
    assert cache.where("tides").is_pinned
    cache.unpin("tides")
    cache.unpin("tides")
    assert not cache.where("tides").is_pinned


@pytest.mark.parametrize("deed", ["pin", "unpin", "remove"])
def test_what_is_not_kept_cannot_be_pinned_or_removed(cache, deed):
    keep(cache, "other")
    with pytest.raises(VideoError, match="No video is kept for “tides”"):
        getattr(cache, deed)("tides")


def test_watching_is_noted_once_a_minute_and_when_the_clock_jumps(cache):
    keep(cache, "tides")
    noted = []
    for now_s in (NOW_S, NOW_S + 59, NOW_S + 61, NOW_S - 5000, NOW_S - 4990):
        cache.touch("tides", now_s)
        noted.append(cache.where("tides").used_s - NOW_S)
    assert noted == [0, 0, 61, -5000, -5000]


@pytest.mark.parametrize("name", ["used", "pinned"])
def test_a_mark_that_is_a_link_touches_nothing_elsewhere(cache, tmp_path, name):
    keep(cache, "tides")
    elsewhere = tmp_path / "elsewhere"
    (cache.place("tides") / name).symlink_to(elsewhere)
    cache.pin("tides")
    cache.touch("tides", NOW_S)
    assert (cache.where("tides").used_s, cache.where("tides").is_pinned) == (NOW_S, True)
    assert not elsewhere.exists()


def test_a_removed_video_is_gone_with_all_it_had(cache):
    keep(cache, "tides")
    cache.remove("tides")
    assert cache.where("tides") is None
    assert cache.size_bytes() == 0
    left = [each.name for each in cache.folder.rglob("*") if each.is_file()]
    assert left == ["cache.json"]


def test_what_was_watched_or_pinned_meanwhile_is_not_let_go(cache):
    watched, pinned, other = (keep(cache, each, used_s=ADDED_S) for each in ("a", "b", "c"))
    cache.touch("a", NOW_S)
    cache.pin("b")
    assert cache.evict([watched, pinned, other]) == [other]
    assert [each.id for each in cache.entries()] == ["a", "b"]
    assert cache.evict([other]) == []


EVICT = """
import sys
from pathlib import Path
from viewer.video.cache import VideoCache
cache = VideoCache(Path(sys.argv[1]))
entries = cache.entries()
print("ready", flush=True)
sys.stdin.readline()
print(*(each.id for each in cache.evict(entries)))
"""


def test_two_processes_that_evict_at_once_take_each_video_once(cache):
    ids = {f"v{number}" for number in range(40)}
    for video_id in ids:
        keep(cache, video_id, used_s=ADDED_S)
    command = [sys.executable, "-c", EVICT, str(cache.folder)]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(2)]  # fmt: skip
    assert [each.stdout.readline() for each in both] == ["ready\n"] * 2
    for each in both:
        each.stdin.write("go\n")
        each.stdin.flush()
    taken = [each.communicate(timeout=60)[0].split() for each in both]
    assert [each.returncode for each in both] == [0, 0]
    assert sorted(taken[0] + taken[1]) == sorted(ids)
    assert cache.entries() == []


WATCH_AT_THE_LAST_MOMENT = """
import os, sys
from pathlib import Path
from viewer.video.cache import VideoCache
cache = VideoCache(Path(sys.argv[1]))
entries = cache.entries()
def watch(event, arguments):
    # Python tells of a file that is renamed before it is.
    if event == "os.rename" and "trash" in str(arguments[1]):
        os.utime(cache.place("tides") / "used", (2_000_000_000,) * 2)
sys.addaudithook(watch)
print(cache.evict(entries))
"""


def test_a_video_that_is_watched_at_the_last_moment_is_put_back(cache):
    keep(cache, "tides", used_s=ADDED_S)
    command = [sys.executable, "-c", WATCH_AT_THE_LAST_MOMENT, str(cache.folder)]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "[]\n"
    assert cache.where("tides").used_s == 2_000_000_000


EVICT_ALL_DAY = """
import sys, time
from pathlib import Path
from viewer.video.cache import VideoCache
from viewer.video.eviction import Room, what_would_go
cache = VideoCache(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for _ in range(200):
    kept = [each.entry for each in cache.holdings() if each.entry]
    for entry in cache.evict(what_would_go(kept, Room(0), ("queued",), time.time())):
        print(entry.id)
"""


def test_with_a_limit_of_nothing_two_windows_take_all_but_what_would_be_missed(cache):
    now_s = time.time()
    for number in range(20):
        keep(cache, f"v{number}", used_s=now_s - 1000 - number)
    for video_id in ("playing", "pinned", "queued", "never watched"):
        keep(cache, video_id, used_s=0 if video_id == "never watched" else now_s - 1000)
    cache.touch("playing", now_s)
    cache.pin("pinned")
    command = [sys.executable, "-c", EVICT_ALL_DAY, str(cache.folder)]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(2)]  # fmt: skip
    assert [each.stdout.readline() for each in both] == ["ready\n"] * 2
    taken = [line for each in both for line in each.communicate("go\n", timeout=60)[0].split()]
    assert sorted(taken) == sorted(f"v{number}" for number in range(20))
    left = {each.id for each in cache.entries()}
    assert left == {"playing", "pinned", "queued", "never watched"}
