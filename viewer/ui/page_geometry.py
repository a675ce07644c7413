"""Where text stands in a laid-out document, and which text stands at a height.

Qt's own hit test is not asked: between two paragraphs it may answer with the document's end.
"""

from PySide6.QtGui import QTextBlock, QTextDocument

from viewer.study.positions import Scroll


def block_at(document: QTextDocument, y: float) -> QTextBlock:
    """Return the first block that ends below a height; the last one when none does."""
    layout = document.documentLayout()
    low, high = 0, document.blockCount() - 1
    while low < high:
        middle = (low + high) // 2
        if layout.blockBoundingRect(document.findBlockByNumber(middle)).bottom() > y:
            high = middle
        else:
            low = middle + 1
    return document.findBlockByNumber(low)


def place_at(document: QTextDocument, y: int) -> Scroll:
    """Return the line at a height, as the text position it begins with and the pixels into it."""
    block = block_at(document, y)
    top = document.documentLayout().blockBoundingRect(block).top()
    layout = block.layout()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        if top + line.y() + line.height() > y:
            return Scroll(block.position() + line.textStart(), round(y - top - line.y()))
    return Scroll(block.position(), round(y - top))


def height_of(document: QTextDocument, place: Scroll) -> int:
    """Return the height at which a place stands, however the document is laid out now."""
    block = document.findBlock(min(place.position, max(0, document.characterCount() - 1)))
    top = document.documentLayout().blockBoundingRect(block).top()
    line = block.layout().lineForTextPosition(place.position - block.position())
    return round(top + (line.y() if line.isValid() else 0)) + place.offset_px


def positions_between(document: QTextDocument, top: float, bottom: float) -> tuple[int, int]:
    """Return the first and last text position between two heights, by whole blocks."""
    last = block_at(document, bottom)
    return block_at(document, top).position(), last.position() + last.length()
