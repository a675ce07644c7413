"""Where the video's own window and the picture in the corner lie, by screens and sizes."""

import pytest
from PySide6.QtCore import QRect, QSize

from viewer.session.view import Corner
from viewer.ui.corner import place_in
from viewer.ui.video_window import rect_for

DESK = ("desk", QRect(0, 0, 1440, 900))
WALL = ("wall", QRect(1440, 0, 1920, 1080))
NETBOOK = ("desk", QRect(0, 0, 800, 480))


def remembered(screen, *rect):
    return {"screen": screen, "rect": list(rect)}


@pytest.mark.parametrize(
    ("place", "rooms", "lies"),
    [
        ({}, [DESK], (776, 452, 640, 400)),
        ({}, [DESK, WALL], (1920, 240, 960, 600)),
        (remembered("wall", 1500, 100, 800, 500), [DESK, WALL], (1500, 100, 800, 500)),
        (remembered("desk", 20, 30, 800, 500), [DESK, WALL], (20, 30, 800, 500)),
        (remembered("wall", 1500, 100, 800, 500), [DESK], (616, 352, 800, 500)),
        (remembered("gone", 5000, 100, 800, 500), [DESK, WALL], (2000, 290, 800, 500)),
        (remembered("desk", 900, 600, 800, 500), [DESK], (640, 400, 800, 500)),
        (remembered("desk", -900, -600, 800, 500), [DESK], (0, 0, 800, 500)),
        (remembered("desk", 0, 0, 1440, 900), [NETBOOK], (0, 0, 800, 480)),
        (remembered("desk", 0, 0, 3, 3), [DESK], (0, 0, 320, 240)),
        (remembered("desk", "a", 0, 3, 3), [DESK], (776, 452, 640, 400)),
        ({"screen": 7, "rect": {}}, [DESK], (776, 452, 640, 400)),
        (remembered("desk", 10**9, 0, 3, 3), [DESK], (776, 452, 640, 400)),
    ],
)
def test_the_window_is_in_sight_on_the_screen_it_was_on(place, rooms, lies):
    assert rect_for(place, rooms, 0).getRect() == lies


@pytest.mark.parametrize(
    ("host", "corner", "lies"),
    [
        ((1400, 800), Corner.BOTTOM_RIGHT, (1010, 524, 360, 260)),
        ((1400, 800), Corner.BOTTOM_LEFT, (16, 524, 360, 260)),
        ((1400, 800), Corner.TOP_LEFT, (16, 16, 360, 260)),
        ((1400, 800), Corner.TOP_RIGHT, (1010, 16, 360, 260)),
        ((400, 800), Corner.BOTTOM_RIGHT, (130, 611, 240, 173)),
        ((700, 300), Corner.BOTTOM_RIGHT, (421, 104, 249, 180)),
        ((10, 10), Corner.BOTTOM_RIGHT, (0, 0, 6, 4)),
    ],
)
def test_the_picture_lies_in_its_corner_and_never_covers_the_page(host, corner, lies):
    assert place_in(QSize(*host), QSize(360, 260), corner).getRect() == lies


@pytest.mark.parametrize(
    ("host", "lies"),
    [
        ((1400, 800), (1010, 484, 360, 300)),
        ((700, 400), (310, 84, 360, 300)),
        ((700, 250), (310, 16, 360, 218)),
        ((10, 10), (0, 0, 6, 1)),
    ],
)
def test_words_in_the_corner_keep_their_room(host, lies):
    placed = place_in(QSize(*host), QSize(360, 260), Corner.BOTTOM_RIGHT, 300)
    assert placed.getRect() == lies
