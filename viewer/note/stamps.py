"""Timestamps where they stand in a note's text: as anchors, however broken, or bare in brackets.

An anchor is `<a class="yt-timestamp" data-t="00:04:08">[00:04:08]</a>`, and models write it in
about eighty wrong ways. The rule to know: a repair never reaches past the paragraph, so a missing
quote or bracket costs a stamp at most, never a reader's text.
"""

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from viewer.note.stash import END, INLINE, Lines, Stash
from viewer.note.timestamps import CLOCK, Span, parse_times
from viewer.note.verdicts import Stamp

if TYPE_CHECKING:
    from viewer.note.page import Page

_MAYBE_ANCHOR = re.compile("<[aA]")
_EXEMPLARY = re.compile(
    r'(<a class="yt-timestamp" data-t="(\d\d?:\d\d(?::\d\d)?)">'
    r"(?:\[(\d\d?:\d\d(?::\d\d)?)\])?</a>)"
)
_LINE_IN_TAG = r"\n(?![ \t]*(?:\n|>|[-*+][ \t]|#|\|))"
_IN_TAG = (
    rf"(?:[^<>\n\ufdd0-\ufdd2]|{_LINE_IN_TAG}"
    r"|(?<=yt)>(?=timestamp)|(?<=yt-)>(?=timestamp)){0,400}"
)
_ANCHOR = re.compile(
    rf"<a(?=[\s\u00a0])({_IN_TAG})(>|(?=[<\ufdd0-\ufdd2])|\Z|(?=\n))", re.IGNORECASE
)
_WELL_FORMED = re.compile(
    r"""\s(?:href="#[^"]*"\s)?class=(["'])yt-timestamp\1\sdata-t=(["'])[^"'<>]*\2\s*"""
)
_IS_STAMP = re.compile(
    r"timestamp|class=\W*yt\b|\byt[-=]|\bdata[-_]?(?:t\w*)?\s*=|\bdata-\d"
    rf"|\bhref\s*=\s*[\"']?{CLOCK}",
    re.IGNORECASE,
)
_VALUE = re.compile(r"\bdata[-_]?[a-z]{0,20}\s*=\s*(?:t=)?\s*[\"']?\s*([^\"'<>\n]{1,200})", re.I)
_ANY_CLOCK = re.compile(CLOCK)
_LOOSE_TIME = re.compile(rf"[ \t]*[\[(]*+{CLOCK}[\])]*+(?:>\)?)?")
_BRACKETED = re.compile(rf"[\[(]+{CLOCK}[\])]+")
_CLOSING = "</a>"
_REACH = 400

_T2, _T3 = r"\d{1,3}(?::\d{2}){1,3}(?:\.\d{1,3})?", r"\d{1,3}(?::\d{2}){2}(?:\.\d{1,3})?"
_JOINT = r"\s{0,3}(?:,|;|&|-|‒|–|—|→|\bto\b|\band\b)\s{0,3}"
TIMES = rf"{_T2}(?:{_JOINT}{_T2}){{0,60}}"
"""Times as they stand in a text, apart or in a list, where brackets or an address prove them."""

_IN_PARENTHESES = r"\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)"
_MAYBE_TIME = re.compile(r":\d")
_MAYBE_BARE = re.compile(r"[\[(]\s?\d{1,3}:\d")
_BARE = re.compile(
    rf"(?:\\\[|\[(?P<double>\[)?)\s?(?P<times>{TIMES})\s?\\?\](?(double)\]?+)(?!{_IN_PARENTHESES})"
    rf"|(?<!\])\(\s?(?P<round>{_T3}(?:{_JOINT}{_T3}){{0,60}})\s?\)"
)
_TOKEN = f"{INLINE}\\d{{1,9}}{END}"
_WRAPPED = re.compile(
    rf"(?:\[\[?|\()[ \u00a0]?({_TOKEN}(?:\s?[-–—,;&]?\s?{_TOKEN}){{0,60}})\s?(?:\]\]?|\))"
    r"(?:\([^()\s]{0,500}\))?"
)
_LINKED = re.compile(rf"\[([^\[\]\n]{{0,80}}+)\]\(({_TOKEN})\)?")
_MAYBE_WRAPPED = re.compile(rf"{INLINE}(?:(?<=[\[(]{INLINE})|(?<=[\[(][ \u00a0]{INLINE}))")
_LIST_JOINT = re.compile(r"\s*(?:[,;&]|\band\b)\s*")


class StampSlip(NamedTuple):
    """A timestamp taken out of the text."""

    stamp: Stamp
    is_repaired: bool = False

    @property
    def source(self) -> str:
        """The text it replaces."""
        return self.stamp.source

    @property
    def line(self) -> int:
        """Its line in the file, from 1."""
        return self.stamp.line

    def put_on(self, page: "Page") -> None:
        """Write it as a chip."""
        page.moment(self)


_stamp = partial(tuple.__new__, Stamp)
_slip = partial(tuple.__new__, StampSlip)
"""A named tuple's own `__new__` is written in Python, and takes twice as long."""


def take_anchors(text: str, stash: Stash, first_line: int) -> str:
    """Replace all timestamp anchors by tokens, and the brackets and links around them."""
    if not _MAYBE_ANCHOR.search(text):
        return text
    text = _take_exemplary(text, stash, first_line)
    if _MAYBE_ANCHOR.search(text):
        text = _take_any(text, stash, first_line)
    if not _MAYBE_WRAPPED.search(text):
        return text
    return _WRAPPED.sub(r"\1", _LINKED.sub(_unlinked, text))


