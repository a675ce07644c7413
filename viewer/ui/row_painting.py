"""What the rows of all lists are painted of: lines, chips, and the ring around the one in focus.

Plain text only, and each on one line: what notes, files and the web say is never more than words.
"""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate

from viewer.ui.theme import Theme, text_font

LINE_PX = 19
RADIUS_PX = 6
CHIP_PADDING_PX = 7
WORDS_ROOM_PX = 24


def write_line(painter: QPainter, rect: QRect, text: str, ink: QColor, font: QFont) -> None:
    """Write a text on one line, cut where it is too long."""
    painter.setFont(font)
    painter.setPen(ink)
    one_line = " ".join(text.split())
    shown = QFontMetrics(font).elidedText(one_line, Qt.TextElideMode.ElideRight, rect.width())
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, int(flags) | int(Qt.TextFlag.TextSingleLine), shown)


def say_instead(view: QAbstractItemView, theme: Theme, words: str) -> None:
    """Write over an empty list why there is nothing in it, or what can be done."""
    painter = QPainter(view.viewport())
    painter.setFont(text_font(13))
    painter.setPen(theme["soft"])
    room = WORDS_ROOM_PX
    rect = view.viewport().rect().adjusted(room, room, -room, -8)
    flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
    painter.drawText(rect, int(flags) | int(Qt.TextFlag.TextWordWrap), words)
    painter.end()


class RowPainter(QStyledItemDelegate):
    """Paints rows in a theme's colours; how a row looks, its heirs say."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.theme = theme
        self._view = view

    def _write(
        self, painter: QPainter, rect: QRect, text: str, role: str, size: int,
        *, weight: QFont.Weight = QFont.Weight.Normal,
    ) -> None:  # fmt: skip
        font = text_font(size)
        font.setWeight(weight)
        write_line(painter, rect, text, self.theme[role], font)

    def _paint_chip(self, painter: QPainter, line: QRect, text: str) -> QRect:
        """Paint a time where a line begins; return where it is."""
        font = text_font(12)
        width = QFontMetrics(font).horizontalAdvance(text) + 2 * CHIP_PADDING_PX
        chip = QRect(line.left(), line.top(), width, LINE_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme["chip"])
        painter.drawRoundedRect(chip, RADIUS_PX, RADIUS_PX)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(font)
        painter.setPen(self.theme["chip_ink"])
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
        return chip

    def _paint_ring(self, painter: QPainter, rect: QRect, row: int) -> None:
        """Mark the row that has the focus, while its list has the keyboard."""
        if self._view.hasFocus() and row == self._view.currentIndex().row():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme["accent"], 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS_PX, RADIUS_PX)
