"""A web server on the loopback, with ranges and every fault, that keeps books about all it sent.

It is a proxy as well: a tunnel (CONNECT) ends here, with TLS of its own, and the site answers
for whatever host was meant. Nothing is ever passed on to another place.
"""

import contextlib
import socket
import ssl
import struct
import sys
import threading
import time
import urllib.parse
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol

from tests.stand_in.answer import Answer, Body, type_of
from tests.stand_in.faults import Books, Exchange, Fault


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked."""

    host: str
    path: str
    query: dict[str, str]
    body: bytes = b""


class Site(Protocol):
    """What answers."""

    books: Books

    def answer(self, request: Request) -> Answer: ...

    def film(self, name: str) -> Path: ...

    def knows(self, host: str) -> bool: ...


class LoopbackServer:
    """A site on a free port of 127.0.0.1, until it is left."""

    def __init__(self, site: Site, tls: ssl.SSLContext | None = None) -> None:
        self.port = 0
        self._site, self._tls = site, tls

    def __enter__(self) -> "LoopbackServer":
        self._server = _Server(self._site, self._tls)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.end()
        self._thread.join()
        assert not self._server.broken, self._server.broken


class _Server(ThreadingHTTPServer):
    # Its threads are joined at the end, so that none outlives a test.
    daemon_threads = False
    request_queue_size = 64

    def __init__(self, site: Site, tls: ssl.SSLContext | None) -> None:
        self.site, self.tls = site, tls
        self.ending = threading.Event()
        self.broken: list[BaseException] = []
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)

    def end(self) -> None:
        self.ending.set()
        self.shutdown()
        with self._open_lock:
            for connection in self._open:
                hang_up(connection)
        self.server_close()

    def process_request(self, request, client_address):
        self.remember(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        with self._open_lock:
            is_open = request in self._open
        self.forget(request)
        # One that was forgotten before is to be reset, which a polite end would forestall.
        if is_open:
            super().shutdown_request(request)
        else:
            self.close_request(request)

    def remember(self, connection: socket.socket) -> None:
        """Hang up on it at the end."""
        with self._open_lock:
            self._open.add(connection)
        if self.ending.is_set():
            hang_up(connection)

    def forget(self, connection: socket.socket) -> None:
        with self._open_lock:
            self._open.discard(connection)

    def handle_error(self, request, client_address):
        """Keep what broke in the stand-in itself; that a client went away is no fault."""
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            self.broken.append(error)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    _tunnel_host = ""

    def log_message(self, *_):
        """Say nothing: the books know it all."""

    def finish(self):
        super().finish()
        if isinstance(self.connection, ssl.SSLSocket):
            self.server.forget(self.connection)
            self.connection.close()

    # Tunnels

    def do_CONNECT(self):
        self._tunnel_host = self.path.rpartition(":")[0]
        tls = self.server.tls
        if tls is None or not self.server.site.knows(self._tunnel_host):
            self._note("CONNECT", 502)
            self._send_head(502, [("Content-Length", "0"), ("Connection", "close")])
            return
        self._send_head(200, [])
        self.wfile.flush()
        self.connection = tls.wrap_socket(
            self.connection, server_side=True, do_handshake_on_connect=False
        )
        # Wrapping took the socket out of the hands of the server, which would wait for it for ever.
        self.server.remember(self.connection)
        self.connection.do_handshake()
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.close_connection = False

    def _note(self, method: str, status: int) -> None:
        exchange = Exchange(method, self._tunnel_host, "", dict(self.headers.items()), status)
        self.server.site.books.open(exchange, {})

    # Questions

    def do_GET(self):
        self._serve()

    def do_HEAD(self):
        self._serve()

    def do_POST(self):
        self._serve()

    def _serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        whole = urllib.parse.urlsplit(self.path)
        host = self._tunnel_host or whole.hostname or self.headers.get("Host") or ""
        target = urllib.parse.urlunsplit(("", "", whole.path, whole.query, ""))
        query = dict(urllib.parse.parse_qsl(whole.query))
        headers = {name.lower(): value for name, value in self.headers.items()}
        exchange = Exchange(self.command, host, target, headers)
        fault = self.server.site.books.open(exchange, query)
        self.server.ending.wait(fault.hang_s)
        if self.server.ending.is_set():
            self.close_connection = True
        elif fault.status:
            self._refuse(fault, exchange)
        elif whole.hostname and not self.server.site.knows(whole.hostname):
            self._send(Answer(b"", "text/plain", 502), fault, exchange)
        else:
            path = urllib.parse.unquote(whole.path)
            self._send(self._answer(Request(host, path, query, body), fault), fault, exchange)

    def _answer(self, request: Request, fault: Fault) -> Answer:
        if fault.becomes:
            return Answer(self.server.site.film(fault.becomes), type_of(fault.becomes))
        return self.server.site.answer(request)

    # Answers

    def _refuse(self, fault: Fault, exchange: Exchange) -> None:
        headers = (("Retry-After", fault.retry_after),) if fault.retry_after else ()
        self._send(Answer(b"no", "text/plain", fault.status, headers), Fault(), exchange)

    def _send(self, answer: Answer, fault: Fault, exchange: Exchange) -> None:
        body = Body.of(answer, fault, exchange.range)
        exchange.status = body.status
        headers = [("Content-Type", answer.media_type), *answer.headers, *body.headers(fault)]
        if body.length is None or fault.lacks_length:
            self.close_connection = True
            headers.append(("Connection", "close"))
        self._send_head(body.status, headers)
        if self.command != "HEAD":
            self._send_body(body, fault, exchange)

    def _send_head(self, status: int, headers: list[tuple[str, str]]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def _send_body(self, body: "Body", fault: Fault, exchange: Exchange) -> None:
        exchange.due_bytes = body.length
        began = time.monotonic()
        for piece in body.pieces(fault):
            self._write(piece, exchange)
            if fault.rate_bytes_s:
                due = began + exchange.sent_bytes / fault.rate_bytes_s
                self.server.ending.wait(max(0, due - time.monotonic()))
            if self.server.ending.is_set():
                break
        if not exchange.is_whole or fault.more_bytes:
            self.close_connection = True
            self._drop(fault)

    def _drop(self, fault: Fault) -> None:
        if fault.resets:
            at_once = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
            self.server.forget(self.connection)
        else:
            hang_up(self.connection)

    def _write(self, piece: bytes, exchange: Exchange) -> None:
        # Written down first: whoever has read it all must find it in the books.
        exchange.sent_bytes += len(piece)
        try:
            self.wfile.write(piece)
        except OSError:
            exchange.sent_bytes -= len(piece)
            raise


def hang_up(connection: socket.socket) -> None:
    """End a connection at once, whoever waits on it."""
    # Not a TLS socket's own way, which would leave its reader with half a socket.
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
