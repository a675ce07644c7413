"""What a note cites of its video, as spans to play."""

import pytest

from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.playback.excerpts import Lengths, excerpts_of

LENGTHS = Lengths(4_000, 30_000, 600_000)


def cited(*times: str):
    text = "\n\n".join(f"A claim [{time}]." for time in times)
    return read_note(text, name="note.md", around=Surroundings(lambda _target: None)).moments


def spans(moments, lengths=LENGTHS, *, is_by_time=False):
    found = excerpts_of(moments, lengths, is_by_time=is_by_time)
    return [(each.start_ms // 1000, each.end_ms // 1000, each.moments) for each in found]


@pytest.mark.parametrize(
    ("times", "read", "by_time"),
    [
        ((), [], []),
        (("0:01:00",), [(60, 90, (0,))], [(60, 90, (0,))]),
        (("0:01:00", "0:01:10"), [(60, 100, (0, 1))], [(60, 100, (0, 1))]),
        (
            ("0:01:10", "0:01:00"),
            [(70, 100, (0,)), (60, 70, (1,))],
            [(60, 100, (1, 0))],
        ),
        (("0:01:00", "0:01:02"), [(60, 92, (0, 1))], [(60, 92, (0, 1))]),
        (("0:09:50", "0:11:00"), [(590, 600, (0,))], [(590, 600, (0,))]),
        (("0:01:00", "0:01:00"), [(60, 90, (0, 1))], [(60, 90, (0, 1))]),
        (
            ("0:05:00", "0:01:00", "0:05:10"),
            [(300, 310, (0,)), (60, 90, (1,)), (310, 340, (2,))],
            [(60, 90, (1,)), (300, 340, (0, 2))],
        ),
    ],
)
def test_moments_become_excerpts(times, read, by_time):
    moments = cited(*times)
    assert spans(moments) == read
    assert spans(moments, is_by_time=True) == by_time


def test_a_moment_is_played_no_less_than_the_least_whatever_comes_next():
    assert spans(cited("0:01:00", "0:02:00", "0:01:01"), Lengths(5_000, 10_000, 600_000)) == [
        (60, 65, (0,)), (120, 130, (1,)), (61, 71, (2,)),
    ]  # fmt: skip
