"""What the window remembers of itself between two runs: size, panes, layout, text size."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from viewer.session.view import Corner, Layout
from viewer.study.positions import Positions
from viewer.ui.main_window import MainWindow

FIRST_SIZE = (1440, 900)


class WindowMemory(QObject):
    """Restores a window's looks, and keeps them when it closes."""

    def __init__(self, window: MainWindow, positions: Positions) -> None:
        super().__init__(window)
        self._window = window
        self._positions = positions
        window.closed.connect(self.keep)

    def restore(self) -> None:
        """Bring back what was kept; whatever makes no sense any more is left at its default."""
        said = self._positions.window()
        view = self._window.session.view
        self._resize(said.get("size"))
        if said.get("layout") in list(Layout):
            view.layout = Layout(said["layout"])
        if said.get("corner") in list(Corner):
            view.corner = Corner(said["corner"])
        view.is_apart = said.get("apart") is True
        if isinstance(said.get("video_window"), dict):
            self._window.video_place = said["video_window"]
        zoom = said.get("zoom")
        if isinstance(zoom, int | float) and 0.5 <= zoom <= 3:
            view.zoom = float(zoom)
        if _are_numbers(said.get("panes"), 2):
            self._window.panes.widths = said["panes"]
        view.changed.emit()

    def keep(self) -> None:
        """Remember the window as it is now."""
        window, view = self._window, self._window.session.view
        size = window.normalGeometry().size() if window.isMaximized() else window.size()
        place = window.places.memory if window.places else window.video_place
        self._positions.keep_window(
            {
                "size": [size.width(), size.height()],
                "panes": window.panes.widths,
                "layout": view.layout.value,
                "zoom": view.zoom,
                "corner": view.corner.value,
                "apart": view.is_apart,
                "video_window": dict(place),
            }
        )

    def _resize(self, size: Any) -> None:
        width, height = size if _are_numbers(size, 2) else FIRST_SIZE
        room = QGuiApplication.primaryScreen().availableGeometry()
        self._window.resize(
            max(480, min(width, room.width())), max(320, min(height, room.height()))
        )


def _are_numbers(value: Any, count: int) -> bool:
    return (
        isinstance(value, list)
        and len(value) == count
        and all(isinstance(each, int) and 0 <= each <= 20_000 for each in value)
    )
