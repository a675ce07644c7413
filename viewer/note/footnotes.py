"""Footnotes: `[^1]` in the text, `[^1]: …` anywhere, gathered at the note's end.

Their anchors have a colon, which no heading's anchor can have.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viewer.note.stash import Lines, Stash

if TYPE_CHECKING:
    from viewer.note.page import Page

_DEFINITION = re.compile(
    r"^\[\^(?P<name>[^\]\s]{1,60})\]:[ \t]*(?P<text>[^\n]*(?:\n(?:[ ]{2,}|\t)[^\n]+)*)",
    re.MULTILINE,
)
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,60})\]")


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
            page.write_raw(f'<a name="fn:{self.number}"></a>')
        else:
            page.footnote(self.number)


def take_footnotes(text: str, stash: Stash, first_line: int) -> str:
    """Replace references by tokens and move what they refer to behind the text."""
    if "[^" not in text:
        return text
    numbers: dict[str, int] = {}
    definitions: dict[str, str] = {}
    lines = Lines(text, first_line)

    def take_definition(match: re.Match[str]) -> str:
        definitions.setdefault(match["name"], " ".join(match["text"].split()))
        return "\n" * match[0].count("\n")

    def take_reference(match: re.Match[str]) -> str:
        if match[1] not in definitions:
            return match[0]
        number = numbers.setdefault(match[1], len(numbers) + 1)
        return stash.keep(FootnoteSlip(match[0], lines.at(match.start()), number))

    text = _REFERENCE.sub(take_reference, _DEFINITION.sub(take_definition, text))
    if not numbers:
        return text
    notes = (
        f"{number}. {stash.keep(FootnoteSlip('', 0, number, is_target=True))}{definitions[name]}"
        for name, number in numbers.items()
    )
    return "\n".join([text, "", "---", "", *notes])
