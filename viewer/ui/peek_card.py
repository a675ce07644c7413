"""The card of a peek: the picture of a timestamp, and what is said around it."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QImageReader, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from viewer.session.peek import Peek, Said
from viewer.ui.theme import text_font

WIDTH_PX = 460
WIDTH_WITH_PICTURE_PX = 600
PICTURE_PX = QSize(168, 120)
GAP_PX = 6


class PeekCard(QFrame):
    """Lies by a timestamp of the note, and takes no keyboard."""

    def __init__(self, note: QWidget) -> None:
        super().__init__(note)
        self.setObjectName("peek")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Peek")
        self._picture = QLabel("")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lines: list[QWidget] = []
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self._picture)
        row.addLayout(self._words, 1)
        self.hide()

    def show_peek(self, peek: Peek, doubt: str, chip: QRect) -> None:
        """Show what is there, beside a timestamp that stands at `chip` in the note."""
        self._show_picture(peek)
        for line in self._lines:
            line.hide()  # One that is about to go is painted once more otherwise.
            line.deleteLater()
        self._lines = [self._line(each) for each in peek.said]
        for text in (peek.words, doubt):
            if text:
                self._lines.append(_label(text, "quiet"))
        for line in self._lines:
            self._words.addWidget(line)
            line.show()  # What is added to a visible card has no size until it is.
        self.setAccessibleDescription(self.said())
        self.show()
        self._place(chip)
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def said(self) -> str:
        """Return the words on the card."""
        return "\n".join(
            each.text() for line in self._lines for each in (line, *line.findChildren(QLabel))
            if isinstance(each, QLabel)
        )  # fmt: skip

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture on the card."""
        return not self._picture.isHidden()

    def _show_picture(self, peek: Peek) -> None:
        pixmap = QPixmap()
        if peek.picture is not None:
            ratio = self.devicePixelRatioF()
            reader = QImageReader(str(peek.picture))
            # Decoded as large as it is shown: the whole would take longer than a frame.
            size = reader.size().scaled(PICTURE_PX * ratio, Qt.AspectRatioMode.KeepAspectRatio)
            reader.setScaledSize(size)
            pixmap = QPixmap.fromImage(reader.read())
            pixmap.setDevicePixelRatio(ratio)
        self._picture.setPixmap(pixmap)
        self._picture.setVisible(not pixmap.isNull())

    def _line(self, said: Said) -> QWidget:
        line = QFrame()
        line.setObjectName("current" if said.is_current else "around")
        time = _label(said.time, "time")
        time.setFont(text_font(13))
        time.setWordWrap(False)
        row = QHBoxLayout(line)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(10)
        row.addWidget(time, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_label(said.text, "said"), 1)
        return line

    def _place(self, chip: QRect) -> None:
        note = self.parentWidget()
        assert note is not None
        room = note.rect().adjusted(8, 8, -16, -8)
        if room.width() < WIDTH_PX:
            self._picture.hide()  # What is said needs all of so little room.
        wished = WIDTH_WITH_PICTURE_PX if self.has_picture else WIDTH_PX
        width = min(wished, room.width())
        self.setFixedWidth(width)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        height = min(
            room.height(), max(layout.heightForWidth(width), layout.minimumSize().height())
        )
        left = max(room.left(), min(chip.left(), room.right() - width))
        below = chip.bottom() + GAP_PX
        top = below if below + height <= room.bottom() else chip.top() - GAP_PX - height
        self.setGeometry(QRect(QPoint(left, max(room.top(), top)), QSize(width, height)))


def _label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(kind)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
