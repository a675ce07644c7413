"""A strip above the note: what went wrong and what to do, or a question with its answers.

It takes no room while there is nothing to say, and never covers the text.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.session.notice import Notice

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

NARROW_PX = 480

Answers = dict[str, Callable[[], None]]


class NoticeBar(QFrame):
    """Says one thing at a time, in plain text whatever it quotes."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAccessibleName("Notice")
        self._sentence, self._hint = _line("sentence"), _line("hint")
        self._answers: list[QPushButton] = []
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._hint)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.addLayout(words, 1)
        row.addLayout(self._buttons)
        self.hide()

    def say(self, notice: Notice, offers: Answers | None = None) -> None:
        """Show a notice until it is closed, and what may help."""
        self._show(notice, {**(offers or {}), "Close": self.closed.emit})

    def ask(self, notice: Notice, answers: Answers) -> None:
        """Show a question; the first answer has the keyboard's focus."""
        self._show(notice, answers)
        self._answers[0].setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def said(self) -> str:
        """Return the words shown, empty when there are none."""
        if self.isHidden():
            return ""
        return f"{self._sentence.text()} {self._hint.text()}".strip()

    def buttons(self) -> list[QPushButton]:
        """Return the answers on offer."""
        return list(self._answers)

    def _show(self, notice: Notice, answers: Answers) -> None:
        for button in self._answers:
            button.hide()
            button.deleteLater()
        self._answers = [self._button(text, deed) for text, deed in answers.items()]
        for button in self._answers:
            self._buttons.insertWidget(self._buttons.count() - 1, button)
        self._sentence.setText(notice.sentence)
        self._hint.setText(notice.hint)
        self._hint.setVisible(bool(notice.hint))
        self.setProperty("trouble", "true" if notice.is_trouble else "false")
        self.style().polish(self)
        self.setAccessibleDescription(str(notice))
        self.show()

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Put the answers below the words where both have no room in one line."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_PX
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)

    @staticmethod
    def _button(text: str, deed: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(True)  # So that Enter presses it.
        button.clicked.connect(lambda _checked: deed())
        return button


def _line(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName("notice_" + name)
    label.setProperty("textFormat", "PlainText")
    label.setWordWrap(True)
    return label
