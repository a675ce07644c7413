"""The queue of downloads: in order, a few at once, surviving what happens to it."""

import json
from pathlib import Path

import pytest

from tests.kept_videos import keep_film
from tests.video.fake_errands import FakeErrands
from viewer.errors import UsageError, WorkerError
from viewer.video.around import Around
from viewer.video.cache import VideoCache
from viewer.video.crew import SILENT_S, SLOW_TO_ANSWER_S, QueueTerms
from viewer.video.download import DownloadState, FetchTerms, Wish
from viewer.video.downloads import DownloadQueue
from viewer.video.failures import Failure

NOON_S = 1_790_000_000.0
MINUTE_S = 60.0
TERMS = QueueTerms(FetchTerms(reserve_bytes=0, limit_bytes=10**12), at_once=2, between_starts_s=0)


class Desk:
    """A queue with fake workers, a clock wound by hand, and what was told."""

    def __init__(self, cache, terms=TERMS):
        self.now_s = NOON_S
        self.cache, self.errands = cache, FakeErrands()
        around = Around(now_s=lambda: self.now_s)
        self.queue = DownloadQueue(cache, self.errands, terms, around)
        self.finished, self.changed, self.troubles = [], [], []
        self.queue.finished.connect(lambda entry: self.finished.append(entry.id))
        self.queue.changed.connect(self.changed.append)
        self.queue.trouble.connect(self.troubles.append)

    def asks(self, *ids, site="video.example"):
        for video_id in ids:
            self.queue.ask(Wish(video_id, f"About {video_id}", (f"https://{site}/{video_id}",)))
        return self.advances()

    def advances(self, by_s=0.0):
        self.now_s += by_s
        self.queue.advance()
        return self

    def states(self):
        return {each.id: each.state.value for each in self.queue.downloads}

    def order(self):
        return [each.id for each in self.queue.downloads]

    def at_work(self):
        return [errand.id for errand in self.errands.out]

    def worker(self, video_id):
        return self.errands.of(video_id)

    def dies(self):
        """Go as a killed process goes: nothing is closed, the system frees the lock."""
        self.queue._ownership.release()


@pytest.fixture
def cache(tmp_path):
    return VideoCache(tmp_path / "cache", lambda: NOON_S)


@pytest.fixture
def desk(cache):
    desk = Desk(cache)
    yield desk
    desk.queue.close()


@pytest.fixture
def publish(cache, small_video):
    return lambda video_id: keep_film(cache, small_video, video_id)


def queue_file(cache):
    said = json.loads((cache.folder / "queue.json").read_text(encoding="utf-8"))
    return [row["wish"]["id"] for row in said["downloads"]]


def test_a_video_is_loaded_and_then_it_is_here(desk, publish):
    worker = desk.asks("tides").worker("tides")
    assert worker.question["addresses"] == ("https://video.example/tides",)
    worker.resolves(size_bytes=2000, height_px=720)
    assert worker.may_go
    worker.reports("progress", got_bytes=500, total_bytes=2000, speed_bytes_s=9.0, eta_s=4.0)
    download = desk.queue.get("tides")
    assert (download.state, download.share, download.height_px) == ("downloading", 0.25, 720)
    worker.reports("merging")
    worker.reports("verifying")
    publish("tides")
    worker.reports("done", id="tides")
    assert (desk.finished, desk.order()) == (["tides"], [])


def test_what_is_here_already_is_not_loaded(desk, publish):
    publish("tides")
    desk.asks("tides")
    assert (desk.finished, desk.at_work()) == (["tides"], [])


def test_what_came_in_while_it_waited_is_not_loaded(desk, publish):
    desk.asks("a", "b", "c")
    publish("c")
    desk.worker("a").goes()
    desk.advances()
    assert "c" in desk.finished
    assert "c" not in desk.order()


def test_a_few_at_once_in_their_order(desk, publish):
    desk.asks("a", "b", "c", "d")
    assert desk.at_work() == ["a", "b"]
    publish("a")
    desk.worker("a").resolves().reports("done")
    assert desk.advances().at_work() == ["a", "b"], "a place is taken until its process is gone"
    desk.worker("a").goes()
    assert desk.advances().at_work() == ["b", "c"]


def test_the_order_can_be_changed(desk):
    desk.asks("a", "b", "c", "d", "e")
    desk.queue.move("e", -2)
    desk.queue.move("c", 99)
    assert desk.order() == ["a", "b", "e", "d", "c"]
    desk.worker("a").goes()
    assert desk.advances().at_work() == ["b", "e"]


