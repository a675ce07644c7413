"""The picture of a moment is there before the video is, and never over another time."""

import pytest

from tests.frame_code import read_frame
from tests.journeys.conftest import FILM, SECONDS


def pictures_of(reader):
    """Return the list that will hold what each seek has over the video, None for nothing."""
    overlay, shown = reader.window.watch.overlay, []

    def look(_time_ms: int) -> None:
        picture = overlay.grab().toImage() if overlay.isVisible() else None
        shown.append(picture and read_frame(picture, FILM))

    reader.session.video.seek_asked.connect(look)
    return shown


def test_a_jump_shows_its_picture_at_once_and_then_the_video(reader, vault):
    reader.opens_with_film(vault / "lecture.md").has_taken_pictures()
    overlay, shown = reader.window.watch.overlay, pictures_of(reader)
    for second in SECONDS[:6]:
        reader.presses("J")
        assert shown.pop() is not None
        reader.sees_frame_at(second * 1000, within_ms=200)
        reader.sees(lambda: not overlay.isVisible()).sees_position(second * 1000, within_ms=900)


def test_the_picture_is_the_frame_of_that_very_time(reader, vault):
    reader.opens_with_film(vault / "lecture.md").has_taken_pictures()
    shown = pictures_of(reader)
    for second in SECONDS[:4]:
        reader.presses("J").settles()
        assert shown.pop() == FILM.frame_at(second * 1000)


def test_another_jump_without_a_picture_takes_the_first_ones_away(reader, vault):
    reader.opens_with_film(vault / "lecture.md").has_taken_pictures()
    shown = pictures_of(reader)
    reader.presses("J", "Right").settles()
    assert shown == [FILM.frame_at(SECONDS[0] * 1000), None]


def test_the_picture_covers_the_video_in_full_screen_too(reader, vault):
    reader.opens_with_film(vault / "lecture.md").has_taken_pictures()
    reader.presses("F11", "J")
    watch = reader.window.watch
    assert watch.overlay.isVisible()
    assert watch.overlay.geometry() == watch.video.surface.geometry()
    reader.sees(lambda: not watch.overlay.isVisible()).settles()


def test_nothing_flashes_when_the_picture_gives_way_to_the_video(reader, vault):
    reader.opens_with_film(vault / "lecture.md").has_taken_pictures()
    overlay = reader.window.watch.overlay
    for second in SECONDS[:4]:
        reader.presses("J")
        shown = []

        def goes_on(shown=shown, second=second) -> bool:
            if not overlay.isVisible():
                shown.append(reader.frame_on_screen())
            return len(shown) >= 10 and shown[-1] is not None

        reader.sees(goes_on)
        assert None not in shown
        reader.presses("Space").settles()


def test_a_video_that_fails_under_the_picture_is_told(reader, vault, tmp_path, film):
    torn = tmp_path / "torn.mp4"
    torn.write_bytes(film.read_bytes())
    reader._film = torn
    reader.opens_with_film(vault / "lecture.md").has_taken_pictures()
    overlay, video, shown = reader.window.watch.overlay, reader.session.video, pictures_of(reader)
    video.seek_asked.connect(lambda _ms: video.player._fail("does not respond"))
    reader.presses("J")
    assert shown == [FILM.frame_at(SECONDS[0] * 1000)]
    reader.sees_video_message("does not respond")
    assert not overlay.isVisible()


@pytest.mark.parametrize("look", [("zoom_fill", ""), ("set_aspect", "4:3")])
def test_a_picture_that_would_lie_otherwise_than_the_video_is_not_shown(reader, vault, look):
    reader.opens_with_film(vault / "lecture.md").has_taken_pictures()
    reader.window._run(*look)
    shown = pictures_of(reader)
    reader.presses("J").settles()
    assert shown == [None]
