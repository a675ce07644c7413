"""What a note cites of a video, as the index worker tells it."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Citation:
    """A moment of a note, in the video's time; `line` is the one of the note it stands in."""

    path: str
    title: str
    text: str
    time_ms: int
    end_ms: int | None
    sentence: str
    heading: str
    line: int


def columns(citations: Sequence[Citation]) -> list[list[Any]]:
    """Return citations as a pipe carries them: a list a field."""
    return [list(values) for values in zip(*map(astuple, citations), strict=True)]


def from_columns(said: list[list[Any]]) -> Iterator[Citation]:
    """Rebuild citations from `columns`."""
    return map(Citation, *said) if said else iter(())
