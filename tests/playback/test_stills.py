"""The picture that is taken beforehand is the one that the player shows: read off the screen."""

import pytest
from PySide6.QtGui import QImage

from tests.frame_code import CodedVideo, read_frame
from viewer.video.sniff import look_at
from viewer.video.stills import still_at

TIMES_MS = (1_000, 2_010, 3_333, 4_000)
EXACT = [CodedVideo(seconds=6, fps=25), CodedVideo(seconds=6, fps=30, gop=150)]
NEIGHBOURLY = CodedVideo(seconds=6, fps=25, container="mkv", has_audio=False)


def frames_of(stage, time_ms: int) -> tuple[int | None, int | None]:
    """Return the frame of a time as it was taken, and the one the player stands on."""
    stage.seek(time_ms)
    still = QImage.fromData(still_at(look_at(stage.file), time_ms, 1280), "jpeg")
    return read_frame(still, stage.video), stage.frame_that_stays()


@pytest.mark.parametrize("film", EXACT, ids=str)
def test_the_still_of_a_time_is_the_frame_the_player_stands_on(staged, film):
    stage = staged(film)
    stage.open()
    for time_ms in TIMES_MS:
        taken, shown = frames_of(stage, time_ms)
        assert taken == shown


def test_where_the_player_may_show_a_neighbour_the_still_is_right_all_the_same(staged):
    stage = staged(NEIGHBOURLY)
    stage.open()
    for time_ms in TIMES_MS:
        taken, shown = frames_of(stage, time_ms)
        assert taken == NEIGHBOURLY.frame_at(time_ms)
        assert abs(taken - shown) <= 1
