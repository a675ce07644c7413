"""What of a note's HTML may reach a page: our list of tags and attributes, nothing else.

A class passes only if it begins with the note's nonce, so only our own extensions can set one; an
address passes only if it is a web address or a place in the vault. Tokens are text to nh3, so
nothing a note contains can forge a moment or a link.
"""

from collections.abc import Callable
from hashlib import sha256
from urllib.parse import urlsplit

import nh3

from viewer.note.addresses import is_web

TAGS = frozenset({
    "a", "abbr", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "dd",
    "del", "dfn", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub",
    "sup", "table", "tbody", "td", "th", "thead", "tr", "tt", "u", "ul", "var",
})  # fmt: skip

_ATTRIBUTES = {
    "*": {"class", "dir"},
    "a": {"href"},
    "ol": {"start"},
    "table": {"width"},
    "td": {"align"},
    "th": {"align"},
}
_DROPPED_WITH_CONTENT = {"script", "style", "template", "title", "noscript", "textarea", "iframe"}
_ALIGNMENTS = ("left", "right", "center")
_UNBROKEN = "\ufdd3"
"""A noncharacter: as `source.clean` takes all of them out, no note contains one."""
_SCHEMES = {"http", "https", "mailto"}


def nonce_of(text: str) -> str:
    """Return a word no note can contain, as it depends on every character of it."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sanitised(html: str, nonce: str) -> str:
    """Return HTML that consists of allowed tags and attributes, well formed."""
    # nh3 0.3 takes quadratic time over a text's blanks of no break; so they go as something else.
    cleaned = nh3.clean(
        html.replace("\u00a0", _UNBROKEN),
        tags=set(TAGS),
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=_filter(nonce),
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    return cleaned.replace(_UNBROKEN, "\u00a0")


def _filter(nonce: str) -> Callable[[str, str, str], str | None]:
    """Return what decides on each attribute; nh3 drops those it gets None for."""

    def allowed(tag: str, name: str, value: str) -> str | None:
        if name == "class":
            return value.removeprefix(nonce).strip() if value.startswith(f"{nonce} ") else None
        if name == "href":
            return value if _may_lead(value) else None
        if name == "start":
            return value if value.isdecimal() and len(value) < 7 else None
        if name == "align":
            return value if value in _ALIGNMENTS else None
        if name == "dir":
            return value if value in ("rtl", "ltr") else None
        return value if value == "100%" else None

    return allowed


def _may_lead(address: str) -> bool:
    """Whether an address is on the web, in this note, or names another note of the vault."""
    if is_web(address):
        return True
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_inside = not parts.scheme and not parts.netloc and "\\" not in address
    return is_inside and (address.startswith("#") or parts.path.lower().endswith(".md"))
