"""The one owner of the keyboard: pressed keys become commands here and nowhere else.

Menus only display their keys. While someone types, all but a few keys are left to the text.
"""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from viewer.commands.keymap import WHILE_TYPING, Keymap, Match
from viewer.session.view import View
from viewer.ui.key_names import key_name

COUNTABLE_PANES = ("note", "list")
MOST_DIGITS = 3
KEYS_OF_BUTTONS = ("Space", "Enter", "Tab", "Shift+Tab")


class KeyFilter(QObject):
    """Watches a window's keys; says which command was pressed, and with what argument."""

    pressed = Signal(str, str)
    pending_changed = Signal(str)

    def __init__(self, keymap: Keymap, view: View, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._view = view
        self._keys: tuple[str, ...] = ()
        self._count = ""

    def watch(self, window: QWindow) -> None:
        """Own the keys of this window from now on."""
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys that mean something; leave the rest to Qt."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        name = key_name(event)
        if not name:
            return False
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit):
            return self._take_while_typing(name)
        if isinstance(focus, QAbstractButton) and name in KEYS_OF_BUTTONS:
            self._forget()
            return False
        return self._take(name)

    def _take_while_typing(self, name: str) -> bool:
        if name not in WHILE_TYPING or name in ("Enter", "Tab", "Shift+Tab", "Esc"):
            return False  # These belong to whoever shows the text field.
        return self._take(name)

    def _take(self, name: str) -> bool:
        pane = self._view.pane.keys
        if self._is_count(name, pane):
            self._count += name
            self.pending_changed.emit(self._count)
            return True
        keys = (*self._keys, name)
        match, binding = self._keymap.look_up(pane, keys)
        if match is Match.NONE and self._keys:
            self._forget()
            return True  # A sequence that leads nowhere must not half happen.
        if match is Match.PARTIAL:
            self._keys = keys
            self.pending_changed.emit(" ".join((self._count, *keys)).strip())
            return True
        count = self._count
        self._forget()
        if binding is None:
            return False
        self.pressed.emit(binding.command, binding.argument or count)
        return True

    def _is_count(self, name: str, pane: str) -> bool:
        if pane not in COUNTABLE_PANES or self._keys or not (name.isdecimal() and len(name) == 1):
            return False
        return len(self._count) < MOST_DIGITS and bool(self._count or name != "0")

    def _forget(self) -> None:
        if self._keys or self._count:
            self._keys, self._count = (), ""
            self.pending_changed.emit("")
