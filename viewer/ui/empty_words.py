"""What a list says where it has nothing to show: why, and what can be done."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractScrollArea

from viewer.ui.theme import Theme, text_font

WORDS_PX = 420
SHOW_ALL = "Esc shows all of it again."


def paint_words(painter: QPainter, area: QRect, theme: Theme, sentence: str, hint: str) -> None:
    """Paint why there is nothing to list, and what can be done."""
    width = min(WORDS_PX, area.width() - 40)
    room = QRect((area.width() - width) // 2, max(16, area.height() // 4), width, area.height())
    flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(
        Qt.TextFlag.TextWordWrap
    )
    font = text_font(14)
    font.setWeight(font.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(theme["ink"])
    taken = painter.drawText(room, flags, sentence)
    painter.setFont(text_font(13))
    painter.setPen(theme["soft"])
    painter.drawText(room.translated(0, taken.height() + 8), flags, hint)


def say_instead(shown: QAbstractScrollArea, theme: Theme, sentence: str, hint: str) -> None:
    """Paint these words where a list has nothing to show; to be called from its paint event."""
    painter = QPainter(shown.viewport())
    paint_words(painter, shown.viewport().rect(), theme, sentence, hint)
    painter.end()
