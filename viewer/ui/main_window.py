"""The window: it shows the session, and turns what is clicked into the session's deeds.

Widgets emit, the window wires; a widget never calls another. The note is painted first, and
what it can be read without is built right after, by `complete`.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from viewer.session.notice import Notice
from viewer.session.page import Page
from viewer.session.reading import Arrival
from viewer.session.session import Session
from viewer.session.view import Ask, Move, Pane
from viewer.study.positions import Scroll
from viewer.ui.columns import column
from viewer.ui.edges import Foot, Head
from viewer.ui.menus import Menus
from viewer.ui.note_pane import NotePane
from viewer.ui.notice_bar import NoticeBar
from viewer.ui.panes import Panes
from viewer.ui.theme import Theme

if TYPE_CHECKING:
    from viewer.commands.catalogue import Catalogue
    from viewer.ui.asking import Asking
    from viewer.ui.cheat_sheet import CheatSheet
    from viewer.ui.key_filter import KeyFilter
    from viewer.ui.watch_side import WatchSide

REMEMBER_MS = 400


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
        self.head, self.foot = Head(), Foot()
        self.watch: WatchSide | None = None
        self.cheat_sheet: CheatSheet | None = None
        self._menus = Menus(self.menuBar())
        self._asking: Asking | None = None
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
        for part in (self.watch, self.cheat_sheet):
            if part is not None:
                part.restyle(theme)

    def _text_px(self) -> int:
        return round(self.session.settings.text_size_px * self.session.view.zoom)

    def _arrange(self) -> None:
        self.setAcceptDrops(True)
        self.setWindowTitle("Notereel")
        self.panes = Panes(column((self.notice, 0), (self.note, 1)))
        self.setCentralWidget(column((self.head, 0), (self.panes, 1), (self.foot, 0)))

    def _connect(self) -> None:
        session, view = self.session, self.session.view
        session.arrived.connect(self._on_arrived)
        session.refined.connect(self._on_refined)
        session.moment_changed.connect(self._on_moment_changed)
        session.noticed.connect(self._on_noticed)
        session.leave_asked.connect(lambda address: self.asking.leave_for(address))
        session.video.status_changed.connect(lambda: self.head.show_session(session))
        view.changed.connect(self._show_view)
        view.moved.connect(self._on_moved)
        view.asked.connect(self._on_asked)
        self.note.focused_on.connect(self.foot.show_focus)
        self.note.painted.connect(self._on_note_painted)
        self.note.scrolled.connect(self._on_scrolled)
        self.notice.closed.connect(session.hush)
        self._remember.timeout.connect(session.tick)
        app = QGuiApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def _run(self, command: str, argument: str = "") -> None:
        self.catalogue.run(command, self.session, argument)

    # What comes after the note

    def _on_note_painted(self) -> None:
        # Also where there is no note: then the reason was painted.
        if self.session.reading.is_settled:
            self.note.painted.disconnect(self._on_note_painted)
            QTimer.singleShot(0, self.painted.emit)

    def complete(self, catalogue: "Catalogue") -> None:
        """Bring in the commands, which own the keys and fill the menus, and the watching side."""
        from viewer.ui.key_filter import KeyFilter
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
        self.watch = WatchSide(self.session, self.theme)
        self.watch.command_wanted.connect(self._run)
        self.panes.show_watching(self.watch)
        self._show_view()

    @property
    def asking(self) -> "Asking":
        """What puts questions over this window; made when the first is asked."""
        if self._asking is None:
            from viewer.ui.asking import Asking

            self._asking = Asking(self.session, self.catalogue, self.notice, self.note)
        return self._asking

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
        self.head.show_session(self.session)
        self.foot.show_moment(self.session)
        self.foot.show_focus("")

    def _on_moment_changed(self) -> None:
        self.foot.show_moment(self.session)
        if self.session.moment_index is not None:
            self.note.focus_moment(self.session.moment_index)

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

    # What the view asks

    def _on_asked(self, ask: Ask) -> None:
        match ask:
            case Ask.FOLLOW | Ask.FOLLOW_QUIETLY:
                keep_state = ask is Ask.FOLLOW_QUIETLY
                if self.session.view.pane is Pane.NOTE:
                    self.note.follow_focused(keep_state=keep_state)
                elif self.watch is not None:
                    self.watch.moments.follow_focused(keep_state=keep_state)
            case Ask.QUIT:
                self.close()
            case _:
                self.asking.answer(ask)

    def _on_moved(self, move: Move) -> None:
        if self.session.view.pane is Pane.NOTE:
            self.note.move_by(move)
        elif self.watch is not None and self.session.view.pane is Pane.MOMENTS:
            self.watch.moments.move_by(move)

    def _on_moment_followed(self, index: int, keep_state: bool) -> None:
        self._run("seek_moment_quietly" if keep_state else "seek_moment", str(index + 1))

    def _on_scrolled(self) -> None:
        self.session.view.scroll = self.note.place()

    def _show_view(self) -> None:
        view = self.session.view
        self.panes.show_layout(view.shown_layout)
        if self.watch is not None:
            self.watch.show_layout(view.shown_layout)
        for edge in (self.menuBar(), self.head, self.foot):
            edge.setVisible(not view.is_full_screen)
        self._show_cheat_sheet(view.is_cheat_sheet_open)
        self.note.restyle(self.theme, self._text_px())
        if view.is_full_screen != self.isFullScreen() and self.isVisible():
            show = self.showFullScreen if view.is_full_screen else self.showNormal
            show()
        self._give_focus()

    def _show_cheat_sheet(self, shown: bool) -> None:
        if shown and self.cheat_sheet is None:
            from viewer.ui.cheat_sheet import CheatSheet

            self.cheat_sheet = CheatSheet(self.catalogue, self.theme)
            self.panes.dock(self.cheat_sheet)
        if self.cheat_sheet is not None:
            self.cheat_sheet.setVisible(shown)

    def _pane_widgets(self) -> dict[Pane, QWidget]:
        widgets: dict[Pane, QWidget] = {Pane.NOTE: self.note}
        if self.watch is not None:
            widgets |= {Pane.VIDEO: self.watch.video, Pane.MOMENTS: self.watch.moments}
        return widgets

    def _give_focus(self) -> None:
        widget = self._pane_widgets().get(self.session.view.pane)
        if widget is not None and not widget.hasFocus():
            widget.setFocus()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        for pane, widget in self._pane_widgets().items():
            if widget is new:
                self.session.view.pane = pane
        self.note.viewport().update()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Have the note hold the keyboard, and remember where it is."""
        super().showEvent(event)
        self._remember.start()
        self._give_focus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window and everything in it."""
        self._remember.stop()
        if self.watch is not None:
            self.watch.rest()
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
