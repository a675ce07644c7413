"""Images decoded by a child: what comes back, in which pieces, and what a hostile one costs."""

import os
import resource
import signal

import pytest
from PySide6.QtGui import QColor, QImage, QTransform

from tests.picture_files import png, png_head
from viewer.errors import NoteError, UsageError
from viewer.events import Inbox
from viewer.session.pictures import PictureReader
from viewer.worker.bounds import MOST_MEMORY_BYTES
from viewer.worker.host import WorkerHost
from viewer.worker.images import STRIP_BYTES

RED, GREEN = QColor("#ff0000"), QColor("#00ff00")


class Looker:
    """Reads images as the window would, and puts their strips together."""

    def __init__(self, host, inbox, wait_until, vault):
        self.host, self._inbox, self._wait_until = host, inbox, wait_until
        self._reader = PictureReader(host, lambda: vault)
        self.strips, self.words = [], []

    def looks_at(self, path, width_px=600):
        """Return an image, or the words why there is none."""
        self.strips, self.words = [], []
        self._reader.read(path, width_px, self.strips.append, self.words.append)
        self._wait_until(self._is_done)
        if self.words:
            return self.words[0]
        first, pixels = self.strips[0], b"".join(strip.pixels for strip in self.strips)
        form = QImage.Format.Format_ARGB32_Premultiplied
        return QImage(pixels, first.width_px, first.height_px, form).copy()

    def _is_done(self):
        self._inbox.drain()
        return self.words or (self.strips and self.strips[-1].is_last)


@pytest.fixture
def looker(wait_until, tmp_path):
    inbox = Inbox()
    host = WorkerHost("images", inbox.post)
    yield Looker(host, inbox, wait_until, tmp_path)
    host.close()


def two_coloured(width=40, height=20):
    """Return an image that is red on the left and green on the right."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(RED)
    for x in range(width // 2, width):
        for y in range(height):
            image.setPixelColor(x, y, GREEN)
    return image


@pytest.mark.parametrize("form", ["png", "jpeg", "webp"])
def test_an_image_is_decoded_whatever_its_name(looker, tmp_path, form):
    assert two_coloured().save(str(tmp_path / "it.txt"), form)
    image = looker.looks_at("it.txt")
    assert (image.width(), image.height()) == (40, 20)
    assert image.pixelColor(5, 10).red() > 240 > 20 > image.pixelColor(5, 10).green()
    assert image.pixelColor(35, 10).green() > 240 > 20 > image.pixelColor(35, 10).red()


def test_an_image_is_no_larger_than_it_will_be_shown(looker, tmp_path):
    (tmp_path / "it.png").write_bytes(png(1000, 500))
    image = looker.looks_at("it.png", width_px=200)
    assert (image.width(), image.height()) == (200, 100)
    assert image.pixelColor(100, 50) == RED
    (tmp_path / "small.png").write_bytes(png(10, 5))
    assert looker.looks_at("small.png", width_px=200).width() == 10


def test_a_large_image_comes_in_strips_that_do_not_hold_up_the_window(looker, tmp_path):
    (tmp_path / "it.png").write_bytes(png(600, 3000))
    image = looker.looks_at("it.png")
    assert (image.width(), image.height()) == (600, 3000)
    assert len(looker.strips) > 5
    assert all(len(strip.pixels) <= STRIP_BYTES for strip in looker.strips)
    assert {image.pixelColor(300, y).name() for y in range(0, 3000, 100)} == {"#ff0000"}


def test_a_very_tall_image_is_shown_coarser_instead_of_whole(looker, tmp_path):
    (tmp_path / "it.png").write_bytes(png(1000, 30_000))
    image = looker.looks_at("it.png", width_px=1000)
    assert image.width() * image.height() <= 8_100_000


def test_the_first_picture_of_a_moving_one_is_shown(looker, tmp_path):
    (tmp_path / "it.gif").write_bytes(
        b"GIF89a\2\0\1\0\x80\0\0\xff\0\0\0\xff\0!\xf9\4\0\0\0\0\0,\0\0\0\0\2\0\1\0\0\2\2\x04\n\0"
        b"!\xf9\4\0\0\0\0\0,\0\0\0\0\2\0\1\0\0\2\2\x0c\n\0;"
    )
    image = looker.looks_at("it.gif")
    assert (image.width(), image.height()) == (2, 1)
    assert image.pixelColor(0, 0) == RED


def test_a_photograph_that_lies_on_its_side_is_set_upright(looker, tmp_path):
    turned = two_coloured().transformed(QTransform().rotate(-90))
    assert turned.save(str(tmp_path / "plain.jpg"), "jpeg", 95)
    raw = (tmp_path / "plain.jpg").read_bytes()
    exif = b"Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"
    segment = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    (tmp_path / "it.jpg").write_bytes(raw[:2] + segment + raw[2:])
    for width in (600, 20):
        image = looker.looks_at("it.jpg", width)
        assert image.width() == min(width, 40)
        assert image.height() == image.width() // 2
        assert image.pixelColor(image.width() // 8, image.height() // 2).red() > 200


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (png(300, 300)[:150], "it is damaged"),
        (png_head(300, 300), "it is damaged"),
        (png_head(16_000, 16_000), "too large to be shown"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><rect/></svg>",
            "not a picture that can be shown",
        ),
        (b"%PDF-1.7\n", "not a picture that can be shown"),
        (b"GIF89a" + b"\xff" * 40, "too large to be shown"),
        (b"\xff\xd8\xff\xe0" + bytes(5000), "it is damaged"),
    ],
)
def test_what_cannot_be_decoded_is_said_in_a_few_words(looker, tmp_path, raw, words):
    (tmp_path / "it.png").write_bytes(raw)
    assert looker.looks_at("it.png") == words
    (tmp_path / "good.png").write_bytes(png(4, 4))
    assert looker.looks_at("good.png").width() == 4


def test_nothing_outside_the_vault_is_decoded(looker, tmp_path):
    outside = tmp_path.parent / f"{tmp_path.name}.png"
    outside.write_bytes(png(4, 4))
    (tmp_path / "link.png").symlink_to(outside)
    for path in (f"../{outside.name}", "link.png", str(outside)):
        assert isinstance(looker.looks_at(path), str)


def test_a_child_that_dies_of_an_image_is_replaced(looker, tmp_path):
    (tmp_path / "it.png").write_bytes(png(4, 4))
    looker.looks_at("it.png")
    old = looker.host.pid
    os.kill(old, signal.SIGSEGV)
    found = looker.looks_at("it.png")
    if isinstance(found, str):  # The question may have been on its way to the dead.
        assert found == "it cannot be decoded"
        found = looker.looks_at("it.png")
    assert found.width() == 4
    assert looker.host.pid != old


def test_the_child_cannot_take_more_than_its_share_of_the_memory(looker, tmp_path):
    (tmp_path / "it.png").write_bytes(png(4, 4))
    looker.looks_at("it.png")
    assert resource.prlimit(looker.host.pid, resource.RLIMIT_AS)[0] == MOST_MEMORY_BYTES


def test_the_child_refuses_what_it_does_not_know(looker, wait_until):
    inbox, answers = looker._inbox, []
    for question in ({"do": "dance"}, {"do": "strip", "row": 0}):
        looker.host.ask(question, answers.append, answers.append)
    wait_until(lambda: inbox.drain() or len(answers) == 2)
    assert isinstance(answers[0], UsageError)
    assert isinstance(answers[1], NoteError)
