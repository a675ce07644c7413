"""Where on a page the sentence stands that a timestamp cites.

The note tells the sentence in words; on the page it is looked for around the chip, letter by
letter, as spaces, brackets and marks between them may differ. Most stand before their chip, some
behind it, and in a table anywhere in its row.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextFragment

from viewer.note.sentences import LONGEST, first_sentence, last_sentence
from viewer.ui.page_marks import Span

REACH = 2 * LONGEST
_OPENING = "([{“„‘«¿¡\"'*"
_CLOSING = ".,;:!?…。！？)]}”’»\"'"
_BEYOND_LATIN_1 = "\uffff"


class Stretch(NamedTuple):
    """A run of text within one block, from one text position up to another."""

    start: int
    end: int


class _Letter(NamedTuple):
    position: int
    text: str
    block: int

    @property
    def end(self) -> int:
        """The position behind it; Qt counts what is beyond the first plane as two."""
        return self.position + 1 + (self.text > _BEYOND_LATIN_1)


def sentence_places(document: QTextDocument, chip: Span, sentence: str) -> list[Stretch]:
    """Return the runs of text to mark for a chip: its sentence and itself, in reading order."""
    before, after = _around(document, chip)
    letters = (
        _found(before, after, sentence)
        or _found(before, after, last_sentence(_words(before)))
        or _found(before, after, first_sentence(_words(after)))
    )
    is_own = _OwnBlock(document, chip)
    runs = [
        is_own.widened(Stretch(run[0].position, run[-1].end))
        for _block, group in groupby(letters, key=lambda letter: letter.block)
        for run in [list(group)]
    ]
    return _merged([*runs, is_own.with_closing(chip)], is_own)


def _found(before: list[_Letter], after: list[_Letter], sentence: str) -> list[_Letter]:
    """Return the letters of a sentence, those next to the chip if it is said more than once."""
    wanted = "".join(filter(str.isalnum, sentence))
    if not wanted:
        return []
    said_before = [letter for letter in before if letter.text.isalnum()]
    said_after = [letter for letter in after if letter.text.isalnum()]
    behind = "".join(letter.text for letter in said_after)
    ahead = "".join(letter.text for letter in said_before)
    if not ahead.endswith(wanted) and behind.startswith(wanted):
        return said_after[: len(wanted)]
    if (at := ahead.rfind(wanted)) >= 0:
        return said_before[at : at + len(wanted)]
    at = behind.find(wanted)
    return said_after[at : at + len(wanted)] if at >= 0 else []


def _words(letters: list[_Letter]) -> str:
    return "".join(letter.text for letter in letters)


def _around(document: QTextDocument, chip: Span) -> tuple[list[_Letter], list[_Letter]]:
    """Return what is written before and behind a chip, in its block or its row of a table."""
    letters = [letter for block in _blocks_of(document, chip) for letter in _letters(block, chip)]
    before = [letter for letter in letters if letter.position < chip.start]
    after = [letter for letter in letters if letter.position >= chip.end]
    return before[-REACH:], after[:REACH]


def _blocks_of(document: QTextDocument, chip: Span) -> Iterator[QTextBlock]:
    cursor = QTextCursor(document)
    cursor.setPosition(chip.start)
    table: Any = cursor.currentTable()  # None where there is none, though PySide says never.
    if table is None or table.columns() < 2:  # One cell is a callout, of many paragraphs.
        yield document.findBlock(chip.start)
        return
    row = table.cellAt(cursor).row()
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        block = cell.firstCursorPosition().block()
        while block.isValid() and block.position() <= cell.lastPosition():
            yield block
            block = block.next()


def _letters(block: QTextBlock, chip: Span) -> Iterator[_Letter]:
    """Yield what is written in a block near a chip, without timestamps and footnotes' numbers."""
    number, fragments = block.position(), block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        fragments += 1
        start = fragment.position()
        is_far = start > chip.end + REACH or start + fragment.length() < chip.start - REACH
        if is_far or _is_unsaid(fragment):
            continue
        for character in fragment.text():
            letter = _Letter(start, character, number)
            start = letter.end
            yield letter


def _is_unsaid(fragment: QTextFragment) -> bool:
    """Whether it is a timestamp, or a footnote's number."""
    return fragment.charFormat().anchorHref().startswith(("moment:", "#fn:"))


class _OwnBlock:
    """The text of the block a chip stands in, and of others that are asked about."""

    def __init__(self, document: QTextDocument, chip: Span) -> None:
        self._document = document
        self.chip = Stretch(chip.start, chip.end)

    def widened(self, run: Stretch) -> Stretch:
        """Return a run with the quotes and stops that belong to it."""
        start = run.start
        while self._character(start - 1) in _OPENING:
            start -= 1
        return self.with_closing(Stretch(start, run.end))

    def with_closing(self, run: Stretch | Span) -> Stretch:
        """Return a run with the stops behind it."""
        end = run.end
        while self._character(end) in _CLOSING:
            end += 1
        return Stretch(run.start, end)

    def is_gap(self, start: int, end: int) -> bool:
        """Whether nothing is said between two positions of one block."""
        block = self._document.findBlock(start)
        if end >= block.position() + block.length():
            return False
        chips = self._in_chips(block, start, end)
        return not any(self._character(at).isalnum() for at in range(start, end) if at not in chips)

    def _in_chips(self, block: QTextBlock, start: int, end: int) -> set[int]:
        positions: set[int] = set()
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            fragments += 1
            begin, stop = fragment.position(), fragment.position() + fragment.length()
            if begin < end and stop > start and _is_unsaid(fragment):
                positions.update(range(begin, stop))
        return positions

    def _character(self, position: int) -> str:
        return (self._document.characterAt(position) if position >= 0 else "") or "\x00"


def _merged(runs: list[Stretch], block: _OwnBlock) -> list[Stretch]:
    merged: list[Stretch] = []
    for run in sorted(runs):
        if merged and (run.start <= merged[-1].end or block.is_gap(merged[-1].end, run.start)):
            merged[-1] = Stretch(merged[-1].start, max(merged[-1].end, run.end))
        else:
            merged.append(run)
    return merged
