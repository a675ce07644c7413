"""A site on the loopback, as a test sees it: what befalls it, and what was asked of it."""

from typing import Self

from tests.films import Films
from tests.stand_in.faults import Books, Exchange, Fault
from tests.stand_in.http_server import LoopbackServer


class Site:
    """A server of films, while it is entered. `FILMS` is what all addresses of films hold."""

    FILMS = ""
    _server: LoopbackServer

    def __init__(self, films: Films) -> None:
        self.films, self.books = films, Books()

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(self, *what: object) -> None:
        self._server.__exit__(*what)

    @property
    def port(self) -> int:
        """Its port on 127.0.0.1."""
        return self._server.port

    def befall(self, part: str, fault: Fault) -> None:
        """Let a fault befall addresses that hold a text: "itag=136", "id=ID", "/player" …"""
        self.books.declare(part, fault)

    def hurry(self) -> None:
        """Let all come as fast as it can from now on; what else goes wrong goes on."""
        self.books.hurry()

    def requests(self, part: str = "") -> tuple[Exchange, ...]:
        """Return what was asked of addresses that hold a text."""
        return self.books.about(part)

    def sent_bytes(self, part: str = "") -> int:
        """Return how many bytes were sent from addresses that hold a text; of films if none."""
        return sum(each.sent_bytes for each in self.books.about(part or self.FILMS))

    def forget(self) -> None:
        """Forget what was asked and sent."""
        self.books.forget()
