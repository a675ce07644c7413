"""Footnotes: `[^1]` in the text, `[^1]: …` anywhere, and `^[…]` in place; gathered at the end.

Their anchors have a colon, which no heading's anchor can have. One that nothing refers to is
gathered as well: what somebody wrote is never lost.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from viewer.note.stash import Lines, Stash

if TYPE_CHECKING:
    from viewer.note.page import Page

_DEFINITION = re.compile(
    r"^(?:>[ \t]?)?\[\^(?P<name>[^\]\s]{1,60})\]:[ \t]*"
    r"(?P<text>[^\n]*(?:\n(?:[ \t]*\n)?(?:[ ]{2,}|\t)[^\n]+)*)",
    re.MULTILINE,
)
_REFERENCE = re.compile(
    r"\[\^(?P<name>[^\[\]\s]{1,60})\]|\^\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]{0,400}\]){1,1500})\]"
)


@dataclass(frozen=True, slots=True)
class FootnoteSlip:
    """Either end of a footnote: its number in the text, or where its text begins."""

    source: str
    line: int
    number: int
    is_target: bool = False

    def put_on(self, page: "Page") -> None:
        """Write the number as a link, or the anchor it leads to."""
        if self.is_target:
            page.footnote_text(self.number)
        else:
            page.footnote(self.number)


def take_footnotes(text: str, stash: Stash, first_line: int) -> str:
    """Replace references by tokens and move what they refer to behind the text."""
    if "[^" not in text and "^[" not in text:
        return text
    definitions: dict[str, str] = {}

    def take_definition(match: re.Match[str]) -> str:
        name = match["name"]
        if name in definitions:
            name = f"{name} {len(definitions)}"  # Nothing can refer to it: it has a blank.
        definitions[name] = " ".join(match["text"].split())
        return "\n" * match[0].count("\n")

    text = _DEFINITION.sub(take_definition, text)
    notes = _Notes(stash, definitions)
    text = notes.referred_to(text, Lines(text, first_line))
    gathered = list(notes.gathered())
    return "\n".join([text, "", "---", "", *gathered]) if gathered else text


@dataclass(slots=True)
class _Notes:
    """The footnotes of one text, numbered as they are met."""

    stash: Stash
    definitions: dict[str, str]
    numbers: dict[str, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def referred_to(self, text: str, lines: Lines | None = None) -> str:
        """Return a text with its references as tokens."""

        def take(match: re.Match[str]) -> str:
            line = lines.at(match.start()) if lines else 0
            if match["text"]:
                self.texts.append(match["text"].strip())
                number = len(self.texts)
            elif match["name"] in self.definitions:
                number = self._number_of(match["name"])
            else:
                return match[0]
            return self.stash.keep(FootnoteSlip(match[0], line, number))

        return _REFERENCE.sub(take, text)

    def gathered(self) -> Iterator[str]:
        """Yield the footnotes, those that nothing refers to last; they may refer to others."""
        for name in self.definitions:
            self._number_of(name)
        position = 0
        while position < len(self.texts):  # It grows while footnotes refer to others.
            target = self.stash.keep(FootnoteSlip("", 0, position + 1, is_target=True))
            yield f"{position + 1}. {target}{self.referred_to(self.texts[position])}"
            position += 1

    def _number_of(self, name: str) -> int:
        """Return the number of a footnote that is defined by its name."""
        if name not in self.numbers:
            self.texts.append(self.definitions[name])
            self.numbers[name] = len(self.texts)
        return self.numbers[name]
