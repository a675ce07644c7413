"""Paints one cue of a transcript: the time as a chip, its words, and what was searched for."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QTextLayout

from viewer.ui.cue_rows import ABOVE_PX
from viewer.ui.theme import Theme, text_font

SIDE_PX = 6
CHIP_LEFT_PX = 10
CHIP_HEIGHT_PX = 19
GAP_PX = 12
CHIP_FONT_PX = 12


@dataclass(frozen=True, slots=True)
class Look:
    """How a row looks now."""

    is_current: bool
    has_focus: bool
    is_hovered: bool


class CuePainter:
    """Paints rows in a theme's colours; chips are as wide as the widest time."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.chip_px = 0

    def widen_for(self, time: str) -> None:
        """Make the chips wide enough for a time."""
        self.chip_px = QFontMetrics(text_font(CHIP_FONT_PX)).horizontalAdvance(time) + 14

    @property
    def text_left(self) -> int:
        """Where the words begin."""
        return SIDE_PX + CHIP_LEFT_PX + self.chip_px + GAP_PX

    def paint(
        self, painter: QPainter, row: QRect, time: str, layout: QTextLayout, look: Look
    ) -> None:
        """Paint a row; its words are laid out already."""
        rect = row.adjusted(SIDE_PX, 0, -SIDE_PX, 0)
        self._paint_back(painter, rect, look)
        self._paint_chip(painter, rect, time)
        painter.setPen(self.theme["ink"])
        spot = QPointF(row.left() + self.text_left, row.top() + ABOVE_PX)
        layout.draw(painter, spot)

    def _paint_back(self, painter: QPainter, rect: QRect, look: Look) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if look.is_current:
            painter.setBrush(self.theme["now"])
            painter.drawRoundedRect(rect, 6, 6)
            painter.setBrush(self.theme["now_bar"])
            painter.drawRoundedRect(QRect(rect.left(), rect.top(), 4, rect.height()), 2, 2)
        elif look.is_hovered:
            painter.setBrush(self.theme["line"])
            painter.drawRoundedRect(rect, 6, 6)
        if look.has_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme["accent"], 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_chip(self, painter: QPainter, rect: QRect, time: str) -> None:
        chip = QRect(rect.left() + CHIP_LEFT_PX, rect.top() + ABOVE_PX, self.chip_px,
                     CHIP_HEIGHT_PX)  # fmt: skip
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme["chip"])
        painter.drawRoundedRect(chip, 6, 6)
        painter.setFont(text_font(CHIP_FONT_PX))
        painter.setPen(self.theme["chip_ink"])
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, time)
