"""The signs of marked moments, at the corners of their chips in the note."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from viewer.session.marks import Marks
from viewer.study.marks import Mark
from viewer.ui.note_pane import NotePane
from viewer.ui.page_geometry import positions_between
from viewer.ui.page_marks import PageMarks, Span
from viewer.ui.theme import Theme

RADIUS_PX = 6.5


class MarkSigns:
    """Paints over one note's page; knows which moments are marked."""

    def __init__(self, note: NotePane, marks: Marks) -> None:
        self._note = note
        self._marks = marks
        self._spans: dict[int, Span] = {}
        self._listed: tuple[int, int] = (0, 0)
        note.signs = self
        marks.changed.connect(note.viewport().update)

    def word_at(self, href: str) -> str:
        """Return how a link's moment is marked, in a word; empty if it is not."""
        kind, _, index = href.partition(":")
        mark = self._marks.of(int(index)) if kind == "moment" and index.isdecimal() else None
        return mark.said if mark else ""

    def paint(self, painter: QPainter, page: PageMarks, theme: Theme) -> None:
        """Paint the signs; the painter's origin is that of the document."""
        if not self._marks.all:
            return
        if self._listed != (id(page), len(page.links)):
            self._listed = (id(page), len(page.links))
            self._spans = {
                int(span.href.removeprefix("moment:")): span
                for span in page.links
                if span.href.startswith("moment:")
            }
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = self._note.verticalScrollBar().value()
        bottom = top + self._note.viewport().height()
        first, last = positions_between(self._note.document(), top, bottom)
        for index, marked in self._marks.all.items():
            span = self._spans.get(index)
            if span is not None and first <= span.end and span.start <= last:
                _paint_sign(painter, page.rects_of(span)[-1], marked.mark, theme)


def _paint_sign(painter: QPainter, chip: QRectF, mark: Mark, theme: Theme) -> None:
    centre = QPointF(chip.right() - 1, chip.top() + 1)
    painter.setPen(QPen(theme["line"], 1))
    painter.setBrush(theme["background"])
    painter.drawEllipse(centre, RADIUS_PX, RADIUS_PX)
    pen = QPen(theme["soft" if mark is Mark.KNOWN else "accent"], 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y = centre.x(), centre.y()
    if mark is Mark.KNOWN:
        tick = (QPointF(x - 2.8, y + 0.2), QPointF(x - 0.8, y + 2.4), QPointF(x + 3, y - 2.4))
        painter.drawPolyline(QPolygonF(tick))
    else:
        turn = QPainterPath()
        turn.arcMoveTo(QRectF(x - 3, y - 3, 6, 6), 40)
        turn.arcTo(QRectF(x - 3, y - 3, 6, 6), 40, 290)
        painter.drawPath(turn)
        arrow = (QPointF(x + 3.4, y - 4), QPointF(x + 2.6, y - 1.4), QPointF(x + 0.4, y - 2.8))
        painter.drawPolyline(QPolygonF(arrow))
