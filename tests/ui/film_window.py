"""A surface with another's window in it, which shows pictures by itself, as libVLC's does."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBackingStore, QImage, QPainter, QRegion, QWindow
from PySide6.QtWidgets import QWidget


class FilmWindow:
    """Shows pictures in a native window inside a surface, also while that is covered."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self.surface = QWidget(parent)
        self.surface.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self.surface.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self.surface.setGeometry(parent.rect())
        self.surface.winId()
        self._window = QWindow(self.surface.windowHandle())
        self._window.setGeometry(parent.rect())

    def shows(self, picture: QImage) -> None:
        """Show this from now on."""
        if not self._window.isVisible():
            self._window.show()
        whole = QRect(0, 0, self._window.width(), self._window.height())
        store = QBackingStore(self._window)
        store.resize(whole.size())
        store.beginPaint(QRegion(whole))
        painter = QPainter(store.paintDevice())
        painter.drawImage(whole, picture)
        painter.end()
        store.endPaint()
        store.flush(QRegion(whole))
