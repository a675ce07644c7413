"""What was watched: what really played, and nothing that was jumped over."""

import pytest

from tests.session.study_desk import StudyDesk


@pytest.fixture
def desk(tmp_path):
    return StudyDesk(tmp_path).opens("lecture")


def near(ranges, *wanted):
    return len(ranges) == len(wanted) and all(
        abs(one - other) <= 40
        for pair in zip(ranges, wanted, strict=True)
        for one, other in zip(*pair, strict=True)
    )


def test_what_plays_is_watched(desk):
    desk.does("toggle_playing").lives(3_000).does("toggle_playing").lives(2_000)
    assert near(desk.studying.watching.ranges, (0, 3_000))


def test_a_video_that_stands_is_not_watched_wherever_it_stands(desk):
    for _ in range(10):
        desk.does("seek_forward").lives(200)
    assert desk.studying.watching.ranges == ()


def test_what_a_jump_passes_over_is_not_watched(desk):
    desk.does("toggle_playing").lives(2_000).does("seek_forward_far").lives(1_000)
    desk.does("seek_back_far").does("seek_back").lives(500)
    assert near(desk.studying.watching.ranges, (0, 2_000), (62_000, 63_000))


def test_every_rate_is_watching(desk):
    desk.does("toggle_playing")
    desk.session.video.set_rate(4.0)
    desk.lives(2_000)
    assert near(desk.studying.watching.ranges, (0, 8_000))


def test_of_a_long_silence_nobody_knows(desk):
    desk.does("toggle_playing").lives(1_000)
    desk.clock.advance(30_000)
    desk.lives(1_000)
    assert near(desk.studying.watching.ranges, (0, 1_000), (31_020, 32_000))


def test_it_is_kept_by_video_and_over_the_end_of_the_program(desk, tmp_path):
    told = []
    desk.studying.watching.changed.connect(lambda: told.append(True))
    desk.does("toggle_playing").lives(2_000)
    assert not told
    desk.opens("moon")
    assert told
    assert desk.studying.watching.ranges == ()
    desk.opens("bare")
    assert near(desk.studying.watching.ranges, (0, 2_000))
    desk.closes()
    again = StudyDesk(tmp_path).opens("lecture")
    assert near(again.studying.watching.ranges, (0, 2_000))
