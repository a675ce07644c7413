"""Links between notes, [[slug | text]], [[slug#heading]], and what is embedded, ![[slug]].

They are taken out before Markdown runs, so a pipe in a table cell cannot tear one apart. An embed
stands at the end of its line; one that a sentence goes on behind is a link.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from viewer.note.addresses import is_web
from viewer.note.code import CodeSpanSlip
from viewer.note.math import formula_in
from viewer.note.note import LinkKind
from viewer.note.stash import END, TOKEN, Lines, Stash

if TYPE_CHECKING:
    from viewer.note.page import Page

_REST = (
    r"(?P<target>[^\[\]|\n]{0,400}+)"
    r"(?:\|(?P<alias>[^\[\]\n]{0,800}+(?:[^\[\]\n]|\](?!\])|\[(?!\[)){0,800}))?\]\]"
)
_LINK = re.compile(r"\[\[(?<!\\\[\[)" + _REST)
_LINK_OR_EMBED = re.compile(r"(?:!\[\[(?<!\\!\[\[)|\[\[(?<!\\\[\[))" + _REST)
_MAYBE = re.compile(r"\[\[")
_UNCLOSED = re.compile(
    r"(?<!\\)\[\[(?P<target>[^\[\]|\n]{1,400}+)\|[ \t]*(?P<alias>[^\[\]\n\ufdd0]{0,200}+)\]?"
)
_STARTS_NO_EMBED = re.compile(r"[ \t>]*(?:#|\[!|\|)")
_ENDS_LINE = re.compile(
    rf"(?:[ \t]++|<br ?/?>|!\[\[[^\[\]\n]{{0,800}}+\]\]|{TOKEN.pattern}){{0,60}}$", re.MULTILINE
)
_MEDIA = {
    **dict.fromkeys(("mp4", "webm", "ogv", "mov", "mkv", "m4v", "avi"), "video"),
    **dict.fromkeys(("mp3", "wav", "m4a", "ogg", "3gp", "flac", "opus"), "audio"),
    "pdf": "PDF", "canvas": "canvas", "base": "base", "excalidraw": "drawing",
}  # fmt: skip
_MARKUP = re.compile(r"[*`]+|==|~~|</?[a-zA-Z][^<>\n]{0,200}>")


class WikilinkSlip(NamedTuple):
    """A link to another note, taken out of the text."""

    source: str
    line: int
    target: str
    heading: str
    text: str

    def put_on(self, page: "Page") -> None:
        """Write it as a link."""
        if not self.target:
            page.inner_link(self.heading, self.text)
        elif is_web(self.target):
            page.link(LinkKind.WEB, self.target, self.text)
        else:
            page.link(LinkKind.NOTE, self.target, self.text, self.heading)


class EmbedSlip(WikilinkSlip):
    """A note, or a part of one, that is to be shown where it is named."""

    __slots__ = ()

    def put_on(self, page: "Page") -> None:
        """Write what it names."""
        page.embed(self)


@dataclass(frozen=True, slots=True)
class MediaSlip:
    """A file that is embedded but not shown: a video, a recording, a PDF."""

    source: str
    line: int
    text: str

    def put_on(self, page: "Page") -> None:
        """Write what it is."""
        page.placeholder(self.text)


def take_wikilinks(text: str, stash: Stash, first_line: int) -> str:
    """Replace all wikilinks by tokens; timestamps in an alias follow behind their link.

    Twice, as a link may stand in the alias of another; then those that were never closed.
    """
    for choose in (_whole, _whole, lambda _: _UNCLOSED):
        if _MAYBE.search(text):
            text = choose(text).sub(_Taking(stash, Lines(text, first_line)), text)
    return text


def _whole(text: str) -> re.Pattern[str]:
    """Return the pattern of links and embeds; without embeds, it is found three times as fast."""
    return _LINK_OR_EMBED if "!" in text and "![[" in text else _LINK


@dataclass(frozen=True, slots=True)
class _Taking:
    """Replaces one wikilink after the other."""

    stash: Stash
    lines: Lines

    def __call__(self, match: re.Match[str]) -> str:
        """Return what stands for a wikilink."""
        source, place, alias = match.group(0, "target", "alias")
        words = alias = alias or ""
        if END in source:
            place, words = self.stash.restore(place), TOKEN.sub(self._words, alias)
        target, heading, shown = _read(place, words)
        if not (target or heading):
            return shown or source
        link = self._token(match, target, heading, shown)
        if END not in alias:
            return link
        behind = [token[0] for token in TOKEN.finditer(alias) if not self._words(token)]
        return " ".join([link, *behind])

    def _token(self, match: re.Match[str], target: str, heading: str, shown: str) -> str:
        """Return the token of a link or an embed."""
        source, line = match[0], self.lines.at(match.start())
        if not source.startswith("!"):
            return self.stash.keep(WikilinkSlip(source, line, target, heading, shown))
        kind = _MEDIA.get(target.rpartition(".")[2].lower()) if "." in target else None
        if kind:
            return self.stash.keep(MediaSlip(source, line, f"{kind}: {shown}"))
        if not _is_embed(match):
            return self.stash.keep(WikilinkSlip(source, line, target, heading, shown))
        return self.stash.keep(EmbedSlip(source, line, target, heading, shown), is_block=True)

    def _words(self, token: re.Match[str]) -> str:
        """Return the words of a token in an alias: only code and formulas have any."""
        slip = self.stash.slip(token)
        return slip.code if isinstance(slip, CodeSpanSlip) else formula_in(slip)


@lru_cache(maxsize=16_384)
def _read(place: str, alias: str) -> tuple[str, str, str]:
    """Return the target, the heading and the words of a link; notes name the same few others.

    It shows the part behind the last pipe, without markup, or else where it leads.
    """
    place = place.strip().rstrip("\\").strip()
    target, _, heading = (place, "", "") if is_web(place) else place.partition("#")
    target, heading = target.strip(), heading.strip()
    parts = [part.strip(" \t\\+") for part in alias.strip(" \t\\+").split("|")]
    last = next((part for part in reversed(parts) if part), "")
    named = heading.replace("#", " > ") if not target or "^" not in heading else ""
    shown = _MARKUP.sub("", last).strip() or " > ".join(part for part in (target, named) if part)
    return target, heading, shown


def _is_embed(match: re.Match[str]) -> bool:
    """Whether what is written as an embed stands where a note can be shown."""
    text = match.string
    if not _ENDS_LINE.match(text, match.end()):
        return False
    return not _STARTS_NO_EMBED.match(text, text.rfind("\n", 0, match.start()) + 1, match.start())
