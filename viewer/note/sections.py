"""The part of a note that a link names: `#Heading`, `#Heading#Sub`, `#^block`.

It is looked for in the note's source, line by line, since that is what an embed goes on to read.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from viewer.note.outline import slug_of
from viewer.note.timestamps import CLOCK

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_NAME = re.compile(r"(?:^|[ \t>])\^([a-z0-9-]{1,64})[ \t]*$", re.IGNORECASE)
_ITEM = re.compile(r"[ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]")
_SHOWN = re.compile(
    r"!?\[\[(?:[^\[\]|\n]{0,400}+\|)?([^\[\]\n]{0,400}+)\]\]|\[([^\[\]\n]{0,400}+)\]\([^()\n]{0,1000}\)"
)
_DROPPED = re.compile(rf"<[^<>\n]{{0,400}}>|[\[(]{CLOCK}[\])]|[*`~=_]")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a note's body: its text, and how many lines stand before it."""

    text: str
    lines_before: int


class Sections:
    """The parts of one body; what is asked often is looked for once."""

    def __init__(self, body: str) -> None:
        self._lines = body.split("\n")

    def named(self, place: str) -> Section | None:
        """Return the part that a link's `#place` names, None if there is none."""
        last = place.rpartition("#")[2].strip()
        found = self._block(last[1:].lower()) if last.startswith("^") else self._below(place)
        if found is None:
            return None
        start, end = found
        return Section("\n".join(self._lines[start:end]), start)

    def _below(self, place: str) -> tuple[int, int] | None:
        """Return from where to where the section of a heading reaches; `A#B` is B below A."""
        start, end = 0, len(self._lines)
        for name in filter(None, (part.strip() for part in place.split("#"))):
            wanted = slug_of(name)
            found = next(
                (n for n, (line, _, slug) in enumerate(self._headings)
                 if slug == wanted and start <= line < end),
                None,
            )  # fmt: skip
            if found is None:
                return None
            start, level, _ = self._headings[found]
            end = next(line for line, other, _ in self._headings[found + 1 :] if other <= level)
        return start, end

    @cached_property
    def _headings(self) -> list[tuple[int, int, str]]:
        """The line, the level and the slug of every heading, and an end to them all."""
        return [*_headings(self._lines), (len(self._lines), 0, "")]

    def _block(self, name: str) -> tuple[int, int] | None:
        """Return where the block stands that ends in `^name`, or that a line `^name` follows."""
        number = self._names.get(name)
        if number is None:
            return None
        line = self._lines[number]
        if line.strip(" \t>").startswith("^"):
            return _paragraph(self._lines, _last_line_before(self._lines, number))
        return _item(self._lines, number) if _ITEM.match(line) else _paragraph(self._lines, number)

    @cached_property
    def _names(self) -> dict[str, int]:
        """The line of every name of a block."""
        names = dict[str, int]()
        for number, line in enumerate(self._lines):
            if "^" in line and (name := _NAME.search(line)):
                names.setdefault(name[1].lower(), number)
        return names


def _headings(lines: list[str]) -> list[tuple[int, int, str]]:
    """Return the line, the level and the slug of every heading that stands in no fence."""
    found, fence = [], ""
    for number, line in enumerate(lines):
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence):
                fence = ""
        elif not fence and "#" in line and (heading := _HEADING.fullmatch(line)):
            shown = _SHOWN.sub(lambda link: link[1] or link[2] or "", heading[2])
            found.append((number, len(heading[1]), slug_of(_DROPPED.sub(" ", shown))))
    return found


def _last_line_before(lines: list[str], number: int) -> int:
    """Return the last line with words before a line."""
    return next((n for n in range(number - 1, -1, -1) if lines[n].strip(" \t>")), number)


def _paragraph(lines: list[str], number: int) -> tuple[int, int]:
    """Return the run of lines around a line."""
    start = end = number
    while start and lines[start - 1].strip() and not _ITEM.match(lines[start]):
        if _HEADING.fullmatch(lines[start - 1]):
            break
        start -= 1
    while end + 1 < len(lines) and lines[end + 1].strip():
        end += 1
    return start, end + 1


def _item(lines: list[str], number: int) -> tuple[int, int]:
    """Return a list item with all that is nested below it."""
    width = len(lines[number]) - len(lines[number].lstrip())
    end = number + 1
    while end < len(lines) and lines[end].strip():
        if len(lines[end]) - len(lines[end].lstrip()) <= width:
            break
        end += 1
    return number, end
