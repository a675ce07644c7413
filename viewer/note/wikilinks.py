"""Links between notes, [[slug | text]], [[slug#heading]], and what is embedded, ![[slug]].

They are taken out before Markdown runs, so a pipe in a table cell cannot tear one apart. An embed
stands at the end of its line; one that a sentence goes on behind is a link.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viewer.note.addresses import is_web
from viewer.note.code import CodeSpanSlip
from viewer.note.math import formula_in
from viewer.note.note import LinkKind
from viewer.note.stash import END, TOKEN, Lines, Stash

if TYPE_CHECKING:
    from viewer.note.page import Page

_WIKILINK = re.compile(
    r"(?:!\[\[(?<!\\!\[\[)|\[\[(?<!\\\[\[))(?P<target>[^\[\]|\n]{0,400}+)"
    r"(?:\|(?P<alias>(?:[^\[\]\n]|\](?!\])|\[(?!\[)){0,800}))?\]\]"
)
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


@dataclass(frozen=True, slots=True)
class WikilinkSlip:
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


@dataclass(frozen=True, slots=True)
class EmbedSlip(WikilinkSlip):
    """A note, or a part of one, that is to be shown where it is named."""

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
    for pattern in (_WIKILINK, _WIKILINK, _UNCLOSED):
        if "[[" in text:
            text = pattern.sub(_Taking(stash, Lines(text, first_line)), text)
    return text


@dataclass(frozen=True, slots=True)
class _Taking:
    """Replaces one wikilink after the other."""

    stash: Stash
    lines: Lines

    def __call__(self, match: re.Match[str]) -> str:
        """Return what stands for a wikilink."""
        place = self.stash.restore(match["target"]).strip().rstrip("\\").strip()
        target, _, heading = (place, "", "") if is_web(place) else place.partition("#")
        target, heading = target.strip(), heading.strip()
        alias = match["alias"] or ""
        named = heading.replace("#", " > ") if not target or "^" not in heading else ""
        shown = self._shown(alias) or " > ".join(part for part in (target, named) if part)
        if not (target or heading):
            return shown or match[0]
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

    def _shown(self, alias: str) -> str:
        """Return what a link shows: the part behind the last pipe, without markup and tokens."""
        if END in alias:
            alias = TOKEN.sub(self._words, alias)
        last = alias.strip(" \t\\+")
        if "|" in last:
            parts = [part.strip(" \t\\+") for part in last.split("|")]
            last = next((part for part in reversed(parts) if part), "")
        return _MARKUP.sub("", last).strip()

    def _words(self, token: re.Match[str]) -> str:
        """Return the words of a token in an alias: only code and formulas have any."""
        slip = self.stash.slip(token)
        return slip.code if isinstance(slip, CodeSpanSlip) else formula_in(slip)


def _is_embed(match: re.Match[str]) -> bool:
    """Whether what is written as an embed stands where a note can be shown."""
    text = match.string
    if not _ENDS_LINE.match(text, match.end()):
        return False
    return not _STARTS_NO_EMBED.match(text, text.rfind("\n", 0, match.start()) + 1, match.start())
