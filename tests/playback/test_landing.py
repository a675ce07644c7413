"""Which seeks have to be tried again because decoding began behind what was wanted."""

import pytest

from viewer.playback.landing import Landing

FRAME_MS = 34


def landing(aim_ms, start_ms, preroll_ms, reordered_ms, *, holds):
    made = Landing(aim_ms, aim_ms, start_ms, FRAME_MS, holds)
    made.preroll_ms, made.reordered_ms = preroll_ms, reordered_ms
    return made


@pytest.mark.parametrize(
    ("aim_ms", "start_ms", "preroll_ms", "reordered_ms", "may_skip"),
    [
        (5000, 5000, 66, 66, False),  # The key frame itself, with B-frames and without.
        (5000, 5000, 0, 0, False),
        (4999, 4967, 65, 66, False),  # It is the next one.
        (4950, 4934, 16, 66, True),
        (4999, 4967, 4999, 66, False),  # Decoded from the very beginning.
        (9000, 9000, 4066, 66, False),
        (5000, 5000, 66, None, True),  # Nobody says how late its picture is.
        (5000, 5000, None, None, False),  # Not an mp4.
        (20, 0, 20, 66, False),
    ],
)
def test_a_running_seek_is_repeated_where_it_would_be_late_by_more_than_a_frame(
    aim_ms, start_ms, preroll_ms, reordered_ms, may_skip
):
    seek = landing(aim_ms, start_ms, preroll_ms, reordered_ms, holds=False)
    assert seek.may_skip is may_skip


@pytest.mark.parametrize("preroll_ms", [0, 66, 135])
def test_a_standing_seek_is_repeated_wherever_it_might_be_late(preroll_ms):
    assert landing(4999, 5000, preroll_ms, 66, holds=True).may_skip
    assert not landing(9000, 9000, 4066, 66, holds=True).may_skip
