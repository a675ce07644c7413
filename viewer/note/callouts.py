"""Quotes, and those of them that are callouts: `> [!note] Title`.

Authors use some sixty words for a kind; the page knows a dozen and keeps the author's word as the
label. A callout is a table of one cell, because that is what Qt's rich text can colour. One that
is folded is shown open, as Qt cannot fold, with a quiet mark.
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from xml.etree import ElementTree as etree  # noqa: N813 - the name Python-Markdown uses

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString, nearing_recursion_limit

from viewer.note.lists import laid_out
from viewer.note.scripts import is_right_to_left

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
_MARK = re.compile(r"^ *(?:> ?)?")
_CALLOUT = re.compile(r"\[!([^\]|\[\n]{0,60})(?:\|([^\]\n]{0,200}))?\]([+-]?)[ \t]*(.*)")
_STRAY = re.compile(
    r"^(?P<before>[ \t]*(?:(?P<hashes>#{1,6}[ \t]+)|(?:[*+-]|\d{1,3}[.)])[ \t]+)?)"
    r"(?P<mark>\[!(?P<word>[^\W\d_][\w -]{1,30})(?:\|(?P<detail>[^\]\n]{0,200}))?\][+-]?)[ \t]*",
    re.MULTILINE,
)
_SETTING = re.compile(r"[ \t]*(?:title|collapse|icon|color|inject-colou?r):")
_DOUBLED = re.compile(r"(\w) (?=\1)", re.IGNORECASE)
"""The letter some themes want before a word: `[!P PROS]`."""


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
        word, detail, fold, title = callout.groups()
        kind = kind_of(word)
        css = f"{self._nonce} callout callout-{kind}"
        table = etree.SubElement(parent, "table", {"class": css, "width": "100%"})
        cell = etree.SubElement(etree.SubElement(table, "tr"), "td")
        if label := label_of(word, detail or ""):
            has_body = any(line.strip() for line in lines[1:])
            css = f"{self._nonce} callout-title title-{kind}"
            heading = etree.SubElement(cell, "p", {"class": css})
            self._write_title(heading, label, title, is_foldable=bool(fold) and has_body)
        self._parse(cell, lines[1:] if label else [title, *lines[1:]])

    def _write_title(
        self, heading: etree.Element, label: str, title: str, *, is_foldable: bool
    ) -> None:
        """Write a callout's title: its label, what the author wrote, and whether it could fold."""
        if is_right_to_left(title):
            heading.set("dir", "rtl")  # Qt would go by our label.
        bold = etree.SubElement(heading, "b")
        bold.text = AtomicString(label)
        bold.tail = f" {title}"
        if is_foldable:
            mark = etree.SubElement(heading, "span", {"class": f"{self._nonce} quiet"})
            mark.text = " ▾"

    def _parse(self, parent: etree.Element, lines: list[str]) -> None:
        """Parse lines that stand in a quote."""
        self.parser.state.set("blockquote")
        self.parser.parseChunk(parent, "\n".join(laid_out(lines)))
        self.parser.state.reset()


def kind_of(word: str) -> str:
    """Return the kind a callout's word stands for; what nobody knows is a note."""
    name = re.sub(r"[\W_]", "", _DOUBLED.sub("", word.lower()))
    name = _SYNONYMS.get(name, name)
    return name if name in KINDS else "note"


def label_of(word: str, detail: str = "") -> str:
    """Return the author's word as a label, with what was written behind its pipe."""
    word = _DOUBLED.sub("", " ".join(word.replace("_", " ").split()))
    label = (word if word[1:] != word[1:].upper() or len(word) < 2 else word.lower()).lower()
    label = label[:1].upper() + label[1:]
    return f"{label} · {detail.strip()}" if detail.strip() else label


def spelled_out(text: str) -> str:
    """Return Markdown in which callout marks that stand in no quote are what they stand for.

    In an item or a paragraph they begin a callout all the same; a heading stays one, as what
    follows it belongs to the note.
    """
    return _STRAY.sub(_spelled_out, text) if "!" in text and "[!" in text else text


def _spelled_out(stray: re.Match[str]) -> str:
    """Return what a mark in no quote stands for."""
    if stray["hashes"]:
        return f"{stray['before']}**{label_of(stray['word'], stray['detail'] or '')}:** "
    return f"{stray['before']}> {stray['mark']} "


def admonition(word: str, lines: list[str]) -> Iterator[str]:
    """Yield the lines of an Admonition block, ```ad-note, as those of a callout.

    What it is told stands in its first lines: title, collapse, icon, color.
    """
    told = list(takewhile(_SETTING.match, lines))
    settings = {
        key.strip(): value.strip() for key, _, value in (line.partition(":") for line in told)
    }
    fold = "-" if "collapse" in settings else ""
    yield f"> [!{word}]{fold} {settings.get('title', '')}"
    for number, line in enumerate(lines):
        yield "> " if number < len(told) else f"> {line}"


def _parts(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines of each callout in a run of quoted lines."""
    part: list[str] = []
    for line in lines:
        if part and _CALLOUT.fullmatch(line.strip()):
            yield part
            part = []
        part.append(line)
    yield part
