"""A page in portions: each can be laid out at once, and one behind the other they are the page.

The cuts lie between the page's blocks. Only a block that is itself too long is cut: a list, a
table, code, a quote or a paragraph goes on as another of its kind. Measured on Qt 6.11: a table of
20,000 cells takes seconds to lay out, and while it does nothing else can happen.
"""

import re
from collections.abc import Callable, Iterator
from itertools import dropwhile

from viewer.note.limits import PIECE

_WITHOUT_END = frozenset({"br", "hr", "img", "input"})
_BEGINNINGS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "blockquote", "hr",
})  # fmt: skip
_TEXT_ENDS = {"p": " \t\u200b", "pre": "\n"}
"""Behind which characters the text of a block may be cut."""
_LONG_LINE_ENDS = " \u200b"
"""Behind which characters a line of code is cut that is itself too long."""
_ROWS = (["table"], ["table", "tbody"])
_WEIGHTS = {"td": 40, "th": 40, "br": 20, "li": 20, "p": 20, "hr": 60}
_LINE_WEIGHT = 20
"""What laying out a cell or a line costs, in characters of a paragraph that would cost as much."""
_START = re.compile(r'\sstart="(\d+)"')


def portions_of(html: str, least: Callable[[], int]) -> Iterator[str]:
    """Yield a page in portions that cost at least what so many characters do, seldom twice that.

    `least` is asked anew for each of them.
    """
    return _Portions(least).of(html)


class _Portions:
    """The portion that is being gathered, and what is open at its end."""

    def __init__(self, least: Callable[[], int]) -> None:
        self._ask_least = least
        self._least = least()
        self._pieces: list[str] = []
        self._length = self._block_length = 0
        self._names: list[str] = []
        self._tags: list[str] = []
        self._items = 0

    def of(self, html: str) -> Iterator[str]:
        """Yield the portions of a page."""
        for piece in PIECE.finditer(html):
            name = piece[2]
            if not name:
                yield from self._take_text(piece[0])
            elif name in _WITHOUT_END:
                if name == "br" and self._is_block_long and self._inside == ["p"]:
                    yield self._cut()
                    continue
                if name == "hr":
                    yield from self._cut_between_blocks(name)
                self._add(piece[0], _WEIGHTS.get(name, 0))
            elif piece[1]:
                self._add(piece[0])
                if self._names:
                    self._names.pop()
                    self._tags.pop()
            else:
                yield from self._open(name, piece[0])
        yield self._taken().rstrip()

    @property
    def _is_block_long(self) -> bool:
        return self._block_length >= self._least

    @property
    def _inside(self) -> list[str]:
        """What is open, but for the quotes around it: what they hold is cut as a page is."""
        return list(dropwhile("blockquote".__eq__, self._names))

    def _open(self, name: str, tag: str) -> Iterator[str]:
        inside = self._inside
        if not inside:
            yield from self._cut_between_blocks(name)
            self._items = 0
        elif self._is_block_long and self._may_cut_before(name):
            yield self._cut()
        self._items += name == "li" and len(inside) == 1
        self._names.append(name)
        self._tags.append(tag)
        self._add(tag, _WEIGHTS.get(name, 0))

    def _cut_between_blocks(self, name: str) -> Iterator[str]:
        if self._names:
            if self._is_block_long and name in _BEGINNINGS and not self._inside:
                yield self._cut()
            return
        if self._length >= self._least and name in _BEGINNINGS:
            yield self._taken().rstrip()
        self._block_length = 0

    def _may_cut_before(self, name: str) -> bool:
        inside = self._inside
        if name == "li":
            return inside in (["ul"], ["ol"])
        if inside == ["p"]:  # Between words is better, but there may be none.
            return self._block_length >= 1.5 * self._least
        tag = self._tags[-len(inside)]
        return name == "tr" and inside in _ROWS and "callout" not in tag

    def _take_text(self, text: str) -> Iterator[str]:
        inside = self._inside
        ends = _TEXT_ENDS.get(inside[0], "") if inside else ""
        lines = text.count("\n") if ends == "\n" else 0
        weight = len(text) + lines * _LINE_WEIGHT
        while ends and "a" not in self._names and self._block_length + weight >= self._least:
            room = max((self._least - self._block_length) * len(text) // weight, 1)
            at = _end_near(text, room, ends)
            if ends == "\n" and not 0 <= at < 2 * self._least:
                at = _end_near(text, room, ends + _LONG_LINE_ENDS)
            if at < 0:
                break
            weight -= weight * (at + 1) // len(text)
            self._add(text[:at])
            text = text[at + 1 :]
            yield self._cut()
        self._add(text, max(weight - len(text), 0))

    def _add(self, piece: str, weight: int = 0) -> None:
        self._pieces.append(piece)
        self._length += len(piece) + weight
        self._block_length += len(piece) + weight

    def _cut(self) -> str:
        """Return what has been gathered, all that is open closed, and open it again."""
        inside = self._inside
        if inside and inside[0] == "ol":
            at = -len(inside)
            start = _START.search(self._tags[at])
            self._tags[at] = f'<ol start="{(int(start[1]) if start else 1) + self._items}">'
            self._items = 0
        portion = self._taken() + "".join(f"</{name}>" for name in reversed(self._names))
        self._block_length = 0
        for tag in self._tags:
            self._add(tag)
        return portion

    def _taken(self) -> str:
        portion = "".join(self._pieces)
        self._pieces, self._length = [], 0
        self._least = self._ask_least()
        return portion


def _end_near(text: str, room: int, ends: str) -> int:
    """Return where the last of these characters stands within a room, else the first behind it."""
    at = max(text.rfind(end, 0, room) for end in ends)
    if at < 0:
        found = [place for end in ends if (place := text.find(end, room)) >= 0]
        at = min(found, default=-1)
    return at
