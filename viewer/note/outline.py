"""The headings of a page, and the anchors by which they are reached."""

import re
from collections import Counter

from viewer.note.note import Heading

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_NOT_IN_ANCHOR = re.compile(r"[^\w\s-]")


class Outline:
    """The headings met so far."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self._anchors: dict[str, str] = {}
        self._uses: Counter[str] = Counter()
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
        anchor = self._new_anchor(slug_of(text))
        self._anchors.setdefault(slug_of(text), anchor)
        self.headings.append(Heading(level, text, anchor, line))
        return position, f'<h{level} id="{anchor}">'

    def anchor_of(self, name: str) -> str:
        """Return the anchor of a heading by its text, or nothing."""
        return self._anchors.get(slug_of(name.rpartition("#")[2]), "")

    def _new_anchor(self, slug: str) -> str:
        """Return an anchor that no other heading has."""
        self._uses[slug] += 1
        return slug if self._uses[slug] == 1 else f"{slug}--{self._uses[slug]}"


def slug_of(text: str) -> str:
    """Return a heading's text as an anchor: lower case, words joined by single hyphens."""
    words = _NOT_IN_ANCHOR.sub(" ", text.lower()).replace("-", " ").split()
    return "-".join(words) or "section"
