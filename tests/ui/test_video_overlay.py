"""Where a picture lies over the video: just where libVLC puts its own."""

import pytest
from PySide6.QtCore import QRect, QSize

from viewer.ui.video_overlay import place_of


@pytest.mark.parametrize(
    ("picture", "within", "place"),
    [
        (QSize(1280, 720), QSize(640, 360), QRect(0, 0, 640, 360)),
        (QSize(640, 480), QSize(640, 360), QRect(80, 0, 480, 360)),
        (QSize(1280, 544), QSize(640, 360), QRect(0, 44, 640, 272)),
        (QSize(720, 1280), QSize(640, 360), QRect(219, 0, 202, 360)),
        (QSize(10_000, 1), QSize(640, 360), QRect(0, 180, 640, 1)),
        (QSize(), QSize(640, 360), QRect()),
        (QSize(1280, 720), QSize(0, 0), QRect()),
    ],
)
def test_it_is_as_large_as_it_fits_and_in_the_middle(picture, within, place):
    assert place_of(picture, within) == place
