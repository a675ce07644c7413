"""Images of a page that were decoded: fetched when they are first in sight, kept within bounds.

One is fetched at a time, and whoever paints asks again: so what has been scrolled past before its
turn came is never decoded.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from viewer.session.pictures import Strip

MOST_BYTES = 64_000_000
NEARLY = 0.95
"""An image a little narrower than asked for is not fetched again."""


class ImageSource(Protocol):
    """Whoever reads images."""

    def read(
        self,
        path: str,
        width_px: int,
        came: Callable[[Strip], None],
        failed: Callable[[str], None],
    ) -> None:
        """Read an image: its strips come, or the words why there are none."""


class ImageShelf(QObject):
    """Keeps images by their path; forgets first what has been out of sight longest."""

    changed = Signal()
    """There is something new to paint."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._source: ImageSource | None = None
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._asked_px: dict[str, int] = {}
        self._broken: dict[str, str] = {}
        self._fetching: _Fetching | None = None

    def use(self, source: ImageSource) -> None:
        """Fetch images from here."""
        self._source = source
        self.changed.emit()

    def clear(self) -> None:
        """Forget everything; what is on its way comes too late."""
        self._kept.clear()
        self._asked_px.clear()
        self._broken.clear()
        if self._fetching is not None:
            self._fetching.is_wanted = False

    def image(self, path: str, width_px: int) -> QImage | None:
        """Return an image if it is there, and fetch it if it is not, or too coarse."""
        image = self._kept.get(path)
        if image is not None:
            self._kept.move_to_end(path)
        if path not in self._broken and self._asked_px.get(path, 0) < width_px * NEARLY:
            self._fetch(path, width_px)
        return image

    def problem(self, path: str) -> str:
        """Return why an image cannot be shown, nothing while it may be."""
        return self._broken.get(path, "")

    def _fetch(self, path: str, width_px: int) -> None:
        if self._source is None or self._fetching is not None:
            return
        fetching = self._fetching = _Fetching(path)
        self._asked_px[path] = width_px

        def came(strip: Strip) -> None:
            image = fetching.take(strip)
            if strip.is_last:
                self._end(fetching, image)

        def failed(words: str) -> None:
            if fetching.is_wanted:
                self._broken[path] = words
            self._end(fetching, None)

        self._source.read(path, width_px, came, failed)

    def _end(self, fetching: "_Fetching", image: QImage | None) -> None:
        self._fetching = None
        if image is not None and fetching.is_wanted:
            self._kept[fetching.path] = image
            self._kept.move_to_end(fetching.path)
            self._make_room()
        self.changed.emit()

    def _make_room(self) -> None:
        size = sum(image.sizeInBytes() for image in self._kept.values())
        while size > MOST_BYTES and len(self._kept) > 1:
            path, image = self._kept.popitem(last=False)
            del self._asked_px[path]
            size -= image.sizeInBytes()


class _Fetching:
    """An image on its way."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.is_wanted = True
        self._image = QImage()

    def take(self, strip: Strip) -> QImage:
        """Take some rows; return the image so far."""
        if strip.row == 0:
            form = QImage.Format.Format_ARGB32_Premultiplied
            self._image = QImage(strip.width_px, strip.height_px, form)
        start = strip.row * self._image.bytesPerLine()
        rows = memoryview(self._image.bits())[start : start + len(strip.pixels)]
        rows[:] = strip.pixels[: len(rows)]
        return self._image
