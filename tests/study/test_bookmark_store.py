"""Bookmarks on the disk: Markdown that people may edit, that two windows write."""

import os
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.note.note import Verdict
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.study.bookmark_store import BookmarkStore
from viewer.study.bookmarks import Bookmark, VideoName
from viewer.study.kept import Change
from viewer.study.labels import whole
from viewer.study.leaf import Leaf, line_of, saved_in
from viewer.study.marks import Mark, Marked

LECTURE = VideoName("coded-film1", "videoId", "coded-film1", "The lecture")
AT_HOME = VideoName("/films/a|b [x].mp4", "video", "/films/a|b [x].mp4", "At home")
BY_LINK = VideoName("url-0123456789abcdef", "url", "https://films.example.org/1", "By a link")
NOTE = "/home/me/vault//tides/lecture.md"
TIDE = Bookmark(1_129_250, "Why the tide turns", NOTE)
HOSTILE = (
    "two\nlines\r\nand more", "[[a wikilink|x]] ![[embed]]", "<script>alert(1)</script>", "👩‍🔬⏱️",
    "**bold** _it_ `code` ~~no~~ ==yes== $x$ #tag ^block %%gone%%", "[0:01:00] and (0:02:00)",
    "<!-- from /etc/passwd -->", "&amp; &#65; &lt;", "# Known", "- [ ] task", "\u2028\u0085\0",
    "https://example.org/?a=b", "=1+1", "--- : | \\ \"quoted\"", "\ufdd03\ufdd2", "ה‏עברית",
    '<a class="yt-timestamp" data-t="0:09:09">[0:09:09]</a>', "a  b", "\ud800 half",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "bookmarks"


def added(*saved):
    return [Change(new=each) for each in saved]


def test_a_bookmark_survives_the_program_to_the_millisecond(folder):
    BookmarkStore(folder).change(LECTURE, *added(TIDE, Bookmark(0)))
    kept = BookmarkStore(folder).read_all().videos["coded-film1"]
    assert (kept.title, kept.bookmarks) == ("The lecture", (Bookmark(0), TIDE))


def test_looking_writes_nothing(folder):
    assert not BookmarkStore(folder).read_all().videos
    assert not folder.exists()


@pytest.mark.parametrize("video", [LECTURE, AT_HOME, BY_LINK], ids=lambda video: video.title)
def test_every_kind_of_video_is_known_again_even_when_its_file_was_renamed(folder, video):
    reference = replace(video)
    BookmarkStore(folder).change(reference, *added(TIDE))
    [file] = folder.glob("*.md")
    file.rename(folder / "My own name.md")
    if video is BY_LINK:
        key = Leaf((folder / "My own name.md").read_text()).key
        assert key == video.key
    BookmarkStore(folder).change(video, *added(Bookmark(5_000)))
    assert [each.name for each in folder.glob("*.md")] == ["My own name.md"]
    assert len(BookmarkStore(folder).read_all().videos[video.key].bookmarks) == 2


@pytest.mark.parametrize("label", HOSTILE)
def test_whatever_a_label_holds_it_comes_back_and_is_plain_on_the_page(folder, label):
    label = whole(label)
    bookmark = Bookmark(61_005, label, "/vaults/a --> b//<!-- x -->.md")
    BookmarkStore(folder).change(LECTURE, *added(bookmark, TIDE))
    kept = BookmarkStore(folder).read_all().videos["coded-film1"]
    assert kept.bookmarks == (bookmark, TIDE)
    [file] = folder.glob("*.md")
    note = read_note(file.read_text("utf-8"), name="x", around=Surroundings(lambda _target: None))
    assert [each.time_ms for each in note.moments] == [61_005, TIDE.time_ms]
    assert {each.verdict for each in note.moments} == {Verdict.OK}
    assert not note.links
    assert not note.warnings
    assert "<script" not in note.html
    words = [re.sub(r"[\s\W_]+", "", each) for each in (note.moments[0].sentence, label)]
    assert words[0] == words[1]


@given(label=st.text(), time_ms=st.integers(0, 499 * 3_600_000), note=st.text(max_size=40))
def test_any_line_says_what_it_was_made_of(label, time_ms, note):
    saved = Bookmark(time_ms, whole(label), whole(note))
    assert "\n" not in line_of(saved)
    assert saved_in(line_of(saved), None) == saved


def test_the_longest_label_is_kept_whole_however_it_must_be_written(folder):
    bookmark = Bookmark(1_000, whole("\U0010fffd" * 50_000), "/" + "&" * 4_000)
    assert len(bookmark.label) == 10_000
    BookmarkStore(folder).change(LECTURE, *added(bookmark))
    assert BookmarkStore(folder).read_all().videos["coded-film1"].bookmarks == (bookmark,)


def test_the_file_is_a_note_about_the_same_video(folder):
    BookmarkStore(folder).change(LECTURE, *added(TIDE))
    [file] = folder.glob("*.md")
    assert re.fullmatch(r"the_lecture-[0-9a-f]{10}\.md", file.name)
    assert file.read_text("utf-8") == (
        "---\n"
        'title: "Bookmarks: The lecture"\n'
        'videoId: "coded-film1"\n'
        "---\n\n"
        "## Bookmarks\n\n"
        '- <a class="yt-timestamp" data-t="0:18:49.250">[0:18:49.250]</a> Why the tide turns '
        "<!-- from /home/me/vault//tides/lecture.md -->\n"
    )


EDITED = """\ufeff---
title: Mine now
videoId: coded-film1
tags: [sea]
---

Some words of my own, [[linked]].

* [18:49] why the tide turns
1. **bold** first
- [x] 0:10 is no time here
- [ ] [0:20, 0:30] two times
> [1:02:03.5] quoted

## Revisit

- [0:41] The far bulge.

## Other thoughts
| a | b |
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_was_written_by_hand_is_read_and_kept_byte_for_byte(folder, end):
    folder.mkdir(parents=True)
    file = folder / "by hand.md"
    before = EDITED.replace("\n", end).encode()
    file.write_bytes(before)
    store = BookmarkStore(folder)
    kept = store.read_all().videos["coded-film1"]
    assert [(each.time_ms, each.label) for each in kept.bookmarks] == [
        (20_000, "two times"), (1_129_000, "why the tide turns"), (3_723_500, "quoted"),
    ]  # fmt: skip
    assert kept.marks == (Marked(Mark.REVISIT, 41_000, "The far bulge."),)
    store.change(LECTURE, *added(TIDE, Marked(Mark.KNOWN, 5_000, "New.")))
    after = file.read_bytes().split(end.encode())
    lines = iter(after)
    assert all(line in lines for line in before.split(end.encode())), "a line is gone, or moved"
    assert len(after) - before.count(end.encode()) - 1 in (5, 6)
    for change in (Change(TIDE, None), Change(Marked(Mark.KNOWN, 5_000, "New."), None)):
        store.change(LECTURE, change)
    assert file.read_bytes().startswith(before.rstrip())


def test_two_windows_do_not_lose_each_others_bookmarks(folder):
    one, other = BookmarkStore(folder), BookmarkStore(folder)
    one.read_all(), other.read_all()
    one.change(LECTURE, *added(Bookmark(1_000, "one")))
    other.change(LECTURE, *added(Bookmark(2_000, "other")))
    one.change(LECTURE, Change(Bookmark(1_000, "one"), Bookmark(1_000, "renamed")))
    kept = other.read_all().videos["coded-film1"]
    assert [each.label for each in kept.bookmarks] == ["renamed", "other"]


def test_a_change_that_is_made_twice_is_made_once(folder):
    for _ in range(2):
        store = BookmarkStore(folder)
        store.change(LECTURE, *added(TIDE), Change(TIDE, replace(TIDE, label="New")))
    assert BookmarkStore(folder).read_all().videos["coded-film1"].bookmarks[-1].label == "New"
    BookmarkStore(folder).change(LECTURE, *[Change(Bookmark(7), None)] * 2)


@pytest.mark.parametrize("content", [b"\0\0", b"\xff\xfe\xff", b"\xc3\x28 broken"])
def test_a_damaged_file_is_put_aside_told_and_never_lost(folder, content):
    BookmarkStore(folder).change(LECTURE, *added(TIDE))
    [file] = folder.glob("*.md")
    file.write_bytes(content)
    found = BookmarkStore(folder).read_all()
    assert not found.videos
    assert "was put aside as" in found.trouble.sentence
    BookmarkStore(folder).change(LECTURE, *added(Bookmark(9_000)))
    assert BookmarkStore(folder).read_all().videos["coded-film1"].bookmarks == (Bookmark(9_000),)
    [aside] = folder.glob("*.damaged-1")
    assert aside.read_bytes() == content


def test_what_is_no_file_is_never_waited_for(folder):
    BookmarkStore(folder).change(LECTURE, *added(TIDE))
    os.mkfifo(folder / "pipe.md")
    (folder / "folder.md").mkdir()
    assert list(BookmarkStore(folder).read_all().videos) == ["coded-film1"]


@pytest.mark.parametrize("text", ["", "words\n", "---\ntitle: Mine\n---\n\nwords\n"])
def test_a_file_whose_header_was_taken_away_is_not_written_over(folder, text):
    BookmarkStore(folder).change(LECTURE, *added(TIDE))
    [file] = folder.glob("*.md")
    file.write_text(text, "utf-8")
    found = BookmarkStore(folder).change(LECTURE, *added(Bookmark(9_000)))
    assert found.videos["coded-film1"].bookmarks == (Bookmark(9_000),)
    assert all(line in file.read_text("utf-8") for line in text.splitlines())
    assert len(list(folder.glob("*.md"))) == 1


def test_what_a_disk_refuses_is_told_shown_and_written_later(tmp_path):
    blocked = tmp_path / "data"
    blocked.write_text("x", encoding="utf-8")
    store = BookmarkStore(blocked / "bookmarks")
    found = store.change(LECTURE, *added(TIDE))
    assert "could not be written" in found.trouble.sentence
    assert found.videos["coded-film1"].bookmarks == (TIDE,)
    blocked.unlink()
    found = store.change(LECTURE, *added(Bookmark(2_000)))
    assert found.trouble is None
    assert len(BookmarkStore(blocked / "bookmarks").read_all().videos["coded-film1"].bookmarks) == 2
    assert [each.name for each in (blocked / "bookmarks").iterdir() if ".part" in each.name] == []
