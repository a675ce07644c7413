"""Whatever happens to the queue, in whatever order: nothing is lost, and never too many run."""

import json
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.video.test_downloads import NOON_S, Desk
from viewer.video.cache import VideoCache
from viewer.video.crew import QueueTerms
from viewer.video.download import FetchTerms
from viewer.video.entry import CacheEntry
from viewer.video.failures import Failure

IDS = st.sampled_from("abcdef")
AT_ONCE = 2
RATE_BYTES_S = 1000


def terms(rate_bytes_s):
    fetch = FetchTerms(reserve_bytes=0, limit_bytes=10**12, rate_bytes_s=rate_bytes_s)
    return QueueTerms(fetch, AT_ONCE, between_starts_s=5)


class Shelf(VideoCache):
    """A cache that holds what a test says it holds."""

    def __init__(self, folder):
        super().__init__(folder, lambda: NOON_S)
        self.kept = set()

    def where(self, video_id):
        entry = CacheEntry(video_id, "", "", 1, "", "downloaded", 0)
        return entry if video_id in self.kept else None


class QueueStory(RuleBasedStateMachine):
    """People, workers, the clock and crashes, each doing what they do at any moment."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.cache = Shelf(self.folder / "cache")
        self.wished = set()

    @initialize(has_limit=st.booleans())
    def open(self, has_limit):
        self.terms = terms(RATE_BYTES_S if has_limit else 0)
        self.desk = Desk(self.cache, self.terms).advances()

    @rule(video_id=IDS)
    def ask(self, video_id):
        self.wished.add(video_id)
        self.desk.asks(video_id, site=f"site-{video_id in 'abc'}.example")

    @rule(video_id=IDS, verb=st.sampled_from(["pause", "resume", "retry"]))
    def order(self, video_id, verb):
        if self.desk.queue.get(video_id):
            getattr(self.desk.queue, verb)(video_id)

    @rule(video_id=IDS, by_s=st.sampled_from([0.0, 6.0]))
    def hesitate(self, video_id, by_s):
        if self.desk.queue.get(video_id):
            self.desk.queue.pause(video_id)
            self.desk.queue.resume(video_id)
            self.desk.advances(by_s)

    @rule(video_id=IDS)
    def cancel(self, video_id):
        if self.desk.queue.get(video_id):
            self.desk.queue.cancel(video_id)
            self.wished.discard(video_id)

    @rule(video_id=IDS, steps=st.integers(-9, 9))
    def move(self, video_id, steps):
        before = self.desk.order()
        if video_id in before:
            self.desk.queue.move(video_id, steps)
            assert sorted(self.desk.order()) == sorted(before)

    @rule(by_s=st.sampled_from([-1e6, 0.0, 1.0, 6.0, 61.0, 1000.0, 4000.0]))
    def advance(self, by_s):
        self.desk.advances(by_s)

    @precondition(lambda self: self.desk.errands.out)
    @rule(which=st.randoms(use_true_random=False), failure=st.sampled_from(Failure))
    def fail(self, which, failure):
        which.choice(self.desk.errands.out).fails(failure.value)

    @precondition(lambda self: self.desk.errands.out)
    @rule(which=st.randoms(use_true_random=False), got=st.integers(0, 10**7))
    def work(self, which, got):
        worker = which.choice(self.desk.errands.out)
        worker.resolves(10**7).reports("progress", got_bytes=got, total_bytes=10**7)

    @precondition(lambda self: self.desk.errands.out)
    @rule(which=st.randoms(use_true_random=False))
    def publish(self, which):
        worker = which.choice(self.desk.errands.out)
        self.cache.kept.add(worker.id)
        worker.reports("done")

    @precondition(lambda self: self.desk.errands.out)
    @rule(which=st.randoms(use_true_random=False), code=st.sampled_from([0, 1, -9]))
    def end(self, which, code):
        which.choice(self.desk.errands.out).goes(code)

    @rule(is_crash=st.booleans())
    def start_anew(self, is_crash):
        before = self.desk.order()
        if is_crash:
            self.desk.dies()
        else:
            self.desk.queue.close()
        desk = Desk(self.cache, self.terms)
        desk.now_s = self.desk.now_s
        self.desk = desk
        # Asked of the file itself, before anything of it goes on.
        desk.queue._try_to_own()
        assert desk.order() == before
        desk.advances()

    @rule(video_id=IDS)
    def evict(self, video_id):
        self.cache.kept.discard(video_id)
        self.wished.discard(video_id) if video_id not in self.desk.order() else None

    @invariant()
    def never_too_many_run_and_no_two_on_one(self):
        at_work = self.desk.at_work()
        assert len(at_work) <= AT_ONCE
        assert len(set(at_work)) == len(at_work)
        given = [errand.question["terms"]["rate_bytes_s"] for errand in self.desk.errands.out]
        if self.terms.fetch.rate_bytes_s:
            assert sum(given) <= RATE_BYTES_S
            assert 0 not in given

    @invariant()
    def nothing_is_lost(self):
        assert self.wished <= {*self.desk.order(), *self.cache.kept}

    @invariant()
    def the_file_says_what_is_so(self):
        file = self.cache.folder / "queue.json"
        rows = json.loads(file.read_text())["downloads"] if file.exists() else []
        assert [row["wish"]["id"] for row in rows] == self.desk.order()
        assert [row["state"] for row in rows] == list(self.desk.states().values())

    @invariant()
    def who_waits_will_go_on(self):
        for each in self.desk.queue.downloads:
            assert (each.until_s > 0) == (each.state == "waiting")

    def teardown(self):
        self.desk.queue.close()
        shutil.rmtree(self.folder)


TestQueue = QueueStory.TestCase
TestQueue.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
