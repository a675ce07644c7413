"""The page of a note: sanitised HTML in, with tokens for slips; finished HTML and indexes out.

Everything is written in reading order, so moments and links are numbered as a reader meets them,
and each knows the heading above it and the sentence it cites. Only this module writes `moment:`
and `link:` addresses.
"""

import re
from dataclasses import dataclass, field, replace
from html import escape, unescape
from urllib.parse import unquote, urlsplit

from viewer.note.addresses import is_web
from viewer.note.chips import chip, chip_text
from viewer.note.limits import BLOCKS, PIECE
from viewer.note.note import Doubt, Link, LinkKind, Moment, Verdict
from viewer.note.outline import HEADINGS, Outline
from viewer.note.passages import Passages
from viewer.note.stamps import StampSlip
from viewer.note.stash import Slip, Stash
from viewer.note.surroundings import Resolve
from viewer.note.verdicts import Judge, Reading

_CODE = frozenset({"code", "pre"})
_CELLS = frozenset({"td", "th"})
"""A stamp in a cell of its own cites its row."""

_HREF = re.compile(r'\shref="([^"]*)"')
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")


@dataclass(slots=True)
class _OpenLink:
    """A link whose end has not been reached: its address, and what has been seen inside it."""

    address: str
    position: int
    words: list[str] = field(default_factory=list)
    waiting: list[StampSlip] = field(default_factory=list)


