"""The video's pane: a native window for libVLC to draw in, or words on why there is no picture."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from viewer.commands.catalogue import Catalogue
from viewer.session.pane_words import Condition, Message
from viewer.ui.offers import Offers

QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's own word for no bound, which PySide does not name."""

EMBEDDING_PLATFORMS = ("xcb", "windows", "cocoa")
FULL = 1000
LEAST_PX, MOST_WORDS_PX = 120, 440


class VideoPane(QWidget):
    """Shows the video, or says what is missing and offers what can be done."""

    command_wanted = Signal(str)
    clicked = Signal()
    reshaped = Signal(int, int)
    """The picture has this much room now, in pixels of the screen."""

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Video")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(LEAST_PX)
        self._keeps_shape = False
        self._surface = _native_surface(self)
        self._sentence, self._hint = _label("sentence"), _label("hint")
        self.offers = Offers(catalogue, is_main=True)
        self._progress = QProgressBar()
        self._message = self._make_message()
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self._surface)
        self.offers.taken.connect(self.command_wanted)
        self._card: QWidget | None = None
        self._surface.installEventFilter(self)

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

    def show_message(self, condition: Condition, message: Message) -> None:
        """Show the picture, or the words on why there is none."""
        has_picture = condition in (Condition.READY, Condition.STARTING)
        self._stack.setCurrentWidget(
            (self._card or self._surface) if has_picture else self._message
        )
        self._sentence.setText(message.sentence)
        self._hint.setText(message.hint)
        self._progress.setVisible(message.share is not None)
        self._progress.setValue(round((message.share or 0) * FULL))
        self.offers.show_offers(message.offers)
        self.setAccessibleDescription(f"{message.sentence} {message.hint}".strip())
        self._bound_height()

    def show_instead(self, card: QWidget | None) -> None:
        """Show this where the picture would be, from the next message on; None for the picture."""
        if card is not None and self._stack.indexOf(card) < 0:
            self._stack.addWidget(card)
        self._card = card

    def said(self) -> str:
        """Return the words on the pane, empty while there is a picture."""
        if self._stack.currentWidget() is not self._message:
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
        ratio = self.devicePixelRatioF()
        self.reshaped.emit(round(self.width() * ratio), round(self.height() * ratio))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Put the picture back where it belongs.

        The window system tells late where it had put the surface, and Qt believes it, although
        all around it has been moved since: so it was after full screen.
        """
        if event.type() is QEvent.Type.Move and self._surface.pos() != QPoint(0, 0):
            QTimer.singleShot(0, self, lambda: self._stack.setGeometry(self.rect()))
        return False

    def _bound_height(self) -> None:
        """Leave room for all the words and buttons, also where it is narrow."""
        words_px = 0
        layout = self._message.layout()
        if self._stack.currentWidget() is self._message and layout is not None:
            words_px = min(layout.totalHeightForWidth(self.width()), MOST_WORDS_PX)
        least = max(LEAST_PX, words_px)
        wanted = max(least, round(self.width() * 9 / 16))
        self.setMinimumHeight(least)
        self.setMaximumHeight(wanted if self._keeps_shape else QWIDGETSIZE_MAX)

    def sizeHint(self) -> QSize:
        """Ask for the shape most videos have."""
        return QSize(640, 360)

    def _make_message(self) -> QWidget:
        message = QWidget()
        message.setObjectName("message")
        self._progress.setRange(0, FULL)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("How much of the video is here")
        self._progress.hide()
        column = QVBoxLayout(message)
        column.setContentsMargins(32, 20, 32, 20)
        column.setSpacing(10)
        column.addStretch()
        column.addWidget(self._sentence)
        column.addWidget(self._hint)
        column.addWidget(self._progress)
        column.addSpacing(6)
        column.addWidget(self.offers)
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
