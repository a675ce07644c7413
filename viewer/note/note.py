"""What a note is once it has been read: the values everything else works with.

All of them are frozen, hold plain data only, and travel as JSON between processes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What we made of a time as it was written."""

    OK = "ok"
    SHIFTED = "shifted"
    FROM_TEXT = "from_text"
    PAST_END = "past_end"
    BEFORE_START = "before_start"
    UNREADABLE = "unreadable"


class LinkKind(StrEnum):
    """Where a link leads."""

    NOTE = "note"
    WEB = "web"


class PictureKind(StrEnum):
    """What a picture is made of."""

    IMAGE = "image"
    MATH = "math"


@dataclass(frozen=True, slots=True)
class Moment:
    """One timestamp in a note.

    `text` is what the page shows, `written` what the note says, `time_ms` what it means
    (None when it is unreadable), `line` counts from 1. `origin` is the path of the embedded
    note it stands in, empty for this one; its `line` is then that of the embed. `reason` is a
    clause that says why it was not taken as written, empty if it was.
    """

    text: str
    written: str
    time_ms: int | None
    end_ms: int | None
    verdict: Verdict
    line: int
    sentence: str
    heading: str
    origin: str = ""
    reason: str = field(default="", compare=False)

    @property
    def doubt(self) -> str:
        """The reason as a sentence; empty if it was taken as written."""
        return f"{self.reason[0].upper()}{self.reason[1:]}." if self.reason else ""

    def citing(self, sentence: str) -> "Moment":
        """Return this moment with the sentence it cites; a note has thousands, so spelled out."""
        return Moment(
            self.text, self.written, self.time_ms, self.end_ms, self.verdict, self.line,
            sentence, self.heading, self.origin, self.reason,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another note, or out of the vault.

    `target` is the note's name as written or the whole web address; `path` the note's path
    below the vault, None for a dead link and for the web; `heading` what follows a `#`.
    `origin` is the path of the embedded note it stands in, empty for this one.
    """

    kind: LinkKind
    target: str
    text: str
    path: str | None
    heading: str
    line: int
    origin: str = ""

    @property
    def is_dead(self) -> bool:
        """Whether this names a note that is not in the vault."""
        return self.kind is LinkKind.NOTE and self.path is None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a note; `anchor` is its id on the page."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a note's page: `source` is an image's path below the vault, or a formula's SVG.

    `alt` are the words that stand for it; `width_px` and `height_px` are the size the note asks
    for, 0 where it leaves that open.
    """

    kind: PictureKind
    source: str
    alt: str
    width_px: int = 0
    height_px: int = 0


class DoubtKind(StrEnum):
    """What a doubt is about."""

    NOTE = "note"
    HEADER = "header"
    TIME = "time doubted"
    MENDED = "tag mended"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a note that could not be taken as written; `line` counts from 1, 0 = whole."""

    line: int
    sentence: str
    kind: DoubtKind = DoubtKind.NOTE


@dataclass(frozen=True, slots=True)
class Note:
    """A note, read: its page and all that can be followed on it.

    In `html` every anchor is `moment:N` (an index into `moments`), `link:N` (into `links`)
    or `#anchor`, and every image is `picture:N` (into `pictures`); no other address ever
    reaches the page. `is_shifted` tells that its times were taken as minutes and seconds,
    `offset_ms` how much later its moments are in its video than they are written.
    """

    title: str
    header: Mapping[str, tuple[str, ...]]
    html: str
    moments: tuple[Moment, ...] = ()
    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    pictures: tuple[Picture, ...] = ()
    warnings: tuple[Doubt, ...] = ()
    is_shifted: bool = False
    offset_ms: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return plain data, as the command line prints it."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)}

    def packed(self) -> dict[str, Any]:
        """Return plain data as a pipe carries it: of moments, links and so on, a list a field.

        Reading 26,000 moments that each spell their fields' names held Python up for 80 ms.
        """
        return {
            each.name: _columns(getattr(self, each.name)) if each.name in _KINDS
            else getattr(self, each.name)
            for each in fields(self)
        }  # fmt: skip

    @classmethod
    def unpacked(cls, data: Mapping[str, Any]) -> "Note":
        """Rebuild a note from `packed` data."""
        return cls(
            title=data["title"],
            header={key: tuple(values) for key, values in data["header"].items()},
            html=data["html"],
            is_shifted=data["is_shifted"],
            offset_ms=data["offset_ms"],
            **{name: _from_columns(kind, data[name]) for name, kind in _KINDS.items()},
        )


_KINDS: dict[str, Any] = {
    "moments": Moment,
    "links": Link,
    "headings": Heading,
    "pictures": Picture,
    "warnings": Doubt,
}
_ENUMS: dict[tuple[Any, str], Any] = {
    (Moment, "verdict"): Verdict,
    (Link, "kind"): LinkKind,
    (Picture, "kind"): PictureKind,
    (Doubt, "kind"): DoubtKind,
}


def _columns(values: tuple[Any, ...]) -> list[list[Any]]:
    return (
        [[getattr(each, row.name) for each in values] for row in fields(values[0])]
        if values
        else []
    )


def _from_columns(kind: Any, columns: list[list[Any]]) -> tuple[Any, ...]:
    names = [row.name for row in fields(kind)]
    for at, name in enumerate(names if columns else ()):
        if enum := _ENUMS.get((kind, name)):
            known = {each.value: each for each in enum}
            columns[at] = [known[value] for value in columns[at]]
    return tuple(map(kind, *columns)) if columns else ()


def _plain(value: Any) -> Any:
    """Return plain data; a long note has tens of thousands of values, which `asdict` would copy."""
    if not isinstance(value, tuple) or not value or isinstance(value[0], str):
        return value
    names = [each.name for each in fields(value[0])]
    return [{name: getattr(each, name) for name in names} for each in value]
