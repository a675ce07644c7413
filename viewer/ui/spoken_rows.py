"""The model of a list whose rows are values: it hands out a row, or what is said of it."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
AnyRow = TypeVar("AnyRow")


class SpokenRows(QAbstractListModel, Generic[AnyRow]):
    """Rows; `spoken` returns what a screen reader says of one."""

    def __init__(self, spoken: Callable[[AnyRow], str]) -> None:
        super().__init__()
        self.rows: tuple[AnyRow, ...] = ()
        self._spoken = spoken

    def show_rows(self, rows: tuple[AnyRow, ...]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, _parent: Index | None = None) -> int:  # noqa: N802
        """Return how many rows there are."""
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row, or what a screen reader says of it."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        return None
