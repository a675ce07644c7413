"""Jumps are undone and done again: note, place, time, and whether it played."""

import pytest

from tests.session.study_desk import StudyDesk
from viewer.errors import NoteError
from viewer.study.positions import Scroll


@pytest.fixture
def desk(tmp_path):
    return StudyDesk(tmp_path)


def test_a_jump_is_undone_and_done_again(desk):
    desk.opens("tides").does("seek", "0:00:20").lives(5_000).presses("Space").scrolls(7)
    returned = []
    desk.session.reading.returned.connect(returned.append)
    desk.does("seek_moment", "1")
    assert (desk.at_ms, desk.is_playing, desk.session.moment_index) == (120_000, True, 0)
    desk.scrolls(400).lives(1_000)
    desk.presses("Backspace")
    assert (desk.at_ms, desk.is_playing, desk.session.moment_index) == (25_000, False, None)
    assert returned[-1].position.scroll == Scroll(7, 0)
    desk.presses("U")
    assert (desk.at_ms, desk.is_playing, desk.session.moment_index) == (121_000, True, 0)
    assert returned[-1].position.scroll == Scroll(400, 0)
    desk.presses("u").does("redo_jump")
    assert desk.at_ms == 121_000


def test_jumps_are_undone_one_by_one(desk):
    desk.opens("tides").presses("J", "J", "J")
    assert desk.at_ms == 70_000
    desk.presses("Backspace")
    assert desk.at_ms == 60_000
    desk.presses("Backspace")
    assert (desk.at_ms, desk.session.moment_index) == (120_000, 0)


def test_small_steps_in_a_row_are_one_jump(desk):
    desk.opens("tides").does("seek", "0:01:00")
    for _ in range(4):
        desk.lives(1_000).presses("Right")
    desk.presses("Backspace")
    assert desk.at_ms == 61_000
    desk.presses("Right").lives(3_000).presses("Right", "Backspace")
    assert desk.at_ms == 69_000


def test_dragging_along_the_bar_is_one_jump(desk):
    desk.opens("tides").does("seek", "0:01:00")
    for time_ms in range(100_000, 200_000, 1_000):
        desk.does("scrub", str(time_ms)).lives(20)
    desk.presses("Backspace")
    assert desk.at_ms == 60_000


def test_a_share_of_the_video_is_a_jump(desk):
    desk.opens("tides").does("seek", "0:01:00").presses("Space").does("seek_percent", "50")
    assert desk.at_ms == 300_000
    desk.presses("Backspace")
    assert desk.at_ms == 60_000


def test_another_note_is_a_jump_and_its_video_goes_on_as_it_did(desk):
    desk.opens("tides").does("seek", "0:01:00").scrolls(90).opens("moon").does("seek_moment", "1")
    desk.presses("Backspace", "Backspace")
    assert (desk.title, desk.at_ms, desk.is_playing) == ("Tides", 60_000, True)
    desk.presses("U")
    assert desk.title == "Moon"


def test_the_way_back_to_the_other_note_leaves_jumps_aside(desk):
    desk.opens("tides").does("seek_moment", "2").opens("moon").presses("J").does("seek", "0:00:50")
    desk.does("back")
    assert (desk.title, desk.at_ms) == ("Tides", 60_000)
    desk.does("forward")
    assert (desk.title, desk.at_ms) == ("Moon", 50_000)
    desk.presses("Backspace")
    assert (desk.title, desk.at_ms) == ("Moon", 30_000)
    with pytest.raises(NoteError):
        desk.does("forward")


def test_a_jump_cuts_what_could_be_done_again(desk):
    desk.opens("tides").presses("J", "J", "Backspace").does("seek", "0:04:00")
    with pytest.raises(NoteError):
        desk.presses("U")
    desk.presses("Backspace")
    assert desk.at_ms == 120_000


def test_with_nothing_to_undo_it_says_so(desk):
    desk.opens("tides")
    with pytest.raises(NoteError, match="no jump to undo"):
        desk.presses("Backspace")


def test_a_jump_that_is_refused_is_none(desk):
    desk.opens("tides")
    with pytest.raises(Exception, match="past the end"):
        desk.does("seek", "0:20:00")
    with pytest.raises(NoteError, match="no jump to undo"):
        desk.presses("Backspace")


def test_a_lead_in_begins_sooner_and_the_walk_in_time_goes_on_all_the_same(tmp_path):
    desk = StudyDesk(tmp_path, lead_in_ms=2_000).opens("tides")
    desk.does("seek_moment", "2")
    assert (desk.at_ms, desk.said[-1]) == (58_000, "−2 s")
    desk.presses("L")
    assert desk.at_ms == 68_000
    desk.presses("L")
    assert desk.at_ms == 118_000
    desk.does("switch_lead_in").does("seek_moment", "2")
    assert desk.at_ms == 55_000
    desk.does("switch_lead_in").does("seek_moment", "2")
    assert desk.at_ms == 60_000


def test_enter_and_shift_can_change_places(tmp_path):
    desk = StudyDesk(tmp_path, jump_plays=False).opens("tides").does("seek_moment", "2")
    assert not desk.is_playing
    desk.does("seek_moment_quietly", "1")
    assert desk.is_playing


@pytest.mark.parametrize(
    ("paused_ms", "back_ms"), [(10_000, 0), (60_000, 2_000), (3_600_000, 10_000)]
)
def test_after_a_long_pause_it_goes_on_a_little_sooner(tmp_path, paused_ms, back_ms):
    desk = StudyDesk(tmp_path, step_back_after_pause=True).opens("tides").does("seek", "0:01:00")
    desk.lives(1_000).presses("Space")
    desk.clock.advance(paused_ms)
    desk.presses("Space")
    assert desk.at_ms == 61_000 - back_ms
    assert desk.is_playing


def test_after_a_pause_in_which_the_reader_went_elsewhere_it_goes_on_there(tmp_path):
    desk = StudyDesk(tmp_path, step_back_after_pause=True).opens("tides").does("seek", "0:01:00")
    desk.presses("Space")
    desk.clock.advance(500_000)
    desk.presses("Right", "Space")
    assert desk.at_ms == 65_000


def test_after_a_pause_in_which_the_reader_looked_for_a_frame_it_goes_on_at_that(tmp_path):
    desk = StudyDesk(tmp_path, step_back_after_pause=True).opens("tides").does("seek", "0:01:00")
    desk.presses("Space")
    desk.clock.advance(500_000)
    desk.does("frame_forward")
    frame_ms = desk.at_ms
    desk.presses("Space")
    assert desk.at_ms == frame_ms > 60_000
