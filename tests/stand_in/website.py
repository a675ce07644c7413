"""Some web site on the loopback: films, pages, and the tricks of hostile ones.

Every address takes a fault in its query (see `faults.py`), and these as well: `status` with
`location`, `disposition`, and `type` for another media type than the name says.
"""

import zlib
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from urllib.parse import urlencode

from tests.films import Films
from tests.stand_in.answer import NOT_FOUND, Answer, type_of
from tests.stand_in.captions import written
from tests.stand_in.hostile_pages import FILM, hostile_pages, quoted
from tests.stand_in.http_server import LoopbackServer, Request
from tests.stand_in.site import Site
from tests.stand_in.website_pages import video_page

OTHER_NAMES = ("localhost", "127.1", "2130706433", "0x7f.0.0.1", "[::ffff:127.0.0.1]")
"""Names of this very computer that do not look like it."""
PRIVATE_PLACES = (
    "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/film.mp4",
    "http://192.168.0.1/film.mp4", "http://[fe80::1]/film.mp4", "http://[::1]/film.mp4",
    "file:///etc/hostname", "ftp://127.0.0.1/film.mp4", "data:video/mp4;base64,AAAA",
)  # fmt: skip
"""Where no page may lead to."""
PROGRAMS = {
    "setup.exe": b"MZ\x90\x00", "run.sh": b"#!/bin/sh\ntouch owned\n", "a.jar": b"PK\x03\x04",
    "a.desktop": b"[Desktop Entry]\nType=Application\nExec=touch owned\n",
    "a.url": b"[InternetShortcut]\nURL=file:///etc/hostname\n", "a.lnk": b"L\x00\x00\x00",
    "a.command": b"#!/bin/sh\ntouch owned\n", "a.scpt": b"FasdUAS",
}  # fmt: skip
"""Files that are no films, at `/programs/NAME`."""
_ZEROS_BYTES = 1 << 20


class Website(Site):
    """The web site, while it is entered. `pages` are what tests add: path → content."""

    def __init__(self, films: Films) -> None:
        super().__init__(films)
        self.pages: dict[str, bytes] = {
            "/film.vtt": written().encode(),
            "/film.html": video_page("A film", "/film.mp4", "/film.vtt"),
            "/hls.html": video_page("In pieces", "/hls/film.m3u8"),
            **hostile_pages(),
        }
        self._server = LoopbackServer(self)

    def address(self, path: str, host: str = "127.0.0.1", **query: object) -> str:
        """Return a whole address; the query may hold faults."""
        return f"http://{host}:{self.port}{path}" + (f"?{urlencode(query)}" if query else "")

    @property
    def hostile_addresses(self) -> tuple[str, ...]:
        """The addresses of films with titles, ids and endings that would be bad names."""
        return tuple(self.address(quoted(path)) for path in hostile_pages())

    def leading_to(self, place: str) -> str:
        """Return an address that redirects to another."""
        return self.address("/elsewhere.mp4", location=place)

    # What it answers

    def knows(self, host: str) -> bool:
        return host == "127.0.0.1"

    def film(self, name: str) -> Path:
        return self.films.path(name)

    def answer(self, request: Request) -> Answer:
        if "location" in request.query:
            return Answer(b"", "text/plain", 302, (("Location", request.query["location"]),))
        found = self._found(request)
        media_type = request.query.get("type", found.media_type)
        headers = found.headers
        if "disposition" in request.query:
            headers += (("Content-Disposition", request.query["disposition"]),)
        return Answer(found.content, media_type, found.status, headers)

    def _found(self, request: Request) -> Answer:
        name = request.path.lstrip("/")
        if request.path in self.pages:
            return Answer(self.pages[request.path], type_of(name))
        if name.startswith("programs/"):
            return Answer(PROGRAMS[name.removeprefix("programs/")], "application/octet-stream")
        if name.startswith("named/"):
            return Answer(self.films.path(FILM), type_of(FILM))
        if name.startswith("watch/"):
            return Answer(video_page("A film", "/film.mp4", "/film.vtt"), type_of("x.html"))
        if name.startswith("endless."):
            return Answer(repeat(bytes(65_536)), type_of(name))
        if name.startswith("bomb."):
            return Answer(_bomb(), type_of(name), headers=(("Content-Encoding", "gzip"),))
        return self._film(name)

    def _film(self, name: str) -> Answer:
        file = self.films.path(name)
        inside = self.films.folder in file.resolve().parents
        return Answer(file, type_of(name)) if inside and file.is_file() else NOT_FOUND


def _bomb() -> Iterator[bytes]:
    """Yield gzip without end: each kilobyte unpacks to a megabyte."""
    packer = zlib.compressobj(9, wbits=31)
    return repeat(packer.compress(bytes(_ZEROS_BYTES)) + packer.flush())
