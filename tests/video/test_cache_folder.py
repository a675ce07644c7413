"""Whose folder the cache's is, where its rooms lead, and what is said when its disk is full."""

import contextlib
import json
import shutil
import subprocess

import pytest

from tests.kept_videos import content_of, entry_of, keep, staged
from viewer.errors import VideoError
from viewer.video.cache import VideoCache


@pytest.fixture
def cache(tmp_path):
    return VideoCache(tmp_path / "cache")


def test_a_cache_of_a_newer_notereel_is_left_alone(cache):
    keep(cache, "tides")
    (cache.folder / "cache.json").write_text('{"format": 2}', encoding="utf-8")
    for deed in (lambda: cache.staging("a"), cache.collect, cache.ownership):
        with pytest.raises(VideoError, match="made by a newer Notereel"):
            deed()


@pytest.mark.parametrize("said", ["", "[]", "{}", "[" * 9000, '{"format": true}'])
def test_a_mark_that_cannot_be_read_is_written_anew_if_all_else_is_ours(cache, said):
    kept = keep(cache, "tides")
    (cache.folder / "cache.json").write_text(said, encoding="utf-8")
    cache.staging("other")
    assert json.loads((cache.folder / "cache.json").read_text())["format"] == 1
    assert cache.where("tides") == kept


@pytest.mark.parametrize("room", ["videos", "staging", "trash"])
def test_rooms_that_lead_elsewhere_are_refused(cache, tmp_path, room):
    keep(cache, "tides")
    (tmp_path / "home").mkdir()
    if (cache.folder / room).exists():
        shutil.move(cache.folder / room, tmp_path / "home")
    (cache.folder / room).symlink_to(tmp_path / "home")
    if room == "videos":
        assert cache.where("tides") is None
        assert cache.entries() == []
    with pytest.raises(VideoError):
        cache.publish(staged(cache), entry_of("tides"))


def test_the_free_space_is_that_of_the_disk_even_before_there_is_a_cache(cache, tmp_path):
    assert abs(cache.free_bytes() - shutil.disk_usage(tmp_path).free) < 1 << 30


@pytest.fixture
def small_disk(tmp_path):
    """Return a disk of 256 kB; only root can make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(disk)],
                          check=False, capture_output=True)  # fmt: skip
    if made.returncode:
        pytest.skip("a disk cannot be made here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill(file):
    with file.open("wb", buffering=0) as opened, contextlib.suppress(OSError):
        while opened.write(bytes(4096)):
            pass


def test_a_full_disk_is_said_and_what_was_kept_stays(small_disk):
    cache = VideoCache(small_disk / "cache")
    kept = keep(cache, "tides")
    staging = staged(cache, "second")
    filler = small_disk / "filler"
    fill(filler)
    with pytest.raises(VideoError, match="No space left on device") as refusal:
        cache.publish(staging, entry_of("second"))
    assert refusal.value.hint.startswith("Free some space")
    assert cache.where("tides") == kept
    assert (staging / "video.mp4").read_bytes() == content_of("second")
    filler.unlink()
    assert cache.publish(staging, entry_of("second")).id == "second"
