"""The few signs of the transport, drawn here so that no font need hold them."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

SIDE_PX = 64


def play_icon(colour: QColor) -> QIcon:
    """Return a triangle."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(18, 10), QPointF(54, 32), QPointF(18, 54)]))
    return _filled(path, colour)


def pause_icon(colour: QColor) -> QIcon:
    """Return two bars."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(16, 11, 11, 42), 3, 3)
    path.addRoundedRect(QRectF(37, 11, 11, 42), 3, 3)
    return _filled(path, colour)


def full_screen_icon(colour: QColor) -> QIcon:
    """Return four corners."""
    path = QPainterPath()
    for x, y, dx, dy in ((10, 10, 1, 1), (54, 10, -1, 1), (10, 54, 1, -1), (54, 54, -1, -1)):
        path.moveTo(x, y + 14 * dy)
        path.lineTo(x, y)
        path.lineTo(x + 14 * dx, y)
    return _stroked(path, colour)


def sound_icon(colour: QColor, *, is_muted: bool) -> QIcon:
    """Return a loudspeaker with its waves, or crossed out."""
    path = QPainterPath()
    path.addPolygon(
        QPolygonF([QPointF(8, 25), QPointF(18, 25), QPointF(32, 12), QPointF(32, 52),
                   QPointF(18, 39), QPointF(8, 39), QPointF(8, 25)])
    )  # fmt: skip
    if is_muted:
        path.moveTo(42, 25)
        path.lineTo(56, 39)
        path.moveTo(56, 25)
        path.lineTo(42, 39)
    else:
        path.moveTo(41, 24)
        path.quadTo(48, 32, 41, 40)
        path.moveTo(48, 17)
        path.quadTo(61, 32, 48, 47)
    return _stroked(path, colour)


def _filled(path: QPainterPath, colour: QColor) -> QIcon:
    pixmap, painter = _canvas()
    painter.fillPath(path, colour)
    painter.end()
    return QIcon(pixmap)


def _stroked(path: QPainterPath, colour: QColor) -> QIcon:
    pixmap, painter = _canvas()
    round_pen = QPen(colour, 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    round_pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, round_pen)
    painter.end()
    return QIcon(pixmap)


def _canvas() -> tuple[QPixmap, QPainter]:
    pixmap = QPixmap(SIDE_PX, SIDE_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter
