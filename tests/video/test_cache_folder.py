"""Whose folder the cache's is, where its rooms lead, and what is said when its disk is full."""

import contextlib
import json
import shutil
import subprocess

import pytest

from tests.kept_videos import ADDED_S, content_of, entry_of, keep, staged
from viewer.errors import VideoError
from viewer.video.cache import VideoCache


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


def test_a_strangers_folder_that_looks_like_a_cache_is_not_touched(tmp_path):
    kept = keep(VideoCache(tmp_path), "tides", used_s=ADDED_S)
    (tmp_path / "cache.json").unlink()
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "videos" / "film-1234").write_bytes(b"a film of mine")
    before = sorted(tmp_path.rglob("*"))
    cache = VideoCache(tmp_path)
    for deed in (lambda: list(cache.verify()), lambda: cache.examine("tides"), cache.collect,
                 lambda: cache.evict([kept]), lambda: cache.remove("tides")):  # fmt: skip
        with pytest.raises(VideoError, match="holds other files"):
            deed()
    assert sorted(tmp_path.rglob("*")) == before


def test_what_systems_leave_everywhere_is_no_stranger_and_no_video(cache):
    cache.folder.mkdir()
    (cache.folder / ".DS_Store").write_bytes(b"x")
    kept = keep(cache, "tides")
    for name in (".DS_Store", "Thumbs.db", "notes of mine"):
        (cache.folder / "videos" / name).write_bytes(b"x")
    assert [each.entry for each in cache.holdings()] == [kept]
    assert [each.id for each in cache.verify()] == ["tides"]


def test_looking_makes_no_folder(cache):
    assert (cache.where("tides"), cache.entries(), cache.holdings()) == (None, [], [])
    assert (list(cache.verify()), cache.size_bytes(), cache.collect().trashed) == ([], 0, 0)
    assert not cache.folder.exists()


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
