"""A scrolling column of cues as high as their words: laid out when they come in sight."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QBrush,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from viewer.ui.cue_painter import CuePainter, Look
from viewer.ui.cue_rows import CueRows
from viewer.ui.cue_search import CueSearch
from viewer.ui.theme import Theme, text_font
from viewer.video.cues import Cue

TEXT_PX = 14
RIGHT_PX = 16
NEAR_ROWS = 20
PLACED_AT = 0.3


class CueScroll(QAbstractScrollArea):
    """Shows cues; one is being said, and one may have the focus."""

    cue_clicked = QtSignal(int, bool)
    """A cue's index, and whether Shift was held."""
    scrolled_by_hand = QtSignal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.search = CueSearch()
        self.current = self.focused = self._hovered = -1
        self._cues: tuple[Cue, ...] = ()
        self._times: Callable[[int], str] = str
        self._theme = theme
        self._painter = CuePainter(theme)
        self._rows = CueRows(text_font(TEXT_PX))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        # Dragging, clicking and paging in the bar: what the reader does, and never we.
        self.verticalScrollBar().actionTriggered.connect(lambda _action: self._tell_scroll())

    # Rows

    def show_cues(self, cues: tuple[Cue, ...], times: Callable[[int], str]) -> None:
        """Show other cues from their beginning; `times` says when a cue begins."""
        self._cues, self._times = cues, times
        self.current = self.focused = self._hovered = -1
        self.search.forget()
        self._painter.widen_for(times(len(cues) - 1) if cues else "")
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def list_found(self) -> None:
        """List what has the words that are looked for."""
        self._rows.show_rows(self.search.found(self._cues))
        self._fit()
        self._settle()
        self.viewport().update()

    @property
    def row_count(self) -> int:
        """How many cues are listed."""
        return len(self._rows.rows)

    def cue_at(self, row: int) -> int:
        """Return the cue of a row."""
        return self._rows.rows[row]

    def row_of(self, cue: int) -> int:
        """Return the row of a cue, or of the last one listed before it; -1 before the first."""
        return self._rows.row_of(cue)

    def is_listed(self, cue: int) -> bool:
        """Whether a cue is among those that are listed."""
        row = self._rows.row_of(cue)
        return row >= 0 and self._rows.rows[row] == cue

    def spot_of(self, cue: int) -> tuple[int, int]:
        """Return where a listed cue stands in the viewport: its top, and its bottom."""
        row = self._rows.row_of(cue)
        self._near(row)
        top = self._rows.top_of(row) - self.verticalScrollBar().value()
        return top, top + self._rows.height_of(row)

    def is_in_sight(self, cue: int) -> bool:
        """Whether any of a cue is in the viewport."""
        if not self.is_listed(cue):
            return False
        top, bottom = self.spot_of(cue)
        return bottom > 0 and top < self.viewport().height()

    def rows_in_sight(self) -> int:
        """Return how many rows fit, as they are here."""
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        return max(1, self._rows.row_at(top + height) - self._rows.row_at(top) - 1)

    def place(self, cue: int) -> None:
        """Bring a cue to where the eye looks for it."""
        row = max(0, self._rows.row_of(cue))
        if row < self.row_count:
            self._near(row)
            spot = round(self.viewport().height() * PLACED_AT)
            self.verticalScrollBar().setValue(self._rows.top_of(row) - spot)

    def bring_in_sight(self, cue: int) -> None:
        """Scroll as little as shows all of a cue."""
        top, bottom = self.spot_of(cue)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < 4:
            bar.setValue(bar.value() + top - 4)
        elif bottom > height - 4:
            bar.setValue(bar.value() + bottom - height + 4)

    # Laying out

    def _lay_out(self) -> None:
        width = self.viewport().width() - self._painter.text_left - RIGHT_PX
        self._rows.show_cues(self._cues, width)
        self.list_found()

    def _settle(self) -> None:
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        first, last = self._rows.row_at(top), self._rows.row_at(top + height)
        self._anchored(first - 5, last + 10)

    def _near(self, row: int) -> None:
        self._anchored(row - NEAR_ROWS, row + NEAR_ROWS)

    def _anchored(self, first: int, last: int) -> None:
        """Measure rows; the topmost row in sight stays where it is."""
        bar = self.verticalScrollBar()
        row = self._rows.row_at(bar.value())
        if row < 0:
            return
        below = bar.value() - self._rows.top_of(row)
        if self._rows.measure(first, last):
            self._fit()
            bar.setValue(self._rows.top_of(row) + below)
            self.viewport().update()

    def _fit(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._rows.height + 8 - height))
        bar.setPageStep(height)
        bar.setSingleStep(28)

    def _on_scrolled(self) -> None:
        self._settle()
        self.viewport().update()

    def _tell_scroll(self) -> None:
        # The bar has not moved yet.
        QTimer.singleShot(0, self.scrolled_by_hand.emit)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._theme["pane"])
        self._paint_rows(painter)

    def _paint_rows(self, painter: QPainter) -> None:
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        for row in range(max(0, self._rows.row_at(top)), self.row_count):
            y = self._rows.top_of(row) - top
            if y >= height:
                return
            cue = self._rows.rows[row]
            layout = self._rows.laid_out(cue, self._marks_in(self._rows.words_of(cue)))
            has_focus = self.hasFocus() and cue == self.focused
            look = Look(cue == self.current, has_focus, cue == self._hovered)
            rect = QRect(0, y, self.viewport().width(), self._rows.height_of(row))
            self._painter.paint(painter, rect, self._times(cue), layout, look)

    def _marks_in(self, text: str) -> list[QTextLayout.FormatRange]:
        marked = QTextCharFormat()
        marked.setBackground(QBrush(self._theme["selection"]))
        ranges = []
        for start, length in self.search.places_in(text):
            part = QTextLayout.FormatRange()
            part.start, part.length, part.format = start, length, marked
            ranges.append(part)
        return ranges

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew; what was at the top stays there."""
        super().resizeEvent(event)
        topmost = self._rows.row_at(self.verticalScrollBar().value())
        cue = self._rows.rows[topmost] if topmost >= 0 else -1
        if event.size().width() != event.oldSize().width():
            self._lay_out()
        self._fit()
        if cue >= 0:
            self.verticalScrollBar().setValue(self._rows.top_of(self._rows.row_of(cue)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, and say that it was the reader."""
        super().wheelEvent(event)
        self.scrolled_by_hand.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which cue a click would go to."""
        self._hover(self._cue_under(event))

    def leaveEvent(self, event: QEvent) -> None:
        """Show it no longer."""
        super().leaveEvent(event)
        self._hover(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, whose release chooses."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose a cue; Shift keeps playing or paused."""
        cue = self._cue_under(event)
        if event.button() is Qt.MouseButton.LeftButton and cue >= 0:
            is_held = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.cue_clicked.emit(cue, is_held)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no longer."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _cue_under(self, event: QMouseEvent) -> int:
        y = self.verticalScrollBar().value() + round(event.position().y())
        row = self._rows.row_at(y)
        return self._rows.rows[row] if row >= 0 and y < self._rows.height else -1

    def _hover(self, cue: int) -> None:
        if cue != self._hovered:
            self._hovered = cue
            shape = Qt.CursorShape.PointingHandCursor if cue >= 0 else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()
