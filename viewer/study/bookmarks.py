"""Bookmarks: times of videos that a person wants to find again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A time of a video, in ms from its start, and the words it was given; they may be empty.

    `note` is the path of the note it was made from, with `//` where its vault ends; it may be
    empty, too.
    """

    time_ms: int
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class VideoName:
    """How a file of bookmarks says which video they are of: a header that our notes have, too.

    `key` is what is kept about the video is kept under; `field` and `value` name it in the header.
    """

    key: str
    field: str
    value: str
    title: str
