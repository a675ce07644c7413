"""Threads of the player: timers, errands that may take long, and videos on their way out.

Letting go of a video waits for libVLC, which may wait for a slow disk: nothing of it happens on
the main thread, and what is here never waits without a bound.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from viewer.events import Post
from viewer.playback.vlc_deck import Deck

Work = Callable[[], None]

# A video on a drive that does not answer is given up after this.
MOST_PATIENCE_S = 2.0


@dataclass(frozen=True, slots=True)
class Time:
    """Time for the player: what it is, how to come home from elsewhere, how to be woken.

    `after` runs work in so many ms on another thread, unless what it returns is called before;
    `when_free` runs it here as soon as the window is free of the video before. `alone` is held by
    who judges a landing and acts by that, so that a timer stops none but the one it was set for.
    """

    now_ms: Callable[[], int]
    post: Post
    after: Callable[[int, Work], Work]
    when_free: Callable[[Work], None]
    alone: threading.Lock = field(default_factory=threading.Lock)


class Leaving:
    """Decks that are let go of; their window is free when all have gone."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._threads: list[threading.Thread] = []
        self._errands: list[threading.Thread] = []

    def errand(self, work: Work) -> None:
        """Do something with a deck that takes a while; it is not let go of before."""
        self._errands = [thread for thread in self._errands if thread.is_alive()]
        self._errands.append(aside(work))

    def retire(self, deck: Deck) -> None:
        """Let go of a deck."""
        self._threads.append(aside(partial(_retire, deck, tuple(self._errands))))

    def when_free(self, work: Work) -> None:
        """Let two videos never be in one window: libVLC would open another for the second."""
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        if self._threads:
            aside(partial(self._wait, tuple(self._threads), work))
        else:
            work()

    def _wait(self, leaving: Sequence[threading.Thread], work: Work) -> None:
        for thread in leaving:
            thread.join(MOST_PATIENCE_S)
        self._post(work)


def _retire(deck: Deck, errands: Sequence[threading.Thread]) -> None:
    for thread in errands:
        thread.join()
    deck.retire()


def after(delay_ms: int, work: Work) -> Work:
    """Run work in so many ms on a thread of its own, unless what is returned is called before."""
    timer = threading.Timer(max(0, delay_ms) / 1000, work)
    timer.daemon = True
    timer.start()
    return timer.cancel


def aside(work: Work) -> threading.Thread:
    """Run work on a thread of its own."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread
