"""What a window shows beneath another, told by a few of its rows: enough to tell pictures apart.

A glance is how green some pixels are; empty where nothing can be seen.
"""

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from viewer.ui.kept_pixels import kept_pixels

ROWS, COLUMNS = 8, 320
"""So many columns at least, where there are as many."""

Glance = bytes


def glance_at(surface: QWidget, place: QRect) -> Glance:
    """Return what a native window shows at a place, in the screen's pixels, also when covered."""
    rows = [QRect(place.x(), place.y() + y, place.width(), 1) for y in _rows(place.height())]
    return b"".join(map(_greens, kept_pixels(int(surface.winId()), rows)))


def glance_at_image(picture: QImage) -> Glance:
    """Return what is seen when a window shows this picture there."""
    if picture.isNull():
        return b""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    rows = (plain.copy(0, y, plain.width(), 1) for y in _rows(plain.height()))
    return b"".join(_greens(bytes(row.constBits())) for row in rows)


def difference(one: Glance, other: Glance) -> int:
    """Return how unlike two glances are: a few quite other pixels count more than many a little."""
    count = min(len(one), len(other))
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=False)) // max(1, count)


def _rows(height: int) -> list[int]:
    return [height * (2 * row + 1) // (2 * ROWS) for row in range(ROWS)]


def _greens(row: bytes) -> bytes:
    step = max(1, len(row) // 4 // COLUMNS)
    return row[1 :: 4 * step]
