"""A page in parts, so that a long one is on screen before all of it has been laid out.

Put one behind the other, the parts make the very document that the whole page would make, save
for a block that is longer than a part: it is cut.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

PART_CHARACTERS = 16_000
"""What is laid out within a few frames on a slow computer."""

_STAND_IN = "<p>x</p>"
"""Qt takes the first paragraph of what is put in for a part of the one before it."""


def parts_of(html: str, least: int = PART_CHARACTERS) -> Iterator[str]:
    """Yield a page in parts of at least so many characters, cut between its blocks."""
    if len(html) <= least:
        yield html
        return
    from viewer.note.portions import portions_of

    yield from portions_of(html, least)


class PageFilling(QObject):
    """Puts a page into a pane: its first part at once, the others whenever there is nothing to do.

    `part_put` tells the position at which a part begins that was just put in; `grown` that there
    is more of the page now.
    """

    part_put = Signal(int)
    grown = Signal()

    def __init__(self, pane: QTextEdit) -> None:
        super().__init__(pane)
        self._pane = pane
        self._parts: Iterator[str] = iter(())
        self._next: str | None = None
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._put_next)

    @property
    def is_full(self) -> bool:
        """Whether all of the page is there."""
        return self._next is None

    def begin(self, html: str) -> None:
        """Show the first part of another page."""
        self._parts = parts_of(html)
        self._pane.setHtml(next(self._parts))
        self.part_put.emit(0)
        self._go_on()

    def reach(self, position: int) -> None:
        """Put in parts until the page is so long, or whole."""
        while not self.is_full and self._pane.document().characterCount() <= position:
            self._put_next()

    def finish(self) -> None:
        """Put in all that is missing."""
        while not self.is_full:
            self._put_next()

    def _put_next(self) -> None:
        assert self._next is not None
        cursor = QTextCursor(self._pane.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        start = cursor.position()
        cursor.beginEditBlock()
        cursor.insertHtml(_STAND_IN + self._next)
        cursor.setPosition(start)
        cursor.deleteChar()
        cursor.endEditBlock()  # Only now does Qt know the frames in it.
        self.part_put.emit(start)
        self._go_on()
        self.grown.emit()

    def _go_on(self) -> None:
        self._next = next(self._parts, None)
        if self._next is None:
            self._idle.stop()
        elif not self._idle.isActive():
            self._idle.start()
