"""What lies around a note: the other notes and the pictures its text may name.

The note itself reaches nothing. Whoever reads it hands in these questions, and answers them only
from names already known to lie in the vault.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Resolve = Callable[[str], str | None]
"""Turns what a note names into a path below the vault, None if there is no such thing."""


def nothing(_: str) -> None:
    """Answer that there is no such thing."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The questions a note may ask while it is read.

    `note` turns a wikilink's target into a note's path below the vault; `text` that path into
    the note's text, for embeds; `image` an embed's target into a picture's path below the vault.
    `path` is that of the note which asks, and `elsewhere` answers for one at another path.
    """

    note: Resolve = nothing
    text: Resolve = nothing
    image: Resolve = nothing
    path: str = ""
    elsewhere: Callable[[str], Surroundings] | None = None

    def seen_from(self, path: str) -> Surroundings:
        """Return what lies around another note, which this one embeds."""
        return self.elsewhere(path) if self.elsewhere else self
