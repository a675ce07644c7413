"""What keeping videos is done with in the running program; made after the first paint."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from viewer.errors import ViewerError
from viewer.events import Post
from viewer.paths import MOVED_CACHE, Paths
from viewer.session.keeping import Means
from viewer.session.offline import Plan
from viewer.settings import Settings
from viewer.verbs.fetch_terms import queue_terms_of
from viewer.video.around import Around, Run
from viewer.video.cache import VideoCache
from viewer.video.downloads import DownloadQueue
from viewer.video.entry import CacheEntry
from viewer.video.estimates import Wanted, estimate
from viewer.video.eviction import Room, what_would_go
from viewer.video.reference import VideoRef
from viewer.video.renewal import Renewal, Tools
from viewer.video.sizes import size_words
from viewer.video.sources import wish_for
from viewer.worker.errand import errands
from viewer.worker.host import WorkerHost

ADVANCE_MS = 250
CITED_DEADLINE_S = 120.0


class MakeMeans(Protocol):
    """Makes what keeping videos is done with; tests hand in their own."""

    def __call__(self, settings: Settings, paths: Paths, run: Run) -> Means:
        """Make it."""


class MeansOfProgram:
    """Makes the real things: the queue, the cache, the newer downloaders."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def __call__(self, settings: Settings, paths: Paths, run: Run) -> Means:
        """Make them; nothing is started, and the disk is hardly looked at."""
        cache = VideoCache(paths.cache)
        terms = queue_terms_of(settings)
        around = Around(run=run)
        queue = DownloadQueue(cache, errands("fetch", self._post), terms, around)
        renewal = Renewal(paths.data, settings.javascript_runtime)
        downloading = Downloading(renewal, settings, queue, self._post)
        # A newer downloader is found, and its wheels hashed, off the main thread.
        run(renewal.tools, downloading.use, _forgive)
        return Means(
            queue=queue,
            cache=cache,
            run=run,
            now_s=time.time,
            going=partial(_going, settings.cache_limit_bytes),
            plan=FolderPlanning(settings, cache, run, self._post),
            renewal=downloading,
            relocate=partial(_relocate, cache, paths.data / MOVED_CACHE),
            settings_file=paths.config / "settings.toml",
        )


class Downloading:
    """The downloader and the deno that are used from the next download on."""

    def __init__(
        self, renewal: Renewal, settings: Settings, queue: DownloadQueue, post: Post
    ) -> None:
        self._renewal = renewal
        self._settings = settings
        self._queue = queue
        self._post = post

    def use(self, tools: Tools) -> None:
        """Fetch with these from now on; on the main thread."""
        terms = queue_terms_of(self._settings, tools.downloader.folder, tools.deno)
        self._queue.work_on(terms)

    def update(self) -> str:
        """Get the newest there is."""
        return self._used(self._renewal.update())

    def install(self, files: tuple[Path, ...]) -> str:
        """Take some from files."""
        return self._used(self._renewal.install(files))

    def step_back(self) -> str:
        """Use the downloader before."""
        return self._used(self._renewal.step_back())

    def _used(self, sentence: str) -> str:
        tools = self._renewal.tools()
        self._post(lambda: self.use(tools))
        return sentence


class FolderPlanning:
    """Finds out what a folder's notes name, in a worker of its own, so that reading goes on."""

    def __init__(self, settings: Settings, cache: VideoCache, run: Run, post: Post) -> None:
        self._settings = settings
        self._cache = cache
        self._run = run
        self._post = post

    def __call__(
        self,
        vault: Path,
        folder: str,
        done: Callable[[Plan], None],
        failed: Callable[[ViewerError], None],
    ) -> None:
        """Find out; exactly one of `done` and `failed` follows."""
        worker = WorkerHost("render", self._post)

        def plan(answer: dict[str, Any]) -> None:
            worker.close()
            name = folder.rpartition("/")[2] or vault.name
            self._run(lambda: self._plan(name, answer["videos"]), done, failed)

        def refuse(error: ViewerError) -> None:
            worker.close()
            failed(error)

        question = {"do": "cited", "vault": str(vault), "folder": folder}
        worker.ask(question, plan, refuse, deadline_s=CITED_DEADLINE_S)

    def _plan(self, name: str, videos: list[dict[str, Any]]) -> Plan:
        cited = {each["cache_id"]: each for each in videos if each["cache_id"]}
        entries = self._cache.entries()
        here = {entry.id for entry in entries}
        wanted = [Wanted(video_id, each["last_ms"]) for video_id, each in cited.items()]
        about = estimate(wanted, entries, height_px=self._settings.video_height_px)
        wishes = tuple(
            wish_for(_ref_of(each), each["title"], self._settings.sources)
            for video_id, each in cited.items()
            if video_id not in here
        )
        free_bytes = self._cache.free_bytes()
        return Plan(name, about.number, about.here, wishes, about.about_bytes, free_bytes)


def _ref_of(cited: dict[str, Any]) -> VideoRef:
    return VideoRef(cited["id"], cited["address"], cited["file"])


def _going(limit_bytes: int, entries: tuple[CacheEntry, ...]) -> frozenset[str]:
    """Return the ids of those that would go first if a little more room were needed."""
    room = Room(limit_bytes, lacking_bytes=1)
    return frozenset(each.id for each in what_would_go(entries, room, (), time.time()))


def _relocate(cache: VideoCache, pointer: Path, folder: Path) -> str:
    """Move the cache, which its queue has let go of, and say what was moved."""
    from viewer.video.relocation import move_cache

    moved = move_cache(cache, folder, pointer)
    left = f" {len(moved.left)} damaged ones stayed behind." if moved.left else ""
    return f"The kept videos ({size_words(moved.size_bytes)}) lie in “{moved.folder}” now.{left}"


def _forgive(_error: ViewerError) -> None:
    """Go on with the downloader that came with the program."""
