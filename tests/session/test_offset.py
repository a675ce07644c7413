"""A video's offset as the session sees to it, however late the video's length is known."""

from pathlib import Path

import pytest

from viewer.errors import StudyError, UsageError
from viewer.note.offset import with_offset
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.playback.player import Playable
from viewer.playback.silent_player import SilentPlayer
from viewer.session.page import Page, Terms
from viewer.session.session import Session
from viewer.session.studying import Studying, StudyMeans
from viewer.settings import Settings
from viewer.study.offsets import Offsets
from viewer.study.study import Study

FILM = Playable(Path("/films/tides.mp4"), "mp4")
TEXT = "A claim [0:00:41], another [0:01:00].\n"


class SlowReader:
    """Reads one note, and answers when it is told to."""

    def __init__(self):
        self._answers = []

    def enter(self, _vault, done, _failed):
        done(["bare.md"])

    def read(self, vault, path, done, _failed, terms):
        note = read_note(TEXT, name=path, around=Surroundings(), video_ms=terms.video_ms)
        note = with_offset(note, terms.offset_ms or 0, terms.video_ms)
        read_on = Terms(terms.video_ms, terms.is_shifted, note.offset_ms)
        self._answers.append(lambda: done(Page(vault, path, note, terms=read_on)))

    def answers(self):
        while self._answers:
            self._answers.pop(0)()


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


class Desk:
    def __init__(self, home):
        self.reader, self.data = SlowReader(), home / "data"
        study = Study.below(self.data, lambda: 0)
        self.session = Session(self.reader, study, Settings(), lambda *_: None)
        self.session.reading.open_note(Path("/vault"), "bare.md")
        self.reader.answers()

    def studies(self):
        means = StudyMeans(lambda *_: None, lambda _work: None, lambda: 0, self.data, self.data)
        self.session.studying = Studying(self.session, means)
        return self

    def engages(self, duration_ms=300_000):
        self.session.video.engage(SilentPlayer(lambda: 0, duration_ms=duration_ms))
        return self

    def uses_film(self):
        self.session.video.use(FILM)
        return self

    @property
    def times(self):
        self.reader.answers()
        return [each.time_ms for each in self.session.moments]


@pytest.mark.parametrize(
    "steps",
    [
        ("studies", "engages", "uses_film"),
        ("studies", "uses_film", "engages"),
        ("uses_film", "studies", "engages"),
        ("uses_film", "engages", "studies"),
        ("engages", "uses_film", "studies"),
        ("engages", "studies", "uses_film"),
    ],
)
def test_the_offset_of_a_file_is_found_in_whatever_order_things_come(desk, steps):
    Offsets(desk.data / "offsets.json").keep(str(FILM.file), 2_000)
    for step in steps:
        getattr(desk, step)()
    assert desk.times == [43_000, 62_000]


def test_what_cannot_be_kept_holds_and_says_so(desk):
    desk.studies().engages().uses_film()
    desk.data.mkdir(exist_ok=True)
    (desk.data / "offsets.json").mkdir()
    with pytest.raises(StudyError, match="holds until"):
        desk.session.studying.offset.set(1_500)
    assert desk.times == [42_500, 61_500]


def test_a_moment_that_is_not_there_cannot_be_now(desk):
    desk.studies().engages().uses_film()
    with pytest.raises(UsageError, match="no moment 3"):
        desk.session.studying.offset.moment_is_now(2)
