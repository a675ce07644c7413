"""`notereel export`: a note's moments and bookmarks, printed or written, never into a vault."""

import csv
import io
import json
import shutil
import zipfile

import pytest

from viewer.paths import sample_vault
from viewer.study.bookmark_store import BookmarkStore
from viewer.study.bookmarks import Bookmark, VideoName
from viewer.study.kept import Change
from viewer.study.marks import Mark, Marked
from viewer.study.offsets import Offsets

NOTE = sample_vault() / "why_tides_come_twice_a_day.md"
VIDEO = VideoName("nr-tides-01", "videoId", "nr-tides-01", "Tides")


@pytest.fixture
def export(notereel):
    def run(*arguments, **more):
        return notereel("export", *arguments, **more)

    return run


@pytest.fixture
def store(tmp_path):
    return BookmarkStore(tmp_path / "home" / "data" / "bookmarks")


def media_in(package):
    with zipfile.ZipFile(package) as archive:
        return list(json.loads(archive.read("media")).values())


@pytest.mark.parametrize(
    ("form", "begins"), [("markdown", "---\ntitle:"), ("csv", "time,"), ("webvtt", "WEBVTT\n\n00:")]
)
def test_texts_are_printed(export, form, begins):
    text = export(NOTE, "--as", form).stdout
    assert text.startswith(begins)
    assert "High water returns about every twelve hours" in text
    assert "\\x" not in text
    said = json.loads(export(NOTE, "--as", form, "--json").stdout)
    assert (said["as"], said["count"], said["text"].rstrip()) == (form, 13, text.rstrip())


def test_marks_are_told_and_bookmarks_exported_instead(export, store):
    sentence = "High water returns about every twelve hours and twenty-five minutes"
    changes = [Marked(Mark.KNOWN, 10_000, sentence), Bookmark(5_250, "=ask"), Bookmark(9_000)]
    store.change(VIDEO, *(Change(None, each) for each in changes))
    rows = csv.DictReader(io.StringIO(export(NOTE, "--as", "csv").stdout))
    assert [row["time"] for row in rows if row["mark"] == "known"] == ["0:00:10"]
    rows = csv.DictReader(io.StringIO(export(NOTE, "--as", "csv", "--bookmarks").stdout))
    assert [(row["time"], row["text"]) for row in rows] == [
        ("0:00:05.250", "'=ask"),
        ("0:00:09", ""),
    ]


def test_cards_have_a_picture_and_a_sound_each(export, tmp_path):
    out = tmp_path / "tides.apkg"
    said = json.loads(export(NOTE, "--as", "anki", "--out", out, "--json").stdout)
    assert (said["count"], said["pictures"], said["sounds"]) == (13, 13, 13)
    assert len(media_in(out)) == 26


def test_without_the_video_cards_are_made_and_that_is_told(export, tmp_path, small_video):
    lone = tmp_path / "lone" / "tides.md"
    lone.parent.mkdir()
    shutil.copy(NOTE, lone)
    out = tmp_path / "tides.apkg"
    done = export(lone, "--as", "anki", "--out", out, code=1)
    assert "The video is not on this computer" in done.stderr
    assert media_in(out) == []
    damaged = tmp_path / "damaged.mp4"
    damaged.write_bytes(small_video.read_bytes()[:2_000])
    done = export(lone, "--as", "anki", "--out", out, "--video", damaged, code=1)
    assert "0:00:04: " in done.stderr
    assert media_in(out) == []


def test_how_many_cards_have_no_sound_is_told(export, tmp_path, small_video):
    out = tmp_path / "tides.apkg"
    done = export(NOTE, "--as", "anki", "--out", out, "--video", small_video)
    assert "13 cards have no sound." in done.stdout


def test_times_are_those_of_the_video_as_it_is_watched(export, tmp_path):
    """A re-upload begins later, and the reader has said by how much."""
    rows = list(csv.DictReader(io.StringIO(export(NOTE, "--as", "csv").stdout)))
    Offsets(tmp_path / "home" / "data" / "offsets.json").keep("nr-tides-01", 12_500)
    moved = list(csv.DictReader(io.StringIO(export(NOTE, "--as", "csv").stdout)))
    assert (rows[0]["time"], moved[0]["time"]) == ("0:00:04", "0:00:16.500")
    assert len(moved) == len(rows)


def test_what_is_kept_of_a_video_that_is_but_a_file_is_found(export, store, tmp_path, small_video):
    note = tmp_path / "vault" / "talk.md"
    note.parent.mkdir()
    film = shutil.copy(small_video, note.parent / "talk.mp4")
    note.write_text("---\nvideo: talk.mp4\n---\n\n[0:02] It begins.\n")
    store.change(VideoName(str(film), "video", "talk.mp4", "Talk"), Change(None, Bookmark(1_000)))
    Offsets(tmp_path / "home" / "data" / "offsets.json").keep(str(film), 1_000)
    assert "\n0:00:01," in export(note, "--as", "csv", "--bookmarks").stdout
    assert "\n0:00:03," in export(note, "--as", "csv").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((NOTE, "--as", "anki"), 2, "say where with --out"),
        ((NOTE, "--as", "word"), 2, "invalid choice"),
        ((NOTE,), 2, "required: --as"),
        ((NOTE, "--as", "csv", "--out", NOTE.with_name("x.csv")), 1, "never writes into one"),
        ((NOTE.with_name("gone.md"), "--as", "csv"), 1, "There is no note"),
        ((NOTE.with_name("welcome.md"), "--as", "csv", "--bookmarks"), 1, "Nothing is bookmarked"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(export, arguments, code, words):
    assert words in export(*arguments, code=code).stderr
    assert not NOTE.with_name("x.csv").exists()


def test_a_disk_that_refuses_is_told(export, tmp_path):
    (tmp_path / "file").write_text("x")
    done = export(NOTE, "--as", "csv", "--out", tmp_path / "file" / "x.csv", code=1)
    assert "could not be written" in done.stderr
