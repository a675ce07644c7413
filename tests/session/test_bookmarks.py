"""Bookmarks and marks as the session has them: on slow disks, at the end, beside other windows."""

from pathlib import Path

import pytest

from tests.fakes import HandClock, NobodyAtWork, run_at_once
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.playback.player import Playable
from viewer.playback.silent_player import SilentPlayer
from viewer.session.page import Page
from viewer.session.session import Session
from viewer.session.studying import Studying, StudyMeans
from viewer.settings import Settings
from viewer.study.bookmark_store import BookmarkStore
from viewer.study.bookmarks import Bookmark, VideoName
from viewer.study.kept import Change
from viewer.study.marks import Mark
from viewer.study.study import Study
from viewer.video.reference import video_of

HEADERS = {
    "lecture": "videoId: film-000001",
    "other": "videoId: film-000002",
    "linked": "url: https://films.example.org/tides",
    "file": "video: at_home.mp4",
    "bare": "tags: [sea]",
}
TEXT = "\n\nA tide [0:01:02].\n\nAn ebb [0:00:20].\n"
KEYS = {
    "lecture": "film-000001", "other": "film-000002", "file": "/films/at_home.mp4",
    "bare": "/films/bare.mp4",
}  # fmt: skip


class ShortReader:
    """Reads notes out of the dictionary; every note has a film."""

    def enter(self, _vault, done, _failed) -> None:
        done(list(HEADERS))

    def read(self, vault, path, done, failed, terms) -> None:
        name = path.removesuffix(".md")
        if name not in HEADERS and not (vault / path).is_file():
            return
        text = (vault / path).read_text("utf-8") if (vault / path).is_file() else (
            f"---\ntitle: The {name}\n{HEADERS[name]}\n---{TEXT}")  # fmt: skip
        note = read_note(text, name=name, around=Surroundings(lambda _target: None))
        film = Path("/films/at_home.mp4" if name == "file" else f"/films/{name}.mp4")
        footage = Playable(film, "mp4")
        done(Page(vault, path, note, video_of(note.header), footage, terms=terms))


class SlowDisk:
    """Does work when it is told to."""

    def __init__(self) -> None:
        self.left = []

    def run(self, work, done, failed) -> None:
        self.left.append((work, done, failed))

    def works(self) -> None:
        while self.left:
            run_at_once(*self.left.pop(0))


class Desk:
    """A session that studies; its disk is slow if a test wants it to be."""

    def __init__(self, home: Path, run=run_at_once) -> None:
        self.said, self.home, self.clock = [], home, HandClock()
        study = Study.below(home / "data", lambda: 0)
        self.session = Session(ShortReader(), study, Settings(), lambda *_: None)
        self.session.noticed.connect(lambda notice: notice and self.said.append(str(notice)))
        means = StudyMeans(
            run, lambda deed: deed(), self.clock.now_ms, home / "data", home / "cache", NobodyAtWork
        )
        self.session.studying = self.studying = Studying(self.session, means)
        self.session.video.engage(SilentPlayer(self.clock.now_ms, duration_ms=600_000))

    def opens(self, name: str) -> "Desk":
        self.session.reading.open_note(Path("/vault"), f"{name}.md")
        return self

    def bookmarks(self, time_ms: int, label: str = "") -> "Desk":
        self.session.video.go_to(time_ms, play=False)
        self.studying.bookmarks.add(label)
        return self

    @property
    def times(self) -> list[int]:
        return [each.time_ms for each in self.studying.bookmarks.here]

    def on_disk(self):
        return BookmarkStore(self.home / "data" / "bookmarks").read_all().videos


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path).opens("lecture")


@pytest.mark.parametrize("name", HEADERS)
def test_the_bookmarks_of_every_kind_of_video_come_back(tmp_path, name):
    Desk(tmp_path).opens(name).bookmarks(62_345, "a tide")
    later = Desk(tmp_path).opens(name)
    note = "" if name == "none" else f"/vault//{name}.md"
    assert later.studying.bookmarks.here == (Bookmark(62_345, "a tide", note),)
    assert list(later.on_disk()) == [later.session.video.key]
    assert later.session.video.key == KEYS.get(name, later.session.video.key)


def test_each_video_has_its_own_and_the_others_are_elsewhere(desk):
    changes = []
    desk.studying.bookmarks.changed.connect(lambda: changes.append(desk.times))
    desk.bookmarks(1_000, "here").opens("other")
    assert changes[-1] == []
    desk.bookmarks(2_000, "there")
    assert desk.times == [2_000]
    [(key, kept)] = desk.studying.bookmarks.elsewhere
    assert (key, kept.title) == ("film-000001", "The lecture")
    desk.opens("lecture")
    assert (changes[-1], desk.times) == ([1_000], [1_000])


def test_a_slow_disk_holds_up_nothing_and_what_it_holds_is_kept_at_the_end(tmp_path):
    disk = SlowDisk()
    desk = Desk(tmp_path, disk.run).opens("lecture").bookmarks(1_000).bookmarks(2_000)
    assert (desk.times, desk.on_disk()) == ([], {})
    desk.studying.close()
    assert len(desk.on_disk()["film-000001"].bookmarks) == 2
    disk.works()
    assert len(desk.on_disk()["film-000001"].bookmarks) == 2


