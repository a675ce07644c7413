"""A sheet docked beside the note: text of ours that is read, and walked like any other pane."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from viewer.session.view import Move
from viewer.ui.theme import Theme

LINE_PX = 60
WIDTH_PX = 380


class Sheet(QScrollArea):
    """Shows what is made for it in the theme's colours."""

    def __init__(self, name: str, html_in: Callable[[Theme], str], theme: Theme) -> None:
        super().__init__()
        self._html_in = html_in
        self.setObjectName("sheet")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFixedWidth(WIDTH_PX)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text = self.written()
        page = QWidget()
        page.setObjectName("sheet_page")
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(18, 14, 18, 14)
        self.column.addWidget(self._text)
        self.setWidget(page)
        self.restyle(theme)

    @staticmethod
    def written() -> QLabel:
        """Return a further piece of text for it, to be filled with our own HTML."""
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.RichText)  # Of others' words there are none unescaped.
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        label.setWordWrap(True)
        return label

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._text.setText(self._html_in(theme))

    def sizeHint(self) -> QSize:
        """Ask for its width alone: what text that can be wrapped asks for is wider."""
        return QSize(WIDTH_PX, super().sizeHint().height())

    def move_by(self, move: Move) -> None:
        """Scroll as asked."""
        bar = self.verticalScrollBar()
        page_px = self.viewport().height() - LINE_PX
        steps_px = {
            Move.LINE_DOWN: LINE_PX,
            Move.LINE_UP: -LINE_PX,
            Move.PAGE_DOWN: page_px,
            Move.PAGE_UP: -page_px,
            Move.TOP: -bar.maximum(),
            Move.BOTTOM: bar.maximum(),
        }
        bar.setValue(bar.value() + steps_px.get(move, 0))

    def follow_focused(self, *, keep_state: bool) -> None:
        """Lead nowhere: it is only read."""

    def text(self) -> str:
        """Return what is written on it."""
        return self._text.text()
