"""Stopping: whatever the job is at, it and all that it started are gone in two seconds."""

import os
import time

import pytest

from tests.stand_in.faults import Fault
from tests.worker.fetch.child import question
from viewer.video.cache import VideoCache
from viewer.worker.fetch.stopping import StoppedError, Stopping, lines_of

VIDEO_ID = "dQw4w9WgXcQ"
GONE_S = 2.0


def stop_by(child, how):
    if how == "a word":
        child.say({"do": "stop"})
    else:
        child.close_stdin()


def seconds_until_gone(child):
    start = time.monotonic()
    while child.group():
        assert time.monotonic() - start < GONE_S, child.group()
        time.sleep(0.01)
    return time.monotonic() - start


@pytest.mark.parametrize("how", ["a word", "the end of stdin"])
def test_it_stops_in_the_middle_of_a_file_and_keeps_what_arrived(children, cache, website, how):
    website.befall("film.mp4", Fault(rate_bytes_s=1_000_000))
    asked = question(cache, website.address("/film.mp4"))
    child = children(asked)
    while child.until("progress")["got_bytes"] < 500_000:
        pass
    stop_by(child, how)
    assert seconds_until_gone(child) < GONE_S
    assert child.child.wait() == 0
    assert VideoCache(cache).where(VIDEO_ID) is None
    again = children(asked)
    assert again.until("resolved")["got_bytes"] > 300_000


@pytest.mark.parametrize("how", ["a word", "the end of stdin"])
@pytest.mark.parametrize("fault", [
    Fault(hang_s=60), Fault(rate_bytes_s=1), Fault(rate_bytes_s=40_000),
])  # fmt: skip
def test_it_stops_while_a_server_holds_it_up(children, cache, website, how, fault):
    website.befall("film.mp4", fault)
    child = children(question(cache, website.address("/film.mp4")))
    child.until("resolving")
    child.linger(0.5)
    stop_by(child, how)
    assert seconds_until_gone(child) < GONE_S


@pytest.mark.parametrize("how", ["a word", "the end of stdin"])
def test_it_stops_before_it_was_let_go(children, cache, website, how):
    child = children(question(cache, website.address("/film.mp4")))
    while "resolved" not in child.kinds():
        child.news.append(child._coming.get(timeout=30))
    stop_by(child, how)
    assert seconds_until_gone(child) < GONE_S
    assert not website.sent_bytes("film.mp4") > 3_000_000


@pytest.mark.parametrize("how", ["a word", "the end of stdin"])
def test_what_it_started_goes_with_it(children, cache, youtube, tmp_path, without_pyav, how):
    """An ffmpeg that never ends is at work, as there is no PyAV."""
    slow = tmp_path / "bin" / "ffmpeg"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nsleep 61\n")
    slow.chmod(0o755)
    asked = question(cache, youtube.address(VIDEO_ID), terms=youtube.terms, trial=youtube.trial)
    asked["terms"]["ffmpeg"] = str(slow)
    child = children(asked, env=without_pyav)
    child.until("merging")
    end = time.monotonic() + 20
    while len(child.group()) < 2:
        assert time.monotonic() < end, child.said
        time.sleep(0.01)
    stop_by(child, how)
    assert seconds_until_gone(child) < GONE_S
    assert VideoCache(cache).where(VIDEO_ID) is None


@pytest.mark.parametrize("moment", ["merging", "verifying"])
def test_it_stops_while_it_joins_and_looks_through(children, cache, youtube, moment):
    child = children(question(cache, youtube.address(VIDEO_ID), terms=youtube.terms,
                              trial=youtube.trial))  # fmt: skip
    child.until(moment)
    child.close_stdin()
    assert seconds_until_gone(child) < GONE_S


def lines_in(raw):
    reading, writing = os.pipe()
    os.write(writing, raw)
    os.close(writing)
    try:
        return list(lines_of(reading))
    finally:
        os.close(reading)


def test_lines_are_told_apart_however_they_come():
    assert lines_in(b'{"do": "go"}\n{"do": "stop"}\nhalf') == [b'{"do": "go"}', b'{"do": "stop"}']
    assert lines_in(b"") == []


def test_a_stop_is_noticed_at_the_next_check():
    stopping = Stopping(iter([]))
    stopping.check()
    stopping._is_stopped.set()
    with pytest.raises(StoppedError):
        stopping.check()
