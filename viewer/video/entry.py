"""What is kept of a video: the entry, its parts, and the name of its folder.

Nothing of a video's title, site or address ever becomes part of a path; ids differ by case and
not every file system's names do, so a folder is named by the id and four hex digits of its hash.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from viewer.video.aside import Chapter, Track

_FOLDER_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}-[0-9a-f]{4}")
INCOMPLETE_FOLDER = "incomplete"
"""Where in its staging folder a video lies that arrived, and is not whole."""

_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


class Source(StrEnum):
    """How a video came into the cache; a linked one lies elsewhere and is only pointed at."""

    DOWNLOADED = "downloaded"
    IMPORTED = "imported"
    LINKED = "linked"


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """A video that is kept.

    `file`, the tracks' files, `thumbnail`, `description` and `storyboard` are whole paths, empty
    where there is none. `added_s` and `used_s` are seconds since 1970; `used_s` is 0 for a video
    that was never watched. `downloader` is the version of yt-dlp that fetched it.
    """

    id: str
    title: str
    file: str
    size_bytes: int
    sha256: str
    source: str
    added_s: int
    address: str = ""
    duration_ms: int = 0
    height_px: int = 0
    format_id: str = ""
    downloader: str = ""
    thumbnail: str = ""
    description: str = ""
    storyboard: str = ""
    chapters: tuple[Chapter, ...] = ()
    tracks: tuple[Track, ...] = ()
    used_s: int = 0
    is_pinned: bool = False

    @property
    def name(self) -> str:
        """What to call it to the reader."""
        return self.title or self.id

    @property
    def is_linked(self) -> bool:
        """Whether its video lies outside of the cache, and takes no room in it."""
        return self.source == Source.LINKED


def folder_name(video_id: str) -> str:
    """Return the name of an id's folder; ids of other signs, or too long, are named by hash."""
    import hashlib  # Not sooner: the window, which needs no folder's name, would wait 3 ms for it.

    digest = hashlib.sha256(video_id.encode("utf-8", "surrogatepass")).hexdigest()
    plain = video_id if _PLAIN_ID.fullmatch(video_id) else f"x-{digest[:16]}"
    return f"{plain}-{digest[:4]}"


def is_folder_name(name: str) -> bool:
    """Whether a folder of this name can be one that we made for an id."""
    return bool(_FOLDER_NAME.fullmatch(name))
