"""What is playing, as a desktop shows it; and what it may ask for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

Wish = Callable[[str, Any], None]
"""Takes what is wished for, by the name of a method or a property, and with which value."""

LEAP_MS = 1000
"""A position that differs by more from where it should be was sought."""
MOST_CHARACTERS = 300


class Status(StrEnum):
    """Whether it runs; in the desktop's own words."""

    PLAYING = "Playing"
    PAUSED = "Paused"
    STOPPED = "Stopped"


@dataclass(frozen=True, slots=True)
class Playing:
    """A video at one moment; `at_ms` is of the program's monotonic clock, `volume` 1 is 100 %.

    `track` tells one video from another, `picture` is the address of its picture, if it has one.
    """

    status: Status = Status.STOPPED
    track: str = ""
    title: str = ""
    picture: str = ""
    length_ms: int = 0
    position_ms: int = 0
    at_ms: int = 0
    rate: float = 1.0
    volume: float = 1.0

    def position_at(self, now_ms: int) -> int:
        """Return the time of the frame that is on screen now."""
        if self.status is not Status.PLAYING:
            return self.position_ms
        gone_ms = round((now_ms - self.at_ms) * self.rate)
        return min(self.position_ms + gone_ms, self.length_ms or self.position_ms + gone_ms)

    def is_leap_from(self, before: "Playing") -> bool:
        """Whether the same video is at another place than it would have come to by itself."""
        if self.track != before.track or Status.STOPPED in (self.status, before.status):
            return False
        return abs(self.position_ms - before.position_at(self.at_ms)) > LEAP_MS

    @property
    def apart_from_time(self) -> "Playing":
        """The same without what goes on by itself."""
        return replace(self, position_ms=0, at_ms=0)


def plain(text: str) -> str:
    """Return a note's title as every desktop can take it: no control characters, not too long."""
    whole = text.encode("utf-8", "replace").decode()
    return "".join(each for each in whole if each.isprintable())[:MOST_CHARACTERS]
