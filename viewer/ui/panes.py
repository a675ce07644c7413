"""How the reading side and the watching side share the window."""

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QSplitter, QWidget

from viewer.session.view import Layout
from viewer.ui.columns import column

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

SHARES = (5, 4)
CROWDED_PX = 900
"""Where it is narrower, a docked list takes the room of the watching side, not of the note."""


class Panes(QSplitter):
    """The reading side and the watching side, in one of the layouts.

    The watching side may come later; its room is kept. A further widget, such as the list of
    keys, may be docked at the right edge.
    """

    def __init__(self, reading: QWidget) -> None:
        super().__init__()
        self._reading = reading
        self._watching = column()
        self._pair = QSplitter()
        for splitter in (self, self._pair):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        for widget, share in zip((self._reading, self._watching), SHARES, strict=True):
            self._pair.addWidget(widget)
            self._pair.setStretchFactor(self._pair.indexOf(widget), share)
        self.addWidget(self._pair)
        self._layout = Layout.SIDE_BY_SIDE
        self._docked: list[QWidget] = []
        self._widths = [share * 100 for share in SHARES]
        self._pair.setSizes(self._widths)

    @property
    def widths(self) -> list[int]:
        """How wide the note and the video are, side by side."""
        if self._layout is Layout.SIDE_BY_SIDE and self.isVisible():
            self._widths = self._pair.sizes()
        return self._widths

    @widths.setter
    def widths(self, widths: list[int]) -> None:
        self._widths = widths
        self._pair.setSizes(widths)

    def show_watching(self, side: QWidget) -> None:
        """Put the watching side where its room was kept."""
        layout = self._watching.layout()
        assert layout is not None
        layout.addWidget(side)

    def show_layout(self, layout: Layout) -> None:
        """Arrange the sides."""
        if layout is self._layout:
            return
        widths = self.widths
        self._layout = layout
        is_stacked = layout is Layout.STACKED
        directions = QtCore.Qt.Orientation
        self._pair.setOrientation(directions.Vertical if is_stacked else directions.Horizontal)
        self._pair.insertWidget(0 if is_stacked else 1, self._watching)
        self._reading.setVisible(layout is not Layout.VIDEO)
        self._make_room()
        if layout is Layout.SIDE_BY_SIDE:
            self._pair.setSizes(widths)
        elif is_stacked:
            self._pair.setSizes([share * 100 for share in SHARES])

    def dock(self, widget: QWidget) -> None:
        """Put a widget at the right edge."""
        widget.installEventFilter(self)  # First: a splitter shows at once what it is given.
        self._docked.append(widget)
        self.addWidget(widget)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(self.indexOf(widget), 0)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """See whether there is room for everything now."""
        super().resizeEvent(event)
        self._make_room()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Make room for a docked widget, and give it back."""
        shown_or_not = (QtCore.QEvent.Type.Show, QtCore.QEvent.Type.Hide)
        if watched in self._docked and event.type() in shown_or_not:
            self._make_room()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        has_docked = any(not widget.isHidden() for widget in self._docked)
        is_crowded = has_docked and self.width() < CROWDED_PX
        is_beside = self._layout is Layout.SIDE_BY_SIDE
        is_shown = self._layout not in (Layout.NOTE, Layout.CORNER)
        self._watching.setVisible(is_shown and not (is_crowded and is_beside))
