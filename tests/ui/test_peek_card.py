"""The card of a peek: its picture, its words, and where it lies."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QWidget

from viewer.session.peek import Peek, Said
from viewer.ui.peek_card import PICTURE_PX, PeekCard

SAID = (
    Said("0:00:58", "The sea <b>rises</b>.", False),
    Said("0:01:02", "It falls &amp; waits.", True),
)


@pytest.fixture
def note(qtbot):
    widget = QWidget()
    widget.resize(700, 500)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def picture_in(folder, width, height):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    assert image.save(str(folder / "frame.jpg"))
    return folder / "frame.jpg"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (360, 640), (40, 30)])
def test_a_picture_keeps_its_shape_and_fits(note, tmp_path, width, height):
    card = PeekCard(note)
    card.show_peek(Peek(0, "0:01:02", SAID, picture_in(tmp_path, width, height)), "", QRect())
    assert card.has_picture
    size = card._picture.pixmap().deviceIndependentSize()
    assert size.width() <= PICTURE_PX.width()
    assert size.height() <= PICTURE_PX.height()
    assert size.width() / size.height() == pytest.approx(width / height, rel=0.02)


def test_without_a_picture_or_with_a_broken_one_there_are_the_words(note, tmp_path):
    broken = tmp_path / "frame.jpg"
    broken.write_bytes(b"no picture")
    for picture in (None, broken, tmp_path / "gone.jpg"):
        card = PeekCard(note)
        card.show_peek(Peek(0, "0:01:02", SAID, picture), "It was mended.", QRect(10, 10, 60, 20))
        assert not card.has_picture
        words = [text for said in SAID for text in (said.time, said.text)]
        assert card.said().split("\n") == [*words, "It was mended."]
    for label in card.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()


@pytest.mark.parametrize(
    "chip", [QRect(10, 10, 60, 20), QRect(640, 10, 60, 20), QRect(300, 470, 60, 20)]
)
def test_it_lies_by_the_timestamp_covers_it_not_and_stays_within(note, chip):
    card = PeekCard(note)
    card.show_peek(Peek(0, "0:01:02", SAID, None), "", chip)
    assert note.rect().contains(card.geometry())
    assert not card.geometry().intersects(chip)


def test_every_word_has_its_room_also_when_a_picture_comes_later(note, tmp_path):
    long = tuple(Said("0:00:58", "The sea comes in twice a day. " * 4, False) for _ in range(4))
    card = PeekCard(note)
    for picture in (None, picture_in(tmp_path, 1280, 720), None):
        card.show_peek(Peek(0, "0:01:02", long, picture), "", QRect(10, 10, 60, 20))
        for label in card.findChildren(QLabel):
            if label.isVisible() and label.text():
                assert label.height() >= label.heightForWidth(label.width())


def test_in_a_narrow_page_the_words_have_the_room_of_the_picture(note, tmp_path):
    note.resize(300, 500)
    card = PeekCard(note)
    card.show_peek(Peek(0, "0:01:02", SAID, picture_in(tmp_path, 1280, 720)), "", QRect())
    assert not card.has_picture
    for label in card.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width())


def test_another_peek_replaces_the_words(note):
    card = PeekCard(note)
    card.show_peek(Peek(0, "0:01:02", SAID, None), "", QRect())
    card.show_peek(Peek(1, "0:02:00", (), None, "This video has no subtitles."), "", QRect())
    assert card.said() == "This video has no subtitles."
    assert card.accessibleDescription() == card.said()
