"""A layout that sets its widgets in lines, as text is set."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class Flow(QLayout):
    """As many beside one another as there is room for, the rest below."""

    def __init__(self, gap_px: int = 8) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self._gap_px = gap_px
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:  # noqa: N802
        """Return one of them, None past the end, as Qt wants it."""
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]  # Qt's stub does not say so

    def takeAt(self, index: int) -> QLayoutItem:  # noqa: N802
        """Give one of them away, None past the end, as Qt wants it."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]  # Qt's stub does not say so

    def hasHeightForWidth(self) -> bool:
        """Lines are broken by the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high it is when it is so wide."""
        return self._set_out(QRect(0, 0, width, 0), is_trial=True)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Set the widgets out in this place."""
        super().setGeometry(rect)
        self._set_out(rect, is_trial=False)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() + self._gap_px for hint in hints)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802
        """Ask for the widest of them at least."""
        hints = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((hint.width() for hint in hints), default=0),
            max((hint.height() for hint in hints), default=0),
        )

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """Take no more room than is needed."""
        return Qt.Orientation(0)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _set_out(self, rect: QRect, *, is_trial: bool) -> int:
        spot, line_px = rect.topLeft(), 0
        for item in self._shown():
            size = item.sizeHint()
            if spot.x() > rect.left() and spot.x() + size.width() > rect.right() + 1:
                spot, line_px = QPoint(rect.left(), spot.y() + line_px + self._gap_px), 0
            if not is_trial:
                item.setGeometry(QRect(spot, size))
            spot = QPoint(spot.x() + size.width() + self._gap_px, spot.y())
            line_px = max(line_px, size.height())
        return spot.y() + line_px - rect.top()
