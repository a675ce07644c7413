"""The transcript as the session has it: which track is taken, its times, and going by cue."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.fakes import HandClock
from tests.session.test_downloads import CATALOGUE, NOTES, FakeReader
from tests.video.subtitle_files import srt
from viewer.errors import UsageError, VideoError, ViewerError
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.playback.player import Playable, PlayerState
from viewer.playback.silent_player import SilentPlayer
from viewer.session.frames import Frames
from viewer.session.page import Page
from viewer.session.session import Session
from viewer.session.studying import StudyMeans
from viewer.session.transcript import Transcript
from viewer.settings import Settings
from viewer.study.study import Study
from viewer.video.aside import NOTHING_ASIDE, Aside, Track
from viewer.video.reference import video_of
from viewer.worker.transcript import TranscriptJob

FILM = Path("/films/film.mp4")
SPOKEN = ["The sea rises.", "It falls again.", "Twice a day,", "because of the moon."]
"""From 2, 4, 6 and 8 s on."""


class DeskClerk:
    """Reads subtitles at once, as the worker does; `inner` are the tracks inside the video."""

    def __init__(self) -> None:
        self.inner: list = []
        self.questions: list[dict] = []
        self.is_asleep = False
        self._waiting: list = []

    def ask(self, question, done, failed, *, deadline_s=None) -> None:
        self.questions.append(question)
        self._waiting.append((question, done, failed))
        if not self.is_asleep:
            self.wakes()

    def wakes(self) -> None:
        while self._waiting:
            question, done, failed = self._waiting.pop(0)
            try:
                answer = self._answer(question)
            except ViewerError as error:
                failed(error)
            else:
                done(answer)

    def close(self) -> None:
        self._waiting.clear()

    def _answer(self, question):
        if question["do"] == "inner":
            return {"tracks": self.inner}
        if "index" in question:
            cues = [[1_000, 2_000, f"inside {question['index']}"]]
            return {"row": 0, "cues": cues, "count": 1, "remark": ""}
        return JOB.answer(question)


class UnboundJob(TranscriptJob):
    """The worker's job in this process, whose memory is not to be bounded."""

    def __init__(self) -> None:
        from viewer.video.cue_file import CuesRead

        self._read = CuesRead(())


JOB = UnboundJob()


class StudyReader(FakeReader):
    """Reads notes whose videos have something beside them."""

    aside = NOTHING_ASIDE

    def read(self, vault, path, done, _failed, terms) -> None:
        note = read_note(NOTES[path], name=path, around=Surroundings(lambda _target: None))
        page = Page(vault, path, note, video_of(note.header), terms=terms)
        done(replace(self._seen(page), aside=self.aside))


class Desk:
    """A session with a silent player, and subtitles beside the video."""

    def __init__(self, home: Path) -> None:
        self.home, self.said, self.copied = home, [], []
        self.clock = HandClock()
        self.reader = StudyReader()
        study = Study.below(home / "data", self.clock.now_ms)
        self.session = Session(self.reader, study, Settings(), lambda *_any: None)
        self.session.noticed.connect(lambda notice: notice and self.said.append(str(notice)))
        self.session.copied.connect(lambda text, _remark: self.copied.append(text))
        self.clerk = DeskClerk()
        means = StudyMeans(
            run=lambda *_any: None, post=lambda deed: deed(), now_ms=self.clock.now_ms,
            data=home / "data", cache=home / "cache",
        )  # fmt: skip
        self.session.studying = SimpleNamespace(
            transcript=Transcript(self.session, means, lambda: self.clerk),
            frames=Frames(self.session, means),
        )
        self.session.video.engage(SilentPlayer(self.clock.now_ms, duration_ms=60_000))

    @property
    def transcript(self) -> Transcript:
        return self.session.studying.transcript

    @property
    def spoken(self) -> list[str]:
        return [cue.text for cue in self.transcript.cues]

    def has(self, *tracks: tuple[str, str, bool]) -> "Desk":
        """Put subtitles beside the video: language, text, and whether they are automatic."""
        made = []
        for number, (language, text, is_automatic) in enumerate(tracks):
            file = self.home / f"{number}.{language}.srt"
            file.write_text(text, encoding="utf-8")
            made.append(Track(language, str(file), is_automatic))
        self.reader.aside = Aside(tracks=tuple(made))
        return self

    def opens(self, name: str = "lecture") -> "Desk":
        self.reader.footage["film-000001"] = Playable(FILM, "mp4")
        self.session.reading.open_note(Path("/vault"), f"tides/{name}.md")
        return self

    def does(self, command: str, argument: str = "") -> "Desk":
        CATALOGUE.run(command, self.session, argument)
        return self

    @property
    def position_ms(self) -> int:
        return self.session.video.position_ms()


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def reading(desk):
    """A desk at which the transcript is open."""
    return desk.has(("en", srt(SPOKEN), False)).opens()


