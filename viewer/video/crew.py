"""Who is at work: the fetch workers that run, who may start next, and what they need.

One process per download. The rule to know: a download's place is taken until its process is gone,
even when its result is known; so no two ever work on one video.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Any

from viewer.events import Event
from viewer.video.download import FetchTerms, Wish
from viewer.video.download_news import News
from viewer.video.politeness import Politeness
from viewer.video.sources import host_of
from viewer.worker.errand import Ending, OnEnded, OnNews, Running

Start = Callable[[dict[str, Any], OnNews, OnEnded], Running]

SLOW_TO_ANSWER_S = 180.0
SILENT_S = 900.0
"""A worker that says nothing for so long hangs; checking a large file on a slow disk does not."""


@dataclass(frozen=True, slots=True)
class QueueTerms:
    """On what terms the queue works: each fetch's, how many at once, how often one site is asked.

    The rate in `fetch` is for all downloads together.
    """

    fetch: FetchTerms = field(default_factory=FetchTerms)
    at_once: int = 2
    between_starts_s: float = 5.0


@dataclass(slots=True)
class Work:
    """One process at work. `is_over` when its result is known and it only has to end.

    `needed_bytes` is what it may take of the disk in all, `size_bytes` what will be kept of it.
    """

    wish: Wish
    running: Running
    rate_bytes_s: int
    heard_s: float
    has_answered: bool = False
    needed_bytes: int = 0
    size_bytes: int = 0
    is_over: bool = False


class Crew:
    """The workers that are out.

    `news` tells an id and what its worker said; `ended` an id, how its worker ended, and whether
    its result had been known.
    """

    def __init__(self, start: Start, terms: QueueTerms, now_s: Callable[[], float]) -> None:
        self.news: Event[[str, News]] = Event()
        self.ended: Event[[str, Ending, bool]] = Event()
        self.terms = terms
        self.politeness = Politeness(terms.between_starts_s)
        self._start = start
        self._now_s = now_s
        self._at_work: dict[str, Work] = {}

    def work_on(self, terms: QueueTerms) -> None:
        """Send out on other terms from now on."""
        self.terms = terms
        self.politeness.between_starts_s = terms.between_starts_s

    def __contains__(self, video_id: str) -> bool:
        return video_id in self._at_work

    def of(self, video_id: str) -> Work | None:
        """Return the work that goes on for a video, unless its result is known."""
        work = self._at_work.get(video_id)
        return None if work is None or work.is_over else work

    def going_on(self) -> list[tuple[str, Work]]:
        """Return all work whose result is not known."""
        return [(each, work) for each, work in self._at_work.items() if not work.is_over]

    @property
    def is_full(self) -> bool:
        """Whether as many are out as may be."""
        return len(self._at_work) >= self.terms.at_once

    def may_start(self, wish: Wish) -> bool:
        """Whether there is a free place for it, some rate, and its site may be asked."""
        if self.is_full or wish.id in self._at_work:
            return False
        if self.terms.fetch.rate_bytes_s and self._free_rate_bytes_s() <= 0:
            return False
        host = host_of(wish.addresses[0])
        hosts = [host_of(work.wish.addresses[0]) for work in self._at_work.values()]
        return self.politeness.may_start(host, hosts.count(host), self._now_s())

    def send(self, wish: Wish, candidates: int, cache: str) -> None:
        """Start a worker for a wish; so many candidates share the rate that is free.

        Raises WorkerError when the system cannot start it.
        """
        self.politeness.started(host_of(wish.addresses[0]), self._now_s())
        rate_bytes_s = self._rate_for(candidates)
        terms = replace(self.terms.fetch, rate_bytes_s=rate_bytes_s)
        running = self._start(
            _question(wish, cache, terms),
            partial(self._hear, wish.id),
            partial(self._lose, wish.id),
        )
        self._at_work[wish.id] = Work(wish, running, rate_bytes_s, self._now_s())

    def stop(self, video_id: str) -> None:
        """Have the worker of a video end, if there is one; its place is taken until it is gone."""
        work = self.of(video_id)
        if work is not None:
            work.is_over = True
            work.running.stop()

    def hanging(self) -> list[str]:
        """Return the videos whose workers have been silent for too long."""
        now_s = self._now_s()
        return [
            video_id
            for video_id, work in self.going_on()
            if now_s - work.heard_s > (SILENT_S if work.has_answered else SLOW_TO_ANSWER_S)
        ]

    def end(self) -> None:
        """Stop all workers, and return when they are gone."""
        for video_id in list(self._at_work):
            self.stop(video_id)
        for work in list(self._at_work.values()):
            work.running.end()

    def _free_rate_bytes_s(self) -> int:
        given = sum(work.rate_bytes_s for work in self._at_work.values())
        return self.terms.fetch.rate_bytes_s - given

    def _rate_for(self, candidates: int) -> int:
        """Return a fair part of the rate that is free, 0 where there is no limit.

        A running worker keeps its rate, so what it has cannot be given again: then others wait,
        and the whole is as fast.
        """
        if not self.terms.fetch.rate_bytes_s:
            return 0
        places = self.terms.at_once - len(self._at_work)
        return max(self._free_rate_bytes_s() // max(min(places, candidates), 1), 1)

    def _hear(self, video_id: str, news: News) -> None:
        work = self._at_work[video_id]
        work.heard_s = self._now_s()
        work.has_answered |= news.get("news") == "resolved"
        # Who was stopped may have been done already.
        if not work.is_over or news.get("news") == "done":
            self.news.emit(video_id, news)

    def _lose(self, video_id: str, ending: Ending) -> None:
        work = self._at_work.pop(video_id)
        self.ended.emit(video_id, ending, work.is_over)


def _question(wish: Wish, cache: str, terms: FetchTerms) -> dict[str, Any]:
    return {
        "do": "fetch",
        "id": wish.id,
        "title": wish.title,
        "addresses": wish.addresses,
        "cache": cache,
        "terms": asdict(terms),
        "typed": set(wish.addresses) <= set(wish.trusted),
        "trusted": wish.trusted,
        "trial": {},
    }
