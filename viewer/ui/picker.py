"""A box to choose from a list by typing part of a name: notes, commands, a time."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

MOST_SHOWN = 200
WIDTH_PX = 560
MOST_PX = 420


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: what is shown, and what it stands for."""

    text: str
    value: str


class Picker(QFrame):
    """Lies over the window while choosing; Enter takes, Esc leaves, the arrows walk."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("picker")
        # A window of its own, or the video would be drawn over it.
        self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self._edit, self._list = QLineEdit(), QListView()
        self._nothing = QLabel("Nothing here is called so.")
        self._nothing.setObjectName("hint")
        self._nothing.setContentsMargins(12, 4, 12, 8)
        self._rows = QStringListModel()
        self._list.setModel(self._rows)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._choices: list[Option] = []
        self._shown: list[Option] = []
        self._taken: Callable[[str], None] = lambda _value: None
        self._left_focus: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 6)
        column.setSpacing(4)
        column.addWidget(self._edit)
        column.addWidget(self._list)
        column.addWidget(self._nothing)
        self._connect()
        self.hide()

    def _connect(self) -> None:
        self._edit.textChanged.connect(self._on_typed)
        self._edit.returnPressed.connect(self._on_taken)
        self._list.clicked.connect(lambda _index: self._on_taken())
        self._edit.installEventFilter(self)

    def choose(
        self,
        prompt: str,
        choices: list[Option],
        taken: Callable[[str], None],
        focus: QWidget,
        text: str = "",
    ) -> None:
        """Offer choices; with none, whatever was typed is taken. `focus` gets the keyboard back.

        `text` stands there already, to be changed or typed over.
        """
        self._choices, self._taken, self._left_focus = choices, taken, focus
        self._edit.setPlaceholderText(prompt)
        self._edit.setAccessibleName(prompt)
        self._edit.setText(" ".join(text.split()))
        self._edit.selectAll()
        self._on_typed(text)
        self.show()
        self.raise_()
        self._edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def shown(self) -> list[str]:
        """Return the texts on offer now."""
        return [choice.text for choice in self._shown]

    def leave(self) -> None:
        """Close without choosing."""
        self.hide()
        if self._left_focus is not None:
            self._left_focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Walk the list while typing, and leave on Esc or when the focus goes elsewhere."""
        if event.type() is QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8,
                 Qt.Key.Key_PageUp: -8, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}  # fmt: skip
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.leave()
            return True
        if key in steps:
            row = max(0, min(len(self._shown) - 1, self._list.currentIndex().row() + steps[key]))
            self._list.setCurrentIndex(self._rows.index(row, 0))
            return True
        return False

    def _on_typed(self, text: str) -> None:
        ranked = rank(text, self._choices)
        self._shown = ranked[:MOST_SHOWN]
        self._rows.setStringList([choice.text for choice in self._shown])
        self._list.setCurrentIndex(self._rows.index(0, 0))
        self._list.setVisible(bool(self._shown))
        self._nothing.setVisible(bool(self._choices) and not self._shown)
        self._place()

    def _on_taken(self) -> None:
        row = self._list.currentIndex().row()
        value = self._shown[row].value if 0 <= row < len(self._shown) else self._edit.text()
        if not value or (self._choices and not self._shown):
            return
        self.leave()
        self._taken(value)

    def _place(self) -> None:
        window = self.window()
        width = min(WIDTH_PX, window.width() - 40)
        rows_px = len(self._choices) * max(1, self._list.sizeHintForRow(0))
        height = min(MOST_PX, window.height() - 120, rows_px + 64) if self._shown else 48
        if self._choices and not self._shown:
            height = self.sizeHint().height()
        self.setGeometry((window.width() - width) // 2, 64, width, height)


def rank(typed: str, choices: list[Option]) -> list[Option]:
    """Return the choices that hold every typed word, those that begin with one first."""
    words = typed.casefold().split()
    scored = []
    for choice in choices:
        text = choice.text.casefold()
        if all(word in text for word in words):
            begins = sum(bool(re.search(rf"\b{re.escape(word)}", text)) for word in words)
            scored.append((-begins, len(text) if words else 0, choice))
    return [choice for _begins, _length, choice in sorted(scored, key=lambda row: row[:2])]
