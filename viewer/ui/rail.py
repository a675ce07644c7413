"""The moments rail: everything there is of the open video, by time, and what is being said."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QGuiApplication, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from viewer.session.timeline import Item, Kind, Row, Timeline
from viewer.session.view import Move
from viewer.ui.empty_words import SHOW_ALL, say_instead
from viewer.ui.rail_rows import IS_LOW_ROLE, ITEM_ROLE, Index, RailDelegate
from viewer.ui.theme import Theme

MANY = 1_000
NOTHING = ("This note cites no time of a video.", "A time such as [1:02] in its text would.")
NOTHING_FOUND = ("Nothing here has these words.", SHOW_ALL)
_LOW = (Kind.CHAPTER, Kind.GAP)


class RailModel(QAbstractListModel):
    """The rows of a timeline that have the words of a filter; an item is made when it is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.timeline = Timeline()
        self.rows: list[Row] = []
        self.marks: Mapping[int, str] = {}
        """What moments are marked with, by their index."""
        self._words = ""

    def show_timeline(self, timeline: Timeline) -> None:
        """Take another timeline."""
        self.timeline = timeline
        self._list()

    def show_filter(self, words: str) -> None:
        """List only what has these words."""
        self._words = words
        self._list()

    def show_marks(self, marks: Mapping[int, str]) -> bool:
        """Take other marks; return whether others are listed because of them."""
        self.marks = marks
        if not self._words:
            return False
        self._list()
        return True

    @property
    def message(self) -> tuple[str, str]:
        """What is said in place of rows, and a hint; empty where there are some."""
        if self.rows:
            return "", ""
        return NOTHING_FOUND if self._words else NOTHING

    def _list(self) -> None:
        self.beginResetModel()
        self.rows = self.timeline.rows_with(self._words, self.marks)
        self.endResetModel()

    @property
    def is_long(self) -> bool:
        """Whether rows are too many to ask each for its height."""
        return len(self.rows) > MANY

    def rowCount(self, _parent: Index | None = None) -> int:  # noqa: N802
        """Return how many rows there are."""
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return an item, or what a screen reader says of it."""
        if role == IS_LOW_ROLE:
            return not self.is_long and self.rows[index.row()][1] in _LOW
        if role == ITEM_ROLE:
            return self.timeline.item(self.rows[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            item = self.timeline.item(self.rows[index.row()])
            mark = self.marks.get(item.number, "") if item.moment is not None else ""
            return f"{item.spoken} {mark}".rstrip()
        return None

    def row_near(self, row: Row | None) -> int:
        """Return where such a row is now, or the last one before its time; -1 for none."""
        if row is None or not self.rows:
            return -1
        return max(0, bisect_right(self.rows, row) - 1)


class Rail(QListView):
    """Lists what there is; says which was chosen, and whether to keep playing or paused."""

    item_chosen = QtSignal(object, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Moments")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = RailModel()
        self._delegate = RailDelegate(theme, self)
        self._holds: tuple[int, int | None] | None = None
        self._time_ms = -1
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._on_clicked)

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._delegate.theme = theme
        self.viewport().update()

    @property
    def widget(self) -> QWidget:
        """What takes the keyboard and is shown."""
        return self

    @property
    def items(self) -> list[Item]:
        """What is listed."""
        return [self._model.timeline.item(row) for row in self._model.rows]

    @property
    def current_items(self) -> list[Item]:
        """What is marked as being said or shown."""
        rows = sorted(self._delegate.current_rows)
        return [self._model.timeline.item(self._model.rows[row]) for row in rows]

    @property
    def focused_item(self) -> Item | None:
        """What has the focus."""
        index = self.currentIndex()
        return index.data(ITEM_ROLE) if index.isValid() else None

    def show_timeline(self, timeline: Timeline) -> None:
        """List another timeline; the focus stays where it was, or near it."""
        row = self._focused_row()
        self._model.show_timeline(timeline)
        self._come_back_to(row)

    def show_filter(self, words: str) -> None:
        """List only what has these words."""
        row = self._focused_row()
        self._model.show_filter(words)
        self._come_back_to(row)

    def show_pictures(self, picture_of: Callable[[Item], QPixmap | None], has_any: bool) -> None:
        """Show pictures that are had from here; without any there is no room left for them."""
        self._delegate.picture_of = picture_of
        if has_any != self._delegate.has_pictures:
            self._delegate.has_pictures = has_any
            self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def show_marks(self, marks: Mapping[int, str]) -> None:
        """Show what the reader has marked moments with, by their index."""
        row = self._focused_row()
        self._delegate.marks = marks
        if self._model.show_marks(marks):
            self._come_back_to(row)
        self.viewport().update()

    def show_time(self, time_ms: int) -> None:
        """Mark what is being said; -1 for nothing."""
        self._time_ms = time_ms
        if self._holds is not None and self._still_holds(time_ms):
            return
        rows, until_ms = self._model.timeline.rows_at(time_ms, self._model.rows)
        self._holds = time_ms, until_ms
        before, self._delegate.current_rows = self._delegate.current_rows, rows
        for row in before ^ rows:
            self.update(self._model.index(row, 0))
        if rows != before and rows and not (self.hasFocus() or self.underMouse()):
            self._bring_in_sight(self._model.index(min(rows), 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or say why there are none."""
        super().paintEvent(event)
        if any(message := self._model.message):
            say_instead(self, self._delegate.theme, *message)

    def follow_focused(self, *, keep_state: bool) -> None:
        """Go to what has the focus."""
        if (item := self.focused_item) is not None:
            self.item_chosen.emit(item, keep_state)

    def move_by(self, move: Move) -> None:
        """Move the focus in the list."""
        rows = self._model.rowCount()
        page = max(1, self.viewport().height() // self._delegate.row_px)
        here = self.currentIndex().row()
        if here < 0 and self._delegate.current_rows:
            here = min(self._delegate.current_rows)
        self._focus(max(0, min(rows - 1, here + move.in_list(page, rows))))

    def _bring_in_sight(self, index: QModelIndex) -> None:
        """Show a row, with what comes before and after it, unless all of it is in sight."""
        if not self.viewport().rect().contains(self.visualRect(index)):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _still_holds(self, time_ms: int) -> bool:
        assert self._holds is not None
        since_ms, until_ms = self._holds
        return since_ms <= time_ms and (until_ms is None or time_ms < until_ms)

    def _focused_row(self) -> Row | None:
        at = self.currentIndex().row()
        return self._model.rows[at] if 0 <= at < len(self._model.rows) else None

    def _come_back_to(self, row: Row | None) -> None:
        self.setAccessibleDescription(" ".join(self._model.message).strip())
        self._holds = None
        self._delegate.current_rows = frozenset()
        self.setUniformItemSizes(self._model.is_long)
        if (at := self._model.row_near(row)) >= 0:
            self._focus(at)
        self.show_time(self._time_ms)

    def _focus(self, row: int) -> None:
        self.selectionModel().setCurrentIndex(
            self._model.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate
        )

    def _on_clicked(self, index: QModelIndex) -> None:
        held = QGuiApplication.keyboardModifiers()
        keep_state = bool(held & Qt.KeyboardModifier.ShiftModifier)
        self.item_chosen.emit(index.data(ITEM_ROLE), keep_state)


def command_of(item: Item, *, keep_state: bool) -> tuple[str, str]:
    """Return the command that goes to what was chosen, and what it is told."""
    if item.kind is Kind.MOMENT:
        command = "seek_moment_quietly" if keep_state else "seek_moment"
        return command, str(item.number + 1)
    return ("scrub" if keep_state else "play_from"), str(item.time_ms)
