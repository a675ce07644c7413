"""Paragraphs that would take Python-Markdown minutes, shown as they are written.

It is quadratic, in places cubic, in the brackets and stars of a paragraph: 10,000 `[` take 9 s.
No prose comes near these bounds, as links and stamps have been taken out before.
"""

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from viewer.note.stash import Stash

if TYPE_CHECKING:
    from viewer.note.page import Page

MOST_BRACKETS = 400
MOST_MARKS = 3000
MOST_CELLS = 5000

_BLANK_LINES = re.compile(r"(\n[ \t]*(?=\n))")
_STAIRS = re.compile(r"^[ \t]{0,3}(?:>[ \t]?|[-*+][ \t]+){64}(?=[^\n]*[^\n\s>*+-])", re.MULTILINE)
"""A line that opens more quotes and lists than a page may nest; a rule of dashes is none."""
_MARKS = re.compile(r"[*_`~=!&\\<:#]")


@dataclass(frozen=True, slots=True)
class PlainSlip:
    """A paragraph shown as it is written."""

    source: str
    line: int

    def put_on(self, page: "Page") -> None:
        """Write it line by line."""
        page.block(plain_html(page.restore(self.source)))


def plain_html(text: str) -> str:
    """Return a paragraph of plain text as HTML."""
    return f'<p class="plain">{escape(text, quote=False).replace(chr(10), "<br>")}</p>'


def take_heavy(text: str, stash: Stash, first_line: int) -> str:
    """Replace paragraphs that are too much for Markdown by tokens."""
    if len(text) < MOST_BRACKETS:
        return text
    pieces, line = [], first_line
    for paragraph in _BLANK_LINES.split(text):
        size = paragraph.count("\n")
        if _is_heavy(paragraph):
            token = stash.keep(PlainSlip(paragraph.strip("\n"), line), is_block=True)
            pieces.append(f"\n{token}" if paragraph.startswith("\n") else token)
        else:
            pieces.append(paragraph)
        line += size
    return "".join(pieces)


def _is_heavy(paragraph: str) -> bool:
    """Whether a paragraph has more syntax than prose can have."""
    if len(paragraph) < MOST_BRACKETS:
        return False
    return (
        paragraph.count("[") > MOST_BRACKETS
        or len(_MARKS.findall(paragraph)) > MOST_MARKS
        or bool(_STAIRS.search(paragraph))
        or _widest_row(paragraph) * (paragraph.count("\n") + 1) > 20 * MOST_CELLS
    )


def _widest_row(paragraph: str) -> int:
    """Return how many cells a table would fill in every row."""
    return paragraph[: paragraph.find("\n") % (len(paragraph) + 1)].count("|")
