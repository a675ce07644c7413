"""Noticing that a video does not answer."""

import os

from tests.playback.conftest import now_ms
from viewer.playback.player import Playable
from viewer.playback.vlc_patience import LONGEST_SILENCE_MS, LOOK_EACH_MS, Patience


class Waiting:
    """Something that is waited for; `step` is how far it came."""

    def __init__(self, stage):
        self.step, self.told = 0, 0
        self.stage = stage
        self.patience = Patience(now_ms, stage.inbox.post, lambda: self.step, self._on_worn)

    def _on_worn(self):
        self.told += 1


def test_a_standstill_is_told_once(stage):
    waiting = Waiting(stage)
    waiting.patience.begin()
    began = now_ms()
    stage.wait(lambda: waiting.told)
    assert now_ms() - began >= LONGEST_SILENCE_MS
    stage.live(3 * LOOK_EACH_MS)
    assert waiting.told == 1


def test_what_moves_is_left_alone(stage):
    waiting = Waiting(stage)
    waiting.patience.begin()
    end = now_ms() + LONGEST_SILENCE_MS + 2 * LOOK_EACH_MS

    def goes_on():
        waiting.step += 1
        return now_ms() >= end

    stage.wait(goes_on)
    assert waiting.told == 0


def test_nothing_is_waited_for_any_more(stage):
    waiting = Waiting(stage)
    waiting.patience.begin()
    waiting.step = None
    stage.live(LONGEST_SILENCE_MS + 2 * LOOK_EACH_MS)
    assert waiting.told == 0


def test_a_file_that_never_answers_is_told_of(stage, tmp_path):
    pipe = tmp_path / "pipe.mp4"
    os.mkfifo(pipe)
    writer = os.open(pipe, os.O_RDWR)
    stalls = []
    stage.player.events.stalled.connect(stalls.append)
    stage.player.open(Playable(pipe, "mp4"))
    stage.wait(lambda: stalls)
    assert str(stalls[0]).startswith("“pipe.mp4” does not answer.")
    stage.player.unload()
    os.close(writer)
    stage.open(2000)
    assert stage.frame_that_stays() == 50
