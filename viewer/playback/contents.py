"""What is in a video, and what is chosen of it; loaded when there is a player that can tell."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MediaTrack:
    """A track inside a video: its number there, and words to know it by."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in an open video. A chapter is where it begins, in ms, and its title."""

    has_pictures: bool = True
    audio: tuple[MediaTrack, ...] = ()
    subtitles: tuple[MediaTrack, ...] = ()
    chapters: tuple[tuple[int, str], ...] = ()


class Zoom(StrEnum):
    """How large the picture is in its window; FILL cuts off what does not fit."""

    FIT = "fit"
    FILL = "fill"
    HALF = "50 %"
    NATURAL = "100 %"
    DOUBLE = "200 %"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is heard and seen of a video.

    `audio` None leaves it to the file. `subtitles` are a number inside the video, or a SubRip
    file of ours, None for none; they come `delay_ms` late. `aspect` as "16:9", empty for the
    video's own.
    """

    audio: int | None = None
    subtitles: int | Path | None = None
    delay_ms: int = 0
    aspect: str = ""
    zoom: Zoom = Zoom.FIT
