"""One video, from its addresses to the cache: found, loaded, joined, looked through, published.

Every step can be interrupted by a kill; the next run goes on with what is whole. Nothing gets into
the cache that was not looked through.
"""

import time
from pathlib import Path

from yt_dlp.version import __version__

from viewer.durable import delete
from viewer.errors import VideoError
from viewer.video.cache import VideoCache
from viewer.video.condition import Condition
from viewer.video.entry import CacheEntry, Source
from viewer.video.failures import REMEDIES, Failure
from viewer.video.ownership import staging_lock
from viewer.worker.fetch import merging, options
from viewer.worker.fetch.addresses import host_of
from viewer.worker.fetch.failures import Case, FetchError, trouble_in
from viewer.worker.fetch.found import Found, refuse_unless_video
from viewer.worker.fetch.guards import Guard, GuardedDownloader
from viewer.worker.fetch.loading import Loading, is_fragmented, over_limit, sized
from viewer.worker.fetch.parts import Info, Part, parts_of
from viewer.worker.fetch.question import News, Question
from viewer.worker.fetch.resume import Staging
from viewer.worker.fetch.side_files import SideFiles, fetch_side_files
from viewer.worker.fetch.stopping import StoppedError, Stopping

ELSEWHERE = frozenset({
    Failure.NOT_FOUND, Failure.REMOVED, Failure.PRIVATE, Failure.UNSUPPORTED, Failure.REFUSED,
    Failure.GEO, Failure.AGE, Failure.MEMBERS, Failure.DRM,
})  # fmt: skip
"""With these another address is tried; the others would meet it as well, or pass."""
UNREACHED = frozenset({
    Failure.OFFLINE, Failure.TIMEOUT, Failure.SERVER, Failure.CERTIFICATE, Failure.STALE,
    Failure.UNKNOWN,
})  # fmt: skip
"""With these too, as long as nothing has arrived that would be thrown away for it."""
WORTHLESS = frozenset({Failure.REFUSED})
"""With these nothing is kept of what arrived."""
VAGUE = frozenset({Failure.NOT_FOUND, Failure.UNSUPPORTED})
LOADS = 2
"""So often a video is loaded from zero when what arrived is damaged."""


