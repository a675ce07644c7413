"""Errands: a child sent out with one question, heard, and always ended."""

import json
import os
import sys
import time

import pytest

from viewer.errors import WorkerError
from viewer.events import Inbox
from viewer.worker.errand import LAST_WORDS_BYTES, Errand

PREFACE = """
import json, os, subprocess, sys, time
def say(line): print(line if isinstance(line, str) else json.dumps(line), flush=True)
def hear(): return sys.stdin.readline()
"""
OBEDIENT = "say('ready'); say({'asked': json.loads(hear())}); say({'more': json.loads(hear())})"
STUBBORN = "say('ready'); say({'pid': os.getpid()})\nwhile True: time.sleep(60)"
WITH_CHILD = """
inner = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])
say('ready'); say({'pid': inner.pid})
"""


class Sender:
    """Sends an errand out and waits for its news, as the main thread would."""

    def __init__(self, wait_until):
        self.news, self.endings = [], []
        self._inbox, self._wait_until = Inbox(), wait_until
        self.errand = Errand(self._inbox.post, self.news.append, self.endings.append)

    def sends(self, code, question=None):
        self.errand.start([sys.executable, "-c", PREFACE + code], question or {})
        return self

    def waits_for(self, count):
        self._wait(lambda: len(self.news) >= count)
        return self.news

    def waits_for_the_end(self):
        self._wait(lambda: self.endings)
        return self.endings[0]

    def _wait(self, condition):
        def has_come():
            self._inbox.drain()
            return condition()

        self._wait_until(has_come)


@pytest.fixture
def sender(wait_until):
    sender = Sender(wait_until)
    yield sender
    sender.errand.end()


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as said:  # noqa: PTH123 - A path object adds nothing here.
            return said.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_child_is_told_its_question_and_what_is_said_later(sender):
    sender.sends(OBEDIENT, {"do": "fetch", "id": "ünï"})
    assert sender.waits_for(1) == [{"asked": {"do": "fetch", "id": "ünï"}}]
    sender.errand.say({"do": "go"})
    assert sender.waits_for(2)[1] == {"more": {"do": "go"}}
    assert sender.waits_for_the_end().code == 0


def test_a_child_that_obeys_is_not_killed(sender):
    sender.sends("say('ready'); hear(); say({}); sys.stdin.read(); sys.exit(7)").waits_for(1)
    sender.errand.stop()
    assert sender.waits_for_the_end().code == 7


def test_a_child_that_ignores_its_stdin_is_killed_after_a_moment(sender):
    sender.sends(STUBBORN).waits_for(1)
    asked_s = time.monotonic()
    sender.errand.stop()
    assert sender.waits_for_the_end().code < 0
    assert time.monotonic() - asked_s < 2


def test_stopping_does_not_wait(sender):
    sender.sends(STUBBORN).waits_for(1)
    asked_s = time.monotonic()
    sender.errand.stop()
    sender.errand.stop()
    sender.errand.say({"do": "go"})
    assert time.monotonic() - asked_s < 0.5
    assert not sender.endings


@pytest.mark.parametrize("then", ["while True: time.sleep(60)", "sys.exit(3)"])
def test_what_a_child_started_goes_with_it(sender, wait_until, then):
    (news,) = sender.sends(WITH_CHILD + then).waits_for(1)
    if "sleep" in then:
        sender.errand.stop()
    sender.waits_for_the_end()
    wait_until(lambda: not is_alive(news["pid"]), deadline_s=2)


def test_the_end_comes_once_and_last_with_the_childs_last_words(sender):
    complaint = "print('x' * 100_000 + ' no such video', file=sys.stderr); sys.exit(5)"
    ending = sender.sends(f"say('ready'); say({{'n': 1}}); {complaint}").waits_for_the_end()
    assert sender.news == [{"n": 1}]
    assert (ending.code, len(sender.endings)) == (5, 1)
    assert ending.last_words.endswith("no such video")
    assert len(ending.last_words) <= LAST_WORDS_BYTES


def test_what_is_no_news_is_passed_over(sender):
    nested = "'[' * 100_000"
    sender.sends(f"say('ready'); say('hm'); say('[1]'); say({nested}); say({{'news': 'done'}})")
    sender.waits_for_the_end()
    assert sender.news == [{"news": "done"}]


def test_a_line_without_end_ends_the_errand(sender):
    ending = sender.sends("say('ready')\nwhile True: sys.stdout.write('x' * 65536)")
    assert ending.waits_for_the_end().code < 0
    assert sender.news == []


def test_a_mad_talker_is_heard_slowly_and_can_be_stopped(sender):
    sender.sends("say('ready')\nwhile True: say({'news': 'progress'})").waits_for(100)
    heard_s = time.monotonic()
    while time.monotonic() - heard_s < 0.3:
        sender._inbox.drain()
    assert len(sender.news) <= 200
    sender.errand.stop()
    assert sender.waits_for_the_end()


def test_a_child_that_dies_at_once_has_an_ending(sender):
    assert sender.sends("os._exit(9)").waits_for_the_end().code == 9


def test_a_question_to_the_dead_is_no_trouble(sender):
    sender.sends("say('ready'); os._exit(0)", {"do": "fetch"}).waits_for_the_end()
    sender.errand.say({"do": "go"})
    assert sender.endings[0].code == 0


def test_ending_waits_until_everything_is_gone(sender):
    (news,) = sender.sends(WITH_CHILD + "while True: time.sleep(60)").waits_for(1)
    sender.errand.end()
    assert not is_alive(news["pid"])
    assert not is_alive(sender.errand.pid)


def test_a_child_stops_when_its_parent_is_killed(wait_until, tmp_path):
    child = f"{PREFACE}say('ready'); open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))"
    parent = (
        "import os, sys; from viewer.worker.errand import Errand\n"
        "errand = Errand(lambda work: work(), print, print)\n"
        f"errand.start([sys.executable, '-c', {child + '; sys.stdin.read()'!r}], {{}})\n"
        "import time; time.sleep(600)"
    )
    pid = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, "-c", parent])
    written = tmp_path / "pid"
    wait_until(lambda: written.exists() and written.read_text())
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    wait_until(lambda: not is_alive(int(written.read_text())), deadline_s=2)


def test_a_program_that_is_not_there_is_said(sender):
    with pytest.raises(WorkerError, match="could not be started"):
        sender.errand.start(["/no/such/program"], json.loads("{}"))
