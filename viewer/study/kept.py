"""What is kept of the bookmarks and marks of every video, as it is handed about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from viewer.errors import StudyError
from viewer.study.bookmarks import Bookmark
from viewer.study.marks import Marked

Saved = Bookmark | Marked


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to keep in the place of another; None for either makes it new, or lets it go."""

    old: Saved | None = None
    new: Saved | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one video, by time, and the file that it is kept in."""

    file: Path
    title: str = ""
    bookmarks: tuple[Bookmark, ...] = ()
    marks: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """What is kept of all videos, by their keys, and what went wrong meanwhile."""

    videos: Mapping[str, Kept] = field(default_factory=dict)
    trouble: StudyError | None = None
