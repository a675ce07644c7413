"""Peeking at timestamps of the note: by the command, or by resting the mouse on one.

The view says what is peeked at; the card goes when the note scrolls, or another is open.
"""

from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QHelpEvent

from viewer.errors import ViewerError
from viewer.session.notice import Notice
from viewer.session.peek import Peek, peek_at
from viewer.session.session import Session
from viewer.ui.note_pane import NotePane
from viewer.ui.peek_card import PeekCard

MOMENT = "moment:"


class Peeking(QObject):
    """Shows the card by the timestamp that the view names."""

    def __init__(self, session: Session, note: NotePane) -> None:
        super().__init__(note)
        self.card: PeekCard | None = None
        self._session = session
        self._note = note
        self._shown: Peek | None = None
        self._is_by_mouse = False
        note.viewport().installEventFilter(self)
        note.highlighted.connect(self._on_pointed)
        note.scrolled.connect(self._leave)
        session.arrived.connect(lambda _arrival: self._leave())
        session.moment_changed.connect(self._leave)
        session.view.changed.connect(self._show_view)
        session.studying.transcript.changed.connect(self._show_view)
        session.studying.frames.changed.connect(self._show_view)

    def peek_at_focus(self) -> None:
        """Peek at the timestamp that has the focus, or that was gone to last."""
        span = self._note.focused_link()
        index = self._session.moment_index
        if span is not None and span.href.startswith(MOMENT):
            index = int(span.href.removeprefix(MOMENT))
        if index is None:
            self._session.tell(Notice("No timestamp has the focus.", "Tab walks to the next."))
            return
        self._is_by_mouse = False
        self._session.view.show_peek(index)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Peek where a tooltip would be shown; the tooltip stays where there is nothing to see."""
        if event.type() is not QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        href = self._note.anchorAt(event.pos())
        if not href.startswith(MOMENT):
            return False
        index = int(href.removeprefix(MOMENT))
        try:
            peek = peek_at(self._session, index)
        except ViewerError:
            return False
        if not (peek.said or peek.picture):
            return False
        self._is_by_mouse = True
        self._session.view.show_peek(index)
        return True

    def _show_view(self) -> None:
        index = self._session.view.peek
        if index is None:
            self._hide()
            return
        try:
            peek = peek_at(self._session, index)
        except ViewerError as error:
            self._session.view.peek = None
            self._hide()
            self._session.tell(error)
            return
        if peek != self._shown:
            self._show(peek)

    def _show(self, peek: Peek) -> None:
        href = f"{MOMENT}{peek.index}"
        span = next((each for each in self._note.links() if each.href == href), None)
        if span is None:
            return
        if self._shown is None and not self._note.viewport().rect().contains(
            self._note.rect_of(span).center().toPoint()
        ):
            self._note.go_to(href)
        self._shown = peek
        if self.card is None:
            self.card = PeekCard(self._note)
        doubt = self._session.moments[peek.index].doubt
        self.card.show_peek(peek, doubt, self._note.rect_of(span).toRect())

    def _hide(self) -> None:
        self._shown = None
        if self.card is not None:
            self.card.hide()

    def _leave(self) -> None:
        if self._shown is not None:
            self._session.view.show_peek(None)

    def _on_pointed(self, url: QUrl) -> None:
        if self._is_by_mouse and url.toString() != f"{MOMENT}{self._session.view.peek}":
            self._is_by_mouse = False
            self._leave()
