"""The window: it shows the session, and turns what is clicked into the session's deeds.

Widgets emit, the window wires; a widget never calls another. The note is painted first, and
what it can be read without is built right after, by `complete`.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6 import QtCore
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from viewer.session.history import Visit
from viewer.session.page import Page
from viewer.session.reading import Arrival
from viewer.session.session import Session
from viewer.session.view import Ask, Move
from viewer.ui.columns import column
from viewer.ui.edges import Foot, Head
from viewer.ui.menus import Menus
from viewer.ui.note_pane import NotePane
from viewer.ui.notice_bar import NoticeBar
from viewer.ui.pane_focus import PaneFocus
from viewer.ui.panes import Panes
from viewer.ui.telling import Telling
from viewer.ui.theme import Theme

if TYPE_CHECKING:
    from viewer.commands.catalogue import Catalogue
    from viewer.ui.asking import Asking
    from viewer.ui.key_filter import KeyFilter
    from viewer.ui.note_study import NoteStudy
    from viewer.ui.panels import Panels
    from viewer.ui.video_places import VideoPlaces
    from viewer.ui.watch_side import WatchSide

REMEMBER_MS = 250


class MainWindow(QMainWindow):
    """The note beside its video."""

    painted = Signal()
    """The first note is on screen, or the reason why there is none: `complete` the window now."""
    closed = Signal()

    catalogue: "Catalogue"
    keys: "KeyFilter"

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.note = NotePane(theme)
        self.notice = NoticeBar()
        self.focus = PaneFocus(session.view, self.note)
        self.head, self.foot = Head(), Foot()
        self.watch: WatchSide | None = None
        self.panels: Panels | None = None
        self.study: NoteStudy | None = None
        self.places: VideoPlaces | None = None
        self.telling = Telling(session, self.notice, self.foot)
        self._menus = Menus(self.menuBar())
        self._was_painted = False
        self.video_place: dict[str, Any] = {}
        """Where the video's own window was in the last run."""
        self._remember = QTimer(self, interval=REMEMBER_MS)
        self._arrange()
        self._connect()
        self.restyle(theme)
        self._show_view()

    # Looks

    def restyle(self, theme: Theme) -> None:
        """Show everything in these colours."""
        self.theme = theme
        QApplication.setPalette(theme.palette())
        self.setStyleSheet(theme.window_style())
        self.note.restyle(theme, self._text_px())
        for part in (self.watch, self.panels, self.study):
            if part is not None:
                part.restyle(theme)
        if self.places is not None:
            self.places.restyle(self.styleSheet())

    def _text_px(self) -> int:
        return round(self.session.settings.text_size_px * self.session.view.zoom)

    def _arrange(self) -> None:
        self.setWindowTitle("Notereel")
        self.panes = Panes(column((self.notice, 0), (self.note, 1)))
        self.setCentralWidget(column((self.head, 0), (self.panes, 1), (self.foot, 0)))

    def _connect(self) -> None:
        session, view = self.session, self.session.view
        session.arrived.connect(self._on_arrived)
        session.refined.connect(self._on_refined)
        session.reading.returned.connect(self._on_returned)
        session.reading.awaited.connect(self._on_awaited)
        session.moment_changed.connect(self._on_moment_changed)
        session.leave_asked.connect(lambda address: self.asking.leave_for(address))
        session.video.status_changed.connect(lambda: self.head.show_session(session))
        session.keeping_changed.connect(lambda: self.head.show_video(session))
        session.asked.connect(lambda question: self.asking.put(question))
        view.changed.connect(self._show_view)
        view.moved.connect(self._on_moved)
        view.asked.connect(self._on_asked)
        self.note.focused_on.connect(self.foot.show_focus)
        self.note.painted.connect(self._on_note_painted)
        self.note.scrolled.connect(self._on_scrolled)
        self.telling.focus_freed.connect(self.focus.give)
        self.telling.command_wanted.connect(self._run)
        self._remember.timeout.connect(session.tick)
        app = QGuiApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def _run(self, command: str, argument: str = "") -> None:
        self.catalogue.run(command, self.session, argument)

    # What comes after the note

    def _on_awaited(self, is_awaited: bool) -> None:
        self.note.await_another(is_awaited)
        if not is_awaited and not self.note.isVisibleTo(self):
            self._on_note_painted()  # In the layout of the video alone it never will be.

    def _on_note_painted(self) -> None:
        # Also where there is no note: then the reason was painted.
        if self.session.reading.is_settled and not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def complete(self, catalogue: "Catalogue") -> None:
        """Bring in the commands, which own the keys and fill the menus, and the watching side."""
        from viewer.ui.file_drop import FileDrop
        from viewer.ui.key_filter import KeyFilter
        from viewer.ui.note_study import NoteStudy
        from viewer.ui.panels import Panels
        from viewer.ui.video_places import VideoPlaces
        from viewer.ui.watch_side import WatchSide

        self.catalogue = catalogue
        self.keys = KeyFilter(catalogue.keymap, self.session.view, self)
        self.keys.pressed.connect(self._run)
        self.keys.pending_changed.connect(self.foot.show_pending)
        self.keys.watch(self.windowHandle())
        self._menus.fill_from(catalogue, self.session)
        self.head.command_wanted.connect(self._run)
        self.note.moment_followed.connect(self._on_moment_followed)
        self.note.link_followed.connect(lambda index: self._run("follow_link", str(index + 1)))
        self.telling.offer_from(catalogue)
        self.panels = Panels(self.session, catalogue, self.theme, self.panes, self.head)
        self.panels.command_wanted.connect(self._run)
        self.panels.place_wanted.connect(self._on_place_wanted)
        self.panels.notice_made.connect(self.telling.also_in)
        FileDrop(self).dropped.connect(lambda file: self._run("take_file", file))
        self.watch = WatchSide(self.session, self.theme, catalogue)
        self.watch.command_wanted.connect(self._run)
        self.panes.show_watching(self.watch)
        width_px = self.session.settings.corner_width_px
        self.places = VideoPlaces(self.watch, self.note, self.keys, width_px)
        self.places.left.connect(lambda: self.session.view.set_apart(False))
        self.places.dropped.connect(lambda file: self._run("take_file", file))
        self.places.covers.connect(self.note.lie_under)
        self.places.remember(self.video_place)
        self.focus.take(self.watch, self.panels, self.places)
        self.study = NoteStudy(self.session, self.note, self.theme, catalogue)
        self.study.follow.told.connect(self.foot.show_following)
        self.study.follow.tell()
        self._show_view()

    @cached_property
    def asking(self) -> "Asking":
        """What puts questions over this window; made when the first is asked."""
        from viewer.ui.asking import Asking

        return Asking(self.session, self.catalogue, self.telling, self.note)

    # What the session tells

    def _on_arrived(self, arrival: Arrival) -> None:
        self.setWindowTitle(f"{arrival.page.note.title} – Notereel")
        if self.places is not None:
            self.places.show_title(self.windowTitle())
        self.note.show_note(arrival.page.note, arrival.position.scroll)
        self._show_session()
        self.foot.show_focus("")
        if arrival.anchor:
            self.note.show_anchor(arrival.anchor)

    def _on_refined(self, page: Page) -> None:
        self.note.show_better(page.note)
        self._show_session()

    def _on_returned(self, visit: Visit) -> None:
        if visit.position is not None:
            self.note.restore(visit.position.scroll)

    def _show_session(self) -> None:
        self.head.show_session(self.session)
        self.foot.show_moment(self.session)
        if self.panels is not None:
            self.panels.show_session()

    def _on_moment_changed(self) -> None:
        self.foot.show_moment(self.session)
        if self.session.moment_index is not None:
            self.note.go_to(f"moment:{self.session.moment_index}")

    # What the view asks

    def _on_asked(self, ask: Ask) -> None:
        match ask:
            case Ask.FOLLOW | Ask.FOLLOW_QUIETLY | Ask.FOLLOW_LOOPING:
                self._follow(ask)
            case Ask.FILTER if self.watch is not None:
                self.watch.side.begin_filter()
            case Ask.PEEK if self.study is not None:
                self.study.peeking.peek_at_focus()
            case Ask.QUIT:
                self.close()
            case Ask.DETAILS:
                if self.panels is not None and self.panels.downloads is not None:
                    self.panels.downloads.toggle_details()
            case _:
                self.focus.come_forward(self)
                self.asking.answer(ask)

    def _follow(self, ask: Ask) -> None:
        if (pane := self.focus.walked) is not None:
            pane.follow_focused(keep_state=ask is Ask.FOLLOW_QUIETLY)
            if ask is Ask.FOLLOW_LOOPING:
                self._run("loop_from_here")

    def _on_moved(self, move: Move) -> None:
        if (pane := self.focus.walked) is not None:
            pane.move_by(move)

    def _on_moment_followed(self, index: int, keep_state: bool) -> None:
        self._run("seek_moment_quietly" if keep_state else "seek_moment", str(index + 1))
        if QGuiApplication.keyboardModifiers() == QtCore.Qt.KeyboardModifier.ControlModifier:
            self._run("loop_from_here")

    def _on_scrolled(self) -> None:
        self.session.view.scroll = self.note.place()

    def _show_view(self) -> None:
        view = self.session.view
        if self.places is not None:
            self.places.show_view(view)
        self.panes.show_layout(view.shown_layout)
        if self.watch is not None:
            self.watch.show_view(view)
        for edge in (self.menuBar(), self.head, self.foot):
            edge.setVisible(not view.is_covered)
        if self.panels is not None:
            self.panels.show_view(view)
        self.note.restyle(self.theme, self._text_px())
        if view.is_covered != self.isFullScreen() and self.isVisible():
            show = self.showFullScreen if view.is_covered else self.showNormal
            show()
        self.focus.give()

    def _on_place_wanted(self, place: str) -> None:
        self.session.view.show_note()
        self.note.go_to(place)
        if self.study is not None:
            self.study.follow.yield_to_reader()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self.focus.follow(new)
        self.note.viewport().update()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Have the note hold the keyboard, and remember where it is."""
        super().showEvent(event)
        self._remember.start()
        self.focus.give()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window and everything in it."""
        self._remember.stop()
        if self.watch is not None:
            self.watch.rest()
        self._on_scrolled()
        self.closed.emit()
        if self.places is not None:
            self.places.rest()
        super().closeEvent(event)
