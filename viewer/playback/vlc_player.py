"""The player that libVLC is behind.

What libVLC does inside arrives on its own threads and is posted home.
"""

import sys
from collections.abc import Callable, Hashable
from functools import partial
from pathlib import Path

from viewer.errors import ViewerError
from viewer.events import Post
from viewer.playback import vlc_words
from viewer.playback.clock import Clock
from viewer.playback.contents import Choice, Contents
from viewer.playback.frame_grid import FrameGrid
from viewer.playback.landing import Landing
from viewer.playback.libvlc import LibVlc, give_back_memory
from viewer.playback.player import Playable, PlayerState
from viewer.playback.ranges import rate_within
from viewer.playback.turning import STOP_LAG_MS, Turn, TurnAlarm
from viewer.playback.vlc_deck import Deck, DeckNews
from viewer.playback.vlc_log import LogNews, VlcLog
from viewer.playback.vlc_patience import Patience
from viewer.playback.vlc_picture import take_picture
from viewer.playback.vlc_presentation import Presentation
from viewer.playback.vlc_seeks import Seeks
from viewer.playback.vlc_waits import Leaving, Time, after

# Between the order and the picture, measured on screen.
RUN_LAG_MS = 30
HAND_OVER_S = 0.001


class VlcPlayer(Presentation):
    """Plays one video at a time into a native window, by libVLC."""

    def __init__(self, libvlc: LibVlc, post: Post, now_ms: Callable[[], int]) -> None:
        super().__init__()
        # libVLC's threads wait so long for a busy main thread before they can tell anything.
        sys.setswitchinterval(HAND_OVER_S)
        self._libvlc = libvlc
        self._now_ms = now_ms
        self._leaving = Leaving(post)
        self._time = Time(now_ms, post, after, self._leaving.when_free)
        self._patience = Patience(now_ms, post, self._progress, self._on_standstill)
        self._heard = 0
        self._log = VlcLog(libvlc, self._from_log)
        self._clock = Clock()
        self._turning = TurnAlarm(self._time, self._on_turn)
        self._seeks: Seeks | None = None
        self._playable: Playable | None = None
        self._window = 0
        self.state = PlayerState.EMPTY
        self.duration_ms = 0
        self.rate = 1.0

    @property
    def frame_ms(self) -> int:
        """Length of one frame, rounded up; 40 until it is known."""
        return self._grid.frame_ms

    @property
    def is_seeking(self) -> bool:
        """Whether a seek has been asked for whose frame is not on screen yet."""
        return self._seeks is not None and self._seeks.landing is not None

    def position_ms(self) -> int:
        """Return the time of the frame being shown; while a seek is under way, its target."""
        target_ms = self._seeks.target_ms if self._seeks else None
        if target_ms is not None:
            return target_ms
        time_ms = max(0, int(self._clock.time_at(self._now_ms())))
        return min(time_ms, self.duration_ms) if self.duration_ms else time_ms

    def attach(self, window: int) -> None:
        """Draw into this native window from now on; call before `open`."""
        self._window = window

    def open(self, playable: Playable, *, start_ms: int = 0, paused: bool = True) -> None:
        """Load a video and show its frame at `start_ms`, paused or playing."""
        self._let_go()
        self.turn_at(None)
        self._become(PlayerState.LOADING)
        self._log.forget_decoders()
        self._playable = playable
        self._deck = Deck(self._libvlc, self._window, self._from_deck)
        self._deck.set_volume(self.volume, muted=self.is_muted)
        self._deck.tracks.fit(*self._shape)
        self.choose(Choice(zoom=self.choice.zoom))
        self._seeks = Seeks(self._deck, self._time, self._on_landed, self._fail)
        self._seeks.open(playable, max(0, start_ms), holds=paused)
        self._patience.begin()

    def play(self) -> None:
        """Go on; from the beginning when the video had ended."""
        if self._deck is None or self._seeks is None or self._playable is None:
            return
        if self.state is PlayerState.ENDED:
            self._seeks.open(self._playable, 0, holds=False)
        elif self.is_seeking:
            self._seeks.hold(False)
        elif self.state is PlayerState.PAUSED and self._deck.must_rewind_for(self.rate):
            self._seeks.go_to(self.position_ms(), holds=False)
        elif self.state is PlayerState.PAUSED:
            self._clock.set_rate(self.rate, self._now_ms())
            self._clock.run(self.position_ms(), self._now_ms() + RUN_LAG_MS)
            self._deck.set_rate(self.rate)
            self._deck.run()
        self._intend(PlayerState.PLAYING)
        self._patience.begin()

    def pause(self) -> None:
        """Hold the frame that is being shown."""
        if self._deck is None or self._seeks is None or self.state is PlayerState.ENDED:
            return
        if self.is_seeking:
            self._seeks.hold(True)
        elif self.state is PlayerState.PLAYING:
            self._stand()
        self._intend(PlayerState.PAUSED)

    def seek(self, time_ms: int) -> None:
        """Show the frame at this time, clamped to the video; keep playing or paused."""
        if self._seeks is None or self._playable is None:
            return
        if self.state is PlayerState.ENDED and not self.is_seeking:
            self._seeks.open(self._playable, max(0, time_ms), holds=True)
        else:
            self._seeks.go_to(time_ms, holds=self.state is not PlayerState.PLAYING)
        self._patience.begin()
        self._wind()

    def step(self, frames: int) -> None:
        """Pause, and move this many frames on (negative: back)."""
        self.pause()
        index = self._grid.index_at(self.position_ms()) + frames
        self.seek(self._grid.start_of(max(0, index)))

    def set_rate(self, rate: float) -> None:
        """Play this fast, 0.25 to 4."""
        self.rate = rate_within(rate)
        if not self._deck or not self._is_running or not self._clock.was_told:
            return
        if self._deck.must_rewind_for(self.rate):
            self.seek(self.position_ms())
        else:
            self._deck.set_rate(self.rate)
            self._clock.set_rate(self.rate, self._now_ms())
            self._wind()

    def turn_at(self, at_ms: int | None, go_to_ms: int | None = None) -> None:
        """Whenever it comes to `at_ms` from before, go on from `go_to_ms`, or for None stand."""
        self._turning.unwind()
        self._turning.turn = None if at_ms is None else Turn(at_ms, go_to_ms)
        self._wind()

    def choose(self, choice: Choice) -> None:
        """Have this heard and seen of the open video, at once also while it stands."""
        before, self.choice = self.choice, choice
        if self._deck is None:
            return
        self._deck.tracks.choose(choice)
        is_read_anew = (choice.subtitles, choice.delay_ms) != (before.subtitles, before.delay_ms)
        if is_read_anew and self.state is PlayerState.PAUSED:
            self.seek(self.position_ms())

    def take_picture(self, file: Path, done: Callable[[ViewerError | None], None]) -> None:
        """Write the frame on screen into a PNG file, at the video's own size."""

        def tell(error: ViewerError | None) -> None:
            self._time.post(partial(done, error))

        self._leaving.errand(partial(take_picture, self._deck, file, tell))

    def unload(self) -> None:
        """Let go of the video; the state is EMPTY again."""
        self._let_go()
        self._become(PlayerState.EMPTY)

    def close(self) -> None:
        """Let go of everything; nothing may be called after this."""
        self._let_go()
        self._log.close()

    @property
    def _is_running(self) -> bool:
        return self.state is PlayerState.PLAYING and not self.is_seeking

    @property
    def _grid(self) -> FrameGrid:
        return self._seeks.grid if self._seeks else FrameGrid()

    def _stand(self) -> None:
        assert self._deck
        self._deck.hold()
        stopped_ms = self.position_ms() + STOP_LAG_MS * self.rate
        self._clock.hold(self._turning.within(stopped_ms))

    def _let_go(self) -> None:
        deck, self._deck = self._deck, None
        if self._seeks:
            self._seeks.close()
        self._seeks = self._playable = None
        self.duration_ms = 0
        self._clock.hold(0)
        self.contents = Contents()
        if deck:
            self._leaving.retire(deck)

    def _intend(self, state: PlayerState) -> None:
        if self.state not in (PlayerState.LOADING, PlayerState.FAILED):
            self._become(state)

    def _become(self, state: PlayerState) -> None:
        if state is not self.state:
            self.state = state
            self._wind()
            self.events.state_changed.emit(state)

    def _progress(self) -> Hashable | None:
        seeks = self._seeks
        if seeks is None or not (self.is_seeking or self.state is PlayerState.PLAYING):
            return None
        return self.is_seeking, (seeks.begun, seeks.started) if self.is_seeking else self._heard

    # News, on libVLC's threads

    def _from_log(self, news: LogNews, value_ms: int) -> None:
        if seeks := self._seeks:
            seeks.hear(news, value_ms)

    def _from_deck(self, deck: Deck, news: DeckNews, value_ms: int) -> None:
        self._time.post(partial(self._on_news, deck, news, value_ms, self._now_ms()))

    # News, at home

    def _on_landed(self, landing: Landing) -> None:
        if landing.held_ms is None:
            self._clock.set_rate(1.0, self._now_ms())
            self._clock.run(landing.aim_ms, landing.on_screen_ms)
            self._become(PlayerState.PLAYING)
            if landing.holds:
                self.pause()
        else:
            self._clock.hold(landing.shown_ms)
            self._become(PlayerState.PAUSED)
            if not landing.holds:
                self.play()
        if landing.is_loading:  # Over a video that was there: what that one held is free now.
            self._leaving.errand(give_back_memory)
        self._look_inside()
        self._wind()
        self.events.seeked.emit(self.position_ms())

    def _on_standstill(self) -> None:
        self.events.stalled.emit(vlc_words.stalled(self._playable))

    def _wind(self) -> None:
        if self._deck and self._is_running:
            self._turning.wind(self._clock, self._now_ms(), self._deck)
        else:
            self._turning.unwind()

    def _on_turn(self, turn: Turn, *, is_over: bool = False) -> None:
        self._clock.hold(turn.at_ms)
        if turn.go_to_ms is None:
            self._become(PlayerState.ENDED if is_over else PlayerState.PAUSED)
        elif self._seeks:
            self.events.turning.emit(turn.go_to_ms)
            self._seeks.turn_to(turn.go_to_ms, is_over=is_over)
        self.events.turned.emit()

    def _on_news(self, deck: Deck, news: DeckNews, value_ms: int, at_ms: int) -> None:
        if deck is not self._deck or self._seeks is None:
            return
        match news:
            case DeckNews.LENGTH if value_ms > 0 and value_ms != self.duration_ms:
                self.duration_ms = value_ms
                self._seeks.know_length(value_ms)
                self.events.duration_known.emit(value_ms)
            case DeckNews.TIME if not self.is_seeking:
                self._heard += 1
                self._clock.hear(value_ms, at_ms)
                if deck.rate != self.rate:
                    self.set_rate(self.rate)
                self._wind()
            case DeckNews.ENDED if turn := self._turning.take():
                self._on_turn(turn, is_over=True)
            case DeckNews.ENDED if not self._seeks.end():
                self._clock.hold(self.duration_ms)
                self._become(PlayerState.ENDED)
            case DeckNews.BROKE:
                self._fail("could not be played: it is damaged, or in a format libVLC cannot read")

    def _fail(self, complaint: str) -> None:
        error = vlc_words.failed(self._playable, complaint)
        self._let_go()
        self._become(PlayerState.FAILED)
        self.events.failed.emit(error)
