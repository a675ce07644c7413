"""Scanning a note: its moments, links and headings, without its page.

The library and the lint read a thousand notes where a reader opens one, so here only what can be
followed is found: by the renderer's own first half, and then by a walk over the text in place of
Markdown. The rule to know: both readers find the same. What only Markdown understands is given to
it, section by section, or as a whole note where sections do not stand alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import NamedTuple

from viewer.note.addresses import video_names
from viewer.note.body import html_of, tokenised
from viewer.note.cited_video import with_cited_video
from viewer.note.dialect import without_hard_breaks
from viewer.note.front_matter import FrontMatter, split_front_matter
from viewer.note.hub import take_from
from viewer.note.limits import MOST_HTML_CHARACTERS
from viewer.note.markup import TagSlip, take_tags
from viewer.note.note import Doubt, Heading, Link, Moment, Note
from viewer.note.plain import (
    HARMLESS_TAGS,
    has_definitions,
    is_all_plain,
    is_heavy,
    is_plain,
    plain_inline,
    with_links_taken,
)
from viewer.note.reading import read_note, take_title
from viewer.note.sanitiser import nonce_of
from viewer.note.source import clean, collapse
from viewer.note.stamps import StampSlip
from viewer.note.stash import END, Slip, Stash
from viewer.note.surroundings import Surroundings
from viewer.note.tally import Tally
from viewer.note.verdicts import Judge, Stamp

SURELY_SHORT = 60_000
"""The body of so many characters cannot become a page that is too long to be laid out."""

_HEADING = re.compile(r"\n(#{1,6})[ \t]++([^\n]*+)")


@dataclass(frozen=True, slots=True)
class Scan:
    """What can be followed in a note, as in `Note`; moments cite no sentence, embeds are closed."""

    title: str
    header: Mapping[str, tuple[str, ...]]
    moments: tuple[Moment, ...] = ()
    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    warnings: tuple[Doubt, ...] = ()
    is_shifted: bool = False


def scan_note(
    text: str,
    *,
    name: str,
    around: Surroundings,
    video_ms: int | None = None,
    is_shifted: bool | None = None,
) -> Scan:
    """Find a note's moments, links and headings; the arguments are those of `read_note`."""
    walk = _Walk(with_cited_video(split_front_matter(clean(text))), name)
    if not walk.has_arrived():
        note = read_note(text, name=name, around=around, video_ms=video_ms, is_shifted=is_shifted)
        return _scan_of(note)
    tally = walk.tally(around, Judge.of(walk.stamps(), video_ms, is_shifted=is_shifted))
    return Scan(
        title=walk.title,
        header=walk.front.values,
        moments=tuple(tally.moments),
        links=tuple(tally.links),
        headings=tuple(tally.outline.headings),
        warnings=(*walk.front.doubts, *tally.all_doubts()),
        is_shifted=tally.is_shifted,
    )


class _Walk:
    """The way through one note's text: its title, and the parts in which there is something."""

    def __init__(self, front: FrontMatter, name: str) -> None:
        self.front = front
        self.title = name
        self._stash = Stash()
        self._hub: list[Slip] = []
        self._parts: list[_Part] = []

    def has_arrived(self) -> bool:
        """Go through the note; return whether all of it was understood."""
        stash, line = self._stash, self.front.body_line
        values = [value for values in self.front.values.values() for value in values]
        body = collapse(self.front.body)
        text = tokenised(body, stash, line, video_names(values))
        text, self._hub = take_from(text, stash)
        count = stash.count
        tagged = "\n" + without_hard_breaks(take_tags(text, stash, line))
        if not all(map(_is_harmless, stash.since(count))):
            return False
        if has_definitions(tagged) or is_heavy(tagged) or _may_be_long(body, tagged, stash):
            return False
        try:
            self._parts = list(_parts(tagged, stash, line - 1))
        except RecursionError:
            return False
        self._take_title(tagged)
        return True

    def stamps(self) -> list[Stamp]:
        """Return all timestamps that were met."""
        return [stamp for part in self._parts for stamp in part.stamps(self._stash)]

    def tally(self, around: Surroundings, judge: Judge) -> Tally:
        """Return what was met, counted."""
        tally = Tally(self._stash, judge, around.note, self.front.body_line)
        tally.take(self._hub)
        for part in self._parts:
            part.put_on(tally)
        return tally

    def _take_title(self, text: str) -> None:
        """Find the title, and take off a first heading that only repeats it."""
        first, html = self._parts[0] if self._parts else None, ""
        heading = _HEADING.search(text)
        begins_with_heading = heading and not text[: heading.start()].strip()
        if isinstance(first, _Page) and (begins_with_heading or not first.line):
            html = first.html
        elif isinstance(first, _Title) and begins_with_heading:
            html = f"<h{first.level}>{escape(first.text, quote=False)}</h{first.level}>"
        self.title, rest = take_title(self.front, html, self.title, self._stash)
        if rest != html:
            self._parts[0] = _Page(rest, 0)


