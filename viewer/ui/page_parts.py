"""A page in parts, so that a long one is on screen before all of it has been laid out.

Put one behind the other, the parts make the very document that the whole page would make, save
for a block that is longer than a part: it is cut.
"""

import re
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor, QTextFrame
from PySide6.QtWidgets import QTextEdit

FIRST_CHARACTERS = 4_000
"""They fill a screen; whoever opened the note waits for them."""
FEWEST_CHARACTERS = 500
MOST_CHARACTERS = 8_000
MOST_GROWTH = 1.25
PUT_S = 0.008
"""How long putting in a part should take, so that a key is answered between two of them."""

_ANCHOR = re.compile(r'<[a-z][a-z0-9]*+(?: [a-z-]++="[^"]*+")*? id="([^"]*+)"')

_JOINED = re.compile(
    r'(<[a-z][a-z0-9]*+(?: [a-z-]++="[^"]*+")*? id="[^"]*+"[^<>]*+>(?:<[a-z][^<>]*+>)*+)'
    r"(?=[\u0600-\u1cff\ua840-\uabff\ufb50-\ufefc\U00010800-\U00011fff])"
)
"""The start of what has an anchor and begins in a script whose letters change beside others."""

_STAND_IN = "<p>x</p>"
"""Qt takes the first paragraph of what is put in for a part of the one before it."""


class Pace:
    """How many characters to put in at once, by how long the last ones took."""

    def __init__(self) -> None:
        self.characters = FIRST_CHARACTERS

    def take(self, seconds: float) -> None:
        """Learn how long the last part took; the next may be a quarter of its size.

        It grows slowly, as what is put in next was cut before this was known.
        """
        share = min(max(PUT_S / max(seconds, 0.001), 0.25), MOST_GROWTH)
        wanted = round(self.characters * share)
        self.characters = min(max(wanted, FEWEST_CHARACTERS), MOST_CHARACTERS)


def parts_of(html: str, least: Callable[[], int] = lambda: MOST_CHARACTERS) -> Iterator[str]:
    """Yield a page in parts that weigh at least so many characters, cut between its blocks."""
    if len(html) <= least():
        yield html
        return
    from viewer.note.portions import portions_of

    yield from portions_of(html, least)


def told_apart(html: str) -> str:
    """Return a page whose anchors Qt can tell apart quickly; no tooltip is shown for them.

    It keeps formats by a hash, which leaves out the names of an anchor: 8,000 of them took half a
    second for each part. And it gives an anchor to one letter alone, which is then not joined to
    the next: in Arabic and Hindi that is another letter, so an unseen one goes before it.
    """
    return _ANCHOR.sub(r'\g<0> title="\1"', _JOINED.sub("\\1\u200b", html))


class PageFilling(QObject):
    """Puts a page into a pane: its first part at once, the others whenever there is nothing to do.

    `part_put` tells the position at which a part begins that was just put in; `grown` that there
    is more of the page now.
    """

    part_put = Signal(int)
    grown = Signal()

    def __init__(self, pane: QTextEdit, style: Callable[[QTextFrame], None]) -> None:
        """`style` gives the frame of a page its margins."""
        super().__init__(pane)
        self._pane = pane
        self._style = style
        self._pace = Pace()
        self._parts: Iterator[str] = iter(())
        self._next: str | None = None
        self._is_bar_held = self._is_held = False
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._put_next)

    @property
    def is_full(self) -> bool:
        """Whether all of the page is there."""
        return self._next is None

    def begin(self, html: str) -> None:
        """Show the first part of another page."""
        self._pace = Pace()
        self._parts = parts_of(html, lambda: self._pace.characters)
        begun, document = time.perf_counter(), self._pane.document()
        self._hold_bar(len(html) > FIRST_CHARACTERS)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()  # The margins go with the page, or it would be laid out twice.
        document.setHtml(told_apart(next(self._parts)))
        self._style(document.rootFrame())
        cursor.endEditBlock()
        self._pane.setTextCursor(QTextCursor(document))
        self.part_put.emit(0)
        self._pace.take(time.perf_counter() - begun)
        self._go_on()

    def hold(self, is_held: bool) -> None:
        """Put in no more by ourselves for now: another page is read, on a thread that needs Python.

        Every call of Qt lets that thread go first; a part of 5 ms took 50.
        """
        self._is_held = is_held
        self._settle()

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
        begun = time.perf_counter()
        cursor = QTextCursor(self._pane.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        start = cursor.position()
        cursor.beginEditBlock()
        cursor.insertHtml(_STAND_IN + told_apart(self._next))
        cursor.setPosition(start)
        cursor.deleteChar()
        cursor.endEditBlock()  # Only now does Qt know the frames in it.
        self.part_put.emit(start)
        self._pace.take(time.perf_counter() - begun)
        self._go_on()
        self.grown.emit()

    def _go_on(self) -> None:
        self._next = next(self._parts, None)
        if self._is_bar_held and (self.is_full or self._pane.verticalScrollBar().maximum() > 0):
            self._hold_bar(False)
        self._settle()

    def _settle(self) -> None:
        if self.is_full or self._is_held:
            self._idle.stop()
        elif not self._idle.isActive():
            self._idle.start()

    def _hold_bar(self, is_held: bool) -> None:
        """Keep the scroll bar: each time it comes or goes, all of the page is laid out anew."""
        self._is_bar_held = is_held
        policy = "ScrollBarAlwaysOn" if is_held else "ScrollBarAsNeeded"
        self._pane.setProperty("verticalScrollBarPolicy", policy)
