"""Loading the parts of a video by yt-dlp's own downloaders, one after another.

What arrives is counted over all parts together. At each block it is asked whether to stop, whether
there is still room, and whether it is still as much as was said.
"""

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from yt_dlp.downloader import get_suitable_downloader
from yt_dlp.downloader.dash import DashSegmentsFD
from yt_dlp.downloader.fragment import FragmentFD
from yt_dlp.downloader.hls import HlsFD
from yt_dlp.downloader.http import HttpFD
from yt_dlp.networking import HEADRequest, Request
from yt_dlp.networking.exceptions import HTTPError
from yt_dlp.utils import YoutubeDLError

from viewer.durable import free_bytes
from viewer.video.download import FetchTerms
from viewer.video.failures import Failure
from viewer.video.sizes import size_words
from viewer.worker.fetch.failures import FetchError
from viewer.worker.fetch.fragments import journaled
from viewer.worker.fetch.guards import GuardedDownloader
from viewer.worker.fetch.parts import Info, Part
from viewer.worker.fetch.question import News
from viewer.worker.fetch.resume import ChangedError, Staging
from viewer.worker.fetch.stopping import Stopping

MOST_EDITIONS = 3
"""So often a file may change under way before it is given up."""

LOOK_EVERY_S = 0.5
"""How often it is looked whether there is still room."""


LEAST_BLOCK, MOST_BLOCK = 16 << 10, 4 << 20


@dataclass(slots=True)
class Load:
    """How much of a part is here, and of how much."""

    got_bytes: int = 0
    total_bytes: int = 0


class Loading:
    """Loads the parts of one video into its staging folder."""

    def __init__(self, staging: Staging, terms: FetchTerms, news: News, stopping: Stopping) -> None:
        self._staging = staging
        self._terms = terms
        self._news = news
        self._stopping = stopping
        self._loads: dict[str, Load] = {}
        self._looked_s = 0.0

    @property
    def got_bytes(self) -> int:
        """How much is here."""
        return sum(load.got_bytes for load in self._loads.values())

    @property
    def total_bytes(self) -> int:
        """How much it will be; at least what is here."""
        return sum(max(load.total_bytes, load.got_bytes) for load in self._loads.values())

    def expect(self, parts: tuple[Part, ...]) -> None:
        """Say what will be loaded, of which some may be here."""
        self._loads = {
            part.name: Load(self._staging.got_bytes(part), part.about_bytes) for part in parts
        }

    def load(self, downloader: GuardedDownloader, part: Part) -> Path:
        """Load one part, or the rest of it; return its file.

        Raises FetchError, StoppedError, and what yt-dlp raises.
        """
        for _ in range(MOST_EDITIONS):
            try:
                self._load_edition(downloader, part)
            except ChangedError:
                self._staging.discard(part)
            except HTTPError as error:
                # Of what is here already, nothing more can be had: it is another file now.
                if error.status != 416 or not self._staging.got_bytes(part):
                    raise
                self._staging.discard(part)
            else:
                return self._staging.folder / part.name
        raise FetchError(
            Failure.SERVER, "The file changes while it is loaded.", status="it changes"
        )

    def _load_edition(self, downloader: GuardedDownloader, part: Part) -> None:
        file = self._staging.folder / part.name
        if not self._staging.is_whole(part):
            address = Request(part.info["url"]).url
            marks = downloader.guard.marks
            marks.watch(address, self._staging.notes[part.name].mark)

            def on_progress(said: Info) -> None:
                self._staging.note_mark(part, marks.of(address))
                self._on_progress(part, said)

            kind = _kind_for(downloader, part.info)
            loader = kind(downloader, downloader.params)
            loader.add_progress_hook(on_progress)
            is_here, _ = loader.download(str(file), _with_headers(downloader, part.info))
            if not is_here:
                raise FetchError(Failure.UNKNOWN, "The downloader gave up without a word.")
            self._staging.note_whole(part)
        size = file.stat().st_size
        self._loads[part.name] = Load(size, size)

    def _on_progress(self, part: Part, said: Info) -> None:
        self._stopping.check()
        load = self._loads[part.name]
        load.got_bytes = int(said.get("downloaded_bytes") or load.got_bytes)
        total = said.get("total_bytes") or said.get("total_bytes_estimate") or load.total_bytes
        load.total_bytes = int(total or 0)
        self._look_at_bounds()
        speed = float(said.get("speed") or 0)
        total_bytes = self.total_bytes
        self._news.say_progress(
            got_bytes=self.got_bytes,
            total_bytes=total_bytes,
            speed_bytes_s=speed,
            eta_s=(total_bytes - self.got_bytes) / speed if speed else 0,
        )

    def _look_at_bounds(self) -> None:
        if self.got_bytes > self._terms.limit_bytes:
            raise over_limit(self.total_bytes, self._terms)
        now_s = time.monotonic()
        if now_s - self._looked_s >= LOOK_EVERY_S:
            self._looked_s = now_s
            spare = free_bytes(self._staging.folder) - self._terms.reserve_bytes
            if spare < 0:
                said = "The space that is to be left free would be used up."
                raise FetchError(Failure.DISK_FULL, said, free=size_words(0))


