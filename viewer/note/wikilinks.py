"""Links between notes: [[slug | text]], [[slug#heading]], and embeds ![[slug]], shown as links.

They are taken out before Markdown runs, so a pipe in a table cell cannot tear one apart.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viewer.note.addresses import is_web
from viewer.note.note import LinkKind
from viewer.note.stash import TOKEN, Lines, Stash

if TYPE_CHECKING:
    from viewer.note.page import Page

_WIKILINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<target>[^\[\]|\n]{0,400}+)"
    r"(?:\|(?P<alias>(?:[^\[\]\n]|\](?!\])|\[(?!\[)){0,800}+))?\]\]"
)
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


def take_wikilinks(text: str, stash: Stash, first_line: int) -> str:
    """Replace all wikilinks by tokens; timestamps in an alias follow behind their link."""
    if "[[" not in text:
        return text
    lines = Lines(text, first_line)

    def take(match: re.Match[str]) -> str:
        target, _, heading = match["target"].strip().rstrip("\\").partition("#")
        target, heading = target.strip(), heading.strip()
        if is_web(match["target"].strip()):
            target, heading = match["target"].strip(), ""
        alias = _alias(match["alias"] or "")
        shown = alias or " > ".join(part for part in (target, heading) if part)
        if not (target or heading):
            return shown or match[0]
        tokens = " ".join(token[0] for token in TOKEN.finditer(match["alias"] or ""))
        link = WikilinkSlip(match[0], lines.at(match.start()), target, heading, shown)
        return f"{stash.keep(link)} {tokens}" if tokens else stash.keep(link)

    return _WIKILINK.sub(take, text)


def _alias(text: str) -> str:
    """Return what a link shows: the part behind the last pipe, without markup and tokens."""
    parts = [part.strip(" \t\\") for part in TOKEN.sub("", text).split("|")]
    last = next((part for part in reversed(parts) if part), "")
    return _MARKUP.sub("", last).strip()
