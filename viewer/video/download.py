"""A download as everybody sees it: what was wished, how far it is, and why it stands still."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.video.failures import Failure
from viewer.video.reference import ADDRESS_PREFIX


class DownloadState(StrEnum):
    """What a download is doing. Ready is none of these: then there is an entry in the cache."""

    QUEUED = "queued"
    RESOLVING = "resolving"
    DOWNLOADING = "downloading"
    MERGING = "merging"
    VERIFYING = "verifying"
    PARTIAL = "partial"
    WAITING = "waiting"
    FAILED = "failed"

    @property
    def is_active(self) -> bool:
        """Whether a process is at work on it."""
        return self in (
            DownloadState.RESOLVING,
            DownloadState.DOWNLOADING,
            DownloadState.MERGING,
            DownloadState.VERIFYING,
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """A video somebody asked for: its id in the cache, what to call it, where it may be had.

    `addresses` are tried in order. They are the source templates' and the note's own. `trusted` are
    those among them that a person typed or set: only these may lead into the own network.
    """

    id: str
    title: str
    addresses: tuple[str, ...]
    trusted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Download:
    """A wished video on its way. What is not known is 0 or empty.

    `until_s` is when a waiting one goes on by itself, in seconds since 1970. `detail` is what the
    downloader said, word for word; `limit` says in a sentence why it is less than could be had.
    """

    wish: Wish
    state: DownloadState = DownloadState.QUEUED
    got_bytes: int = 0
    total_bytes: int = 0
    speed_bytes_s: float = 0
    eta_s: float = 0
    height_px: int = 0
    limit: str = ""
    failure: Failure | None = None
    detail: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    attempts: int = 0
    until_s: float = 0

    @property
    def id(self) -> str:
        """The video's id in the cache."""
        return self.wish.id

    @property
    def name(self) -> str:
        """What to call it to the reader; one known by its address alone has no id to speak of."""
        is_nameless = self.id.startswith(ADDRESS_PREFIX) and self.wish.addresses
        return self.wish.title or (self.wish.addresses[0] if is_nameless else self.id)

    @property
    def share(self) -> float:
        """How much of it is here, 0 to 1."""
        return min(self.got_bytes / self.total_bytes, 1.0) if self.total_bytes else 0.0


@dataclass(frozen=True, slots=True)
class FetchTerms:
    """On what terms videos are fetched, as the settings say.

    Rates are bytes a second, 0 for as fast as can be. `ffmpeg` and `runtime` are whole paths, empty
    where none was chosen; `downloader` is the folder of a newer yt-dlp, empty for the one that
    came with the program. `reserve_bytes` must stay free on the disk. `cookies` is the path of a
    cookies.txt, or the name of a browser after `browser:`.
    """

    height_px: int = 720
    rate_bytes_s: int = 0
    reserve_bytes: int = 5_000_000_000
    limit_bytes: int = 20_000_000_000
    languages: tuple[str, ...] = ("en",)
    wants_automatic: bool = True
    ffmpeg: str = ""
    runtime: str = ""
    downloader: str = ""
    cookies: str = ""
    proxy: str = ""
