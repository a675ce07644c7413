"""The line above a transcript that says which subtitles these are, and the words where none are."""

from html import escape

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from viewer.session.subtitle_track import SubtitleTrack
from viewer.session.transcript import Transcript

HEAD_PX = 28


class TranscriptHead(QWidget):
    """Says which track is shown; click to choose another."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.track = QToolButton()
        self.track.setObjectName("track")
        self.track.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.track.clicked.connect(lambda _checked: self.clicked.emit())
        self.remark = QLabel()
        self.remark.setObjectName("remark")
        self.remark.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 14, 0)
        row.addWidget(self.track)
        row.addStretch()
        row.addWidget(self.remark)

    def show_transcript(self, transcript: Transcript, found: int | None) -> None:
        """Show which track this is, and how many cues have been found if words are looked for."""
        chosen = transcript.chosen
        self.track.setVisible(chosen is not None)
        self.remark.setVisible(bool(transcript.cues))
        if chosen is None:
            return
        has_others = len(transcript.tracks) > 1
        self.track.setText(f"{track_words(chosen)}{' ▾' if has_others else ''}")
        self.track.setAccessibleName(f"Subtitles: {track_words(chosen)}")
        count = len(transcript.cues)
        lines = f"{count:,} line{'' if count == 1 else 's'}"
        said = lines if found is None else f"{found:,} of {lines}"
        self.remark.setText(said)
        tip = escape(transcript.remark)
        self.remark.setToolTip(tip)
        self.remark.setAccessibleDescription(transcript.remark)
        if transcript.remark and found is None:
            self.remark.setText(f"the first {lines}")


def track_words(track: SubtitleTrack) -> str:
    """Return what a track is, in words: `English, automatic`."""
    code = track.language.replace("-", "_")
    language = QLocale(code).language() if code else QLocale.Language.C
    name = track.language
    if language is not QLocale.Language.C:
        name = QLocale.languageToString(language)
    parts = (
        name or (track.name if not track.is_inside else "Subtitles"),
        track.title,
        "automatic" if track.is_automatic else "",
        "in the video" if track.is_inside else "",
    )
    return ", ".join(part for part in parts if part)
