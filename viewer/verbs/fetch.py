"""The verb `fetch`: videos into the cache, from the command line.

It works the same queue as the window does. When a window downloads already, the wishes are left
for it, and what becomes of them is shown.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from viewer.errors import ViewerError
from viewer.events import Inbox
from viewer.paths import Paths
from viewer.settings import read_settings
from viewer.verbs.fetch_screen import FetchScreen
from viewer.verbs.fetch_terms import queue_terms_of
from viewer.verbs.fetch_wishes import Wished, wishes_of
from viewer.video.cache import VideoCache
from viewer.video.download import Download, DownloadState, Wish
from viewer.video.downloads import DownloadQueue
from viewer.video.entry import CacheEntry
from viewer.video.estimates import Wanted, estimate
from viewer.video.renewal import Renewal
from viewer.video.sizes import size_words, videos_words
from viewer.worker.errand import errands

LOOK_S = 0.1
SHOW_S = 0.25
PATIENCE_S = 61.0
"""Who calls a command waits a minute at most for what is tried again by itself, or for room."""

LATER = "What has arrived is kept, and goes on with the next fetch, or in the window."


@dataclass(frozen=True, slots=True)
class FetchOrder:
    """What is to be fetched; `height_px` is 0 for what the settings say.

    `agrees` is asked a question before several videos are loaded.
    """

    what: tuple[str, ...]
    height_px: int
    agrees: Callable[[str], bool]


def fetch(order: FetchOrder, paths: Paths, screen: FetchScreen) -> int:
    """Fetch what is ordered and return the exit code: 0 when all of it is here, else 1.

    Raises NoteError or UsageError when something ordered names no video.
    """
    settings, doubts = read_settings(paths.config / "settings.toml")
    for doubt in doubts:
        screen.say(doubt)
    if order.height_px:
        settings = replace(settings, video_height_px=order.height_px)
    wished = wishes_of(order.what, settings.sources)
    cache = VideoCache(paths.cache)
    if not wished:
        screen.say("No note there names a video.")
        return 0
    if len(wished) > 1:
        screen.say(_about(wished, cache, settings.video_height_px))
        if not order.agrees("Load them?"):
            return 1
    inbox = Inbox()
    tools = Renewal(paths.data).tools()
    terms = queue_terms_of(settings, tools.downloader.folder, tools.deno)
    queue = DownloadQueue(cache, errands("fetch", inbox.post), terms)
    return FetchLoop(queue, inbox, screen).run([each.wish for each in wished])


def _about(wished: Sequence[Wished], cache: VideoCache, height_px: int) -> str:
    wanted = [Wanted(each.wish.id, each.last_ms) for each in wished]
    about = estimate(wanted, cache.entries(), height_px=height_px)
    here = f", {about.here} of them here already" if about.here else ""
    size, free = size_words(about.about_bytes), size_words(cache.free_bytes())
    return f"{videos_words(about.number)}{here}: about {size} to load, {free} free."


class FetchLoop:
    """Let the queue work until everything wished is here, or will not be soon."""

    def __init__(
        self,
        queue: DownloadQueue,
        inbox: Inbox,
        screen: FetchScreen,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._patience_s = patience_s
        self._queue = queue
        self._inbox = inbox
        self._screen = screen
        self._kept: dict[str, CacheEntry] = {}
        self._ids: list[str] = []
        self._milestones: dict[str, object] = {}
        queue.changed.connect(self._on_changed)
        queue.finished.connect(self._on_finished)

    def run(self, wishes: Sequence[Wish]) -> int:
        """Fetch these and return the exit code."""
        ids = self._ids = [wish.id for wish in wishes]
        try:
            self._queue.ask_all(wishes)
            # Only now, as trouble with asking is raised.
            self._queue.trouble.connect(self._on_trouble)
            self._put_first(ids)
            self._await()
            if any(each.state is DownloadState.WAITING for each in self._mine()):
                self._screen.say(LATER)
        except KeyboardInterrupt:
            self._screen.say(f"Stopped. {LATER}")
        finally:
            self._queue.close()
        for video_id in ids:
            if video_id in self._kept:
                self._screen.show_entry(self._kept[video_id])
        return 0 if self._kept.keys() >= set(ids) else 1

    def _put_first(self, ids: Sequence[str]) -> None:
        """Have what is asked for now go before what was queued another day."""
        for video_id in reversed(ids):
            if self._queue.get(video_id) is not None:
                self._queue.move(video_id, -len(self._queue.downloads))

    def _await(self) -> None:
        """Work until nothing more will come of what is wished, showing how far it is."""
        shown_s, is_over = float("-inf"), False
        moved_s = time.monotonic()
        while not is_over:
            self._inbox.drain()
            self._queue.advance()
            mine = self._mine()
            if not all(each.state is DownloadState.WAITING for each in mine):
                moved_s = time.monotonic()
            is_over = all(map(_is_over, mine)) or time.monotonic() - moved_s > self._patience_s
            if time.monotonic() - shown_s >= SHOW_S or is_over:
                self._screen.show(mine)
                shown_s = time.monotonic()
            if not is_over:
                time.sleep(LOOK_S)

    def _on_changed(self, video_id: str) -> None:
        """Show at once what may be over before one looks again: a new state, the size."""
        download = self._queue.get(video_id) if video_id in self._ids else None
        if download is not None:
            milestone = (download.state, bool(download.total_bytes))
            if self._milestones.get(video_id) != milestone:
                self._milestones[video_id] = milestone
                self._screen.show(self._mine())

    def _mine(self) -> list[Download]:
        return [each for each in self._queue.downloads if each.id in self._ids]

    def _on_finished(self, entry: CacheEntry) -> None:
        self._kept[entry.id] = entry

    def _on_trouble(self, error: ViewerError) -> None:
        self._screen.say(str(error))


def _is_over(download: Download) -> bool:
    """Whether nothing will become of a download in the time a command may take."""
    waits = download.state is DownloadState.WAITING
    is_long = waits and download.until_s - time.time() > PATIENCE_S
    return is_long or download.state in (DownloadState.FAILED, DownloadState.PARTIAL)
