"""The video's own window: on another screen perhaps, and full screen there.

It only holds what it is given. Closing it gives the video back; the keyboard works in it as it
does in the window of the note.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QScreen,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.ui.file_drop import FileDrop
from viewer.ui.video_pane import VideoPane

FIRST_WIDTH_PX, FIRST_HEIGHT_PX = 960, 600
LEAST_WIDTH_PX, LEAST_HEIGHT_PX = 320, 240
MARGIN_PX = 24
Place = Mapping[str, Any]


class VideoWindow(QWidget):
    """Holds the video while that is apart from its note."""

    left = Signal()
    """The person has closed it."""
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("apart")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # The keyboard stays in the note; who wants it here clicks, or presses F6.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        FileDrop(self).dropped.connect(self.dropped)
        self.setMinimumSize(LEAST_WIDTH_PX, LEAST_HEIGHT_PX)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def hold(self, video: VideoPane, transport: QWidget) -> None:
        """Take what is shown in here."""
        self._column.addWidget(video, 1)
        self._column.addWidget(transport)

    def go_to(self, place: Place, home: QScreen) -> None:
        """Lie where it lay before, or on another screen than `home` if there is one."""
        screens = QGuiApplication.screens()
        rooms = [(screen.name(), screen.availableGeometry()) for screen in screens]
        self.setGeometry(rect_for(place, rooms, screens.index(home)))

    def place(self) -> dict[str, Any]:
        """Return where it lies, as `go_to` takes it."""
        rect = self.normalGeometry() if self.isFullScreen() else self.geometry()
        corner = [rect.x(), rect.y(), rect.width(), rect.height()]
        return {"screen": self.screen().name(), "rect": corner}

    def show_full(self, full: bool) -> None:
        """Be shown, on the whole of its screen or not."""
        if full and not self.isFullScreen():
            self.showFullScreen()
        elif not full and (self.isFullScreen() or self.isHidden()):
            self.showNormal()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the video back instead of being gone with it."""
        event.ignore()
        self.left.emit()


def rect_for(place: Place, rooms: Sequence[tuple[str, QRect]], home: int) -> QRect:
    """Return where the window lies, of which `place` is remembered.

    `rooms` are the screens by name, with what is free of each; `home` is the note's among them.
    A place on a screen that is gone, or is smaller now, is mended so that all of it is in sight.
    """
    said = _rect_in(place)
    names = [name for name, _room in rooms]
    if said is not None and place.get("screen") in names:
        return _within(rooms[names.index(place["screen"])][1], said)
    elsewhere = next((room for at, (_name, room) in enumerate(rooms) if at != home), None)
    room = elsewhere or rooms[home][1]
    width, height = said.size().toTuple() if said else (FIRST_WIDTH_PX, FIRST_HEIGHT_PX)
    if elsewhere is None and said is None:
        width, height = width * 2 // 3, height * 2 // 3
    if elsewhere is not None:
        rect = QRect(0, 0, width, height)
        rect.moveCenter(room.center())
    else:
        rect = QRect(0, 0, width, height)
        rect.moveBottomRight(room.bottomRight() - QPoint(MARGIN_PX, 2 * MARGIN_PX))
    return _within(room, rect)


def _rect_in(place: Place) -> QRect | None:
    said = place.get("rect")
    if not (isinstance(said, list) and len(said) == 4 and all(isinstance(at, int) for at in said)):
        return None
    if not all(abs(at) < 100_000 for at in said):
        return None
    return QRect(*said)


def _within(room: QRect, rect: QRect) -> QRect:
    width = max(LEAST_WIDTH_PX, min(rect.width(), room.width()))
    height = max(LEAST_HEIGHT_PX, min(rect.height(), room.height()))
    left = max(room.left(), min(rect.left(), room.left() + room.width() - width))
    top = max(room.top(), min(rect.top(), room.top() + room.height() - height))
    return QRect(left, top, width, height)
