"""Names of blocks: ` ^name` at the end of a paragraph or an item, which links lead to."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viewer.note.stash import Lines, Stash

if TYPE_CHECKING:
    from viewer.note.page import Page

_NAME = re.compile(
    r"(?:[ \t]++|^)\^(?P<name>[a-z0-9-]{0,63}[a-z][a-z0-9-]{0,63}|\d{4,64})[ \t]*"
    r"(?=\n[ \t>]*(?:\n|(?:[*+-]|\d{1,9}[.)])[ \t])|\n?\Z)",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NameSlip:
    """The name of a block, which does not show."""

    source: str
    line: int
    name: str

    def put_on(self, page: "Page") -> None:
        """Give its block the name."""
        page.name_block(self.name)


def take_block_names(text: str, stash: Stash, first_line: int) -> str:
    """Replace the names of blocks by tokens."""
    if "^" not in text:
        return text
    lines = Lines(text, first_line)

    def take(match: re.Match[str]) -> str:
        return stash.keep(NameSlip(match[0], lines.at(match.start()), match["name"]))

    return _NAME.sub(take, text)
