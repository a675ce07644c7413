"""The last gate of a page: what Qt's layout could choke on is made flat, broken or cut.

Measured on Qt 6.11: nested tables take exponential time (22 deep 35 s, 5,000 deep a crash), an
unbroken line quadratic time (300,000 characters 4.7 s), bidi controls worse (30,000 7.5 s), and so
do many pictures in one paragraph (5,000 3.3 s). Each figure here is well inside 100 ms. No text is
lost, save cells beyond the 20,000th.
"""

import re
from collections.abc import Iterator

DEEPEST = 64
DEEPEST_TABLES = 4
MOST_CELLS = 20_000
LONGEST_RUN = 2_000
MOST_BLANKS = 1_000
"""One behind the other; in code, a hundred thousand of them keep Qt busy for ever."""
MOST_BIDI_CONTROLS = 100
MOST_PICTURES = 3_000
MOST_PICTURES_A_BLOCK = 250
MOST_HTML_CHARACTERS = 2_000_000

PIECE = re.compile(r'<(/?)([a-z][a-z0-9]*+)((?:[^">]|"[^"]*+")*)>|[^<]++|<')
"""A tag or a text of well-formed HTML, as nh3 writes it."""

VOID = frozenset({"br", "hr", "img"})
BLOCKS = frozenset({
    "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "tbody", "td", "th", "thead", "tr",
    "ul",
})  # fmt: skip
"""Tags that end a line of text."""

_TABLE_PARTS = frozenset({"table", "tbody", "thead", "tr", "td", "th", "caption"})
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BIDI_OPENING = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c")
_BIDI_OPENING |= dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_BREAKS = " \n\t\u200b"
"""Where Qt may end a line; at other blanks, such as that of no width to break, it may not."""
_WORD = re.compile(f"[^{_BREAKS}]+|[{_BREAKS}]+")
_BLANKS = re.compile(rf"[ \t]{{{MOST_BLANKS},}}+")
_CHARACTER = re.compile(r"&[#\w]{1,32};|.", re.DOTALL)
_ALT = re.compile(r'\salt="([^"]*)"')
_MORE_CELLS = "… the rest of this table is not shown."


def limited(html: str) -> str:
    """Return a page that can be laid out in time; `html` must be well formed."""
    return "".join(_Limiter().pieces(html))


class _Limiter:
    """How deep and how long the page is so far."""

    def __init__(self) -> None:
        self._open: list[bool] = []
        self._tables = 0
        self._cells = 0
        self._run = 0
        self._controls = 0
        self._pictures = self._pictures_here = 0
        self._unclosed: list[str] = []

    def pieces(self, html: str) -> Iterator[str]:
        """Yield the pieces of a page that may stay."""
        for piece in PIECE.finditer(html):
            if not piece[2]:
                yield self._text(piece[0])
            elif piece[1]:
                yield self._close(piece[2], piece[0])
            else:
                yield self._start(piece[2], piece[0])

    def _start(self, name: str, tag: str) -> str:
        """Return an opening tag, or what stands for it."""
        if name == "img":
            return self._picture(tag)
        ending = self._end_block(name) if name in BLOCKS else ""
        if name in VOID:
            return ending + tag
        self._tables += name == "table"
        self._cells += name in ("td", "th")
        stays = len(self._open) < DEEPEST
        if name in _TABLE_PARTS:
            stays = stays and self._tables <= DEEPEST_TABLES and self._cells <= MOST_CELLS
        self._open.append(stays)
        if self._cells == MOST_CELLS + 1 and name in ("td", "th"):
            return ending + _MORE_CELLS
        return ending + (tag if stays else " " if name in BLOCKS else "")

    def _close(self, name: str, tag: str) -> str:
        """Return a closing tag if its opening one stayed."""
        ending = self._end_block(name) if name in BLOCKS else ""
        self._tables -= name == "table"
        stays = self._open.pop() if self._open else False
        return ending + (tag if stays else "")

    def _picture(self, tag: str) -> str:
        """Return a picture, or its words where there are too many."""
        self._pictures += 1
        self._pictures_here += 1
        if self._pictures <= MOST_PICTURES and self._pictures_here <= MOST_PICTURES_A_BLOCK:
            return tag
        words = _ALT.search(tag)
        return self._text(words[1]) if words else ""

    def _text(self, text: str) -> str:
        """Return a text whose runs and bidi controls are bounded."""
        if self._cells > MOST_CELLS and self._tables:
            return ""
        if _BIDI.search(text):
            text = _BIDI.sub(self._bidi, text)
        if len(text) > MOST_BLANKS:
            text = _BLANKS.sub(" " * MOST_BLANKS, text)
        if len(text) + self._run > LONGEST_RUN:
            return "".join(self._broken(text))
        last_blank = max(map(text.rfind, _BREAKS))
        self._run = len(text) - 1 - last_blank + (self._run if last_blank < 0 else 0)
        return text

    def _broken(self, text: str) -> Iterator[str]:
        """Yield a text with a place to break in every overlong run."""
        for word in _WORD.findall(text):
            if word[0] in _BREAKS:
                self._run = 0
            elif self._run + len(word) <= LONGEST_RUN:
                self._run += len(word)
            else:
                yield from self._broken_run(word)
                continue
            yield word

    def _broken_run(self, word: str) -> Iterator[str]:
        """Yield a run with zero-width spaces, never inside of a character reference."""
        for character in _CHARACTER.findall(word):
            if self._run >= LONGEST_RUN:
                self._run = 0
                yield "\u200b"
            self._run += 1
            yield character

    def _bidi(self, control: re.Match[str]) -> str:
        """Return a control if its line may still have one."""
        self._controls += 1
        if self._controls > MOST_BIDI_CONTROLS:
            return ""
        if control[0] in _BIDI_OPENING:
            self._unclosed.append(_BIDI_OPENING[control[0]])
        elif self._unclosed and self._unclosed[-1] == control[0]:
            self._unclosed.pop()
        else:
            return ""
        return control[0]

    def _end_block(self, name: str) -> str:
        """Forget the line that ends here, and the block unless it goes on behind a break."""
        if name != "br":
            self._pictures_here = 0
        return self._end_line()

    def _end_line(self) -> str:
        """Forget the line that ends here; return what closes its bidi controls."""
        closing = "".join(reversed(self._unclosed))
        self._unclosed.clear()
        self._controls = self._run = 0
        return closing
