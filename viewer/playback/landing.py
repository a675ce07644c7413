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

# From "clock started" to the picture on screen: 16.0 to 17.8 ms in 20 of 20 seeks.
START_TO_SCREEN_MS = 17
# A picture is shown although the video stops before it is due, once it is being prepared. That
# begins 13 to 41 ms before: libVLC reckons with 20 ms for rendering and learns the true figure
# within the first 60 pictures or so.
SURELY_PREPARED_MS, PERHAPS_PREPARED_MS = 13, 41
# libVLC's mp4 demuxer takes the decoder's time for the picture's: asked for a frame just before
# a key frame, it starts from that one, and the frame is skipped. With B-frames these times are
# one to four frames apart.
MOST_REORDERED_FRAMES = 4
# Aim a little earlier than at the last safe moment, and let it be missed by a little.
TIMER_MS = 3
MOST_ATTEMPTS = 6
FIRST_DEADLINE_MS = 4000


@dataclass(slots=True)
class Landing:
    """A seek under way.

    `aim_ms` is what libVLC is asked for, `holds` whether the video is to stand then, and
    `is_loading` that it is opened first: only thereafter its frame rate is known.
    """

    wish_ms: int
    aim_ms: int
    frame_start_ms: int
    frame_ms: int
    holds: bool
    attempt: int = 0
    is_loading: bool = field(default=False, init=False)
    early_frames: int = field(default=0, init=False)
    stop_lag_ms: int = field(default=0, init=False)
    preroll_ms: int | None = field(default=None, init=False)
    started_ms: int | None = field(default=None, init=False)
    held_ms: int | None = field(default=None, init=False)
    stopped_ms: int | None = field(default=None, init=False)

    @property
    def on_screen_ms(self) -> int:
        """When the picture of `aim_ms` is on screen."""
        assert self.started_ms is not None
        return self.started_ms + START_TO_SCREEN_MS

    @property
    def act_at_ms(self) -> int:
        """When to stop, so that the frame stands; or when it is there, if it is to run."""
        if not self.holds:
            return self.on_screen_ms
        latest_ms = self.frame_ms - PERHAPS_PREPARED_MS - TIMER_MS
        stop_at_ms = max(latest_ms, TIMER_MS - SURELY_PREPARED_MS)
        return self._frame_on_screen_ms + stop_at_ms - self.stop_lag_ms

    @property
    def is_right(self) -> bool:
        """Whether the video runs, or stopped while the wanted frame was on screen."""
        if self.held_ms is None:
            return True
        stopped_ms = self.held_ms if self.stopped_ms is None else self.stopped_ms
        earliest_ms = self._frame_on_screen_ms - SURELY_PREPARED_MS
        return earliest_ms <= stopped_ms <= self.act_at_ms + self.stop_lag_ms + 2 * TIMER_MS

    @property
    def measured_stop_lag_ms(self) -> int:
        """How long the stop took; a decoder that waits for room sees to it only then."""
        if self.held_ms is None or self.stopped_ms is None:
            return self.stop_lag_ms
        return self.stopped_ms - self.held_ms

    @property
    def may_skip(self) -> bool:
        """Whether decoding may have begun behind the wanted frame."""
        if self.preroll_ms is None or not self.holds or self.early_frames:
            return False
        return self.preroll_ms < min(MOST_REORDERED_FRAMES * self.frame_ms, self.aim_ms)

    @property
    def shown_ms(self) -> int:
        """The time of the picture that stands on screen."""
        if self.is_right or self.held_ms is None:
            return self.wish_ms
        lead_ms = (SURELY_PREPARED_MS + PERHAPS_PREPARED_MS) // 2
        return self.aim_ms + self.held_ms + lead_ms - self.on_screen_ms

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
