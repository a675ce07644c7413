"""The watching side: the video, its transport, and the list of moments.

It is built after the note was painted, so it shows what the session is doing when it comes.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.commands.catalogue import Catalogue
from viewer.playback.player import PlayerState
from viewer.session.pane_words import message_of
from viewer.session.session import Session
from viewer.session.timeline import Item
from viewer.session.view import Layout, Pane, View
from viewer.ui.elsewhere_list import ElsewhereList
from viewer.ui.overlooking import Overlooking
from viewer.ui.picture_clip import PictureClip
from viewer.ui.rail import Rail, command_of
from viewer.ui.side_lists import SideList, SideLists
from viewer.ui.side_words import SideWords
from viewer.ui.sound_card import SoundCard
from viewer.ui.theme import Theme
from viewer.ui.transcript_list import TranscriptList
from viewer.ui.transport import Transport
from viewer.ui.video_overlay import VideoOverlay
from viewer.ui.video_pane import VideoPane

FRESH_MS = 20
"""How often the video's time is told while it plays."""

TITLES = {
    Pane.MOMENTS: "Moments",
    Pane.TRANSCRIPT: "Transcript",
    Pane.BOOKMARKS: "Bookmarks",
    Pane.ELSEWHERE: "Elsewhere",
}


class WatchSide(QWidget):
    """Follows the session's video; says which command was asked for."""

    command_wanted = Signal(str, str)

    def __init__(self, session: Session, theme: Theme, catalogue: Catalogue) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self.video = VideoPane(catalogue)
        self.overlay = VideoOverlay(session, self.video.surface)
        self.transport = Transport(theme)
        self.moments = Rail(theme)
        self.card = SoundCard(theme)
        self._clip = PictureClip(session, self)
        self._fresh = QTimer(self, interval=FRESH_MS)
        self._settling = QTimer(self, interval=0, singleShot=True)
        self.transcript: TranscriptList | None = None
        makers: dict[Pane, Callable[[], SideList]] = {
            Pane.MOMENTS: lambda: self.moments,
            Pane.TRANSCRIPT: self._make_transcript,
            Pane.BOOKMARKS: self._make_bookmarks,
            Pane.ELSEWHERE: lambda: ElsewhereList(session, self._theme),
        }
        self.side = SideLists(makers, TITLES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget, share in ((self.video, 3), (self.transport, 0), (self.side, 1)):
            layout.addWidget(widget, share)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.overlooking = Overlooking(session, theme, self.transport.bar, self.moments)
        self.words = SideWords(session, self.transport, self.side)
        self._connect()
        self.show_view(session.view)
        self._on_status_changed()

    def _connect(self) -> None:
        session = self._session
        # The page itself is painted first.
        session.arrived.connect(lambda _arrival: self._settling.start())
        session.refined.connect(lambda _page: self._settling.start())
        self._settling.timeout.connect(self._on_status_changed)
        session.video.status_changed.connect(self._on_status_changed)
        session.keeping_changed.connect(self._show_message)
        session.video.state_changed.connect(self._on_video_changed)
        session.video.contents_changed.connect(self._show_message)
        self.video.reshaped.connect(session.studying.looks.fit)
        self._fresh.timeout.connect(session.pass_time)
        session.passed.connect(self._on_passed)
        self.side.wanted.connect(lambda pane: self.command_wanted.emit("focus_pane", pane))
        self.moments.item_chosen.connect(self._on_item_chosen)
        self.transport.command_wanted.connect(lambda name: self.command_wanted.emit(name, ""))
        self.transport.time_wanted.connect(
            lambda time_ms: self.command_wanted.emit("scrub", str(time_ms))
        )
        self.video.command_wanted.connect(lambda name: self.command_wanted.emit(name, ""))

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.side.restyle(theme)
        self.transport.restyle(theme)
        self.overlooking.restyle(theme)
        self.card.restyle(theme)

    def _make_bookmarks(self) -> SideList:
        from viewer.ui.bookmarks_list import bookmarks_list

        return bookmarks_list(self._session, self._theme, self.command_wanted.emit)

    def show_view(self, view: View) -> None:
        """Leave the room to the video where there is no list beside it."""
        layout = view.shown_layout
        self.side.show_pane(view.side)
        self.side.setVisible(layout is Layout.SIDE_BY_SIDE)
        self.video.keep_shape(layout is Layout.SIDE_BY_SIDE and not view.is_apart)

    def hold(self, video: VideoPane, transport: QWidget) -> None:
        """Take the video back, from wherever it was shown meanwhile."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, video, 3)
        layout.insertWidget(1, transport)

    def rest(self) -> None:
        """Stop following the video."""
        self._fresh.stop()
        self._settling.stop()
        self.overlooking.rest()

    def _on_status_changed(self) -> None:
        self._show_message()
        self._on_video_changed()

    def _show_message(self) -> None:
        video, page = self._session.video, self._session.page
        condition = video.status.condition
        if page is not None:
            self.card.show_sound(page.note.title, video.aside.thumbnail)
        self.video.show_instead(None if video.contents.has_pictures else self.card)
        self.video.show_message(condition, message_of(self._session))

    def _on_passed(self, position_ms: int) -> None:
        video = self._session.video
        self.transport.show_video(video)
        self.moments.show_time(position_ms if video.is_ready else -1)
        if self.transcript is not None and self.transcript.isVisible():
            self.transcript.show_time()

    def _on_video_changed(self) -> None:
        video = self._session.video
        self._on_passed(video.position_ms())
        if (video.state is PlayerState.PLAYING) != self._fresh.isActive():
            deed = self._fresh.stop if self._fresh.isActive() else self._fresh.start
            deed()

    def _make_transcript(self) -> SideList:
        self.transcript = TranscriptList(self._session.studying.transcript, self._theme)
        self.transcript.cue_chosen.connect(self._on_cue_chosen)
        self.transcript.tracks_wanted.connect(
            lambda: self.command_wanted.emit("choose_transcript", "")
        )
        return self.transcript

    def _on_cue_chosen(self, cue: int, keep_state: bool) -> None:
        command = "seek_cue_quietly" if keep_state else "seek_cue"
        self.command_wanted.emit(command, str(cue + 1))

    def _on_item_chosen(self, item: Item, keep_state: bool) -> None:
        self.command_wanted.emit(*command_of(item, keep_state=keep_state))
