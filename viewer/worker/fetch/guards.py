"""All that yt-dlp asks the network goes through here: one handler, which refuses and counts.

It is yt-dlp's own handler for urllib, with three additions. Every address, also of a redirect, and
every IP address is looked at before it is connected to (see `addresses`). Nothing is unpacked or
read as a whole beyond a bound. What the server says of the file being loaded is compared with what
it said before. Other handlers of yt-dlp, which might be installed, are not used.
"""

import functools
import http.client
import io
import socket
import urllib.parse
import urllib.request
import urllib.response
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yt_dlp import YoutubeDL
from yt_dlp.networking import _urllib as stock
from yt_dlp.networking._helper import add_accept_encoding_header
from yt_dlp.networking.common import Request, Response
from yt_dlp.networking.exceptions import RequestError

from viewer.worker.fetch.addresses import OWN_NETWORK, host_of, is_private, where_it_leads
from viewer.worker.fetch.resume import Marks

MOST_PAGE_BYTES = 64_000_000
"""Pages, manifests and what is unpacked may be so large; videos are read piece by piece."""
PIECE_BYTES = 1 << 16


class RefusedError(RequestError):
    """The address leads where nothing is fetched from; `where` says it in words."""

    def __init__(self, where: str) -> None:
        super().__init__(f"Not fetched: the address leads to {where}.")
        self.where = where


@dataclass(slots=True)
class Guard:
    """Where it may be fetched from, and what is known of what is loaded.

    `own_hosts` are hosts in small letters that may be in a private network.
    """

    own_hosts: frozenset[str] = frozenset()
    is_open: bool = False
    has_proxy: bool = False
    marks: Marks = field(default_factory=Marks)
    answers: list["BoundedResponse"] = field(default_factory=list)

    def hang_up(self) -> None:
        """Close all answers: what of a video was looked at to know it would go on to be sent."""
        for answer in self.answers:
            answer.close()
        self.answers.clear()

    def check(self, address: str) -> None:
        """Raise RefusedError when an address may not be fetched from."""
        where = where_it_leads(address)
        if where == OWN_NETWORK and self.may_be_private(host_of(address)):
            where = ""
        if where:
            raise RefusedError(where)

    def may_be_private(self, host: str) -> bool:
        """Whether a host may be in a private network."""
        return self.is_open or host.lower().rstrip(".") in self.own_hosts

    def connect(self, host: str, address: tuple[str, int], *args: Any, **more: Any) -> Any:
        """Connect to an address on behalf of a host; raises RefusedError when it is private."""
        if self.has_proxy or self.may_be_private(host):
            return stock.create_connection(address, *args, **more)
        for found in socket.getaddrinfo(address[0], address[1], 0, socket.SOCK_STREAM):
            if is_private(str(found[4][0]).partition("%")[0]):
                raise RefusedError(OWN_NETWORK)
            last = (str(found[4][0]), address[1])
            # The looked-at address is connected to, not the name, which might have changed.
            try:
                return stock.create_connection(last, *args, **more)
            except OSError as error:
                trouble = error
        raise trouble


class GuardedDownloader(YoutubeDL):
    """yt-dlp behind a guard; it writes no file but those it is told to."""

    def __init__(self, options: dict[str, Any], guard: Guard) -> None:
        self.guard = guard
        super().__init__(options)

    def build_request_director(self, handlers: Any, preferences: Any = None) -> Any:
        """Return the director, with the guarded handler alone."""
        del handlers, preferences
        return super().build_request_director([functools.partial(GuardedRH, guard=self.guard)])

    def urlopen(self, request: Any) -> Any:
        """Open an address, after a look at it."""
        self.guard.check(request if isinstance(request, str) else request.url)
        return super().urlopen(request)

    def save_cookies(self) -> None:
        """Leave the person's own file of cookies as it is."""


