"""The Markdown a note is written in: Python-Markdown with our own rules, and without its HTML.

Extensions are passed as objects: finding them by name would read the metadata of every package
installed. Raw HTML, images and code fences never get here, see `markup` and `code`.
"""

import re
from xml.etree import ElementTree as etree  # noqa: N813 - the name Python-Markdown uses

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import (
    LINK_RE,
    InlineProcessor,
    LinkInlineProcessor,
    SimpleTagInlineProcessor,
)
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from viewer.note.callouts import QuoteProcessor
from viewer.note.lists import BOXES, laid_out
from viewer.note.stash import INLINE, Stash

_EMPHASES = ("em_strong", "em_strong2", "not_strong")
_CLASSES = {"table": "grid", "pre": "code"}
_STARS = r"(?<!\*)(\*{1,3})(?=[^\s*])(.{0,1999}?[^\s*])\1(?!\*)"
_UNDERSCORES = r"(?<!\w)(_{1,3})(?=[^\s_])(.{0,1999}?[^\s_])\1(?!\w)"
_ADDRESS = re.compile(
    r"\(\s*(?:<(?P<angled>[^<>\n]{0,2000}+)>|(?P<bare>(?:[^()\n\"]|\([^()\n]{0,500}+\)){0,2000}?))"
    r"(?:\s+(?:\"[^\"\n]{0,500}+\"|'[^'\n]{0,500}+'))?\s*\)"
)
_STRIKE = r"(~~)(?=\S)([^~\n]{1,1000}+)~~"
_HIGHLIGHT = r"==(?=\S)([^=\n]{0,999}[^=\s])=="
_TAG = r"(?:(?<=\s)|^)#(?=[\d/_-]{0,50}[^\W\d_])([\w/-]{1,200})"
"""As Obsidian has it: behind a blank, and not a number."""

_HARD_BREAK = re.compile(r"(?<!\\)\\\n(?=[ \t]*[^\s])")


def to_html(text: str, stash: Stash, nonce: str) -> str:
    """Turn Markdown into HTML that is not yet safe; what `stash` keeps remains as tokens."""
    markdown = Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            SaneListExtension(),
            _Dialect(stash, nonce),
        ]
    )
    lines = without_hard_breaks(text).split("\n")
    return markdown.convert("\n".join(laid_out(lines)))


def without_hard_breaks(text: str) -> str:
    """Return a text without the backslashes that break lines: every line end is a break here."""
    return _HARD_BREAK.sub("\n", text) if "\\\n" in text else text


class _Dialect(Extension):
    """Our rules, in place of some of Python-Markdown's."""

    def __init__(self, stash: Stash, nonce: str) -> None:
        super().__init__()
        self._stash, self._nonce = stash, nonce

    def extendMarkdown(self, md: Markdown) -> None:
        """Register our rules and take out those we do without."""
        md.preprocessors.deregister("html_block")
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "$"]
        for name in (
            "html",
            "image_link",
            "image_reference",
            "short_image_ref",
            "backtick",
            *_EMPHASES,
        ):
            md.inlinePatterns.deregister(name, strict=False)
        md.parser.blockprocessors.register(_Heading(md.parser), "hashheader", 70)
        md.parser.blockprocessors.register(QuoteProcessor(md.parser, self._nonce), "quote", 20)
        md.inlinePatterns.register(_Link(LINK_RE, md), "link", 160)
        # Twice: what stands in a match is offered only to the patterns behind its own.
        for priority, pattern in enumerate((_UNDERSCORES, _STARS) * 2, 51):
            md.inlinePatterns.register(_Emphasis(pattern), f"emphasis{priority}", priority)
        md.inlinePatterns.register(SimpleTagInlineProcessor(_STRIKE, "del"), "strike", 50)
        highlight = _Classed(_HIGHLIGHT, f"{self._nonce} highlight")
        md.inlinePatterns.register(highlight, "highlight", 49)
        md.inlinePatterns.register(_Classed(_TAG, f"{self._nonce} tag", is_tag=True), "tag", 48)
        md.treeprocessors.register(_Restoration(md, self._stash, self._nonce), "restoration", 15)


class _Heading(HashHeaderProcessor):
    """Wants a blank behind the hashes, as everybody but Python-Markdown does: #tag is a tag."""

    RE = re.compile(r"(?:^|\n) {0,3}(?P<level>#{1,6})[ \t]+(?P<header>[^\n]*?)[ \t]*#*(?:\n|$)")


class _Link(LinkInlineProcessor):
    """A link whose address is found in bounded time.

    Python-Markdown 3.11 swallows a character where quotes do not pair up: `[]('(abcd`. Can go
    when it does not. Titles are dropped: the page writes its own.
    """

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        """Return the address behind a link's text, no title, its end, and whether there is one."""
        match = _ADDRESS.match(data, index)
        if not match:
            return "", None, index, False
        return (
            self.unescape(match["angled"] or match["bare"] or "").strip(),
            None,
            match.end(),
            True,
        )


class _Emphasis(InlineProcessor):
    """Emphasis of up to 2,000 characters, in linear time.

    Python-Markdown 3.11 swallows characters where stars do not pair up: `**x* * **ijklm*` loses
    its l. Can go when it does not.
    """

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        """Return the element for one, two or three marks."""
        element = etree.Element("em" if len(m[1]) == 1 else "strong")
        inner = etree.SubElement(element, "em") if len(m[1]) == 3 else element
        inner.text = m[2]
        return element, m.start(), m.end()


class _Classed(InlineProcessor):
    """Gives what Qt knows no tag for a class of ours: ==highlights== and #tags."""

    def __init__(self, pattern: str, css: str, *, is_tag: bool = False) -> None:
        super().__init__(pattern)
        self._class, self._is_tag = css, is_tag

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        """Return the span for a match."""
        span = etree.Element("span", {"class": self._class})
        span.text = AtomicString("#" + m[1]) if self._is_tag else m[1]
        return span, m.start(), m.end()


class _Restoration(Treeprocessor):
    """Gives back to code and to attributes what was taken out of them, and blocks their class."""

    def __init__(self, md: Markdown, stash: Stash, nonce: str) -> None:
        super().__init__(md)
        self._stash, self._nonce = stash, nonce

    def run(self, root: etree.Element) -> None:
        """Visit every element that may hold a token where no slip can be put."""
        for element in root.iter():
            if element.tag == "code" and element.text and INLINE in element.text:
                restored = self._stash.restore(element.text)
                element.text = AtomicString(restored.replace("<", "&lt;").replace(">", "&gt;"))
            for name, value in element.items():
                element.set(name, self._stash.restore(value))
            css = "tasks" if _is_tasks(element) else _CLASSES.get(element.tag)
            if css and "class" not in element.attrib:
                element.set("class", f"{self._nonce} {css}")


def _is_tasks(element: etree.Element) -> bool:
    """Whether an element is a list of tasks only; their boxes stand for its bullets."""
    if element.tag != "ul":
        return False
    texts = [
        item.text if item.text and item.text.strip() else item.findtext("p") for item in element
    ]
    return all(text and text.lstrip()[:1] in BOXES for text in texts)
