"""Quotes, and those of them that are callouts: `> [!note] Title`.

Authors use some sixty words for a kind; the page knows a dozen and keeps the author's word as the
label. A callout is a table of one cell, because that is what Qt's rich text can colour.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as etree  # noqa: N813 - the name Python-Markdown uses

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString, nearing_recursion_limit

from viewer.note.lists import laid_out

KINDS = (
    "note", "info", "abstract", "todo", "tip", "success", "question",
    "warning", "failure", "danger", "example", "quote",
)  # fmt: skip
"""Every kind a page can contain, as the class `callout-KIND`."""

_SYNONYMS = {
    "summary": "abstract", "tldr": "abstract", "definition": "info", "seealso": "info",
    "task": "todo", "hint": "tip", "important": "tip", "key": "tip", "protip": "tip",
    "takeaway": "tip", "check": "success", "done": "success", "pros": "success",
    "help": "question", "faq": "question", "caution": "warning", "attention": "warning",
    "critique": "warning", "fail": "failure", "missing": "failure", "cons": "failure",
    "error": "danger", "bug": "danger", "analogy": "example", "case": "example",
    "cite": "quote",
}  # fmt: skip
_QUOTE = re.compile(r"(?:^|\n) {0,3}>")
_MARK = re.compile(r"^ {0,3}> ?")
_CALLOUT = re.compile(r"\[!([^\]|\[\n]{1,60})(?:\|([^\]\n]{0,200}))?\][+-]?[ \t]*(.*)")
_STRAY = re.compile(
    r"^([ \t]*(?:#{1,6}|[*+-]|\d{1,3}[.)])[ \t]+)\[!(\w[\w -]{0,30})\][+-]?[ \t]*", re.MULTILINE
)


class QuoteProcessor(BlockProcessor):
    """Turns a block of `>` lines into a quote, or into callouts where it says so.

    `nonce` makes our classes ours: the sanitiser drops every class that does not begin with it.
    """

    def __init__(self, parser: BlockParser, nonce: str) -> None:
        super().__init__(parser)
        self._nonce = nonce

    def test(self, parent: etree.Element, block: str) -> bool:
        """Whether a line of the block is quoted."""
        return bool(_QUOTE.search(block)) and not nearing_recursion_limit()

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        """Parse what stands before the quote, then the quote."""
        block = blocks.pop(0)
        quote = _QUOTE.search(block)
        start = quote.start() if quote else 0
        if start:
            self.parser.parseBlocks(parent, [block[:start]])
        lines = [_MARK.sub("", line, count=1) for line in block[start:].strip("\n").split("\n")]
        for part in _parts(lines):
            self._add(parent, part)

    def _add(self, parent: etree.Element, lines: list[str]) -> None:
        """Add a quote or a callout to the tree."""
        callout = _CALLOUT.fullmatch(lines[0].strip())
        if not callout:
            self._parse(etree.SubElement(parent, "blockquote"), lines)
            return
        word, detail, title = callout.groups()
        css = f"{self._nonce} callout callout-{kind_of(word)}"
        table = etree.SubElement(parent, "table", {"class": css, "width": "100%"})
        cell = etree.SubElement(etree.SubElement(table, "tr"), "td")
        heading = etree.SubElement(cell, "p", {"class": f"{self._nonce} callout-title"})
        label = etree.SubElement(heading, "b")
        label.text = AtomicString(label_of(word, detail or ""))
        label.tail = f" {title}"
        self._parse(cell, lines[1:])

    def _parse(self, parent: etree.Element, lines: list[str]) -> None:
        """Parse lines that stand in a quote."""
        self.parser.state.set("blockquote")
        self.parser.parseChunk(parent, "\n".join(laid_out(lines)))
        self.parser.state.reset()


def kind_of(word: str) -> str:
    """Return the kind a callout's word stands for; what nobody knows is a note."""
    name = re.sub(r"[\W_]", "", word.lower())
    name = _SYNONYMS.get(name, name)
    return name if name in KINDS else "note"


def label_of(word: str, detail: str = "") -> str:
    """Return the author's word as a label, with what was written behind its pipe."""
    word = " ".join(word.replace("_", " ").split())
    label = (word if word[1:] != word[1:].upper() or len(word) < 2 else word.lower()).lower()
    label = label[:1].upper() + label[1:]
    return f"{label} · {detail.strip()}" if detail.strip() else label


def spelled_out(text: str) -> str:
    """Return Markdown with callout marks that stand in no quote spelled out as labels."""
    return _STRAY.sub(lambda stray: f"{stray[1]}**{label_of(stray[2])}:** ", text)


def admonition(word: str, lines: list[str]) -> Iterator[str]:
    """Yield the lines of an Admonition block, ```ad-note, as those of a callout."""
    title = next((line[6:].strip() for line in lines if line.startswith("title:")), "")
    yield f"> [!{word}] {title}"
    for line in lines:
        yield "> " if line.startswith(("title:", "collapse:")) else f"> {line}"


def _parts(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines of each callout in a run of quoted lines."""
    part: list[str] = []
    for line in lines:
        if part and _CALLOUT.fullmatch(line.strip()):
            yield part
            part = []
        part.append(line)
    yield part
