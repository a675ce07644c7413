"""How a row of the moments rail looks: moments, chapters, bookmarks, and gaps between them.

Plain text only. Chapters and gaps are lower rows; but in a list of thousands every row is as high
as the next, or it could not be laid out at once.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from viewer.note.note import Moment, Verdict
from viewer.session.timeline import Item, Kind
from viewer.ui.row_painting import LINE_PX, RowPainter
from viewer.ui.theme import Theme, text_font

ROW_PX, PICTURED_ROW_PX, LOW_ROW_PX = 50, 66, 36
APART_PX = 12
CHIP_PX, CHIP_ROOM_PX = 19, 78
PICTURE = QSize(96, 54)
ITEM_ROLE = Qt.ItemDataRole.UserRole
IS_LOW_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class RailDelegate(RowPainter):
    """Paints one row. Where pictures come from, and what a moment is marked with, is told later."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(theme, view)
        self.current_rows: frozenset[int] = frozenset()
        self.picture_of: Callable[[Item], QPixmap | None] = lambda _item: None
        self.marks: Mapping[int, str] = {}
        self.has_pictures = False

    @property
    def row_px(self) -> int:
        """How high a row is."""
        return PICTURED_ROW_PX if self.has_pictures else ROW_PX

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave room for a picture, or for a line only."""
        return QSize(200, LOW_ROW_PX if index.data(IS_LOW_ROLE) else self.row_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        item: Item = index.data(ITEM_ROLE)
        rect: QRect = option.rect.adjusted(6, 2, -6, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = index.row() in self.current_rows
        if item.kind is Kind.GAP:
            self._paint_gap(painter, rect, item, is_current=is_current)
        else:
            if is_current:
                self._paint_now(painter, rect)
            self._paint_item(painter, rect, item)
        self._paint_ring(painter, rect, index.row())
        painter.restore()

    def _paint_now(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme["now"])
        painter.drawRoundedRect(rect, 6, 6)
        painter.setBrush(self.theme["now_bar"])
        painter.drawRoundedRect(QRect(rect.left(), rect.top(), 4, rect.height()), 2, 2)

    def _paint_gap(self, painter: QPainter, rect: QRect, item: Item, *, is_current: bool) -> None:
        box = QRect(0, 0, rect.width() - 20, 26)
        box.moveCenter(rect.center())
        role = "now_bar" if is_current else "line"
        painter.setPen(QPen(self.theme[role], 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
        painter.setFont(text_font(12))
        painter.setPen(self.theme["soft"])
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(box, flags, f"{item.time}   {item.words}")

    def _paint_item(self, painter: QPainter, rect: QRect, item: Item) -> None:
        mark = self.marks.get(item.number, "") if item.kind is Kind.MOMENT else ""
        second = " · ".join(part for part in (item.heading, mark) if part)
        middle = rect.center().y()
        top = middle - (LINE_PX if second else LINE_PX // 2)
        chip = QRect(rect.left() + 10, middle - CHIP_PX // 2, CHIP_ROOM_PX - 10, CHIP_PX)
        self._paint_time(painter, chip, item)
        left = chip.right() + APART_PX
        if self.has_pictures and item.kind is not Kind.CHAPTER:
            spot = QPoint(left, middle - PICTURE.height() // 2)
            self._paint_picture(painter, QRect(spot, PICTURE), item)
            left += PICTURE.width() + APART_PX
        text = QRect(left, top, rect.right() - left - 10, LINE_PX)
        size = 13
        if item.kind is Kind.CHAPTER:
            self._write(painter, text, item.words, "ink", size, weight=QFont.Weight.DemiBold)
        else:
            role = "link" if item.kind is Kind.BOOKMARK else "ink"
            self._write(painter, text, item.words, role, size)
        self._write(painter, text.translated(0, LINE_PX), second, "soft", 12)

    def _paint_picture(self, painter: QPainter, place: QRect, item: Item) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme["line"])
        painter.drawRoundedRect(place, 4, 4)
        picture = self.picture_of(item)
        if picture is not None:
            spot = QRect(QPoint(0, 0), picture.deviceIndependentSize().toSize())
            spot.moveCenter(place.center())
            painter.drawPixmap(spot.topLeft(), picture)

    def _paint_time(self, painter: QPainter, place: QRect, item: Item) -> None:
        """Paint the time: a chip for a moment, and a sign of its own for all others."""
        if item.moment is not None:
            self._paint_moment(painter, place, item.moment)
            return
        role = "link" if item.kind is Kind.BOOKMARK else "soft"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme[role])
        left, middle = place.left(), place.center().y() + 0.5
        if item.kind is Kind.BOOKMARK:
            flag = (QPointF(left, middle - 6), QPointF(left + 8, middle - 6),
                    QPointF(left + 8, middle + 6), QPointF(left + 4, middle + 2.5),
                    QPointF(left, middle + 6))  # fmt: skip
            painter.drawPolygon(QPolygonF(flag))
        else:
            painter.drawRoundedRect(QRect(left + 2, place.top() + 2, 3, CHIP_PX - 4), 1, 1)
        self._write(painter, place.adjusted(14, 0, 0, 0), item.time, role, 12)

    def _paint_moment(self, painter: QPainter, place: QRect, moment: Moment) -> None:
        font = text_font(12)
        text = QFontMetrics(font).elidedText(
            moment.text, Qt.TextElideMode.ElideRight, CHIP_ROOM_PX + 40
        )
        width = QFontMetrics(font).horizontalAdvance(text) + 14
        chip = QRect(place.left(), place.top(), width, CHIP_PX)
        is_late = moment.verdict is Verdict.PAST_END
        font.setStrikeOut(is_late)
        painter.setPen(Qt.PenStyle.NoPen)
        if moment.reason:
            painter.setPen(QPen(self.theme["doubt"], 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush if is_late else self.theme["chip"])
        painter.drawRoundedRect(chip, 6, 6)
        painter.setFont(font)
        painter.setPen(self.theme["soft" if is_late else "chip_ink"])
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
