"""The HTML of a page as it grows: where its lines break, and where its blocks begin.

Whoever ends a line in a paragraph means it: as in Obsidian, it ends on the page too. A line break
waits until something follows it in the same paragraph.
"""

_ANCHORED = frozenset({"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Blocks that can be the target of a link."""


class Output:
    """HTML, piece by piece; `pieces` may be written over by place until they are joined."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._is_in_line = False
        self._breaks_line = False
        self._block, self._block_before = -1, -1

    @property
    def place(self) -> int:
        """The place of the piece that comes next."""
        return len(self.pieces)

    def raw(self, html: str) -> None:
        """Write what neither begins nor ends a line."""
        self.pieces.append(html)

    def inline(self, html: str) -> None:
        """Write what stands within a line."""
        if self._breaks_line:
            self.pieces.append("<br>")
            self._breaks_line = False
        self.pieces.append(html)
        self._is_in_line = True

    def text(self, html: str) -> None:
        """Write a text; its line ends are breaks."""
        for number, line in enumerate(html.split("\n")):
            if number and self._is_in_line:
                self._breaks_line = True
            if line and not line.isspace():
                self.inline(line)
            elif line and not self._breaks_line:
                self.pieces.append(line)

    def block(self, html: str, name: str = "") -> None:
        """Write what ends a line: a block's tag, by its name, or a whole block."""
        self._is_in_line = self._breaks_line = False
        if name in _ANCHORED:
            self._block, self._block_before = self.place, self._block
        self.pieces.append(html)

    def anchor(self, name: str) -> None:
        """Put an anchor where the block that is being written begins.

        One that stands alone means the block before it.
        """
        place = self._block if self._is_in_line else self._block_before
        if place >= 0:
            self.pieces[place] += f'<a name="{name}"></a>'

    def __str__(self) -> str:
        return "".join(self.pieces)
