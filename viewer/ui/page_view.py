"""A page of a note: laid out in one readable column, part by part, with its marks behind it.

The page is hostile until proven otherwise: it was sanitised by the worker, and this browser goes
nowhere by itself.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextFrame, QTextFrameFormat
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from viewer.note.note import Note
from viewer.study.positions import Scroll
from viewer.ui.page_geometry import height_of, place_at
from viewer.ui.page_marks import PageMarks, Span
from viewer.ui.page_parts import PageFilling
from viewer.ui.theme import Theme, text_font
from viewer.ui.viewport import bring_viewport

if TYPE_CHECKING:
    from viewer.ui.image_shelf import ImageSource
    from viewer.ui.mark_signs import MarkSigns
    from viewer.ui.page_current import PageCurrent
    from viewer.ui.pictures import Pictures

COLUMN_PX = 680
MARGIN_PX = 32
TOP_PX = 36
BOTTOM_PX = 160
AHEAD = 4_000
"""So many characters below a place fill a page with it at the top."""


class PageView(QTextBrowser):
    """Shows a note's page and keeps its place, whatever happens to the page."""

    scrolled = Signal()
    painted = Signal()
    laid_out = Signal()
    """The page is another, or longer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._note: Note | None = None
        self._marks: PageMarks | None = None
        self._focused: Span | None = None
        self._awaited: Scroll | None = None
        self._text_px = 16
        self._filling = PageFilling(self, self._give_margins)
        self._pictures: Pictures | None = None
        self._current: PageCurrent | None = None
        self._image_source: ImageSource | None = None
        bring_viewport(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        self.setUndoRedoEnabled(False)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._filling.part_put.connect(self._on_part_put)
        self._filling.grown.connect(self._on_grown)

    # The page

    signs: "MarkSigns | None" = None
    """What paints the signs of marked moments; it comes after the first paint."""

    def show_note(self, note: Note, scroll: Scroll) -> None:
        """Put a note on the page and move to where it was left."""
        self._note = note
        if self._pictures is not None:
            self._pictures.shelf.clear()  # Its files may be others by now.
        self._lay_out()
        self.restore(scroll)

    def show_better(self, note: Note) -> None:
        """Put another reading of the same note on the page; the place is kept."""
        self._note = note
        self._lay_out_again()

    def restyle(self, theme: Theme, text_px: int) -> None:
        """Show the same page in other colours, or larger; the place is kept."""
        if (theme, text_px) == (self._theme, self._text_px):
            return
        self._theme, self._text_px = theme, text_px
        if self._note is not None:
            self._lay_out_again()

    def await_another(self, is_awaited: bool) -> None:
        """Leave this page as long as it is while another is read: it is about to go."""
        self._filling.hold(is_awaited)

    def place(self) -> Scroll:
        """Return the place at the top edge, or the one that will be there when it is laid out."""
        return self._awaited or place_at(self.document(), self.verticalScrollBar().value())

    def restore(self, place: Scroll) -> None:
        """Bring a place to the top edge again, as soon as it is there."""
        is_there = self.document().characterCount() > place.position + AHEAD
        if not (is_there or self._filling.is_full or place == Scroll()):
            self._awaited = place
            self.scrolled.emit()
            return
        target = 0 if place == Scroll() else height_of(self.document(), place)
        self._awaited = None
        self.verticalScrollBar().setValue(target)

    def show_anchor(self, place: str) -> None:
        """Bring to the top edge what a link's `#place` names: a heading, or a block."""
        from viewer.note.outline import anchor_of

        self._filling.finish()
        if anchor := anchor_of(place, self._note.headings if self._note else ()):
            self.scrollToAnchor(anchor)

    def links(self) -> list[Span]:
        """Return the links on the page, in reading order."""
        self._filling.finish()
        return self._marks.links if self._marks else []

    def rect_of(self, span: Span) -> QRectF:
        """Return where a link begins, in the viewport."""
        assert self._marks is not None
        return self._marks.rects_of(span)[0].translated(0, -self.verticalScrollBar().value())

    def show_images_from(self, source: "ImageSource") -> None:
        """Show images, which are read from here."""
        self._image_source = source
        if self._pictures is not None:
            self._pictures.shelf.use(source)

    # Qt

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy words only: of a picture what stands for it, of a link nothing but its text."""
        words, cursor = QMimeData(), self.textCursor()
        said = self._pictures.words(cursor) if self._pictures else cursor.selection().toPlainText()
        words.setText(said)
        return words

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marks, then the text over them, then the ring of focus."""
        if self._marks is not None:
            shift = self.verticalScrollBar().value()
            painter = QPainter(self.viewport())
            painter.translate(0, -shift)
            rect = QRectF(event.rect()).translated(0, shift)
            self._marks.paint(painter, rect.top(), rect.bottom(), self._current)
            painter.end()
        super().paintEvent(event)
        if self._focused is not None and self._marks is not None and self.hasFocus():
            painter = QPainter(self.viewport())
            painter.translate(0, -self.verticalScrollBar().value())
            self._marks.paint_ring(painter, self._focused)
            painter.end()
        if self.signs is not None and self._marks is not None:
            painter = QPainter(self.viewport())
            painter.translate(0, -self.verticalScrollBar().value())
            self.signs.paint(painter, self._marks, self._theme)
            painter.end()
        self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column centred, and the same words at the top."""
        scroll = self.place()
        super().resizeEvent(event)
        self._set_margins()
        if event.oldSize().width() != event.size().width():
            self.restore(scroll)

    # Inside

    def _lay_out(self) -> None:
        assert self._note is not None
        document = self.document()
        font = text_font(self._text_px)
        if document.defaultFont() != font:  # It would lay out the page that is about to go.
            document.setDefaultFont(font)
        document.setDefaultStyleSheet(self._theme.note_style(self._text_px))
        document.setDocumentMargin(0)
        self._focused = self._awaited = None
        self._marks = PageMarks(document, self._note, self._theme)
        self._lay_out_pictures(self._note)
        self._filling.begin(self._note.html)
        self._lay_out_current()
        self.laid_out.emit()

    def _lay_out_pictures(self, note: Note) -> None:
        if self._pictures is None and note.pictures:
            from viewer.ui.pictures import Pictures

            self._pictures = Pictures(self.document(), self)
            self._pictures.shelf.changed.connect(self.viewport().update)
            if self._image_source is not None:
                self._pictures.shelf.use(self._image_source)
        if self._pictures is not None:
            self._pictures.begin(note, self._theme, self._text_px)

    def mark_current(self, current: "PageCurrent") -> None:
        """Mark what is being said, from now on."""
        self._current = current
        self._lay_out_current()

    def _lay_out_current(self) -> None:
        if self._current is not None and self._note is not None and self._marks is not None:
            self._current.begin(self._note, self._marks, self._filling, self._theme)

    def _lay_out_again(self) -> None:
        place = self.place()
        self._lay_out()
        self.restore(place)

    def _on_part_put(self, start: int) -> None:
        assert self._marks is not None
        self._marks.take_from(start)
        if self._pictures is not None:
            self._pictures.space_lines(start)

    def _on_grown(self) -> None:
        if self._awaited is not None:
            self.restore(self._awaited)
        self.laid_out.emit()

    def _on_scrolled(self) -> None:
        self._awaited = None  # Whoever scrolls wants to be elsewhere.
        self.scrolled.emit()

    def _side_margin(self) -> int:
        column = round(COLUMN_PX * self._text_px / 16)
        return max(MARGIN_PX, (self.viewport().width() - column) // 2)

    def _set_margins(self) -> None:
        frame = self.document().rootFrame()
        if frame.frameFormat().leftMargin() != self._side_margin():
            self._give_margins(frame)

    def _give_margins(self, frame: QTextFrame) -> None:
        form = QTextFrameFormat(frame.frameFormat())
        form.setLeftMargin(self._side_margin())
        form.setRightMargin(self._side_margin())
        form.setTopMargin(TOP_PX)
        form.setBottomMargin(BOTTOM_PX)
        frame.setFrameFormat(form)
