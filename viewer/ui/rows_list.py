"""A list of videos: for each a title, how it is, how much of it is here, and a remark.

Rows are known by their key; what changes about them is shown in place, and the focus stays.
"""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyleOptionViewItem,
    QWidget,
)

from viewer.session.view import Move
from viewer.ui.row_painting import LINE_PX, RowPainter
from viewer.ui.spoken_rows import ROW_ROLE, Index, SpokenRows
from viewer.ui.theme import Theme, text_font

ROW_PX = 62
BAR_PX = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One video. `share` is how much of it is here, 0 to 1, None to leave the bar out."""

    key: str
    title: str
    state: str
    remark: str
    share: float | None = None
    is_moving: bool = False
    is_trouble: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ". ".join(part for part in (self.title, self.state, self.remark) if part)


class RowsModel(SpokenRows[Row]):
    """The rows; only what differs is told to the view."""

    def renew(self, rows: tuple[Row, ...]) -> bool:
        """Take these rows; return whether they are others than before, not only changed ones."""
        before = self.rows
        if [row.key for row in before] != [row.key for row in rows]:
            self.show_rows(rows)
            return True
        self.rows = rows
        for number, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number, 0), self.index(number, 0))
        return False


class RowDelegate(RowPainter):
    """Paints one row. Plain text only."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: Row = index.data(ROW_ROLE)
        is_current = index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(6, 1, -6, -1)
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme["selection"])
            painter.drawRoundedRect(rect, 6, 6)
        self._paint_row(painter, rect.adjusted(10, 6, -10, -5), row, is_current=is_current)
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, row: Row, *, is_current: bool) -> None:
        soft = "ink" if is_current else "soft"
        first = QRect(rect.left(), rect.top(), rect.width(), LINE_PX)
        state_px = QFontMetrics(text_font(12)).horizontalAdvance(row.state) + 2
        state_px = min(state_px, rect.width() * 2 // 3)
        state = QRect(first.right() - state_px, first.top(), state_px, LINE_PX)
        self._write(painter, state, row.state, soft, 12)
        first.setRight(state.left() - 12)
        self._write(painter, first, row.title, "ink", 13)
        second = QRect(rect.left(), rect.bottom() - LINE_PX, rect.width(), LINE_PX)
        if row.share is not None:
            bar = QRect(rect.left(), first.bottom() + 4, rect.width(), BAR_PX)
            self._paint_bar(painter, bar, row)
        else:
            second.translate(0, -3)
        self._write(painter, second, row.remark, soft, 12)

    def _paint_bar(self, painter: QPainter, bar: QRect, row: Row) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme["line"])
        painter.drawRoundedRect(bar, 2, 2)
        width = round(bar.width() * max(0.0, min(1.0, row.share or 0)))
        if width > 0:
            role = "trouble_bar" if row.is_trouble else "accent" if row.is_moving else "dead"
            painter.setBrush(self.theme[role])
            painter.drawRoundedRect(QRect(bar.topLeft(), QSize(width, BAR_PX)), 2, 2)


class RowsList(QListView):
    """Lists videos; says which has the focus, and when Enter was pressed on it."""

    chosen = QtSignal(str)
    entered = QtSignal(str)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows = RowsModel(lambda row: row.spoken)
        self._delegate = RowDelegate(theme, self)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(lambda _index: self.follow_focused())
        self._key = ""

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """List these; the focus stays with its video, or near it when that is gone."""
        at, key = self.currentIndex().row(), self._key
        if not self._rows.renew(rows):
            return
        keys = [row.key for row in rows]
        number = keys.index(key) if key in keys else max(0, min(at, len(rows) - 1))
        self._focus_row(number)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is listed."""
        return self._rows.rows

    @property
    def key(self) -> str:
        """The key of the row that has the focus, empty if there is none."""
        return self._key

    @property
    def height_wanted(self) -> int:
        """How high it would be with all its rows."""
        return len(self._rows.rows) * ROW_PX + 4

    def follow_focused(self, *, keep_state: bool = False) -> None:
        """Tell that the row with the focus was entered."""
        del keep_state
        if self._key:
            self.entered.emit(self._key)

    def move_by(self, move: Move) -> None:
        """Move the focus in the list."""
        page = max(1, self.viewport().height() // ROW_PX)
        step = move.in_list(page, len(self._rows.rows))
        self._focus_row(self.currentIndex().row() + step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the row with the focus in sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def _focus_row(self, number: int) -> None:
        last = len(self._rows.rows) - 1
        index = self._rows.index(max(0, min(last, number)), 0) if last >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        self._choose(index)

    def _on_current_changed(self, index: QModelIndex, before: QModelIndex) -> None:
        for each in (index, before):
            self.update(each)
        if index.isValid():
            self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        key = index.data(ROW_ROLE).key if index.isValid() else ""
        if key != self._key:
            self._key = key
            self.chosen.emit(key)
