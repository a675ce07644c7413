"""Files that are dropped on a window: those of this computer only, and nothing else."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """Tells the path of each file that is dropped on a widget."""

    dropped = Signal(str)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take files, and leave all else to the widget."""
        if not isinstance(event, QDropEvent):
            return False
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if isinstance(event, QDragEnterEvent):
            if files:
                event.acceptProposedAction()
            return True
        if event.type() is not QEvent.Type.Drop:
            return False
        for file in files:
            self.dropped.emit(file)
        return True
