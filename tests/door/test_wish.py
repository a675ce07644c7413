"""What one start may say to another: a wish, and nothing that is not one."""

import json
import os
from pathlib import Path

import pytest

from viewer.door.wish import MOST_BYTES, Wish, wish_for, wish_from
from viewer.errors import UsageError

NAMES = ("plain.md", "späte Flut.md", os.fsdecode(b"not\xfftext.md"), "a;quit_program.md", '"{}.md')


@pytest.mark.parametrize("name", NAMES)
def test_a_wish_arrives_as_it_was_sent(tmp_path, name):
    wish = Wish(tmp_path / name, "1:02", tmp_path / "film.mp4")
    assert wish_from(wish.as_message()) == wish


@pytest.mark.parametrize("wish", [Wish(), Wish(link="notereel:seek?at=90s")])
def test_a_wish_for_the_window_alone_or_for_a_link_arrives_too(wish):
    assert wish_from(wish.as_message()) == wish


def test_a_path_is_said_from_the_root_as_the_other_one_stands_elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert wish_from(Wish(Path("a.md")).as_message()).path == tmp_path / "a.md"


def test_neither_scripts_nor_files_to_write_are_ever_sent(tmp_path):
    wish = Wish(script="quit_program", screenshot=tmp_path / "picture.png")
    assert json.loads(wish.as_message()) == {}


def test_a_wish_that_is_too_long_is_not_sent(tmp_path):
    with pytest.raises(UsageError, match="too long"):
        Wish(tmp_path / ("x" * MOST_BYTES)).as_message()


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (b"", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 4000, "no JSON"),
        (b"[]", "no object"),
        (b'"open"', "no object"),
        (b'{"path": 1}', "no object of texts"),
        (b'{"path": {"path": "/a.md"}}', "no object of texts"),
        (b'{"script": "quit_program"}', "not known"),
        (b'{"screenshot": "/tmp/a.png"}', "not known"),
        (b'{"path": "a.md"}', "no whole path"),
        (b'{"path": "../a.md"}', "no whole path"),
        (b'{"path": "/a\\u0000.md"}', "no whole path"),
        (b'{"path": ""}', "no whole path"),
        (b'{"path": "/a\\ud800.md"}', "no whole path"),
        (b'{"video": "http://example.org/a.mp4"}', "no whole path"),
        (b'{"at": "0:10; quit_program"}', "is not a time"),
        (b'{"at": "quit_program"}', "is not a time"),
        (b'{"link": "notereel:seek?at=1s", "path": "/a.md"}', "something else"),
        (b'{"at": "' + b"1" * MOST_BYTES + b'"}', "too long"),
    ],
)
def test_what_is_no_wish_is_refused_in_a_sentence(message, why):
    with pytest.raises(UsageError, match=why) as refused:
        wish_from(message)
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize(
    ("word", "wish"),
    [
        ("", Wish()),
        ("notes/a.md", Wish(Path("notes/a.md"))),
        ("file:///home/me/sp%C3%A4te%20Flut.md", Wish(Path("/home/me/späte Flut.md"))),
        ("file://localhost/a%2520b.md", Wish(Path("/a%20b.md"))),
        ("notereel:seek?at=1:02", Wish(link="notereel:seek?at=1:02")),
        ("NoteReel://open?note=a.md", Wish(link="NoteReel://open?note=a.md")),
        ("./notereel:seek", Wish(Path("notereel:seek"))),
    ],
)
def test_a_word_is_a_path_or_an_address_as_desktops_pass_it(word, wish):
    assert wish_for(word) == wish


@pytest.mark.parametrize("word", ["file://elsewhere/a.md", "file:", "file:///a%00.md"])
def test_a_file_of_another_computer_is_refused(word):
    with pytest.raises(UsageError, match="no file of this computer"):
        wish_for(word)
