"""The player that libVLC is behind.

libVLC's seek is made exact here: see `Landing`. Its news arrive on its own threads; `post`
brings them home. The only threads we start are timers, for moments too short to leave to a
busy main thread, and one to let go of a video, which may wait for a slow disk.
"""

import threading
from collections.abc import Callable
from functools import partial

from viewer.errors import PlaybackError
from viewer.events import Post
from viewer.playback.clock import Clock
from viewer.playback.libvlc import LibVlc
from viewer.playback.player import Playable, PlayerEvents, PlayerState
from viewer.playback.ranges import FRAME_UNKNOWN_MS, rate_within, volume_within
from viewer.playback.vlc_deck import Deck, DeckNews
from viewer.playback.vlc_log import VlcLog

OPEN = (PlayerState.LOADING, PlayerState.PLAYING, PlayerState.PAUSED, PlayerState.ENDED)
# From "clock started" in the log to the wanted frame on screen.
START_TO_SCREEN_MS = 17


class VlcPlayer:
    """Plays one video at a time into a native window, by libVLC."""

    def __init__(self, libvlc: LibVlc, post: Post, now_ms: Callable[[], int]) -> None:
        self._libvlc = libvlc
        self._post = post
        self._now_ms = now_ms
        self._log = VlcLog(libvlc)
        self._log.on_clock_started = self._from_log
        self._clock = Clock()
        self._deck: Deck | None = None
        self._window = 0
        self._playable: Playable | None = None
        self._wants_to_play = False
        self._target_ms: int | None = None
        self._next_ms: int | None = None
        self.events = PlayerEvents()
        self.state = PlayerState.EMPTY
        self.duration_ms = 0
        self.frame_ms = FRAME_UNKNOWN_MS
        self.rate = 1.0
        self.volume = 100
        self.is_muted = False

    @property
    def is_seeking(self) -> bool:
        """Whether a seek has been asked for whose frame is not on screen yet."""
        return self._target_ms is not None

    def position_ms(self) -> int:
        """Return the time of the frame being shown; while a seek is under way, its target."""
        if self._next_ms is not None:
            return self._next_ms
        if self._target_ms is not None:
            return self._target_ms
        return max(0, int(self._clock.time_at(self._now_ms())))

    def attach(self, window: int) -> None:
        """Draw into this native window from now on; call before `open`."""
        self._window = window

    def open(self, playable: Playable, *, start_ms: int = 0, paused: bool = True) -> None:
        """Load a video and show its frame at `start_ms`, paused or playing."""
        self._let_go()
        self._playable, self._wants_to_play = playable, not paused
        self._become(PlayerState.LOADING)
        self._deck = Deck(self._libvlc, self._from_deck)
        if self._window:
            self._deck.draw_into(self._window)
        self._load(start_ms)

    def play(self) -> None:
        """Go on; from the beginning when the video had ended."""
        self._wants_to_play = True
        if self.state is PlayerState.ENDED:
            self._load(0)
        elif self._deck and self.state is PlayerState.PAUSED and not self.is_seeking:
            self._clock.run(self.position_ms(), self._now_ms())
            self._deck.run()
            self._become(PlayerState.PLAYING)

    def pause(self) -> None:
        """Hold the frame that is being shown."""
        self._wants_to_play = False
        if self._deck and self.state is PlayerState.PLAYING and not self.is_seeking:
            self._deck.hold()
            self._clock.hold(self.position_ms())
            self._become(PlayerState.PAUSED)

    def seek(self, time_ms: int) -> None:
        """Show the frame at this time, clamped to the video; keep playing or paused."""
        if self._deck is None or self.state not in OPEN:
            return
        time_ms = self._within(time_ms)
        if self.state is PlayerState.ENDED:
            self._wants_to_play = False
            self._load(time_ms)
        elif self.is_seeking:
            self._next_ms = time_ms
        else:
            self._go_to(time_ms)

    def step(self, frames: int) -> None:
        """Pause, and move this many frames on (negative: back)."""
        self.pause()
        self.seek(self.position_ms() + frames * self.frame_ms)

    def set_rate(self, rate: float) -> None:
        """Play this fast, 0.25 to 4."""
        self.rate = rate_within(rate)
        self._clock.set_rate(self.rate, self._now_ms())
        if self._deck:
            self._deck.set_rate(self.rate)

    def set_volume(self, percent: int) -> None:
        """Play this loud, 0 to 125."""
        self.volume = volume_within(percent)
        self._apply_volume()

    def set_muted(self, muted: bool) -> None:
        """Fall silent, or speak again."""
        self.is_muted = muted
        self._apply_volume()

    def unload(self) -> None:
        """Let go of the video; the state is EMPTY again."""
        self._let_go()
        self._become(PlayerState.EMPTY)

    def close(self) -> None:
        """Let go of everything; nothing may be called after this."""
        self._let_go()
        self._log.on_clock_started = None

    def _apply_volume(self) -> None:
        if self._deck:
            self._deck.set_volume(self.volume, muted=self.is_muted)

    def _load(self, start_ms: int) -> None:
        assert self._deck
        assert self._playable
        self._target_ms = start_ms
        self._deck.load(self._playable, start_ms)
        self._apply_volume()

    def _go_to(self, time_ms: int) -> None:
        assert self._deck
        self._target_ms = time_ms
        self._deck.run()
        self._deck.go_to(time_ms)

    def _within(self, time_ms: int) -> int:
        last_ms = self.duration_ms - self.frame_ms if self.duration_ms else time_ms
        return max(0, min(time_ms, last_ms))

    def _let_go(self) -> None:
        deck, self._deck, self._playable = self._deck, None, None
        self._target_ms = self._next_ms = None
        self.duration_ms, self.frame_ms = 0, FRAME_UNKNOWN_MS
        self._clock.hold(0)
        if deck:
            threading.Thread(target=deck.retire, daemon=True).start()

    def _become(self, state: PlayerState) -> None:
        if state is not self.state:
            self.state = state
            self.events.state_changed.emit(state)

    def _from_log(self) -> None:
        """Bring home from libVLC's thread that the new place's clock has started."""
        self._post(partial(self._on_clock_started, self._now_ms(), self._deck))

    def _from_deck(self, news: DeckNews, value_ms: int) -> None:
        """Bring news home from libVLC's thread."""
        self._post(partial(self._on_news, news, value_ms, self._now_ms(), self._deck))

    def _on_clock_started(self, at_ms: int, deck: Deck | None) -> None:
        if deck is None or deck is not self._deck or self._target_ms is None:
            return
        landed_ms, self._target_ms = self._target_ms, None
        self._learn_frame_rate()
        self._clock.run(landed_ms, at_ms + START_TO_SCREEN_MS)
        if self._next_ms is not None:
            next_ms, self._next_ms = self._within(self._next_ms), None
            self._go_to(next_ms)
            return
        if self._wants_to_play:
            self._become(PlayerState.PLAYING)
        else:
            deck.hold()
            self._clock.hold(landed_ms)
            self._become(PlayerState.PAUSED)
        self.events.seeked.emit(landed_ms)

    def _learn_frame_rate(self) -> None:
        frame_rate = self._deck.frame_rate() if self._deck else None
        if frame_rate:
            self.frame_ms = -(-1000 * frame_rate.denominator // frame_rate.numerator)

    def _on_news(self, news: DeckNews, value_ms: int, at_ms: int, deck: Deck | None) -> None:
        if deck is None or deck is not self._deck:
            return
        if news is DeckNews.LENGTH and value_ms > 0 and value_ms != self.duration_ms:
            self.duration_ms = value_ms
            self.events.duration_known.emit(value_ms)
        elif news is DeckNews.TIME and not self.is_seeking:
            self._clock.hear(value_ms, at_ms)
        elif news is DeckNews.BROKE or (
            news is DeckNews.ENDED and self.state is PlayerState.LOADING
        ):
            self._fail()
        elif news is DeckNews.ENDED:
            self._clock.hold(self.duration_ms)
            self._target_ms = None
            self._become(PlayerState.ENDED)

    def _fail(self) -> None:
        file = self._playable.file.name if self._playable else ""
        self._let_go()
        self._become(PlayerState.FAILED)
        self.events.failed.emit(
            PlaybackError(
                f"“{file}” could not be played: it is damaged, or in a format libVLC cannot read.",
                hint="Download it again, or choose another file for this video.",
            )
        )
