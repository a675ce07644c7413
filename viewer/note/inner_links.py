"""Links within a page: to its headings, and to blocks by their names.

What they lead to may come after them, so they become links when the page is finished.
"""

from collections.abc import Iterable

from viewer.note.note import Heading
from viewer.note.outline import anchor_of, block_anchor
from viewer.note.output import Output


class InnerLinks:
    """The links of one page that lead into it, and the blocks it has."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._links: list[tuple[int, int, str]] = []
        self._blocks: set[str] = set()

    def name_block(self, name: str) -> None:
        """Give the block that is being written a name."""
        anchor = block_anchor(name)
        if anchor not in self._blocks:
            self._blocks.add(anchor)
            self._out.anchor(anchor)

    def begin(self) -> int:
        """Begin a link; return its place."""
        self._out.inline("")
        return self._out.place - 1

    def end(self, start: int, place: str) -> None:
        """End the link that began at `start` and leads to `#place`."""
        self._links.append((start, self._out.place, place))
        self._out.raw("")

    def settle(self, headings: Iterable[Heading]) -> None:
        """Make links of those that lead somewhere."""
        headings = tuple(headings)
        for start, end, place in self._links:
            anchor = anchor_of(place, headings)
            is_block = ":" in anchor
            if anchor and (not is_block or anchor in self._blocks):
                self._out.pieces[start] = f'<a class="note" href="#{anchor}">'
                self._out.pieces[end] = "</a>"
