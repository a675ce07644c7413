"""Loops: from A to B, over a moment, by name."""

import pytest

from tests.session.study_desk import StudyDesk
from viewer.errors import PlaybackError, StudyError, UsageError


@pytest.fixture
def desk(tmp_path):
    return StudyDesk(tmp_path).opens("tides")


def looping(desk, a: str = "0:01:00", by_ms: int = 4_000):
    return desk.does("seek", a).presses("a").lives(by_ms).presses("a")


def test_a_key_sets_a_then_b_then_neither(desk):
    desk.does("seek", "0:01:00").presses("a")
    assert desk.loops.span == (60_000, 60_000)
    desk.lives(4_000).presses("a")
    assert (desk.loops.span, desk.at_ms) == ((60_000, 64_000), 60_000)
    desk.lives(9_000)
    assert desk.at_ms == 61_000
    desk.presses("a")
    assert desk.loops.span is None
    desk.lives(9_000)
    assert desk.at_ms == 70_000


def test_an_end_before_the_beginning_changes_places_with_it(desk):
    desk.does("seek", "0:01:00").presses("a").does("seek", "0:00:50").presses("a")
    assert desk.loops.span == (50_000, 60_000)


def test_a_and_b_are_set_and_cleared_alone(desk):
    desk.does("seek", "0:01:00").does("set_loop_b").does("seek", "0:00:40").does("set_loop_a")
    assert desk.loops.span == (40_000, 60_000)
    desk.does("clear_loop_a")
    assert (desk.loops.span, desk.loops.is_on) == ((60_000, 60_000), False)
    desk.does("set_loop_a").does("clear_loop_b").presses("A")
    assert desk.loops.span is None


def test_its_ends_are_nudged(desk):
    looping(desk).presses("Alt+,", "Alt+Shift+.", "Alt+Shift+.")
    assert desk.loops.span == (59_900, 64_200)
    desk.presses("Alt+.", "Alt+Shift+,")
    assert desk.loops.span == (60_000, 64_100)
    desk.lives(8_300)
    assert desk.at_ms == 60_100


def test_an_end_that_is_not_there_cannot_be_nudged(desk):
    with pytest.raises(PlaybackError, match="no beginning yet"):
        desk.presses("Alt+,")
    with pytest.raises(PlaybackError, match="no end yet"):
        desk.presses("Alt+Shift+,")


def test_a_loop_of_nothing_is_refused(desk):
    with pytest.raises(PlaybackError, match="longer"):
        desk.does("seek", "0:01:00").presses("a", "a")
    assert desk.loops.span == (60_000, 60_000)


def test_the_moment_that_is_being_said_is_looped_and_no_longer(desk):
    desk.does("seek", "0:01:12").presses("r")
    assert desk.loops.span == (70_000, 120_000)
    desk.presses("r")
    assert desk.loops.span is None
    desk.does("seek", "0:05:30").presses("r")
    assert desk.loops.span == (300_000, 600_000)


def test_before_the_first_moment_there_is_none_to_loop(desk):
    with pytest.raises(PlaybackError, match="No moment"):
        desk.does("seek", "0:00:12").presses("r")


def test_from_a_timestamp_it_loops_to_the_next_moment(desk):
    desk.does("seek_moment", "3").does("loop_from_here")
    assert (desk.loops.span, desk.is_playing) == ((70_000, 120_000), True)


def test_who_goes_elsewhere_stays_there_and_the_loop_waits(desk):
    looping(desk).does("seek", "0:02:00").lives(2_000)
    assert desk.at_ms == 122_000
    desk.does("seek", "0:00:58").lives(8_000)
    assert desk.at_ms == 62_000


def test_it_outlives_pauses_and_other_rates(desk):
    looping(desk).presses("Space").lives(9_000).presses("Space").does("faster").lives(9_000)
    assert 60_000 <= desk.at_ms < 64_000


def test_undoing_a_jump_leaves_the_turns_of_a_loop_aside(desk):
    looping(desk).lives(20_000).does("seek", "0:02:00").presses("Backspace")
    assert 60_000 <= desk.at_ms < 64_000
    desk.presses("Backspace")
    assert desk.at_ms == 0


def test_it_goes_with_its_video_and_stays_in_another_note_about_it(desk):
    looping(desk).opens("other")
    assert desk.loops.span == (60_000, 64_000)
    told = []
    desk.loops.changed.connect(lambda: told.append(desk.loops.span))
    desk.opens("moon")
    assert (desk.loops.span, told) == (None, [None])


def test_loops_are_saved_by_name_for_each_video(desk, tmp_path):
    looping(desk).does("save_loop_as", "the bulge").presses("A")
    looping(desk, "0:00:30").does("save_loop_as", "a beginning")
    again = StudyDesk(tmp_path).opens("other")
    assert again.loops.names == {"a beginning": (30_000, 34_000), "the bulge": (60_000, 64_000)}
    again.does("play_loop", "the bulge")
    assert (again.loops.span, again.at_ms, again.is_playing) == ((60_000, 64_000), 60_000, True)
    again.does("forget_loop", "the bulge")
    assert list(again.loops.names) == ["a beginning"]
    assert again.opens("moon").loops.names == {}


def test_what_is_not_there_cannot_be_saved_played_or_forgotten(desk):
    with pytest.raises(PlaybackError, match="no loop to save"):
        desk.does("save_loop_as", "nothing")
    with pytest.raises(UsageError, match="no loop named"):
        desk.does("play_loop", "nothing")
    with pytest.raises(StudyError, match="no loop named"):
        desk.does("forget_loop", "nothing")
    with pytest.raises(PlaybackError, match="no saved loops"):
        desk.does("pick_loop")


@pytest.mark.parametrize(
    "damage",
    [
        "{",
        "[]",
        20_000 * "[",
        '{"film-000001": 3}',
        '{"film-000001": {"x": [2, 1], "y": [true, 3], "z": [1, 9999999999]}}',
    ],
)
def test_a_damaged_file_of_loops_is_put_aside_or_passed_over(desk, tmp_path, damage):
    file = tmp_path / "data" / "loops.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(damage)
    assert desk.loops.names == {}
    looping(desk).does("save_loop_as", "the bulge")
    assert list(desk.loops.names) == ["the bulge"]
