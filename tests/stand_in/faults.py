"""What can go wrong with an answer, and the books about what was asked and sent.

A fault is declared for all addresses that hold a piece of text, or asked for by the address
itself: `/film.mp4?rate_bytes_s=500000&drop_after_bytes=100000&times=2`.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

ALWAYS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong. The first `times` requests are dropped, refused or left hanging.

    A drop is a polite end of the connection, or a reset. The rate and the lacks hold for every
    request. `becomes` is the name of the film that is sent instead after the first `times`
    requests. `more_bytes` is how far the announced length is off.
    """

    rate_bytes_s: float = 0
    drop_after_bytes: int = -1
    resets: bool = False
    status: int = 0
    retry_after: str = ""
    hang_s: float = 0
    lacks_ranges: bool = False
    lacks_length: bool = False
    lacks_etag: bool = False
    more_bytes: int = 0
    becomes: str = ""
    times: int = ALWAYS

    def with_query(self, query: Mapping[str, str]) -> "Fault":
        """Return it changed by what an address asks for."""
        asked = {
            each.name: type(getattr(self, each.name))(query[each.name])
            for each in fields(self)
            if each.name in query
        }
        return replace(self, **asked)

    def at_turn(self, turn: int) -> "Fault":
        """Return what is left of it for the request of this number, counted from 1."""
        if turn <= self.times:
            return replace(self, becomes="" if self.times < ALWAYS else self.becomes)
        return replace(self, drop_after_bytes=-1, status=0, retry_after="", hang_s=0)


TROUBLES = {
    "a byte a second": Fault(rate_bytes_s=1),
    "as slow as a telephone": Fault(rate_bytes_s=7_000),
    "dropped every time": Fault(drop_after_bytes=100_000),
    "dropped before the first byte": Fault(drop_after_bytes=0),
    "reset every time": Fault(drop_after_bytes=100_000, resets=True),
    "never answered": Fault(hang_s=3600),
    "announced too long": Fault(more_bytes=100_000),
    "announced too short": Fault(more_bytes=-100_000),
    "forbidden": Fault(status=403),
    "not there": Fault(status=404),
    "too much asked": Fault(status=429, retry_after="3600"),
    "broken": Fault(status=500),
    "overloaded": Fault(status=503, retry_after="60"),
}
"""What servers do, in words: none of these ever lets a whole film through in a test's time."""


@dataclass(slots=True)
class Exchange:
    """One request and what came of it.

    `sent_bytes` counts the body and grows while it is sent; `due_bytes` is what it would be whole,
    None where it has no end, or has not begun.
    """

    method: str
    host: str
    target: str
    headers: dict[str, str]
    status: int = 0
    sent_bytes: int = 0
    due_bytes: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all of the body was sent."""
        return self.sent_bytes == self.due_bytes

    @property
    def range(self) -> str:
        """What part was asked for, as written."""
        return self.headers.get("range", "")

    @property
    def place(self) -> str:
        """Host and target: what faults and questions are matched with."""
        return self.host + self.target


@dataclass(slots=True)
class Books:
    """All exchanges, and the faults that are declared."""

    exchanges: list[Exchange] = field(default_factory=list)
    faults: dict[str, Fault] = field(default_factory=dict)
    turns: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def declare(self, part: str, fault: Fault) -> None:
        """Let a fault befall all addresses that hold a text; a later one goes before an earlier."""
        with self.lock:
            self.faults.pop(part, None)
            self.faults[part] = fault
            self.turns.pop(part, None)

    def hurry(self) -> None:
        """Let all come as fast as it can from now on; what else goes wrong goes on."""
        with self.lock:
            self.faults = {part: replace(fault, rate_bytes_s=0)
                           for part, fault in self.faults.items()}  # fmt: skip

    def open(self, exchange: Exchange, query: Mapping[str, str]) -> Fault:
        """Write a request down, and return what befalls it."""
        with self.lock:
            self.exchanges.append(exchange)
            found = (part for part in reversed(self.faults) if part in exchange.place)
            key = next(found, exchange.place)
            turn = self.turns.get(key, 0) + 1
            if exchange.method != "HEAD":
                self.turns[key] = turn
            return self.faults.get(key, Fault()).with_query(query).at_turn(turn)

    def about(self, part: str) -> tuple[Exchange, ...]:
        """Return the exchanges whose address holds a text, in order."""
        with self.lock:
            return tuple(each for each in self.exchanges if part in each.place)

    def forget(self) -> None:
        """Begin a new page: no exchanges; the faults stay and count on."""
        with self.lock:
            self.exchanges.clear()
