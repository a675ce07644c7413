"""The headings of a page, and the anchors by which they are reached."""

import re
from collections.abc import Iterable

from viewer.note.note import Heading

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_NOT_IN_ANCHOR = re.compile(r"[^\w\s-]")


class Outline:
    """The headings met so far."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self._uses: dict[str, int] = {}
        self._open: list[tuple[int, int, list[str]]] = []

    @property
    def current(self) -> str:
        """The heading that what is written now belongs to."""
        if self._open:
            return " ".join("".join(self._open[-1][2]).split())
        return self.headings[-1].text if self.headings else ""

    def begin(self, position: int, level: int) -> None:
        """Begin a heading; `position` is where its opening tag stands in the output."""
        self._open.append((position, level, []))

    def hear(self, text: str) -> None:
        """Take the words of a heading."""
        if self._open:
            self._open[-1][2].append(text)

    def end(self, line: int) -> tuple[int, str]:
        """End the heading; return where its opening tag stands, and what it should be."""
        text = self.current
        position, level, _ = self._open.pop()
        return position, f'<h{level} id="{self.add(level, text, line)}">'

    def add(self, level: int, text: str, line: int) -> str:
        """Add a heading; return its anchor."""
        anchor = self._new_anchor(slug_of(text))
        self.headings.append(Heading(level, text, anchor, line))
        return anchor

    def _new_anchor(self, slug: str) -> str:
        """Return an anchor that no other heading has."""
        uses = self._uses[slug] = self._uses.get(slug, 0) + 1
        return slug if uses == 1 else f"{slug}--{uses}"


def anchor_of(place: str, headings: Iterable[Heading]) -> str:
    """Return the anchor that a link's `#place` leads to, or nothing.

    A place is a heading, one below another as in `A#B`, or a block by its name, `^name`; a
    heading that is not below the one it should be is taken all the same.
    """
    *above, last = place.split("#")
    if last.strip().startswith("^"):
        return block_anchor(last)
    wanted, parents = slug_of(last), {slug_of(name) for name in above if name.strip()}
    anchor, is_below = "", not parents
    for heading in headings:
        slug = slug_of(heading.text)
        is_below = is_below or slug in parents
        if wanted in (slug, heading.anchor) and (is_below or not anchor):
            anchor = heading.anchor
            if is_below:
                return anchor
    return anchor


def block_anchor(name: str) -> str:
    """Return the anchor of the block that ends in `^name`; no heading has one with a colon."""
    return f"block:{slug_of(name)}"


def slug_of(text: str) -> str:
    """Return a heading's text as an anchor: lower case, words joined by single hyphens."""
    words = _NOT_IN_ANCHOR.sub(" ", text.lower()).replace("-", " ").split()
    return "-".join(words) or "section"
