"""The note's pane: a page in one readable column, and the links on it.

The page is hostile until proven otherwise: it was sanitised by the worker, and this browser
loads no resource and follows no link by itself; it only says what was clicked.
"""

from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QRectF, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextFrameFormat,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QToolTip, QWidget

from viewer.note.note import Note
from viewer.session.view import Move
from viewer.study.positions import Scroll
from viewer.ui.link_words import link_words
from viewer.ui.page_geometry import height_of, place_at
from viewer.ui.page_marks import PageMarks, Span
from viewer.ui.page_moves import LINE_PX, heading_target, scroll_target
from viewer.ui.theme import Theme, text_font
from viewer.ui.viewport import bring_viewport

COLUMN_PX = 680
MARGIN_PX = 32
TOP_PX = 36
BOTTOM_PX = 160


class NotePane(QTextBrowser):
    """Shows a note; says which moment or link was followed, and where it is scrolled to."""

    moment_followed = Signal(int, bool)
    """A moment's index, and whether playing or pausing should be kept as it is."""
    link_followed = Signal(int)
    focused_on = Signal(str)
    """What the link under the keyboard or the mouse is, in words; empty for none."""
    scrolled = Signal()
    painted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._note: Note | None = None
        self._marks: PageMarks | None = None
        self._focused: Span | None = None
        self._text_px = 16
        bring_viewport(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        # The keyboard walks links by our own ring, which starts where the reader is looking.
        by_mouse = "LinksAccessibleByMouse|TextSelectableByMouse"
        self.setProperty("textInteractionFlags", by_mouse)
        self.setAcceptDrops(False)  # What is dropped belongs to the window.
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        self.setAccessibleName("Note")
        self.setUndoRedoEnabled(False)
        self._connect()

    def _connect(self) -> None:
        self.anchorClicked.connect(self._on_anchor_clicked)
        self.highlighted.connect(lambda url: self.focused_on.emit(self.describe(url.toString())))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.scrolled.emit())

    # The page

    def show_note(self, note: Note, scroll: Scroll) -> None:
        """Put a note on the page and move to where it was left."""
        self._note = note
        self._lay_out()
        self.restore(scroll)

    def restyle(self, theme: Theme, text_px: int) -> None:
        """Show the same page in other colours, or larger; the place is kept."""
        if (theme, text_px) == (self._theme, self._text_px):
            return
        self._theme, self._text_px = theme, text_px
        if self._note is not None:
            scroll = self.place()
            self._lay_out()
            self.restore(scroll)

    def place(self) -> Scroll:
        """Return the place at the top edge."""
        return place_at(self.document(), self.verticalScrollBar().value())

    def restore(self, place: Scroll) -> None:
        """Bring a place to the top edge again."""
        target = 0 if place == Scroll() else height_of(self.document(), place)
        self.verticalScrollBar().setValue(target)

    def show_anchor(self, heading: str) -> None:
        """Bring a heading to the top edge; matches its text or its id, whatever the case."""
        wanted = heading.strip().casefold()
        for each in self._note.headings if self._note else ():
            if wanted in (each.text.casefold(), each.anchor.casefold()):
                self.scrollToAnchor(each.anchor)
                return

    def describe(self, href: str) -> str:
        """Return what a link is and does, in words."""
        return link_words(self._note, href) if self._note else ""

    # Moving

    def move_by(self, move: Move) -> None:
        """Move in the note as asked."""
        bar = self.verticalScrollBar()
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

    def focus_moment(self, index: int) -> None:
        """Put the ring of focus on a moment, and bring it in sight."""
        href = f"moment:{index}"
        span = next((span for span in self.links() if span.href == href), None)
        if span is not None and span != self._focused:
            self._focus_on(span)

    def links(self) -> list[Span]:
        """Return the links on the page, in reading order."""
        return self._marks.links if self._marks else []

    def rect_of(self, span: Span) -> QRectF:
        """Return where a link begins, in the viewport."""
        assert self._marks is not None
        return self._marks.rects_of(span)[0].translated(0, -self.verticalScrollBar().value())

    # Qt

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Load nothing: whatever a page names, no file and no address is touched."""
        return None

    def doSetSource(self, _name: QUrl | str, _kind: Any = None) -> None:
        """Go nowhere by ourselves."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marks, then the text over them, then the ring of focus."""
        if self._marks is not None:
            shift = self.verticalScrollBar().value()
            painter = QPainter(self.viewport())
            painter.translate(0, -shift)
            rect = QRectF(event.rect()).translated(0, shift)
            self._marks.paint(painter, rect.top(), rect.bottom())
            painter.end()
        super().paintEvent(event)
        if self._focused is not None and self._marks is not None and self.hasFocus():
            painter = QPainter(self.viewport())
            painter.translate(0, -self.verticalScrollBar().value())
            self._marks.paint_ring(painter, self._focused)
            painter.end()
        self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column centred, and the same words at the top."""
        scroll = self.place()
        super().resizeEvent(event)
        self._set_margins()
        if event.oldSize().width() != event.size().width():
            self.restore(scroll)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in a tooltip what a doubtful link is; the words are ours and shown as text."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            from html import escape

            said = self.describe(self.anchorAt(event.pos()))
            QToolTip.showText(event.globalPos(), f"<span>{escape(said)}</span>" if said else "")
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
        assert self._note is not None
        document = self.document()
        document.setDefaultFont(text_font(self._text_px))
        document.setDefaultStyleSheet(self._theme.note_style(self._text_px))
        document.setDocumentMargin(0)
        self._marks = self._focused = None
        self.setHtml(self._note.html)
        self._marks = PageMarks(document, self._note, self._theme)
        self._set_margins()

    def _side_margin(self) -> int:
        column = round(COLUMN_PX * self._text_px / 16)
        return max(MARGIN_PX, (self.viewport().width() - column) // 2)

    def _set_margins(self) -> None:
        form = QTextFrameFormat(self.document().rootFrame().frameFormat())
        if form.leftMargin() == self._side_margin():
            return
        form.setLeftMargin(self._side_margin())
        form.setRightMargin(self._side_margin())
        form.setTopMargin(TOP_PX)
        form.setBottomMargin(BOTTOM_PX)
        self.document().rootFrame().setFrameFormat(form)

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

    def _focus_on(self, span: Span | None) -> None:
        self._focused = span
        words = ""
        if span is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(span.start)
            self.setTextCursor(cursor)  # Screen readers follow the cursor.
            self._bring_in_sight(span)
            cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
            words = self.describe(span.href)
            self.setAccessibleDescription(f"{cursor.selectedText().strip()} {words}".strip())
        self.focused_on.emit(words)
        self.viewport().update()

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
        elif scheme == "moment":
            self.moment_followed.emit(int(index), keep_state)
        elif scheme == "link":
            self.link_followed.emit(int(index))
