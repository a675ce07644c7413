"""What is asked for before the video engine is there happens when it is."""

import pytest

from tests.session.study_desk import StudyDesk


@pytest.fixture
def desk(tmp_path):
    return StudyDesk(tmp_path, is_slow=True).opens("lecture")


def test_a_moment_that_is_clicked_plays_as_soon_as_there_is_an_engine(desk):
    desk.does("next_moment")
    assert not any(desk.said)
    desk.starts()
    assert (desk.at_ms, desk.is_playing) == (desk.session.moments[0].time_ms, True)


def test_of_several_the_last_one_is_gone_to(desk):
    desk.does("seek_moment", "1").does("seek_moment", "3").starts()
    assert (desk.at_ms, desk.is_playing) == (desk.session.moments[2].time_ms, True)


def test_a_moment_of_a_note_that_was_left_is_not(desk):
    desk.does("next_moment").opens("moon").starts()
    assert (desk.at_ms, desk.is_playing) == (0, False)
