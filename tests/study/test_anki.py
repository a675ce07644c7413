"""Anki packages, opened as Anki opens them: an archive with a database and its media."""

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from viewer.errors import StudyError, UsageError
from viewer.study.anki import Clip, clip_name, lacking_words, write_package
from viewer.study.exporting import form_of, write_extract
from viewer.study.extracts import Extract, Form, Passage
from viewer.study.marks import Mark
from viewer.study.vaults import refuse_in_vault

EVIL = '<img src=x onerror=alert(1)> [sound:/etc/passwd] \\(x\\) {{c1::y}} & "quoted" \x1f::'
TIDES = Extract(
    "Tides::deep <b>",
    (
        Passage(41_000, None, EVIL, EVIL, Mark.REVISIT),
        Passage(68_000, None, "A harbour is filled twice a day."),
        Passage(68_000, None, "Twice at one time."),
    ),
    "videoId", "coded-film1", "https://www.youtube.com/watch?v=coded-film1",
)  # fmt: skip


@pytest.fixture
def clips(tmp_path):
    picture, sound = (tmp_path / f"{clip_name(TIDES, 41_000)}{end}" for end in (".jpg", ".mp3"))
    picture.write_bytes(b"picture")
    sound.write_bytes(b"sound")
    return {41_000: Clip(picture, sound)}


def rows_in(package, tmp_path, query):
    with zipfile.ZipFile(package) as archive:
        archive.extract("collection.anki2", tmp_path)
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as cards:
        return cards.execute(query).fetchall()


def test_each_passage_is_a_card_and_the_media_are_in_it(tmp_path, clips):
    package = tmp_path / "tides.apkg"
    assert write_package(package, TIDES, clips) == 3
    assert rows_in(package, tmp_path, "SELECT count(*) FROM cards") == [(3,)]
    with zipfile.ZipFile(package) as archive:
        media = json.loads(archive.read("media"))
        names = sorted(part.name for part in (clips[41_000].picture, clips[41_000].sound))
        assert sorted(media.values()) == names
        assert {archive.read(name) for name in media} == {b"picture", b"sound"}


@pytest.mark.parametrize(
    ("pictures", "sounds", "words"),
    [
        ((41_000, 68_000), (41_000, 68_000), ""),
        ((68_000,), (68_000,), "1 card has no picture and no sound."),
        ((), (), "3 cards have no picture and no sound."),
        ((41_000,), (41_000, 68_000), "2 cards have no picture."),  # two at one time
        ((41_000, 68_000), (68_000,), "1 card has no sound."),
        ((68_000,), (), "1 card has no picture, 3 no sound."),
        ((41_000,), (68_000,), "2 cards have no picture, 1 no sound."),
    ],
)
def test_what_cards_lack_is_counted(pictures, sounds, words):
    there = Path("there")
    clips = {
        time_ms: Clip(there if time_ms in pictures else None, there if time_ms in sounds else None)
        for time_ms in (41_000, 68_000)
    }
    assert lacking_words(TIDES, clips) == words


def test_hostile_words_are_words_on_the_card(tmp_path, clips):
    package = tmp_path / "tides.apkg"
    write_package(package, TIDES, clips)
    [(fields, tags)] = rows_in(
        package, tmp_path, "SELECT flds, tags FROM notes WHERE tags LIKE '%revisit%'"
    )
    sentence, source, picture, sound, time, link = fields.split("\x1f")
    for words in (sentence, source):
        assert not set('<>[\\{"') & set(words)
    assert picture == f'<img src="{clips[41_000].picture.name}">'
    assert sound == f"[sound:{clips[41_000].sound.name}]"
    assert time == "0:00:41"
    assert "v=coded-film1&amp;t=41s" in link
    assert "notereel" in tags
    [(decks,)] = rows_in(package, tmp_path, "SELECT decks FROM col")
    assert any(each["name"] == "Notereel::Tides: :deep <b>" for each in json.loads(decks).values())


def test_cards_that_are_exported_again_are_the_same_cards(tmp_path, clips):
    ids = []
    for name in ("one.apkg", "two.apkg"):
        write_package(tmp_path / name, TIDES, clips)
        ids.append(rows_in(tmp_path / name, tmp_path, "SELECT guid, mid FROM notes ORDER BY guid"))
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 3


def test_without_the_video_there_are_cards_all_the_same(tmp_path):
    assert write_extract(tmp_path / "x.apkg", Form.ANKI, TIDES) == 3
    assert [each.name for each in tmp_path.iterdir()] == ["x.apkg"]


def test_a_disk_that_refuses_leaves_what_was_there(tmp_path, clips):
    folder = tmp_path / "gone"
    with pytest.raises(StudyError, match="could not be written"):
        write_extract(folder / "x.apkg", Form.ANKI, TIDES, clips)
    clips[41_000].picture.unlink()
    (tmp_path / "x.apkg").write_bytes(b"old")
    with pytest.raises(StudyError, match="could not be written"):
        write_extract(tmp_path / "x.apkg", Form.ANKI, TIDES, clips)
    assert (tmp_path / "x.apkg").read_bytes() == b"old"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(("name", "form"), [(f"a{form.suffix.upper()}", form) for form in Form])
def test_a_files_name_says_how_it_is_written(tmp_path, name, form):
    assert form_of(tmp_path / name) is form
    with pytest.raises(UsageError, match="does not say"):
        form_of(tmp_path / "a.txt")


def test_nothing_is_written_into_a_vault_by_whatever_way(tmp_path):
    vault, marked = tmp_path / "vault", tmp_path / "marked"
    (vault / "deep").mkdir(parents=True)
    (marked / ".obsidian").mkdir(parents=True)
    (tmp_path / "link").symlink_to(vault / "deep")
    for file in (vault / "x.csv", vault / "new" / "x.csv", tmp_path / "link" / "x.csv",
                 tmp_path / "link" / ".." / "x.csv", marked / "a" / "x.csv"):  # fmt: skip
        with pytest.raises(UsageError, match="never writes into one"):
            refuse_in_vault(file, (vault,))
    refuse_in_vault(tmp_path / "x.csv", (vault,))
