"""Small pictures: decoded elsewhere, what is in sight first, and kept within bounds."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from tests.fakes import run_at_once
from viewer.ui.frame_shelf import MOST_WAITING, FrameShelf

SMALL = QSize(96, 54)


class Elsewhere:
    """Work done when the test says so, in the order it was given."""

    def __init__(self) -> None:
        self.waiting = []

    def run(self, work, done, failed) -> None:
        self.waiting.append(lambda: run_at_once(work, done, failed))

    def works(self) -> None:
        self.waiting.pop(0)()


@pytest.fixture
def picture(tmp_path, qapp):
    def made(name: str, colour: str = "teal", size: tuple[int, int] = (640, 360)) -> Path:
        image = QImage(QSize(*size), QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        file = tmp_path / f"{name}.jpg"
        assert image.save(str(file))
        return file

    return made


def test_a_picture_comes_after_it_was_asked_for_and_fits_its_place(picture):
    elsewhere = Elsewhere()
    shelf, told = FrameShelf(elsewhere.run), []
    shelf.changed.connect(lambda: told.append(True))
    file = picture("slide")
    assert shelf.picture(file, SMALL) is None
    assert shelf.picture(file, SMALL) is None
    assert len(elsewhere.waiting) == 1
    elsewhere.works()
    assert told == [True]
    assert shelf.picture(file, SMALL).size() == SMALL


def test_an_upright_picture_keeps_its_shape(picture):
    shelf = FrameShelf(run_at_once)
    file = picture("upright", size=(360, 640))
    shelf.picture(file, SMALL)
    assert shelf.picture(file, SMALL).size() == QSize(30, 54)


def test_on_a_fine_screen_it_has_more_pixels_in_the_same_place(picture):
    shelf = FrameShelf(run_at_once)
    file = picture("fine")
    shelf.picture(file, SMALL, 2.0)
    found = shelf.picture(file, SMALL, 2.0)
    assert (found.size(), found.deviceIndependentSize().toSize()) == (QSize(192, 108), SMALL)


def test_what_was_asked_for_last_is_decoded_first_and_one_at_a_time(picture):
    elsewhere = Elsewhere()
    shelf = FrameShelf(elsewhere.run)
    files = [picture(f"slide{number}") for number in range(4)]
    for file in files:
        shelf.picture(file, SMALL)
    elsewhere.works()
    assert len(elsewhere.waiting) == 1
    elsewhere.works()
    assert [shelf.picture(file, SMALL) is not None for file in files] == [True, False, False, True]


def test_what_was_scrolled_past_long_ago_is_not_decoded(picture):
    elsewhere = Elsewhere()
    shelf = FrameShelf(elsewhere.run)
    file = picture("slide")
    for width in range(1, MOST_WAITING + 20):
        shelf.picture(file, QSize(width * 2, 200))
    count = 0
    while elsewhere.waiting:
        elsewhere.works()
        count += 1
    assert count == MOST_WAITING + 1


def test_it_forgets_what_has_been_out_of_sight_longest(picture):
    shelf = FrameShelf(run_at_once, most=3 * 96 * 54 * 4)
    files = [picture(f"slide{number}") for number in range(4)]
    for file in files:
        shelf.picture(file, SMALL)
        shelf.picture(files[0], SMALL)
    kept = [key[0] for key in shelf._kept]
    assert files[0] in kept
    assert files[1] not in kept


def test_a_damaged_or_missing_picture_is_not_asked_for_again_and_again(tmp_path, qapp):
    elsewhere = Elsewhere()
    shelf = FrameShelf(elsewhere.run)
    damaged = tmp_path / "damaged.jpg"
    damaged.write_bytes(b"not a picture")
    for file in (damaged, tmp_path / "gone.jpg"):
        assert shelf.picture(file, SMALL) is None
        elsewhere.works()
        assert shelf.picture(file, SMALL) is None
        assert not elsewhere.waiting