class SteadyHttpFD(HttpFD):
    """Writes down what arrives ten times a second.

    yt-dlp gathers a second's worth before it does, which a kill would lose, and asks as seldom
    whether to stop.
    """

    @staticmethod
    def best_block_size(elapsed_time: float, bytes: int) -> int:  # noqa: A002  # yt-dlp's own name.
        """Return how much to read next, given how long the last bytes took."""
        return int(min(max(bytes / max(elapsed_time, 0.001) / 10, LEAST_BLOCK), MOST_BLOCK))


def over_limit(size_bytes: int, terms: FetchTerms) -> FetchError:
    """Return the trouble of a video that is larger than the cache may be."""
    return FetchError(
        Failure.OVER_LIMIT, needed=size_words(size_bytes), limit=size_words(terms.limit_bytes)
    )


def is_fragmented(downloader: GuardedDownloader, info: Info) -> bool:
    """Whether a format comes in fragments; raises FetchError when it cannot be loaded safely."""
    return issubclass(_kind_for(downloader, info), FragmentFD)


def sized(downloader: GuardedDownloader, part: Part) -> Part:
    """Return a part with its size, asked of the server where the site did not say it."""
    if part.about_bytes or part.is_fragmented:
        return part
    # It is only to be said beforehand; who is loaded from will say it again.
    with suppress(YoutubeDLError):
        headers = _with_headers(downloader, part.info)["http_headers"]
        answer = downloader.urlopen(HEADRequest(part.info["url"], headers=headers))
        said = answer.headers.get("Content-Length") or ""
        return replace(part, about_bytes=int(said) if said.isdecimal() else 0)
    return part


def _kind_for(downloader: GuardedDownloader, info: Info) -> Any:
    """Return the class of yt-dlp that loads a format.

    Those that leave the work to another program would ask the network past our guard.
    """
    if not info.get("url"):
        downloader.raise_no_formats(info, True)
    kind = get_suitable_downloader(info, downloader.params)
    if kind is HttpFD:
        return SteadyHttpFD
    if kind in (HlsFD, DashSegmentsFD):
        return journaled(kind)
    if not issubclass(kind, FragmentFD):
        raise FetchError(Failure.UNSUPPORTED, f"It would be loaded by {kind.__name__}.")
    return kind


def _with_headers(downloader: GuardedDownloader, info: Info) -> Info:
    # As YoutubeDL.dl does, which does not let the loader be chosen.
    headers = info.get("http_headers") or downloader._calc_headers(info)  # noqa: SLF001
    return {**info, "http_headers": headers}
