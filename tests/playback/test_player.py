"""What every player keeps to, the silent one and the one behind libVLC alike."""

import pytest

from viewer.playback.contents import Choice, Contents, Zoom

LENGTH_MS = 10_000
FRAME_MS = 40


def test_a_new_player_is_empty(any_stage):
    player = any_stage.player
    assert (player.state, player.position_ms(), player.duration_ms) == ("empty", 0, 0)
    assert (player.frame_ms, player.rate, player.is_seeking) == (40, 1.0, False)


def test_an_empty_player_takes_orders_without_effect(any_stage):
    player = any_stage.player
    player.play()
    player.pause()
    player.seek(1000)
    player.step(1)
    assert (player.state, player.position_ms()) == ("empty", 0)


def test_opening_shows_the_start_and_stands(any_stage):
    any_stage.open(2000)
    assert any_stage.player.state == "paused"
    assert any_stage.player.position_ms() == 2000
    assert any_stage.states == ["loading", "paused"]
    assert any_stage.landings == [2000]


def test_the_length_becomes_known(any_stage):
    any_stage.open()
    assert any_stage.player.duration_ms == LENGTH_MS
    assert any_stage.lengths == [LENGTH_MS]


def test_opening_to_play_plays(any_stage):
    any_stage.open(2000, paused=False)
    assert any_stage.player.state == "playing"
    any_stage.wait(lambda: any_stage.player.position_ms() > 2500)


def test_time_stands_in_a_pause_and_goes_on_after(any_stage):
    player = any_stage.player
    any_stage.open(1000, paused=False)
    any_stage.wait(lambda: player.position_ms() > 1300)
    player.pause()
    held_ms = player.position_ms()
    any_stage.live(200)
    assert (player.state, player.position_ms()) == ("paused", held_ms)
    player.play()
    assert player.state == "playing"
    any_stage.wait(lambda: player.position_ms() > held_ms + 300)


@pytest.mark.parametrize("paused", [True, False])
def test_a_seek_keeps_the_state(any_stage, paused):
    any_stage.open(paused=paused)
    state = any_stage.player.state
    any_stage.seek(6000)
    assert any_stage.player.state == state
    assert 6000 <= any_stage.player.position_ms() < 9000


def test_while_seeking_the_position_is_the_target(any_stage):
    any_stage.open()
    any_stage.player.seek(6000)
    assert any_stage.player.position_ms() == 6000
    any_stage.settle()
    assert any_stage.landings[-1] == any_stage.player.position_ms() == 6000


def test_seek_then_play_plays_from_there(any_stage):
    any_stage.open()
    any_stage.player.seek(6000)
    any_stage.player.play()
    any_stage.settle()
    assert any_stage.player.state == "playing"
    any_stage.wait(lambda: 6100 < any_stage.player.position_ms() < 9000)


def test_seek_then_pause_stands_there(any_stage):
    any_stage.open(paused=False)
    any_stage.player.seek(6000)
    any_stage.player.pause()
    any_stage.settle()
    assert (any_stage.player.state, any_stage.player.position_ms()) == ("paused", 6000)


def test_a_seek_before_the_video_is_ready_is_remembered(any_stage):
    any_stage.player.open(any_stage.playable, start_ms=1000)
    any_stage.player.seek(5000)
    assert any_stage.player.position_ms() == 5000
    any_stage.settle()
    assert any_stage.player.position_ms() == 5000


@pytest.mark.parametrize(
    ("wish_ms", "where_ms"), [(-1, 0), (LENGTH_MS, 9960), (10**9, 9960), (9999, 9999), (0, 0)]
)
def test_a_seek_is_clamped_to_the_video(any_stage, wish_ms, where_ms):
    any_stage.open(3000)
    any_stage.seek(wish_ms)
    assert any_stage.player.position_ms() == where_ms
    assert any_stage.failures == []


def test_opening_past_the_end_shows_the_end(any_stage):
    any_stage.open(10**7)
    assert (any_stage.player.state, any_stage.player.position_ms()) == ("paused", 9960)


def test_of_a_hundred_seeks_the_last_lands(any_stage):
    any_stage.open()
    for number in range(100):
        any_stage.player.seek(1000 + number * 50)
    assert any_stage.player.position_ms() == 5950
    any_stage.settle()
    assert any_stage.player.position_ms() == 5950
    assert any_stage.landings[-1] == 5950


def test_a_video_ends(any_stage):
    any_stage.open(9500, paused=False)
    any_stage.wait(
        lambda: any_stage.player.position_ms() >= 0 and any_stage.player.state == "ended"
    )
    assert any_stage.player.position_ms() == LENGTH_MS


