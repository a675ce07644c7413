"""Bookmarks through what ends programs: kills at any moment, and a disk that is full."""

import random
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.faults.full_disk import fill, small_disk
from viewer.study.bookmark_store import BookmarkStore
from viewer.study.bookmarks import Bookmark, VideoName
from viewer.study.kept import Change

VIDEO = VideoName("coded-film1", "videoId", "coded-film1", "The lecture")
KILLS = 12
SCRIPT = """
import sys
from pathlib import Path
from viewer.study.bookmark_store import BookmarkStore
from viewer.study.bookmarks import Bookmark, VideoName
from viewer.study.kept import Change

store, first = BookmarkStore(Path(sys.argv[1])), int(sys.argv[2])
video = VideoName("coded-film1", "videoId", "coded-film1", "The lecture")
for number in range(first, first + 100_000):
    assert store.change(video, Change(None, Bookmark(number, "x" * 500))).trouble is None
    print(number, flush=True)
"""


def test_a_kill_at_any_moment_loses_no_bookmark_that_was_kept_and_tears_nothing(tmp_path):
    folder, chance, told = tmp_path / "bookmarks", random.Random(7), set()
    for turn in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, folder, str(turn * 100_000)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        with child:
            for _ in range(chance.randrange(1, 30)):
                told.add(int(child.stdout.readline()))
            child.kill()
        found = BookmarkStore(folder).read_all()
        assert found.trouble is None
        kept = {each.time_ms for each in found.videos["coded-film1"].bookmarks}
        assert told <= kept
        assert len(list(folder.glob("*.md"))) == 1


def test_a_full_disk_loses_nothing_old_and_keeps_the_new_when_there_is_room(tmp_path):
    try:
        with small_disk(tmp_path / "disk") as disk:
            store = BookmarkStore(disk / "bookmarks")
            store.change(VIDEO, Change(None, Bookmark(1_000, "old")))
            [file] = (disk / "bookmarks").glob("*.md")
            before = file.read_bytes()
            ballast = fill(disk, 0)
            found = store.change(VIDEO, Change(None, Bookmark(2_000, "new" * 9_000)))
            assert "No space left on device" in found.trouble.sentence
            assert len(found.videos["coded-film1"].bookmarks) == 2
            assert file.read_bytes() == before
            ballast.unlink()
            assert store.change(VIDEO, Change(None, Bookmark(3_000))).trouble is None
            kept = BookmarkStore(disk / "bookmarks").read_all().videos["coded-film1"]
            assert [each.time_ms for each in kept.bookmarks] == [1_000, 2_000, 3_000]
            assert not list((disk / "bookmarks").glob("*.part"))
            assert not list((disk / "bookmarks").glob(".*.part"))
    except (PermissionError, FileNotFoundError):
        pytest.skip("No small disk may be mounted here.")
