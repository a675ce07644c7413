"""What is drawn behind the text of a page: chips, callouts, code, and the ring of focus.

Qt's rich text has square boxes only; these are found once in a laid-out document and painted
where the layout put them.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QBrush,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextLine,
    QTextTable,
)

from viewer.note.note import Note, Verdict
from viewer.ui.page_geometry import positions_between
from viewer.ui.theme import Theme

if TYPE_CHECKING:
    from viewer.ui.page_current import PageCurrent as Now

CHIP_RADIUS = 6
BOX_RADIUS = 7
BAR_PX = 4
BOX_PADDING_PX = 12
DASH_PX = 3
DASHES_APART_PX = 6
DOTS_APART_PX = 3
CODE_PADDING_PX = 8
_LEFTWARDS = 1
"""Qt.LayoutDirection.RightToLeft, as a format keeps it."""
_RULER = QTextFormat.Property.BlockTrailingHorizontalRulerWidth


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text with a link: text positions, and the address it carries."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Box:
    """A callout: its frame and the text in it, its colour and that of its bar."""

    start: int
    end: int
    frame: QTextTable
    back: QBrush
    bar: QBrush


class PageMarks:
    """Finds the marks of one document, and paints those on screen."""

    def __init__(self, document: QTextDocument, note: Note, theme: Theme) -> None:
        self._document = document
        self._note = note
        self._theme = theme
        self.links: list[Span] = []
        self._chips: list[Span] = []
        self._dead: list[Span] = []
        self._boxes: list[Box] = []
        self._code: list[tuple[QTextBlock, QTextBlock]] = []

    def take_from(self, start: int) -> None:
        """Find the marks in what has been put in behind a position."""
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()  # Or Qt would lay the page out anew for every callout.
        first = self._document.findBlock(start)
        links = [span for span in _links_from(first) if span.start >= start]
        self.links += links
        self._chips += [span for span in links if span.href.startswith("moment:")]
        self._dead += [span for span in links if self._is_dead(span)]
        self._boxes += _take_boxes(self._document.rootFrame(), start)
        _take_code_runs(first, self._code)
        cursor.endEditBlock()

    def paint(self, painter: QPainter, top: float, bottom: float, now: "Now | None") -> None:
        """Paint what lies between two heights of the document; `now` lies under the chips."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = positions_between(self._document, top, bottom)
        boxes = [box for box in self._boxes if box.start <= last and box.end >= first]
        self._paint_boxes(painter, boxes)
        self._paint_code(painter, first, last)
        if now is not None:
            now.paint(painter, top, bottom)
        for span in _among(self._chips, first, last):
            # A callout is tinted itself: a chip of the same tint would not be seen on it.
            is_in_box = any(box.start <= span.start <= box.end for box in boxes)
            back = self._theme.brush("background" if is_in_box else "chip")
            for rect in self.rects_of(span):
                self._paint_chip(painter, rect, span, back)
        for span in _among(self._dead, first, last):
            for rect in self.rects_of(span):
                painter.fillPath(_dots_below(rect), self._theme.brush("dead"))

    def paint_ring(self, painter: QPainter, span: Span) -> None:
        """Paint the ring of focus round a link."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QtGui.QPen(self._theme["accent"], 2)
        # A chip has room at its sides; further out the ring would lie on the full stop after it.
        out_px = -0.5 if span.href.startswith("moment:") else 2
        for rect in self.rects_of(span):
            painter.strokePath(_rounded(rect.adjusted(-out_px, -1, out_px, 1), CHIP_RADIUS), pen)

    def rects_of(self, span: Span) -> list[QRectF]:
        """Return where a link stands in the document, one rectangle for each of its lines."""
        block = self._document.findBlock(span.start)
        origin = self._document.documentLayout().blockBoundingRect(block).topLeft()
        return _rects_in(block, origin, span)

    def _paint_boxes(self, painter: QPainter, boxes: list[Box]) -> None:
        layout = self._document.documentLayout()
        for box in boxes:
            self._paint_box(painter, _rect_of_box(layout, box.frame), box)

    def _paint_code(self, painter: QPainter, first: int, last: int) -> None:
        layout = self._document.documentLayout()
        for begin, end in self._code:
            if begin.position() <= last and end.position() + end.length() >= first:
                rect = layout.blockBoundingRect(begin).united(layout.blockBoundingRect(end))
                # A block's rectangle begins before its left margin and is as wide as its text.
                margins = begin.blockFormat().leftMargin() + begin.blockFormat().rightMargin()
                rect.adjust(0, -CODE_PADDING_PX, margins, CODE_PADDING_PX)
                painter.fillPath(_rounded(rect, BOX_RADIUS), self._theme.brush("code"))

    def _paint_box(self, painter: QPainter, rect: QRectF, box: Box) -> None:
        path = _rounded(rect, BOX_RADIUS)
        bar = QRectF(rect.left(), rect.top(), BAR_PX, rect.height())
        if _reads_leftwards(box.frame):
            bar.moveRight(rect.right())
        painter.save()
        painter.fillPath(path, box.back)
        painter.setClipRect(bar)
        painter.fillPath(path, box.bar)
        painter.restore()

    def _paint_chip(self, painter: QPainter, rect: QRectF, span: Span, back: QBrush) -> None:
        moment = self._note.moments[int(span.href.removeprefix("moment:"))]
        path = _rounded(rect, CHIP_RADIUS)
        leads_nowhere = moment.time_ms is None or moment.verdict is Verdict.PAST_END
        if not leads_nowhere:
            painter.fillPath(path, back)
        if moment.reason:
            painter.strokePath(path, _dashes(self._theme["doubt"]))

    def _is_dead(self, span: Span) -> bool:
        scheme, _, index = span.href.partition(":")
        return scheme == "link" and self._note.links[int(index)].is_dead


def _rounded(rect: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def _dashes(colour: QtGui.QColor) -> QtGui.QPen:
    pen = QtGui.QPen(colour, 1)
    pen.setCapStyle(QtCore.Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([DASH_PX, DASHES_APART_PX - DASH_PX])
    return pen


def _dots_below(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    for x in range(round(rect.left()), round(rect.right()), DOTS_APART_PX):
        path.addRect(x, rect.bottom() - 0.5, 1, 1)
    return path


def _among(spans: list[Span], first: int, last: int) -> list[Span]:
    begin = bisect_left(spans, first, key=lambda span: span.end)
    return spans[begin : bisect_right(spans, last, key=lambda span: span.start)]


def _links_from(block: QTextBlock) -> list[Span]:
    spans: list[Span] = []
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            href = fragment.charFormat().anchorHref()
            if href:
                start, end = fragment.position(), fragment.position() + fragment.length()
                if spans and spans[-1].href == href and spans[-1].end == start:
                    spans[-1] = Span(spans[-1].start, end, href)
                else:
                    spans.append(Span(start, end, href))
            iterator += 1
        block = block.next()
    return spans


def _rects_in(block: QTextBlock, origin: QPointF, span: Span) -> list[QRectF]:
    layout, base = block.layout(), block.position()
    rects = []
    # A paragraph of nothing but links has a thousand of them, on a hundred lines.
    line = layout.lineForTextPosition(max(span.start - base, 0))
    while line.isValid() and base + line.textStart() < span.end:
        start = max(span.start - base, line.textStart())
        end = min(span.end - base, line.textStart() + line.textLength())
        cursor = QTextCursor(block)
        cursor.setPosition(base + start + 1)
        metrics = QFontMetricsF(cursor.charFormat().font())
        left, right = x_in(line, start), x_in(line, end)
        baseline = line.y() + line.ascent()
        rects.append(
            QRectF(
                origin.x() + min(left, right),
                origin.y() + baseline - metrics.ascent() - 1,
                abs(right - left),
                metrics.height() + 2,
            )
        )
        line = layout.lineAt(line.lineNumber() + 1)
    return rects


def x_in(line: QTextLine, position: int) -> float:
    """Return the x of a position in a line's block; PySide gives the adjusted position beside."""
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def _rect_of_box(layout: QAbstractTextDocumentLayout, frame: QTextTable) -> QRectF:
    # A frame's own rectangle leaves out the padding of its cells, so start from its text.
    first = layout.blockBoundingRect(frame.firstCursorPosition().block())
    last = layout.blockBoundingRect(frame.lastCursorPosition().block())
    left, top = first.left() - BOX_PADDING_PX, first.top() - BOX_PADDING_PX
    # As wide as its parent, Qt says, even where a list moves it to the right.
    form = frame.format()
    width = layout.frameBoundingRect(frame).width() - form.leftMargin() - form.rightMargin()
    return QRectF(left, top, width, last.bottom() + BOX_PADDING_PX - top)


