"""The doubts, laid over the note: the list, and the switch for how times are read."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.session.doubts import Topic
from viewer.session.session import Session
from viewer.ui.doubts_list import DoubtsList
from viewer.ui.theme import Theme

WIDTH_PX = 620
MOST_PX = 520
EDGE_PX = 10
_SWITCH = {
    None: ("Notereel judges", "times_as_judged"),
    True: ("minutes and seconds", "times_as_minutes"),
    False: ("as written", "times_as_written"),
}


class DoubtsPanel(QFrame):
    """Hangs below the badge; Esc or another pane puts it away."""

    place_wanted = Signal(str)
    command_wanted = Signal(str)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("doubts")
        self.setAccessibleName("Doubts about this note")
        # A window of its own, or the video would be drawn over it.
        self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self.list = DoubtsList(theme)
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._key = QLabel("Enter  goes there     Esc  closes")
        self._empty = QLabel("Nothing about this note is doubtful.")
        self._empty.setObjectName("hint")
        self._switch = QWidget()
        self._hangs_from = QPoint()
        self._choice: bool | None = None
        self._arrange()
        self.list.place_wanted.connect(self.place_wanted)
        window.installEventFilter(self)
        self.hide()

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self.list.restyle(theme)

    def show_session(self, session: Session) -> None:
        """Show the open note's doubts."""
        concerns = session.concerns
        doubts = sum(each.topic is not Topic.LINK for each in concerns)
        links = len(concerns) - doubts
        words = f"{doubts} doubt{'s' * (doubts != 1)} about this note"
        if links and not doubts:
            words = "1 link leads nowhere" if links == 1 else f"{links} links lead nowhere"
        self._title.setText(words)
        self.list.show_concerns(concerns)
        self.list.setVisible(bool(concerns))
        self._empty.setVisible(not concerns)
        self._switch.setVisible(bool(session.moments))
        self._choice = session.page.terms.is_shifted if session.page else None
        self._show_choice()
        self._place()

    def _show_choice(self) -> None:
        for choice, button in self._buttons.items():
            button.setChecked(choice is self._choice)

    def hang_from(self, corner: QPoint) -> None:
        """Lie below a place in the window."""
        self._hangs_from = corner
        self._place()

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Keep inside the window when that changes its size."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _arrange(self) -> None:
        self._title.setObjectName("doubts_title")
        self._key.setObjectName("hint")
        self._empty.setContentsMargins(16, 4, 16, 12)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 2)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._key)
        self._arrange_switch()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty)
        column.addWidget(self._switch)

    def _arrange_switch(self) -> None:
        self._switch.setObjectName("switch")
        row = QHBoxLayout(self._switch)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(6)
        row.addWidget(QLabel("Times are read:"))
        self._buttons = {
            choice: self._button(text, command) for choice, (text, command) in _SWITCH.items()
        }
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch()

    def _button(self, text: str, command: str) -> QPushButton:
        button = QPushButton(text)
        button.setCheckable(True)
        button.setAutoDefault(True)  # So that Enter presses it.
        button.setAccessibleName(f"Read times: {text}")
        button.clicked.connect(lambda _checked: self._on_switched(command))
        return button

    def _on_switched(self, command: str) -> None:
        self._show_choice()  # Until the note has been read so, nothing has changed.
        self.command_wanted.emit(command)

    def _place(self) -> None:
        window = self.window()
        width = min(WIDTH_PX, window.width() - 2 * EDGE_PX)
        left = max(EDGE_PX, min(self._hangs_from.x(), window.width() - width - EDGE_PX))
        top = self._hangs_from.y()
        list_px = self.list.height_wanted if not self.list.isHidden() else 40
        wanted = 44 + list_px + (48 if not self._switch.isHidden() else 8)
        height = min(wanted, MOST_PX, window.height() - top - 4 * EDGE_PX)
        self.setGeometry(left, top, width, height)