def test_play_after_the_end_begins_again(any_stage):
    any_stage.open(9500, paused=False)
    any_stage.wait(
        lambda: any_stage.player.position_ms() >= 0 and any_stage.player.state == "ended"
    )
    any_stage.player.play()
    any_stage.settle()
    assert any_stage.player.state == "playing"
    any_stage.wait(lambda: 200 < any_stage.player.position_ms() < 5000)


def test_a_seek_after_the_end_revives_the_video_standing(any_stage):
    any_stage.open(9500, paused=False)
    any_stage.wait(
        lambda: any_stage.player.position_ms() >= 0 and any_stage.player.state == "ended"
    )
    any_stage.seek(4000)
    assert (any_stage.player.state, any_stage.player.position_ms()) == ("paused", 4000)


def test_a_step_pauses_and_moves_by_frames(any_stage):
    any_stage.open(4000)
    any_stage.player.step(1)
    any_stage.settle()
    assert any_stage.player.position_ms() == 4000 + FRAME_MS
    any_stage.player.step(-3)
    any_stage.settle()
    assert any_stage.player.position_ms() == 4000 - 2 * FRAME_MS
    any_stage.player.play()
    any_stage.player.step(1)
    any_stage.settle()
    assert any_stage.player.state == "paused"


def test_steps_add_up_while_they_are_under_way(any_stage):
    any_stage.open(4000)
    for _ in range(5):
        any_stage.player.step(1)
    any_stage.settle()
    assert any_stage.player.position_ms() == 4000 + 5 * FRAME_MS


def test_time_never_goes_back_while_playing(any_stage):
    any_stage.open(1000, paused=False)
    seen = [any_stage.player.position_ms()]

    def seen_enough():
        seen.append(any_stage.player.position_ms())
        return seen[-1] > 4000

    any_stage.wait(seen_enough)
    assert seen == sorted(seen)


@pytest.mark.parametrize(("wish", "rate"), [(0.1, 0.25), (1.5, 1.5), (9, 4.0)])
def test_the_rate_has_limits(any_stage, wish, rate):
    any_stage.open(paused=False)
    any_stage.player.set_rate(wish)
    assert any_stage.player.rate == rate
    before_ms = any_stage.player.position_ms()
    any_stage.wait(lambda: any_stage.player.position_ms() > before_ms + 200)


def test_the_volume_has_limits(any_stage):
    any_stage.open()
    any_stage.player.set_volume(300)
    assert any_stage.player.volume == 125
    any_stage.player.set_volume(-1)
    assert any_stage.player.volume == 0
    any_stage.player.set_muted(True)
    assert any_stage.player.is_muted


def test_unloading_leaves_nothing(any_stage):
    player = any_stage.player
    any_stage.open(3000, paused=False)
    player.unload()
    assert (player.state, player.position_ms(), player.duration_ms) == ("empty", 0, 0)
    any_stage.live(100)
    assert player.state == "empty"


def test_another_video_may_be_opened_at_any_time(any_stage):
    any_stage.open(3000, paused=False)
    any_stage.player.open(any_stage.playable, start_ms=1000)
    any_stage.player.open(any_stage.playable, start_ms=2000)
    any_stage.settle()
    assert (any_stage.player.state, any_stage.player.position_ms()) == ("paused", 2000)


@pytest.mark.parametrize("rate", [1, 4])
def test_it_turns_where_it_is_told_and_goes_on(any_stage, rate):
    any_stage.open(2000, paused=False)
    any_stage.player.set_rate(rate)
    any_stage.player.turn_at(4500, 3000)
    any_stage.wait(lambda: any_stage.player.position_ms() >= 0 and len(any_stage.turns) == 3)
    assert any_stage.player.state == "playing"
    assert all(abs(each - 3000) < FRAME_MS for each in any_stage.landings[-2:])
    assert any_stage.player.rate == rate


@pytest.mark.parametrize("rate", [1, 4])
def test_the_last_picture_before_a_turn_is_the_one_before_its_time(stage, rate):
    """Of a handful of turns on a busy computer one may be late; the benchmark counts them all."""
    stage.open(5000, paused=False)
    stage.player.turn_at(7000, 5000)
    stage.player.set_rate(rate)
    cuts, last = [], None

    def seen_enough():
        nonlocal last
        frame = stage.frame()
        if last is not None and frame is not None and frame < last:
            cuts.append(stage.video.time_of(last) + FRAME_MS - 7000)
        last = last if frame is None else frame
        return len(cuts) == 5

    stage.wait(seen_enough)
    assert abs(sorted(cuts)[2]) <= 40, cuts


def test_where_a_turn_goes_is_told_before_it_goes_there(any_stage):
    told, player = [], any_stage.player
    player.events.turning.connect(lambda time_ms: told.append((time_ms, player.is_seeking)))
    any_stage.open(3600, paused=False)
    player.turn_at(4000, 3000)
    any_stage.wait(lambda: player.position_ms() >= 0 and any_stage.turns)
    assert told == [(3000, False)]


