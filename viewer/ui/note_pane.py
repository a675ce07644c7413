"""The note's pane: a page in one readable column, and the links on it.

The page is hostile until proven otherwise: it was sanitised by the worker, and this browser
loads no resource and follows no link by itself; it only says what was clicked.
"""

from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSignalBlocker, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QToolTip, QWidget

from viewer.session.view import Move
from viewer.ui.link_words import link_words
from viewer.ui.page_marks import Span
from viewer.ui.page_moves import LINE_PX, heading_target, scroll_target
from viewer.ui.page_view import PageView
from viewer.ui.theme import Theme

TIP_CHARACTERS = 72


class NotePane(PageView):
    """Shows a note; says which moment or link was followed; keeps the focus on one."""

    moment_followed = Signal(int, bool)
    """A moment's index, and whether playing or pausing should be kept as it is."""
    link_followed = Signal(int)
    focused_on = Signal(str)
    """What the link under the keyboard or the mouse is, in words; empty for none."""
    moved_within = Signal()
    """The reader went to another place of the page, by a link."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._lost_focus = ""
        # The keyboard walks links by our own ring, which starts where the reader is looking.
        by_mouse = "LinksAccessibleByMouse|TextSelectableByMouse"
        self.setProperty("textInteractionFlags", by_mouse)
        self.setAcceptDrops(False)  # What is dropped belongs to the window.
        self.setAccessibleName("Note")
        self.anchorClicked.connect(self._on_anchor_clicked)
        self.highlighted.connect(self._on_hovered)

    def describe(self, href: str) -> str:
        """Return what a link is and does, in words."""
        words = link_words(self._note, href) if self._note else ""
        mark = self.signs.word_at(href) if self.signs else ""
        return ", ".join(filter(None, (words, mark)))

    # Moving

    def move_by(self, move: Move) -> None:
        """Move in the note as asked."""
        bar = self.verticalScrollBar()
        if move in (Move.BOTTOM, Move.NEXT_HEADING, Move.PREVIOUS_HEADING):
            self._filling.finish()
        if move in (Move.NEXT_LINK, Move.PREVIOUS_LINK):
            self._walk_links(move is Move.NEXT_LINK)
            return
        if move in (Move.NEXT_HEADING, Move.PREVIOUS_HEADING):
            headings = self._note.headings if self._note else ()
            forward = move is Move.NEXT_HEADING
            target = heading_target(self.document(), headings, bar.value(), forward=forward)
        else:
            target = scroll_target(move, bar.value(), self.viewport().height(), bar.maximum())
        if target is not None:
            bar.setValue(target)

    def follow_focused(self, *, keep_state: bool) -> None:
        """Follow the link that has the keyboard's focus, if one has."""
        span = self.focused_link()
        if span is not None:
            self._follow(span.href, keep_state=keep_state)

    def focused_link(self) -> Span | None:
        """Return the link that the keyboard has walked to."""
        return self._focused

    def focused_moment(self) -> int | None:
        """Return the index of the moment that the keyboard has walked to, None if it is none."""
        scheme, _, index = self._focused.href.partition(":") if self._focused else ("", "", "")
        return int(index) if scheme == "moment" else None

    def go_to(self, place: str) -> None:
        """Put the ring of focus on a link of the page, and bring it in sight; else a heading."""
        span = next((span for span in self.links() if span.href == place), None)
        if span is None:
            self.scrollToAnchor(place.removeprefix("#"))
            if not place:
                self.move_by(Move.TOP)
        elif span != self._focused:
            self._focus_on(span)
        else:
            self._bring_in_sight(span)

    # Qt

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Load nothing: whatever a page names, no file and no address is touched."""
        return None

    def doSetSource(self, _name: QUrl | str, _kind: Any = None) -> None:
        """Go nowhere by ourselves."""

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in a tooltip what a doubtful link is; the words are ours and shown as text."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            from html import escape
            from textwrap import fill

            said = escape(fill(self.describe(self.anchorAt(event.pos())), TIP_CHARACTERS))
            tip = f'<div style="white-space: pre">{said}</div>' if said else ""
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().viewportEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link; Shift keeps playing or paused."""
        self._keep_state = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
        super().mouseReleaseEvent(event)
        self._keep_state = False

    _keep_state = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the commands, so that a link is not followed twice."""
        if event.key() not in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy what is selected; our links' addresses mean nothing elsewhere."""
        if self.textCursor().hasSelection():
            menu = self.createStandardContextMenu()
            for action in menu.actions():
                if action.objectName() == "link-copy":
                    menu.removeAction(action)
            menu.exec(event.globalPos())

    # Inside

    def _lay_out(self) -> None:
        super()._lay_out()
        self._lost_focus = ""

    def _lay_out_again(self) -> None:
        focused = self._focused
        super()._lay_out_again()
        if focused is not None:
            self._focus_again(focused.href)

    def _on_grown(self) -> None:
        super()._on_grown()
        if self._lost_focus:
            self._focus_again(self._lost_focus)

    def _focus_again(self, href: str) -> None:
        """Put the focus where it was, as soon as that is laid out."""
        links = self._marks.links if self._marks else []
        span = next((span for span in links if span.href == href), None)
        self._lost_focus = "" if span is not None else href
        if span is not None:
            self._focus_on(span, is_shown=False)

    def _on_hovered(self, url: QUrl) -> None:
        focused = self._focused.href if self._focused is not None else ""
        self.focused_on.emit(self.describe(url.toString()) or self.describe(focused))

    def _walk_links(self, forward: bool) -> None:
        links = self.links()
        if self._focused in links:
            index = links.index(self._focused) + (1 if forward else -1)
        else:
            index = self._first_in_sight(links) if forward else len(links) - 1
        if 0 <= index < len(links):
            self._focus_on(links[index])
        else:
            self._focus_on(None)
            self.focusNextPrevChild(forward)  # Past the last link lies the next pane.

    def _first_in_sight(self, links: list[Span]) -> int:
        top = self.place().position
        return next((at for at, link in enumerate(links) if link.start >= top), 0)

    def _focus_on(self, span: Span | None, *, is_shown: bool = True) -> None:
        self._focused, self._lost_focus = span, ""
        words = ""
        if span is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(span.start)
            if is_shown:
                self.setTextCursor(cursor)  # Screen readers follow the cursor.
                self._bring_in_sight(span)
            else:
                self._set_cursor_unseen(cursor)
            cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
            words = self.describe(span.href)
            self.setAccessibleDescription(f"{cursor.selectedText().strip()} {words}".strip())
        self.focused_on.emit(words)
        self.viewport().update()

    def _set_cursor_unseen(self, cursor: QTextCursor) -> None:
        """Set the cursor without going there, as Qt would; a place may still be awaited."""
        bar = self.verticalScrollBar()
        value = bar.value()
        with QSignalBlocker(bar):
            self.setTextCursor(cursor)
            bar.setValue(value)

    def _bring_in_sight(self, span: Span) -> None:
        rect, bar = self.rect_of(span), self.verticalScrollBar()
        if rect.top() < LINE_PX:
            bar.setValue(bar.value() + round(rect.top()) - 2 * LINE_PX)
        elif rect.bottom() > self.viewport().height() - LINE_PX:
            bar.setValue(
                bar.value() + round(rect.bottom()) - self.viewport().height() + 2 * LINE_PX
            )

    def _on_anchor_clicked(self, url: QUrl) -> None:
        self._follow(url.toString(), keep_state=self._keep_state)

    def _follow(self, href: str, *, keep_state: bool) -> None:
        scheme, _, index = href.partition(":")
        if href.startswith("#"):
            self.scrollToAnchor(href.removeprefix("#"))
            self.moved_within.emit()
        elif scheme == "moment":
            self.moment_followed.emit(int(index), keep_state)
        elif scheme == "link":
            self.link_followed.emit(int(index))