class _Slips(NamedTuple):
    """A section in which only slips matter."""

    slips: list[Slip]

    def stamps(self, _: Stash) -> Iterator[Stamp]:
        """Yield the timestamps in it."""
        return (slip.stamp for slip in self.slips if isinstance(slip, StampSlip))

    def put_on(self, tally: Tally) -> None:
        """Have its slips taken."""
        tally.take(self.slips)


class _Title(NamedTuple):
    """A heading of words, and of slips that are still tokens."""

    level: int
    text: str
    line: int

    def stamps(self, stash: Stash) -> Iterator[Stamp]:
        """Yield the timestamps in it."""
        slips = stash.slips_in(self.text) if END in self.text else ()
        return (slip.stamp for slip in slips if isinstance(slip, StampSlip))

    def put_on(self, tally: Tally) -> None:
        """Have it taken."""
        tally.heading(self.level, self.text, self.line)


class _Page(NamedTuple):
    """HTML, of a heading or of a whole section; slips are still tokens."""

    html: str
    line: int

    def stamps(self, stash: Stash) -> Iterator[Stamp]:
        """Yield the timestamps in it."""
        slips = stash.slips_in(self.html)
        return (slip.stamp for slip in slips if isinstance(slip, StampSlip))

    def put_on(self, tally: Tally) -> None:
        """Have it taken."""
        tally.write_from(self.html, self.line)


_Part = _Slips | _Title | _Page


def _parts(text: str, stash: Stash, line: int) -> Iterator[_Part]:
    """Yield the headings of a body, and its sections if there is something to follow in them.

    It must begin with a newline; `line` is the one that this ends.
    """
    is_plain_throughout = is_all_plain(text)
    section, *rest = _HEADING.split(text)
    for hashes, source, following in [*zip(*[iter(rest)] * 3, strict=True), ("", "", "")]:
        if not (is_plain_throughout or is_plain(section)):
            yield _section(section, stash, line)
        elif END in section:
            yield _Slips(stash.slips_in(section))
        if hashes:
            line += section.count("\n") + 1
            yield _heading(len(hashes), source.rstrip(), stash, line)
            section = following


def _section(section: str, stash: Stash, line: int) -> _Part:
    """Return a section that is not plain, or is so only without its links."""
    if "](http" in section:
        linked = with_links_taken(section, stash, line)
        if is_plain(linked):
            return _Slips(stash.slips_in(linked))
    return _Page(html_of(section, stash, line, nonce_of(section)), 0)


def _heading(level: int, source: str, stash: Stash, line: int) -> _Part:
    """Return a heading, of which `source` is what stands behind its hashes."""
    words = source.rstrip("#").strip()
    linked = with_links_taken(words, stash, line) if "](http" in words else words
    html = plain_inline(words if "](" in linked else linked)
    if html is None:
        source = f"{'#' * level} {source}"
        return _Page(html_of(source, stash, line, nonce_of(source)), line)
    if "<a " not in html:
        return _Title(level, unescape(html), line)
    return _Page(f"<h{level}>{html}</h{level}>", line)


def _is_harmless(slip: Slip) -> bool:
    """Whether a slip is no tag, or one that leaves what is around it as it is."""
    return not isinstance(slip, TagSlip) or slip.name in HARMLESS_TAGS


def _may_be_long(body: str, text: str, stash: Stash) -> bool:
    """Whether the page of a body may be too long to be laid out."""
    if len(body) <= SURELY_SHORT:
        return False
    marks = 6 * len(text) + 60 * text.count("\n") + 40 * text.count(">")
    slips = sum(200 + 2 * len(escape(slip.source)) for slip in stash.slips_in(text))
    return marks + slips > MOST_HTML_CHARACTERS


def _scan_of(note: Note) -> Scan:
    """Return what a note that has been read says."""
    return Scan(
        title=note.title,
        header=note.header,
        moments=tuple(each.citing("") for each in note.moments if not each.origin),
        links=tuple(link for link in note.links if not link.origin),
        headings=note.headings,
        warnings=note.warnings,
        is_shifted=note.is_shifted,
    )
