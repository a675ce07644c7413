"""Small pictures out of files: decoded off the main thread, kept as pixmaps within bounds.

Whoever paints asks for a picture in the size it paints; it comes at once if it is there, and
otherwise `changed` tells when to ask again. What was asked for last is decoded first, so what has
been scrolled past waits behind what is in sight.
"""

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from viewer.video.around import Run

MOST_BYTES = 48_000_000
MOST_WAITING = 48
"""More than the screen shows; what was asked for before that is asked for again when seen."""
BYTES_PER_PIXEL = 4

Key = tuple[Path, int, int]


class FrameShelf(QObject):
    """Keeps pictures by file and size; forgets first what has been out of sight longest.

    `run` does work off the main thread; one picture is decoded at a time.
    """

    changed = Signal()
    """A picture came, or could not."""

    def __init__(self, run: Run, parent: QObject | None = None, *, most: int = MOST_BYTES) -> None:
        super().__init__(parent)
        self._run = run
        self._most_bytes = most
        self._kept: OrderedDict[Key, QPixmap] = OrderedDict()
        self._kept_bytes = 0
        self._waiting: OrderedDict[Key, float] = OrderedDict()
        self._decoding: Key | None = None
        self._broken: set[Key] = set()

    def picture(self, file: Path, size: QSize, ratio: float = 1.0) -> QPixmap | None:
        """Return a file's picture within this size, or None, and have it decoded.

        `ratio` is how many of the screen's pixels one of ours has.
        """
        key = file, round(size.width() * ratio), round(size.height() * ratio)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        if key != self._decoding and key not in self._broken:
            self._waiting[key] = ratio
            self._waiting.move_to_end(key)
            while len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)
            self._decode_next()
        return None

    def forget(self) -> None:
        """Forget all: files may be others than they were."""
        self._kept.clear()
        self._kept_bytes = 0
        self._waiting.clear()
        self._broken.clear()

    def _decode_next(self) -> None:
        if self._decoding is not None or not self._waiting:
            return
        key, ratio = self._waiting.popitem(last=True)
        self._decoding = key
        self._run(
            lambda: _decoded(key),
            lambda image: self._on_decoded(key, image, ratio),
            lambda _error: self._on_decoded(key, QImage(), ratio),
        )

    def _on_decoded(self, key: Key, image: QImage, ratio: float) -> None:
        self._decoding = None
        if image.isNull():
            self._broken.add(key)
        else:
            self._keep(key, image, ratio)
        self._decode_next()
        self.changed.emit()

    def _keep(self, key: Key, image: QImage, ratio: float) -> None:
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self._kept[key] = pixmap
        self._kept_bytes += _bytes_of(pixmap)
        while self._kept_bytes > self._most_bytes and len(self._kept) > 1:
            _key, oldest = self._kept.popitem(last=False)
            self._kept_bytes -= _bytes_of(oldest)


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * BYTES_PER_PIXEL


def _decoded(key: Key) -> QImage:
    """Return a file's picture, upright, within a size; one that is damaged is null."""
    file, width_px, height_px = key
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    size, room = reader.size(), QSize(width_px, height_px)
    if size.isValid():
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return image.convertToFormat(QImage.Format.Format_RGB32) if not image.isNull() else image
