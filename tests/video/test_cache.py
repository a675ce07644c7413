"""One kept file for every video id."""

import json
import threading

import pytest

from tests.kept_videos import keep_film
from viewer.errors import VideoError


def test_an_imported_video_is_found_by_its_id(cache, small_video):
    entry = keep_film(cache, small_video, "-a_bcdefghi", title="Tides")
    assert cache.where("-a_bcdefghi") == entry
    with open(entry.file, "rb") as kept:  # noqa: PTH123
        assert kept.read() == small_video.read_bytes()
    assert (entry.title, entry.size_bytes) == ("Tides", small_video.stat().st_size)


def test_ids_that_differ_only_by_case_are_two_videos(cache, small_video):
    keep_film(cache, small_video, "abcdefghijk")
    assert cache.where("ABCDEFGHIJK") is None


def test_what_was_not_imported_is_nowhere(cache):
    assert cache.where("abcdefghijk") is None
    assert cache.entries() == []


@pytest.mark.parametrize("damage", ["cut", "gone", "no entry", "torn entry", "other id"])
def test_a_damaged_entry_is_never_served(cache, small_video, damage):
    entry = keep_film(cache, small_video, "abcdefghijk")
    folder = cache.folder / "videos" / "abcdefghijk-ca2f"
    file = next(folder.glob("video.*"))
    said = folder / "entry.json"
    match damage:
        case "cut":
            file.write_bytes(file.read_bytes()[:-1])
        case "gone":
            file.unlink()
        case "no entry":
            said.unlink()
        case "torn entry":
            said.write_text(said.read_text()[:40])
        case "other id":
            said.write_text(said.read_text().replace(entry.id, "lmnopqrstuv"))
    assert cache.where("abcdefghijk") is None
    assert cache.entries() == []


def test_importing_again_replaces_and_leaves_nothing_behind(cache, small_video, tmp_path):
    keep_film(cache, small_video, "abcdefghijk", title="old")
    keep_film(cache, small_video, "abcdefghijk", title="new")
    assert [entry.title for entry in cache.entries()] == ["new"]
    assert list((cache.folder / "staging").iterdir()) == []


def test_what_is_no_video_is_not_kept(cache, tmp_path):
    notes = tmp_path / "notes.mp4"
    notes.write_text("#EXTM3U\nhttp://127.0.0.1/a.ts\n", encoding="utf-8")
    with pytest.raises(VideoError):
        keep_film(cache, notes, "abcdefghijk")
    assert cache.where("abcdefghijk") is None
    assert not cache.folder.exists()


def test_a_folder_with_other_files_does_not_become_a_cache(cache, small_video):
    cache.folder.mkdir(parents=True)
    (cache.folder / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(VideoError, match="holds other files"):
        keep_film(cache, small_video, "abcdefghijk")
    assert [each.name for each in cache.folder.iterdir()] == ["thesis.txt"]


def test_two_imports_at_once_leave_one_whole_entry(cache, small_video):
    threads = [
        threading.Thread(target=keep_film, args=(cache, small_video, f"abcdefghij{number}"))
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(cache.entries()) == 4
    assert json.loads((cache.folder / "cache.json").read_text())["format"] == 1
