"""The window that says why there is no window: for who started Notereel from no terminal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from viewer.errors import ViewerError
from viewer.paths import resources
from viewer.settings import Settings
from viewer.ui.application import Themes, start_application
from viewer.ui.theme import Theme

WIDTH_PX = 520


def show_refusal(error: ViewerError) -> None:
    """Say why the program does not start, until that is closed.

    It is shown in the system's colours: what was set belongs to data that are not ours to read.
    """
    app = start_application()
    themes = Themes(resources() / "themes", Settings(), lambda theme: window.restyle(theme))
    window = Refusal(error, themes.current())
    window.exec()
    themes.close()
    app.processEvents()


class Refusal(QDialog):
    """Says one thing; its words can be copied, and nothing in them is taken for markup."""

    def __init__(self, error: ViewerError, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("refusal")
        self.setWindowTitle("Notereel cannot start")
        self._sentence, self._hint = _label("sentence", error.sentence), _label("hint", error.hint)
        self.setAccessibleDescription(str(error))
        button = QPushButton("Close")
        button.setObjectName("main")
        button.setDefault(True)
        button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 20)
        column.setSpacing(12)
        column.addWidget(self._sentence)
        column.addWidget(self._hint)
        column.addSpacing(8)
        column.addLayout(foot)
        self.restyle(theme)
        self.setFixedSize(WIDTH_PX, column.totalHeightForWidth(WIDTH_PX))
        button.setFocus()

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        QApplication.setPalette(theme.palette())
        self.setStyleSheet(theme.window_style())

    def said(self) -> tuple[str, str]:
        """Return the words: the sentence, and the hint as it is written."""
        return self._sentence.text(), self._hint.text()


def _label(name: str, text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
