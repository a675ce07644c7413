"""The watching side: the video, its transport, and the list of moments.

It is built after the note was painted, so it shows what the session is doing when it comes.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.commands.catalogue import Catalogue
from viewer.playback.player import PlayerState
from viewer.session.pane_words import message_of
from viewer.session.session import Session
from viewer.session.view import Layout, Pane, View
from viewer.ui.moments_list import MomentsList
from viewer.ui.side_lists import SideLists
from viewer.ui.theme import Theme
from viewer.ui.transport import Transport
from viewer.ui.video_overlay import VideoOverlay
from viewer.ui.video_pane import VideoPane

FRESH_MS = 20
"""How often the video's time is told while it plays."""

TITLES = {Pane.MOMENTS: "Moments"}


class WatchSide(QWidget):
    """Follows the session's video; says which command was asked for."""

    command_wanted = Signal(str, str)

    def __init__(self, session: Session, theme: Theme, catalogue: Catalogue) -> None:
        super().__init__()
        self._session = session
        self.video = VideoPane(catalogue)
        self.overlay = VideoOverlay(session, self.video.surface)
        self.transport = Transport(theme)
        self.moments = MomentsList(theme)
        self._fresh = QTimer(self, interval=FRESH_MS)
        self._listing = QTimer(self, interval=0, singleShot=True)
        self.side = SideLists({Pane.MOMENTS: lambda: self.moments}, TITLES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget, share in ((self.video, 3), (self.transport, 0), (self.side, 1)):
            layout.addWidget(widget, share)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._connect()
        self.show_view(session.view)
        self._show_page()

    def _connect(self) -> None:
        session = self._session
        # The page itself is painted first: a list of thousands takes a moment, too.
        session.arrived.connect(lambda _arrival: self._listing.start())
        session.refined.connect(lambda _page: self._listing.start())
        self._listing.timeout.connect(self._show_page)
        session.video.status_changed.connect(self._on_status_changed)
        session.keeping_changed.connect(self._show_message)
        session.video.state_changed.connect(self._on_video_changed)
        self._fresh.timeout.connect(session.pass_time)
        session.passed.connect(self._on_passed)
        self.side.wanted.connect(lambda pane: self.command_wanted.emit("focus_pane", pane))
        self.moments.moment_chosen.connect(self._on_moment_chosen)
        self.transport.command_wanted.connect(lambda name: self.command_wanted.emit(name, ""))
        self.transport.time_wanted.connect(
            lambda time_ms: self.command_wanted.emit("scrub", str(time_ms))
        )
        self.video.command_wanted.connect(lambda name: self.command_wanted.emit(name, ""))

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self.side.restyle(theme)
        self.transport.restyle(theme)

    def show_view(self, view: View) -> None:
        """Leave the room to the video where there is no list beside it."""
        layout = view.shown_layout
        self.side.show_pane(view.side)
        self.side.setVisible(layout is Layout.SIDE_BY_SIDE)
        self.video.keep_shape(layout is Layout.SIDE_BY_SIDE)

    def rest(self) -> None:
        """Stop following the video."""
        self._fresh.stop()
        self._listing.stop()

    def _show_page(self) -> None:
        moments = self._session.moments
        self.moments.show_moments(moments)
        times = (moment.time_ms for moment in moments)
        self.transport.bar.show_ticks(tuple(time for time in times if time is not None))
        self._on_status_changed()

    def _on_status_changed(self) -> None:
        self._show_message()
        self._on_video_changed()

    def _show_message(self) -> None:
        condition = self._session.video.status.condition
        self.video.show_message(condition, message_of(self._session))

    def _on_passed(self, position_ms: int) -> None:
        video = self._session.video
        self.transport.show_video(video)
        self.moments.show_time(position_ms if video.is_ready else -1)

    def _on_video_changed(self) -> None:
        video = self._session.video
        self._on_passed(video.position_ms())
        if (video.state is PlayerState.PLAYING) != self._fresh.isActive():
            deed = self._fresh.stop if self._fresh.isActive() else self._fresh.start
            deed()

    def _on_moment_chosen(self, index: int, keep_state: bool) -> None:
        command = "seek_moment_quietly" if keep_state else "seek_moment"
        self.command_wanted.emit(command, str(index + 1))