def test_a_site_is_not_asked_too_often(cache):
    desk = Desk(cache, QueueTerms(TERMS.fetch, at_once=4, between_starts_s=5))
    desk.asks("a", "b")
    desk.asks("x", site="elsewhere.example")
    assert desk.at_work() == ["a", "x"]
    assert desk.advances(4.9).at_work() == ["a", "x"]
    assert desk.advances(0.2).at_work() == ["a", "x", "b"]
    desk.queue.close()


def test_pausing_stops_and_keeps(desk):
    desk.asks("a").worker("a").resolves().reports("progress", got_bytes=400, total_bytes=1000)
    desk.queue.pause("a")
    assert desk.worker("a").is_stopped
    desk.worker("a").reports("progress", got_bytes=500, total_bytes=1000)
    desk.worker("a").goes()
    desk.advances(3600)
    download = desk.queue.get("a")
    assert (download.state, download.got_bytes) == (DownloadState.PARTIAL, 400)
    desk.queue.resume("a")
    assert desk.advances().at_work() == ["a"]


def test_two_workers_never_meet_at_one_video(desk):
    desk.asks("a")
    desk.queue.pause("a")
    desk.queue.resume("a")
    assert desk.advances().at_work() == ["a"]
    assert len(desk.errands.sent) == 1
    desk.worker("a").goes()
    desk.advances()
    assert len(desk.errands.sent) == 2


def test_cancelling_deletes_what_came_when_the_worker_is_gone(desk, cache):
    desk.asks("a")
    staging = cache.staging("a")
    (staging / "v.136.mp4.part").write_bytes(b"x" * 100)
    desk.queue.cancel("a")
    assert desk.order() == []
    assert staging.exists(), "its worker may still write there"
    desk.worker("a").goes()
    assert not staging.exists()


def test_what_is_cancelled_and_wished_again_starts_over(desk, cache):
    desk.asks("a")
    desk.queue.cancel("a")
    desk.asks("a")
    assert len(desk.errands.sent) == 1
    desk.worker("a").goes()
    assert desk.advances().states() == {"a": "resolving"}


def test_all_can_be_paused_and_go_on(desk):
    desk.asks("a", "b", "c")
    desk.queue.pause_all()
    for errand in desk.errands.out:
        errand.goes()
    assert set(desk.advances(60).states().values()) == {"partial"}
    desk.queue.resume_all()
    assert desk.advances().at_work() == ["a", "b"]


def test_many_are_wished_and_written_at_once(desk, cache):
    desk.advances().changed.clear()
    wishes = [Wish(f"video-{n}", "", (f"https://video.example/{n}",)) for n in range(300)]
    desk.asks("a").queue.ask_all(wishes[:1])
    assert desk.at_work() == ["a"], "who is at work is left alone"
    desk.queue.cancel("a")
    desk.changed.clear()
    desk.queue.ask_all(wishes)
    assert desk.changed == [""]
    assert queue_file(cache) == desk.order() == [wish.id for wish in wishes]
    desk.changed.clear()
    desk.queue.pause_all()
    assert desk.changed == [""]
    assert set(desk.states().values()) == {"partial"}


def test_trouble_that_passes_is_tried_again_ever_later(desk):
    desk.asks("a")
    waited = []
    for _ in range(6):
        desk.worker("a").fails("server", facts={"status": "503"}).goes()
        download = desk.queue.get("a")
        waited.append((download.until_s - desk.now_s) / MINUTE_S if download.until_s else None)
        desk.advances(3600)
    assert waited == [1, 5, 15, 60, 60, None]
    assert desk.states() == {"a": "failed"}
    assert ("status", "503") in desk.queue.get("a").facts
    desk.queue.retry("a")
    assert desk.advances().states() == {"a": "resolving"}
    assert desk.queue.get("a").attempts == 0


def test_without_a_connection_it_is_never_given_up(desk):
    desk.asks("a")
    for _ in range(30):
        desk.worker("a").fails("offline").goes()
        assert desk.states() == {"a": "waiting"}
        desk.advances(3600)


def test_who_gets_further_has_not_failed_in_vain(desk):
    desk.asks("a")
    for attempt in range(1, 20):
        worker = desk.worker("a").resolves(size_bytes=10**9)
        worker.reports("progress", got_bytes=attempt * 2_000_000, total_bytes=10**9)
        worker.fails("timeout").goes()
        assert desk.queue.get("a").attempts == 1
        desk.advances(61)


