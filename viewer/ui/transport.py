"""What is under the video: the seek bar, and one quiet line of controls."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.note.timestamps import format_time
from viewer.playback.player import PlayerState
from viewer.session.note_video import NoteVideo
from viewer.ui.icons import full_screen_icon, pause_icon, play_icon, sound_icon
from viewer.ui.seek_bar import SeekBar
from viewer.ui.theme import Theme

HOUR_MS = 3_600_000
LOOP_PX, SUBTITLES_PX = 430, 520
"""Where it is narrower, as in a corner, the line leaves out what the bar or the picture shows."""


class Transport(QWidget):
    """The seek bar, and one line: play, time, speed, loop, subtitles, volume, full screen."""

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
        self.loop = self._button("", "Loop no longer (A)", "clear_loop")
        self.subtitles = self._button("", "Subtitles or none (c)", "toggle_subtitles")
        self._sound = self._button("100 %", "Mute (m)", "mute")
        self._full = self._button("", "Full screen (F11)", "full_screen")
        self._sound.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.loop.setMinimumWidth(1)  # A long name must not keep the pane from being narrow.
        self.loop.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
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

    def show_loop(self, words: str) -> None:
        """Say which loop there is; nothing for none."""
        _name(self.loop, words)
        self._fit()

    def show_subtitles(self, words: str) -> None:
        """Say which subtitles are shown; nothing where there are none to show."""
        _name(self.subtitles, words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for button, least_px in ((self.loop, LOOP_PX), (self.subtitles, SUBTITLES_PX)):
            button.setVisible(self.width() >= least_px and bool(button.text()))

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
        for widget in (self._play, self._now, self._whole, self._rate, self.loop):
            line.addWidget(widget)
        line.addStretch()
        line.addWidget(self.subtitles)
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


def _name(button: QToolButton, words: str) -> None:
    if button.text() != words:
        button.setText(words)
        button.setAccessibleDescription(words)


def _say(widget: QLabel, text: str) -> None:
    if widget.text() != text:
        widget.setText(text)
