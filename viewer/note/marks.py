"""Marks that tell the page which line of the file it has reached.

Python-Markdown keeps no positions, so headings and links carry a mark of no width through it.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viewer.note.stash import Lines, Stash

if TYPE_CHECKING:
    from viewer.note.page import Page

_PLACES = re.compile(
    r"^(?P<hashes>[ \t]*(?:>[ \t]?)*#{1,6}[ \t]++)"
    r"|^(?=[^\n]{1,300}\n {0,3}(?:=++|--++)[ \t]*$)(?=[^\s\-=|>])"
    r"|(?=\]\(\S)|(?<!\()(?<!\]: )(?=<https?://)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class MarkSlip:
    """A place whose line is known; in code it is nothing again."""

    line: int
    source: str = ""

    def put_on(self, page: "Page") -> None:
        """Write nothing: the page asks every slip for its line."""


def mark_lines(text: str, stash: Stash, first_line: int) -> str:
    """Put a mark into every heading and every link's text."""
    lines = Lines(text, first_line)

    def mark(match: re.Match[str]) -> str:
        return match[0] + stash.keep(MarkSlip(lines.at(match.end())))

    return _PLACES.sub(mark, text)
