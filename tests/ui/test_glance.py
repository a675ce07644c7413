"""What lies beneath another window is seen, and told apart from other pictures."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from tests.ui.film_window import FilmWindow
from viewer.ui.glance import COLUMNS, ROWS, difference, glance_at, glance_at_image
from viewer.ui.kept_pixels import keep_pixels

SIZE = QSize(320, 180)


def picture(colour: str, spot: QRect | None = None) -> QImage:
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    if spot is not None:
        painter = QPainter(image)
        painter.fillRect(spot, Qt.GlobalColor.white)
        painter.end()
    return image


@pytest.fixture
def film(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(SIZE)
    film = FilmWindow(window)
    window.show()
    qtbot.waitExposed(window)
    return film


def test_a_glance_is_of_a_few_rows():
    assert len(glance_at_image(picture("gray"))) == ROWS * COLUMNS
    assert set(glance_at_image(picture("gray"))) == {128}
    assert glance_at_image(QImage()) == b""


def test_pictures_that_differ_in_one_spot_are_told_apart():
    plain, spotted = picture("gray"), picture("gray", QRect(200, 60, 30, 30))
    assert difference(glance_at_image(plain), glance_at_image(plain)) == 0
    assert difference(glance_at_image(plain), glance_at_image(spotted)) > 40


def test_a_covered_window_is_seen(film, qtbot):
    keep_pixels(int(film.surface.winId()))
    film.shows(picture("gray"))
    cover = QWidget(film.surface.parentWidget())
    cover.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
    cover.setStyleSheet("background: black")
    cover.setGeometry(film.surface.geometry())
    cover.show()
    cover.repaint()
    place = QRect(QPoint(0, 0), SIZE)
    assert set(glance_at(film.surface, place)) == {128}
    film.shows(picture("silver"))
    qtbot.waitUntil(lambda: set(glance_at(film.surface, place)) == {192})
    assert glance_at(film.surface, place.translated(1, 0)) == b""  # Not all of it is there.
