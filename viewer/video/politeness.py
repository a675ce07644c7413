"""How often one asks the same host: not too often, and not at all while it limits us.

Pure: the time comes in from outside, in seconds since 1970.
"""

from dataclasses import dataclass, field

from viewer.video.retrying import HOUR_S, is_due

CAREFUL_S = 24 * HOUR_S
"""So long a site that limited us is asked for one video at a time."""


@dataclass(slots=True)
class Politeness:
    """What each host is asked for: not too often, and not at all while it limits us."""

    between_starts_s: float = 5.0
    _started_s: dict[str, float] = field(default_factory=dict)
    _rests_until_s: dict[str, float] = field(default_factory=dict)
    _limited_s: dict[str, float] = field(default_factory=dict)

    def may_start(self, host: str, running_there: int, now_s: float) -> bool:
        """Whether a download from this host may start now, beside so many others from it."""
        since_s = now_s - self._started_s.get(host, float("-inf"))
        if 0 <= since_s < self.between_starts_s:
            return False
        is_limited = 0 <= now_s - self._limited_s.get(host, float("-inf")) < CAREFUL_S
        return not (is_limited and running_there)

    def started(self, host: str, now_s: float) -> None:
        """Remember that this host was asked."""
        self._started_s[host] = now_s

    def rest(self, host: str, until_s: float, now_s: float) -> None:
        """Leave a host that limits us alone until then."""
        self._rests_until_s[host] = until_s
        self._limited_s[host] = now_s

    def rests_until_s(self, host: str, now_s: float) -> float:
        """Return until when a host is left alone, 0 when it is not."""
        until_s = self._rests_until_s.get(host, 0.0)
        return 0.0 if is_due(until_s, now_s) else until_s

    def wake(self, host: str) -> None:
        """Ask this host again, as a person wishes it."""
        self._rests_until_s.pop(host, None)
