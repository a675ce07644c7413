"""What is at a time of the video, shown over it: time, chapter, picture, sentence.

The video's surface is a window of the window system, which covers every widget that is none; so
this is one, too, and lies above it. It takes neither clicks nor the keyboard.
"""

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from viewer.session.overview import Glimpse
from viewer.ui.frame_shelf import FrameShelf
from viewer.ui.row_painting import write_line
from viewer.ui.theme import Theme, text_font

WIDTH_PX, PICTURE_PX, PAD_PX = 272, 144, 8
LINE_PX, APART_PX = 18, 14
MOST_LINES, MOST_CHARACTERS = 2, 400


class BarPreview(QWidget):
    """Shows a glimpse above a spot of the bar; `shelf` has the pictures."""

    def __init__(self, theme: Theme, shelf: FrameShelf, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("What is at this time")
        self.hide()
        self._theme = theme
        self._shelf = shelf
        self._glimpse = Glimpse("")
        shelf.changed.connect(self.update)

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.update()

    @property
    def glimpse(self) -> Glimpse:
        """What is shown."""
        return self._glimpse

    def show_glimpse(self, glimpse: Glimpse, bar: QWidget, x: int) -> None:
        """Show it above a spot of the bar, or below where there is no room."""
        self._glimpse = glimpse
        self.setAccessibleDescription(glimpse.spoken)
        if self.parentWidget() is not bar.window():
            self.setParent(bar.window())
        size = QSize(WIDTH_PX, self._height())
        corner = bar.mapTo(bar.window(), QPoint(0, 0))
        most_left = max(corner.x(), corner.x() + bar.width() - size.width())
        left = max(corner.x(), min(corner.x() + x - size.width() // 2, most_left))
        top = corner.y() - APART_PX - size.height()
        if top < 0:
            top = corner.y() + bar.height() + APART_PX
        self.setGeometry(QRect(QPoint(left, top), size))
        self.show()
        self.raise_()  # A moment's picture may have come over it.
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, and the words below it. Plain text only."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme["background"])
        painter.setPen(QPen(self._theme["line"], 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        top = PAD_PX
        picture = self._picture()
        if self._glimpse.picture is not None:
            room = QRect(PAD_PX, top, WIDTH_PX - 2 * PAD_PX, PICTURE_PX)
            painter.fillRect(room, self._theme["line"])
            if picture is not None:
                shown = picture.deviceIndependentSize().toSize()
                spot = QRect(QPoint(0, 0), shown)
                spot.moveCenter(room.center())
                painter.fillRect(room, Qt.GlobalColor.black)
                painter.drawPixmap(spot.topLeft(), picture)
            top += PICTURE_PX + PAD_PX
        self._paint_words(painter, top)

    def _paint_words(self, painter: QPainter, top: int) -> None:
        glimpse = self._glimpse
        bold = text_font(13)
        bold.setWeight(QFont.Weight.DemiBold)
        time_px = QFontMetrics(bold).horizontalAdvance(glimpse.time) + 8
        line = QRect(PAD_PX, top, WIDTH_PX - 2 * PAD_PX, LINE_PX)
        self._write(painter, line, glimpse.time, "ink", bold)
        self._write(
            painter, line.adjusted(time_px, 0, 0, 0), glimpse.chapter, "soft", text_font(12)
        )
        line.translate(0, LINE_PX + 2)
        if glimpse.bookmark:
            self._write(painter, line, glimpse.bookmark, "link", text_font(13))
            line.translate(0, LINE_PX)
        for text in self._sentence_lines():
            self._write(painter, line, text, "ink", text_font(13))
            line.translate(0, LINE_PX)
        self._write(painter, line, glimpse.remark, "soft", text_font(12))

    def _write(self, painter: QPainter, rect: QRect, text: str, role: str, font: QFont) -> None:
        write_line(painter, rect, text, self._theme[role], font)

    def _picture(self) -> QPixmap | None:
        file = self._glimpse.picture
        room = QSize(WIDTH_PX - 2 * PAD_PX, PICTURE_PX)
        return self._shelf.picture(file, room, self.devicePixelRatioF()) if file else None

    def _height(self) -> int:
        glimpse = self._glimpse
        lines = 1 + len(self._sentence_lines()) + bool(glimpse.bookmark) + bool(glimpse.remark)
        picture = PICTURE_PX + PAD_PX if glimpse.picture is not None else 0
        return 2 * PAD_PX + picture + lines * LINE_PX + 2

    def _sentence_lines(self) -> list[str]:
        """Return the sentence in lines that fit; the last has all the rest, to be cut short."""
        text = " ".join(self._glimpse.sentence.split())[:MOST_CHARACTERS]
        if not text:
            return []
        layout = QTextLayout(text, text_font(13))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        starts: list[int] = []
        layout.beginLayout()
        while len(starts) < MOST_LINES:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(WIDTH_PX - 2 * PAD_PX)
            line.setPosition(QPointF(0, 0))
            starts.append(line.textStart())
        layout.endLayout()
        units = text.encode("utf-16-le")  # Qt counts in these.
        ends = [*starts[1:], len(units) // 2]
        return [
            units[2 * start : 2 * end].decode("utf-16-le", "replace")
            for start, end in zip(starts, ends, strict=True)
        ]
