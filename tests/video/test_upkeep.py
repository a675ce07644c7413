"""Tidying: what crashes left behind goes, and nothing else."""

import os
import shutil

import pytest

from tests.kept_videos import content_of, entry_of, keep
from viewer.video.cache import VideoCache
from viewer.video.ownership import staging_lock
from viewer.video.publishing import complete
from viewer.video.upkeep import Collected

NOW_S = 1_900_000_000
MINUTE_S, DAY_S = 60, 86_400


@pytest.fixture
def cache(tmp_path):
    cache = VideoCache(tmp_path / "cache", now_s=lambda: NOW_S)
    keep(cache, "kept")
    return cache


def aged(thing, ago_s):
    """Let a thing and all in it look as if it was last written to so long ago."""
    for each in [*(thing.rglob("*") if thing.is_dir() and not thing.is_symlink() else ()), thing]:
        os.utime(each, (NOW_S - ago_s,) * 2, follow_symlinks=False)
    return thing


def made(thing, text="x"):
    thing.parent.mkdir(parents=True, exist_ok=True)
    thing.write_text(text, encoding="utf-8")
    return thing


def test_a_tidy_cache_stays_as_it_is(cache):
    before = sorted(cache.folder.rglob("*"))
    assert cache.collect() == Collected()
    assert sorted(cache.folder.rglob("*")) == before


def test_the_trash_is_emptied(cache):
    made(cache.folder / "trash" / "a-1" / "video.mp4", "12345")
    made(cache.folder / "trash" / "b.mp4", "123")
    assert cache.collect() == Collected(trashed=2, size_bytes=8)
    assert list((cache.folder / "trash").iterdir()) == []


@pytest.mark.parametrize(("days", "goes"), [(6.9, False), (7.1, True)])
def test_a_download_that_nobody_went_on_with_goes_after_a_week(cache, days, goes):
    staging = cache.staging("left")
    made(staging / "v.136.mp4.part", "12345")
    aged(staging, days * DAY_S)
    assert cache.collect() == Collected(staged=int(goes), size_bytes=5 * goes)
    assert staging.exists() is not goes
    assert not staging_lock(staging).file.exists()


def test_a_download_somebody_is_at_work_in_stays_however_old(cache):
    staging = aged(cache.staging("slow"), 90 * DAY_S)
    lock = staging_lock(staging)
    assert lock.take()
    assert cache.collect().staged == 0
    assert staging.exists()
    lock.release()
    aged(lock.file, 90 * DAY_S)
    assert cache.collect().staged == 1
    assert list((cache.folder / "staging").iterdir()) == []


def test_a_folder_that_one_file_was_written_to_lately_is_not_old(cache):
    staging = aged(cache.staging("slow"), 90 * DAY_S)
    aged(made(staging / "v.part"), DAY_S)
    aged(staging / "v.part", DAY_S)
    assert cache.collect() == Collected()


def test_locks_of_folders_that_are_gone_go_too(cache):
    aged(made(cache.folder / "staging" / "gone-1234.lock"), 8 * DAY_S)
    cache.collect()
    assert list((cache.folder / "staging").iterdir()) == []


@pytest.mark.parametrize("name", ["half-8d01", "half-8d01-0123abcd", "half-8d01-0123abcd.old"])
def test_a_video_that_was_complete_when_its_process_died_is_put_in_its_place(cache, name):
    key = cache.place("half").name
    staging = cache.folder / "staging" / name.replace("half-8d01", key)
    made(staging / "video.mp4").write_bytes(content_of("half"))
    complete(staging, entry_of("half"))
    aged(staging, 11 * MINUTE_S)
    assert cache.collect() == Collected(finished=1)
    assert cache.examine("half").condition == "ready"
    assert cache.where("half").title == "Title of half"


def test_a_complete_one_does_not_replace_what_is_kept(cache):
    staging = cache.fresh_staging("kept")
    (staging / "video.mp4").write_bytes(content_of("newer"))
    complete(staging, entry_of("kept"))
    aged(staging, DAY_S)
    before = cache.where("kept")
    assert cache.collect() == Collected()
    assert cache.where("kept") == before


@pytest.mark.parametrize(("hours", "goes"), [(23, False), (25, True)])
def test_torn_publishes_go_after_a_day(cache, hours, goes):
    aged(made(cache.folder / "videos" / "torn-1234" / "video.mp4"), hours * 3600)
    aged(cache.folder / "videos" / "torn-1234", hours * 3600)
    aged(made(cache.place("kept") / "entry.json.0a1b.part"), hours * 3600)
    aged(made(cache.place("kept") / "v.136.mp4"), hours * 3600)
    aged(made(cache.folder / "queue.json.0a1b.part"), hours * 3600)
    done = cache.collect()
    assert done.torn == 3 * goes
    left = {each.name for each in cache.folder.rglob("*")}
    assert bool(left & {"torn-1234", "entry.json.0a1b.part", "v.136.mp4"}) is not goes
    assert ("queue.json.0a1b.part" in left) is not goes
    assert cache.where("kept") is not None


@pytest.mark.parametrize(("days", "goes"), [(29, False), (31, True)])
def test_the_quarantine_is_kept_for_a_month(cache, days, goes):
    aged(made(cache.folder / "quarantine" / "bad-1" / "video.mp4"), days * DAY_S)
    aged(cache.folder / "quarantine" / "bad-1", days * DAY_S)
    assert cache.collect().quarantined == goes


@pytest.mark.parametrize("room", ["trash", "staging", "quarantine", "videos"])
def test_nothing_is_deleted_through_a_link(cache, tmp_path, room):
    home = tmp_path / "home"
    aged(made(home / "thesis" / "text.txt"), 900 * DAY_S)
    aged(home / "thesis", 900 * DAY_S)
    if (cache.folder / room).exists():
        shutil.rmtree(cache.folder / room)
    (cache.folder / room).symlink_to(home)
    cache.collect()
    assert (home / "thesis" / "text.txt").exists()


def test_a_link_in_the_trash_goes_and_what_it_leads_to_stays(cache, tmp_path):
    made(tmp_path / "home" / "thesis.txt")
    (cache.folder / "trash").mkdir(exist_ok=True)
    (cache.folder / "trash" / "link").symlink_to(tmp_path / "home")
    assert cache.collect().trashed == 1
    assert (tmp_path / "home" / "thesis.txt").exists()


def test_a_clock_that_went_back_makes_nothing_old(cache):
    staging = cache.staging("left")
    made(staging / "v.part")
    aged(staging, -400 * DAY_S)
    assert cache.collect() == Collected()


def test_somebody_elses_folder_is_not_tidied(tmp_path):
    aged(made(tmp_path / "trash" / "mine.txt"), 900 * DAY_S)
    made(tmp_path / "thesis.txt")
    with pytest.raises(Exception, match="holds other files"):
        VideoCache(tmp_path).collect()
    assert (tmp_path / "trash" / "mine.txt").exists()
