"""Room is made before a video is loaded, and never at the cost of what a person would miss."""

import pytest

from tests.kept_videos import keep_film
from tests.video.test_downloads import NOON_S, Desk
from viewer.errors import VideoError
from viewer.video.cache import VideoCache
from viewer.video.crew import QueueTerms
from viewer.video.download import FetchTerms
from viewer.video.download_words import sentence_of
from viewer.video.failures import Failure

DAY_S = 86_400


class SmallDisk(VideoCache):
    """A cache on a disk whose free space a test sets."""

    disk_bytes = 10**9

    def free_bytes(self):
        if self.disk_bytes < 0:
            raise VideoError("The free space could not be read.")
        return self.disk_bytes - self.size_bytes()


def terms(limit_bytes=10**12, reserve_bytes=0):
    fetch = FetchTerms(limit_bytes=limit_bytes, reserve_bytes=reserve_bytes)
    return QueueTerms(fetch, at_once=2, between_starts_s=0)


@pytest.fixture
def cache(tmp_path):
    return SmallDisk(tmp_path / "cache", lambda: NOON_S - 10 * DAY_S)


@pytest.fixture
def desk(cache):
    desk = Desk(cache, terms(reserve_bytes=100_000_000))
    yield desk
    desk.queue.close()


@pytest.fixture
def watched(cache, small_video):
    """Keep videos that were watched, the first one longest ago."""

    def keep(*ids):
        for place, video_id in enumerate(ids):
            keep_film(cache, small_video, video_id)
            cache.touch(video_id, NOON_S - 5 * DAY_S + place)
        return small_video.stat().st_size

    return keep


def test_what_does_not_fit_waits_until_there_is_room(desk, cache):
    cache.disk_bytes = 200_000_000
    worker = desk.asks("a").worker("a").resolves(size_bytes=100_000_000)
    download = desk.queue.get("a")
    assert (worker.may_go, worker.is_stopped) == (False, True)
    assert (download.state, download.failure) == ("waiting", Failure.DISK_FULL)
    assert sentence_of(download) == (
        "There is too little room on the disk: 210.0 MB are needed, "
        f"and 100.0 MB can be used in {cache.folder}."
    )
    worker.goes()
    assert desk.advances(61).at_work() == []
    cache.disk_bytes = 400_000_000
    desk.advances(61)
    assert desk.advances().at_work() == ["a"]
    assert desk.worker("a").resolves(size_bytes=100_000_000).may_go


def test_what_has_arrived_need_not_fit_again(desk, cache):
    cache.disk_bytes = 230_000_000
    worker = desk.asks("a").worker("a")
    assert worker.resolves(size_bytes=100_000_000, got_bytes=90_000_000).may_go


def test_what_others_will_need_is_theirs(desk, cache):
    cache.disk_bytes = 400_000_000
    desk.asks("a", "b")
    first = desk.worker("a").resolves(size_bytes=100_000_000)
    second = desk.worker("b").resolves(size_bytes=100_000_000)
    assert (first.may_go, second.may_go) == (True, False)
    assert desk.queue.get("b").failure is Failure.DISK_FULL


def test_the_longest_unwatched_goes_first_and_no_more_than_is_needed(cache, watched):
    size_bytes = watched("old", "newer", "newest")
    desk = Desk(cache, terms(limit_bytes=3 * size_bytes))
    assert desk.asks("a").worker("a").resolves(size_bytes=size_bytes + 1).may_go
    assert [entry.id for entry in cache.entries()] == ["newest"]
    desk.queue.close()


def test_nothing_goes_when_that_would_not_help(cache, watched):
    size_bytes = watched("old", "newer", "newest")
    cache.pin("newer")
    cache.pin("newest")
    desk = Desk(cache, terms(limit_bytes=3 * size_bytes))
    worker = desk.asks("a").worker("a").resolves(size_bytes=size_bytes + 1)
    assert not worker.may_go
    assert desk.queue.get("a").failure is Failure.OVER_LIMIT
    assert len(cache.entries()) == 3
    desk.queue.close()


def test_what_is_larger_than_the_cache_may_be_says_so(cache):
    desk = Desk(cache, terms(limit_bytes=50_000_000))
    desk.asks("a").worker("a").resolves(size_bytes=80_000_000).goes()
    assert sentence_of(desk.queue.get("a")) == (
        "The cache is full: it may hold 50.0 MB, and this video needs 80.0 MB."
    )
    assert desk.advances(3600).states() == {"a": "waiting"}
    desk.queue.close()


def test_those_on_their_way_count_to_the_limit(cache):
    desk = Desk(cache, terms(limit_bytes=150))
    desk.asks("a", "b")
    assert desk.worker("a").resolves(size_bytes=100).may_go
    assert not desk.worker("b").resolves(size_bytes=100).may_go
    desk.queue.close()


def test_a_disk_that_is_away_is_said(desk, cache):
    cache.disk_bytes = -1
    desk.asks("a").worker("a").resolves()
    download = desk.queue.get("a")
    assert (download.state, download.failure) == ("failed", Failure.FOLDER)
    assert download.detail == "The free space could not be read."


def test_room_is_made_elsewhere_while_the_caller_goes_on(cache):
    desk = Desk(cache, terms())
    later = []
    object.__setattr__(desk.queue._around, "run", lambda *work: later.append(work))
    worker = desk.asks("a").worker("a").resolves()
    assert not worker.may_go
    assert desk.states() == {"a": "resolving"}
    work, done, _ = later.pop()
    done(work())
    assert worker.may_go
    assert desk.states() == {"a": "downloading"}
    desk.queue.close()


def test_room_that_comes_too_late_starts_nothing(cache):
    desk = Desk(cache, terms())
    later = []
    object.__setattr__(desk.queue._around, "run", lambda *work: later.append(work))
    worker = desk.asks("a").worker("a").resolves()
    desk.queue.pause("a")
    work, done, _ = later.pop()
    done(work())
    assert not worker.may_go
    assert desk.states() == {"a": "partial"}
    desk.queue.close()
