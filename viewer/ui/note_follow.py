"""The page goes along with the video: what is being said is marked, and brought in sight.

It scrolls only while the session follows, never while a mouse button is held, and not at all when
some of it can be seen already.
"""

from math import ceil

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent

from viewer.session.following import Mode, Want
from viewer.session.session import Session
from viewer.session.spoken import spoken_moment
from viewer.session.view import Move, Pane
from viewer.ui.edge_pills import EdgePills
from viewer.ui.note_pane import NotePane
from viewer.ui.page_current import PageCurrent, Reach, Sight
from viewer.ui.smooth_scroll import SmoothScroll, is_motion_reduced
from viewer.ui.theme import Theme

CLEAR_PX = 56
"""So far from the edges, where the pills are, what was scrolled to stands at least."""
SOON_MS = 25
"""Longer than a pulse of the video's time takes."""
FOLLOW_AT, CENTRE_AT = 0.35, 0.5
_SETTLING = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.MouseButtonRelease)


class NoteFollow(QObject):
    """Follows the session's video on the page; says what the foot should."""

    told = Signal(str)

    def __init__(self, session: Session, page: NotePane, theme: Theme, key: str) -> None:
        """`key` is the one that lets the note follow again."""
        super().__init__(page)
        self._session, self._page, self._key = session, page, key
        self._following = session.studying.following
        self.marks = PageCurrent(page.document())
        self.pills = EdgePills(page, theme)
        is_reduced = is_motion_reduced(session.settings.motion)
        self._scroll = SmoothScroll(page.verticalScrollBar(), is_reduced=is_reduced)
        self._settling = QTimer(self, interval=0, singleShot=True)
        self._due = QTimer(self, singleShot=True, timerType=QtCore.Qt.TimerType.PreciseTimer)
        self._is_readers = self._is_owed = self._is_held = self._is_due = False
        self._settled_at = page.verticalScrollBar().value()
        page.mark_current(self.marks)
        self._connect()
        self._on_changed()

    def _connect(self) -> None:
        following, page = self._following, self._page
        following.changed.connect(self._on_changed)
        following.mode_changed.connect(self.tell)
        following.wanted.connect(self._on_wanted)
        self._session.video.status_changed.connect(self.tell)
        self._session.refined.connect(lambda _page: self.tell())
        self._session.arrived.connect(lambda _arrival: self.tell())
        self._session.moment_changed.connect(self._on_moment_changed)
        self._session.passed.connect(self._on_passed)
        self._due.timeout.connect(self._on_due)
        self._session.view.moved.connect(self._on_moved)
        page.laid_out.connect(self._on_laid_out)
        page.scrolled.connect(self._settling.start)
        page.selectionChanged.connect(self._on_selected)
        page.moved_within.connect(self.yield_to_reader)
        page.verticalScrollBar().actionTriggered.connect(self._on_scroll_begun)
        page.viewport().installEventFilter(self)
        page.installEventFilter(self)
        self.pills.above_wanted.connect(lambda: self._on_wanted(Want.ABOVE))
        self.pills.below_wanted.connect(lambda: self._on_wanted(Want.BELOW))
        self._settling.timeout.connect(self._settle)

    def restyle(self, theme: Theme) -> None:
        """Take other colours; the page takes its own."""
        self.pills.restyle(theme)

    def tell(self) -> None:
        """Say whether the note follows."""
        words = {Mode.ON: "following", Mode.PAUSED: f"follow paused – {self._key}", Mode.OFF: ""}
        following = self._following
        self.told.emit(words[following.mode] if following.has_something else "")

    def sight(self) -> Sight:
        """Return how many marked sentences are in sight, and how many above and below."""
        top = self._page.verticalScrollBar().value()
        return self.marks.sight(top, top + self._page.viewport().height())

    # The reader

    def yield_to_reader(self) -> None:
        """Let the page stay where the reader is."""
        self._stop()
        self._following.pause()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Hold still while a mouse button is down: what is under it must stay there."""
        if isinstance(event, QMouseEvent):
            self._is_held = bool(event.buttons() & QtCore.Qt.MouseButton.LeftButton)
            if self._is_held:
                self._stop()
        if event.type() in _SETTLING:
            self._settling.start()
        return False

    def _on_scroll_begun(self, _action: int) -> None:
        self._stop()
        self._is_readers = True
        self._following.begin_scroll()
        self._settling.start()

    def _on_moved(self, move: Move) -> None:
        if self._session.view.pane is not Pane.NOTE:
            return
        is_walk = move in (Move.NEXT_LINK, Move.PREVIOUS_LINK)
        if not is_walk or self._page.verticalScrollBar().value() != self._settled_at:
            self._on_scroll_begun(0)

    def _on_selected(self) -> None:
        if self._page.textCursor().hasSelection():
            self.yield_to_reader()

    def _stop(self) -> None:
        self._scroll.stop()
        self._is_owed = False

    # The page

    def _on_laid_out(self) -> None:
        self.marks.grow()
        if self._scroll.is_gliding:
            self._scroll.stop()
            self._is_owed = True
        self._settling.start()

    def _settle(self) -> None:
        """Take in what can be seen now."""
        self._settled_at = self._page.verticalScrollBar().value()
        sight = self.sight()
        self.pills.show_sight(sight)
        if self._is_readers:
            self._is_readers = False
            self._following.end_scroll(is_in_sight=bool(sight.seen))
        self._is_owed = self._is_owed and not sight.seen  # A jump has brought it there.
        if self._is_owed:
            self._go_along()

    # The video

    def _on_passed(self, _position_ms: int) -> None:
        """Be there when others become current, not up to a pulse later."""
        due_ms = self._following.due_in_ms()
        if due_ms is not None and due_ms <= SOON_MS and not self._is_due:
            self._due.start(max(1, ceil(due_ms)))

    def _on_due(self) -> None:
        self._is_due = True  # Once a pulse: a video that hangs just before would ask for ever.
        self._session.pass_time()
        self._is_due = False

    def _on_changed(self) -> None:
        self._repaint()
        self.marks.show(self._following.current)
        self._repaint()
        sight = self.sight()
        self._following.look(is_in_sight=bool(sight.seen))
        if self._following.goes_along and self._following.current and not sight.seen:
            self._is_owed = True
        self._settling.start()

    def _repaint(self) -> None:
        """Paint what is marked; to paint all of a page takes too long for a change between two."""
        view = self._page.viewport()
        top = self._page.verticalScrollBar().value()
        for rect in self.marks.areas(top, top + view.height()):
            view.update(rect.translated(0, -top))

    def _go_along(self) -> None:
        """Bring what is being said in sight, as soon as it is laid out."""
        chief = self._following.chief
        if not self._following.goes_along or chief is None:
            self._is_owed = False
        elif not self._is_held and not self.marks.is_awaited(chief):
            self._is_owed = False
            self._bring(chief, FOLLOW_AT)

    def _on_wanted(self, want: Want) -> None:
        self._stop()
        if want is Want.CENTRE:
            if (chief := self._following.chief) is not None:
                self._reach(chief)
                self._bring(chief, CENTRE_AT)
            return
        sight, here = self.sight(), self.marks.here
        if want is Want.ABOVE and sight.above:
            self._bring(here[sight.above - 1], FOLLOW_AT)
        elif want is Want.BELOW and sight.below:
            after = sight.above + sight.seen
            target = here[after] if after < len(here) else max(self._following.current)
            self._reach(target)
            self._bring(target, FOLLOW_AT)

    def _reach(self, index: int) -> None:
        if self.marks.is_awaited(index):
            self._page.links()  # Lays out all of the page.
            self.marks.grow()

    def _bring(self, index: int, share: float) -> None:
        """Scroll so that a sentence stands at a share of the page's height."""
        reach = self.marks.reach_of(index)
        if reach is not None:
            self._scroll.go_to(self._value_for(reach, share))

    def _value_for(self, reach: Reach, share: float) -> int:
        height = self._page.viewport().height()
        room = max(0, height - (reach.bottom - reach.top))
        above = max(min(CLEAR_PX, room // 2), round(room * share))
        return reach.top - above

    # Screen readers

    def _on_moment_changed(self) -> None:
        index = self._session.moment_index
        if index is not None:
            words = spoken_moment(self._session.moments, index)
            self._page.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._page, words))
