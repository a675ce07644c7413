"""Images decoded: bytes in, pixels out. Runs in a process of its own, see `viewer.worker.images`.

Only the decoder of the form that was told is asked, never the one Qt would guess.
"""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from viewer.errors import NoteError

MOST_MB = 400
"""What one image may take while it is decoded: 40 million pixels of 8 bytes, and some."""
MOST_WIDTH_PX = 3_200
MOST_PIXELS = 8_000_000
"""A shown image has no more pixels: one that is very tall is shown coarser."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """An image of 4 bytes a pixel: blue, green, red and alpha, the colours multiplied by it."""

    image: QImage

    @property
    def width_px(self) -> int:
        """Its width."""
        return self.image.width()

    @property
    def height_px(self) -> int:
        """Its height."""
        return self.image.height()

    @property
    def bytes_per_row(self) -> int:
        """How many bytes a row takes."""
        return self.image.bytesPerLine()

    def rows(self, first: int, count: int) -> bytes:
        """Return some rows."""
        size = self.bytes_per_row
        return bytes(self.image.constBits()[first * size : (first + count) * size])


def decoded(raw: bytes, form: str, width_px: int) -> Pixels:
    """Decode an image, the first of a moving one, no wider than `width_px`, upright.

    Raises NoteError, in a few words to stand behind its name, when it cannot be decoded.
    """
    QImageReader.setAllocationLimit(MOST_MB)
    buffer = QBuffer()
    buffer.setData(QByteArray(raw))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(form.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    if form == "jpeg":  # Its decoder scales for nothing, and needs less memory.
        reader.setScaledSize(_shown(reader.size(), width_px, is_turned=_is_turned(reader)))
    image = reader.read()
    if image.isNull():
        raise NoteError("it is damaged")
    size = _shown(image.size(), width_px)
    if size != image.size():
        keeping, smoothly = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode
        image = image.scaled(size, keeping, smoothly.SmoothTransformation)
    return Pixels(image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied))


def _is_turned(reader: QImageReader) -> bool:
    """Whether an image will have changed its width and height when it is upright."""
    return QImageIOHandler.Transformation.TransformationRotate90 in reader.transformation()


def _shown(size: QSize, width_px: int, *, is_turned: bool = False) -> QSize:
    """Return the size to decode an image to: as wide as asked, and bounded in all."""
    width = size.height() if is_turned else size.width()
    pixels = max(1, size.width() * size.height())
    scale = min(
        1.0,
        min(width_px, MOST_WIDTH_PX) / max(1, width),
        (MOST_PIXELS / pixels) ** 0.5,
    )
    return QSize(max(1, round(size.width() * scale)), max(1, round(size.height() * scale)))
