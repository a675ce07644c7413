"""Turning at a time: back to where a loop begins, on to the next excerpt, or to a stand.

The rule to know: the alarm stops the pictures on a thread of its own, because a busy main thread
would let a video at four times its rate run on by two frames in 20 ms; all else happens at home.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from viewer.playback.vlc_deck import Deck
from viewer.playback.vlc_seeks import Time, Work

# Between the order to stop and the last picture, measured on screen: a stop takes the picture being
# prepared with it.
STOP_LAG_MS = 16
# Where frames last longer than that, the stop can come as soon as the last one is on screen: the
# next one is being prepared up to so long before it is due.
PREPARED_MS = 34
TIMER_MS = 6
USUAL_FRAME_RATE = 25


@dataclass(frozen=True, slots=True)
class Turn:
    """When the video comes to `at_ms` it goes on from `go_to_ms`; for None it stands there."""

    at_ms: int
    go_to_ms: int | None


class TurnAlarm:
    """Rings for one turn at a time. `rung` is called at home, with the deck already holding."""

    def __init__(self, time: Time, rung: Callable[[Turn], None]) -> None:
        self.turn: Turn | None = None
        self._time = time
        self._rung = rung
        self._ticket: object | None = None
        self._has_rung = False
        self._call_off: Work = _nothing

    def wind(self, position_ms: float, rate: float, deck: Deck) -> None:
        """Ring when a video that runs from here at this rate comes to the turn.

        One that is past it already runs on: the reader went there. But one that came there by
        itself, because libVLC's time leapt, turns at once.
        """
        turn, was_before = self.turn, self._ticket is not None
        if self._has_rung and was_before:
            return
        self.unwind()
        if turn is None or (position_ms >= turn.at_ms and not was_before):
            return
        self._ticket = ticket = object()
        frame_ms = 1000 / (deck.frame_rate() or USUAL_FRAME_RATE) / rate
        lag_ms = max(STOP_LAG_MS, min(frame_ms - TIMER_MS, PREPARED_MS))
        delay_ms = round((turn.at_ms - position_ms) / rate - lag_ms)
        self._call_off = self._time.after(delay_ms, partial(self._ring, ticket, turn, deck))

    def take(self) -> Turn | None:
        """Return the turn it would ring for, and do not ring."""
        turn = self.turn if self._ticket is not None else None
        self.unwind()
        return turn

    def unwind(self) -> None:
        """Do not ring."""
        self._ticket, self._has_rung = None, False
        self._call_off()
        self._call_off = _nothing

    def _ring(self, ticket: object, turn: Turn, deck: Deck) -> None:
        if ticket is self._ticket:
            self._has_rung = True
            deck.stop_short()
            self._time.post(partial(self._come_home, ticket, turn, deck))

    def _come_home(self, ticket: object, turn: Turn, deck: Deck) -> None:
        if ticket is self._ticket:
            self.unwind()
            self._rung(turn)
        else:  # Something else was wished while the alarm was on its way home.
            deck.carry_on()


def _nothing() -> None:
    """Call nothing off."""
