"""From what yt-dlp raises to a class of trouble, with the facts that its words need.

Exceptions are looked at first, and all that led to them; their texts last, since sites and yt-dlp
change them. What nobody knows is `UNKNOWN`, with what was said.
"""

import errno
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from yt_dlp.cookies import CookieLoadError
from yt_dlp.networking.exceptions import (
    CertificateVerifyError,
    HTTPError,
    IncompleteRead,
    TransportError,
)
from yt_dlp.utils import ExtractorError, GeoRestrictedError, UnsupportedError
from yt_dlp.version import __version__

from viewer.durable import free_bytes
from viewer.errors import VideoError
from viewer.video.failures import Failure
from viewer.video.sizes import size_words
from viewer.video.sources import site_of
from viewer.video.versions import age_days
from viewer.worker.fetch.guards import RefusedError

MOST_LINKS = 12
MOST_DETAIL = 2000
FULL_BYTES = 1 << 20
"""With less than this free nothing can be written any more, whatever the error says."""

SAID = (
    (r"not a bot", Failure.BOT),
    (r"captcha", Failure.BOT),
    (r"rate.limited|too many requests", Failure.RATE_LIMIT),
    (r"drm", Failure.DRM),
    (r"confirm your age|age.restrict|inappropriate for some users", Failure.AGE),
    (r"join this channel|members.only|requires payment|premium|purchase", Failure.MEMBERS),
    (r"premieres? in|live event will begin|not (yet )?started", Failure.NOT_YET),
    (r"not made this video available in your country|geo.?restrict", Failure.GEO),
    (r"removed by the uploader|has been (terminated|removed)|copyright", Failure.REMOVED),
    (r"video (is )?(unavailable|no longer available|not available)", Failure.REMOVED),
    (r"private video|video is private", Failure.PRIVATE),
    (r"sign in|log ?in|account|cookies", Failure.MEMBERS),
    (r"requested format is not available|no video formats found", Failure.STALE),
    (r"n challenge|signature solving|please report this issue", Failure.STALE),
    (r"unable to open for writing|unable to create directory", Failure.FOLDER),
    (r"ffmpeg could not be found|live dash|not supported by the native", Failure.UNSUPPORTED),
    (r"certificate.verify", Failure.CERTIFICATE),
    (r"timed out|did not get any data|content too short|bytes read", Failure.TIMEOUT),
    (r"name or service not known|name resolution|getaddrinfo|nodename nor", Failure.OFFLINE),
    (r"connection refused|unreachable", Failure.OFFLINE),
    (r"file:// urls are disabled|unsupported url scheme", Failure.REFUSED),
)
"""What is said, in small letters and with plain apostrophes; the first that fits counts."""

STATUSES = {
    401: Failure.MEMBERS, 402: Failure.MEMBERS, 403: Failure.STALE, 404: Failure.NOT_FOUND,
    410: Failure.NOT_FOUND, 429: Failure.RATE_LIMIT, 451: Failure.GEO,
}  # fmt: skip

FULL = (errno.ENOSPC, errno.EDQUOT)
AWAY = (errno.ECONNREFUSED, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)
LOCKED = (errno.EACCES, errno.EPERM, errno.EROFS)


class FetchError(Exception):
    """A trouble of a known class; `facts` fill the words of its remedy."""

    def __init__(self, failure: Failure, detail: str = "", **facts: str) -> None:
        super().__init__(detail or failure.value)
        self.failure = failure
        self.detail = detail
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Case:
    """Where something failed: the address, our folder, and what is known of the video."""

    address: str
    folder: Path
    needed_bytes: int = 0
    got_bytes: int = 0
    cookies: str = ""
    misses_runtime: bool = False
    today: date = field(default_factory=date.today)


def trouble_in(error: BaseException, case: Case) -> FetchError:
    """Return what an exception means."""
    links = tuple(_links(error))
    found = next((link for link in links if isinstance(link, FetchError)), None)
    if found is None:
        failure, facts = _class_of(links, case)
        found = FetchError(failure, _plainly(error), **facts)
    if _is_full(case.folder) or any(_number(link) in FULL for link in links):
        facts = found.facts if found.failure is Failure.DISK_FULL else {}
        found = FetchError(Failure.DISK_FULL, found.detail, **facts)
    return FetchError(found.failure, found.detail, **{**_facts(found.failure, case), **found.facts})


