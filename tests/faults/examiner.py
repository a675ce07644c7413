"""Looks at a read note as a stranger would: another parser, and nothing taken on trust."""

import re
from html.parser import HTMLParser

from viewer.note.note import LinkKind, Note
from viewer.note.sanitiser import TAGS

ATTRIBUTES = {
    "*": {"class", "title", "dir"},
    "a": {"href", "name", "id"},
    "h1": {"id"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
    "p": {"id"}, "li": {"id"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "table": {"width"},
    "td": {"align"}, "th": {"align"},
}  # fmt: skip
_CLASS = re.compile(r"[a-z][a-z0-9]*(?:[ -][a-z0-9]+)*", re.IGNORECASE)
_ADDRESS = re.compile(r"(moment|link|picture):(\d+)")
_NUMBER = re.compile(r"\d{1,5}%?")


class Seen(HTMLParser):
    """What a parser that is not ours finds in HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.other: list[str] = []
        self.everything: list[object] = []
        self._words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.everything.append((tag, sorted(attrs)))

    def handle_endtag(self, tag):
        self.everything.append(tag)

    def handle_data(self, data):
        self._words.append(data)
        self.everything += data  # Letter by letter: where a text is cut says nothing.

    def handle_comment(self, data):
        self.other.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    @property
    def text(self) -> str:
        """What a reader reads."""
        return "".join(self._words)


def examine(note: Note) -> Seen:
    """Hold a note to the contract of its page; return what was seen."""
    seen = Seen(note.html)
    assert set(seen.tags) <= TAGS | {"img"}, set(seen.tags) - TAGS
    assert not seen.other
    for tag, name, value in seen.attributes:
        assert name in ATTRIBUTES.get(tag, set()) | ATTRIBUTES["*"], (tag, name, value)
        _examine_attribute(note, tag, name, value)
    for link in note.links:
        assert link.kind is LinkKind.NOTE or link.target.partition(":")[0].lower() in (
            "http", "https", "mailto",
        )  # fmt: skip
    return seen


def _examine_attribute(note: Note, tag: str, name: str, value: str) -> None:
    if name == "class":
        assert _CLASS.fullmatch(value), value
    elif name in ("href", "src"):
        if name == "href" and value.startswith("#"):
            return
        match = _ADDRESS.fullmatch(value)
        assert match, value
        found = {"moment": note.moments, "link": note.links, "picture": note.pictures}
        assert int(match[2]) < len(found[match[1]]), value
        assert (match[1] == "picture") == (name == "src") == (tag == "img")
    elif name in ("width", "height", "start"):
        assert _NUMBER.fullmatch(value), value
    elif name == "dir":
        assert value in ("ltr", "rtl")
    elif name == "align":
        assert value in ("left", "right", "center")
