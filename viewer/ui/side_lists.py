"""The lists under the video: one at a time, each made when it is first shown.

All of them are walked, followed and filtered in the same way; the tabs above say which there are.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedLayout, QToolButton, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from viewer.session.view import Move, Pane
from viewer.ui.theme import Theme

ROOMY_PX = 440


class SideList(Protocol):
    """A list under the video. It is a widget, too: `widget` is what is shown."""

    @property
    def widget(self) -> Widget:
        """What takes the keyboard and is shown."""

    def move_by(self, move: Move) -> None:
        """Move the focus as asked."""

    def follow_focused(self, *, keep_state: bool) -> None:
        """Go where the row with the focus leads."""

    def show_filter(self, words: str) -> None:
        """Show only the rows that have these words; all of them for none."""

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""


class SideLists(Widget):
    """Tabs, a line to filter by, and the list that is shown."""

    wanted = Signal(str)
    """The pane whose tab was clicked."""

    def __init__(
        self, makers: Mapping[Pane, Callable[[], SideList]], titles: Mapping[Pane, str]
    ) -> None:
        """`makers` make each list when it is first shown; `titles` are what the tabs say."""
        super().__init__()
        self._makers = makers
        self.lists: dict[Pane, SideList] = {}
        self._shown: Pane | None = None
        self._titles = titles
        self._counts: dict[Pane, int] = {}
        self._tabs = {pane: self._tab(pane, title) for pane, title in titles.items()}
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Only what has these words")
        self.filter.setAccessibleName("Filter the list")
        self.filter.setObjectName("filter")
        self.filter.setClearButtonEnabled(True)
        self.filter.hide()
        self.filter.installEventFilter(self)
        self.filter.textChanged.connect(self._on_filter_changed)
        self._stack = QStackedLayout()
        row = QHBoxLayout()
        row.setContentsMargins(10, 6, 14, 2)
        row.setSpacing(2)
        for tab in self._tabs.values():
            row.addWidget(tab)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.filter)
        column.addLayout(self._stack)

    def show_pane(self, pane: Pane) -> None:
        """Show this list."""
        if pane is self._shown:
            return
        self._shown = pane
        if pane not in self.lists:
            self.lists[pane] = self._makers[pane]()
            self._stack.addWidget(self.lists[pane].widget)
        self._stack.setCurrentWidget(self.lists[pane].widget)
        self.filter.clear()
        self.filter.hide()
        for each, tab in self._tabs.items():
            tab.setChecked(each is pane)

    def tab_of(self, pane: Pane) -> QToolButton:
        """Return the tab of a list."""
        return self._tabs[pane]

    def show_count(self, pane: Pane, count: int) -> None:
        """Say on its tab how much there is in a list."""
        self._counts[pane] = count
        self._name_tabs()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the counts out where there is no room for them."""
        super().resizeEvent(event)
        self._name_tabs()

    def _name_tabs(self) -> None:
        for pane, title in self._titles.items():
            count = self._counts.get(pane, 0)
            full = f"{title} {count:,}" if count else title
            text = full if self.width() >= ROOMY_PX else title
            if (tab := self._tabs[pane]).text() != text:
                tab.setText(text)
            tab.setAccessibleName(full)

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        for each in self.lists.values():
            each.restyle(theme)

    def begin_filter(self) -> None:
        """Have words typed to filter by."""
        self.filter.show()
        self.filter.setFocus()
        self.filter.selectAll()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """In the line: Enter goes to the list, Esc shows all of it again."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.filter.clear()
            self.filter.hide()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            return False
        if self._shown is not None:
            self.lists[self._shown].widget.setFocus()
        return True

    def _on_filter_changed(self, words: str) -> None:
        if self._shown is not None:
            self.lists[self._shown].show_filter(words)

    def _tab(self, pane: Pane, title: str) -> QToolButton:
        tab = QToolButton()
        tab.setText(title)
        tab.setObjectName("tab")
        tab.setCheckable(True)
        tab.setAccessibleName(title)
        tab.setProperty("focusPolicy", "NoFocus")
        tab.clicked.connect(lambda _checked: self.wanted.emit(pane))
        return tab
