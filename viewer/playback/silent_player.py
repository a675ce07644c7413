"""A player without pictures or sound, whose time passes all the same.

It stands in when libVLC is missing, so that note, search and rail stay useful, and in tests.
It has no thread: that a video is over, it notices when asked for its position.
"""

from collections.abc import Callable
from pathlib import Path

from viewer.errors import PlaybackError, ViewerError
from viewer.playback.clock import Clock
from viewer.playback.contents import Choice, Contents
from viewer.playback.frame_grid import FRAME_UNKNOWN_MS
from viewer.playback.player import Playable, PlayerState
from viewer.playback.player_port import PlayerEvents
from viewer.playback.ranges import rate_within, volume_within

OPEN = (PlayerState.PLAYING, PlayerState.PAUSED, PlayerState.ENDED)


class SilentPlayer:
    """Plays a video nobody sees, `duration_ms` long; 0 is unknown, and never ends."""

    def __init__(
        self, now_ms: Callable[[], int], *, duration_ms: int = 0, contents: Contents | None = None
    ) -> None:
        self._now_ms = now_ms
        self._length_ms = duration_ms
        self._clock = Clock(longest_silence_ms=None)
        self.events = PlayerEvents()
        self.state = PlayerState.EMPTY
        self.duration_ms = 0
        self.frame_ms = FRAME_UNKNOWN_MS
        self.rate = 1.0
        self.volume = 100
        self.is_muted = False
        self.is_seeking = False
        self._inside = contents or Contents()
        self.contents = Contents()
        self.choice = Choice()
        self._turn: tuple[int, int | None] | None = None
        self._from_ms = 0

    def position_ms(self) -> int:
        """Return the time that would be on screen."""
        time_ms = int(self._clock.time_at(self._now_ms()))
        if self._comes_to_turn(time_ms):
            return self._take_turn()
        if self.state is PlayerState.PLAYING and 0 < self.duration_ms <= time_ms:
            self._clock.hold(self.duration_ms)
            self._become(PlayerState.ENDED)
            return self.duration_ms
        return time_ms

    def attach(self, window: int) -> None:
        """Need no window."""

    def open(self, playable: Playable, *, start_ms: int = 0, paused: bool = True) -> None:
        """Take a video for loaded at once."""
        self._turn = None
        self._become(PlayerState.LOADING)
        self.duration_ms = self._length_ms
        self.choice = Choice(zoom=self.choice.zoom)
        if self.duration_ms:
            self.events.duration_known.emit(self.duration_ms)
        self._go_to(start_ms, runs=not paused)
        self._become(PlayerState.PAUSED if paused else PlayerState.PLAYING)
        self.contents = self._inside
        self.events.contents_known.emit()
        self.events.seeked.emit(self.position_ms())

    def play(self) -> None:
        """Go on; from the beginning when the video had ended."""
        if self.state in OPEN and self.state is not PlayerState.PLAYING:
            self._go_to(0 if self.state is PlayerState.ENDED else self.position_ms(), runs=True)
            self._become(PlayerState.PLAYING)

    def pause(self) -> None:
        """Let time stand."""
        if self.state is PlayerState.PLAYING:
            self._clock.hold(self.position_ms())
            self._become(PlayerState.PAUSED)

    def seek(self, time_ms: int) -> None:
        """Be at this time, clamped to the video; keep playing or paused."""
        if self.state not in OPEN:
            return
        self._go_to(time_ms, runs=self.state is PlayerState.PLAYING)
        if self.state is PlayerState.ENDED:
            self._become(PlayerState.PAUSED)
        self.events.seeked.emit(self.position_ms())

    def step(self, frames: int) -> None:
        """Pause, and be this many frames further on."""
        self.pause()
        self.seek(self.position_ms() + frames * self.frame_ms)

    def turn_at(self, at_ms: int | None, go_to_ms: int | None = None) -> None:
        """Whenever time comes to `at_ms` from before, go on from `go_to_ms`, or stand there."""
        self._from_ms = self.position_ms()
        self._turn = None if at_ms is None else (at_ms, go_to_ms)

    def set_rate(self, rate: float) -> None:
        """Let time run this fast, 0.25 to 4."""
        self.rate = rate_within(rate)
        self._clock.set_rate(self.rate, self._now_ms())

    def set_volume(self, percent: int) -> None:
        """Remember the loudness."""
        self.volume = volume_within(percent)

    def set_muted(self, muted: bool) -> None:
        """Remember whether to be silent."""
        self.is_muted = muted

    def choose(self, choice: Choice) -> None:
        """Remember what would be heard and seen."""
        self.choice = choice

    def fit(self, width: int, height: int) -> None:
        """Have no window."""

    def take_picture(self, file: Path, done: Callable[[ViewerError | None], None]) -> None:
        """Have no picture to write."""
        done(PlaybackError("There is no picture to take."))

    def unload(self) -> None:
        """Let go of the video."""
        self.contents = Contents()
        self._clock.hold(0)
        self.duration_ms = 0
        self._turn = None
        self._become(PlayerState.EMPTY)

    def close(self) -> None:
        """Have nothing to let go of."""
        self.unload()

    def _comes_to_turn(self, time_ms: int) -> bool:
        is_running = self.state is PlayerState.PLAYING
        return is_running and self._turn is not None and self._from_ms < self._turn[0] <= time_ms

    def _take_turn(self) -> int:
        assert self._turn is not None
        at_ms, go_to_ms = self._turn
        if go_to_ms is None:
            self._go_to(at_ms, runs=False)
            self._become(PlayerState.PAUSED)
        else:
            self.events.turning.emit(go_to_ms)
            self._go_to(go_to_ms, runs=True)
        self.events.turned.emit()
        if go_to_ms is not None:
            self.events.seeked.emit(go_to_ms)
        return int(self._clock.time_at(self._now_ms()))

    def _go_to(self, time_ms: int, *, runs: bool) -> None:
        if 0 < self.duration_ms <= time_ms:
            time_ms = max(0, self.duration_ms - self.frame_ms)
        self._from_ms = time_ms = max(0, time_ms)
        if runs:
            self._clock.run(time_ms, self._now_ms())
        else:
            self._clock.hold(time_ms)

    def _become(self, state: PlayerState) -> None:
        if state is not self.state:
            self.state = state
            self.events.state_changed.emit(state)
