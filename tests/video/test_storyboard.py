"""A storyboard as yt-dlp keeps it, cut into its pictures."""

from email.message import EmailMessage

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

from viewer.errors import VideoError
from viewer.video.storyboard import Cut, tiles_of

COLOURS = [QColor.fromHsv(hue, 255, 255) for hue in range(0, 350, 30)]


def sheet(colours, columns=3, rows=2) -> bytes:
    image = QImage(columns * 48, rows * 27, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for at, colour in enumerate(colours):
        painter.fillRect(at % columns * 48, at // columns * 27, 48, 27, colour)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "jpeg", 95)
    return bytes(buffer.data())


def storyboard(*sheets: bytes) -> bytes:
    parts = b"".join(
        b"--cut\r\nContent-type: image/jpeg\r\nContent-length: %d\r\n\r\n%b\r\n" % (len(each), each)
        for each in sheets
    )
    head = b'MIME-Version: 1.0\r\nContent-type: multipart/related; boundary="cut"\r\n\r\n'
    page = b"--cut\r\nContent-Type: text/html\r\n\r\n<html></html>\r\n"
    return head + page + parts + b"--cut--\r\n\r\n"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "storyboard.mhtml"


def test_every_tile_comes_with_its_time(file):
    whole = storyboard(sheet(COLOURS[:6]), sheet(COLOURS[6:9], rows=1))
    file.write_bytes(Cut(48, 27, 2_000).written_into(whole))
    tiles = list(tiles_of(file))
    assert [time_ms for time_ms, _ in tiles] == list(range(0, 18_000, 2_000))
    for (_, raw), colour in zip(tiles, COLOURS, strict=False):
        image = QImage.fromData(raw, "jpeg")
        assert (image.width(), image.height()) == (48, 27)
        seen = image.pixelColor(24, 13)
        assert abs(seen.hsvHue() - colour.hsvHue()) < 12


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no storyboard",
        storyboard(sheet(COLOURS[:6])),
        Cut(48, 27, 0).written_into(storyboard(sheet(COLOURS[:6]))),
        Cut(480, 270, 1_000).written_into(storyboard(sheet(COLOURS[:6]))),
        Cut(48, 27, 1_000).written_into(storyboard(b"\xff\xd8\xff no picture")),
        EmailMessage().as_bytes(),
    ],
    ids=["empty", "text", "does not say", "no time", "small sheet", "damaged", "no parts"],
)
def test_what_cannot_be_cut_says_so(file, content):
    file.write_bytes(content)
    with pytest.raises(VideoError, match="storyboard"):
        list(tiles_of(file))
