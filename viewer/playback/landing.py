"""One seek, from the wish to the frame on screen: what makes it exact, and how that is known.

libVLC 3 cannot seek a standing video exactly: it shows a frame up to four too early, by the
video's B-frames, or none at all, and nothing tells which. But in a video that runs at natural
rate it is exact: `START_TO_SCREEN_MS` after its log says that the clock started, the frame
asked for is on screen. So a video that is to stand is started, mute, and stopped while that
frame shows. The log tells when the pictures stopped; when that was too early or too late, as
on a busy computer, the seek is repeated.

All figures were measured on screen with frame-coded videos (tests/frame_code.py) of 25, 30 and
60 frames a second, with and without B-frames and sound, on libVLC 3.0.24.
"""

from dataclasses import dataclass, field
from enum import Enum, auto

# From "clock started" to the picture on screen: 16.0 to 17.8 ms in 20 of 20 seeks.
START_TO_SCREEN_MS = 17
# A picture is shown although the video stops before it is due, once it is being prepared. That
# begins 10 ms before it is due or earlier: libVLC reckons with the time that rendering takes,
# supposes at first that it is long, and learns better within some 60 pictures.
SURELY_PREPARED_MS = 10
PERHAPS_PREPARED_MS, PERHAPS_PREPARED_AT_FIRST_MS = 28, 36
# libVLC's mp4 demuxer takes the decoder's time for the picture's: asked for a frame just before
# a key frame, it starts from that one, and the frame is skipped. With B-frames these times are
# one to four frames apart.
MOST_REORDERED_FRAMES = 4
# The first frame of all is the one exception: only a standing video shows it and stops there. One
# that ran, or is sought in, has other pictures under way and may show one of those; so the video is
# loaded standing, and told to step once. Its picture is there after 118 to 160 ms: 168 of 168,
# on a busy computer too.
FIRST_STEP_MS = 160
# Where a decoder is slow to begin, AV1's even on a quick computer, libVLC finds the first pictures
# too late and drops them, so that all stays black. Then the video is sought in after all, and
# stands at its second frame: 24 of 24.
# A standing frame is stopped at in a running video; a video is opened this long before it.
RUN_UP_MS = 1000
# Where the first picture after a seek may be late, or skipped, let it be one before the wanted.
RUN_UP_FRAMES = MOST_REORDERED_FRAMES
# Asked for a time behind a frame's start, be it by a third of a ms, libVLC drops that frame.
EARLY_MS = 1
# Landings after which libVLC has rendered enough pictures to know how long that takes.
UNTIL_PRACTISED = 15
# The log tells within a frame or two when the pictures stopped; without it, go by our order.
STOPS_WITHIN_MS = 250
# Aim a little earlier than at the last safe moment, and let it be missed by a little.
TIMER_MS = 3
MOST_ATTEMPTS = 6
# Should a libVLC not tell when pictures stop, believe after so many attempts that they did.
TRUSTED_UNHEARD_AFTER = 2
FIRST_DEADLINE_MS = 2000


class LoadedTo(Enum):
    """How a video is loaded: to run, or to stand, for its first frame or, at its end, its last."""

    RUN = auto()
    SHOW_FIRST = auto()
    STAY_AT_END = auto()


