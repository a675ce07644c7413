"""The head and the foot of the window: where I am, and what is going on."""

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from viewer.session.doubts import doubt_words
from viewer.session.pane_words import badge_of
from viewer.session.session import Session

HINTS = (("J", "next"), ("L", "next in time"), ("w", "layout"), ("?", "keys"))


class Head(QFrame):
    """Back and forward, the note's folder and title, whether its video is here, its doubts."""

    command_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("head")
        self._where, self._title = _label("where"), _line("title")
        self._video = self._badge("Downloads and kept videos (g d)", "show_downloads")
        self._doubts = self._badge("What could not be taken as written (d)", "show_doubts")
        self._offset = self._badge("Times are followed by this video's offset", "ask_offset")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 14, 5)
        row.setSpacing(8)
        row.addWidget(self._button("‹", "Back (Alt+Left)", "back"))
        row.addWidget(self._button("›", "Forward (Alt+Right)", "forward"))
        for widget in (self._where, self._title, self._video, self._doubts, self._offset):
            row.addWidget(widget)
        row.addStretch()

    def show_session(self, session: Session) -> None:
        """Show where the session is."""
        page = session.page
        if page is None:
            return
        folder = page.path.rpartition("/")[0] or page.vault.name
        self._where.setText(f"{folder} /")
        self._title.setText(page.note.title)
        self.show_video(session)
        doubts = doubt_words(session.concerns, is_chosen=session.is_time_choice)
        self._doubts.setText(doubts)
        self._doubts.setAccessibleName(doubts.removeprefix("▲ "))
        self._doubts.setVisible(bool(doubts))
        self._show_offset(page.note.offset_ms)

    def _show_offset(self, offset_ms: int) -> None:
        if offset_ms:
            from viewer.note.offset import offset_sign

            self._offset.setText(f"offset {offset_sign(offset_ms)}")
        self._offset.setVisible(bool(offset_ms))

    def show_video(self, session: Session) -> None:
        """Show how the open note's video is."""
        badge = badge_of(session)
        if badge != self._video.text():
            self._video.setText(badge)
            self._video.setAccessibleName(f"Video: {badge[2:]}")
            self._video.setVisible(bool(badge))

    @property
    def video(self) -> QPushButton:
        """The badge that tells of the video, and opens the list of downloads."""
        return self._video

    @property
    def doubts(self) -> QPushButton:
        """The badge that opens the list of doubts."""
        return self._doubts

    def below(self, badge: QPushButton) -> QPoint:
        """Return where in the window something may hang below a badge."""
        window = self.window()
        below = self.mapTo(window, self.rect().bottomLeft()).y() + 4
        return QPoint(badge.mapTo(window, QPoint(0, 0)).x(), below)

    def _badge(self, tip: str, command: str) -> QPushButton:
        badge = QPushButton()
        badge.setObjectName("badge")
        badge.setAutoDefault(True)  # So that Enter presses it.
        badge.setToolTip(tip)
        badge.clicked.connect(lambda _checked: self.command_wanted.emit(command))
        badge.hide()
        return badge

    def _button(self, text: str, tip: str, command: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setProperty("focusPolicy", "NoFocus")
        button.clicked.connect(lambda: self.command_wanted.emit(command))
        return button


class Foot(QFrame):
    """Which moment, whether the note follows, what has the focus, the last remark, four keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self._moment, self._focus = _label("moment"), _line("focus")
        self._remark, self._pending = _line("remark"), _label("pending")
        self._following = _label("following")
        self._following.hide()
        self._keys = _label("keys")
        self._keys.setText("     ".join(f"{key}  {does}" for key, does in HINTS))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 14, 5)
        row.setSpacing(18)
        for widget in (self._moment, self._following, self._focus, self._remark):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self._pending)
        row.addWidget(self._keys)

    def show_moment(self, session: Session) -> None:
        """Say which moment of how many was followed last."""
        count, index = len(session.moments), session.moment_index
        if index is None:
            self._moment.setText(f"{count} moment{'s' * (count != 1)}" if count else "")
        else:
            self._moment.setText(f"moment {index + 1} of {count}")

    def show_following(self, text: str) -> None:
        """Say whether the note follows the video."""
        self._following.setText(text)
        self._following.setVisible(bool(text))

    def show_focus(self, text: str) -> None:
        """Say what the focused or hovered link is."""
        self._focus.setText(text)
        self._focus.setVisible(bool(text))

    def show_remark(self, text: str) -> None:
        """Say something that needs no answer."""
        self._remark.setText(text)
        self._remark.setVisible(bool(text))

    def show_pending(self, keys: str) -> None:
        """Show keys that wait for more."""
        self._pending.setText(f"{keys} …" if keys else "")

    def said(self) -> str:
        """Return what is written in the foot."""
        labels = (self._moment, self._following, self._focus, self._remark, self._pending)
        return "  ".join(label.text() for label in labels if label.text())


class _Line(QLabel):
    """One line of any length, cut short where there is no room for it."""

    def minimumSizeHint(self) -> QSize:
        """Ask for no width, so that no text can make the window wider."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        room = self.contentsRect()
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self.text()) <= room.width():
            super().paintEvent(event)
            return
        elide = QtCore.Qt.TextElideMode.ElideRight
        shown = metrics.elidedText(self.text(), elide, room.width())
        QPainter(self).drawText(room, int(QtCore.Qt.AlignmentFlag.AlignVCenter), shown)


def _line(name: str) -> QLabel:
    label = _Line()
    label.setObjectName(name)
    label.setProperty("textFormat", "PlainText")
    return label


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("textFormat", "PlainText")
    return label
