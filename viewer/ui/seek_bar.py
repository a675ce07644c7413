"""The seek bar: where we are, what was watched, what the note cites, and marks for all there is.

What stands still is drawn once; while the video plays it is painted anew only when the handle
moves by a pixel. It can have the keyboard: then what is at the video's time is told, as under the
mouse, and every key means what it means over the video.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.note.timestamps import format_time
from viewer.session.timeline import Kind, Span, Timeline
from viewer.ui.theme import Theme

HEIGHT_PX = 30
SIDE_PX = 4
LINE = QRectF(0, 9, 0, 6)
CITED_TOP_PX, TICK_PX = 19, 6
NEAR_PX = 4
"""A tick that is no further from the mouse is meant by it."""
NOWHERE = -1


class SeekBar(QWidget):
    """A line of time; click or drag to go there."""

    time_wanted = Signal(int)
    pointed = Signal(int)
    """The time to tell about, under the mouse or where the video is; NOWHERE for none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Position in the video")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self._theme = theme
        self._timeline = Timeline()
        self._watched: Callable[[], Iterable[Span]] = tuple
        self._loop: Span | None = None
        self._position_ms = 0
        self._duration_ms = 0
        self._hover_ms = NOWHERE
        self._still: QPixmap | None = None

    def sizeHint(self) -> QSize:
        """Ask for one line's height."""
        return QSize(200, HEIGHT_PX)

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._redraw()

    def show_timeline(self, timeline: Timeline) -> None:
        """Mark what this has."""
        self._timeline = timeline
        self._redraw()
        self.tell()

    def show_watched(self, source: Callable[[], Iterable[Span]]) -> None:
        """Fill the line where this tells that it was watched; asked whenever it is painted."""
        self._watched = source
        self.update()

    def show_loop(self, span: Span | None) -> None:
        """Show the loop; one that is half set ends where it begins."""
        self._loop = span
        self.update()

    def show_position(self, position_ms: int, duration_ms: int) -> None:
        """Show where the video is; paints only when that moved by a pixel."""
        before = self._x(self._position_ms), self._duration_ms
        self._position_ms = position_ms
        if duration_ms != self._duration_ms:
            self._duration_ms = duration_ms
            self._redraw()
        if (self._x(position_ms), duration_ms) != before:
            self.setAccessibleDescription(format_time(position_ms))
            self.update()
            if self.hasFocus() and self._hover_ms == NOWHERE:
                self.tell()

    @property
    def near_ms(self) -> int:
        """How much time lies within what a hand means by one spot."""
        return round(NEAR_PX * self._duration_ms / max(1, self._room()))

    def x_of(self, time_ms: int) -> int:
        """Return where a time is."""
        return self._x(time_ms)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, what was watched of it, the loop, the marks and the handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        line = QRectF(SIDE_PX, LINE.top(), self._room(), LINE.height())
        painter.setBrush(self._theme["line"])
        painter.drawRoundedRect(line, 3, 3)
        if self._duration_ms > 0:
            self._fill(painter, self._watched(), "accent", 0.55)
            if self._loop is not None:
                self._fill(painter, [self._loop], "now_bar", 0.85)
            painter.drawPixmap(0, 0, self._still_marks())
            self._paint_handle(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme["accent"], 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _fill(self, painter: QPainter, spans: Iterable[Span], role: str, opacity: float) -> None:
        painter.setOpacity(opacity)
        painter.setBrush(self._theme[role])
        for start, end in spans:
            left = self._x(start)
            width = max(2, self._x(end) - left)
            painter.drawRoundedRect(QRectF(left, LINE.top(), width, LINE.height()), 2, 2)
        painter.setOpacity(1.0)

    def _paint_handle(self, painter: QPainter) -> None:
        painter.setBrush(self._theme["accent"])
        here = self._x(self._position_ms)
        painter.drawRoundedRect(QRectF(here - 2, LINE.top() - 4, 4, LINE.height() + 8), 2, 2)
        if self._hover_ms != NOWHERE:
            painter.setBrush(self._theme["ink"])
            there = self._x(self._hover_ms)
            painter.drawRect(QRectF(there - 0.5, LINE.top() - 2, 1, LINE.height() + 4))

    def _still_marks(self) -> QPixmap:
        """Return what does not move, drawn when it was first needed."""
        ratio = self.devicePixelRatioF()
        if self._still is None or self._still.devicePixelRatio() != ratio:
            self._still = QPixmap(self.size() * ratio)
            self._still.setDevicePixelRatio(ratio)
            self._still.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._still)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_marks(painter)
            painter.end()
        return self._still

    def _draw_marks(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme["accent"])
        painter.setOpacity(0.2)
        for start, end in self._timeline.cited:
            left = self._x(start)
            width = max(2, self._x(end) - left)
            painter.drawRect(QRectF(left, CITED_TOP_PX, width, TICK_PX))
        painter.setOpacity(1.0)
        for x in self._places(each.start_ms for each in self._timeline.chapters):
            painter.setBrush(self._theme["pane"])
            painter.drawRect(QRectF(x - 2, LINE.top() - 1, 4, LINE.height() + 2))
            painter.setBrush(self._theme["soft"])
            painter.drawRect(QRectF(x - 1, LINE.top() - 4, 2, LINE.height() + 8))
        painter.setBrush(self._theme["accent"])
        for x in self._places(row[0] for row in self._timeline.rows if row[1] == Kind.MOMENT):
            painter.drawRect(QRectF(x - 1, CITED_TOP_PX, 2, TICK_PX))
        painter.setBrush(self._theme["link"])
        for x in self._places(each.time_ms for each in self._timeline.bookmarks):
            painter.drawPolygon(QPolygonF([QPointF(x - 4, 1), QPointF(x + 4, 1), QPointF(x, 8)]))

    def _places(self, times_ms: Iterable[int]) -> list[int]:
        """Return where times stand, one for all that share a pixel."""
        times = sorted(times_ms)
        within = times[: bisect_right(times, self._duration_ms)]
        return list(dict.fromkeys(map(self._x, within)))

    def _redraw(self) -> None:
        self._still = None
        self.update()

    # The mouse and the keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the time under the mouse."""
        self._want(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is under the mouse, and go along with it while it drags."""
        if self._duration_ms > 0:
            self._hover(self._time_at(event.position().x()))
        self._want(event)

    def leaveEvent(self, _event: QEvent) -> None:
        """Tell no longer what was under the mouse."""
        self._hover(NOWHERE)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell what is at the video's time."""
        super().focusInEvent(event)
        self.tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell it no longer."""
        super().focusOutEvent(event)
        self.tell()

    def resizeEvent(self, _event: object) -> None:
        """Draw the marks anew."""
        self._redraw()
        self.tell()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell of nothing that cannot be seen."""
        super().hideEvent(event)
        self._hover(NOWHERE)

    def _hover(self, time_ms: int) -> None:
        if time_ms != self._hover_ms:
            self._hover_ms = time_ms
            self.update()
            self.tell()

    def tell(self) -> None:
        """Tell what is under the mouse, or with the keyboard on the bar, where the video is."""
        is_here = self.hasFocus() and self.isVisible() and self._duration_ms > 0
        if self._hover_ms != NOWHERE:
            self.pointed.emit(self._hover_ms)
        else:
            self.pointed.emit(self._position_ms if is_here else NOWHERE)

    def _want(self, event: QMouseEvent) -> None:
        if self._duration_ms > 0 and event.buttons() & Qt.MouseButton.LeftButton:
            self.time_wanted.emit(self._time_at(event.position().x()))

    def _time_at(self, x: float) -> int:
        share = max(0.0, min(1.0, (x - SIDE_PX) / max(1, self._room())))
        return round(share * self._duration_ms)

    def _room(self) -> int:
        return self.width() - 2 * SIDE_PX

    def _x(self, time_ms: int) -> int:
        if self._duration_ms <= 0:
            return SIDE_PX
        share = max(0, min(time_ms, self._duration_ms)) / self._duration_ms
        return SIDE_PX + round(self._room() * share)