def _links(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception and those that led to it."""
    waiting, seen = [error], set[int]()
    while waiting and len(seen) < MOST_LINKS:
        link = waiting.pop(0)
        if not isinstance(link, BaseException) or id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        inner = getattr(link, "exc_info", None) or (None, None)
        waiting += [inner[1], getattr(link, "cause", None), getattr(link, "reason", None)]
        waiting += [*getattr(link, "unexpected_errors", ()), link.__cause__, link.__context__]


def _class_of(links: tuple[BaseException, ...], case: Case) -> tuple[Failure, dict[str, str]]:
    for link in links:
        found = _class_of_kind(link)
        if found is not None:
            return found
    said = " ".join(map(str, links)).replace("’", "'").lower()
    for pattern, failure in SAID:
        if re.search(pattern, said):
            return _unless_runtime(failure, case), {}
    # What was tried again too often leaves nothing but its words.
    if status := re.search(r"http error (\d{3})", said):
        return _class_of_status(int(status[1]))
    return _class_of_rest(links), {}


def _class_of_kind(link: BaseException) -> tuple[Failure, dict[str, str]] | None:
    """Return what an exception's kind alone says."""
    if isinstance(link, RefusedError):
        return Failure.REFUSED, {"where": link.where}
    if isinstance(link, GeoRestrictedError):
        countries = ", ".join(link.countries or ())
        return Failure.GEO, {"countries": f" (only in: {countries})" if countries else ""}
    if isinstance(link, HTTPError):
        return _class_of_status(link.status)
    for kind, failure in (
        (CookieLoadError, Failure.COOKIES),
        (UnsupportedError, Failure.UNSUPPORTED),
        (CertificateVerifyError, Failure.CERTIFICATE),
    ):
        if isinstance(link, kind):
            return failure, {}
    return None


def _class_of_status(status: int) -> tuple[Failure, dict[str, str]]:
    kinds = {3: Failure.NOT_FOUND, 4: Failure.NOT_FOUND, 5: Failure.SERVER}
    return STATUSES.get(status) or kinds.get(status // 100, Failure.SERVER), {"status": str(status)}


def _class_of_rest(links: tuple[BaseException, ...]) -> Failure:
    """Return what the rest means: the network's and the disk's errors, and yt-dlp's own."""
    for link in links:
        if isinstance(link, TimeoutError | IncompleteRead | ConnectionResetError):
            return Failure.TIMEOUT
        if isinstance(link, socket.gaierror) or _number(link) in AWAY:
            return Failure.OFFLINE
        if isinstance(link, OSError) and link.filename and _number(link) in LOCKED:
            return Failure.FOLDER
        if isinstance(link, VideoError):
            return Failure.DAMAGED
    if any(isinstance(link, TransportError) for link in links):
        return Failure.TIMEOUT
    stale = any(isinstance(link, ExtractorError) and not link.expected for link in links)
    return Failure.STALE if stale else Failure.UNKNOWN


def _unless_runtime(failure: Failure, case: Case) -> Failure:
    """Return that a runtime is missing, where that is why yt-dlp no longer works."""
    return Failure.NO_RUNTIME if case.misses_runtime and failure is Failure.STALE else failure


def _facts(failure: Failure, case: Case) -> dict[str, str]:
    """Return what a class's words can be filled with."""
    facts = {"site": site_of(case.address) or "The site", "version": __version__}
    if failure is Failure.DISK_FULL:
        share = case.got_bytes / case.needed_bytes if case.needed_bytes else 0
        facts |= {
            "needed": size_words(case.needed_bytes),
            "free": size_words(free_bytes(case.folder)),
            "folder": str(case.folder.parent.parent),
            "share": f" ({share:.0%})" if share else "",
        }
    if failure is Failure.FOLDER:
        facts["folder"] = str(case.folder.parent.parent)
    if failure is Failure.COOKIES:
        facts["browser"] = case.cookies.removeprefix("browser:").capitalize()
    if failure is Failure.STALE:
        facts["age"] = _in_digits(age_days(__version__, case.today))
    return facts


def _in_digits(number: int | None) -> str:
    return "" if number is None else str(number)


def _is_full(folder: Path) -> bool:
    return free_bytes(folder) < FULL_BYTES


def _number(error: Any) -> int | None:
    return error.errno if isinstance(error, OSError) else None


def _plainly(error: BaseException) -> str:
    """Return what an exception says, without the marks that yt-dlp puts before it."""
    said = str(error) or type(error).__name__
    return re.sub(r"\x1b\[[0-9;]*m|^ERROR:\s*", "", said).strip()[:MOST_DETAIL]
