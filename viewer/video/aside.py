"""What lies beside a video's file: its chapters, its subtitles, its pictures.

Of a kept video its entry names them; beside a file of the reader's own, subtitles are found by
their names, as other players find them: `lecture.srt`, `lecture.en.vtt`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from viewer.video.entry import CacheEntry

SUBTITLE_SUFFIXES = (".vtt", ".srt", ".ass", ".ssa", ".sub", ".sbv", ".ttml")
TRACKS_AT_MOST = 40
_LANGUAGE_LETTERS_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a video, as its maker named it."""

    start_ms: int
    title: str


@dataclass(frozen=True, slots=True)
class Track:
    """Subtitles beside a video: a WebVTT file; `is_automatic` when no person wrote them."""

    language: str
    file: str
    is_automatic: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """What is known of a video without opening it.

    `folder` is where what we make of it may be kept, empty for a file that is not ours; the
    pictures and the tracks' files are whole paths, empty where there is none.
    """

    folder: str = ""
    chapters: tuple[Chapter, ...] = ()
    tracks: tuple[Track, ...] = ()
    thumbnail: str = ""
    storyboard: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return plain data, as it travels between processes."""
        return {
            "folder": self.folder,
            "chapters": [[each.start_ms, each.title] for each in self.chapters],
            "tracks": [[each.language, each.file, each.is_automatic] for each in self.tracks],
            "thumbnail": self.thumbnail,
            "storyboard": self.storyboard,
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Aside":
        """Rebuild it from `as_json`."""
        return cls(
            folder=said["folder"],
            chapters=tuple(Chapter(*each) for each in said["chapters"]),
            tracks=tuple(Track(*each) for each in said["tracks"]),
            thumbnail=said["thumbnail"],
            storyboard=said["storyboard"],
        )


NOTHING_ASIDE = Aside()


def aside_of(entry: "CacheEntry", folder: Path) -> Aside:
    """Return what lies beside a kept video, whose folder is given."""
    return Aside(str(folder), entry.chapters, entry.tracks, entry.thumbnail, entry.storyboard)


def aside_beside(video: Path) -> Aside:
    """Return the subtitles beside a file of the reader's own; nothing where it cannot be seen."""
    try:
        with os.scandir(video.parent) as listed:
            names = sorted(each.name for each in listed if each.is_file(follow_symlinks=False))
    except OSError:
        return Aside()
    tracks = [
        Track(language, str(video.parent / name))
        for name in names
        if (language := _language_in(name, video.stem)) is not None
    ]
    return Aside(tracks=tuple(tracks[:TRACKS_AT_MOST]))


def _language_in(name: str, stem: str) -> str | None:
    """Return the language that the name of a video's subtitles says; None if they are not its."""
    base, suffix = Path(name).stem, Path(name).suffix
    if suffix.lower() not in SUBTITLE_SUFFIXES or not base.startswith(stem):
        return None
    said = base[len(stem) :]
    is_language = said.startswith(".") and 1 < len(said) <= _LANGUAGE_LETTERS_AT_MOST
    return said[1:] if is_language else "" if not said else None
