"""What is taken out of a note's text before Markdown sees it, and put back on the page.

Python-Markdown calls its own the same. A *slip* is a timestamp, a link, a tag or a block of code;
in the text it is replaced by a token of two Unicode noncharacters around a number, which no syntax
can tear, no table can split and no note can forge (`source.clean` removes them beforehand). A slip
that turns up inside code becomes its source again, as if nobody had taken it.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from viewer.note.page import Page

INLINE, BLOCK, END = "\ufdd0", "\ufdd1", "\ufdd2"
TOKEN = re.compile(f"[{INLINE}{BLOCK}](\\d{{1,9}}){END}")
BLOCK_LINE = re.compile(f"{BLOCK}\\d{{1,9}}{END}")
_LONELY_BLOCK = re.compile(f"<p>\\s*({BLOCK}\\d{{1,9}}{END})\\s*</p>")
_PARAGRAPH = re.compile(f"<p>[^<{BLOCK}]*+(?:<(?!/p>)[^<{BLOCK}]*+)*{BLOCK}.*?</p>", re.DOTALL)


class Slip(Protocol):
    """Something taken out of the text: what stood there, where, and how it goes on the page."""

    @property
    def source(self) -> str:
        """The text it replaces."""

    @property
    def line(self) -> int:
        """Its line in the file, from 1."""

    def put_on(self, page: "Page") -> None:
        """Write it on the page."""


class Stash:
    """The slips of one note."""

    def __init__(self) -> None:
        self._slips: list[Slip] = []

    def keep(self, slip: Slip, *, is_block: bool = False) -> str:
        """Keep a slip and return the token that stands for it."""
        self._slips.append(slip)
        return f"{BLOCK if is_block else INLINE}{len(self._slips) - 1}{END}"

    def keep_all(self, slips: Sequence[Slip]) -> list[str]:
        """Keep slips that stand within lines, and return their tokens; a note has hundreds."""
        first = len(self._slips)
        self._slips += slips
        return [f"{INLINE}{number}{END}" for number in range(first, len(self._slips))]

    @property
    def count(self) -> int:
        """How many slips it keeps."""
        return len(self._slips)

    def since(self, count: int) -> list[Slip]:
        """Return the slips that were kept after the first `count`."""
        return self._slips[count:]

    def slip(self, token: re.Match[str]) -> Slip:
        """Return what a token stands for."""
        return self._slips[int(token[1])]

    def slips_in(self, text: str) -> list[Slip]:
        """Return the slips whose tokens stand in a text, in its order."""
        return [self._slips[int(number)] for number in TOKEN.findall(text)]

    def split(self, text: str) -> list[str | Slip]:
        """Return a text in pieces: texts at even places, the slips between them at odd ones."""
        pieces: list[str | Slip] = list(TOKEN.split(text))
        pieces[1::2] = [self._slips[int(str(index))] for index in pieces[1::2]]
        return pieces

    def restore(self, text: str) -> str:
        """Return a text with every token replaced by what it stands for."""
        while END in text and TOKEN.search(text):
            text = TOKEN.sub(lambda token: self.slip(token).source, text)
        return text


def free_blocks(html: str) -> str:
    """Take block slips out of the paragraphs Markdown has put them in."""
    html = _LONELY_BLOCK.sub(r"\1", html)
    return _PARAGRAPH.sub(_parted, html) if BLOCK in html else html


def _parted(paragraph: re.Match[str]) -> str:
    """Return a paragraph parted at its block slips."""
    return BLOCK_LINE.sub(r"</p>\g<0><p>", paragraph[0])


class Lines:
    """Counts the lines of a body up to a position; quick where positions come in their order."""

    def __init__(self, body: str, first_line: int) -> None:
        self._body, self._position, self._line = body, 0, first_line

    def at(self, position: int) -> int:
        """Return the line of a position, counted from 1 at the file's start."""
        if position >= self._position:
            self._line += self._body.count("\n", self._position, position)
        else:
            self._line -= self._body.count("\n", position, self._position)
        self._position = position
        return self._line
