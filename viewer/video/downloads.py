"""The queue of downloads, as the window and the command line use it.

One process owns a cache and works its queue; the others show what it does and leave orders for
it, and one of them takes over when it goes. Call `advance` a few times a second, on one thread.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from viewer.errors import UsageError, ViewerError
from viewer.events import Event
from viewer.video.around import Around
from viewer.video.cache import VideoCache
from viewer.video.crew import Crew, QueueTerms, Start
from viewer.video.disk_trouble import told
from viewer.video.dispatch import Dispatcher
from viewer.video.download import Download, DownloadState, Wish
from viewer.video.entry import CacheEntry
from viewer.video.failures import Failure
from viewer.video.line import Line
from viewer.video.ownership import Ownership
from viewer.video.queue_file import Order, Orders

LOOK_S = 1.0
"""So often one looks whether the cache has an owner, what it did, and what is ordered."""


class DownloadQueue:
    """Every wished video in its order, and the work on it.

    `changed` tells an id, or nothing when everything may differ; `finished` what is kept now;
    `trouble` what no single download can be blamed for. All happens on the caller's thread.
    """

    def __init__(
        self, cache: VideoCache, start: Start, terms: QueueTerms, around: Around | None = None
    ) -> None:
        self._cache = cache
        self._around = around or Around()
        self._line = Line(cache.folder)
        self.changed: Event[[str]] = self._line.changed
        self.trouble: Event[[ViewerError]] = self._line.trouble
        self._crew = Crew(start, terms, self._around.now_s)
        self._dispatcher = Dispatcher(cache, self._line, self._crew, self._around)
        self.finished: Event[[CacheEntry]] = self._dispatcher.finished
        self._orders = Orders(cache.folder)
        self._left: dict[str, tuple[Wish, Path]] = {}
        self._ownership: Ownership | None = None
        self._looked_s = float("-inf")
        self._refusal: ViewerError | None = None
        self._is_closed = False

    @property
    def is_owner(self) -> bool:
        """Whether this process does the downloading."""
        return self._ownership is not None and self._ownership.is_held

    @property
    def downloads(self) -> tuple[Download, ...]:
        """What is wished and not here yet, in its order."""
        if self.is_owner:
            return tuple(self._line)
        left = (Download(wish) for wish, _ in self._left.values() if not self._line.get(wish.id))
        return tuple(map(_in_use, (*self._line, *left)))

    def get(self, video_id: str) -> Download | None:
        """Return the download of this id, if there is one."""
        return next((each for each in self.downloads if each.id == video_id), None)

    def work_on(self, terms: QueueTerms) -> None:
        """Take other terms, which hold for whoever is started from now on."""
        self._crew.work_on(terms)

    def ask(self, wish: Wish) -> None:
        """Wish for a video; one that is here is told by `finished`, one that stands still goes on.

        Raises UsageError for a wish without an id or an address, VideoError when the folder of the
        cache cannot be used.
        """
        self.ask_all((wish,))

    def ask_all(self, wishes: Iterable[Wish]) -> None:
        """Wish for many videos at once, as `ask` does for one."""
        self._order(*map(_asking, wishes))

    def pause(self, video_id: str) -> None:
        """Stop a download and keep what it has. Raises UsageError when there is none."""
        self._order_for("pause", video_id)

    def resume(self, video_id: str) -> None:
        """Let a paused download go on in its turn. Raises UsageError when there is none."""
        self._order_for("resume", video_id)

    def retry(self, video_id: str) -> None:
        """Try a download again that waits or failed. Raises UsageError when there is none."""
        self._order_for("retry", video_id)

    def cancel(self, video_id: str) -> None:
        """Forget a download and delete what it has. Raises UsageError when there is none."""
        self._order_for("cancel", video_id)

    def move(self, video_id: str, steps: int) -> None:
        """Move a download by so many places, up with negative steps.

        Raises UsageError when there is none.
        """
        self._order_for("move", video_id, steps)

    def pause_all(self) -> None:
        """Stop everything and keep what has arrived."""
        self._order_all("pause")

    def resume_all(self) -> None:
        """Let everything go on that is paused."""
        self._order_all("resume")

    def advance(self) -> None:
        """Do what is due: start, wake, try again, take orders, or see what the owner did."""
        if self._is_closed:
            return
        is_time_to_look = self._is_time_to_look()
        if is_time_to_look:
            self._try_to_own()
        if self.is_owner:
            if is_time_to_look:
                self._take_orders()
            self._dispatcher.advance()
        elif is_time_to_look:
            self._follow()

    def close(self) -> None:
        """Stop the work, keep what has arrived, and let another process own the cache."""
        if self._is_closed:
            return
        self._is_closed = True
        if self.is_owner and self._ownership is not None:
            self._dispatcher.end()
            self._ownership.release()

    def _is_time_to_look(self) -> bool:
        now_s = self._around.now_s()
        if 0 <= now_s - self._looked_s < LOOK_S:
            return False
        self._looked_s = now_s
        return True

    def _try_to_own(self) -> None:
        if self.is_owner:
            return
        try:
            self._ownership = self._ownership or self._cache.ownership()
            if self._ownership.take():
                self._dispatcher.take_over()
            self._refusal = None
        except ViewerError as error:
            # It is tried again each second, but need not be said again.
            is_news = self._refusal is None or self._refusal.sentence != error.sentence
            self._refusal = error
            if is_news:
                self.trouble.emit(error)

    def _order_all(self, do: str) -> None:
        self._order(*(Order(do, download.id) for download in self.downloads))

    def _order_for(self, do: str, video_id: str, steps: int = 0) -> None:
        if self.get(video_id) is None:
            raise UsageError("This video is not among the downloads.")
        self._order(Order(do, video_id, steps=steps))

    def _order(self, *orders: Order) -> None:
        self._try_to_own()
        if self.is_owner:
            self._obey_all(orders)
            return
        if self._refusal is not None:
            # Nobody owns this cache, nor may it be written to: it may not even be one.
            raise self._refusal
        with told("The wish could not be left for the other window", self._cache.folder):
            left = self._orders.leave(orders)
        for file, some in left.items():
            wishes = {order.id: (order.wish, file) for order in some if order.wish is not None}
            self._left |= wishes
        self.changed.emit(orders[0].id if len(orders) == 1 else "")

    def _obey_all(self, orders: Sequence[Order]) -> None:
        with self._line.together() if len(orders) > 1 else nullcontext():
            for order in orders:
                self._obey(order)

    def _obey(self, order: Order) -> None:
        """Do what is ordered; what is ordered of an unknown one has been overtaken by events."""
        download = self._line.get(order.id)
        verbs: dict[str, Callable[[Download], None]] = {
            "pause": self._dispatcher.pause,
            "resume": self._dispatcher.resume,
            "retry": self._dispatcher.retry,
            "cancel": self._dispatcher.cancel,
            "move": lambda found: self._dispatcher.move(found, order.steps),
        }
        if order.do == "ask" and order.wish is not None:
            self._dispatcher.ask(order.wish)
        elif download is not None and order.do in verbs:
            verbs[order.do](download)

    def _take_orders(self) -> None:
        found = self._orders.found()
        self._obey_all([order for orders in found.values() for order in orders])
        # Only now, as the line is written: who is killed in between obeys them once more.
        self._orders.forget(found)
        self._left.clear()

    def _follow(self) -> None:
        """See what the owner did, and tell which of the known videos are here now."""
        before = {*self._left, *(each.id for each in self._line)}
        self._line.look_again()
        for video_id in before:
            if self._line.get(video_id) is None:
                self._look_whether_kept(video_id)
            else:
                self._left.pop(video_id, None)

    def _look_whether_kept(self, video_id: str) -> None:
        entry = self._cache.where(video_id)
        _, file = self._left.get(video_id, (None, None))
        if entry is None and file is not None and file.exists():
            return
        if self._left.pop(video_id, None):
            self.changed.emit(video_id)
        if entry is not None:
            self.finished.emit(entry)


def _asking(wish: Wish) -> Order:
    """Return the order for a wish; raises UsageError for one that nobody could fulfil."""
    if not (wish.id and wish.addresses):
        raise UsageError(
            "There is no address to download this video from.",
            hint="Name one in the note's header, or use a file you have.",
        )
    return Order("ask", wish.id, wish)


def _in_use(download: Download) -> Download:
    """Return a download as those see it who do not do the downloading."""
    if download.state is DownloadState.QUEUED and download.failure is None:
        return replace(download, failure=Failure.IN_USE)
    return download
