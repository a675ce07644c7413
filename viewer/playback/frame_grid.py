"""Where a video's frames begin, as far as its frame rate tells."""

from dataclasses import dataclass
from fractions import Fraction

FRAME_UNKNOWN_MS = 40


@dataclass(frozen=True, slots=True)
class FrameGrid:
    """Frames at an even rate from 0 on; `rate` is frames a second, None when unknown.

    Times are whole ms: a frame begins at the first whole ms at which it is to be seen. `length_ms`
    is the whole video's, 0 when unknown.
    """

    rate: Fraction | None = None
    length_ms: int = 0

    @property
    def frame_ms(self) -> int:
        """Length of one frame, rounded up."""
        return self.start_of(1)

    def index_at(self, time_ms: int) -> int:
        """Return the number of the frame to be seen at this time, counted from 0."""
        return int(time_ms * self._frames_a_ms)

    def start_of(self, index: int) -> int:
        """Return the time from which this frame is to be seen."""
        return -int(-index // self._frames_a_ms)

    def start_at(self, time_ms: int) -> int:
        """Return the time from which the frame of this time is to be seen."""
        return self.start_of(self.index_at(time_ms))

    def is_last(self, time_ms: int) -> bool:
        """Return whether the frame of this time is the video's last."""
        return 0 < self.length_ms <= self.start_of(self.index_at(time_ms) + 1)

    def within(self, time_ms: int) -> int:
        """Return a time of the video: this one, or one of its first or its last frame."""
        if 0 < self.length_ms <= time_ms:
            return self.start_at(self.length_ms - 1)
        return max(0, time_ms)

    @property
    def _frames_a_ms(self) -> Fraction:
        return self.rate / 1000 if self.rate else Fraction(1, FRAME_UNKNOWN_MS)
