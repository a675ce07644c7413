"""The time of the picture on screen, told to the millisecond between libVLC's rare reports.

libVLC says every 250 to 500 ms where it is. This clock runs on by itself in between, and lets
each report pull it gently. It never goes back while it runs. Pure: "now" comes from outside.
"""

from dataclasses import dataclass, field

# Measured against frame-coded videos on screen (25, 30 and 60 frames a second, with and without
# B-frames and sound): a report is 2 to 9 ms ahead of the picture.
REPORT_LEAD_MS = 5
# A share of elapsed time: what a correction may add or take. Twice a second, 8 ms are jitter.
GENTLE, FIRM = 0.05, 0.5
FIRM_ABOVE_MS = 60
# After its rate was changed, libVLC's time leaps by up to a second, and only a report tells how
# far; one that comes sooner than this may still be of the time before.
UNTIL_TRUE_MS = 20
# libVLC reports at least every 500 ms; after a longer silence the picture stands, so we stand.
LONGEST_SILENCE_MS = 1500


@dataclass(slots=True)
class Clock:
    """A running or standing time in ms; every `at_ms` and `now_ms` is of one monotonic clock."""

    longest_silence_ms: float | None = LONGEST_SILENCE_MS
    is_running: bool = field(default=False, init=False)
    rate: float = field(default=1.0, init=False)
    _time_ms: float = field(default=0.0, init=False)
    _since_ms: float = field(default=0.0, init=False)
    _heard_ms: float = field(default=0.0, init=False)
    _owed_ms: float = field(default=0.0, init=False)
    _leapt_ms: float | None = field(default=None, init=False)
    was_told: bool = field(default=False, init=False)
    """Whether a report came since it began to run."""

    def time_at(self, now_ms: float) -> float:
        """Return the time of the picture that is on screen now."""
        if not self.is_running:
            return self._time_ms
        if self.longest_silence_ms is not None:
            now_ms = min(now_ms, self._heard_ms + self.longest_silence_ms)
        elapsed_ms = max(0.0, now_ms - self._since_ms)
        return self._time_ms + elapsed_ms * self.rate + self._paid_after(elapsed_ms)

    def hold(self, time_ms: float) -> None:
        """Stand at this time."""
        self.is_running, self._time_ms, self._owed_ms = False, time_ms, 0.0
        self._leapt_ms = None

    def run(self, time_ms: float, at_ms: float) -> None:
        """Run; it is (or will be) this time at this moment."""
        self.is_running, self._owed_ms, self._leapt_ms = True, 0.0, None
        self.was_told = False
        self._time_ms, self._since_ms, self._heard_ms = time_ms, at_ms, at_ms

    def hear(self, reported_ms: float, at_ms: float) -> None:
        """Take a report of libVLC: be pulled towards it, not thrown; unless the rate changed."""
        if not self.is_running:
            return
        self.was_told = True
        if self._leapt_ms is not None:
            self._leap(reported_ms - REPORT_LEAD_MS, at_ms)
        else:
            self._restart(at_ms)
            self._heard_ms = at_ms
            self._owed_ms = reported_ms - REPORT_LEAD_MS - self._time_ms

    def error_of(self, reported_ms: float, at_ms: float) -> float:
        """Return by how many ms a report contradicts this clock."""
        return reported_ms - REPORT_LEAD_MS - self.time_at(at_ms)

    def set_rate(self, rate: float, at_ms: float) -> None:
        """Run this fast from this moment on."""
        if self.is_running:
            self._restart(at_ms)
            if rate != self.rate:
                self._leapt_ms = at_ms
        self.rate = rate

    def _leap(self, time_ms: float, at_ms: float) -> None:
        """Be where a report says; rather than going back, stand until it comes to be so."""
        self._heard_ms = at_ms
        if self._leapt_ms is None or at_ms < self._leapt_ms + UNTIL_TRUE_MS:
            return
        self._restart(at_ms)
        ahead_ms = max(0.0, self._time_ms - time_ms)
        self._time_ms = max(self._time_ms, time_ms)
        self._since_ms, self._owed_ms, self._leapt_ms = at_ms + ahead_ms / self.rate, 0.0, None

    def _restart(self, at_ms: float) -> None:
        time_ms = self.time_at(at_ms)
        self._owed_ms -= self._paid_after(max(0.0, at_ms - self._since_ms))
        self._time_ms, self._since_ms = time_ms, max(at_ms, self._since_ms)

    def _paid_after(self, elapsed_ms: float) -> float:
        share = FIRM if abs(self._owed_ms) > FIRM_ABOVE_MS else GENTLE
        most_ms = elapsed_ms * self.rate * share
        return max(-most_ms, min(most_ms, self._owed_ms))
