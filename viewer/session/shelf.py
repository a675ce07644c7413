"""The session's side of the cache: the kept videos, read and changed off the main thread."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from viewer.errors import ViewerError
from viewer.events import Event
from viewer.session.notice import Notice
from viewer.video.around import Run
from viewer.video.condition import Condition, Found
from viewer.video.entry import CacheEntry
from viewer.video.examination import Finding

TOUCH_S = 60.0
"""That often a video that plays is marked as used."""


class Cache(Protocol):
    """The kept videos; see `viewer.video.cache`."""

    def holdings(self) -> Iterable[Found]:
        """Return everything kept, and how it stands."""

    def examine(self, video_id: str) -> Finding:
        """Read a whole video and judge it by its hash."""

    def pin(self, video_id: str) -> None:
        """Keep a video whatever happens."""

    def unpin(self, video_id: str) -> None:
        """Let a video go when room is needed."""

    def touch(self, video_id: str, now_s: float) -> None:
        """Remember that a video is being watched."""

    def remove(self, video_id: str) -> None:
        """Throw a video away."""

    def free_bytes(self) -> int:
        """Return how much the disk has left."""

    def incomplete(self, video_id: str) -> Path | None:
        """Return what arrived of a video that is not whole; None when there is nothing."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What was kept when it was last looked at; `going` are the ids that would go first.

    `wanting` says of those that cannot be played as they are how they stand.
    """

    entries: tuple[CacheEntry, ...] = ()
    free_bytes: int = 0
    going: frozenset[str] = frozenset()
    wanting: Mapping[str, Condition] = field(default_factory=dict)

    @property
    def size_bytes(self) -> int:
        """How much room they take; what lies elsewhere takes none."""
        return sum(each.size_bytes for each in self.entries if not each.is_linked)

    def of(self, video_id: str) -> CacheEntry | None:
        """Return what is kept of a video."""
        return next((each for each in self.entries if each.id == video_id), None)


class Shelf:
    """The kept videos as they were last seen; everything it does answers later."""

    def __init__(
        self,
        cache: Cache,
        run: Run,
        now_s: Callable[[], float],
        going: Callable[[tuple[CacheEntry, ...]], frozenset[str]],
    ) -> None:
        self.stock = Stock()
        self.chosen_id = ""
        """The one that has the focus in the list; the list keeps this true."""
        self.changed: Event[[]] = Event()
        self.told: Event[[ViewerError | Notice]] = Event()
        self.examined: Event[[str]] = Event()
        self._cache = cache
        self._run = run
        self._now_s = now_s
        self._going = going
        self._touched = ("", 0.0)
        self._at_work = 0
        self._examining: set[str] = set()

    @property
    def is_settled(self) -> bool:
        """Whether nothing is on its way."""
        return self._at_work == 0

    def refresh(self) -> None:
        """Look at the cache anew; `changed` tells when that is done."""
        self._do(self._look, self._show)

    def set_pinned(self, video_id: str, is_pinned: bool) -> None:
        """Keep a video whatever happens, or let it go when room is needed."""
        deed = self._cache.pin if is_pinned else self._cache.unpin
        self._do(partial(deed, video_id), lambda _done: self.refresh())

    def remove(self, entry: CacheEntry, then: Callable[[], None]) -> None:
        """Throw a video away."""

        def done(_done: object) -> None:
            self.told.emit(Notice(f"“{entry.name}” is removed from the cache."))
            self.refresh()
            then()

        self._do(partial(self._cache.remove, entry.id), done)

    def examine(self, video_id: str, *, is_wished: bool = False) -> None:
        """Read a whole video and judge it; `examined` tells when that is done.

        What is found is told if it is bad, or if the reader wished to know.
        """
        if video_id in self._examining:
            return
        self._examining.add(video_id)

        def done(finding: Finding) -> None:
            if is_wished or finding.condition is not Condition.READY:
                is_bad = finding.condition is not Condition.READY
                self.told.emit(Notice(finding.sentence, finding.hint, is_trouble=is_bad))
            end()
            self.refresh()

        def failed(error: ViewerError) -> None:
            self.told.emit(error)
            end()

        def end() -> None:
            self._examining.discard(video_id)
            self.examined.emit(video_id)

        self._do(partial(self._cache.examine, video_id), done, failed)

    def touch(self, video_id: str) -> None:
        """Remember that a video is being watched: once a minute, and unseen."""
        now_s = self._now_s()
        before, then_s = self._touched
        if video_id == before and 0 <= now_s - then_s < TOUCH_S:
            return
        self._touched = (video_id, now_s)
        self._do(partial(self._cache.touch, video_id, now_s), lambda _done: None, _forgive)

    def _look(self) -> Stock:
        known = [(each.entry, each.condition) for each in self._cache.holdings() if each.entry]
        entries = tuple(entry for entry, _condition in known)
        wanting = {entry.id: how for entry, how in known if how is not Condition.READY}
        return Stock(entries, self._cache.free_bytes(), self._going(entries), wanting)

    def _show(self, stock: Stock) -> None:
        self.stock = stock
        self.changed.emit()

    def _do(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[ViewerError], None] | None = None,
    ) -> None:
        def end(answer: Callable[[Any], None], news: Any) -> None:
            self._at_work -= 1
            answer(news)

        self._at_work += 1
        self._run(work, partial(end, done), partial(end, failed or self.told.emit))


def _forgive(_error: ViewerError) -> None:
    """Take it that a mark of use could not be kept: the next one may."""
