"""Which pictures are asked for, and when: with a worker that answers when a test says so."""

from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes import FakeMeans, HandClock, run_at_once
from tests.session.test_downloads import FILM, NOTES, Desk
from viewer.errors import VideoError
from viewer.playback.player import Playable
from viewer.playback.silent_player import SilentPlayer
from viewer.session.frames import Frames
from viewer.session.studying import Studying, StudyMeans

NOTE = (
    f"---\ntitle: Moments\nvideoId: {FILM}\n---\n\n"
    "One [0:00:10]. Two [0:00:05]. Three [0:00:20]. Four [0:00:15]. Nobody knows [0:99:99].\n"
)
ALL = [10_000, 5_000, 20_000, 15_000]
HOUR_MS = 3_600_000


class FakeWorker:
    """Takes questions; a test answers them."""

    def __init__(self) -> None:
        self.waiting, self.asked, self.is_closed = [], [], False
        self.there: list[int] = []
        self.nearby: list[int] = []

    def ask(self, question, done, failed, *, deadline_s=None) -> None:
        assert deadline_s
        self.waiting.append((question, done, failed))
        self.asked.append(question)

    def close(self) -> None:
        self.is_closed = True

    def answers(self) -> dict:
        [(question, done, _)] = self.waiting
        self.waiting.clear()
        done(
            {
                "begin": {
                    "has_picture": True, "folder": "/p", "pictures": self.there, "tiles": [],
                },
                "still": {"picture": b64encode(b"jpeg").decode()},
                "tiles": {"tiles": [0, 2_000, 4_000]},
                "near_notes": {"times": self.nearby},
            }[question["do"]]
        )  # fmt: skip
        return question

    def refuses(self) -> dict:
        [(question, _, failed)] = self.waiting
        self.waiting.clear()
        failed(VideoError("It is damaged."))
        return question

    def answers_all(self) -> "FakeWorker":
        while self.waiting:
            self.answers()
        return self

    @property
    def taken(self) -> list[int]:
        return [each["time_ms"] for each in self.asked if each["do"] == "still"]


class Sitting:
    """A session with a video that nobody sees, and the pictures of its moments."""

    def __init__(self, home: Path) -> None:
        self.desk = Desk(home, FakeMeans())
        self.session = self.desk.session
        self.worker, self.changes = FakeWorker(), []
        means = StudyMeans(run_at_once, lambda work: work(), lambda: 0, home, home / "cache")
        self.session.studying = studying = Studying(self.session, means)
        studying.frames = Frames(self.session, means, self.worker)
        self.frames = studying.frames
        self.frames.changed.connect(lambda: self.changes.append(1))
        self.player = SilentPlayer(HandClock().now_ms, duration_ms=HOUR_MS)
        self.session.video.engage(self.player)

    def opens(self, name: str, *, is_kept: bool = True) -> "Sitting":
        if is_kept:
            self.desk.reader.footage[FILM] = Playable(Path("/cache/video.mp4"), "mp4")
        self.desk.opens(name)
        return self


@pytest.fixture
def sitting(tmp_path, monkeypatch):
    monkeypatch.setitem(NOTES, "tides/moments.md", NOTE)
    return Sitting(tmp_path)


def test_nothing_is_taken_of_a_video_that_is_not_here(sitting):
    sitting.opens("moments", is_kept=False)
    assert sitting.worker.asked == []
    assert sitting.frames.at(10_000) is None


def test_every_moment_has_its_picture_in_the_order_of_reading(sitting):
    sitting.opens("moments")
    sitting.worker.answers_all()
    assert sitting.worker.taken == ALL
    assert [sitting.frames.at(each) for each in ALL] == [Path(f"/p/{each}.jpg") for each in ALL]
    assert sitting.frames.held(5_000) == b"jpeg"
    assert (sitting.frames.at(5_001), sitting.frames.held(5_001)) == (None, None)
    assert len(sitting.changes) >= len(ALL)


def test_one_thing_is_asked_at_a_time_and_the_nearest_to_the_reader_first(sitting):
    sitting.opens("moments")
    sitting.worker.answers()
    assert len(sitting.worker.waiting) == 1
    sitting.session.go_to_moment(3)
    sitting.worker.answers_all()
    assert sitting.worker.taken == [10_000, 15_000, 20_000, 5_000]


def test_while_a_seek_is_under_way_nothing_is_begun(sitting):
    sitting.opens("moments")
    sitting.player.is_seeking = True
    sitting.worker.answers()
    assert sitting.worker.waiting == []
    sitting.player.is_seeking = False
    sitting.session.video.state_changed.emit()
    assert len(sitting.worker.waiting) == 1


