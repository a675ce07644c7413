"""The video's pane: a native window for libVLC to draw in, or words on why there is no picture."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from viewer.session.note_video import Condition, VideoStatus

QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's own word for no bound, which PySide does not name."""

EMBEDDING_PLATFORMS = ("xcb", "windows", "cocoa")
_CAN_CHOOSE = (Condition.UNNAMED, Condition.MISSING, Condition.UNPLAYABLE)


class VideoPane(QWidget):
    """Shows the video, or says what is missing and offers what can be done."""

    choose_wanted = Signal()
    copy_wanted = Signal()
    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Video")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)
        self._keeps_shape = False
        self._surface = _native_surface(self)
        self._sentence, self._hint = _label("sentence"), _label("hint")
        self._choose = QPushButton("Use a file I have…")
        self._choose.setObjectName("main")
        self._copy = QPushButton("Copy its address")
        self._message = self._make_message()
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self._surface)
        self._connect()

    def _connect(self) -> None:
        self._choose.clicked.connect(self.choose_wanted)
        self._copy.clicked.connect(self.copy_wanted)

    @property
    def native_window(self) -> int:
        """The window system's number of the surface."""
        return int(self._surface.winId())

    @property
    def can_embed(self) -> bool:
        """Whether libVLC can draw into our window on this kind of screen."""
        return QGuiApplication.platformName() in EMBEDDING_PLATFORMS

    @property
    def surface(self) -> QWidget:
        """The widget that the picture covers."""
        return self._surface

    def show_status(self, status: VideoStatus, *, has_address: bool) -> None:
        """Show the picture, or the sentence of a status."""
        has_picture = status.condition in (Condition.READY, Condition.STARTING)
        self._stack.setCurrentWidget(self._surface if has_picture else self._message)
        self._sentence.setText(status.sentence)
        self._hint.setText(status.hint)
        self._choose.setVisible(status.condition in _CAN_CHOOSE)
        self._copy.setVisible(has_address and status.condition in _CAN_CHOOSE)
        self.setAccessibleDescription(f"{status.sentence} {status.hint}".strip())

    def said(self) -> str:
        """Return the words on the pane, empty while there is a picture."""
        if self._stack.currentWidget() is self._surface:
            return ""
        return f"{self._sentence.text()} {self._hint.text()}"

    def keep_shape(self, kept: bool) -> None:
        """Be no higher than most videos are for this width, so that a list may have the rest."""
        self._keeps_shape = kept
        self._bound_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the shape."""
        super().resizeEvent(event)
        self._bound_height()
        # The new bound has resized us within our own resizing, of which the layout still has the
        # old size; the picture would lie over what is below us.
        self._stack.setGeometry(self.rect())

    def _bound_height(self) -> None:
        wanted = max(self.minimumHeight(), round(self.width() * 9 / 16))
        self.setMaximumHeight(wanted if self._keeps_shape else QWIDGETSIZE_MAX)

    def sizeHint(self) -> QSize:
        """Ask for the shape most videos have."""
        return QSize(640, 360)

    def _make_message(self) -> QWidget:
        message = QWidget()
        message.setObjectName("message")
        buttons = QHBoxLayout()
        buttons.addWidget(self._choose)
        buttons.addWidget(self._copy)
        buttons.addStretch()
        column = QVBoxLayout(message)
        column.setContentsMargins(36, 24, 36, 24)
        column.setSpacing(10)
        column.addStretch()
        column.addWidget(self._sentence)
        column.addWidget(self._hint)
        column.addSpacing(6)
        column.addLayout(buttons)
        column.addStretch()
        return message


def _native_surface(parent: QWidget) -> QWidget:
    surface = QWidget(parent)
    # Or whatever opens over the video would have its neighbours make windows of their own anew,
    # the video's among them.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontCreateNativeWidgetSiblings)
    surface.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
    surface.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
    palette = surface.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor("black"))
    surface.setPalette(palette)
    surface.setAutoFillBackground(True)
    return surface


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