def test_trouble_that_stays_is_not_tried_again(desk):
    desk.asks("a").worker("a").fails("private", detail="ERROR: Private video").goes()
    download = desk.advances(86_400).queue.get("a")
    assert (download.state, download.failure) == ("failed", Failure.PRIVATE)
    assert download.detail == "ERROR: Private video"
    assert dict(download.facts)["site"] == "video.example"


def test_a_worker_that_dies_is_sent_again(desk):
    desk.asks("a").worker("a").resolves().goes(-9, "Segmentation fault")
    download = desk.queue.get("a")
    assert (download.state, download.failure) == ("waiting", Failure.CRASHED)
    assert download.detail == "Segmentation fault"
    assert desk.advances(61).at_work() == ["a"]


def test_a_worker_that_hangs_is_stopped(desk):
    desk.asks("a", "b")
    desk.worker("b").resolves()
    desk.advances(SLOW_TO_ANSWER_S + 1)
    assert desk.queue.get("a").failure is Failure.TIMEOUT
    assert desk.worker("a").is_stopped
    assert not desk.worker("b").is_stopped
    desk.advances(SILENT_S)
    assert desk.worker("b").is_stopped


def test_a_system_that_starts_no_process_is_trouble_that_passes(desk):
    desk.errands.refusal = WorkerError("A helper process could not be started.")
    assert desk.asks("a").states() == {"a": "waiting"}
    desk.errands.refusal = None
    assert desk.advances(61).at_work() == ["a"]


def test_a_site_that_limits_us_rests_with_all_its_videos(desk):
    desk.asks("a", "b", "c")
    desk.worker("b").resolves()
    desk.worker("a").fails("rate limit").goes()
    desk.asks("x", site="elsewhere.example")
    assert desk.at_work() == ["b", "x"], "who is loading already goes on"
    desk.queue.cancel("x")
    desk.worker("x").goes()
    assert desk.advances().states()["c"] == "waiting"
    assert desk.queue.get("c").until_s == desk.queue.get("a").until_s == NOON_S + 3600
    desk.worker("b").goes()
    desk.advances(3601)
    assert desk.at_work() == ["a"], "one at a time, from a site that limited us"


def test_a_person_may_wake_a_site_before_its_time(desk):
    desk.asks("a", "b", "c", "d")
    desk.worker("a").fails("rate limit").goes()
    desk.worker("b").goes()
    assert set(desk.advances().states().values()) == {"waiting"}
    desk.queue.retry("a")
    assert desk.states()["c"] == desk.states()["d"] == "queued"
    assert desk.advances().at_work() == ["a"]


def test_the_limit_of_the_rate_is_never_passed(cache):
    terms = QueueTerms(FetchTerms(rate_bytes_s=1000, reserve_bytes=0), 3, 0)
    desk = Desk(cache, terms)

    def rates():
        return {each.id: each.question["terms"]["rate_bytes_s"] for each in desk.errands.out}

    desk.asks("a")
    assert rates() == {"a": 1000}
    desk.asks("b", "c")
    assert rates() == {"a": 1000}, "whoever is alone has it all, and the others come after"
    desk.worker("a").goes()
    desk.advances()
    assert rates() == {"b": 500, "c": 500}
    desk.queue.close()


def test_other_terms_hold_for_whoever_is_started_next(desk):
    desk.asks("a", "b", "c")
    desk.queue.work_on(QueueTerms(FetchTerms(downloader="/newer", reserve_bytes=0), 3, 0))
    desk.advances()
    told = {errand.id: errand.question["terms"]["downloader"] for errand in desk.errands.out}
    assert told == {"a": "", "b": "", "c": "/newer"}


def test_only_what_a_person_set_or_typed_may_lead_into_the_own_network(desk):
    both = ("http://10.0.0.5/a", "https://video.example/a")
    desk.queue.ask(Wish("a", "", both, trusted=both[:1]))
    desk.queue.ask(Wish("b", "", both, trusted=both))
    desk.advances()
    assert [errand.question["typed"] for errand in desk.errands.sent] == [False, True]
    assert desk.worker("a").question["trusted"] == both[:1]


def test_a_wish_without_an_address_is_refused(desk):
    with pytest.raises(UsageError, match="no address"):
        desk.queue.ask(Wish("a", "", ()))


def test_what_is_not_queued_cannot_be_paused(desk):
    desk.advances()
    with pytest.raises(UsageError, match="not among"):
        desk.queue.pause("a")


