"""The part of a note that a link names: `#Heading`, `#Heading#Sub`, `#^block`.

It is looked for in the note's source, line by line, since that is what an embed goes on to read.
"""

import re
from dataclasses import dataclass

from viewer.note.outline import slug_of
from viewer.note.timestamps import CLOCK

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
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


def section_of(body: str, place: str) -> Section | None:
    """Return the part of a body that a link's `#place` names, None if there is none."""
    lines = body.split("\n")
    last = place.rpartition("#")[2].strip()
    found = _block(lines, last[1:]) if last.startswith("^") else _below(lines, place)
    if found is None:
        return None
    start, end = found
    return Section("\n".join(lines[start:end]), start)


def _below(lines: list[str], place: str) -> tuple[int, int] | None:
    """Return from where to where the section of a heading reaches; `A#B` is B below A."""
    headings = [*_headings(lines), (len(lines), 0, "")]
    start, end = 0, len(lines)
    for name in filter(None, (part.strip() for part in place.split("#"))):
        wanted = slug_of(name)
        found = next(
            (n for n, (line, _, slug) in enumerate(headings)
             if slug == wanted and start <= line < end),
            None,
        )  # fmt: skip
        if found is None:
            return None
        start, level, _ = headings[found]
        end = next(line for line, other, _ in headings[found + 1 :] if other <= level)
    return start, end


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


def _block(lines: list[str], name: str) -> tuple[int, int] | None:
    """Return where the block stands that ends in `^name`, or that a line `^name` follows."""
    ending = f"^{name}".lower()
    for number, line in enumerate(lines):
        bare = line.strip().strip("> ").lower()
        if bare == ending:
            return _paragraph(lines, _last_line_before(lines, number))
        if bare.endswith(f" {ending}"):
            return _item(lines, number) if _ITEM.match(line) else _paragraph(lines, number)
    return None


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
