"""Carrying out the seeks of one video in libVLC, one at a time; of those that wait, the last.

What makes a seek exact tells `Landing`. No thread is started here: `after` is given, and runs
its work on a thread of its own, as moments of a few ms cannot be left to a busy main thread.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from viewer.playback.frame_grid import FrameGrid
from viewer.playback.landing import (
    EARLY_MS,
    FIRST_STEP_MS,
    PERHAPS_PREPARED_MS,
    RUN_UP_FRAMES,
    RUN_UP_MS,
    STOPS_WITHIN_MS,
    UNTIL_PRACTISED,
    Landing,
    LoadedTo,
)
from viewer.playback.player import Playable
from viewer.playback.vlc_deck import Deck
from viewer.playback.vlc_log import LogNews
from viewer.playback.vlc_waits import Time, Work

# On a busy computer a video may end before it can be stopped: for its last frame it is loaded to
# stand at its end; elsewhere frames before have to do.
ENDS_BORNE, MOST_ENDS = 3, 12


class Seeks:
    """Lands wishes. `landed` and `lost` (with a complaint) are called on the main thread."""

    def __init__(
        self, deck: Deck, time: Time, landed: Callable[[Landing], None], lost: Callable[[str], None]
    ) -> None:
        self.grid = FrameGrid()
        self.landing: Landing | None = None
        self._next_ms: int | None = None
        self._landings = 0
        self._ends = 0
        self._first: Landing | None = None
        self._is_first_dropped = False
        self.begun = 0
        """How many wishes were begun; a wish that is tried again counts once."""
        self.started = 0  # How often pictures began to run: where a file hangs, none do.
        self._call_off: Work = lambda: None
        self._playable: Playable | None = None
        self._deck = deck
        self._time = time
        self._landed = landed
        self._lost = lost

    def know_length(self, length_ms: int) -> None:
        """Take it that the video is so long."""
        self.grid = replace(self.grid, length_ms=length_ms)

    @property
    def target_ms(self) -> int | None:
        """Where the video will be once every seek has landed; None when all have."""
        if self.landing and self._next_ms is None:
            return self.landing.wish_ms
        return self._next_ms

    def open(self, playable: Playable, wish_ms: int, *, holds: bool) -> None:
        """Load a video, or load it again, and land there."""
        self._playable, self._ends, self._is_first_dropped = playable, 0, False
        self._load(wish_ms, holds, LoadedTo.SHOW_FIRST if holds and wish_ms == 0 else LoadedTo.RUN)

    def turn_to(self, wish_ms: int, *, is_over: bool) -> None:
        """Run on from there; a video that is over is loaded again."""
        if is_over:
            self._load(wish_ms, False, LoadedTo.RUN)
        else:
            self.go_to(wish_ms, holds=False)

    def go_to(self, wish_ms: int, *, holds: bool) -> None:
        """Land there, clamped to the video, as soon as a landing under way can be left."""
        if self.landing and not self.landing.is_running_up:
            self._next_ms = self.grid.within(wish_ms)
        else:
            self._next_ms, self._ends = None, 0
            self._seek(self.grid.within(wish_ms), holds)

    def hold(self, holds: bool) -> None:
        """Let the landing under way end in a standing or a running video."""
        if self.landing:
            self.landing.holds = holds
            self._deck.hush(holds)

    def close(self) -> None:
        """Let no landing have any consequence."""
        self.landing = None
        self._call_off()

    def end(self) -> bool:
        """Take it that libVLC came to the end; return whether a landing goes on after it."""
        landing = self.landing
        if landing is None:
            return False
        was_readable = self.grid.within(landing.wish_ms) < landing.wish_ms or not landing.is_loading
        self._ends += 1
        if landing.is_last_attempt or self._ends > MOST_ENDS or not was_readable:
            self._lost("could not be played: it is damaged, or in a format libVLC cannot read")
        else:
            wish_ms = self.grid.within(landing.wish_ms)
            to = LoadedTo.SHOW_FIRST if landing.stands else LoadedTo.RUN
            if landing.holds and self._ends > ENDS_BORNE:
                back = 2 ** (self._ends - ENDS_BORNE - 1)
                wish_ms = self.grid.start_of(max(0, self.grid.index_at(wish_ms) - back))
            elif landing.holds and self.grid.is_last(wish_ms):
                to = LoadedTo.STAY_AT_END
            self._load(wish_ms, landing.holds, to, landing.attempt + 1)
        return True

    def hear(self, news: LogNews, value_ms: int) -> None:
        """Take news of the log, on libVLC's thread, from where libVLC must not be called."""
        if news is LogNews.TOO_LATE and self._first is not None:
            self._time.post(partial(self._on_first_dropped, self._first))
        elif self.landing is not None:
            self.started += news is LogNews.CLOCK_STARTED
            self._hear_of(self.landing, news, value_ms, self._time.now_ms())

    def _hear_of(self, landing: Landing, news: LogNews, value_ms: int, now_ms: int) -> None:
        match news:
            case LogNews.DECODES_FROM:
                landing.seek_began(value_ms)
            case LogNews.REORDERS if landing.preroll_ms is None and value_ms >= 0:
                landing.reordered_ms = value_ms
            case LogNews.BUFFERED:
                landing.is_buffered = True
            case LogNews.CLOCK_STARTED if landing.is_buffered and landing.started_ms is None:
                landing.started_ms = now_ms
                self._started(landing)
            case LogNews.AT_END if landing.stays:
                self._time.post(partial(self._step, landing))
            case LogNews.PICTURE_STOPPED:
                self._stopped(landing, now_ms)

    # Orders

    def _load(self, wish_ms: int, holds: bool, to: LoadedTo, attempt: int = 0) -> Landing:
        assert self._playable
        run_up_ms = RUN_UP_FRAMES * self.grid.frame_ms if to is LoadedTo.STAY_AT_END else RUN_UP_MS
        aim_ms = max(0, wish_ms - run_up_ms) if holds else wish_ms
        landing = Landing(wish_ms, aim_ms, aim_ms, self.grid.frame_ms, holds, attempt)
        landing.is_loading, landing.loaded_to = True, to
        self._begin(landing)
        self._time.when_free(partial(self._put_in, landing, self._playable))
        return landing

    def _put_in(self, landing: Landing, playable: Playable) -> None:
        if landing is self.landing:
            self._deck.load(playable, landing.aim_ms, landing.loaded_to)

    def _seek(self, wish_ms: int, holds: bool, attempt: int = 0, early_frames: int = 0) -> Landing:
        index = self.grid.index_at(wish_ms)
        if holds and index == 0 and not self._is_first_dropped:
            return self._load(wish_ms, holds, LoadedTo.SHOW_FIRST, attempt)
        if self._deck.stays:  # The video would stand at its end also when it is to end.
            return self._load(wish_ms, holds, LoadedTo.RUN, attempt)
        start_ms = self.grid.start_of(index)
        early_ms = self.grid.start_of(max(0, index - early_frames)) - EARLY_MS
        aim_ms = max(0, early_ms) if holds or early_frames else wish_ms
        landing = Landing(wish_ms, aim_ms, start_ms, self.grid.frame_ms, holds, attempt)
        landing.early_frames = early_frames
        landing.is_last_frame = self.grid.is_last(wish_ms)
        self._begin(landing)
        self._deck.go_to(aim_ms)
        return landing

    def _begin(self, landing: Landing) -> None:
        self._landings += 1
        self.begun += landing.attempt == 0
        if self._landings > UNTIL_PRACTISED:
            landing.prepared_ms = PERHAPS_PREPARED_MS
        with self._time.alone:
            self.landing = landing
        self._first = landing if landing.stands else None
        self._deck.hush(landing.holds)
        self._call_off()
        overdue = partial(self._time.post, partial(self._on_overdue, landing))
        self._call_off = self._time.after(landing.deadline_ms, overdue)

    def _again(self, landing: Landing) -> None:
        attempt = landing.attempt + 1
        if landing.is_loading:
            self._load(landing.wish_ms, landing.holds, landing.loaded_to, attempt)
        else:
            again = self._seek(landing.wish_ms, landing.holds, attempt, RUN_UP_FRAMES)
            again.stop_lag_ms = landing.measured_stop_lag_ms

    # On libVLC's threads, and on timers

    def _started(self, landing: Landing) -> None:
        if landing.is_loading:
            self._time.post(partial(self._on_ready, landing))
        elif self._next_ms is not None:
            self._time.post(partial(self._on_screen, landing))
        elif landing.may_skip:
            self._time.post(partial(self._on_skipping, landing))
        else:
            self._act_in_time(landing)

    def _act_in_time(self, landing: Landing) -> None:
        act = partial(self._act, landing, landing.started_ms)
        self._time.after(landing.act_at_ms - self._time.now_ms(), act)

    def _act(self, landing: Landing, started_ms: int | None) -> None:
        with self._time.alone:
            if landing is not self.landing or landing.started_ms != started_ms:
                return
            if not landing.holds or self._next_ms is not None:
                self._time.post(partial(self._on_screen, landing))
                return
            landing.held_ms = self._time.now_ms()
            self._deck.hold()
        unheard = partial(self._time.post, partial(self._on_screen, landing))
        self._time.after(STOPS_WITHIN_MS, unheard)

    def _stopped(self, landing: Landing, now_ms: int) -> None:
        if landing.held_ms is not None and landing.stopped_ms is None and not landing.stands:
            landing.stopped_ms = now_ms
            self._time.post(partial(self._on_screen, landing))

    # At home

    def _on_ready(self, landing: Landing) -> None:
        """Go on from a loaded video: its frame rate is known now, and its window drawn into."""
        if landing is not self.landing or (landing.stays and self._next_ms is None):
            return
        self.grid = replace(self.grid, rate=self._deck.frame_rate())
        is_first = self.grid.index_at(landing.wish_ms) == 0 and not self._is_first_dropped
        if landing.holds and is_first and self._next_ms is None:
            self._show_first(landing)
        elif landing.holds or self._next_ms is not None:
            wish_ms = self.grid.within(self._taken_next(landing.wish_ms))
            self._seek(wish_ms, landing.holds, early_frames=RUN_UP_FRAMES)
        else:
            self._let_run(landing)

    def _show_first(self, landing: Landing) -> None:
        if landing.stands:
            self._step(landing)
        else:  # How long the first frame is was not known when it was loaded.
            self._load(landing.wish_ms, landing.holds, LoadedTo.SHOW_FIRST, landing.attempt)

    def _step(self, landing: Landing) -> None:
        """Show the next picture; at the end, the last one may still be on its way."""
        if landing is not self.landing:
            return
        self._deck.step()
        landing.held_ms = self._time.now_ms()
        self._time.after(FIRST_STEP_MS, partial(self._time.post, partial(self._on_screen, landing)))

    def _on_first_dropped(self, first: Landing) -> None:
        """Have what stands black run to its first frame after all, or at most to the next."""
        if first is self._first and self._next_ms is None:
            self._is_first_dropped = True
            self._seek(first.wish_ms, first.holds)

    def _let_run(self, landing: Landing) -> None:
        if landing.stands:  # It was wished to run while it was loaded.
            self._seek(landing.wish_ms, holds=False)
        else:
            self._act_in_time(landing)

    def _on_skipping(self, landing: Landing) -> None:
        if landing is self.landing and not landing.is_last_attempt:
            self._seek(landing.wish_ms, landing.holds, landing.attempt + 1, RUN_UP_FRAMES)

    def _on_screen(self, landing: Landing) -> None:
        if landing is not self.landing:
            return
        if self._next_ms is not None:
            self._seek(self.grid.within(self._taken_next(0)), landing.holds)
        elif not landing.is_right and not landing.is_last_attempt:
            self._again(landing)
        else:
            self.landing = None
            self._call_off()
            self._deck.hush(False)
            self._landed(landing)

    def _on_overdue(self, landing: Landing) -> None:
        if landing is not self.landing:
            return
        if landing.is_last_attempt:
            self._lost("does not respond")
        else:
            self._again(landing)

    def _taken_next(self, otherwise_ms: int) -> int:
        next_ms, self._next_ms = self._next_ms, None
        if next_ms is None:
            return otherwise_ms
        self._ends = 0
        return next_ms
