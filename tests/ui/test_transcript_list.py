"""The transcript under the video: it goes along, yields to the reader, and comes back."""

import time
from bisect import bisect_right

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication

from viewer.events import Event
from viewer.paths import resources
from viewer.session.subtitle_track import SubtitleTrack
from viewer.session.view import Move
from viewer.ui.theme import Theme
from viewer.ui.transcript_head import track_words
from viewer.ui.transcript_list import TranscriptList
from viewer.video.cues import Cue

STALL_MS = 50
STEP_MS = 3_000


def cues_of(count: int) -> tuple[Cue, ...]:
    """Return cues of one to six lines, 3 s apart."""
    return tuple(
        Cue(number * STEP_MS, number * STEP_MS + 2_000,
            f"Cue {number}: " + "the sea comes in twice a day " * (number % 9 + 1))
        for number in range(count)
    )  # fmt: skip


class FakeTranscript:
    """A transcript whose time a test says."""

    def __init__(self, cues: tuple[Cue, ...] = ()) -> None:
        self.cues, self.delay_ms, self.remark = cues, 0, ""
        self.changed: Event[[]] = Event()
        self.followed: Event[[]] = Event()
        self.is_following = True
        self.time_ms = 0
        self.tracks = (SubtitleTrack("a.en.vtt", "en"),)
        self.chosen = self.tracks[0] if cues else None
        self.is_wanted = False

    def want(self) -> None:
        self.is_wanted = True

    def words(self) -> tuple[str, str]:
        return ("", "") if self.cues else ("This video has no subtitles.", "Lay them beside it.")

    def index_now(self) -> int:
        return bisect_right([cue.start_ms for cue in self.cues], self.time_ms) - 1

    def begins_ms(self, index: int) -> int:
        return self.cues[index].start_ms

    def follow(self, is_following: bool) -> None:
        if is_following != self.is_following:
            self.is_following = is_following
            self.followed.emit()


class Watcher:
    """A reader in front of the list."""

    def __init__(self, qtbot, cues: tuple[Cue, ...]) -> None:
        self.qtbot = qtbot
        self.transcript = FakeTranscript(cues)
        self.chosen: list[tuple[int, bool]] = []
        theme = Theme.read(resources() / "themes" / "light.json")
        self.list = TranscriptList(self.transcript, theme)
        self.list.cue_chosen.connect(lambda cue, is_kept: self.chosen.append((cue, is_kept)))
        self.list.resize(500, 640)
        qtbot.addWidget(self.list)
        self.list.show()
        qtbot.waitExposed(self.list).__enter__()

    def hears(self, cue: int) -> "Watcher":
        self.transcript.time_ms = cue * STEP_MS
        self.list.show_time()
        return self

    def wheels(self, notches: int) -> "Watcher":
        spot = QPointF(self.list.viewport().rect().center())
        event = QWheelEvent(
            spot, self.list.viewport().mapToGlobal(spot), QPoint(), QPoint(0, -120 * notches),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.list.viewport(), event)
        return self

    def sees(self, cue: int) -> bool:
        return self.list.is_in_sight(cue)

    @property
    def top(self) -> int:
        return self.list.verticalScrollBar().value()


@pytest.fixture
def watcher(qtbot):
    return Watcher(qtbot, cues_of(200))


def test_it_goes_along_with_what_is_said(watcher):
    for cue in (0, 1, 7, 60, 199, 3):
        assert watcher.hears(cue).sees(cue)
        top, bottom = watcher.list.spot_of(cue)
        assert 0 <= top < bottom <= watcher.list.viewport().height()


def test_it_stays_still_while_what_is_said_stands_well(watcher):
    watcher.hears(50)
    top = watcher.top
    watcher.hears(51)
    assert watcher.top == top


def test_the_wheel_stops_it_at_once_and_it_stays_stopped(watcher):
    watcher.hears(50).wheels(40)
    assert not watcher.transcript.is_following
    top = watcher.top
    for cue in (51, 52, 53, 150):
        watcher.hears(cue)
    assert watcher.top == top
    assert not watcher.sees(150)


def test_scrolling_back_to_what_is_said_has_it_go_along_again(watcher):
    watcher.hears(50).wheels(40)
    assert not watcher.sees(50)
    for _ in range(120):
        if watcher.wheels(-1).transcript.is_following:
            break
    assert watcher.transcript.is_following
    assert watcher.sees(50)


def test_a_little_scroll_that_loses_nothing_from_sight_stops_it_too(watcher):
    watcher.hears(50).wheels(1)
    assert watcher.sees(50)
    assert not watcher.transcript.is_following
    watcher.wheels(-1)
    assert not watcher.transcript.is_following


def test_dragging_the_bar_stops_it(watcher):
    watcher.hears(50)
    watcher.list.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
    watcher.qtbot.waitUntil(lambda: not watcher.transcript.is_following)


def test_a_button_says_where_it_is_and_goes_back(watcher):
    watcher.hears(50).wheels(40)
    assert watcher.list.back.isVisible()
    assert watcher.list.back.text() == "↑  2:30  is being said"
    watcher.list.move_by(Move.TOP)
    assert watcher.list.back.text() == "↓  2:30  is being said"
    watcher.qtbot.mouseClick(watcher.list.back, Qt.MouseButton.LeftButton)
    assert watcher.transcript.is_following
    assert watcher.sees(50)
    assert not watcher.list.back.isVisible()


