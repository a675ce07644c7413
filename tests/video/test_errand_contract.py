"""What the queue may rely on of whoever it sends out: the fake and a real child both keep it."""

import sys

import pytest

from tests.video.fake_errands import FakeErrand
from viewer.events import Inbox
from viewer.worker.errand import Errand

CHILD = """
import json, sys
def say(**news): print(json.dumps(news), flush=True)
print('ready', flush=True)
question = json.loads(sys.stdin.readline())
say(news='resolving', address=question['addresses'][0])
say(news='resolved', size_bytes=7)
if json.loads(sys.stdin.readline() or '{}') == {'do': 'go'}:
    say(news='done', id=question['id'])
    sys.exit(0)
sys.exit(3)
"""
QUESTION = {"do": "fetch", "id": "a", "addresses": ["https://video.example/a"]}


class RealSide:
    """A real child process, heard through an inbox."""

    def __init__(self):
        self._inbox = Inbox()

    def start(self, on_news, on_ended):
        self.errand = Errand(self._inbox.post, on_news, on_ended)
        self.errand.start([sys.executable, "-c", CHILD], QUESTION)
        return self.errand

    def go_on(self):
        self._inbox.drain()


class FakeSide:
    """A fake that does the same whenever it is let go on."""

    def start(self, on_news, on_ended):
        self.errand = FakeErrand(QUESTION, on_news, on_ended)
        self._has_resolved = False
        return self.errand

    def go_on(self):
        if self.errand.is_gone:
            return
        if self.errand.is_stopped:
            self.errand.goes(3)
        elif not self._has_resolved:
            self._has_resolved = True
            address = self.errand.question["addresses"][0]
            self.errand.reports("resolving", address=address).reports("resolved", size_bytes=7)
        elif self.errand.may_go:
            self.errand.reports("done", id="a").goes()


@pytest.fixture(params=[FakeSide, RealSide], ids=["fake", "real"])
def side(request):
    side = request.param()
    yield side
    side.errand.end()


@pytest.fixture
def sent(side, wait_until):
    """Send one out; return it, what was heard in order, and a way to wait."""
    heard = []
    running = side.start(heard.append, lambda ending: heard.append(ending.code))

    def hears(count):
        def has_come():
            side.go_on()
            return len(heard) >= count

        wait_until(has_come)
        return heard

    return running, hears


RESOLVED = [
    {"news": "resolving", "address": "https://video.example/a"},
    {"news": "resolved", "size_bytes": 7},
]


def test_it_waits_to_be_let_go_and_ends_when_it_is_done(sent):
    running, hears = sent
    assert hears(2) == RESOLVED
    running.say({"do": "go"})
    assert hears(4) == [*RESOLVED, {"news": "done", "id": "a"}, 0]


def test_it_can_be_stopped_and_its_end_is_told_once(sent, side):
    running, hears = sent
    hears(2)
    running.stop()
    running.stop()
    assert hears(3) == [*RESOLVED, 3]
    running.stop()
    running.end()
    side.go_on()
    assert hears(3) == [*RESOLVED, 3]


def test_nothing_is_told_before_the_starter_has_returned(side):
    heard = []
    side.start(heard.append, heard.append)
    assert heard == []


def test_what_is_said_to_the_ended_is_no_trouble(sent):
    running, hears = sent
    hears(2)
    running.stop()
    hears(3)
    running.say({"do": "go"})