@dataclass(slots=True)
class Landing:
    """A seek under way.

    `aim_ms` is what libVLC is asked for, `holds` whether the video is to stand then, and
    `is_loading` that it is opened now, in the way of `loaded_to`: only thereafter its frame rate
    is known.
    """

    wish_ms: int
    aim_ms: int
    frame_start_ms: int
    frame_ms: int
    holds: bool
    attempt: int = 0
    is_loading: bool = field(default=False, init=False)
    # libVLC ends a video while its last frame is on screen, so that one is stopped at once.
    is_last_frame: bool = field(default=False, init=False)
    prepared_ms: int = field(default=PERHAPS_PREPARED_AT_FIRST_MS, init=False)
    loaded_to: LoadedTo = field(default=LoadedTo.RUN, init=False)
    early_frames: int = field(default=0, init=False)
    stop_lag_ms: int = field(default=0, init=False)
    preroll_ms: int | None = field(default=None, init=False)
    # How long before it is seen a key frame is decoded; known where an mp4 says so.
    reordered_ms: int | None = field(default=None, init=False)
    # Without it, "clock started" would be of the seek before.
    is_buffered: bool = field(default=False, init=False)
    started_ms: int | None = field(default=None, init=False)
    held_ms: int | None = field(default=None, init=False)
    stopped_ms: int | None = field(default=None, init=False)

    @property
    def on_screen_ms(self) -> int:
        """When the picture of `aim_ms` is on screen."""
        assert self.started_ms is not None
        return self.started_ms + START_TO_SCREEN_MS

    def seek_began(self, preroll_ms: int) -> None:
        """Take it that libVLC seeks, and decodes from so long before the aim.

        For one order it sometimes does so twice: then what came of the first counts no more.
        """
        self.preroll_ms = preroll_ms
        if self.holds:
            self.is_buffered, self.started_ms = False, None

    @property
    def stands(self) -> bool:
        """Whether the video is loaded standing, for its first frame."""
        return self.loaded_to is LoadedTo.SHOW_FIRST

    @property
    def stays(self) -> bool:
        """Whether the video is loaded to stand at its end, for its last frame."""
        return self.loaded_to is LoadedTo.STAY_AT_END

    @property
    def is_running_up(self) -> bool:
        """Whether libVLC has done all it does, and the video runs towards the wanted frame."""
        return self.started_ms is not None and self.held_ms is None and not self.is_loading

    @property
    def act_at_ms(self) -> int:
        """When to stop, so that the frame stands; or when it is there, if it is to run."""
        if not self.holds:
            return self.on_screen_ms + max(0, self.wish_ms - self.aim_ms)
        return self._frame_on_screen_ms + self._best_stop_ms - self.stop_lag_ms

    @property
    def is_right(self) -> bool:
        """Whether the video runs, or stopped while the wanted frame was on screen."""
        if self.held_ms is None or self.stands or self.stays:
            return True
        if self.started_ms is None:
            return False
        if self.stopped_ms is None:
            return self.attempt >= TRUSTED_UNHEARD_AFTER
        late_ms = self.stopped_ms - self._frame_on_screen_ms
        return -SURELY_PREPARED_MS <= late_ms <= self._latest_stop_ms + 2 * TIMER_MS

    @property
    def measured_stop_lag_ms(self) -> int:
        """How much later than meant it stopped: timers are late, and decoders busy."""
        if self.held_ms is None or self.started_ms is None:
            return self.stop_lag_ms
        return max(0, self._stop_ms - self._frame_on_screen_ms - self._best_stop_ms)

    @property
    def may_skip(self) -> bool:
        """Whether decoding may have begun behind the wanted frame; running, one late will do."""
        if self.preroll_ms is None or self.early_frames or self.preroll_ms >= self.aim_ms:
            return False
        if self.holds or self.reordered_ms is None:
            return self.preroll_ms < MOST_REORDERED_FRAMES * self.frame_ms
        key_frame_ms = self.aim_ms - self.preroll_ms + self.reordered_ms
        return key_frame_ms - self.frame_start_ms > self.frame_ms

    @property
    def shown_ms(self) -> int:
        """The time of the picture that stands on screen."""
        if self.is_right or self.held_ms is None or self.started_ms is None:
            return self.wish_ms
        prepared_ms = (SURELY_PREPARED_MS + self.prepared_ms) // 2
        return self.aim_ms + self._stop_ms + prepared_ms - self.on_screen_ms

    @property
    def deadline_ms(self) -> int:
        """How long to wait for libVLC: a decoder may need seconds from the last key frame."""
        return FIRST_DEADLINE_MS << self.attempt

    @property
    def is_last_attempt(self) -> bool:
        """Whether it was tried often enough."""
        return self.attempt + 1 >= MOST_ATTEMPTS

    @property
    def _frame_on_screen_ms(self) -> int:
        return self.on_screen_ms + self.frame_start_ms - self.aim_ms

    @property
    def _best_stop_ms(self) -> int:
        """When to stop, counted from the frame on screen."""
        return min(0, self._latest_stop_ms) if self.is_last_frame else self._latest_stop_ms

    @property
    def _latest_stop_ms(self) -> int:
        latest_ms = self.frame_ms - self.prepared_ms - TIMER_MS
        return max(latest_ms, TIMER_MS - SURELY_PREPARED_MS)

    @property
    def _stop_ms(self) -> int:
        assert self.held_ms is not None
        return self.held_ms if self.stopped_ms is None else self.stopped_ms