class Fetching:
    """The work on one question."""

    def __init__(self, question: Question, news: News, stopping: Stopping) -> None:
        self._question = question
        self._terms = question.terms
        self._news = news
        self._stopping = stopping
        self._cache = VideoCache(Path(question.cache))
        self._warnings = options.Warnings()
        self._needed_bytes = self._got_bytes = 0

    @property
    def _staged(self) -> Path:
        return self._cache.staging_place(self._question.id)

    def run(self) -> bool:
        """Do it, and say how it went; return whether all is well."""
        try:
            self._work()
        except FetchError as error:
            if error.failure in WORTHLESS:
                delete(self._staged)
            self._news.say("failed", failure=error.failure, detail=error.detail, facts=error.facts)
            return False
        return True

    def _work(self) -> None:
        if self._question.do == "fetch" and self._is_kept():
            self._news.say("done", id=self._question.id)
            return
        folder = self._folder()
        lock = staging_lock(folder)
        if not lock.take():
            raise FetchError(Failure.IN_USE)
        try:
            self._try_addresses(folder)
        finally:
            lock.release()

    def _is_kept(self) -> bool:
        """Whether it is here: its end was not heard, or its file was touched and is whole."""
        if self._cache.condition(self._question.id) is Condition.UNSEALED:
            self._news.say("verifying")
            try:
                return self._cache.examine(self._question.id).condition is Condition.READY
            except VideoError as error:
                raise self._trouble(error, "") from error
        return self._cache.where(self._question.id) is not None

    def _folder(self) -> Path:
        try:
            return self._cache.staging(self._question.id)
        except VideoError as error:
            raise self._trouble(error, "") from error

    def _try_addresses(self, folder: Path) -> None:
        troubles: list[FetchError] = []
        for address in self._question.addresses:
            try:
                self._fetch(address, folder)
            except StoppedError:
                raise
            except Exception as error:  # A gate: yt-dlp and sites raise anything.
                troubles.append(self._trouble(error, address))
                if not self._may_go_elsewhere(troubles[-1].failure, folder):
                    raise troubles[-1] from error
            else:
                return
        telling = [each for each in troubles if each.failure not in VAGUE]
        lasting = [each for each in telling if each.failure not in UNREACHED]
        none = [FetchError(Failure.NOT_FOUND, "There is no address.")]
        raise (lasting or telling or troubles or none)[0]

    def _may_go_elsewhere(self, failure: Failure, folder: Path) -> bool:
        has_arrived = any(part.stat().st_size for part in folder.glob("v.*"))
        return failure in ELSEWHERE or (failure in UNREACHED and not has_arrived)

    def _trouble(self, error: Exception, address: str) -> FetchError:
        case = Case(
            address=address,
            folder=self._staged,
            needed_bytes=self._needed_bytes,
            got_bytes=self._got_bytes,
            cookies=self._terms.cookies,
            misses_runtime=self._warnings.miss_runtime,
        )
        return trouble_in(error, case)

    def _fetch(self, address: str, folder: Path) -> None:
        self._news.say("resolving", address=address)
        guard = self._guard()
        guard.check(address)
        options.shut_out_plugins()
        with GuardedDownloader(self._options(), guard) as downloader:
            found = self._find(downloader, address)
            staging = Staging(folder)
            if self._question.do == "fetch":
                staging.prepare(found.parts)
            loading = Loading(staging, self._terms, self._news, self._stopping)
            loading.expect(found.parts)
            self._needed_bytes, self._got_bytes = loading.total_bytes, loading.got_bytes
            self._say_resolved(found, loading)
            if self._question.do == "size":
                return
            self._stopping.wait_for_go()
            self._load_well(downloader, found, staging, loading)

    def _guard(self) -> Guard:
        return Guard(
            own_hosts=frozenset(map(host_of, self._question.trusted)),
            is_open=bool(self._question.trial.get("allow_private")),
            has_proxy=bool(self._terms.proxy),
        )

    def _options(self) -> Info:
        chosen = options.options_of(
            self._terms, self._cache.folder, self._warnings, self._question.trial
        )
        if not merging.can_join(self._terms.ffmpeg):
            chosen["format"] = f"b[height<=?{self._terms.height_px}]/b"
        return chosen

    def _find(self, downloader: GuardedDownloader, address: str) -> Found:
        info = downloader.extract_info(address, download=False) or {}
        downloader.guard.hang_up()
        if info.get("_type") in ("playlist", "multi_video"):
            info = next((each for each in info.get("entries") or () if each), {})
        self._stopping.check()
        refuse_unless_video(info)
        formats = info.get("requested_formats") or [info]
        fragmented = {
            str(each.get("format_id") or "0"): is_fragmented(downloader, {**info, **each})
            for each in formats
        }
        parts = (sized(downloader, part) for part in parts_of(info, fragmented))
        return Found(address, info, tuple(parts))

    def _say_resolved(self, found: Found, loading: Loading) -> None:
        if loading.total_bytes > self._terms.limit_bytes:
            raise over_limit(loading.total_bytes, self._terms)
        self._news.say(
            "resolved",
            title=found.title,
            size_bytes=loading.total_bytes,
            duration_ms=found.duration_ms,
            height_px=found.height_px,
            format_id=found.format_id,
            limit=self._limit(found),
            got_bytes=loading.got_bytes,
        )

    def _limit(self, found: Found) -> str:
        """Return in a sentence why it is less than was asked for, if that is so."""
        if found.height_px >= self._terms.height_px:
            return ""
        if not merging.can_join(self._terms.ffmpeg):
            return REMEDIES[Failure.NO_MERGER].sentence
        if self._warnings.miss_runtime:
            return REMEDIES[Failure.NO_RUNTIME].sentence
        return ""

    def _load_well(
        self, downloader: GuardedDownloader, found: Found, staging: Staging, loading: Loading
    ) -> None:
        """Load it, and once more from zero when what arrived is damaged.

        What is damaged twice stays where it was made, for those who want to see it anyway; its
        parts go, so that whoever tries again begins anew.
        """
        for _ in range(LOADS):
            files = tuple(self._load(downloader, part, loading) for part in found.parts)
            self._stopping.check()
            try:
                video = self._made(files, staging)
                self._look_through(video, found, staging)
            except FetchError as error:
                if error.failure is not Failure.DAMAGED:
                    raise
                damage = error
            else:
                self._publish(downloader, found, video)
                delete(staging.folder)
                return
            staging.set_aside(found.parts)
        raise damage

    def _load(self, downloader: GuardedDownloader, part: Part, loading: Loading) -> Path:
        try:
            return loading.load(downloader, part)
        finally:
            self._needed_bytes, self._got_bytes = loading.total_bytes, loading.got_bytes

    def _look_through(self, video: Path, found: Found, staging: Staging) -> None:
        self._news.say("verifying")
        all_came = staging.has_all_bytes(found.parts)
        fault = merging.fault_of(video, found.duration_ms, may_pause=all_came)
        if fault:
            raise FetchError(Failure.DAMAGED, fault, gap=f" ({fault})")

    def _made(self, files: tuple[Path, ...], staging: Staging) -> Path:
        self._news.say("merging")
        ready = staging.fresh_ready()
        if merging.needs_writing(files):
            return merging.write_video(files, ready, self._terms.ffmpeg)
        return files[0].replace(ready / f"video{merging.suffix_for(files[0])}")

    def _publish(self, downloader: GuardedDownloader, found: Found, video: Path) -> None:
        self._stopping.check()
        beside = fetch_side_files(downloader, found.info, self._terms, video.parent)
        self._stopping.check()
        self._cache.publish(video.parent, self._entry(found, video, beside))
        self._news.say("done", id=self._question.id)

    def _entry(self, found: Found, video: Path, beside: SideFiles) -> CacheEntry:
        duration_ms, height_px = merging.measured(video)
        return CacheEntry(
            id=self._question.id,
            title=found.title or self._question.title,
            file=video.name,
            size_bytes=0,
            sha256="",
            source=Source.DOWNLOADED,
            added_s=int(time.time()),
            address=found.address,
            duration_ms=duration_ms or found.duration_ms,
            height_px=height_px or found.height_px,
            format_id=found.format_id,
            downloader=__version__,
            thumbnail=beside.thumbnail,
            description=beside.description,
            storyboard=beside.storyboard,
            chapters=beside.chapters,
            tracks=beside.tracks,
        )
