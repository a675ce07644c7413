"""The picture in a corner: small, over the note, which has the whole width.

It is a window of its own to the system, as the surface in it is that libVLC draws in.
"""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from viewer.session.view import Corner
from viewer.ui.video_pane import VideoPane

MARGIN_PX = 16
SCROLL_BAR_PX = 14
MOST_SHARE = 0.6
"""Of the page's width and height, so that it never covers the page."""


class CornerFrame(QFrame):
    """Lies in a corner of its host, and stays there when that changes its size."""

    covers = Signal(QRect)
    """What of the host it lies over now; a null rectangle for nothing."""

    def __init__(self, host: QWidget, width_px: int) -> None:
        super().__init__(host)
        self.setObjectName("corner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # Or what libVLC draws in would stay behind when this is moved and keeps its size: Qt 6.11
        # moves only windows, and those in them.
        self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self._width_px = width_px
        self._corner = Corner.BOTTOM_RIGHT
        self._video: VideoPane | None = None
        self._transport: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self.hide()
        host.installEventFilter(self)

    def hold(self, video: VideoPane, transport: QWidget) -> None:
        """Take what is shown in here."""
        self._video, self._transport = video, transport
        self._column.addWidget(video, 1)
        self._column.addWidget(transport)

    def show_at(self, corner: Corner) -> None:
        """Be shown in this corner."""
        self._corner = corner
        self._place()
        if self.isHidden():
            self.show()
            self.raise_()

    def hideEvent(self, event: QHideEvent) -> None:
        """Lie over nothing."""
        super().hideEvent(event)
        self.covers.emit(QRect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner; give the words more room when there are some."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Grow with what is in it: words on why there is no picture need more than a picture."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._place()
        return done

    def _place(self) -> None:
        host = self.parentWidget()
        assert host is not None
        below_px = self._transport.sizeHint().height() if self._transport is not None else 0
        size = QSize(self._width_px, self._width_px * 9 // 16 + below_px)
        words_px = 0
        if self._video is not None and self._video.said():
            words_px = self._column.minimumSize().height()
        self.setGeometry(place_in(host.size(), size, self._corner, words_px))
        self.covers.emit(self.geometry())


def place_in(host: QSize, size: QSize, corner: Corner, words_px: int = 0) -> QRect:
    """Return where something of this size lies in a corner; smaller where the host is small.

    Words of a height are not made smaller: they are shown as far as there is room.
    """
    width = min(size.width(), max(1, round(host.width() * MOST_SHARE)))
    height = round(size.height() * width / size.width())
    if words_px:
        height = min(max(height, words_px), max(1, host.height() - 2 * MARGIN_PX))
    elif height > host.height() * MOST_SHARE:
        height = max(1, round(host.height() * MOST_SHARE))
        width = min(width, round(size.width() * height / size.height()))
    is_right = corner in (Corner.BOTTOM_RIGHT, Corner.TOP_RIGHT)
    is_low = corner in (Corner.BOTTOM_RIGHT, Corner.BOTTOM_LEFT)
    left = host.width() - width - MARGIN_PX - SCROLL_BAR_PX if is_right else MARGIN_PX
    top = host.height() - height - MARGIN_PX if is_low else MARGIN_PX
    return QRect(max(0, left), max(0, top), width, height)