class Page:
    """A page being written."""

    def __init__(self, stash: Stash, judge: Judge, resolve: Resolve, line: int) -> None:
        self.moments: list[Moment] = []
        self.links: list[Link] = []
        self.doubts: list[Doubt] = []
        self.outline = Outline()
        self._stash, self._judge, self._resolve = stash, judge, resolve
        self._out: list[str] = []
        self._line = line
        self._passages = Passages()
        self._code_depth = 0
        self._is_before_label = False
        self._open_link: _OpenLink | None = None
        self._inner_links: list[tuple[int, int, str]] = []

    def write(self, html: str) -> None:
        """Write sanitised HTML and put its slips in their places."""
        for piece in PIECE.finditer(html):
            if not piece[2]:
                self._write_text(piece[0])
            elif piece[1]:
                self._close(piece[2], piece[0])
            else:
                self._open(piece[2], piece[0], piece[3])

    @property
    def is_shifted(self) -> bool:
        """Whether the times of this note were taken as minutes and seconds."""
        return bool(self.moments) and self._judge.is_shifted

    def write_raw(self, html: str) -> None:
        """Write HTML of our own."""
        self._out.append(html)

    def finish(self) -> str:
        """Return the page, its inner links resolved and its moments given their sentences."""
        self._passages.end()
        self.doubts[:0] = self._judge.doubts(len(self.moments))
        self.moments = [
            replace(moment, sentence=sentence)
            for moment, sentence in zip(self.moments, self._passages.sentences, strict=True)
        ]
        for start, end, name in self._inner_links:
            if anchor := self.outline.anchor_of(name):
                self._out[start] = f'<a class="note" href="#{anchor}">'
                self._out[end] = "</a>"
        return _EMPTY_PARAGRAPH.sub("", "".join(self._out))

    def put(self, slip: Slip) -> None:
        """Put a slip on the page; in code it is what it was."""
        self._line = slip.line or self._line
        if self._code_depth:
            self._write_plain(slip.source)
        else:
            slip.put_on(self)

    # What slips are put on with.

    def restore(self, text: str) -> str:
        """Return a text without tokens."""
        return self._stash.restore(text)

    def moment(self, slip: StampSlip) -> None:
        """Write a timestamp as a chip; inside a link, behind it."""
        if self._open_link:
            self._open_link.waiting.append(slip)
            return
        written = (slip.stamp.written or slip.stamp.shown).strip()
        reading = self._judge.read(slip.stamp)
        text = chip_text(reading, written)
        self._out.append(chip(len(self.moments), text, reading))
        self._passages.cite()
        self._add_moment(slip, written, text, reading)

    def _add_moment(self, slip: StampSlip, written: str, text: str, reading: Reading) -> None:
        """Add a timestamp to the moments, and to the doubts if it is doubtful."""
        moment = Moment(
            text=text,
            written=written,
            time_ms=reading.time_ms,
            end_ms=reading.end_ms,
            verdict=reading.verdict,
            line=slip.line,
            sentence="",
            heading=self.outline.current,
            reason=reading.reason,
        )
        self.moments.append(moment)
        is_known = reading.verdict is Verdict.SHIFTED and self._judge.is_shifted
        if moment.doubt and not is_known:
            self.doubts.append(Doubt(slip.line, moment.doubt))
        elif slip.is_repaired:
            self.doubts.append(Doubt(slip.line, f"A broken timestamp was mended: {text}."))

    def link(self, kind: LinkKind, target: str, text: str, heading: str = "") -> None:
        """Write a link; inside another link only its text."""
        if self._open_link:
            self._write_plain(text)
            return
        self._out.append(self._add_link(kind, target, text, heading))
        self._write_plain(text)
        self._out.append("</a>")

    def inner_link(self, name: str, text: str) -> None:
        """Write a link to a heading of this note; it becomes one when all headings are known."""
        start = len(self._out)
        self._out.append("")
        self._write_plain(text)
        self._inner_links.append((start, len(self._out), name))
        self._out.append("")

    def block(self, html: str) -> None:
        """Write a block of our own making, such as code."""
        self._passages.end()
        self._out.append(html)

    def footnote(self, number: int) -> None:
        """Write the number of a footnote; inside a link there is no place for it."""
        if not self._open_link:
            self._out.append(f'<sup><a class="footnote" href="#fn:{number}">{number}</a></sup>')

    def code(self, text: str) -> None:
        """Write code within a line, as its author wrote it."""
        self._out.append("<code>")
        self._write_plain(text)
        self._out.append("</code>")

    def placeholder(self, text: str) -> None:
        """Write what stands in the place of something that is not shown."""
        self._out.append(f'<span class="placeholder">{escape(text, quote=False)}</span>')

    # What the HTML consists of.

    def _write_text(self, html: str) -> None:
        """Write a text, with its slips."""
        for piece in self._stash.split(html):
            if not isinstance(piece, str):
                self.put(piece)
            elif piece:
                self._out.append(piece)
                self._hear(unescape(piece) if "&" in piece else piece)

    def _write_plain(self, text: str) -> None:
        """Write a text that is not yet HTML."""
        plain = self._stash.restore(text)
        self._out.append(escape(plain, quote=False))
        self._hear(plain)

    def _hear(self, text: str) -> None:
        """Tell everybody who gathers words what has been written."""
        self._passages.hear(text)
        self.outline.hear(text)
        if self._open_link:
            self._open_link.words.append(text)

    def _open(self, name: str, tag: str, attributes: str) -> None:
        """Write an opening tag."""
        if name in _CELLS:
            self._passages.hear(" ")
        elif name in BLOCKS:
            self._passages.end()
        self._code_depth += name in _CODE
        self._is_before_label = self._is_before_label or "callout-title" in attributes
        if name in HEADINGS:
            self.outline.begin(len(self._out), int(name[1]))
        if name == "a":
            href = _HREF.search(attributes)
            self._open_link = _OpenLink(unescape(href[1]) if href else "", len(self._out))
            tag = ""
        self._out.append(tag)

    def _close(self, name: str, tag: str) -> None:
        """Write a closing tag."""
        if (name in BLOCKS and name not in _CELLS) or self._is_before_label:
            self._passages.end()
            self._is_before_label = False
        self._code_depth -= name in _CODE
        if name == "a":
            self._close_link()
            return
        self._out.append(tag)
        if name in HEADINGS:
            position, opening = self.outline.end(self._line)
            self._out[position] = opening

    # Links.

    def _close_link(self) -> None:
        """End a link: now its text and its line are known."""
        link, self._open_link = self._open_link, None
        if link is None:
            return
        text = " ".join("".join(link.words).split())
        if link.address.startswith("#"):
            name = unquote(link.address[1:])
            self._inner_links.append((link.position, len(self._out), name))
            self._out.append("")
        elif link.address:
            if not text and not link.waiting:
                self._write_plain(link.address)
            self._out[link.position] = self._add_address(link.address, text or link.address)
            self._out.append("</a>")
        for slip in link.waiting:
            self._out.append(" ")
            slip.put_on(self)

    def _add_address(self, address: str, text: str) -> str:
        """Return the opening tag of a link by its address: on the web, or a note's file."""
        if is_web(address):
            return self._add_link(LinkKind.WEB, address, text)
        parts = urlsplit(address)
        target = unquote(parts.path)[: -len(".md")].removeprefix("./")
        return self._add_link(LinkKind.NOTE, target, text, unquote(parts.fragment))

    def _add_link(self, kind: LinkKind, target: str, text: str, heading: str = "") -> str:
        """Add a link and return its opening tag."""
        path = self._resolve(target) if kind is LinkKind.NOTE else None
        link = Link(kind, target, text, path, heading, self._line)
        self.links.append(link)
        css = f"{kind} dead" if link.is_dead else str(kind)
        why = f' title="No note named “{escape(target)}” in this vault."' if link.is_dead else ""
        return f'<a class="{css}" href="link:{len(self.links) - 1}"{why}>'
