"""The window: it shows the session, and turns what is clicked into the session's deeds.

Widgets emit, the window wires; a widget never calls another.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from viewer.commands.catalogue import Catalogue
from viewer.playback.player import PlayerState
from viewer.session.notice import Notice
from viewer.session.page import Page
from viewer.session.reading import Arrival
from viewer.session.session import Session
from viewer.session.view import Ask, Move, Pane
from viewer.study.positions import Scroll
from viewer.ui.asking import Asking
from viewer.ui.cheat_sheet import CheatSheet
from viewer.ui.edges import Foot, Head
from viewer.ui.key_filter import KeyFilter
from viewer.ui.menus import Menus
from viewer.ui.moments_list import MomentsList
from viewer.ui.note_pane import NotePane
from viewer.ui.notice_bar import NoticeBar
from viewer.ui.panes import Panes, column
from viewer.ui.theme import Theme
from viewer.ui.transport import Transport
from viewer.ui.video_pane import VideoPane

FRESH_MS = 40
REMEMBER_MS = 400


class MainWindow(QMainWindow):
    """The note beside its video."""

    painted = Signal()
    """The note is on screen for the first time."""
    closed = Signal()

    def __init__(self, session: Session, catalogue: Catalogue, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.catalogue = catalogue
        self._theme = theme
        self.note = NotePane(theme)
        self.video = VideoPane()
        self.transport = Transport(theme)
        self.moments = MomentsList(theme)
        self.notice = NoticeBar()
        self.head, self.foot = Head(), Foot()
        self.cheat_sheet: CheatSheet | None = None
        self.keys = KeyFilter(catalogue.keymap, session.view, self)
        self._menus = Menus(self.menuBar(), catalogue, session)
        self._asking = Asking(session, catalogue, self.notice, self.note)
        self._was_painted = False
        self._fresh = QTimer(self, interval=FRESH_MS)
        self._remember = QTimer(self, interval=REMEMBER_MS)
        self._arrange()
        self._connect()
        self.restyle(theme)
        self._show_view()

    # Looks

    def restyle(self, theme: Theme) -> None:
        """Show everything in these colours."""
        self._theme = theme
        QApplication.setPalette(theme.palette())
        self.setStyleSheet(theme.window_style())
        self.note.restyle(theme, self._text_px())
        self.moments.restyle(theme)
        self.transport.restyle(theme)
        if self.cheat_sheet is not None:
            self.cheat_sheet.restyle(theme)

    @property
    def theme(self) -> Theme:
        """The colours in use."""
        return self._theme

    def _text_px(self) -> int:
        return round(self.session.settings.text_size_px * self.session.view.zoom)

    def _arrange(self) -> None:
        self.setAcceptDrops(True)
        self.setWindowTitle("Notereel")
        self.panes = Panes(self.notice, self.note, self.video, self.transport, self.moments)
        self.setCentralWidget(column((self.head, 0), (self.panes, 1), (self.foot, 0)))

    def _connect(self) -> None:
        session, view = self.session, self.session.view
        session.arrived.connect(self._on_arrived)
        session.refined.connect(self._on_refined)
        session.moment_changed.connect(lambda: self.foot.show_moment(session))
        session.noticed.connect(self._on_noticed)
        session.leave_asked.connect(self._asking.leave_for)
        session.video.status_changed.connect(self._on_status_changed)
        session.video.state_changed.connect(self._on_video_changed)
        view.changed.connect(self._show_view)
        view.moved.connect(self._on_moved)
        view.asked.connect(self._on_asked)
        self.note.moment_followed.connect(self._on_moment_followed)
        self.note.link_followed.connect(lambda index: self._run("follow_link", str(index + 1)))
        self.note.focused_on.connect(self.foot.show_focus)
        self.note.scrolled.connect(self._on_scrolled)
        self.moments.moment_chosen.connect(self._on_moment_followed)
        self.transport.command_wanted.connect(self._run)
        self.transport.time_wanted.connect(lambda time_ms: self._run("scrub", str(time_ms)))
        self.head.command_wanted.connect(self._run)
        self.video.choose_wanted.connect(lambda: self._run("choose_video"))
        self.video.copy_wanted.connect(lambda: self._run("copy_address"))
        self.notice.closed.connect(session.hush)
        self.keys.pressed.connect(self._run)
        self.keys.pending_changed.connect(self.foot.show_pending)
        self._fresh.timeout.connect(self._on_video_changed)
        self._remember.timeout.connect(session.tick)
        app = QGuiApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def _run(self, command: str, argument: str = "") -> None:
        self.catalogue.run(command, self.session, argument)

    # What the session tells

    def _on_arrived(self, arrival: Arrival) -> None:
        self.setWindowTitle(f"{arrival.page.note.title} – Notereel")
        self._show_page(arrival.page, arrival.position.scroll)
        if arrival.anchor:
            self.note.show_anchor(arrival.anchor)

    def _on_refined(self, page: Page) -> None:
        self._show_page(page, self.note.place())

    def _show_page(self, page: Page, scroll: Scroll) -> None:
        self.note.show_note(page.note, scroll)
        self.moments.show_moments(page.note.moments)
        times = (moment.time_ms for moment in page.note.moments)
        self.transport.bar.show_ticks(tuple(time for time in times if time is not None))
        self.head.show_session(self.session)
        self.foot.show_moment(self.session)
        self.foot.show_focus("")
        self._on_status_changed()

    def _on_noticed(self, notice: Notice | None) -> None:
        self.foot.show_remark("")
        if notice is None:
            self._put_notice_away()
        elif notice.is_trouble or notice.hint:
            self.notice.say(notice)
        else:
            self.foot.show_remark(notice.sentence)

    def _put_notice_away(self) -> None:
        had_focus = self.notice.isAncestorOf(QApplication.focusWidget() or self)
        self.notice.hide()
        if had_focus:
            self._give_focus()

    def _on_status_changed(self) -> None:
        page = self.session.page
        video = page.video if page else None
        has_address = video is not None and bool(video.address or video.id)
        self.video.show_status(self.session.video.status, has_address=has_address)
        self.head.show_session(self.session)

    def _on_video_changed(self) -> None:
        video = self.session.video
        self.transport.show_video(video)
        self.moments.show_time(video.position_ms() if video.is_ready else -1)
        if (video.state is PlayerState.PLAYING) != self._fresh.isActive():
            deed = self._fresh.stop if self._fresh.isActive() else self._fresh.start
            deed()

    # What the view asks

    def _on_asked(self, ask: Ask) -> None:
        match ask:
            case Ask.FOLLOW | Ask.FOLLOW_QUIETLY:
                pane = self._pane_widget()
                if isinstance(pane, NotePane | MomentsList):
                    pane.follow_focused(keep_state=ask is Ask.FOLLOW_QUIETLY)
            case Ask.QUIT:
                self.close()
            case _:
                self._asking.answer(ask)

    def _on_moved(self, move: Move) -> None:
        pane = self._pane_widget()
        if isinstance(pane, NotePane | MomentsList):
            pane.move_by(move)

    def _on_moment_followed(self, index: int, keep_state: bool) -> None:
        self._run("seek_moment_quietly" if keep_state else "seek_moment", str(index + 1))

    def _on_scrolled(self) -> None:
        self.session.view.scroll = self.note.place()

    def _show_view(self) -> None:
        view = self.session.view
        self.panes.show_layout(view.shown_layout)
        for edge in (self.menuBar(), self.head, self.foot):
            edge.setVisible(not view.is_full_screen)
        self._show_cheat_sheet(view.is_cheat_sheet_open)
        self.note.restyle(self._theme, self._text_px())
        if view.is_full_screen != self.isFullScreen() and self.isVisible():
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        self._give_focus()

    def _show_cheat_sheet(self, shown: bool) -> None:
        if shown and self.cheat_sheet is None:
            self.cheat_sheet = CheatSheet(self.catalogue, self._theme)
            self.panes.dock(self.cheat_sheet)
        if self.cheat_sheet is not None:
            self.cheat_sheet.setVisible(shown)

    def _pane_widget(self) -> QWidget:
        panes = {Pane.NOTE: self.note, Pane.VIDEO: self.video, Pane.MOMENTS: self.moments}
        return panes[self.session.view.pane]

    def _give_focus(self) -> None:
        pane = self._pane_widget()
        if not pane.hasFocus():
            pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        panes = {self.note: Pane.NOTE, self.video: Pane.VIDEO, self.moments: Pane.MOMENTS}
        if new is not None and new in panes:
            self.session.view.pane = panes[new]
        self.note.viewport().update()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Own the keys as soon as there is a window to own them of."""
        super().showEvent(event)
        self.keys.watch(self.windowHandle())
        self._remember.start()
        self._give_focus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the first note is on screen."""
        super().paintEvent(event)
        if not self._was_painted and self.session.page is not None:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window and everything in it."""
        self._remember.stop()
        self._fresh.stop()
        self._on_scrolled()
        super().closeEvent(event)
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from this computer only."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a note or a vault that was dropped; a video becomes this note's."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self._run("take_file", url.toLocalFile())
