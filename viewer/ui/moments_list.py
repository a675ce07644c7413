"""The list of moments under the video: time, sentence, heading, in the video's time."""

from bisect import bisect_right
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from viewer.note.note import Moment, Verdict
from viewer.session.view import Move
from viewer.ui.theme import Theme, text_font

ROW_PX = 50
HEADING_PX = 19
Index = QModelIndex | QPersistentModelIndex
MOMENT_ROLE = Qt.ItemDataRole.UserRole
NUMBER_ROLE = Qt.ItemDataRole.UserRole + 1


class MomentsModel(QAbstractListModel):
    """The readable moments of a note, ordered by time."""

    def __init__(self) -> None:
        super().__init__()
        self._moments: tuple[Moment, ...] = ()
        self._words: tuple[str, ...] = ()
        self._rows: list[tuple[int, Moment]] = []
        self._times_ms: list[int] = []

    def show_moments(self, moments: tuple[Moment, ...]) -> None:
        """Take the moments of another note."""
        self._moments = moments
        self._list()

    def show_filter(self, words: str) -> None:
        """List only what has these words."""
        self._words = tuple(words.casefold().split())
        self._list()

    def _list(self) -> None:
        moments = self._moments
        self.beginResetModel()
        in_time = sorted(
            (each.time_ms, number)
            for number, each in enumerate(moments)
            if each.time_ms is not None and self._has_words(each)
        )
        self._rows = [(number, moments[number]) for _time_ms, number in in_time]
        self._times_ms = [time_ms for time_ms, _number in in_time]
        self.endResetModel()

    def _has_words(self, moment: Moment) -> bool:
        text = f"{moment.text} {moment.sentence} {moment.heading}".casefold()
        return all(word in text for word in self._words)

    def rowCount(self, _parent: Index | None = None) -> int:  # noqa: N802
        """Return how many moments there are."""
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a moment, its number in the note, or what a screen reader says."""
        number, moment = self._rows[index.row()]
        if role == MOMENT_ROLE:
            return moment
        if role == NUMBER_ROLE:
            return number
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{moment.text} {moment.sentence} {moment.doubt}".strip()
        return None

    def row_at(self, time_ms: int) -> int:
        """Return the last row at or before a time, -1 before the first."""
        return bisect_right(self._times_ms, time_ms) - 1


class MomentDelegate(QStyledItemDelegate):
    """Paints one moment: a chip, its sentence, and its heading under it."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.theme = theme
        self.current_row = -1
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as the next."""
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        moment: Moment = index.data(MOMENT_ROLE)
        rect: QRect = option.rect.adjusted(6, 2, -6, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = self._view
        self._paint_back(
            painter,
            rect,
            is_current=index.row() == self.current_row,
            has_focus=view.hasFocus() and index.row() == view.currentIndex().row(),
        )
        if not moment.heading:
            rect.translate(0, HEADING_PX // 2)
        chip = self._paint_chip(painter, rect, moment)
        text = QRect(chip.right() + 12, rect.top() + 5, rect.right() - chip.right() - 20, 19)
        self._paint_line(painter, text, moment.sentence or moment.text, "ink", 13)
        self._paint_line(painter, text.translated(0, HEADING_PX), moment.heading, "soft", 12)
        painter.restore()

    def _paint_back(
        self, painter: QPainter, rect: QRect, *, is_current: bool, has_focus: bool
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if is_current:
            painter.setBrush(self.theme["now"])
            painter.drawRoundedRect(rect, 6, 6)
            painter.setBrush(self.theme["now_bar"])
            painter.drawRoundedRect(QRect(rect.left(), rect.top(), 4, rect.height()), 2, 2)
        if has_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme["accent"], 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_chip(self, painter: QPainter, rect: QRect, moment: Moment) -> QRect:
        font = text_font(12)
        width = QFontMetrics(font).horizontalAdvance(moment.text) + 14
        chip = QRect(rect.left() + 10, rect.top() + 5, width, 19)
        is_late = moment.verdict is Verdict.PAST_END
        font.setStrikeOut(is_late)
        painter.setPen(Qt.PenStyle.NoPen)
        if moment.reason:
            painter.setPen(QPen(self.theme["doubt"], 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush if is_late else self.theme["chip"])
        painter.drawRoundedRect(chip, 6, 6)
        painter.setFont(font)
        painter.setPen(self.theme["soft" if is_late else "chip_ink"])
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, moment.text)
        return QRect(chip.left(), chip.top(), 64, chip.height())

    def _paint_line(self, painter: QPainter, rect: QRect, text: str, role: str, size: int) -> None:
        font: QFont = text_font(size)
        painter.setFont(font)
        painter.setPen(self.theme[role])
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, int(flags) | int(Qt.TextFlag.TextSingleLine), shown)


class MomentsList(QListView):
    """Lists the moments; says which one was chosen, by its number in the note."""

    moment_chosen = QtSignal(int, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Moments")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = MomentsModel()
        self._delegate = MomentDelegate(theme, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(lambda index: self._choose(index, keep_state=False))

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def show_moments(self, moments: tuple[Moment, ...]) -> None:
        """List the moments of another note."""
        self._delegate.current_row = -1
        self._model.show_moments(moments)

    @property
    def widget(self) -> QWidget:
        """What takes the keyboard and is shown."""
        return self

    def show_filter(self, words: str) -> None:
        """List only the moments that have these words."""
        self._delegate.current_row = -1
        self._model.show_filter(words)

    def show_time(self, time_ms: int) -> None:
        """Mark the moment that is being said."""
        row = self._model.row_at(time_ms)
        if row != self._delegate.current_row:
            self._delegate.current_row = row
            self.viewport().update()
            if row >= 0 and not (self.hasFocus() or self.underMouse()):
                self.scrollTo(self._model.index(row, 0))

    def follow_focused(self, *, keep_state: bool) -> None:
        """Go to the moment that has the focus."""
        if self.currentIndex().isValid():
            self._choose(self.currentIndex(), keep_state=keep_state)

    def move_by(self, move: Move) -> None:
        """Move the focus in the list."""
        rows = self._model.rowCount()
        page = max(1, self.viewport().height() // ROW_PX)
        row = max(0, min(rows - 1, self.currentIndex().row() + move.in_list(page, rows)))
        self.setCurrentIndex(self._model.index(row, 0))

    def _choose(self, index: QModelIndex, *, keep_state: bool) -> None:
        self.moment_chosen.emit(index.data(NUMBER_ROLE), keep_state)
