"""Turning at a time: back to where a loop begins, on to the next excerpt, or to a stand.

The rule to know: the alarm stops the pictures on a thread of its own, because a busy main thread
would let a video at four times its rate run on by two frames in 20 ms; all else happens at home.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from viewer.playback.clock import Clock
from viewer.playback.vlc_deck import Deck
from viewer.playback.vlc_waits import Time, Work

# Between the order to stop and the last picture, as it is on average.
STOP_LAG_MS = 16
# A picture is still shown when libVLC has begun to prepare it as the order comes: measured at 360
# and 720 lines 5 to 9 ms before it is due. Where rendering takes longer it is more, see `Landing`.
PREPARED_MS = 13
# The alarm is late by 0 to 4 ms, and the clock by some more.
LATE_MS = 4
USUAL_FRAME_RATE = 25


@dataclass(frozen=True, slots=True)
class Turn:
    """When the video comes to `at_ms` it goes on from `go_to_ms`; for None it stands there."""

    at_ms: int
    go_to_ms: int | None


def ahead_of_turn_ms(frame_ms: float) -> float:
    """Return how long before a turn to stop, so that the picture before it is the last.

    `frame_ms` is how long each is on screen. The order falls in the middle of the time when that
    picture is prepared already and the next one is not: what differs from time to time has as much
    room on either side as there is.
    """
    return PREPARED_MS + LATE_MS + frame_ms / 2


class TurnAlarm:
    """Rings for one turn at a time.

    `rung` is called at home when the turn is due, with the deck already holding.
    """

    def __init__(self, time: Time, rung: Callable[[Turn], None]) -> None:
        self.turn: Turn | None = None
        self._time = time
        self._rung = rung
        self._ticket: object | None = None
        self._has_rung = False
        self._call_off: Work = _nothing

    def wind(self, clock: Clock, now_ms: int, deck: Deck) -> None:
        """Ring when the video comes to the turn, as its clock runs now.

        One that is past it already runs on: the reader went there. But one that came there by
        itself, because libVLC's time leapt, turns at once.
        """
        position_ms, rate = clock.time_at(now_ms), clock.rate
        turn, was_before = self.turn, self._ticket is not None
        if self._has_rung and was_before:
            return
        self.unwind()
        if turn is None or (position_ms >= turn.at_ms and not was_before):
            return
        self._ticket = ticket = object()
        frame_ms = 1000 / float(deck.frame_rate() or USUAL_FRAME_RATE) / rate
        due_ms = max(0.0, (turn.at_ms - position_ms) / rate)
        ahead_ms = min(due_ms, ahead_of_turn_ms(frame_ms))
        stop = partial(self._ring, ticket, turn, deck, round(ahead_ms))
        self._call_off = self._time.after(round(due_ms - ahead_ms), stop)

    def within(self, time_ms: float) -> float:
        """Return a time to stand at: one that would turn now is not past the turn."""
        if self._has_rung and self._ticket is not None and self.turn is not None:
            return min(time_ms, self.turn.at_ms - 1)
        return time_ms

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

    def _ring(self, ticket: object, turn: Turn, deck: Deck, ahead_ms: int) -> None:
        if ticket is self._ticket:
            self._has_rung = True
            deck.stop_short()
            # The last picture stays until the turn, as it does where there is none.
            come_home = partial(self._come_home, ticket, turn, deck)
            self._time.after(ahead_ms, partial(self._time.post, come_home))

    def _come_home(self, ticket: object, turn: Turn, deck: Deck) -> None:
        if ticket is self._ticket:
            self.unwind()
            self._rung(turn)
        else:  # Something else was wished while the alarm was on its way home.
            deck.carry_on()


def _nothing() -> None:
    """Call nothing off."""
