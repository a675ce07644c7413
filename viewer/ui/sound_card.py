"""What is seen of a video without pictures: its cover, or a calm card, with the note's title."""

from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from viewer.ui.image_shelf import ImageShelf, ImageSource
from viewer.ui.theme import Theme

MARGIN_PX = 24
TITLE_PX = 16
SIGN_PX = 64
LINES_AT_MOST = 2


class SoundCard(QWidget):
    """Paints the cover above the title; where there is none, a note sign."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = ""
        self._cover = ""
        self._shelf = ImageShelf(self)
        self._shelf.changed.connect(self.update)

    def show_covers_from(self, source: ImageSource) -> None:
        """Have covers read by this."""
        self._shelf.use(source)

    def show_sound(self, title: str, cover: str) -> None:
        """Stand for a video of this title; `cover` is its picture's file, empty for none."""
        self._title = title
        if cover != self._cover:
            self._cover = cover
            self._shelf.clear()
        self.setAccessibleName(f"Sound without pictures: {title}")
        self.update()

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the shape most videos have."""
        return QSize(640, 360)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self._theme["pane"])
        font = QFont(self.font())
        font.setPixelSize(TITLE_PX)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        line_px = painter.fontMetrics().lineSpacing()
        words = self.rect().adjusted(MARGIN_PX, 0, -MARGIN_PX, -MARGIN_PX)
        words.setTop(words.bottom() - LINES_AT_MOST * line_px)
        above = QRect(0, 0, self.width(), words.top()).adjusted(
            MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX // 2
        )
        if not self._paint_cover(painter, above):
            self._paint_sign(painter, QRectF(above).center())
        painter.setPen(self._theme["ink"])
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        wrapped = flags | Qt.TextFlag.TextWordWrap
        painter.drawText(words, wrapped, self._title)

    def _paint_cover(self, painter: QPainter, room: QRect) -> bool:
        if not self._cover or room.isEmpty():
            return False
        width_px = round(room.width() * self.devicePixelRatioF())
        image = self._shelf.image(Path(self._cover).name, width_px)
        if image is None:
            return False
        size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(room.topLeft(), size)
        place.moveCenter(room.center())
        painter.drawImage(place, image)
        return True

    def _paint_sign(self, painter: QPainter, centre: QPointF) -> None:
        """Two quavers under one beam, so that no font need hold them."""
        unit = SIGN_PX / 16
        painter.setPen(self._pen(1.4 * unit))
        left, right = centre.x() - 4 * unit, centre.x() + 5 * unit
        top, foot = centre.y() - 7 * unit, centre.y() + 5 * unit
        painter.drawLine(QPointF(left, foot), QPointF(left, top + unit))
        painter.drawLine(QPointF(right, foot - unit), QPointF(right, top - unit))
        painter.setPen(self._pen(2.6 * unit))
        painter.drawLine(
            QPointF(left - 0.7 * unit, top + unit), QPointF(right + 0.7 * unit, top - unit)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme["soft"])
        for x, y in ((left, foot), (right, foot - unit)):
            painter.drawEllipse(QPointF(x - 1.9 * unit, y), 2.6 * unit, 2 * unit)

    def _pen(self, width: float) -> QPen:
        pen = QPen(self._theme["soft"], width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen
