"""Where frames begin: exact for every rate, in whole ms."""

from fractions import Fraction

import pytest

from viewer.playback.frame_grid import FrameGrid

RATES = [Fraction(25), Fraction(30), Fraction(60), Fraction(30000, 1001), Fraction(24000, 1001)]


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_a_frame_is_seen_from_its_start_to_the_next(rate):
    grid = FrameGrid(rate)
    for index in range(0, 400_000, 997):
        start_ms = grid.start_of(index)
        assert grid.index_at(start_ms) == index
        assert start_ms == 0 or grid.index_at(start_ms - 1) == index - 1
        assert grid.start_at(start_ms + 3) == start_ms


def test_an_unknown_rate_counts_by_25_a_second():
    assert (FrameGrid().frame_ms, FrameGrid().start_at(99)) == (40, 80)


def test_the_length_of_a_frame_is_rounded_up():
    assert FrameGrid(Fraction(30)).frame_ms == 34
