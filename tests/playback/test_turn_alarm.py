"""When the alarm of a turn stops the pictures: pure, with libVLC as it was measured.

libVLC goes on to show a picture that it has begun to prepare when it is told to stop.
"""

from itertools import product

import pytest

from viewer.playback.turning import ahead_of_turn_ms

FRAME_MS, GOAL_MS = 40, 40
PREPARED_MS = (5, 10, 15, 19)
LATE_MS = (0, 2, 4)
CLOCK_BEHIND_MS = 6
"""In the video's time, at every rate."""


def cut_ms(rate: float, prepared_ms: int, late_ms: int) -> float:
    """Return how far from the turn the last picture ends, in ms of the video's time."""
    ordered_ms = -ahead_of_turn_ms(FRAME_MS / rate) + late_ms + CLOCK_BEHIND_MS / rate
    shown_until_ms = (ordered_ms + prepared_ms) * rate
    return (shown_until_ms // FRAME_MS + 1) * FRAME_MS


@pytest.mark.parametrize("rate", [0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0])
def test_no_turn_is_further_off_than_promised(rate):
    cuts = [cut_ms(rate, *each) for each in product(PREPARED_MS, LATE_MS)]
    assert all(abs(cut) <= GOAL_MS for cut in cuts), cuts


@pytest.mark.parametrize("rate", [0.25, 0.5, 1.0, 1.5, 2.0])
def test_slow_pictures_turn_exactly(rate):
    assert {cut_ms(rate, *each) for each in product(PREPARED_MS, LATE_MS)} == {0}