def test_what_lies_beside_the_video_is_read_when_it_is_on_screen(reading):
    assert reading.spoken == SPOKEN
    assert reading.transcript.words() == ("", "")
    assert not reading.transcript.is_reading


def test_nothing_is_read_before_the_video_is_there_unless_it_is_asked_for(desk):
    desk.has(("en", srt(SPOKEN), False))
    desk.session.reading.open_note(Path("/vault"), "tides/lecture.md")
    assert desk.clerk.questions == []
    desk.transcript.want()
    assert desk.spoken == SPOKEN


@pytest.mark.parametrize(
    ("tracks", "taken"),
    [
        ([("de", False), ("en", False)], "en"),
        ([("en", True), ("en", False)], "en"),
        ([("de", False), ("en", True)], "en automatic"),
        ([("fr", True), ("de", False)], "de"),
        ([("en-GB", False), ("fr", False)], "en-GB"),
        ([("", False)], ""),
    ],
)
def test_the_readers_language_comes_first_and_then_what_a_person_wrote(desk, tracks, taken):
    desk.has(*((language, srt([f"{language}{' automatic' if made else ''}"]), made)
               for language, made in tracks)).opens()  # fmt: skip
    assert desk.spoken == ([taken] if taken else [])


def test_subtitles_inside_the_video_are_taken_where_nothing_better_lies_beside_it(desk):
    desk.clerk.inner = [[2, "de", ""], [3, "en", "Full"]]
    desk.has(("fr", srt(["français"]), False)).opens()
    assert desk.spoken == ["inside 3"]
    assert [each.language for each in desk.transcript.tracks] == ["en", "fr", "de"]


def test_a_choice_is_remembered_for_the_video(desk, tmp_path):
    desk.clerk.inner = [[2, "en", ""]]
    desk.has(("de", srt(["Deutsch"]), False)).opens().does("use_transcript", "0.de.srt")
    assert desk.spoken == ["Deutsch"]
    again = Desk(tmp_path)
    again.clerk.inner = desk.clerk.inner
    again.reader.aside = desk.reader.aside
    assert again.opens().spoken == ["Deutsch"]
    again.does("use_transcript", "inside:2")
    assert again.spoken == ["inside 2"]
    assert again.opens().spoken == ["inside 2"]


def test_what_is_shown_is_told_to_be_gone_before_another_track_is_read(desk):
    desk.has(("en", srt(SPOKEN), False), ("de", srt(["Deutsch"]), False)).opens()
    desk.clerk.is_asleep = True
    told = []
    desk.transcript.changed.connect(lambda: told.append(desk.spoken))
    desk.does("use_transcript", "1.de.srt")
    assert told == [[]]
    desk.clerk.wakes()
    assert desk.spoken == ["Deutsch"]


def test_a_name_that_is_no_track_is_refused(reading):
    with pytest.raises(UsageError):
        reading.transcript.choose("klingon")
    assert reading.spoken == SPOKEN


def test_where_one_track_cannot_be_read_the_next_is_taken(desk):
    desk.has(("en", "no subtitles at all", False), ("de", srt(["Deutsch"]), False)).opens()
    assert desk.spoken == ["Deutsch"]


def test_where_none_can_be_read_it_is_said_why(desk):
    desk.has(("en", "no subtitles at all", False)).opens()
    assert "no subtitles that can be read" in desk.transcript.words()[0]


def test_it_is_said_why_there_is_no_transcript_and_what_can_be_done(desk):
    assert desk.transcript.words()[0] == "No note is open."
    desk.session.reading.open_note(Path("/vault"), "tides/lecture.md")
    assert "once the video is there" in desk.transcript.words()[0]
    desk.opens()
    sentence, hint = desk.transcript.words()
    assert sentence == "This video has no subtitles."
    assert "lecture.en.srt" in hint
    desk.does("next_cue")
    assert sentence in desk.said[-1]


def test_another_video_has_another_transcript(reading):
    reading.reader.aside = NOTHING_ASIDE
    reading.opens("other")
    assert reading.spoken == []
    assert reading.transcript.tracks == ()


def test_an_answer_about_a_video_that_was_left_is_not_heard(desk):
    desk.clerk.is_asleep = True
    desk.has(("en", srt(SPOKEN), False)).opens()
    assert desk.transcript.words()[0] == "The subtitles are being read…"
    desk.reader.aside = NOTHING_ASIDE
    desk.opens("other")
    desk.clerk.wakes()
    assert desk.spoken == []


