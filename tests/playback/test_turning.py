"""Orders around a turn of the real player: whatever comes meanwhile, the last order holds."""

import random

import pytest

from viewer.playback.player import PlayerState

A_MS, B_MS = 3000, 3400


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_orders_given_around_a_turn_are_kept(stage, seed):
    chance = random.Random(seed)
    player = stage.player
    stage.open(A_MS, paused=False)
    player.turn_at(B_MS, A_MS)
    for _ in range(12):
        order = chance.choice([
            player.pause, player.play, lambda: player.seek(3200), lambda: player.seek(8000),
            lambda: player.set_rate(chance.choice([0.5, 1.0, 2.0, 4.0])),
            lambda: player.turn_at(B_MS, A_MS), lambda: player.turn_at(None),
        ])  # fmt: skip
        order()
        stage.live(chance.randrange(0, 450))
    player.set_rate(1.0)
    player.turn_at(B_MS, A_MS)
    player.pause()
    stage.seek(A_MS + 200)
    assert (player.state, player.position_ms()) == (PlayerState.PAUSED, A_MS + 200)
    stage.turns.clear()
    player.play()
    stage.wait(lambda: len(stage.turns) == 2)
    assert player.state is PlayerState.PLAYING
    assert stage.failures == []


def test_a_pause_in_the_very_turn_stands_at_the_beginning(stage):
    stage.open(A_MS, paused=False)
    stage.player.turn_at(B_MS, A_MS)
    stage.player.events.turned.connect(stage.player.pause)
    stage.wait(lambda: stage.turns)
    stage.settle()
    assert stage.player.state is PlayerState.PAUSED
    assert abs(stage.player.position_ms() - A_MS) <= 40


def test_a_pause_just_before_the_turn_does_not_let_the_video_slip_through(stage):
    """The pictures are stopped some ms before the turn; a pause then is still before it."""
    alarm = stage.player._turning
    stage.open(A_MS, paused=False)
    stage.player.turn_at(B_MS, A_MS)
    stage.wait(lambda: alarm._has_rung)
    stage.player.pause()
    assert stage.player.position_ms() < B_MS
    stage.live(100)
    assert (stage.player.state, stage.turns) == (PlayerState.PAUSED, [])
    stage.player.play()
    stage.wait(lambda: stage.turns)


def test_unloading_in_the_very_turn_leaves_nothing(stage):
    stage.open(A_MS, paused=False)
    stage.player.turn_at(B_MS, A_MS)
    stage.player.events.turned.connect(stage.player.unload)
    stage.wait(lambda: stage.turns)
    stage.live(300)
    assert (stage.player.state, stage.failures) == (PlayerState.EMPTY, [])
