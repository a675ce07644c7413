"""The page of a note: sanitised HTML in, with tokens for slips; finished HTML and indexes out.

Everything is written in reading order, and each moment knows the heading above it and the sentence
it cites. An embedded note is written in the midst of its host, as a guest.
"""

import re
from html import unescape
from typing import Protocol
from urllib.parse import unquote, urlsplit

from viewer.note.addresses import is_web
from viewer.note.guests import Guest
from viewer.note.limits import BLOCKS, PIECE
from viewer.note.note import LinkKind
from viewer.note.outline import HEADINGS
from viewer.note.sheet import OpenLink, Sheet
from viewer.note.stash import Slip, Stash
from viewer.note.surroundings import Resolve
from viewer.note.verdicts import Judge
from viewer.note.wikilinks import EmbedSlip

_CODE = frozenset({"code", "pre"})
_CELLS = frozenset({"td", "th"})
"""A stamp in a cell of its own cites its row."""

_HREF = re.compile(r'\shref="([^"]*)"')
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")


class Embeds(Protocol):
    """Whoever can write what a note embeds."""

    def put_on(self, page: "Page", slip: EmbedSlip) -> None:
        """Write what an embed names."""


class Page(Sheet):
    """A page being written."""

    def __init__(
        self,
        stash: Stash,
        judge: Judge,
        resolve: Resolve,
        line: int,
        embeds: Embeds | None = None,
    ) -> None:
        super().__init__(stash, judge, resolve, line)
        self._embeds = embeds
        self._is_before_label = False

    def write(self, html: str) -> None:
        """Write sanitised HTML and put its slips in their places."""
        for piece in PIECE.finditer(html):
            if not piece[2]:
                self._write_text(piece[0])
            elif piece[1]:
                self._close(piece[2], piece[0])
            else:
                self._open(piece[2], piece[0], piece[3])

    def write_guest(self, guest: Guest, html: str) -> None:
        """Write the sanitised HTML of an embedded note."""
        host, self.guest = self.guest, guest
        own, (self._judge, self._resolve) = (
            (self._judge, self._resolve),
            (guest.judge, guest.resolve),
        )
        self.write(html)
        self.guest, (self._judge, self._resolve) = host, own

    def finish(self) -> str:
        """Return the page, its inner links resolved and its moments given their sentences."""
        self._passages.end()
        self.doubts[:0] = self._judge.doubts(sum(not each.origin for each in self.moments))
        self.moments = [
            moment.citing(sentence)
            for moment, sentence in zip(self.moments, self._passages.sentences, strict=True)
        ]
        self._inner_links.settle(self.outline.headings)
        return _EMPTY_PARAGRAPH.sub("", str(self._out))

    def put(self, slip: Slip) -> None:
        """Put a slip on the page; in code it is what it was."""
        if not self.guest.path:
            self._line = slip.line or self._line
        if self._code_depth:
            self._write_plain(slip.source)
        else:
            slip.put_on(self)

    def embed(self, slip: EmbedSlip) -> None:
        """Write what an embed names; where that cannot be, a link to it."""
        if self._embeds and not self._open_link:
            self._embeds.put_on(self, slip)
        elif slip.target:
            self.link(LinkKind.NOTE, slip.target, slip.text, slip.heading)
        else:
            self.inner_link(slip.heading, slip.text)

    def _write_text(self, html: str) -> None:
        """Write a text, with its slips."""
        for piece in self._stash.split(html):
            if not isinstance(piece, str):
                self.put(piece)
            elif piece:
                self._write_words(piece)
                self._hear(unescape(piece) if "&" in piece else piece)

    def _open(self, name: str, tag: str, attributes: str) -> None:
        """Write an opening tag."""
        if name in _CELLS:
            self._passages.hear(" ")
        elif name in BLOCKS:
            self._passages.end()
        self._code_depth += name in _CODE
        self._is_before_label = self._is_before_label or "callout-title" in attributes
        if name in BLOCKS:
            self._out.block(tag, name)
            if name in HEADINGS and not self.guest.path:
                self.outline.begin(self._out.place - 1, int(name[1]))
        elif name == "a":
            href = _HREF.search(attributes)
            start = self._inner_links.begin()
            self._open_link = OpenLink(unescape(href[1]) if href else "", start)
        else:
            self._out.inline(tag)

    def _close(self, name: str, tag: str) -> None:
        """Write a closing tag."""
        if (name in BLOCKS and name not in _CELLS) or self._is_before_label:
            self._passages.end()
            self._is_before_label = False
        self._code_depth -= name in _CODE
        if name == "a":
            self._close_link()
            return
        if name not in BLOCKS:
            self._out.raw(tag)
            return
        self._out.block(tag)
        if name in HEADINGS and not self.guest.path:
            place, opening = self.outline.end(self._line)
            self._out.pieces[place] = opening + self._out.pieces[place].partition(">")[2]

    def _close_link(self) -> None:
        """End a link: now its text and its line are known."""
        link, self._open_link = self._open_link, None
        if link is None:
            return
        text = " ".join("".join(link.words).split())
        if link.address.startswith("#"):
            self._close_inner_link(link, unquote(link.address[1:]), text)
        elif link.address:
            if not text and not link.waiting:
                self._write_plain(link.address)
            opening = self._add_address(link.address, text or link.address)
            self._out.pieces[link.place] = opening
            self._out.raw("</a>")
        for slip in link.waiting:
            self._out.inline(" ")
            slip.put_on(self)

    def _close_inner_link(self, link: OpenLink, place: str, text: str) -> None:
        """End a link to a heading of the note it stands in."""
        if self.guest.path:
            opening = self._add_link(LinkKind.NOTE, self.guest.path, text, place)
            self._out.pieces[link.place] = opening
            self._out.raw("</a>")
        else:
            self._inner_links.end(link.place, place)

    def _add_address(self, address: str, text: str) -> str:
        """Return the opening tag of a link by its address: on the web, or a note's file."""
        if is_web(address):
            return self._add_link(LinkKind.WEB, address, text)
        parts = urlsplit(address)
        target = unquote(parts.path)[: -len(".md")].removeprefix("./")
        return self._add_link(LinkKind.NOTE, target, text, unquote(parts.fragment))
