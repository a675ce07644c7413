"""Small stand-ins for what comes from outside: time."""


class HandClock:
    """A monotonic clock in ms that moves only when it is wound."""

    def __init__(self, now_ms: int = 1_000_000) -> None:
        self._now_ms = now_ms

    def now_ms(self) -> int:
        """Return the time it shows."""
        return self._now_ms

    def advance(self, by_ms: int) -> None:
        """Wind it on."""
        self._now_ms += by_ms
