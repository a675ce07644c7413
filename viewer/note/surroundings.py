"""What lies around a note: the other notes and the pictures its text may name.

The note itself reaches nothing. Whoever reads it hands in these questions, and answers them only
from names already known to lie in the vault.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the vault: its path below it, and its size, 0 where it cannot be known.

    `problem` says in a few words why it cannot be shown, and is empty when it can.
    """

    path: str
    width_px: int = 0
    height_px: int = 0
    problem: str = ""


Resolve = Callable[[str], str | None]
"""Turns what a note names into a path below the vault, None if there is no such thing."""


def nothing(_: str) -> None:
    """Answer that there is no such thing."""


def always() -> bool:
    """Answer that there is time."""
    return True


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The questions a note may ask while it is read.

    `note` turns a wikilink's target into a note's path below the vault; `text` that path into
    the note's text, for embeds; `image` what an image names into a picture of the vault.
    `path` is that of the note which asks, and `elsewhere` answers for one at another path.
    `has_time` tells whether there is time left for what takes some, such as drawing formulas.
    """

    note: Resolve = nothing
    text: Resolve = nothing
    image: Callable[[str], Image | None] = nothing
    path: str = ""
    elsewhere: Callable[[str], Surroundings] | None = None
    has_time: Callable[[], bool] = always

    def seen_from(self, path: str) -> Surroundings:
        """Return what lies around another note, which this one embeds."""
        return self.elsewhere(path) if self.elsewhere else self
