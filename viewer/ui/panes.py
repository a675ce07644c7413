"""How the note, the video and the list of moments share the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from viewer.session.view import Layout
from viewer.ui.video_pane import VideoPane

SHARES = (5, 4)


class Panes(QSplitter):
    """The reading side and the watching side, in one of the four layouts.

    A further widget, such as the list of keys, may be docked at the right edge.
    """

    def __init__(
        self, notice: QWidget, note: QWidget, video: VideoPane, transport: QWidget, moments: QWidget
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        title = QLabel("Moments")
        title.setObjectName("list_title")
        self._list = column((title, 0), (moments, 1))
        self._video = video
        self._video.keep_shape(True)
        self._side = column((video, 3), (transport, 0), (self._list, 1))
        self._side.setObjectName("side")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._reading = column((notice, 0), (note, 1))
        self._pair = QSplitter(Qt.Orientation.Horizontal)
        for splitter in (self, self._pair):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        for widget, share in zip((self._reading, self._side), SHARES, strict=True):
            self._pair.addWidget(widget)
            self._pair.setStretchFactor(self._pair.indexOf(widget), share)
        self.addWidget(self._pair)
        self._layout = Layout.SIDE_BY_SIDE
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

    def show_layout(self, layout: Layout) -> None:
        """Arrange the panes."""
        if layout is self._layout:
            return
        widths = self.widths
        self._layout = layout
        is_stacked = layout is Layout.STACKED
        orientation = Qt.Orientation.Vertical if is_stacked else Qt.Orientation.Horizontal
        self._pair.setOrientation(orientation)
        self._pair.insertWidget(0 if is_stacked else 1, self._side)
        self._reading.setVisible(layout is not Layout.VIDEO)
        self._side.setVisible(layout is not Layout.NOTE)
        self._list.setVisible(layout is Layout.SIDE_BY_SIDE)
        self._video.keep_shape(layout is Layout.SIDE_BY_SIDE)
        if layout is Layout.SIDE_BY_SIDE:
            self._pair.setSizes(widths)
        elif is_stacked:
            self._pair.setSizes([share * 100 for share in SHARES])

    def dock(self, widget: QWidget) -> None:
        """Put a widget at the right edge."""
        self.addWidget(widget)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(self.indexOf(widget), 0)


def column(*widgets: tuple[QWidget, int]) -> QWidget:
    """Return a widget that holds others one below the other; the numbers are their shares."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget, stretch in widgets:
        layout.addWidget(widget, stretch)
    return page
