"""Following: what is current as the video goes on, and when the note goes along."""

from pathlib import Path

import pytest

from tests.fakes import HandClock
from viewer.commands.catalogue import default_catalogue
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.playback.player import Playable
from viewer.playback.silent_player import SilentPlayer
from viewer.session.following import Following, Mode, Want
from viewer.session.page import Page
from viewer.session.session import Session
from viewer.session.spoken import spoken_moment, spoken_time
from viewer.settings import Settings
from viewer.study.study import Study
from viewer.video.reference import video_of

CATALOGUE = default_catalogue()
TEXT = (
    "---\nvideo: film.mp4\n---\n\nLate [0:01:00]. Early [0:00:10]. Late too [0:01:00].\n\n"
    "## Beyond\n\nBeyond the end [3:00].\n"
)


class Reader:
    """Reads one note, whatever it is asked for; its video is there."""

    def enter(self, _vault, done, _failed):
        done(["note.md", "other.md"])

    def read(self, vault, path, done, _failed, terms):
        note = read_note(
            TEXT, name=path, around=Surroundings(lambda _target: None), video_ms=terms.video_ms
        )
        film = Playable(Path("film.mp4"), "mp4")
        done(Page(vault, path, note, video_of(note.header), footage=film, terms=terms))


class Desk:
    """A session that follows a silent video of two minutes."""

    def __init__(self, folder):
        self.clock = HandClock()
        self.session = Session(
            Reader(), Study.below(folder, self.clock.now_ms), Settings(), lambda *_args: None
        )
        self.session.studying = self
        self.session.video.engage(SilentPlayer(self.clock.now_ms, duration_ms=120_000))
        self.session.reading.open_note(folder, "note.md")
        self.following = Following(self.session)
        self.changes, self.wants, self.notices = [], [], []
        self.following.changed.connect(lambda: self.changes.append(self.following.current))
        self.following.wanted.connect(self.wants.append)
        self.session.noticed.connect(self.notices.append)

    def runs(self, name):
        return CATALOGUE.run(name, self.session)

    def passes(self, time_ms):
        self.clock.advance(time_ms)
        self.session.pass_time()


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_what_is_current_changes_with_the_video_and_is_told_once(desk):
    desk.session.video.go_to(9_000, play=True)
    for _ in range(8):
        desk.passes(500)
    assert desk.changes == [{1}]
    desk.session.video.go_to(60_000)
    assert desk.changes == [{1}, {0, 2}]
    desk.passes(59_999)
    assert desk.following.current == {0, 2}
    assert desk.following.chief == 0


def test_the_moment_that_was_gone_to_is_the_chief_one(desk):
    desk.session.go_to_moment(2)
    assert desk.following.chief == 2


def test_without_a_video_nothing_is_current(desk):
    desk.session.video.go_to(10_000)
    desk.session.video.player.unload()
    desk.session.reading.page = None
    desk.session.video.show(
        Page(Path(), "x.md", read_note("x", name="x", around=Surroundings(lambda _target: None))), 0
    )
    assert desk.following.current == set()
    assert not desk.following.has_something


def test_a_note_stays_where_it_was_left_until_the_video_moves(desk):
    assert desk.following.mode is Mode.ON
    assert not desk.following.goes_along
    desk.session.video.go_to(10_000, play=False)
    assert desk.following.goes_along
    desk.session.reading.open_note(Path(), "other.md")
    assert not desk.following.goes_along
    desk.session.video.toggle_playing()
    assert desk.following.goes_along


def test_another_note_is_marked_anew(desk):
    desk.session.video.go_to(60_000)
    desk.session.reading.open_note(Path(), "other.md")
    assert desk.changes == [{0, 2}, set(), {0, 2}]


ON, PAUSED = Mode.ON, Mode.PAUSED


@pytest.mark.parametrize(
    ("deeds", "mode"),
    [
        (["scroll in"], PAUSED),
        (["scroll in", "scroll in"], PAUSED),
        (["scroll out"], PAUSED),
        (["scroll out", "scroll in"], ON),
        (["scroll out", "scroll in", "scroll in"], ON),
        (["scroll out", "scroll in", "scroll out"], PAUSED),
        (["scroll out", "scroll in", "scroll out", "scroll in"], ON),
        (["scroll out", "scroll in", "select"], PAUSED),
        (["scroll out", "scroll in", "video goes on", "scroll in"], PAUSED),
        (["select"], PAUSED),
        (["select", "scroll in"], PAUSED),
        (["scroll in", "video leaves", "scroll in"], ON),
        (["scroll out", "video comes", "scroll in"], PAUSED),
        (["scroll out", "resume"], ON),
        (["scroll out", "resume", "scroll in"], PAUSED),
    ],
    ids=lambda value: ", ".join(value) if isinstance(value, list) else "",
)
def test_following_yields_and_comes_back(desk, deeds, mode):
    following = desk.following
    desk.session.video.go_to(10_000, play=False)
    for deed in deeds:
        match deed.split():
            case ["scroll", where]:
                following.begin_scroll()
                following.end_scroll(is_in_sight=where == "in")
            case ["select"]:
                following.pause()
            case ["resume"]:
                following.resume()
            case ["video", where, *_]:
                desk.session.video.go_to(60_000, play=False)
                following.look(is_in_sight=where != "leaves")
    assert following.mode is mode


def test_a_scroll_holds_at_once(desk):
    desk.following.begin_scroll()
    assert desk.following.mode is PAUSED


def test_the_keys_turn_following_off_on_and_back(desk):
    modes = []
    for deed in ("follow_video", "follow_video"):
        desk.runs(deed)
        modes.append(desk.following.mode)
    assert modes == [Mode.OFF, Mode.ON]
    assert "stays where it is" in desk.notices[0].sentence
    desk.following.pause()
    desk.runs("follow_video")
    assert desk.following.mode is ON


def test_what_is_off_stays_off_whatever_the_reader_does(desk):
    desk.runs("follow_video")
    desk.following.begin_scroll()
    desk.following.end_scroll(is_in_sight=False)
    desk.following.end_scroll(is_in_sight=True)
    desk.following.pause()
    assert desk.following.mode is Mode.OFF


def test_centring_follows_again_or_says_why_not(desk):
    assert not desk.runs("centre_moment")
    assert "not come to a timestamp" in desk.notices[-1].sentence
    desk.session.video.go_to(10_000)
    desk.following.pause()
    assert desk.runs("centre_moment")
    assert (desk.following.mode, desk.wants) == (ON, [Want.CENTRE])
    assert desk.runs("show_marked_above")
    assert desk.runs("show_marked_below")
    assert desk.wants[1:] == [Want.ABOVE, Want.BELOW]


@pytest.mark.parametrize(
    ("time_ms", "said"),
    [
        (0, "0 seconds"),
        (1_000, "1 second"),
        (60_000, "1 minute"),
        (273_400, "4 minutes 33"),
        (3_600_000, "1 hour"),
        (3_723_000, "1 hour 2 minutes 3"),
        (7_205_000, "2 hours 5"),
    ],
)
def test_a_time_is_said_in_words(time_ms, said):
    assert spoken_time(time_ms) == said


def test_a_moment_is_said_with_its_number_time_and_heading(desk):
    moments = desk.session.moments
    assert spoken_moment(moments, 1) == "moment 2 of 4, 10 seconds"
    assert spoken_moment(moments, 3) == "moment 4 of 4, 3 minutes, Beyond"
