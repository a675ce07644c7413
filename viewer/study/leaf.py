"""One file of bookmarks: a Markdown note about one video, with a line for each bookmark and mark.

It can be edited by hand with any editor. So it is read as notes are, tolerantly, and the rule to
know: lines that were not asked to change are kept byte for byte.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from viewer.note.front_matter import split_front_matter
from viewer.note.stamps import StampSlip, take_anchors, take_bare
from viewer.note.stash import TOKEN, Stash
from viewer.note.timestamps import format_exact, parse_times
from viewer.study.bookmarks import Bookmark, VideoName
from viewer.study.kept import Change, Saved
from viewer.study.labels import escaped, unescaped
from viewer.study.marks import Mark, Marked
from viewer.video.reference import video_of

TITLE = "Bookmarks: "
KEY = "key"
LONGEST_LINE = 200_000
"""No line of ours is longer, whatever its label holds."""

_HEADING = re.compile(r"#{1,6}[ \t]+(.*)")
_LEAD = re.compile(r"[\s>]*(?:[-*+]|\d{1,4}[.)])?\s*(?:\[[ xX]\]\s)?\s*")
_NEXT = re.compile(rf",\s*{TOKEN.pattern}")
_GUARDS = re.compile("[\ufdd0-\ufdd2]")
_SECTIONS = {"known": Mark.KNOWN, "revisit": Mark.REVISIT}


@dataclass(frozen=True)
class Leaf:
    """The text of a file of bookmarks, and what it says."""

    text: str

    @classmethod
    def blank(cls, video: VideoName) -> "Leaf":
        """Return the file of a video without bookmarks yet."""
        title = " ".join(f"{TITLE}{video.title or video.value}".split())
        header = {"title": title, video.field: video.value}
        if _key_in({video.field: (video.value,)}) != video.key:
            header[KEY] = video.key
        # JSON's strings are YAML's in quotes.
        lines = [f"{key}: {json.dumps(value)}" for key, value in header.items()]
        return cls("\n".join(["---", *lines, "---", "", "## Bookmarks", ""]))

    @cached_property
    def header(self) -> dict[str, tuple[str, ...]]:
        """What its header says."""
        return dict(split_front_matter(_with_newlines(self.text)).values)

    @property
    def key(self) -> str:
        """What is kept about its video is kept under; empty if it does not say."""
        return _key_in(self.header)

    @property
    def title(self) -> str:
        """What the video is called in it."""
        return " ".join(self.header.get("title", ())).removeprefix(TITLE).strip()

    @cached_property
    def rows(self) -> tuple[tuple[int, Saved], ...]:
        """What is kept in it, each with its line's index, in the order of the file."""
        return tuple(self._read())

    @property
    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The bookmarks, by time."""
        found = [each for _line, each in self.rows if isinstance(each, Bookmark)]
        return tuple(sorted(found, key=lambda each: each.time_ms))

    @property
    def marks(self) -> tuple[Marked, ...]:
        """The marks on moments, by time."""
        found = [each for _line, each in self.rows if isinstance(each, Marked)]
        return tuple(sorted(found, key=lambda each: each.time_ms))

    # Changing

    def with_change(self, change: Change) -> "Leaf":
        """Return it changed; what is to go or to be replaced may be gone already."""
        old, new = change.old, change.new
        at = next((at for at, each in self.rows if each == old), None)
        if at is None:
            is_there = new is None or any(each == new for _at, each in self.rows)
            return self if old is not None or is_there or new is None else self._with_one(new)
        return self._spliced(at, at + 1, () if new is None else (line_of(new),))

    def naming(self, video: VideoName) -> "Leaf":
        """Return it with a header that says which video it is about, if somebody took that away."""
        if self.key == video.key:
            return self
        if self._body()[:1] != list(enumerate(self._lines))[:1] and self._lines[0][:3] == "---":
            return self._spliced(1, 1, (f"{KEY}: {json.dumps(video.key)}",))
        header = Leaf.blank(video).text.partition("\n## ")[0]
        return Leaf(f"{header}\n{self.text}")

    def _with_one(self, saved: Saved) -> "Leaf":
        """Return it with one more, behind what is kept in the same section."""
        section = section_of(saved)
        same = [at for at, each in self.rows if section_of(each) == section]
        if same:
            return self._spliced(same[-1] + 1, same[-1] + 1, (line_of(saved),))
        lines = self._lines
        if section in self._headings:
            at = self._headings[section] + 1
            rest = ("",) if at == len(lines) else ()
            return self._spliced(at, at, ("", line_of(saved), *rest))
        end = len(lines)
        while end and not lines[end - 1].strip():
            end -= 1
        added = ("", f"## {section.title()}", "", line_of(saved), "")
        return self._spliced(end, len(lines), added)

    # Inside

    @property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _headings(self) -> dict[str, int]:
        """The line of each heading, by its words in small letters; of several the first."""
        found: dict[str, int] = {}
        for at, line in self._body():
            if heading := _HEADING.match(line):
                found.setdefault(_words_of(heading), at)
        return found

    def _spliced(self, start: int, stop: int, lines: tuple[str, ...]) -> "Leaf":
        """Return it with other lines in the place of some, ended as those before them are."""
        mine = self._lines
        end = "\r" if mine[0].endswith("\r") else ""
        last = len(mine) == stop and bool(lines)
        ended = [line + end for line in lines]
        if last:
            ended[-1] = lines[-1]
        return Leaf("\n".join([*mine[:start], *ended, *mine[stop:]]))

    def _body(self) -> list[tuple[int, str]]:
        """Return the lines behind the header, each with its index."""
        start = split_front_matter(_with_newlines(self.text)).body_line - 1
        return [(at, line.rstrip("\r")) for at, line in enumerate(self._lines)][start:]

    def _read(self) -> Iterator[tuple[int, Saved]]:
        mark: Mark | None = None
        for at, line in self._body():
            if heading := _HEADING.match(line):
                mark = _SECTIONS.get(_words_of(heading))
            elif (saved := saved_in(line, mark)) is not None:
                yield at, saved


def section_of(saved: Saved) -> str:
    """Return under which heading something is kept, in small letters."""
    return saved.mark.value if isinstance(saved, Marked) else "bookmarks"


def _key_in(header: Mapping[str, tuple[str, ...]]) -> str:
    if said := "".join(header.get(KEY, ())):
        return said
    video = video_of(header)
    return (video.cache_id or video.file) if video else ""


def _with_newlines(text: str) -> str:
    return text.lstrip("\ufeff").replace("\r\n", "\n")


def line_of(saved: Saved) -> str:
    """Return the line that keeps a bookmark or a mark."""
    words = saved.label if isinstance(saved, Bookmark) else saved.sentence
    time = format_exact(saved.time_ms)
    stamp = f'<a class="yt-timestamp" data-t="{time}">[{time}]</a>'
    origin = f"<!-- from {escaped(saved.note)} -->" if saved.note else ""
    return " ".join(["-", stamp, *filter(None, (escaped(words), origin))])


def _words_of(heading: re.Match[str]) -> str:
    return heading[1].rstrip(" \t#").strip().casefold()


def _origin_in(line: str) -> tuple[str, str]:
    """Return a line without the note it says it is from, and that.

    No pattern does it: on a long line made for it, one takes minutes.
    """
    words = line.rstrip()
    start = words.rfind("<!--")
    said = words[start + 4 : -3].split(None, 1) if start >= 0 and words.endswith("-->") else []
    if len(said) < 2 or said[0] != "from":
        return line, ""
    return words[:start].rstrip(), said[1].rstrip()


@lru_cache(maxsize=8192)
def saved_in(line: str, section: Mark | None) -> Saved | None:
    """Return what a line keeps, None if it does not begin with a time.

    It may be written by hand: `* [18:49] why the tide turns`. All lines are read again whenever
    one is changed, so what they say is remembered.
    """
    if len(line) > LONGEST_LINE or ":" not in line or _GUARDS.search(line):
        return None
    text, origin = _origin_in(line)
    stash = Stash()
    text = take_bare(take_anchors(text, stash, 1), stash, 1)
    lead = _LEAD.match(text)
    token = TOKEN.match(text, lead.end() if lead else 0)
    slip = stash.slip(token) if token else None
    if token is None or not isinstance(slip, StampSlip):
        return None
    times = parse_times(slip.stamp.written) or parse_times(slip.stamp.shown)
    if not times:
        return None
    end = token.end()
    # Of a list in one pair of brackets, the first time stands for all of it.
    while (more := _NEXT.match(text, end)) and not stash.slip(more).source:
        end = more.end()
    rest = TOKEN.sub(lambda other: stash.slip(other).source, text[end:])
    words = unescaped(rest.strip(" \t\r")).strip()
    note = unescaped(origin)
    if section is not None:
        return Marked(section, times[0].start.ms, words, note)
    return Bookmark(times[0].start.ms, words, note)