def test_it_turns_to_a_stand(any_stage):
    any_stage.open(2000, paused=False)
    any_stage.player.turn_at(2600, None)
    any_stage.wait(lambda: any_stage.player.position_ms() >= 0 and any_stage.turns)
    assert (any_stage.player.state, any_stage.player.position_ms()) == ("paused", 2600)
    any_stage.player.play()
    any_stage.wait(lambda: any_stage.player.position_ms() > 3000)
    assert len(any_stage.turns) == 1


def test_behind_the_turn_it_plays_on(any_stage):
    any_stage.open(2000, paused=False)
    any_stage.player.turn_at(4000, 3000)
    any_stage.seek(5000)
    any_stage.wait(lambda: any_stage.player.position_ms() > 5500)
    assert not any_stage.turns
    any_stage.seek(3500)
    any_stage.wait(lambda: any_stage.player.position_ms() >= 0 and any_stage.turns)


def test_a_pause_holds_the_turn(any_stage):
    any_stage.open(3500, paused=False)
    any_stage.player.turn_at(4000, 3000)
    any_stage.player.pause()
    any_stage.live(700)
    assert not any_stage.turns
    any_stage.player.play()
    any_stage.wait(lambda: any_stage.player.position_ms() >= 0 and any_stage.turns)


def test_no_turn_is_left_when_it_is_taken_back_or_another_video_is_there(any_stage):
    any_stage.open(3500, paused=False)
    any_stage.player.turn_at(4000, 3000)
    any_stage.player.turn_at(None)
    any_stage.wait(lambda: any_stage.player.position_ms() > 4200)
    any_stage.player.turn_at(6000, 3000)
    any_stage.open(5500, paused=False)
    any_stage.wait(lambda: any_stage.player.position_ms() > 6200)
    assert not any_stage.turns


def test_at_the_end_of_the_video_it_turns_too(any_stage):
    any_stage.open(9000, paused=False)
    any_stage.player.turn_at(LENGTH_MS, 8000)
    any_stage.wait(lambda: any_stage.player.position_ms() >= 0 and len(any_stage.turns) == 2)
    any_stage.settle()
    assert any_stage.player.state == "playing"


def test_what_is_in_a_video_is_told_once_it_is_there(any_stage):
    told = []
    any_stage.player.events.contents_known.connect(lambda: told.append(any_stage.player.contents))
    any_stage.open()
    any_stage.seek(4000)
    any_stage.seek(0)
    assert len(told) == 1
    assert told[0].has_pictures
    any_stage.player.unload()
    assert any_stage.player.contents == Contents()


def test_of_another_video_only_the_zoom_is_as_it_was(any_stage):
    any_stage.open(1000)
    chosen = Choice(delay_ms=300, aspect="4:3", zoom=Zoom.FILL)
    any_stage.player.choose(chosen)
    any_stage.seek(0)
    assert any_stage.player.choice == chosen
    any_stage.open(2000)
    assert any_stage.player.choice == Choice(zoom=Zoom.FILL)


def test_a_choice_keeps_time_and_state(any_stage):
    any_stage.open(2000)
    any_stage.player.choose(Choice(delay_ms=500))
    any_stage.settle()
    assert (any_stage.player.state, any_stage.player.position_ms()) == ("paused", 2000)


def test_there_is_no_picture_without_a_video(any_stage, tmp_path):
    told = []
    any_stage.player.take_picture(tmp_path / "picture.png", told.append)
    any_stage.wait(lambda: told)
    assert "no picture" in told[0].sentence
    assert list(tmp_path.iterdir()) == []


def test_a_slow_video_does_not_leap_ahead_on_its_way_to_another_place(stage, monkeypatch):
    """libVLC takes a change of the rate for one that holds since it last read, up to 1 s ago."""
    stage.open(3000, paused=False)
    stage.player.set_rate(0.25)
    stage.wait(lambda: stage.player.position_ms() > 4000)
    libvlc, heard = stage.player._deck._player, stage.player._heard
    stage.wait(lambda: stage.player._heard > heard)
    stage.live(850)  # It reads, and tells its time, once a second at this rate.
    set_time, before, seen = libvlc.set_time, stage.video.frame_at(stage.player.position_ms()), []

    def set_late(time_ms: int) -> None:
        stage.wait(lambda: seen.append(stage.frame()) or len(seen) > 20)
        set_time(time_ms)

    monkeypatch.setattr(libvlc, "set_time", set_late)
    stage.seek(8000)
    assert {frame for frame in seen if frame} <= set(range(before - 1, before + 4))
    stage.wait(lambda: stage.frame() in range(200, 204))