def test_what_was_done_in_order_is_kept_in_order(tmp_path):
    disk = SlowDisk()
    desk = Desk(tmp_path, disk.run).opens("lecture").bookmarks(2_000).bookmarks(1_000)
    disk.works()
    assert desk.times == [1_000, 2_000]
    assert desk.said[-2:] == ["Bookmarked 0:00:02.", "Bookmarked 0:00:01."]


def test_a_full_disk_is_told_and_the_bookmark_is_shown_and_written_later(tmp_path):
    desk = Desk(tmp_path).opens("lecture")
    blocked = tmp_path / "data" / "bookmarks"
    blocked.parent.mkdir(exist_ok=True)
    blocked.write_text("in the way", "utf-8")
    desk.bookmarks(1_000)
    assert "could not be written" in desk.said[-1]
    assert desk.times == [1_000]
    blocked.unlink()
    desk.bookmarks(2_000)
    assert [each.time_ms for each in desk.on_disk()["film-000001"].bookmarks] == [1_000, 2_000]


def test_what_another_window_bookmarks_is_there_when_the_list_is_asked_for(desk, tmp_path):
    desk.bookmarks(1_000)
    video = VideoName("film-000001", "videoId", "film-000001", "The lecture")
    other = BookmarkStore(tmp_path / "data" / "bookmarks")
    other.change(video, Change(None, Bookmark(5_000, "theirs")))
    desk.studying.bookmarks.refresh()
    assert desk.times == [1_000, 5_000]
    desk.bookmarks(9_000)
    assert len(desk.on_disk()["film-000001"].bookmarks) == 3


def test_removing_and_putting_back_leaves_the_file_as_it_was(desk):
    desk.bookmarks(1_000, "one").bookmarks(2_000, "two")
    [file] = (desk.home / "data" / "bookmarks").glob("*.md")
    bookmarks = desk.studying.bookmarks
    bookmarks.chosen = ("film-000001", bookmarks.here[1])
    before = file.read_bytes()
    bookmarks.remove()
    assert desk.times == [1_000]
    bookmarks.restore()
    assert file.read_bytes() == before


def test_a_bookmark_of_another_video_goes_there_and_any_other_note_ends_the_way(desk):
    desk.bookmarks(62_000, "a tide").opens("other")
    [(key, kept)] = desk.studying.bookmarks.elsewhere
    desk.studying.bookmarks.follow(key, kept.bookmarks[0], play=False)
    assert desk.session.page.note.title == "The lecture"
    assert desk.session.video.position_ms() == 62_000
    desk.session.video.go_to(5_000, play=False)
    desk.opens("other").opens("lecture")
    assert desk.session.video.position_ms() != 62_000


def test_a_bookmark_that_came_from_no_note_opens_its_own_file(desk, tmp_path):
    video = VideoName("film-000009", "videoId", "film-000009", "Elsewhere")
    store = BookmarkStore(tmp_path / "data" / "bookmarks")
    store.change(video, Change(None, Bookmark(5_000, "by hand")))
    desk.studying.bookmarks.refresh()
    [(key, kept)] = desk.studying.bookmarks.elsewhere
    desk.studying.bookmarks.follow(key, kept.bookmarks[0], play=False)
    assert desk.session.page.note.title == "Bookmarks: Elsewhere"
    assert desk.session.video.position_ms() == 5_000


def test_marks_are_kept_taken_away_and_changed(desk):
    marks = desk.studying.marks
    desk.session.go_to_moment(1)
    marks.toggle(Mark.KNOWN)
    assert [marks.of(index) for index in (0, 1)] == [None, Mark.KNOWN]
    marks.toggle(Mark.REVISIT)
    assert marks.of(1) is Mark.REVISIT
    assert len(desk.on_disk()["film-000001"].marks) == 1
    marks.toggle(Mark.REVISIT, 1)
    assert marks.of(1) is None
    marks.toggle(Mark.KNOWN, 0)
    desk.opens("other")
    assert marks.all == {}
    desk.opens("lecture")
    assert marks.of(0) is Mark.KNOWN


def test_without_a_walk_the_moment_that_is_being_said_is_marked(desk):
    desk.session.video.go_to(30_000, play=False)
    desk.studying.marks.toggle(Mark.KNOWN)
    assert desk.studying.marks.of(1) is Mark.KNOWN


@pytest.mark.parametrize("has_been_open", [True, False])
def test_a_file_of_bookmarks_leads_to_no_folder_the_reader_has_never_opened(desk, has_been_open):
    """It may be a stranger's, and a folder may be on somebody's server."""
    file = desk.studying.bookmarks.folder / "film.md"
    file.parent.mkdir(parents=True)
    line = "- [0:01:00] there <!-- from /server/share//other.md -->"
    file.write_text(f"---\nvideoId: film-000002\n---\n\n{line}\n")
    if has_been_open:
        desk.session.reading.open_note(Path("/server/share"), "other.md")
        desk.session.tick()
        desk.opens("lecture")
    desk.studying.bookmarks.refresh()
    [(key, kept)] = desk.studying.bookmarks.elsewhere
    desk.studying.bookmarks.follow(key, kept.bookmarks[0], play=False)
    gone_to = (Path("/server/share"), "other.md") if has_been_open else (file.parent, file.name)
    assert (desk.session.page.vault, desk.session.page.path) == gone_to