class GuardedRH(stock.UrllibRH):
    """yt-dlp's handler for urllib, guarded."""

    RH_KEY = "Urllib"
    _SUPPORTED_URL_SCHEMES = ("http", "https", "data")

    def __init__(self, *, guard: Guard, **more: Any) -> None:
        super().__init__(**more)
        self._guard = guard

    def _create_instance(
        self, proxies: Any, cookiejar: Any, legacy_ssl_support: Any = None
    ) -> urllib.request.OpenerDirector:
        opener = urllib.request.OpenerDirector()
        context = self._make_sslcontext(legacy_ssl_support=legacy_ssl_support)
        for handler in (
            stock.ProxyHandler(proxies),
            GuardedHTTPHandler(self._guard, context, self.source_address),
            stock.HTTPCookieProcessor(cookiejar),
            stock.DataHandler(),
            stock.UnknownHandler(),
            stock.HTTPDefaultErrorHandler(),
            stock.HTTPErrorProcessor(),
            GuardedRedirectHandler(self._guard),
        ):
            opener.add_handler(handler)
        opener.addheaders = []
        return opener

    def _prepare_headers(self, request: Request, headers: Any) -> None:
        del request
        add_accept_encoding_header(headers, ["gzip", "deflate"])

    def _send(self, request: Request) -> Response:
        response = super()._send(request)
        self._guard.marks.compare(request.url, response.status, response.headers)
        answer = BoundedResponse(response)
        self._guard.answers = [*(each for each in self._guard.answers if not each.closed), answer]
        return answer


class GuardedHTTPHandler(stock.HTTPHandler):
    """Looks at what is connected to, and unpacks no more than a bound."""

    def __init__(self, guard: Guard, context: Any, source_address: Any) -> None:
        super().__init__(context=context, source_address=source_address)
        self._guard = guard

    def _make_conn_class(self, base: Any, request: urllib.request.Request) -> Any:
        self._guard.check(request.full_url)
        return _guarded(
            stock.HTTPHandler._make_conn_class(base, request),  # noqa: SLF001  # No public hook.
            functools.partial(self._guard.connect, host_of(request.full_url)),
        )

    def http_response(self, request: urllib.request.Request, response: Any) -> Any:
        """Unpack an answer, whose packings are named in the order in which they were applied."""
        names = [name.strip() for name in response.headers.get("Content-Encoding", "").split(",")]
        packings = [name for name in reversed(names) if name in ("gzip", "deflate")]
        if not packings:
            return response
        raw = _read_bounded(response, MOST_PAGE_BYTES)
        for packing in packings:
            raw = _unpacked(raw, packing)
        answer = urllib.response.addinfourl(
            io.BytesIO(raw), response.headers, response.url, response.code
        )
        answer.msg = response.msg  # type: ignore[attr-defined]  # As the stock handler does.
        return answer

    https_response = http_response


class GuardedRedirectHandler(stock.RedirectHandler):
    """Looks at where a redirect leads before urllib has its own, less plain, word on it."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    def http_error_302(self, request: Any, answer: Any, code: int, text: str, headers: Any) -> Any:
        """Follow a redirect, unless it leads away from the web."""
        target = headers.get("Location") or headers.get("URI") or ""
        self._guard.check(urllib.parse.urljoin(request.full_url, target))
        return super().http_error_302(request, answer, code, text, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class BoundedResponse(Response):
    """An answer that is not read as a whole beyond a bound."""

    def __init__(self, answer: Response) -> None:
        super().__init__(
            fp=answer, headers=answer.headers, url=answer.url,
            status=answer.status, reason=answer.reason, extensions=answer.extensions,
        )  # fmt: skip

    def read(self, amount: int | None = None) -> bytes:
        """Return so many bytes, or all that are left."""
        if amount is not None and amount >= 0:
            return bytes(self.fp.read(amount))
        return _read_bounded(self.fp, MOST_PAGE_BYTES)


def _guarded(base: type[http.client.HTTPConnection], connect: Callable[..., Any]) -> Any:
    """Return a class of connections that are made by `connect`."""

    class GuardedConnection(base):  # type: ignore[misc, valid-type]  # Known only here.
        def connect(self) -> None:
            # yt-dlp and http.client both make the socket by this function of the instance.
            self._create_connection = connect
            super().connect()

    return GuardedConnection


def _read_bounded(stream: Any, most_bytes: int) -> bytes:
    pieces, size = [], 0
    while piece := stream.read(PIECE_BYTES):
        size += len(piece)
        if size > most_bytes:
            raise RefusedError("something without an end")
        pieces.append(piece)
    return b"".join(pieces)


def _unpacked(raw: bytes, packing: str) -> bytes:
    """Return what was packed; deflate comes with and without its header."""
    widths = (zlib.MAX_WBITS | 16,) if packing == "gzip" else (-zlib.MAX_WBITS, zlib.MAX_WBITS)
    for width in widths:
        unpacking = zlib.decompressobj(width)
        try:
            found = unpacking.decompress(raw, MOST_PAGE_BYTES)
        except zlib.error as error:
            trouble = error
            continue
        if unpacking.unconsumed_tail:
            raise RefusedError("something that unpacks without an end")
        return found
    raise trouble