def test_what_strange_sites_say_does_no_harm(desk):
    worker = desk.asks("a").worker("a")
    worker.reports("resolved", size_bytes="many", height_px=float("nan"), title=["x"], limit=None)
    assert worker.may_go
    worker.reports("progress", got_bytes=float("inf"), total_bytes=-5, eta_s=True)
    worker.reports("dance").reports(None).reports(["progress"])
    worker.fails("mad", detail={"a": 1}, facts=[1, 2])
    download = desk.queue.get("a")
    assert (download.failure, download.got_bytes) == (Failure.UNKNOWN, 0)
    assert json.loads((desk.cache.folder / "queue.json").read_text())


def test_what_says_it_is_done_but_is_not_here_is_damaged(desk):
    desk.asks("a").worker("a").resolves().reports("done")
    assert desk.queue.get("a").failure is Failure.DAMAGED


def test_the_line_is_on_the_disk_before_anybody_works_on_it(desk, cache):
    desk.queue.ask(Wish("a", "", ("https://video.example/a",)))
    assert queue_file(cache) == ["a"]
    assert desk.errands.sent == []


def test_a_disk_that_takes_nothing_loses_nothing(desk, cache, monkeypatch):
    desk.asks("a")
    blocked = cache.folder / "queue.json"
    blocked.unlink()
    blocked.mkdir()
    desk.asks("b", "c")
    assert desk.order() == ["a", "b", "c"]
    assert len(desk.troubles) == 1
    assert "could not be kept" in desk.troubles[0].sentence
    blocked.rmdir()
    desk.advances()
    assert queue_file(cache) == ["a", "b", "c"]


def test_closing_leaves_everything_for_the_next_time(desk, cache):
    desk.asks("a", "b", "c", "d").worker("a").resolves(size_bytes=4000)
    desk.queue.pause("d")
    (cache.staging("a") / "v.136.mp4.part").write_bytes(b"x" * 1000)
    desk.queue.close()
    assert desk.errands.out == []
    later = Desk(cache).advances()
    assert later.order() == ["a", "b", "c", "d"]
    assert later.queue.get("a").got_bytes == 1000
    assert later.states() == {"a": "resolving", "b": "resolving", "c": "queued", "d": "partial"}
    later.queue.close()


def test_a_crash_leaves_everything_for_the_next_time(desk, cache):
    desk.asks("a", "b", "c", "d").worker("a").resolves()
    desk.queue.move("d", -1)
    desk.worker("b").fails("private")
    desk.dies()
    later = Desk(cache).advances()
    assert later.order() == ["a", "b", "d", "c"]
    assert later.states() == {
        "a": "resolving", "b": "failed", "d": "resolving", "c": "queued",
    }  # fmt: skip
    later.queue.close()


def test_a_site_goes_on_resting_after_a_new_start(desk, cache):
    desk.asks("a", "b").worker("a").fails("rate limit")
    desk.dies()
    later = Desk(cache)
    later.now_s += 60
    assert later.advances().states() == {"a": "waiting", "b": "waiting"}
    later.queue.close()


def test_a_clock_that_was_set_back_keeps_nobody_waiting(desk):
    desk.asks("a").worker("a").fails("bot").goes()
    desk.now_s -= 86_400 * 365
    assert desk.advances().at_work() == ["a"]


@pytest.mark.parametrize(
    "said",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"format": 2, "downloads": []}',
     b'{"format": 1, "downloads": 7}', b'{"format": 1, "downloads": [7, {}, {"wish": []}]}'],
)  # fmt: skip
def test_a_queue_nobody_can_read_is_an_empty_one(cache, said):
    cache.ownership()
    (cache.folder / "queue.json").write_bytes(said)
    desk = Desk(cache).advances()
    assert desk.asks("a").order() == ["a"]
    desk.queue.close()


def test_a_row_nobody_can_read_costs_only_itself(desk, cache):
    desk.asks("a", "b", "c")
    desk.dies()
    file = cache.folder / "queue.json"
    said = json.loads(file.read_text())
    said["downloads"][1]["state"] = "dancing"
    said["downloads"][2]["got_bytes"] = float("nan")
    said["downloads"].append(said["downloads"][0])
    file.write_text(json.dumps(said))
    later = Desk(cache).advances()
    assert later.order() == ["a"]
    later.queue.close()


def test_nothing_is_left_of_the_writing(desk, cache):
    desk.asks(*"abcdef")
    assert sorted(each.name for each in Path(cache.folder).iterdir()) == [
        "cache.json", "lock", "queue.json",
    ]  # fmt: skip
