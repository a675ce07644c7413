"""`notereel cache`: every verb does its work, says it in a sentence, and tells by its code."""

import json
import os
import shutil
import time
from functools import partial
from pathlib import Path

import pytest

from viewer.video.cache import VideoCache

ID = "abc-_123DEF"


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def cache(notereel):
    return partial(notereel, "cache", TZ="UTC")


@pytest.fixture
def mine(tmp_path, small_video):
    """Return a folder of files as a downloader leaves them."""
    folder = tmp_path / "mine"
    folder.mkdir()
    shutil.copy(small_video, folder / f"Tides [{ID}].mp4")
    (folder / f"Tides [{ID}].en.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n")
    shutil.copy(small_video, folder / "Ebb-9abcdefghi_.mp4")
    (folder / "Letter.txt").write_text("mine")
    return folder


def test_an_empty_cache_says_so(cache):
    assert cache("list").stdout == "Nothing is kept yet.\n"
    assert json.loads(cache("list", "--json").stdout) == []
    assert cache("verify").stdout == "Nothing is kept yet.\n"
    assert cache("collect").stdout == "There was nothing to tidy.\n"


def test_a_folder_is_taken_in_by_the_ids_in_its_names(cache, mine):
    entries = json.loads(cache("import", mine, "--json").stdout)
    assert [(entry["id"], entry["title"]) for entry in entries] == [
        ("9abcdefghi_", "Ebb"), (ID, "Tides"),
    ]  # fmt: skip
    assert entries[1]["tracks"][0]["language"] == "en"
    assert entries[1]["condition"] == "ready"
    assert json.loads(cache("list", "--json").stdout) == entries  # by time, then by id
    assert sorted(each.name for each in mine.iterdir()) == [
        "Ebb-9abcdefghi_.mp4", "Letter.txt", f"Tides [{ID}].en.vtt", f"Tides [{ID}].mp4",
    ]  # fmt: skip


def test_the_list_reads_like_a_shelf(cache, mine, home):
    cache("import", mine / f"Tides [{ID}].mp4")
    cache("import", mine / "Ebb-9abcdefghi_.mp4", "--link", "--id", "ebb-1")
    cache("pin", ID)
    VideoCache(home / "cache").touch(ID, 1_700_000_000)
    rows = cache("list").stdout.splitlines()
    assert sorted(rows[:2]) == [
        f"{ID}      {kb(home)} kB  watched 2023-11-14  Tides (pinned)",
        f"ebb-1            {kb(home)} kB  never watched       Ebb (not in the cache itself)",
    ]
    assert rows[2].startswith(f"2 videos, {kb(home)} kB; ")
    assert rows[2].endswith("B are free.")


def kb(home):
    return round(VideoCache(home / "cache").size_bytes() / 1e3)


def test_copying_shares_nothing_and_pointing_keeps_nothing(cache, mine):
    file = mine / f"Tides [{ID}].mp4"
    copied = json.loads(cache("import", file, "--copy", "--json").stdout)[0]
    assert Path(copied["file"]).stat().st_ino != file.stat().st_ino
    linked = json.loads(cache("import", file, "--link", "--json").stdout)[0]
    assert (linked["file"], linked["source"]) == (str(file), "linked")
    assert "not allowed with" in cache("import", file, "--link", "--copy", code=2).stderr


def test_of_several_files_the_good_ones_come_in_and_the_others_are_named(cache, mine):
    done = cache("import", mine / "Letter.txt", mine / "Ebb-9abcdefghi_.mp4", mine / "gone.mp4",
                 "--json", code=1)  # fmt: skip
    assert [entry["id"] for entry in json.loads(done.stdout)] == ["9abcdefghi_"]
    assert done.stderr.count("does not say which video it is") == 2
    (mine / "empty").mkdir()
    assert "No file in" in cache("import", mine / "empty", code=1).stderr
    assert "One id can be given" in cache("import", mine, "--id", "x", code=1).stderr


def test_pins_are_set_and_taken_away(cache, mine):
    cache("import", mine)
    assert cache("pin", ID).stdout == "“Tides” stays until you let it go.\n"
    (row,) = json.loads(cache("unpin", ID, "--json").stdout)
    assert (row["id"], row["is_pinned"]) == (ID, False)
    done = cache("pin", ID, "no-such", code=1)
    assert done.stdout == "“Tides” stays until you let it go.\n"
    assert done.stderr == "No video is kept for “no-such”.\n"


