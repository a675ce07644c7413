"""Playing the note: only what it cites."""

import pytest

from tests.session.study_desk import StudyDesk
from viewer.errors import NoteError, PlaybackError


@pytest.fixture
def desk(tmp_path):
    return StudyDesk(tmp_path, excerpt_most_ms=20_000).opens("tides")


def remark(desk) -> str:
    return next(each for each in reversed(desk.said) if each)


def test_it_plays_the_moments_as_they_are_read_and_stops(desk):
    desk.presses("P")
    assert (desk.at_ms, desk.is_playing) == (120_000, True)
    assert remark(desk) == "Playing the note: moment 1 of 4"
    desk.lives(19_000)
    assert desk.at_ms == 139_000
    desk.lives(2_000)
    assert 60_900 <= desk.at_ms <= 61_000
    assert (remark(desk), desk.session.moment_index) == ("Playing the note: moment 2 of 4", 1)
    desk.lives(10_000)
    assert remark(desk) == "Playing the note: moment 3 of 4"
    desk.lives(20_000)
    assert remark(desk) == "Playing the note: moment 4 of 4"
    desk.lives(20_000)
    assert not desk.note_play.is_on
    assert (desk.is_playing, desk.at_ms) == (False, 320_000)
    assert remark(desk) == "The note was played to its end"


def test_in_the_order_of_time_it_begins_with_the_earliest(desk):
    desk.does("switch_excerpts_order").presses("P")
    assert (desk.at_ms, desk.note_play.place) == (60_000, (1, 4))
    desk.lives(31_000)
    assert (desk.at_ms // 1000, desk.note_play.place) == (121, (3, 4))


def test_the_order_can_be_changed_meanwhile(desk):
    desk.presses("P").does("switch_excerpts_order")
    assert (desk.at_ms, desk.note_play.place) == (120_000, (3, 4))


def test_it_goes_on_from_the_moment_followed_last(desk):
    desk.does("seek_moment", "3").presses("P")
    assert (desk.at_ms, desk.note_play.place) == (70_000, (3, 4))


def test_a_pause_holds_it(desk):
    desk.presses("P").lives(5_000).presses("Space").lives(60_000)
    assert (desk.at_ms, desk.note_play.is_on) == (125_000, True)
    desk.presses("Space").lives(16_000)
    assert desk.note_play.place == (2, 4)


def test_j_and_k_go_to_the_next_and_the_one_before(desk):
    desk.presses("P", "J", "J")
    assert (desk.at_ms, desk.note_play.place) == (70_000, (3, 4))
    desk.presses("K")
    assert (desk.at_ms, desk.note_play.place) == (60_000, (2, 4))
    desk.presses("K")
    with pytest.raises(PlaybackError, match="no further moment"):
        desk.presses("K")


def test_going_elsewhere_within_what_is_cited_goes_on_from_there(desk):
    desk.presses("P", "Right").lives(1_000)
    assert desk.note_play.is_on
    desk.does("seek", "0:01:15").lives(100)
    assert (desk.note_play.is_on, desk.note_play.place) == (True, (3, 4))
    desk.lives(16_000)
    assert desk.note_play.place == (4, 4)


@pytest.mark.parametrize("keys", [("P",), ("Esc",), ("Left",)])
def test_pressing_it_again_escape_or_going_away_ends_it_and_the_video_plays_on(desk, keys):
    desk.presses("P", *keys)
    assert (desk.note_play.is_on, desk.is_playing) == (False, True)
    desk.lives(60_000)
    assert desk.at_ms > 160_000


def test_a_loop_and_the_played_note_give_way_to_each_other(desk):
    desk.does("seek_moment", "2").does("loop_from_here").presses("P")
    assert (desk.loops.span, desk.note_play.is_on) == (None, True)
    desk.presses("r")
    assert (desk.loops.is_on, desk.note_play.is_on) == (True, False)
    desk.lives(100_000)
    assert desk.loops.span[0] <= desk.at_ms < desk.loops.span[1]


def test_another_note_ends_it(desk):
    desk.presses("P").opens("moon")
    assert not desk.note_play.is_on


def test_a_note_without_moments_cannot_be_played(tmp_path):
    with pytest.raises(NoteError, match="cites nothing"):
        StudyDesk(tmp_path).opens("bare").presses("P")
