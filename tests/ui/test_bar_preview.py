"""What is told over the bar: in its place, in plain text, with its picture."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from tests.fakes import run_at_once
from viewer.paths import resources
from viewer.session.overview import Glimpse
from viewer.ui.bar_preview import MOST_LINES, WIDTH_PX, BarPreview
from viewer.ui.frame_shelf import FrameShelf
from viewer.ui.theme import Theme

THEME = Theme.read(resources() / "themes" / "light.json")
FULL = Glimpse("0:04:12", "The bulges", "It stretches the ocean.", "Opening", "Ask again")


@pytest.fixture
def window(qtbot):
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    shown.bar = QWidget(shown)
    shown.bar.setGeometry(20, 400, 760, 30)
    shown.show()
    qtbot.waitExposed(shown).__enter__()
    return shown


@pytest.fixture
def preview(window):
    return BarPreview(THEME, FrameShelf(run_at_once), window)


@pytest.mark.parametrize("x", [0, 5, 380, 755, 760])
def test_it_lies_above_the_bar_and_within_its_ends(preview, window, x):
    preview.show_glimpse(FULL, window.bar, x)
    place = preview.geometry()
    assert place.bottom() < window.bar.y()
    assert window.bar.x() <= place.left()
    assert place.right() <= window.bar.geometry().right()


def test_where_there_is_no_room_above_it_lies_below(preview, window):
    window.bar.move(20, 30)
    preview.show_glimpse(FULL, window.bar, 100)
    assert preview.y() > window.bar.geometry().bottom()


def test_it_goes_with_the_bar_to_another_window(preview, qtbot):
    other = QWidget()
    qtbot.addWidget(other)
    bar = QWidget(other)
    bar.setGeometry(0, 300, 400, 30)
    other.resize(400, 400)
    other.show()
    preview.show_glimpse(FULL, bar, 50)
    assert preview.window() is other
    assert preview.isVisible()
    assert preview.testAttribute(Qt.WidgetAttribute.WA_NativeWindow)


def test_everything_is_said_to_a_screen_reader(preview, window):
    preview.show_glimpse(FULL, window.bar, 50)
    assert preview.accessibleDescription() == (
        "0:04:12. The bulges. Ask again. It stretches the ocean. Opening"
    )


@pytest.mark.parametrize(
    "sentence",
    ["", " ", "word", "word " * 500, "x" * 5_000, "🌊" * 300, "\u202eright to left", "<b>bold</b>",
     "line\nline\nline"],
)  # fmt: skip
def test_every_sentence_finds_its_place(preview, window, sentence):
    preview.show_glimpse(Glimpse("0:00:01", sentence=sentence), window.bar, 50)
    lines = preview._sentence_lines()
    assert len(lines) <= MOST_LINES
    shown = "".join("".join(lines).split())
    assert "".join(sentence.split()).startswith(shown)
    preview.grab()
    assert preview.width() == WIDTH_PX


def test_a_picture_makes_it_higher_and_is_shown(preview, window, tmp_path):
    preview.show_glimpse(FULL, window.bar, 50)
    low = preview.height()
    image = QImage(640, 360, QImage.Format.Format_RGB32)
    image.fill(QColor("#10a0c0"))
    file = tmp_path / "frame.png"
    assert image.save(str(file))
    preview.show_glimpse(Glimpse("0:04:12", picture=file), window.bar, 50)
    assert preview.height() > low
    preview.grab()
    seen = preview.grab().toImage().pixelColor(QPoint(WIDTH_PX // 2, 60))
    assert seen.name() == "#10a0c0"


def test_a_picture_that_is_gone_leaves_the_words(preview, window, tmp_path):
    preview.show_glimpse(Glimpse("0:04:12", picture=tmp_path / "gone.jpg"), window.bar, 50)
    preview.grab()
    assert preview.isVisible()
