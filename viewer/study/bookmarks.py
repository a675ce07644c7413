"""Bookmarks: times of videos that a person wants to find again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A time of a video, in ms from its start, and the words it was given; they may be empty."""

    time_ms: int
    label: str = ""
