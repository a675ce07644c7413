"""The seek bar: where its marks are, what is under the hand, and how seldom it is painted."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication

from tests.session.test_timeline import moment
from viewer.paths import resources
from viewer.session.timeline import Measures, Timeline
from viewer.study.bookmarks import Bookmark
from viewer.ui.seek_bar import NOWHERE, SIDE_PX, SeekBar
from viewer.ui.theme import Theme
from viewer.video.aside import Chapter

THEME = Theme.read(resources() / "themes" / "light.json")
MINUTE_MS = 60_000
LENGTH_MS = 10 * MINUTE_MS
MEASURES = Measures(30_000, 60_000)


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched, event) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


@pytest.fixture
def bar(qtbot):
    shown = SeekBar(THEME)
    qtbot.addWidget(shown)
    shown.resize(600 + 2 * SIDE_PX, 30)
    shown.show_position(0, LENGTH_MS)
    shown.show()
    qtbot.waitExposed(shown).__enter__()
    return shown


def columns(bar, y, role, opacity=1.0):
    """Return the places in a row whose colour is (nearly) this role's."""
    wanted = THEME[role]
    image = bar.grab().toImage()

    def is_near(x):
        found = image.pixelColor(x, y)
        parts = zip(found.getRgb()[:3], wanted.getRgb()[:3], strict=True)
        return all(abs(one - other) < 40 for one, other in parts)

    return [x - SIDE_PX for x in range(image.width()) if is_near(x)]


def test_every_kind_of_mark_stands_at_its_time(bar):
    bar.show_timeline(
        Timeline(
            [moment(120), moment(480)],
            (Chapter(MINUTE_MS, "One"),),
            (Bookmark(3 * MINUTE_MS), Bookmark(99 * MINUTE_MS)),
            LENGTH_MS,
            MEASURES,
        )
    )
    assert columns(bar, 22, "accent") == [119, 120, 479, 480]
    assert columns(bar, 16, "soft") == [59, 60]
    bookmarks = columns(bar, 3, "link")
    assert bookmarks
    assert all(abs(x - 180) <= 4 for x in bookmarks)


def test_what_the_note_cites_is_shaded(bar):
    bare = bar.grab().toImage()
    bar.show_timeline(Timeline([moment(120)], duration_ms=LENGTH_MS, measures=MEASURES))
    shaded = bar.grab().toImage()
    changed = [x - SIDE_PX for x in range(bare.width())
               if bare.pixelColor(x, 22) != shaded.pixelColor(x, 22)]  # fmt: skip
    assert (changed[0], changed[-1]) == (119, 149)


def test_what_was_watched_and_the_loop_are_filled(bar):
    bare = bar.grab().toImage()
    bar.show_watched(lambda: ((MINUTE_MS, 2 * MINUTE_MS),))
    watched = bar.grab().toImage()
    filled = [x - SIDE_PX for x in range(bare.width())
              if bare.pixelColor(x, 12) != watched.pixelColor(x, 12)]  # fmt: skip
    assert (filled[0], filled[-1]) == (60, 119)
    bar.show_loop((4 * MINUTE_MS, 5 * MINUTE_MS))
    loop = columns(bar, 12, "now_bar")
    assert (loop[0], loop[-1]) == (240, 299)
    bar.show_loop((4 * MINUTE_MS, 4 * MINUTE_MS))
    assert len(columns(bar, 12, "now_bar")) in (1, 2)
    bar.show_loop(None)
    assert columns(bar, 12, "now_bar") == []


def test_while_it_plays_it_is_painted_when_the_handle_moves_by_a_pixel(bar, qtbot):
    painted = Paintings()
    bar.installEventFilter(painted)
    bar.update()
    qtbot.waitUntil(lambda: painted.count == 1)
    seen = []
    for time_ms in range(0, 10_000, 20):  # A pixel is a second here.
        before = painted.count
        bar.show_position(time_ms, LENGTH_MS)
        QApplication.processEvents()
        seen.append(painted.count - before)
    assert sum(seen) == 10


def test_the_mouse_is_told_the_time_below_it_and_a_click_goes_there(bar, qtbot):
    told, wanted = [], []
    bar.pointed.connect(told.append)
    bar.time_wanted.connect(wanted.append)
    qtbot.mouseMove(bar, QPoint(SIDE_PX + 120, 12))
    qtbot.waitUntil(lambda: told[-1:] == [2 * MINUTE_MS])
    assert wanted == []
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(SIDE_PX + 300, 12))
    assert wanted == [5 * MINUTE_MS]
    bar.hide()
    assert told[-1] == NOWHERE


def test_with_the_keyboard_on_it_the_videos_time_is_told(bar, qtbot):
    told = []
    bar.pointed.connect(told.append)
    bar.activateWindow()
    bar.setFocus()
    qtbot.waitUntil(bar.hasFocus)
    bar.show_position(3 * MINUTE_MS, LENGTH_MS)
    assert told[-1] == 3 * MINUTE_MS
    bar.clearFocus()
    qtbot.waitUntil(lambda: told[-1] == NOWHERE)


def test_a_video_of_unknown_length_has_no_times(bar):
    told = []
    bar.show_position(0, 0)
    bar.pointed.connect(told.append)
    bar.show_timeline(Timeline([moment(1)], (Chapter(0, "x"),), measures=MEASURES))
    bar.grab()
    assert columns(bar, 22, "accent") == []
    assert set(told) <= {NOWHERE}
