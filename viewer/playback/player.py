"""What is played, and what a player is doing: words that the first paint needs, too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class PlayerState(StrEnum):
    """What a player is doing."""

    EMPTY = "empty"
    LOADING = "loading"
    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Playable:
    """A file that was looked at and found playable, and the one demuxer to open it with.

    Naming the demuxer keeps libVLC from following a playlist disguised as a video.
    """

    file: Path
    demuxer: str
