"""Walking over the moments of a note: by the video's time, and by the order of reading."""

import pytest

from viewer.note.note import Moment, Verdict
from viewer.playback.moment_walk import by_reading, by_time

# As they are read; the fourth is unreadable, two share a time.
TIMES_MS = (60_000, 10_000, 90_000, None, 10_000, 60_800, 30_000)


@pytest.fixture
def moments():
    return tuple(
        Moment("1:00", "1:00", time_ms, None, Verdict.OK, line, "", "")
        for line, time_ms in enumerate(TIMES_MS, start=1)
    )


@pytest.mark.parametrize(
    ("position_ms", "steps", "index"),
    [
        (0, 1, 1),
        (0, 2, 6),
        (0, 99, 2),
        (10_000, 1, 6),
        (9_980, 1, 6),  # a seek landed on the frame before: this is the same moment
        (30_000, 2, 5),
        (90_000, 1, None),
        (95_000, -1, 2),
        (90_000, -1, 5),
        (90_900, -1, 5),  # within a second after: the one before is meant
        (91_100, -1, 2),
        (60_800, -1, 0),  # but two moments within a second are two moments
        (60_000, -2, 1),
        (60_000, -99, 1),
        (10_000, -1, None),
        (5_000, -1, None),
        (30_000, 0, None),
    ],
)
def test_walking_by_time(moments, position_ms, steps, index):
    assert by_time(moments, position_ms, steps) == index


@pytest.mark.parametrize(
    ("start", "steps", "index"),
    [
        (None, 1, 0),
        (None, -1, 6),
        (0, 1, 1),
        (2, 1, 4),
        (4, -1, 2),
        (0, 3, 4),
        (0, 99, 6),
        (6, 1, None),
        (0, -1, None),
        (6, -2, 4),
        (3, 1, 4),
        (0, 0, None),
    ],
)
def test_walking_by_reading(moments, start, steps, index):
    assert by_reading(moments, start, steps) == index


def test_there_is_no_way_through_no_moments():
    assert by_time((), 0, 1) is None
    assert by_reading((), None, -1) is None


def test_both_walks_pass_by_what_lies_past_the_end(moments):
    late = Moment("9:00:00", "9:00:00", 32_400_000, None, Verdict.PAST_END, 9, "", "")
    more = (moments[0], late, moments[2])
    assert by_reading(more, 0, 1) == 2
    assert by_reading(more, 2, -1) == 0
    assert by_time(more, 60_000, 1) == 2
    assert by_time(more, 90_000, 1) is None
