"""The queue with real fetch workers and the real yt-dlp: what it keeps is whole."""

import os
import signal

import pytest

from tests.stand_in.faults import Fault
from viewer.events import Inbox
from viewer.video.around import Around
from viewer.video.cache import VideoCache
from viewer.video.crew import QueueTerms
from viewer.video.download import FetchTerms, Wish
from viewer.video.downloads import DownloadQueue
from viewer.video.failures import Failure
from viewer.worker.errand import errands

SLOW = Fault(rate_bytes_s=1_500_000)


class Desk:
    """A queue, its workers' real processes, and a clock that a test moves on."""

    def __init__(self, cache, wait_until):
        self.cache, self._wait_until = cache, wait_until
        self.ahead_s = 0.0
        self.workers = {}
        self._inbox = Inbox()
        self._send = errands("fetch", self._inbox.post)
        terms = QueueTerms(FetchTerms(reserve_bytes=0), at_once=2, between_starts_s=0)
        around = Around(now_s=lambda: 1_790_000_000.0 + self.ahead_s)
        self.queue = DownloadQueue(cache, self._start, terms, around)

    def _start(self, question, on_news, on_ended):
        errand = self._send(question, on_news, on_ended)
        self.workers[question["id"]] = errand
        return errand

    def asks(self, address, *ids):
        # Each has an address of its own, as each is another video.
        places = {each: f"{address}?n={each}" for each in ids}
        self.queue.ask_all(Wish(each, "", (to,), (to,)) for each, to in places.items())
        return self

    def waits_until(self, condition):
        def has_come():
            self._inbox.drain()
            self.queue.advance()
            return condition(self)

        self._wait_until(has_come, deadline_s=60)
        return self

    def waits_for_bytes(self, video_id, count):
        return self.waits_until(
            lambda desk: (each := desk.queue.get(video_id)) and each.got_bytes > count
        )

    def kept(self):
        return {entry.id: entry.sha256 for entry in self.cache.entries()}


@pytest.fixture
def desk(tmp_path, wait_until):
    desk = Desk(VideoCache(tmp_path / "cache"), wait_until)
    yield desk
    desk.queue.close()


def is_here(*ids):
    return lambda desk: set(ids) <= set(desk.kept()) and not desk.queue.downloads


def test_three_films_come_two_at_a_time(desk, website):
    website.befall("/film.mp4", SLOW)
    most = 0

    def all_here(desk):
        nonlocal most
        most = max(most, sum(each.state.is_active for each in desk.queue.downloads))
        return is_here("a", "b", "c")(desk)

    desk.asks(website.address("/film.mp4"), "a", "b", "c").waits_until(all_here)
    assert most == 2
    assert len(set(desk.kept().values())) == 1, "it is one film three times"


def test_a_paused_film_goes_on_where_it_was(desk, website):
    website.befall("/film.mp4", SLOW)
    desk.asks(website.address("/film.mp4"), "a").waits_for_bytes("a", 800_000)
    desk.queue.pause("a")
    desk.workers["a"].end()
    assert desk.queue.get("a").state == "partial"
    assert desk.kept() == {}
    website.forget()
    desk.queue.resume("a")
    desk.waits_until(is_here("a"))
    size_bytes = desk.cache.where("a").size_bytes
    assert website.sent_bytes("/film.mp4") < size_bytes
    website.befall("/film.mp4", Fault())
    desk.asks(website.address("/film.mp4"), "whole").waits_until(is_here("a", "whole"))
    assert len(set(desk.kept().values())) == 1


def test_a_killed_worker_is_sent_again_and_what_it_keeps_is_whole(desk, website):
    website.befall("/film.mp4", SLOW)
    desk.asks(website.address("/film.mp4"), "a", "b").waits_for_bytes("a", 500_000)
    os.kill(desk.workers["a"].pid, signal.SIGKILL)
    desk.waits_until(lambda desk: desk.queue.get("a").failure is Failure.CRASHED)
    desk.ahead_s += 61
    desk.waits_until(is_here("a", "b"))
    assert len(set(desk.kept().values())) == 1


def test_what_is_cancelled_leaves_nothing(desk, website):
    website.befall("/film.mp4", SLOW)
    desk.asks(website.address("/film.mp4"), "a").waits_for_bytes("a", 100_000)
    staging = desk.cache.folder / "staging"
    assert [each for each in staging.iterdir() if each.is_dir()]
    desk.queue.cancel("a")
    desk.waits_until(lambda _: not [each for each in staging.iterdir() if each.is_dir()])
    assert desk.kept() == {}


def test_closing_leaves_no_process_and_the_next_queue_goes_on(desk, website, wait_until):
    website.befall("/film.mp4", SLOW)
    desk.asks(website.address("/film.mp4"), "a", "b").waits_for_bytes("a", 500_000)
    pids = [worker.pid for worker in desk.workers.values()]
    desk.queue.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.killpg(pid, 0)
    later = Desk(desk.cache, wait_until)
    later.waits_until(lambda desk: desk.queue.is_owner)
    assert later.queue.get("a").got_bytes > 0
    later.waits_until(is_here("a", "b"))
    later.queue.close()