def test_what_is_removed_is_gone_and_the_file_it_came_from_is_not(cache, mine):
    cache("import", mine)
    assert cache("remove", ID).stdout == "“Tides” is removed.\n"
    assert "No video is kept" in cache("where", ID, code=1).stderr
    assert (mine / f"Tides [{ID}].mp4").is_file()
    assert json.loads(cache("remove", ID, "--json", code=1).stdout) == []


def test_a_video_that_was_written_to_is_not_given_out_but_verified(cache, mine):
    entry = json.loads(cache("import", mine, "--copy", "--json").stdout)[1]
    os.utime(entry["file"])
    done = cache("where", ID, code=1)
    assert f"must be checked first: `notereel cache verify {ID}`" in done.stderr
    assert cache("verify", ID).stdout == "1 of 1 video is whole.\n"
    assert cache("where", ID).stdout.strip() == entry["file"]


def test_a_damaged_video_is_put_aside_and_the_code_says_so(cache, mine):
    entry = json.loads(cache("import", mine, "--copy", "--json").stdout)[1]
    content = bytearray(Path(entry["file"]).read_bytes())
    content[500] ^= 1
    Path(entry["file"]).write_bytes(content)
    done = cache("verify", code=1)
    assert f"{ID}: “Tides” is damaged: its content is not what it was." in done.stdout
    assert done.stdout.endswith("1 of 2 videos are whole.\n")
    findings = json.loads(cache("verify", "--json").stdout)
    assert [(each["id"], each["condition"]) for each in findings] == [("9abcdefghi_", "ready")]


def test_left_overs_are_collected_and_counted(cache, mine, home):
    cache("import", mine)
    left = VideoCache(home / "cache").fresh_staging("old-one")
    (left / "v.part").write_bytes(bytes(61_800_000))
    old = time.time() - 30 * 86_400
    os.utime(left / "v.part", (old, old))
    os.utime(left, (old, old))
    assert cache("collect").stdout == "1 left-over thing deleted, 61.8 MB freed.\n"
    assert json.loads(cache("collect", "--json").stdout)["staged"] == 0


def test_the_cache_moves_and_is_found_where_it_went(cache, mine, home, tmp_path):
    cache("import", mine)
    new = tmp_path / "elsewhere"
    said = cache("move", new).stdout
    assert said == f"2 videos, {round(VideoCache(new).size_bytes() / 1e3)} kB, now in “{new}”.\n"
    assert (home / "data" / "cache_folder").read_text() == f"{new}\n"
    assert cache("where", ID).stdout.startswith(str(new))
    assert not (home / "cache").exists()
    moved = json.loads(cache("move", tmp_path / "again", "--json").stdout)
    assert (moved["videos"], moved["left"], moved["folder"]) == (2, [], str(tmp_path / "again"))


def test_from_a_folder_that_somebody_else_filled_the_cache_goes_alone(cache, mine, home, tmp_path):
    (home / "cache" / "lost+found").mkdir(parents=True)
    new = tmp_path / "elsewhere"
    assert cache("move", new).stdout == f"0 videos, 0 kB, now in “{new}”.\n"
    assert [each.name for each in (home / "cache").iterdir()] == ["lost+found"]
    cache("import", mine)
    assert cache("where", ID).stdout.startswith(str(new))


def test_a_cache_that_a_window_works_in_is_neither_moved_nor_tidied(cache, mine, home, tmp_path):
    cache("import", mine)
    owner = VideoCache(home / "cache").ownership()
    assert owner.take()
    for arguments in (("collect",), ("move", tmp_path / "new")):
        assert "Another window of Notereel" in cache(*arguments, code=1).stderr
    owner.release()
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_become_the_cache_is_refused(cache, mine, home):
    cache("import", mine)
    assert "holds other files" in cache("move", mine, code=1).stderr
    assert "one in the other" in cache("move", home / "cache" / "in", code=1).stderr
    assert len(json.loads(cache("list", "--json").stdout)) == 2


@pytest.mark.parametrize("wrong", [(), ("import",), ("where",), ("pin",), ("move",), ("burn",)])
def test_wrong_usage_has_a_code_of_its_own(cache, wrong):
    assert "usage: notereel" in cache(*wrong, code=2).stderr
