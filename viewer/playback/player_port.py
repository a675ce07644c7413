"""The port: what the session needs of something that plays a video.

A Player lives on the main thread. Whatever happens inside it reaches the outside through
its events, on the main thread. Times are int milliseconds from the start of the video.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from viewer.errors import ViewerError
from viewer.events import Event
from viewer.playback.player import Playable, PlayerState

if TYPE_CHECKING:
    from viewer.playback.contents import Choice, Contents


@dataclass(frozen=True, slots=True)
class PlayerEvents:
    """What a player tells. `seeked` carries where a seek landed, in ms.

    `stalled` comes when the file has not answered for a while; it may yet. `turning` comes at the
    turn that was asked for, before the seek it causes, with where that goes; `turned` when the seek
    is on its way, before it has landed.
    """

    state_changed: Event[[PlayerState]] = field(default_factory=Event)
    duration_known: Event[[int]] = field(default_factory=Event)
    seeked: Event[[int]] = field(default_factory=Event)
    failed: Event[[ViewerError]] = field(default_factory=Event)
    stalled: Event[[ViewerError]] = field(default_factory=Event)
    contents_known: Event[[]] = field(default_factory=Event)
    turning: Event[[int]] = field(default_factory=Event)
    turned: Event[[]] = field(default_factory=Event)


class Player(Protocol):
    """Plays one video at a time into a native window."""

    @property
    def events(self) -> PlayerEvents:
        """What happens in here."""

    @property
    def state(self) -> PlayerState:
        """What it is doing now."""

    @property
    def duration_ms(self) -> int:
        """Length of the video; 0 until it is known."""

    @property
    def frame_ms(self) -> int:
        """Length of one frame, rounded up; 40 until it is known."""

    @property
    def rate(self) -> float:
        """How fast it plays; 1.0 is natural."""

    @property
    def volume(self) -> int:
        """Loudness in per cent, 0 to 125."""

    @property
    def is_muted(self) -> bool:
        """Whether it is silent on request."""

    @property
    def is_seeking(self) -> bool:
        """Whether a seek has been asked for whose frame is not on screen yet."""

    @property
    def contents(self) -> Contents:
        """What is in the open video; `contents_known` tells that it is known."""

    @property
    def choice(self) -> Choice:
        """What is heard and seen; of another video, nothing but the zoom is as it was."""

    def position_ms(self) -> int:
        """Return the time of the frame being shown; while a seek is under way, its target."""

    def attach(self, window: int) -> None:
        """Draw into this native window from now on; call before `open`."""

    def open(self, playable: Playable, *, start_ms: int = 0, paused: bool = True) -> None:
        """Load a video and show its frame at `start_ms`, paused or playing."""

    def play(self) -> None:
        """Go on; from the beginning when the video had ended."""

    def pause(self) -> None:
        """Hold the frame that is being shown."""

    def seek(self, time_ms: int) -> None:
        """Show the frame at this time, clamped to the video; keep playing or paused.

        Works in every state but EMPTY and FAILED: before the video is ready it is remembered,
        after the end it revives the video. `seeked` tells when the frame is there.
        """

    def step(self, frames: int) -> None:
        """Pause, and move this many frames on (negative: back)."""

    def turn_at(self, at_ms: int | None, go_to_ms: int | None = None) -> None:
        """Whenever it comes to `at_ms` from before, go on from `go_to_ms`, or for None stand there.

        The picture before the turn is within 40 ms of it at every rate. It holds until another
        is asked for; None for `at_ms`, or another video, ends it.
        """

    def set_rate(self, rate: float) -> None:
        """Play this fast, 0.25 to 4."""

    def set_volume(self, percent: int) -> None:
        """Play this loud, 0 to 125."""

    def set_muted(self, muted: bool) -> None:
        """Fall silent, or speak again."""

    def choose(self, choice: Choice) -> None:
        """Have this heard and seen of the open video, at once also while it stands."""

    def fit(self, width: int, height: int) -> None:
        """Take it that the window has this shape now."""

    def take_picture(self, file: Path, done: Callable[[ViewerError | None], None]) -> None:
        """Write the frame on screen into a PNG file, at the video's own size.

        `done` is called on the main thread, with what went wrong if something did.
        """

    def unload(self) -> None:
        """Let go of the video; the state is EMPTY again."""

    def close(self) -> None:
        """Let go of everything; nothing may be called after this."""
