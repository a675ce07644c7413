"""The list of what other notes cite near the time the video is at: time, sentence, note.

It follows the video. Plain text only, as everything that notes say in lists.
"""

from typing import Any

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyleOptionViewItem,
    QWidget,
)

from viewer.library.citation import Citation
from viewer.session.elsewhere import Elsewhere
from viewer.session.session import Session
from viewer.session.view import Move
from viewer.ui.empty_words import SHOW_ALL, say_instead
from viewer.ui.row_painting import LINE_PX, RowPainter
from viewer.ui.spoken_rows import ROW_ROLE, Index, SpokenRows
from viewer.ui.theme import Theme

ROW_PX = 50
NOTHING_NEAR = "No other note cites this video within half a minute of now."
NOTHING_FOUND = "Nothing that is cited near now has these words."


def where(citation: Citation) -> str:
    """Say in which note a citation stands, and where in it."""
    return " · ".join(part for part in (citation.title, citation.heading) if part)


def spoken(citation: Citation) -> str:
    """Return what a screen reader says of a citation."""
    return f"{citation.text} {citation.sentence}. {where(citation)}"


class CitationDelegate(RowPainter):
    """Paints a citation: a chip, its sentence, and its note under it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as the next."""
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        citation: Citation = index.data(ROW_ROLE)
        rect: QRect = option.rect.adjusted(6, 2, -6, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ring(painter, rect, index.row())
        line = QRect(rect.left() + 10, rect.top() + 5, rect.width(), LINE_PX)
        chip = self._paint_chip(painter, line, citation.text)
        left = max(chip.right(), rect.left() + 74) + 12
        text = QRect(left, rect.top() + 5, rect.right() - left - 8, LINE_PX)
        self._write(painter, text, citation.sentence or citation.text, "ink", 13)
        self._write(painter, text.translated(0, LINE_PX), where(citation), "soft", 12)
        painter.restore()


class ElsewhereList(QListView):
    """Lists what other notes cite near now; Enter opens the note, there."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Other notes at this time")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session = session
        self._elsewhere: Elsewhere = session.studying.elsewhere
        self._model = SpokenRows(spoken)
        self._delegate = CitationDelegate(theme, self)
        self._words: tuple[str, ...] = ()
        self._span: tuple[int, int] = (-1, -1)
        self._time_ms = 0
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(lambda index: self._open(index, keep_state=False))
        session.passed.connect(self._on_passed)
        self._elsewhere.changed.connect(self._show)
        self._time_ms = session.video.position_ms()
        self._elsewhere.begin()
        self._show()

    @property
    def widget(self) -> QWidget:
        """What takes the keyboard and is shown."""
        return self

    def said(self) -> str:
        """Return the words in place of rows; empty when there are some."""
        if self._model.rows:
            return ""
        nothing = NOTHING_FOUND if self._words else NOTHING_NEAR
        return self._elsewhere.words or nothing

    @property
    def rows(self) -> tuple[Citation, ...]:
        """What is listed."""
        return self._model.rows

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def move_by(self, move: Move) -> None:
        """Move the focus in the list."""
        rows = self._model.rowCount()
        page = max(1, self.viewport().height() // ROW_PX)
        row = max(0, min(rows - 1, self.currentIndex().row() + move.in_list(page, rows)))
        self.setCurrentIndex(self._model.index(row, 0))

    def follow_focused(self, *, keep_state: bool) -> None:
        """Open the note of the row that has the focus."""
        if self.currentIndex().isValid():
            self._open(self.currentIndex(), keep_state=keep_state)

    def show_filter(self, words: str) -> None:
        """List only what has these words."""
        self._words = tuple(words.casefold().split())
        self._show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or say why there are none."""
        super().paintEvent(event)
        if said := self.said():
            say_instead(self, self._delegate.theme, said, SHOW_ALL if self._words else "")

    def _on_passed(self, time_ms: int) -> None:
        # Asked fifty times a second: what has not left or entered the half minute is not listed
        # anew; what ends in it may stay a little longer.
        self._time_ms = time_ms
        if self._elsewhere.span(time_ms) != self._span and self.isVisible():
            self._show()

    def _show(self) -> None:
        self._span = self._elsewhere.span(self._time_ms)
        near = self._elsewhere.near(self._time_ms)
        rows = tuple(each for each in near if self._has_words(each))
        if rows != self._model.rows:
            focused = self.currentIndex().data(ROW_ROLE)
            at = self.currentIndex().row()
            self._model.show_rows(rows)
            row = rows.index(focused) if focused in rows else max(0, min(at, len(rows) - 1))
            if rows:
                self.setCurrentIndex(self._model.index(row, 0))
        self.setAccessibleDescription(self.said())
        self.viewport().update()

    def _has_words(self, citation: Citation) -> bool:
        text = f"{citation.text} {citation.sentence} {where(citation)}".casefold()
        return all(word in text for word in self._words)

    def showEvent(self, event: Any) -> None:
        """Show what is near now: while it was hidden it did not follow."""
        super().showEvent(event)
        self._show()

    def _open(self, index: QModelIndex, *, keep_state: bool) -> None:
        self._elsewhere.open(index.data(ROW_ROLE), keep_state=keep_state)
