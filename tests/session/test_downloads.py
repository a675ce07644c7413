"""Downloading and keeping, as the session does it: with a queue and a cache that do nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes import NOW_S, FakeMeans, HandClock, kept, run_at_once
from viewer.commands.catalogue import default_catalogue
from viewer.errors import VideoError, WorkerError
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.paths import Paths
from viewer.playback.player import Playable
from viewer.playback.silent_player import SilentPlayer
from viewer.session.keeping import Keeping
from viewer.session.offline import Plan
from viewer.session.page import Page
from viewer.session.pane_words import Condition, badge_of, message_of
from viewer.session.session import Session
from viewer.session.view import Ask, Pane
from viewer.settings import Settings
from viewer.study.study import Study
from viewer.video.download import DownloadState, Wish
from viewer.video.failures import REMEDIES, Failure
from viewer.video.reference import VideoRef, video_of

CATALOGUE = default_catalogue()
FILM = "film-000001"
NOTES = {
    "tides/lecture.md": f"---\ntitle: The lecture\nvideoId: {FILM}\n---\n\nA tide [0:01:02].\n",
    "tides/other.md": "---\ntitle: Other\nvideoId: other-film1\n---\n\nA tide [0:01:02].\n",
    "tides/bare.md": "---\ntitle: Bare\n---\n\nA tide [0:01:02].\n",
    "tides/file.md": "---\ntitle: File\nvideo: at_home.mp4\n---\n\nA tide [0:01:02].\n",
}


class FakeReader:
    """Reads notes out of a dictionary; a test says which video is where."""

    def __init__(self) -> None:
        self.footage: dict[str, Playable] = {}
        self.unsealed: set[str] = set()
        self.read_count = 0

    def enter(self, _vault, done, _failed) -> None:
        done(list(NOTES))

    def read(self, vault, path, done, _failed, terms) -> None:
        self.read_count += 1
        note = read_note(NOTES[path], name=path, around=Surroundings(lambda _target: None))
        done(self._seen(Page(vault, path, note, video_of(note.header), terms=terms)))

    def find_video(self, page, done, _failed) -> None:
        done(self._seen(page))

    def look_at(self, file, done, _failed) -> None:
        done(Playable(file, "mp4"))

    def _seen(self, page) -> Page:
        video_id = page.video.cache_id if page.video else ""
        problem = VideoError("This video is being checked.") if video_id in self.unsealed else None
        unsealed = video_id if problem else ""
        return replace(page, footage=self.footage.get(video_id), problem=problem, unsealed=unsealed)


class Desk:
    """A session with everything it downloads and keeps with."""

    def __init__(self, home: Path, means: FakeMeans) -> None:
        self.reader, self.means, self.said, self.questions = FakeReader(), means, [], []
        self.imported, self.copied = [], []
        study = Study.below(home / "data", lambda: 0)
        self.session = Session(self.reader, study, Settings(), self._import)
        self.session.noticed.connect(lambda notice: notice and self.said.append(str(notice)))
        self.session.asked.connect(self.questions.append)
        self.session.copied.connect(lambda text, _remark: self.copied.append(text))
        self.home = home

    def engages(self) -> "Desk":
        means = self.means(Settings(), Paths.below(self.home), run_at_once)
        self.session.keep_with(Keeping(self.session, means))
        return self

    def opens(self, name: str) -> "Desk":
        self.session.reading.open_note(Path("/vault"), f"tides/{name}.md")
        return self

    def does(self, command: str, argument: str = "") -> "Desk":
        CATALOGUE.run(command, self.session, argument)
        return self

    def advances(self) -> "Desk":
        self.session.keeping.advance()
        return self

    @property
    def queue(self):
        return self.means.queue

    @property
    def states(self) -> dict[str, DownloadState]:
        return {each.id: each.state for each in self.queue.downloads}

    def _import(self, file, video_id, title, done, _failed) -> None:
        self.imported.append((file, video_id, title))
        done()


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path, FakeMeans()).engages().opens("lecture")


def test_a_missing_video_can_be_downloaded_and_its_addresses_are_the_sources(desk):
    assert badge_of(desk.session) == "○ missing"
    assert message_of(desk.session).offers == ("download", "choose_video", "copy_address")
    desk.does("download")
    [download] = desk.queue.downloads
    assert (download.id, download.wish.title) == (FILM, "The lecture")
    assert download.wish.addresses == (f"https://www.youtube.com/watch?v={FILM}",)
    assert badge_of(desk.session) == "◌ queued"


def test_downloading_is_asked_for_after_the_first_paint_only(tmp_path):
    desk = Desk(tmp_path, FakeMeans()).opens("lecture").does("download")
    assert desk.said == ["Downloads are not ready yet. Try again in a moment."]
    assert badge_of(desk.session) == "○ missing"
    desk.engages().does("download")
    assert desk.states == {FILM: DownloadState.QUEUED}


@pytest.mark.parametrize(
    ("note", "says"),
    [
        ("bare", "This note names no video."),
        ("file", "where its video may be had"),
    ],
)
def test_what_cannot_be_downloaded_says_why(desk, note, says):
    desk.opens(note).does("download")
    assert says in desk.said[-1]
    assert not desk.queue.downloads


def test_the_badge_follows_a_download_from_state_to_state(desk):
    desk.does("download")
    desk.queue.becomes(
        FILM, state=DownloadState.DOWNLOADING, got_bytes=43, total_bytes=100,
        speed_bytes_s=12e6, eta_s=120,
    )  # fmt: skip
    assert badge_of(desk.session) == "↓ downloading 43 % · 12 MB/s · 2 min"
    assert message_of(desk.session).share == pytest.approx(0.43)
    desk.queue.becomes(FILM, state=DownloadState.PARTIAL)
    assert badge_of(desk.session) == "◐ partial 43 %"
    assert message_of(desk.session).hint == "What has arrived is kept."
    desk.queue.becomes(
        FILM, state=DownloadState.WAITING, failure=Failure.SERVER, until_s=NOW_S + 60
    )
    assert badge_of(desk.session).startswith("◔ waiting until ")
    desk.queue.becomes(FILM, state=DownloadState.FAILED, failure=Failure.PRIVATE)
    assert badge_of(desk.session) == "▲ failed"


@pytest.mark.parametrize("failure", Failure)
def test_every_failure_has_a_sentence_and_a_file_of_ones_own_is_always_offered(desk, failure):
    desk.does("download")
    desk.queue.becomes(FILM, state=DownloadState.FAILED, failure=failure)
    message = message_of(desk.session)
    assert message.sentence
    assert message.offers[-1] == "choose_video"
    for name in message.offers:
        assert CATALOGUE[name].is_possible(desk.session)


def test_every_cure_is_a_command():
    for remedy in REMEDIES.values():
        for cure in remedy.cures:
            assert CATALOGUE[cure.value].title


def test_a_finished_download_plays_at_once_and_the_page_is_not_read_again(desk):
    desk.session.video.engage(SilentPlayer(HandClock().now_ms))
    desk.does("download")
    read_before = desk.reader.read_count
    arrivals = []
    desk.session.arrived.connect(arrivals.append)
    desk.reader.footage[FILM] = Playable(Path("/cache/video.mp4"), "mp4")
    desk.queue.finishes(kept(FILM))
    assert desk.session.video.status.condition is Condition.READY
    assert badge_of(desk.session) == "● ready"
    assert desk.session.page.footage == desk.reader.footage[FILM]
    assert (desk.reader.read_count, arrivals) == (read_before, [])


def test_another_notes_download_is_only_told_of(desk):
    desk.does("download").opens("other")
    desk.queue.finishes(kept(FILM, "The film"))
    assert desk.said[-1] == "“The film” is here."
    assert badge_of(desk.session) == "○ missing"


def test_a_video_that_is_here_is_not_downloaded_again(desk):
    desk.reader.footage[FILM] = Playable(Path("/cache/video.mp4"), "mp4")
    desk.opens("lecture").does("download")
    assert desk.said[-1] == "The video is here already."


def test_progress_is_told_once_for_each_advance_and_deeds_at_once(desk):
    told = []
    desk.session.keeping_changed.connect(lambda: told.append(1))
    desk.does("download")
    assert len(told) == 1
    for got_bytes in range(100):
        desk.queue.becomes(FILM, state=DownloadState.DOWNLOADING, got_bytes=got_bytes)
    assert len(told) == 1
    desk.advances().advances()
    assert len(told) == 2


def test_a_download_is_paused_goes_on_and_is_tried_again(desk):
    desk.does("download").does("pause_download")
    assert desk.states[FILM] is DownloadState.PARTIAL
    desk.does("pause_download")
    assert desk.states[FILM] is DownloadState.QUEUED
    desk.queue.becomes(FILM, state=DownloadState.FAILED, failure=Failure.TIMEOUT)
    desk.does("retry_download")
    assert desk.states[FILM] is DownloadState.QUEUED
    desk.does("pause_download").does("download")
    assert desk.states[FILM] is DownloadState.QUEUED


def test_what_has_arrived_is_thrown_away_on_a_yes_only(desk):
    desk.does("download").does("cancel_download")
    assert not desk.queue.downloads
    desk.does("download")
    desk.queue.becomes(FILM, state=DownloadState.PARTIAL, got_bytes=61_800_000)
    desk.does("cancel_download")
    [question] = desk.questions
    assert desk.states == {FILM: DownloadState.PARTIAL}
    assert str(question.words) == (
        "Give up “The lecture”? 61.8 MB have arrived, and are thrown away."
    )
    question.deed()
    assert not desk.queue.downloads


def test_in_the_list_commands_are_about_the_chosen_download(desk):
    desk.does("download")
    desk.queue.ask(Wish("second-film", "Second", ("https://example.org/2",)))
    desk.does("show_downloads")
    desk.session.keeping.downloads.chosen_id = "second-film"
    desk.does("pause_download").does("move_download_up").does("copy_download")
    assert list(desk.states) == ["second-film", FILM]
    assert desk.states["second-film"] is DownloadState.PARTIAL
    assert "https://example.org/2" in desk.copied[-1]
    desk.does("copy_chosen_address")
    assert desk.copied[-1] == "https://example.org/2"
    desk.does("use_file", "/home/me/second.mp4")
    assert desk.imported == [(Path("/home/me/second.mp4"), "second-film", "Second")]
    assert list(desk.states) == [FILM]


def test_without_a_download_the_commands_say_so(desk):
    desk.does("pause_download")
    assert desk.said[-1] == "This note's video is not being loaded."
    desk.does("show_downloads").does("cancel_download")
    assert desk.said[-1] == "No download is chosen."


def test_the_address_is_opened_after_a_question_only(desk):
    asked = []
    desk.session.leave_asked.connect(asked.append)
    desk.does("download").does("open_address")
    assert asked == [f"https://www.youtube.com/watch?v={FILM}"]


def test_a_video_that_was_touched_is_checked_and_then_looked_for_again(desk):
    desk.reader.unsealed.add(FILM)
    desk.means.cache.kept[FILM] = kept(FILM)
    examine = desk.means.cache.examine

    def examine_and_seal(video_id):
        assert desk.session.video.status.condition is Condition.CHECKING
        assert badge_of(desk.session) == "◌ being checked"
        desk.reader.unsealed.clear()
        desk.reader.footage[FILM] = Playable(Path("/cache/video.mp4"), "mp4")
        return examine(video_id)

    desk.means.cache.examine = examine_and_seal
    desk.opens("lecture")
    assert desk.means.cache.examined == [FILM]
    assert desk.session.page.footage is not None
    assert desk.session.video.status.condition is Condition.STARTING


def test_a_damaged_one_is_told_and_not_checked_for_ever(desk):
    desk.reader.unsealed.add(FILM)
    desk.means.cache.broken.add(FILM)
    desk.opens("lecture")
    assert desk.means.cache.examined == [FILM]
    assert f"“{FILM}” is damaged. Fetch it again." in desk.said


def test_a_playing_video_is_marked_as_used_once_a_minute(tmp_path):
    means = FakeMeans(kept(FILM))
    desk = Desk(tmp_path, means).engages()
    desk.reader.footage[FILM] = Playable(Path("/cache/video.mp4"), "mp4")
    desk.session.video.engage(SilentPlayer(HandClock().now_ms))
    desk.opens("lecture").session.tick()
    assert not means.cache.touched
    desk.session.video.toggle_playing()
    for _ in range(10):
        desk.session.tick()
    assert means.cache.touched == [(FILM, NOW_S)]
    means.now_s += 61
    desk.session.tick()
    assert len(means.cache.touched) == 2
    desk.session.video.toggle_playing()
    means.now_s += 61
    desk.session.tick()
    assert len(means.cache.touched) == 3, "who reads while it is paused is watching it still"


def test_a_kept_video_is_pinned_checked_and_removed_on_a_yes(tmp_path):
    means = FakeMeans(kept("a-film-0001", "A film"), kept("b-film-0001", "B film"))
    desk = Desk(tmp_path, means).engages().opens("bare").does("show_cache")
    shelf = desk.session.keeping.shelf
    assert shelf.stock.size_bytes == 2 * 61_800_000
    shelf.chosen_id = "b-film-0001"
    desk.does("pin_video")
    assert means.cache.kept["b-film-0001"].is_pinned
    assert shelf.stock.of("b-film-0001").is_pinned
    desk.does("pin_video").does("verify_video")
    assert not means.cache.kept["b-film-0001"].is_pinned
    assert desk.said[-1] == "“b-film-0001” is whole."
    desk.does("remove_chosen")
    assert len(means.cache.kept) == 2
    desk.questions[-1].deed()
    assert list(means.cache.kept) == ["a-film-0001"]
    assert desk.said[-1] == "“B film” is removed from the cache."


def test_what_waits_for_room_goes_on_when_a_video_was_removed(tmp_path):
    desk = Desk(tmp_path, FakeMeans(kept("kept-film-1", "Kept"))).engages().opens("lecture")
    desk.does("download")
    desk.queue.becomes(FILM, state=DownloadState.WAITING, failure=Failure.OVER_LIMIT, until_s=9)
    assert badge_of(desk.session) == "◔ waiting for room"
    assert message_of(desk.session).offers[0] == "show_cache"
    desk.does("show_cache")
    desk.session.keeping.shelf.chosen_id = "kept-film-1"
    desk.does("remove_video").questions[-1].deed()
    assert desk.states == {FILM: DownloadState.QUEUED}


def test_nothing_is_removed_from_a_list_of_moments(desk):
    desk.does("download").session.view.focus(Pane.MOMENTS)
    desk.does("remove_chosen")
    assert desk.said[-1] == "Nothing can be removed from this list."
    assert desk.queue.downloads


def test_a_folder_is_made_offline_on_an_informed_yes(desk):
    wishes = tuple(Wish(f"film-{n}", f"Film {n}", ("https://example.org",)) for n in range(7))
    desk.means.planning.plan = Plan("tides", 12, 5, wishes, 1_200_000_000, 96_000_000_000)
    desk.does("make_folder_offline")
    assert desk.means.planning.asked == [(Path("/vault"), "tides")]
    [question] = desk.questions
    assert question.words.sentence == "Download 7 videos for the notes in “tides”?"
    assert question.words.hint == (
        "5 of the 12 videos are here already. About 1.2 GB will be loaded; 96.0 GB are free."
    )
    assert not desk.queue.downloads
    question.deed()
    assert len(desk.queue.downloads) == 7


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (Plan("tides", 0, 0, (), 0, 1), "name no video that can be downloaded"),
        (Plan("tides", 3, 3, (), 0, 1), "All 3 videos of “tides” are here already."),
    ],
)
def test_a_folder_with_nothing_to_load_asks_nothing(desk, plan, says):
    desk.means.planning.plan = plan
    desk.does("make_folder_offline")
    assert says in desk.said[-1]
    assert not desk.questions


def test_what_will_not_fit_is_said_before(desk):
    wishes = (Wish("film-1", "Film", ("https://example.org",)),)
    desk.means.planning.plan = Plan("tides", 1, 0, wishes, 5_000_000_000, 1_000_000_000)
    desk.does("make_folder_offline")
    assert "That will not all fit" in desk.questions[0].words.hint


def test_the_downloader_is_updated_and_trouble_is_told(desk):
    desk.does("update_downloader")
    assert desk.said[-1] == "The downloader is 2026.11.20 now."
    desk.means.renewal.error = WorkerError("There is no connection.", hint="Take a file.")
    desk.does("install_downloader_from", "/a/yt_dlp.whl\n/a/ejs.whl")
    assert desk.means.renewal.installed == [(Path("/a/yt_dlp.whl"), Path("/a/ejs.whl"))]
    assert desk.said[-1] == "There is no connection. Take a file."


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("choose_ffmpeg", "ffmpeg = "),
        ("use_cookies", 'cookies = "browser:firefox"'),
        ("about_runtime", "javascript_runtime = "),
        ("open_settings", "cache_limit_gb = 40"),
    ],
)
def test_what_is_a_setting_says_what_to_write_where(desk, command, line):
    desk.does(command)
    assert line in desk.said[-1]
    assert "settings.toml" in desk.said[-1]


def test_the_cache_moves_and_nothing_is_downloaded_until_the_next_start(desk):
    asked = []
    desk.session.view.asked.connect(asked.append)
    desk.does("move_cache")
    assert asked == [Ask.MOVE_CACHE]
    desk.does("move_cache_to", "/elsewhere")
    assert desk.means.moved_to == [Path("/elsewhere")]
    assert desk.queue.is_closed
    assert desk.said[-1].endswith("lie in /elsewhere now. Start Notereel again to go on with them.")
    desk.does("download")
    assert desk.said[-1] == "The kept videos have been moved. Start Notereel again."
    assert not desk.queue.downloads


def test_where_the_cache_cannot_be_moved_by_the_window_it_says_how(tmp_path):
    means = FakeMeans()
    means.can_move = False
    desk = Desk(tmp_path, means).engages().does("move_cache")
    assert "notereel cache move FOLDER" in desk.said[-1]
    assert not means.queue.is_closed


def test_closing_the_session_closes_the_queue(desk):
    desk.session.close()
    assert desk.queue.is_closed


def test_a_video_known_by_its_address_alone_is_kept_under_an_id_of_its_own():
    assert VideoRef(address="https://example.org/v").cache_id.startswith("url-")