def test_long_subtitles_come_in_portions_and_are_told_once(desk):
    told = []
    desk.has(("en", srt([f"line {number}" for number in range(3_500)]), False))
    desk.transcript.changed.connect(lambda: told.append(len(desk.transcript.cues)))
    desk.opens()
    assert desk.spoken[-1] == "line 3499"
    assert set(told) == {0, 3_500}
    assert sum(each["do"] == "more" for each in desk.clerk.questions) == 3


@pytest.mark.parametrize(
    ("time_ms", "cue"),
    [(0, -1), (1_999, -1), (2_000, 0), (3_999, 0), (4_000, 1), (9_999, 3), (50_000, 3)],
)
def test_the_cue_of_a_time_is_the_one_that_began_last(reading, time_ms, cue):
    assert reading.transcript.index_at(time_ms) == cue


def test_a_delay_moves_every_cue(reading):
    told = []
    reading.transcript.changed.connect(lambda: told.append(reading.transcript.delay_ms))
    reading.session.video.choose(delay_ms=500)
    assert told == [500]
    assert reading.transcript.index_at(2_400) == -1
    assert reading.transcript.index_at(2_500) == 0
    reading.transcript.go_to(1)
    assert reading.position_ms == 4_500
    reading.session.video.choose(delay_ms=-9_000)
    reading.transcript.go_to(0)
    assert reading.position_ms == 0


def test_the_arrows_go_by_cue_and_keep_the_state(reading):
    places = []
    for command, count in [("next_cue", ""), ("next_cue", "2"), ("previous_cue", ""),
                           ("next_cue", "9"), ("previous_cue", "9")]:  # fmt: skip
        places.append(reading.does(command, count).position_ms)
    assert places == [2_000, 6_000, 4_000, 8_000, 2_000]
    assert reading.session.video.state is PlayerState.PAUSED
    reading.does("previous_cue")
    assert "no further cue that way" in reading.said[-1]


def test_back_goes_to_the_beginning_of_what_is_being_said_first(reading):
    reading.session.video.go_to(5_500, play=False)
    assert reading.does("previous_cue").position_ms == 4_000
    assert reading.does("previous_cue").position_ms == 2_000


def test_a_cue_is_gone_to_by_its_number(reading):
    reading.does("seek_cue", "3")
    assert reading.position_ms == 6_000
    assert reading.session.video.state is PlayerState.PLAYING
    reading.session.video.toggle_playing()
    reading.does("seek_cue_quietly", "1")
    assert reading.session.video.state is PlayerState.PAUSED
    for number in ("0", "5", "x"):
        reading.does("seek_cue", number)
    assert len(reading.said) == 3


def test_a_cue_past_the_end_of_the_video_is_no_order(desk):
    desk.has(("en", "1\n99:59:59,000 --> 99:59:59,999\nLate\n", False)).opens()
    desk.does("seek_cue", "1")
    assert desk.position_ms == 0
    assert len(desk.said) == 1


def test_what_is_being_said_is_copied_with_its_time(reading):
    reading.does("copy_cue")
    assert "Nothing has been said yet" in reading.said[-1]
    reading.session.video.go_to(6_500)
    reading.does("copy_cue")
    assert reading.copied == ["Twice a day, [0:00:06]"]


def test_a_plain_copy_of_any_track_is_made_for_the_player(desk):
    desk.has(("en", srt(SPOKEN), False), ("de", srt(["Deutsch"]), True)).opens()
    made, refused = [], []
    desk.transcript.plain_copy(desk.home / "1.de.srt", made.append, refused.append)
    assert "Deutsch" in made[0].read_text()
    assert desk.spoken == SPOKEN
    desk.transcript.plain_copy(desk.home / "gone.srt", made.append, refused.append)
    assert len(made) == len(refused) == 1


def test_following_is_told_when_it_changes(reading):
    told = []
    reading.transcript.followed.connect(lambda: told.append(reading.transcript.is_following))
    for _ in range(2):
        reading.does("follow_transcript")
    assert told == [False, True]


def test_a_damaged_file_of_choices_is_put_aside(tmp_path):
    from viewer.study.tracks import ChosenTracks

    file = tmp_path / "subtitles.json"
    file.write_text("{broken")
    store = ChosenTracks(file)
    assert store.of("film") == ""
    store.keep("film", "en")
    assert store.of("film") == "en"
    assert (tmp_path / "subtitles.json.damaged-1").read_text() == "{broken"


def test_a_worker_that_dies_costs_the_transcript_and_nothing_else(desk):
    def gone(_question):
        raise VideoError("The transcript worker stopped in the middle of its work.")

    desk.clerk._answer = gone
    desk.has(("en", srt(SPOKEN), False)).opens()
    assert "stopped in the middle" in desk.transcript.words()[0]
    assert desk.session.video.is_ready
