"""The list of doubts: for each its line, what is written, how it was read, and why."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyleOptionViewItem,
    QWidget,
)

from viewer.note.note import Verdict
from viewer.session.doubts import Concern, Topic
from viewer.session.view import Move
from viewer.ui.row_painting import CHIP_PADDING_PX, LINE_PX, RowPainter
from viewer.ui.spoken_rows import ROW_ROLE, Index, SpokenRows
from viewer.ui.theme import Theme, text_font

ROW_PX = 48
TITLE_PX = 30
WHERE_PX = 72
_LEAD_NOWHERE = (Verdict.PAST_END, Verdict.BEFORE_START, Verdict.UNREADABLE)
Row = Concern | str
"""A doubt, or the title of those that follow."""


class DoubtsModel(SpokenRows[Row]):
    """The doubts of a note, with a title above each topic but the note itself."""

    def show_concerns(self, concerns: Sequence[Concern]) -> None:
        """Take the doubts of another note."""
        rows: list[Row] = []
        for topic, group in groupby(concerns, key=lambda each: each.topic):
            found = list(group)
            rows += found if topic is Topic.NOTE else [f"{topic} · {len(found)}", *found]
        self.show_rows(tuple(rows))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a doubt can be chosen, and a title cannot."""
        if self.is_doubt(index.row()):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def is_doubt(self, row: int) -> bool:
        """Whether there is a doubt in this row."""
        return 0 <= row < len(self.rows) and isinstance(self.rows[row], Concern)


def _spoken(row: Row) -> str:
    if isinstance(row, str):
        return row
    read_as = f", read as {row.read_as}" if row.read_as else ""
    return f"{row.where}: {row.written}{read_as}. {row.reason}"


class DoubtDelegate(RowPainter):
    """Paints one doubt: its line, what is written and read, and why under it. Plain text only."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Titles are lower than doubts."""
        return QSize(200, TITLE_PX if isinstance(index.data(ROW_ROLE), str) else ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: Row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, str):
            self._write(painter, rect.adjusted(16, 6, -16, 0), row, "soft", 12)
        else:
            is_current = index.row() == self._view.currentIndex().row()
            self._paint_doubt(painter, rect.adjusted(6, 1, -6, -1), row, is_current=is_current)
        painter.restore()

    def _paint_doubt(
        self, painter: QPainter, rect: QRect, concern: Concern, *, is_current: bool
    ) -> None:
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme["selection"])
            painter.drawRoundedRect(rect, 6, 6)
        soft = "ink" if is_current else "soft"
        line = QRect(rect.left() + 10, rect.top() + 4, rect.width() - 20, LINE_PX)
        if not concern.written:
            line.translate(0, LINE_PX // 2 + 1)
        where = QRect(line.topLeft(), QSize(WHERE_PX, line.height()))
        self._write(painter, where, concern.where, soft, 12)
        line.setLeft(where.right())
        below = line.translated(0, LINE_PX + 2)
        if not concern.written:
            self._write(painter, line, concern.reason, "ink", 13)
            return
        if concern.topic is Topic.LINK:
            self._write(painter, line, concern.written, "ink", 13)
        else:
            self._paint_times(painter, line, concern, soft)
        self._write(painter, below, concern.reason, soft, 12)

    def _paint_times(self, painter: QPainter, line: QRect, concern: Concern, soft: str) -> None:
        is_followed = concern.verdict not in _LEAD_NOWHERE
        line.setLeft(self._paint_written(painter, line, concern.written, is_sound=is_followed))
        if concern.read_as:
            arrow = QRect(line.left() + 6, line.top(), 18, line.height())
            self._write(painter, arrow, "→", soft, 12)
            line.setLeft(arrow.right() + 4)
            line.setLeft(self._paint_written(painter, line, concern.read_as, is_sound=True))
        self._write(painter, line.adjusted(12, 0, 0, 0), concern.said, soft, 12)

    def _paint_written(self, painter: QPainter, line: QRect, text: str, *, is_sound: bool) -> int:
        """Paint a time and return where it ends; one that leads nowhere is struck out."""
        font = text_font(12)
        font.setStrikeOut(not is_sound)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, 160)
        width = metrics.horizontalAdvance(shown) + 2 * CHIP_PADDING_PX
        chip = QRect(line.left(), line.top(), width, LINE_PX)
        painter.setPen(Qt.PenStyle.NoPen if is_sound else _dashes(self.theme))
        painter.setBrush(self.theme["chip"] if is_sound else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(chip, 6, 6)
        painter.setFont(font)
        painter.setPen(self.theme["chip_ink" if is_sound else "ink"])
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
        return chip.right()


def _dashes(theme: Theme) -> QPen:
    return QPen(theme["doubt"], 1, Qt.PenStyle.DashLine)


class DoubtsList(QListView):
    """Lists the doubts; says to which place on the page the reader wants to go."""

    place_wanted = QtSignal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Doubts")
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = DoubtsModel(_spoken)
        self._delegate = DoubtDelegate(theme, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._choose)

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def show_concerns(self, concerns: Sequence[Concern]) -> None:
        """List these doubts; the focus stays in its row as far as there is one."""
        row = self.currentIndex().row()
        self._model.show_concerns(concerns)
        self._focus_row(max(row, 0), 1)

    @property
    def height_wanted(self) -> int:
        """How high it would be with all its rows."""
        rows = self._model.rowCount()
        titles = sum(not self._model.is_doubt(row) for row in range(rows))
        return titles * TITLE_PX + (rows - titles) * ROW_PX

    def follow_focused(self, *, keep_state: bool = False) -> None:
        """Go to the place of the doubt that has the focus; the video is left alone either way."""
        del keep_state
        self._choose(self.currentIndex())

    def move_by(self, move: Move) -> None:
        """Move the focus in the list; titles are stepped over."""
        rows = self._model.rowCount()
        page = max(1, self.viewport().height() // ROW_PX)
        step = move.in_list(page, rows)
        self._focus_row(max(0, min(rows - 1, self.currentIndex().row() + step)), step)

    def _focus_row(self, row: int, step: int) -> None:
        ways = (1, -1) if step >= 0 else (-1, 1)
        for way in ways:
            at = row
            while 0 <= at < self._model.rowCount() and not self._model.is_doubt(at):
                at += way
            if self._model.is_doubt(at):
                self.setCurrentIndex(self._model.index(at, 0))
                if at <= 1:
                    self.scrollToTop()  # So that the first title shows too.
                return

    def _choose(self, index: QModelIndex) -> None:
        concern = index.data(ROW_ROLE) if index.isValid() else None
        if isinstance(concern, Concern):
            self.place_wanted.emit(concern.place)
