"""News without Qt: an Event is a list of handlers, an Inbox a way home for other threads."""

from collections import deque
from collections.abc import Callable
from typing import Generic, ParamSpec

News = ParamSpec("News")
Post = Callable[[Callable[[], None]], None]
"""Hands a callable over to the main thread; may be called from any thread."""


class Event(Generic[News]):
    """A signal without Qt: whoever connected is called, in order, on the emitter's thread."""

    def __init__(self) -> None:
        self._handlers: list[Callable[News, None]] = []

    def connect(self, handler: Callable[News, None]) -> None:
        """Call the handler whenever this happens."""
        self._handlers.append(handler)

    def emit(self, *args: News.args, **kwargs: News.kwargs) -> None:
        """Tell everybody who asked."""
        for handler in tuple(self._handlers):
            handler(*args, **kwargs)


class Inbox:
    """Callables from other threads, waiting for the main thread to run them.

    Until somebody sets `wake`, they only gather: so a worker may answer before there is an
    event loop to hear it.
    """

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], None]] = deque()
        self.wake: Callable[[], None] = lambda: None

    def post(self, work: Callable[[], None]) -> None:
        """Take work from any thread, to be run on the main one."""
        self._waiting.append(work)
        self.wake()

    def close(self) -> None:
        """Let what still comes in gather unheard: the event loop is gone."""
        self.wake = lambda: None

    def drain(self) -> None:
        """Run what has gathered; call this on the main thread."""
        while self._waiting:
            self._waiting.popleft()()
