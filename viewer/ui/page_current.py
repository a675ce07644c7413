"""What is being said now, on the page: where those sentences stand, and how they are marked.

A note may have thousands of moments, so only what is current is looked for, and a page grows while
it is read: what is not there yet is below.
"""

from bisect import bisect_left
from dataclasses import dataclass

from PySide6 import QtCore
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import (
    QPainter,
    QPainterPath,
    QTextBlock,
    QTextDocument,
    QTextLine,
)

from viewer.note.note import Note
from viewer.study.positions import Scroll
from viewer.ui.page_geometry import height_of
from viewer.ui.page_marks import PageMarks, Span, x_in
from viewer.ui.page_parts import PageFilling
from viewer.ui.sentence_places import Stretch, sentence_places
from viewer.ui.theme import Theme

RADIUS = 4
ABOVE_TEXT_PX, BELOW_TEXT_PX = 2, 3
BAR_PX = 3
BAR_AWAY_PX = 14
EDGE_PX = 4
"""So far a mark may reach beyond its lines."""
IN_SIGHT_PX = 10
"""So much of a sentence must be seen for it to be in sight."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How many of the marked sentences are above, in sight, and below."""

    above: int = 0
    seen: int = 0
    below: int = 0


@dataclass(frozen=True, slots=True)
class Reach:
    """From which height to which a marked sentence stands on the page."""

    top: int
    bottom: int


