"""The bar under the video: where we are, the note's moments as ticks, and a line of controls."""

from bisect import bisect_right

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from viewer.note.timestamps import format_time
from viewer.playback.player import PlayerState
from viewer.session.note_video import NoteVideo
from viewer.ui.icons import full_screen_icon, pause_icon, play_icon, sound_icon
from viewer.ui.theme import Theme

BAR_PX = 6
TICK_PX = 5
HOUR_MS = 3_600_000


class SeekBar(QWidget):
    """A line of time with a tick for every moment; click or drag to go there."""

    time_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Position in the video")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self._position_ms = 0
        self._duration_ms = 0
        self._ticks_ms: tuple[int, ...] = ()
        self._ticks_shape: tuple[int, int, tuple[int, ...]] = (0, 0, ())
        self._ticks_drawn: list[float] = []

    def sizeHint(self) -> QSize:
        """Ask for one line's height."""
        return QSize(200, 26)

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.update()

    def show_ticks(self, times_ms: tuple[int, ...]) -> None:
        """Mark these times."""
        self._ticks_ms = tuple(sorted(set(times_ms)))
        self.update()

    def show_position(self, position_ms: int, duration_ms: int) -> None:
        """Show where the video is; paints only when that moved by a pixel."""
        before = self._x(self._position_ms), self._duration_ms
        self._position_ms, self._duration_ms = position_ms, duration_ms
        if (self._x(position_ms), duration_ms) != before:
            self.setAccessibleDescription(format_time(position_ms))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, what was played of it, the ticks and the handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        line = QRectF(0, 6, self.width(), BAR_PX)
        painter.setBrush(self._theme["line"])
        painter.drawRoundedRect(line, 3, 3)
        if self._duration_ms <= 0:
            return
        here = self._x(self._position_ms)
        painter.setBrush(self._theme["accent"])
        painter.setOpacity(0.55)
        painter.drawRoundedRect(QRectF(line.topLeft(), QPointF(here, line.bottom())), 3, 3)
        painter.setOpacity(1.0)
        painter.drawRoundedRect(QRectF(max(0, here - 2), 2, 4, BAR_PX + 8), 2, 2)
        painter.setPen(QPen(self._theme["accent"], 2))
        for x in self._ticks_px():
            painter.drawLine(QPointF(x, 17), QPointF(x, 17 + TICK_PX))

    def _ticks_px(self) -> list[float]:
        """Return where the ticks stand, one for all that share a pixel."""
        shape = self.width(), self._duration_ms, self._ticks_ms
        if shape != self._ticks_shape:
            within = self._ticks_ms[: bisect_right(self._ticks_ms, self._duration_ms)]
            self._ticks_shape = shape
            self._ticks_drawn = list({round(x): x for x in map(self._x, within)}.values())
        return self._ticks_drawn

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the time under the mouse."""
        self._want(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along with the mouse."""
        self._want(event)

    def _want(self, event: QMouseEvent) -> None:
        if self._duration_ms > 0 and event.buttons() & Qt.MouseButton.LeftButton:
            share = max(0.0, min(1.0, event.position().x() / max(1, self.width())))
            self.time_wanted.emit(round(share * self._duration_ms))

    def _x(self, time_ms: int) -> int:
        if self._duration_ms <= 0:
            return 0
        return round(self.width() * min(time_ms, self._duration_ms) / self._duration_ms)


class Transport(QWidget):
    """The seek bar and one quiet line: play, time, speed, volume, full screen."""

    command_wanted = Signal(str)
    time_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transport")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = SeekBar(theme)
        self._play = self._button("", "Play or pause (Space)", "toggle_playing")
        self._now, self._whole = QLabel("0:00"), QLabel()
        self._now.setObjectName("now")
        for label in (self._now, self._whole):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._rate = self._button("1×", "Natural speed (=)", "natural_speed")
        self._sound = self._button("100 %", "Mute (m)", "mute")
        self._full = self._button("", "Full screen (F11)", "full_screen")
        self._sound.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._arrange()
        self.restyle(theme)
        self.bar.time_wanted.connect(self.time_wanted)

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        ink = theme["ink"]
        self._signs: dict[object, QIcon] = {
            True: pause_icon(ink),
            False: play_icon(ink),
            "muted": sound_icon(ink, is_muted=True),
            "loud": sound_icon(ink, is_muted=False),
        }
        self._full.setIcon(full_screen_icon(ink))
        self._shown: tuple[object, ...] = ()
        self.bar.restyle(theme)

    def show_video(self, video: NoteVideo) -> None:
        """Show what the video is doing now."""
        position_ms, duration_ms = video.position_ms(), video.duration_ms
        self.bar.show_position(position_ms, duration_ms)
        fields = 3 if duration_ms >= HOUR_MS else 2
        _say(self._now, format_time(position_ms, fields))
        _say(self._whole, f"/ {format_time(duration_ms, fields)}" if duration_ms else "")
        self._show_controls(video)

    def _show_controls(self, video: NoteVideo) -> None:
        player = video.player
        is_playing = video.state is PlayerState.PLAYING
        rate, volume, is_muted = (
            (player.rate, player.volume, player.is_muted) if player else (1.0, 100, False)
        )
        shown = (is_playing, rate, volume, is_muted, video.is_ready)
        if shown == self._shown:
            return
        self._shown = shown
        self._play.setIcon(self._signs[is_playing])
        self._play.setAccessibleName("Pause" if is_playing else "Play")
        self._rate.setText(f"{rate:g}×")
        self._sound.setIcon(self._signs["muted" if is_muted else "loud"])
        self._sound.setText("muted" if is_muted else f"{volume} %")
        for button in (self._play, self._rate, self._sound):
            button.setEnabled(video.is_ready)

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self._play, self._now, self._whole, self._rate):
            line.addWidget(widget)
        line.addStretch()
        line.addWidget(self._sound)
        line.addWidget(self._full)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(2)
        column.addWidget(self.bar)
        column.addLayout(line)

    def _button(self, text: str, tip: str, command: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: self.command_wanted.emit(command))
        return button


def _say(widget: QLabel, text: str) -> None:
    if widget.text() != text:
        widget.setText(text)
