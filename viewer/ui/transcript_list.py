"""The transcript under the video: every cue with its time, going along with what is said.

The rule to know: it yields to the reader's own scroll, focus or search at once, and goes along
again when it is asked to, or when the reader scrolls back to what is being said.
"""

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from viewer.note.timestamps import format_time
from viewer.session.transcript import Transcript
from viewer.session.view import Move
from viewer.ui.cue_scroll import CueScroll
from viewer.ui.empty_words import say_instead
from viewer.ui.theme import Theme
from viewer.ui.transcript_head import HEAD_PX, TranscriptHead

HOUR_MS = 3_600_000
IN_PLACE = (0.08, 0.72)
"""Where in the height of the list the current cue may stand before it is moved."""


class TranscriptList(CueScroll):
    """Lists the cues; says which was chosen, by its index, and whether to keep the state."""

    cue_chosen = QtSignal(int, bool)
    tracks_wanted = QtSignal()

    def __init__(self, transcript: Transcript, theme: Theme) -> None:
        super().__init__(theme)
        self._transcript = transcript
        self._was_away = False
        self._shown: object = None
        self.setAccessibleName("Transcript")
        self.setViewportMargins(0, HEAD_PX, 0, 0)
        self.head = TranscriptHead(self)
        self.back = QPushButton(self)
        self.back.setObjectName("back")
        self.back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back.hide()
        self._connect()
        transcript.want()
        self._on_changed()

    def _connect(self) -> None:
        self._transcript.changed.connect(self._on_changed)
        self._transcript.followed.connect(self._on_followed)
        self.cue_clicked.connect(self._choose)
        self.scrolled_by_hand.connect(self._on_own_scroll)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._show_back())
        self.head.clicked.connect(self.tracks_wanted)
        self.back.clicked.connect(lambda _checked: self._transcript.follow(True))

    # A list under the video

    @property
    def widget(self) -> QWidget:
        """What takes the keyboard and is shown."""
        return self

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = self._painter.theme = theme
        self.viewport().update()

    def move_by(self, move: Move) -> None:
        """Move the focus as asked; the video goes its own way meanwhile."""
        if not self.row_count:
            return
        start = self.focused if self.focused >= 0 else self.current
        steps = move.in_list(self.rows_in_sight(), self.row_count)
        row = max(0, min(self.row_count - 1, self.row_of(start) + steps))
        self._transcript.follow(False)
        self.focused = self.cue_at(row)
        self.bring_in_sight(self.focused)
        self._was_away |= not self.is_in_sight(self.current)
        self._tell_focus()

    def follow_focused(self, *, keep_state: bool) -> None:
        """Go to the cue that has the focus, or to the only ones beginning that was found."""
        cue = self.focused if self.focused >= 0 else self.current
        if self.is_listed(cue):
            self._choose(cue, keep_state)

    def show_filter(self, words: str) -> None:
        """Show only the cues that have these words, and mark the words."""
        if not self.search.look_for(words):
            return
        if words:
            self._transcript.follow(False)
        kept = self.focused if self.focused >= 0 else self.current
        self.list_found()
        if words and self.row_count:
            self.focused = self.cue_at(max(0, self.row_of(kept)))
        self.place(kept)
        self._show_words()

    def show_time(self) -> None:
        """Mark the cue that is being said."""
        current = self._transcript.index_now() if self.row_count else -1
        if current != self.current:
            self.current = current
            self.viewport().update()
            self._go_along()

    # What the transcript tells

    def _on_changed(self) -> None:
        transcript = self._transcript
        shown = (transcript.cues, transcript.delay_ms)
        if self._shown is None or shown != self._shown:
            self._shown = shown
            self.show_cues(transcript.cues, self._time_of)
        self._show_words()
        self.show_time()

    def _on_followed(self) -> None:
        self._was_away = not self.is_in_sight(self.current)
        if self._transcript.is_following:
            self.focused = -1
            self.place(self.current)
        self._show_back()
        self.viewport().update()

    def _time_of(self, cue: int) -> str:
        begins_ms = self._transcript.begins_ms(cue)
        last_ms = self._transcript.begins_ms(-1)
        return format_time(begins_ms, 3 if last_ms >= HOUR_MS else 2)

    def _show_words(self) -> None:
        found = self.row_count if self.search.words else None
        self.head.show_transcript(self._transcript, found)
        self.setAccessibleDescription(" ".join(self.message()).strip())
        self.viewport().update()

    def message(self) -> tuple[str, str]:
        """Return what is said where nothing is listed, and a hint."""
        if self._transcript.cues and not self.row_count:
            return "Nobody says that in this video.", "Esc shows the whole transcript again."
        return self._transcript.words()

    # Going along

    def _go_along(self) -> None:
        if self._transcript.is_following and self.is_listed(self.current):
            top, bottom = self.spot_of(self.current)
            low, high = (share * self.viewport().height() for share in IN_PLACE)
            if top < low or bottom > high:
                self.place(self.current)
        self._show_back()

    def _on_own_scroll(self) -> None:
        """Yield, or go along again where the reader has come back."""
        is_in_sight = self.is_in_sight(self.current)
        if self._transcript.is_following:
            self._transcript.follow(False)
        elif is_in_sight and self._was_away and not self.search.words:
            self._transcript.follow(True)
        self._was_away |= not is_in_sight

    def _show_back(self) -> None:
        is_away = self.is_listed(self.current) and not self.is_in_sight(self.current)
        is_wanted = is_away and not self._transcript.is_following
        if is_wanted:
            sign = "↑" if self.spot_of(self.current)[0] < 0 else "↓"
            self.back.setText(f"{sign}  {self._time_of(self.current)}  is being said")
            self.back.adjustSize()
            left = (self.viewport().width() - self.back.width()) // 2
            self.back.move(left, self.height() - self.back.height() - 10)
        self.back.setVisible(is_wanted)

    def _choose(self, cue: int, keep_state: bool) -> None:
        self.focused = cue
        self.cue_chosen.emit(cue, keep_state)
        if not self.search.words:
            self._was_away = False
            self._transcript.follow(True)

    def _tell_focus(self) -> None:
        words = f"{self._time_of(self.focused)} {self._transcript.cues[self.focused].text}"
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        self.viewport().update()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or why there are none."""
        super().paintEvent(event)
        if not self.row_count:
            say_instead(self, self._theme, *self.message())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the head as wide as the list, and what is said in sight."""
        super().resizeEvent(event)
        self.head.setGeometry(0, 0, self.width(), HEAD_PX)
        self._go_along()