def test_the_keyboard_walks_without_moving_the_video(watcher):
    watcher.hears(20)
    watcher.list.setFocus()
    for move, focused in [(Move.LINE_DOWN, 21), (Move.LINE_DOWN, 22), (Move.LINE_UP, 21),
                          (Move.BOTTOM, 199), (Move.TOP, 0)]:  # fmt: skip
        watcher.list.move_by(move)
        assert watcher.list.focused == focused
        assert watcher.sees(focused)
    assert not watcher.transcript.is_following
    assert watcher.chosen == []
    watcher.list.move_by(Move.PAGE_DOWN)
    assert 1 < watcher.list.focused < 20
    assert "Cue" in watcher.list.accessibleDescription()


def test_enter_goes_to_the_focus_and_goes_along_from_there(watcher):
    watcher.hears(20).list.move_by(Move.LINE_DOWN)
    watcher.list.follow_focused(keep_state=True)
    assert watcher.chosen == [(21, True)]
    assert watcher.transcript.is_following


def test_a_click_goes_to_what_was_clicked(watcher):
    watcher.hears(20)
    for held, is_kept in [(Qt.KeyboardModifier.NoModifier, False),
                          (Qt.KeyboardModifier.ShiftModifier, True)]:  # fmt: skip
        spot = QPoint(120, watcher.list.spot_of(21)[0] + 8)
        watcher.qtbot.mouseClick(watcher.list.viewport(), Qt.MouseButton.LeftButton, held, spot)
        assert watcher.chosen[-1] == (21, is_kept)


def test_a_search_shows_what_has_all_words_marks_them_and_stops_going_along(watcher):
    watcher.hears(20).list.show_filter("SEA cue 15")
    listed = [watcher.list.cue_at(row) for row in range(watcher.list.row_count)]
    assert listed == [15, 115, *range(150, 160)]
    assert not watcher.list.is_listed(20)
    assert watcher.list.search.places_in("Cue 15: the Sea") == [(0, 3), (4, 2), (12, 3)]
    assert not watcher.transcript.is_following
    assert "of 200 lines" in watcher.list.head.remark.text()
    watcher.hears(21).list.show_filter("")
    assert watcher.list.row_count == 200
    assert not watcher.transcript.is_following


def test_where_nobody_says_it_that_is_said(watcher):
    watcher.list.show_filter("submarine")
    assert watcher.list.message()[0] == "Nobody says that in this video."
    assert "Nobody says that" in watcher.list.accessibleDescription()


def test_why_there_is_no_transcript_is_said_in_words(qtbot):
    watcher = Watcher(qtbot, ())
    assert watcher.transcript.is_wanted
    assert watcher.list.message()[0] == "This video has no subtitles."
    assert "no subtitles" in watcher.list.accessibleDescription()
    watcher.list.move_by(Move.LINE_DOWN)
    watcher.list.follow_focused(keep_state=False)
    assert watcher.chosen == []


def test_another_transcript_takes_its_place(watcher):
    watcher.hears(150)
    watcher.transcript.cues = cues_of(3)
    watcher.transcript.time_ms = 0
    watcher.transcript.changed.emit()
    assert watcher.list.row_count == 3
    assert watcher.top == 0


def test_a_narrower_list_keeps_its_place(watcher):
    watcher.hears(100).wheels(3)
    first = watcher.list._rows.rows[watcher.list._rows.row_at(watcher.top)]
    watcher.list.resize(330, 640)
    watcher.qtbot.waitUntil(lambda: watcher.list.viewport().width() < 340)
    assert watcher.list._rows.rows[watcher.list._rows.row_at(watcher.top)] == first


def test_every_row_in_sight_is_as_high_as_its_words(watcher):
    rows = watcher.list._rows
    for cue in (0, 50, 199):
        watcher.hears(cue)
        lines = rows.laid_out(cue).lineCount()
        assert rows.height_of(cue) == rows.height_of(0) + (lines - 1) * rows._line_px


def test_markup_is_shown_as_it_stands(qtbot):
    watcher = Watcher(qtbot, (Cue(0, 1_000, "<b>not bold</b> &amp; \u05d0"),))
    assert watcher.list._rows.laid_out(0).text() == "<b>not bold</b> &amp; \u05d0"


def took_ms(deed) -> float:
    """Return how long a deed and the painting after it hold the main thread."""
    begun = time.thread_time()  # Others are at work on this computer.
    deed()
    QApplication.processEvents()
    return (time.thread_time() - begun) * 1_000


def test_20_000_cues_never_hold_the_window(qtbot):
    watcher = Watcher(qtbot, cues_of(3))
    cues = cues_of(20_000)

    def arrive() -> None:
        watcher.transcript.cues = cues
        watcher.transcript.changed.emit()

    deeds = {
        "arrive": arrive,
        "jump": lambda: watcher.hears(15_000),
        "wheel": lambda: watcher.wheels(30),
        "bottom": lambda: watcher.list.move_by(Move.BOTTOM),
        "search": lambda: watcher.list.show_filter("cue 1"),
        "search on": lambda: watcher.list.show_filter("cue 19 sea"),
        "all again": lambda: watcher.list.show_filter(""),
        "resize": lambda: watcher.list.resize(420, 640),
    }
    took = {name: took_ms(deed) for name, deed in deeds.items()}
    assert max(took.values()) <= STALL_MS, took


@pytest.mark.parametrize(
    ("track", "words"),
    [
        (SubtitleTrack("a.en.vtt", "en"), "English"),
        (SubtitleTrack("a.de.vtt", "de", is_automatic=True), "German, automatic"),
        (SubtitleTrack("inside:2", "ja", "Commentary", index=2),
         "Japanese, Commentary, in the video"),
        (SubtitleTrack("inside:2", "", index=2), "Subtitles, in the video"),
        (SubtitleTrack("film.srt", ""), "film.srt"),
        (SubtitleTrack("film.xx.srt", "xx-nowhere"), "xx-nowhere"),
    ],
)  # fmt: skip
def test_a_track_is_named_as_people_name_it(track, words):
    assert track_words(track) == words
