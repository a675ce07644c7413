"""Noticing that a video does not answer: its drive hangs, or what is in it leads nowhere.

libVLC says nothing of it, and waits for ever. Nothing is given up here; a person is told.
"""

from collections.abc import Callable, Hashable
from functools import partial

from viewer.events import Post
from viewer.playback.vlc_waits import after

LOOK_EACH_MS = 500
# A drive that has to wake up needs several seconds; by then a person wants to know.
LONGEST_SILENCE_MS = 2_300


class Patience:
    """Looks whether anything moves while something should; on the main thread.

    `progress` returns something that is another one after each step on, None while there is
    nothing to wait for. `worn` is called once for each standstill.
    """

    def __init__(
        self,
        now_ms: Callable[[], int],
        post: Post,
        progress: Callable[[], Hashable | None],
        worn: Callable[[], None],
    ) -> None:
        self._now_ms = now_ms
        self._post = post
        self._progress = progress
        self._worn = worn
        self._seen: Hashable | None = None
        self._since_ms = 0
        self._is_looking = self._was_told = False

    def begin(self) -> None:
        """Look from now on, until there is nothing to wait for."""
        if not self._is_looking:
            self._is_looking = True
            self._take(self._progress())
            self._look_later()

    def _look_later(self) -> None:
        after(LOOK_EACH_MS, partial(self._post, self._look))

    def _take(self, seen: Hashable | None) -> None:
        self._seen, self._since_ms, self._was_told = seen, self._now_ms(), False

    def _look(self) -> None:
        seen = self._progress()
        if seen is None:
            self._is_looking = False
            return
        if seen != self._seen:
            self._take(seen)
        elif not self._was_told and self._now_ms() - self._since_ms >= LONGEST_SILENCE_MS:
            self._was_told = True
            self._worn()
        self._look_later()
