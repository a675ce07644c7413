"""Raw HTML in a note: what may stay, what goes, and what only looks like a tag.

Markdown never sees a tag: those that may stay are tokens until the sanitiser's turn, balanced and
bounded in depth; scripts, styles and comments are dropped with their content; `Vec::<T>` is text.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viewer.note.images import image_of_tag, take_images
from viewer.note.sanitiser import TAGS
from viewer.note.stash import TOKEN, Lines, Stash

if TYPE_CHECKING:
    from viewer.note.page import Page

DEEPEST = 64

_VOID = frozenset({"br", "hr"})
_MARKING = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = ("article", "aside", "details", "fieldset", "figcaption", "figure", "footer", "header",
           "legend", "main", "nav", "section")  # fmt: skip
_STAND_INS = {
    **dict.fromkeys(_BLOCKS, ("<div>", "</div>")),
    "mark": ('<span class="{nonce} highlight">', "</span>"),
    "strike": ("<s>", "</s>"),
    "summary": ("<p><b>", "</b></p>"),
}
"""Tags that Qt does not know, and what they look like in those it does."""

_DROPPED_WHOLE = "script|style|svg|math|template|iframe"
_FOREIGN = frozenset(
    f"{_DROPPED_WHOLE}|applet|audio|canvas|head|noembed|noframes|noscript|object|select|textarea"
    "|title|video|xmp|area|base|body|button|col|colgroup|data|datalist"
    "|dialog|embed|font|form|frame|frameset|hgroup|html"
    "|image|img|input|label|link|map|marquee|menu|meta|meter|nobr|optgroup"
    "|option|output|param|path|picture|plaintext|progress|rp|rt|ruby|search|slot|source"
    "|tfoot|thead|time|track|wbr|g|use|circle|rect|line|polyline|polygon|defs"
    "|foreignobject|animate|mglyph|mi|mo|mn|mtext|annotation-xml|selectedcontent|desc".split("|")
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,20})(?=[\s/>])((?:[^<>\n]|\n(?!\n)){0,4000})>")
_WHOLE = re.compile(rf"<({_DROPPED_WHOLE})(?=[\s/>])[^<>]{{0,4000}}+>", re.IGNORECASE)
_CLOSINGS = {
    name: re.compile(f"</{name}[^<>]{{0,100}}+>?", re.IGNORECASE)
    for name in _DROPPED_WHOLE.split("|")
}
_MAYBE_HIDDEN = re.compile(r"<[!?sSmMtTiI]")
_HIDDEN = re.compile(
    r"^[ \t]*%%(?:[^%]|%(?!%)){0,20000}%%|%%(?:[^%\n]|%(?!%)|\n(?![ \t]*\n)){0,5000}%%"
    r"|<\?[^<>]{0,2000}+>|<![a-zA-Z\[][^<>]{0,2000}+>",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class TagSlip:
    """A tag that may stay, if it is balanced."""

    source: str
    line: int
    name: str
    is_closing: bool

    def put_on(self, page: "Page") -> None:
        """Write nothing: the tag itself has passed the sanitiser long before."""


@dataclass(frozen=True, slots=True)
class DroppedSlip:
    """Something that does not show."""

    source: str
    line: int

    def put_on(self, page: "Page") -> None:
        """Write nothing."""


def take_hidden(text: str, stash: Stash, first_line: int) -> str:
    """Drop comments, scripts and whatever else is not for reading."""
    if not (_MAYBE_HIDDEN.search(text) or ("%" in text and "%%" in text)):
        return text
    text = _take_comments(text, stash, first_line)
    lines = Lines(text, first_line)
    pieces, position, unclosed = [], 0, set[str]()
    while match := _WHOLE.search(text, position):
        name = match[1].lower()
        closing = None if name in unclosed else _CLOSINGS[name].search(text, match.end())
        if not closing:
            unclosed.add(name)
        end = closing.end() if closing else match.end()
        source = text[match.start() : end]
        pieces += [text[position : match.start()], _drop(source, lines.at(match.start()), stash)]
        position = end
    return "".join([*pieces, text[position:]])


def take_tags(text: str, stash: Stash, first_line: int) -> str:
    """Replace images and all HTML tags by tokens; what only looks like a tag stays."""
    text = take_images(text, stash, first_line)
    lines = Lines(text, first_line)

    def take_tag(match: re.Match[str]) -> str:
        name, line = match[2].lower(), lines.at(match.start())
        if len(name) == 1 and match[3].strip(" /") and "=" not in match[3]:
            return match[0]
        if name in TAGS or name in _STAND_INS:
            source = stash.restore(match[0])
            return stash.keep(TagSlip(source, line, name, bool(match[1]))) + _newlines(source)
        if name in ("img", "image"):
            source = stash.restore(match[0])
            return stash.keep(image_of_tag(source, line)) + _newlines(source)
        return _drop(match[0], line, stash) if name in _FOREIGN else match[0]

    return _TAG.sub(take_tag, text) if "<" in text else text


def put_back_tags(html: str, stash: Stash, nonce: str) -> str:
    """Replace the tokens of all balanced tags by the tags; those of links still tell their line.

    `nonce` makes the classes of our stand-ins pass the sanitiser.
    """
    tags = [slip for slip in stash.slips_in(html) if isinstance(slip, TagSlip)]
    kept = {id(tag) for tag in _balanced(tags)} if tags else set()

    def put_back(token: re.Match[str]) -> str:
        slip = stash.slip(token)
        if not isinstance(slip, TagSlip):
            return token[0]
        mark = token[0] if slip.name in _MARKING and not slip.is_closing else ""
        stand_in = _STAND_INS.get(slip.name)
        source = stand_in[slip.is_closing].format(nonce=nonce) if stand_in else slip.source
        return source + mark if id(slip) in kept else ""

    return TOKEN.sub(put_back, html) if tags else html


def _balanced(tags: list[TagSlip]) -> list[TagSlip]:
    """Return the tags that open and close each other, no deeper than DEEPEST."""
    kept, still_open = [], list[TagSlip]()
    for tag in tags:
        if tag.name in _VOID:
            kept.append(tag)
        elif not tag.is_closing:
            if len(still_open) < DEEPEST:
                still_open.append(tag)
        elif any(tag.name == other.name for other in still_open):
            while (other := still_open.pop()).name != tag.name:
                pass
            kept += [other, tag]
    return kept


def _take_comments(text: str, stash: Stash, first_line: int) -> str:
    """Drop HTML comments, Obsidian's %%comments%%, declarations and instructions."""
    lines = Lines(text, first_line)
    pieces, position = [], 0
    while (start := text.find("<!--", position)) >= 0 <= (end := text.find("-->", start + 4)):
        source = text[start : end + 3]
        pieces += [text[position:start], _drop(source, lines.at(start), stash)]
        position = end + 3
    text = "".join([*pieces, text[position:]])
    lines = Lines(text, first_line)
    return _HIDDEN.sub(lambda match: _drop(match[0], lines.at(match.start()), stash), text)


def _drop(source: str, line: int, stash: Stash) -> str:
    """Keep what is dropped, in case it turns out to be code, and its newlines."""
    return stash.keep(DroppedSlip(source, line)) + _newlines(source)


def _newlines(source: str) -> str:
    """Return as many newlines as a source has, to keep every line on its number."""
    return "\n" * source.count("\n")