def _reads_leftwards(frame: QTextTable) -> bool:
    """Whether a callout's first line is Hebrew, Arabic or the like; its label does not count.

    Qt is not asked, as its answer makes a hundred enums, and that before the first paint.
    """
    block = frame.firstCursorPosition().block()
    if block.blockFormat().intProperty(QTextFormat.Property.LayoutDirection) == _LEFTWARDS:
        return True
    first = next(filter(str.isalpha, block.text()), "")
    return "\u0590" <= first <= "\u08ff"


def _take_boxes(frame: QTextFrame, start: int) -> list[Box]:
    """Find the callouts below a frame, and keep Qt from painting them itself."""
    boxes = []
    for child in frame.childFrames():
        if child.lastPosition() < start:
            continue
        form = child.format()
        if isinstance(child, QTextTable) and _has_background(form):
            table_form = child.format()
            reach = child.firstPosition(), child.lastPosition()
            boxes.append(Box(*reach, child, form.background(), table_form.borderBrush()))
            table_form.clearProperty(QTextFormat.Property.BackgroundBrush)
            table_form.setBorder(0)
            table_form.setCellSpacing(0)
            table_form.setCellPadding(BOX_PADDING_PX)
            child.setFormat(table_form)
        boxes.extend(_take_boxes(child, start))
    return boxes


def _take_code_runs(block: QTextBlock, runs: list[tuple[QTextBlock, QTextBlock]]) -> None:
    """Add the runs of lines of code, and keep Qt from painting behind each line itself."""
    while block.isValid():
        form = block.blockFormat()
        if _has_background(form) and not form.hasProperty(_RULER):
            form.clearBackground()
            QTextCursor(block).setBlockFormat(form)
            if runs and runs[-1][1].next() == block:
                runs[-1] = (runs[-1][0], block)
            else:
                runs.append((block, block))
        block = block.next()


def _has_background(form: QTextFormat) -> bool:
    return form.hasProperty(QTextFormat.Property.BackgroundBrush)