class PageCurrent:
    """The marked sentences of one page after another."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._note: Note | None = None
        self._marks: PageMarks | None = None
        self._filling: PageFilling | None = None
        self._theme: Theme | None = None
        self._chips: dict[int, Span] = {}
        self._links_seen = 0
        self._places: dict[int, list[Stretch]] = {}
        self._current: frozenset[int] = frozenset()
        self._here: list[int] = []

    def begin(self, note: Note, marks: PageMarks, filling: PageFilling, theme: Theme) -> None:
        """Mark another page, or the same one laid out anew."""
        self._note, self._marks, self._filling, self._theme = note, marks, filling, theme
        self._chips, self._links_seen, self._places = {}, 0, {}
        self.grow()

    def show(self, current: frozenset[int]) -> None:
        """Mark the sentences of these moments."""
        self._current = current
        self._places = {}
        self.grow()

    def grow(self) -> None:
        """Take what was laid out meanwhile."""
        links = self._marks.links if self._marks is not None else []
        for span in links[self._links_seen :]:
            scheme, _, index = span.href.partition(":")
            if scheme == "moment":
                self._chips.setdefault(int(index), span)
        self._links_seen = len(links)
        self._here = sorted(self._current & self._chips.keys())

    # Where they stand

    @property
    def here(self) -> list[int]:
        """Those current moments that are on the page, in reading order."""
        return self._here

    def is_awaited(self, index: int) -> bool:
        """Whether a moment is not on the page, and may be when there is more of it."""
        return self._filling is not None and not self._filling.is_full and index not in self._chips

    def places(self, index: int) -> list[Stretch]:
        """Return the runs of text that are marked for a moment."""
        if index not in self._places:
            assert self._note is not None
            sentence = self._note.moments[index].sentence
            self._places[index] = sentence_places(self._document, self._chips[index], sentence)
        return self._places[index]

    def reach_of(self, index: int) -> Reach | None:
        """Return where a moment's sentence stands; None where it is not on the page."""
        if index not in self._chips:
            return None
        return Reach(self._top_of(index), self._bottom_of(index))

    def sight(self, top: int, bottom: int) -> Sight:
        """Return how many stand above a stretch of the page, in it, and below it."""
        first, last = self._between(top + IN_SIGHT_PX, bottom - IN_SIGHT_PX)
        missing = [index for index in self._current - self._chips.keys() if self.is_awaited(index)]
        return Sight(first, last - first, len(self._here) - last + len(missing))

    def _between(self, top: float, bottom: float) -> tuple[int, int]:
        """Return the first of those here that ends below a height, and the first that begins so."""
        first = bisect_left(self._here, top, key=self._bottom_of)
        last = bisect_left(self._here, bottom, key=self._top_of)
        return first, max(first, last)

    def _top_of(self, index: int) -> int:
        return height_of(self._document, Scroll(self.places(index)[0].start))

    def _bottom_of(self, index: int) -> int:
        place = self.places(index)[-1]
        block = self._document.findBlock(place.end - 1)
        line = block.layout().lineForTextPosition(place.end - 1 - block.position())
        height = round(line.height()) if line.isValid() else 0
        return height_of(self._document, Scroll(place.end - 1)) + height

    # How they look

    def areas(self, top: int, bottom: int) -> list[QRect]:
        """Return what the marks between two heights of the page cover, as wide as it is."""
        first, last = self._between(top, bottom)
        width = round(self._document.size().width())
        reaches = [
            (self._top_of(index), self._bottom_of(index)) for index in self._here[first:last]
        ]
        return [
            QRect(0, above - EDGE_PX, width, below - above + 2 * EDGE_PX)
            for above, below in reaches
        ]

    def paint(self, painter: QPainter, top: float, bottom: float) -> None:
        """Paint what is marked between two heights of the document."""
        first, last = self._between(top - EDGE_PX, bottom + EDGE_PX)
        for index in self._here[first:last]:
            rects = [rect for place in self.places(index) for rect in self._rects_of(place)]
            self._paint(painter, rects, self._reads_leftwards(index))

    def _paint(self, painter: QPainter, rects: list[QRectF], is_leftwards: bool) -> None:
        assert self._theme is not None
        path = QPainterPath()
        for rect in rects:
            path.addRoundedRect(rect, RADIUS, RADIUS)
        painter.fillPath(path.simplified(), self._theme.brush("now"))
        frame = self._document.rootFrame().frameFormat()
        left = frame.leftMargin() - BAR_AWAY_PX
        if is_leftwards:
            left = self._document.size().width() - frame.rightMargin() + BAR_AWAY_PX - BAR_PX
        top = min(rect.top() for rect in rects)
        bottom = max(rect.bottom() for rect in rects)
        bar = QPainterPath()
        bar.addRoundedRect(QRectF(left, top, BAR_PX, bottom - top), BAR_PX / 2, BAR_PX / 2)
        painter.fillPath(bar, self._theme.brush("now_bar"))

    def _reads_leftwards(self, index: int) -> bool:
        block = self._document.findBlock(self._chips[index].start)
        return block.textDirection() is QtCore.Qt.LayoutDirection.RightToLeft

    def _rects_of(self, place: Stretch) -> list[QRectF]:
        block = self._document.findBlock(place.start)
        origin = self._document.documentLayout().blockBoundingRect(block).topLeft()
        layout, base = block.layout(), block.position()
        rects = []
        line = layout.lineForTextPosition(place.start - base)
        while line.isValid() and base + line.textStart() < place.end:
            start = max(place.start - base, line.textStart())
            end = min(place.end - base, line.textStart() + line.textLength())
            rects.append(_rect_in(block, line, start, end).translated(origin))
            line = layout.lineAt(line.lineNumber() + 1)
        return rects


def _rect_in(block: QTextBlock, line: QTextLine, start: int, end: int) -> QRectF:
    """Return where the text between two positions of a line stands, in its block."""
    # In a text that is read leftwards a number is not, so its ends are not those of what it is in.
    each = range(start, end + 1) if _has_leftward(block) else (start, end)
    xs = [x_in(line, position) for position in each]
    height = line.ascent() + line.descent() + ABOVE_TEXT_PX + BELOW_TEXT_PX
    return QRectF(min(xs) - 2, line.y() - ABOVE_TEXT_PX, max(xs) - min(xs) + 4, height)


def _has_leftward(block: QTextBlock) -> bool:
    return any("\u0590" <= character <= "\u08ff" for character in block.text())
