"""How far a move goes on a page, in pixels."""

from PySide6.QtGui import QTextCursor, QTextDocument

from viewer.note.note import Heading
from viewer.session.view import Move

LINE_PX = 48


def scroll_target(move: Move, here: int, page_px: int, end: int) -> int | None:
    """Return where the scroll bar should go, or None for a move that is no scrolling."""
    step = page_px - LINE_PX
    targets = {
        Move.LINE_DOWN: here + LINE_PX,
        Move.LINE_UP: here - LINE_PX,
        Move.HALF_PAGE_DOWN: here + step // 2,
        Move.HALF_PAGE_UP: here - step // 2,
        Move.PAGE_DOWN: here + step,
        Move.PAGE_UP: here - step,
        Move.TOP: 0,
        Move.BOTTOM: end,
    }
    return targets.get(move)


def heading_target(
    document: QTextDocument, headings: tuple[Heading, ...], here: int, *, forward: bool
) -> int | None:
    """Return where the next heading, or the one before, stands; None when there is none."""
    tops = sorted(_top_of(document, heading.anchor) for heading in headings)
    beyond = [top for top in tops if (top > here + 1 if forward else top < here - 1)]
    if not beyond:
        return None
    return beyond[0] if forward else beyond[-1]


def _top_of(document: QTextDocument, anchor: str) -> int:
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        if anchor in cursor.charFormat().anchorNames():
            return round(document.documentLayout().blockBoundingRect(block).top())
        block = block.next()
    return 0
