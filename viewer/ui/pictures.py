"""The pictures on a page, drawn where its text leaves room for them: formulas and images.

Qt's own way to an image is not taken, as it asks the disk. On a page a picture is a number among
the note's pictures and nothing else: formulas are outlines, images come off the shelf.
"""

from math import ceil

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QBrush,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPyTextObject,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextLine,
    QTextList,
    QTextTable,
)

from viewer.note.note import Note, Picture, PictureKind
from viewer.ui.formulas import Formula
from viewer.ui.image_shelf import ImageShelf
from viewer.ui.theme import Theme

TEXT_PX = 16
"""The size of the text that all sizes in a note go with."""
OBJECT = "\ufffc"
"""What stands in a document's text where a picture is."""
UNKNOWN_PX = (320, 180)
SMALLEST_ROOM_PX = 40
ALWAYS_ROOM_PX = 120
"""Room for this much is not asked about: most formulas are narrower, and asking takes time."""
CELL_PX = 32
"""What a table or a callout takes of the width of what stands in it."""
CORNER_PX = 6
LINE_GAP = 0.55
"""The page's lines are as much further apart than they are high, see its style sheet."""


class Pictures(QPyTextObject):
    """Draws the pictures of the page that a document shows."""

    def __init__(self, document: QTextDocument, parent: QObject) -> None:
        super().__init__(parent)
        self.shelf = ImageShelf(self)
        self._document = document
        self._pictures: tuple[Picture, ...] = ()
        self._theme: Theme | None = None
        self._text_px = TEXT_PX
        self._formulas: dict[int, Formula | None] = {}
        self._paths: dict[int, QPainterPath] = {}
        self._half_xs: dict[int, float] = {}
        kind = QTextFormat.ObjectTypes.ImageObject.value
        document.documentLayout().registerHandler(kind, self)

    def begin(self, note: Note, theme: Theme, text_px: int) -> None:
        """Draw the pictures of this note from now on; what is there of the same ones is kept."""
        self._theme, self._text_px = theme, text_px
        if note.pictures != self._pictures:
            self._pictures = note.pictures
            self._formulas.clear()
            self._paths.clear()
            self.shelf.clear()

    def space_lines(self, start: int) -> None:
        """Keep lines with pictures, from a position on, as far apart as lines of text are.

        The page's lines are apart by a share of their height, which is too much below a picture.
        """
        kind = QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value
        form = QTextBlockFormat()
        form.setLineHeight(round(self._text_px * 1.2 * LINE_GAP), kind)
        cursor, block = QTextCursor(self._document), self._document.findBlock(start)
        cursor.beginEditBlock()  # One layout for all of them.
        while block.isValid():
            if OBJECT in block.text():
                cursor.setPosition(block.position())
                cursor.mergeBlockFormat(form)
            block = block.next()
        cursor.endEditBlock()

    def words(self, cursor: QTextCursor) -> str:
        """Return the text of a selection, and for each picture in it what stands for it."""
        parts = cursor.selection().toPlainText().split(OBJECT)
        said = []
        spot = QTextCursor(self._document)
        for position in range(cursor.selectionStart(), cursor.selectionEnd()):
            if len(parts) > 1 and self._document.characterAt(position) == OBJECT:
                spot.setPosition(position + 1)
                said.append(_said(self._picture(spot.charFormat())))
        said += [""] * len(parts)
        return parts[0] + "".join(f"{word}{part}" for word, part in zip(said, parts[1:]))  # noqa: B905

    # Qt

    def intrinsicSize(self, _document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        """Return the room a picture takes in its line."""
        number = self._number(form)
        if number is None:
            return QSizeF(0, 0)
        formula = self._formula(number)
        if formula is None:
            width, height = self._image_size(self._pictures[number], self._room_at(position))
            return QSizeF(width, height)
        scale = self._scale(form)
        if formula.width * scale > ALWAYS_ROOM_PX:
            scale = min(scale, self._room_at(position) / formula.width)
        half = self._half_x(form)
        above, below = -formula.top * scale, (formula.top + formula.height) * scale
        return QSizeF(formula.width * scale, max(2 * above - half, 2 * below + half, 1))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        _document: QTextDocument,
        position: int,
        form: QTextFormat,
    ) -> None:
        """Draw a picture into its room, and nowhere else."""
        rect = QRectF(rect)
        number = self._number(form)
        if number is None or rect.isEmpty():
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        formula = self._formula(number)
        if formula is None:
            self._draw_image(painter, rect, self._pictures[number])
        else:
            line = self._line_at(position)
            space = QRectF(rect.left(), 0, rect.width(), line.ascent() + line.descent())
            space.moveCenter(rect.center())
            painter.setClipRect(space.adjusted(-1, -1, 1, 1))
            painter.translate(rect.left(), space.top() + line.ascent())
            self._draw_formula(painter, rect.width(), number, form)
        painter.restore()

    # Formulas

    def _formula(self, number: int) -> Formula | None:
        if number not in self._formulas:
            picture = self._pictures[number]
            is_math = picture.kind is PictureKind.MATH
            self._formulas[number] = Formula.of(picture.source) if is_math else None
        return self._formulas[number]

    def _draw_formula(
        self, painter: QPainter, width: float, number: int, form: QTextFormat
    ) -> None:
        """Draw a formula from where the painter stands, on its baseline."""
        formula = self._formulas[number]
        assert formula is not None
        if number not in self._paths:
            self._paths[number] = formula.path()
        scale = width / formula.width
        painter.scale(scale, scale)
        painter.translate(-formula.left, 0)
        painter.fillPath(self._paths[number], self._ink(form))

    def _ink(self, form: QTextFormat) -> QBrush:
        """Return what the text beside a formula is written in."""
        assert self._theme is not None
        has_own = form.hasProperty(QTextFormat.Property.ForegroundBrush)
        return form.foreground() if has_own else self._theme.brush("ink")

    def _half_x(self, form: QTextFormat) -> float:
        """Return by how much an object in the middle of its line reaches further up than down.

        Qt makes room for it so, but then draws it in the middle of whatever the line has become.
        """
        font = form.toCharFormat().font()
        size = font.pixelSize()
        if size not in self._half_xs:
            self._half_xs[size] = QFontMetrics(font).xHeight() / 2
        return self._half_xs[size]

    @staticmethod
    def _scale(form: QTextFormat) -> float:
        """Return how much larger than at TEXT_PX the text beside a formula is."""
        return form.toCharFormat().font().pixelSize() / TEXT_PX

    # Images

    def _image_size(self, picture: Picture, room: float) -> tuple[float, float]:
        """Return the size of an image on the page: as it asks, no wider than there is room."""
        larger = self._text_px / TEXT_PX
        width = (picture.width_px or UNKNOWN_PX[0]) * larger
        height = (picture.height_px or UNKNOWN_PX[1]) * larger
        scale = min(1.0, room / width)
        return width * scale, max(1.0, height * scale)

    def _draw_image(self, painter: QPainter, rect: QRectF, picture: Picture) -> None:
        is_image = picture.kind is PictureKind.IMAGE
        pixels = ceil(rect.width() * painter.device().devicePixelRatio())
        image = self.shelf.image(picture.source, pixels) if is_image else None
        if image is not None:
            painter.drawImage(rect, image)
            return
        assert self._theme is not None
        box = QPainterPath()
        box.addRoundedRect(rect, CORNER_PX, CORNER_PX)
        painter.fillPath(box, self._theme.brush("code"))
        problem = self.shelf.problem(picture.source)
        if problem or not is_image:
            self._write(painter, rect, f"{picture.alt} – {problem or 'it cannot be drawn'}")

    def _write(self, painter: QPainter, rect: QRectF, words: str) -> None:
        """Write into a picture's room why it is empty."""
        assert self._theme is not None
        font = self._document.defaultFont()
        painter.setFont(font)
        painter.setPen(self._theme["soft"])
        inner = rect.adjusted(8, 0, -8, 0)
        baseline = rect.center().y() + QFontMetrics(font).xHeight() / 2
        painter.drawText(round(inner.left()), round(baseline), words)

    # Where they stand

    def _number(self, form: QTextFormat) -> int | None:
        """Return which of the note's pictures stands here."""
        scheme, _, number = form.toImageFormat().name().partition(":")
        if scheme == "picture" and number.isdecimal() and int(number) < len(self._pictures):
            return int(number)
        return None

    def _picture(self, form: QTextFormat) -> Picture | None:
        number = self._number(form)
        return None if number is None else self._pictures[number]

    def _line_at(self, position: int) -> QTextLine:
        block = self._document.findBlock(position)
        return block.layout().lineForTextPosition(position - block.position())

    def _room_at(self, position: int) -> float:
        """Return how wide a picture may be where it stands."""
        block = self._document.findBlock(position)
        root = self._document.rootFrame()
        margins = root.frameFormat().leftMargin() + root.frameFormat().rightMargin()
        room = self._document.pageSize().width() - margins - self._indent_of(block)
        frame: QTextFrame | None = QTextCursor(block).currentFrame()
        while frame is not None and frame != root:
            if isinstance(frame, QTextTable):
                room = room / max(1, frame.columns()) - CELL_PX
            frame = frame.parentFrame()
        return max(SMALLEST_ROOM_PX, room)

    def _indent_of(self, block: QTextBlock) -> float:
        form = block.blockFormat()
        items: QTextList | None = block.textList()  # PySide says there always is one.
        steps = form.indent() + (items.format().indent() if items else 0)
        return form.leftMargin() + form.rightMargin() + steps * self._document.indentWidth()


def _said(picture: Picture | None) -> str:
    """Return what a picture says: a formula its source."""
    if picture is None:
        return ""
    return f"${picture.alt}$" if picture.kind is PictureKind.MATH else picture.alt