def test_pictures_that_are_there_are_known_at_once_and_only_fetched(sitting):
    sitting.worker.there = [20_000]
    sitting.opens("moments")
    sitting.worker.answers()
    assert sitting.frames.at(20_000) == Path("/p/20000.jpg")
    assert sitting.frames.held(20_000) is None
    sitting.worker.answers_all()
    assert sitting.frames.held(20_000) == b"jpeg"


def test_a_picture_that_cannot_be_taken_is_asked_for_once(sitting):
    sitting.opens("moments")
    sitting.worker.answers()
    assert sitting.worker.refuses()["time_ms"] == 10_000
    sitting.worker.answers_all()
    assert sitting.worker.taken == ALL
    assert sitting.frames.at(10_000) is None
    assert sitting.desk.said == []


def test_a_video_that_gives_none_is_left_alone(sitting):
    sitting.opens("moments")
    sitting.worker.answers()
    for _ in range(3):
        sitting.worker.refuses()
    sitting.session.video.state_changed.emit()
    assert sitting.worker.waiting == []


def test_one_that_cannot_be_opened_is_left_alone(sitting):
    sitting.opens("moments")
    sitting.worker.refuses()
    sitting.session.video.state_changed.emit()
    assert (sitting.worker.waiting, sitting.worker.taken) == ([], [])


def test_what_neighbours_cite_comes_last_and_is_not_held(sitting):
    sitting.worker.nearby = [5_000, 70_000]
    sitting.opens("moments")
    sitting.worker.answers_all()
    assert sitting.worker.taken == [*ALL, 70_000]
    assert sitting.frames.at(70_000) == Path("/p/70000.jpg")
    assert sitting.frames.held(70_000) is None


def test_of_a_bookmark_past_the_end_there_is_no_picture(sitting, tmp_path):
    (tmp_path / "bookmarks").mkdir()
    text = f"---\nvideoId: {FILM}\n---\n\n- [0:00:30] here\n- [9:59:59] written by hand\n"
    (tmp_path / "bookmarks" / "mine.md").write_text(text)
    sitting.opens("moments")
    assert len(sitting.session.studying.bookmarks.here) == 2
    sitting.worker.answers_all()
    assert sitting.worker.taken == [*ALL, 30_000]


def test_another_video_has_other_pictures(sitting):
    sitting.opens("moments")
    sitting.worker.answers_all()
    sitting.session.video.use(Playable(Path("/mine.mp4"), "mp4"))
    assert (sitting.frames.at(10_000), sitting.frames.held(10_000)) == (None, None)
    assert sitting.worker.asked[-1]["do"] == "begin"
    assert sitting.worker.asked[-1]["file"] == str(Path("/mine.mp4"))


def test_near_a_time_there_is_a_picture_of_the_moment_beside_it(sitting):
    sitting.opens("moments")
    sitting.worker.answers_all()
    assert sitting.frames.near(11_000) == Path("/p/10000.jpg")
    assert sitting.frames.near(40_000) is None


def test_a_storyboard_serves_what_lies_between(sitting):
    sitting.opens("moments")
    page = sitting.session.page
    aside = replace(page.aside, storyboard="/s.mhtml", folder="/kept")
    sitting.session.video.find(replace(page, aside=aside))
    sitting.session.video.state_changed.emit()
    sitting.worker.answers_all() if len(sitting.worker.waiting) == 1 else None
    assert [each["do"] for each in sitting.worker.asked].count("tiles") == 1
    assert sitting.frames.near(3_999) == Path("/p/tile-2000.jpg")
    assert sitting.frames.near(90_000) == Path("/p/tile-4000.jpg")
    assert sitting.frames.near(10_000) == Path("/p/10000.jpg")


def test_the_likely_next_are_those_one_key_leads_to(sitting):
    sitting.opens("moments")
    sitting.worker.answers_all()
    sitting.session.go_to_moment(1)
    assert set(sitting.frames.likely_next()) == {20_000, 10_000}


def test_where_a_loop_begins_is_taken_first_and_is_likely_next(sitting):
    sitting.opens("moments")
    sitting.worker.answers()
    sitting.session.video.go_to(30_000, play=False)
    sitting.session.studying.loops.set_a()
    sitting.session.video.go_to(32_000, play=False)
    sitting.session.studying.loops.set_b()
    sitting.worker.answers_all()
    assert sitting.worker.taken == [10_000, 30_000, 5_000, 20_000, 15_000]
    assert sitting.frames.likely_next()[0] == 30_000


def test_it_ends_with_the_session(sitting):
    sitting.session.studying.close()
    assert sitting.worker.is_closed
