"""Blocks laid out as Python-Markdown wants them: a blank line between, four blanks per level.

People write what CommonMark accepts: a list right under a paragraph, a table right under a
heading, nested items two blanks deep. Here the lines are moved, never changed.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from viewer.note.stash import BLOCK_LINE

_ITEM = re.compile(r"( *)([*+-]|\d{1,9}[.)])( +|$)(.*)")
_RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?: |$)")
_DIVIDER = re.compile(r" {0,3}\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *")
_TASK = re.compile(r"\[([ xX]|[^\w\s\[\]()])\] +")
_MARKS = {" ": "☐", "-": "☒", "/": "◪", ">": "▷", "<": "◁"}
"""To do, cancelled, begun, put off, planned; whatever else stands in a box is done."""

_DONE = "☑"
BOXES = frozenset({*_MARKS.values(), _DONE})
"""What a task begins with on the page."""

_INDENT = "    "


def laid_out(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines with blank lines and indentation as Python-Markdown wants them."""
    layout = _Layout()
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        yield from layout.place(line.expandtabs(4).rstrip(), following)


class _Level(NamedTuple):
    """A list that is open: where its markers stand, and whether they are numbers."""

    indent: int
    is_ordered: bool


class _Layout:
    """Where in its lists and tables the text is, from line to line."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []
        self._is_after_blank = True
        self._is_in_table = False
        self._is_in_later_paragraph = False
        self._is_in_quote = False

    def place(self, line: str, following: str) -> Iterator[str]:
        """Yield a line as it should stand, perhaps behind a blank one."""
        indent = len(line) - len(line.lstrip())
        item = None if _RULE.fullmatch(line) else _ITEM.fullmatch(line)
        if not line:
            self._is_in_table = self._is_in_later_paragraph = self._is_in_quote = False
            yield ""
        elif item and (self._levels or indent < 4):
            yield from self._place_item(item, indent)
        elif self._stands_alone(line):
            self._leave_lists(indent)
            self._is_in_table = self._is_in_later_paragraph = False
            yield from ("", self._indented(line.strip()), "")
            line = ""
        else:
            if line.startswith(">", indent) and not self._is_in_quote:
                if not self._is_after_blank:
                    yield ""
                self._is_in_quote = self._is_after_blank = True
            yield from self._place_text(line, indent, following)
        self._is_after_blank = not line

    def _place_item(self, item: re.Match[str], indent: int) -> Iterator[str]:
        """Place a list item below its parent, the last marker that stands further left."""
        _, marker, _, text = item.groups()
        level = _Level(indent, marker not in "*+-")
        if not self._levels and not self._is_after_blank:
            if level.is_ordered and marker[:-1] != "1":
                yield item[0]
                return
            yield ""
        sibling = self._leave_lists(indent)
        is_other_list = sibling is not None and sibling.is_ordered is not level.is_ordered
        if is_other_list or self._is_in_later_paragraph:
            yield ""
        self._is_in_later_paragraph = False
        self._is_in_quote = text.startswith(">")
        yield self._indented(f"{marker.replace(')', '.')} {_with_box(text)}")
        self._levels.append(level)

    def _place_text(self, line: str, indent: int, following: str) -> Iterator[str]:
        """Place a line of text in the list item it belongs to, and tables on their own."""
        if self._levels and self._is_after_blank:
            self._leave_lists(indent)
            self._is_in_later_paragraph = bool(self._levels)
        starts_table = "|" in line and "|" in following and bool(_DIVIDER.fullmatch(following))
        if (starts_table or (self._is_in_table and "|" not in line)) and not self._is_after_blank:
            yield ""
        self._is_in_table = starts_table or (self._is_in_table and "|" in line)
        yield self._indented(line.strip()) if self._levels else line

    def _stands_alone(self, line: str) -> bool:
        """Whether a line is a block by itself: a slip of code, a heading, a rule below no text."""
        if BLOCK_LINE.fullmatch(line.strip()) or _HEADING.match(line):
            return True
        return (bool(self._levels) or self._is_after_blank) and bool(_RULE.fullmatch(line))

    def _leave_lists(self, indent: int) -> _Level | None:
        """Leave all lists that what stands at this indentation is not below; return the last."""
        last = None
        while self._levels and indent < self._levels[-1].indent + 2:
            last = self._levels.pop()
        return last

    def _indented(self, text: str) -> str:
        """Return a text indented to the current level."""
        return _INDENT * len(self._levels) + text


def _with_box(text: str) -> str:
    """Return an item's text with the box of a task as a character."""
    task = _TASK.match(text)
    return f"{_MARKS.get(task[1], _DONE)} {text[task.end() :]}" if task else text