def take_bare(text: str, stash: Stash, first_line: int) -> str:
    """Replace times in brackets by tokens: [T], [T, T], [T - T], [[T]], (H:MM:SS)."""
    if not (_MAYBE_TIME.search(text) and _MAYBE_BARE.search(text)):
        return text
    lines = Lines(text, first_line)

    def take(match: re.Match[str]) -> str:
        times, start = match["times"] or match["round"], match.start()
        before = text[start - 1 : start]
        if (before.isalnum() or before == "_") and times.count(":") < 2:
            return match[0]
        return keep_times(Stamp(times, "", lines.at(start), match[0]), stash)

    return _BARE.sub(take, text)


def _take_exemplary(text: str, stash: Stash, first_line: int) -> str:
    """Replace the anchors that are just as they should be, which nearly all are."""
    pieces: list[str] = _EXEMPLARY.split(text)
    slips, line = [], first_line
    for before, source, written, shown in zip(*[iter(pieces)] * 4, strict=False):
        line += before.count("\n")
        beside = "" if shown is None or shown == written else shown
        slips.append(_slip((_stamp((written, beside, line, source)), False)))
    whole = pieces[: 2 * len(slips) + 1]
    whole[::2], whole[1::2] = pieces[::4], stash.keep_all(slips)
    return "".join(whole)


def _take_any(text: str, stash: Stash, first_line: int) -> str:
    """Replace the other anchors that mean a timestamp, however they are written."""
    lines = Lines(text, first_line)
    pieces, position = [], 0
    while match := _ANCHOR.search(text, position):
        pieces.append(text[position : match.start()])
        position = match.end()
        if _IS_STAMP.search(match[1]):
            anchor = _Anchor.read(text, match)
            source = text[match.start() : anchor.end]
            kept = anchor.keep(stash, source, lines)
            # What follows must stay on its line.
            pieces += [kept, "\n" * (source.count("\n") - kept.count("\n"))]
            position = anchor.end
        else:
            pieces.append(match[0])
    return "".join([*pieces, text[position:]])


def _unlinked(match: re.Match[str]) -> str:
    """Return a timestamp without the link around it, behind the words it is linked with."""
    words = " ".join(_ANY_CLOCK.sub(" ", match[1]).split()).strip("-–—,;& ")
    return f"{words} {match[2]}" if words else match[2]


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What could be made of one anchor."""

    written: str
    shown: str
    label: str
    end: int
    is_repaired: bool

    @classmethod
    def read(cls, text: str, match: re.Match[str]) -> "_Anchor":
        """Read the anchor whose opening tag has been found."""
        tag, end = match[1], match.end()
        if not match[2]:
            tag, end = _without_prose(tag, match.start(1))
        value = _VALUE.search(tag)
        clock = _ANY_CLOCK.search(tag)
        written = value[1].rpartition("=")[2] if value else clock[0] if clock else ""
        content, end, is_closed = _content(text, end)
        is_repaired = not is_closed or not _WELL_FORMED.fullmatch(tag)
        shown = parse_times(content)
        if shown or not any(character.isalpha() for character in content):
            return cls(_fuller(written, content, shown), content, "", end, is_repaired)
        inner = _BRACKETED.search(content) or _ANY_CLOCK.search(content)
        label = content.replace(inner[0], "", 1).strip() if inner else content.strip()
        return cls(written, inner[0] if inner else "", label, end, is_repaired)

    def keep(self, stash: Stash, source: str, lines: Lines) -> str:
        """Return the text that replaces it: its words, if it has any, and tokens."""
        stamp = Stamp(self.written, self.shown, lines.at(self.end), source)
        token = keep_times(stamp, stash, is_repaired=self.is_repaired)
        return f"{self.label} {token}" if self.label else token


def _fuller(written: str, content: str, shown: tuple[Span, ...]) -> str:
    """Return the content in place of an attribute that says only the first of its times."""
    times = parse_times(written)
    fuller = content.strip("[]() ")
    is_more = len(shown) > 1 or any(span.end for span in shown)
    is_list = len(_LIST_JOINT.split(fuller)) == len(shown)
    if is_more and is_list and times == (Span(shown[0].start),):
        return fuller
    return written


def _without_prose(tag: str, start: int) -> tuple[str, int]:
    """Cut a tag that never ends behind its last time, or else behind its name."""
    clocks = list(_ANY_CLOCK.finditer(tag))
    end = clocks[-1].end() if clocks else 0
    while end < len(tag) and tag[end] in "])\"'":
        end += 1
    return tag[:end], start + end


def _content(text: str, start: int) -> tuple[str, int, bool]:
    """Return what an anchor shows, where it ends, and whether it was closed."""
    close = text.find(_CLOSING, start, start + _REACH)
    inside = text[start:close] if close >= 0 else ""
    if close >= 0 and not any(sign in inside for sign in ("<a", INLINE, "\n\n")):
        return inside, close + len(_CLOSING), True
    loose = _LOOSE_TIME.match(text, start)
    return (loose[0], loose.end(), False) if loose else ("", start, False)


def keep_times(stamp: Stamp, stash: Stash, *, is_repaired: bool = False) -> str:
    """Keep one slip for each time of a list; only the first stands for the source."""
    if len(parse_times(stamp.written)) < 2:
        return stash.keep(StampSlip(stamp, is_repaired))
    first, *others = _LIST_JOINT.split(stamp.written)
    stamps = [Stamp(first, "", stamp.line, stamp.source)]
    stamps += [Stamp(other, "", stamp.line) for other in others]
    return ", ".join(stash.keep(StampSlip(each, is_repaired)) for each in stamps)
