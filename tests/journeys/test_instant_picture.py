"""The picture of a moment is there before the video is, and never over another time."""

from tests.journeys.conftest import FILM, SECONDS


def test_a_jump_shows_its_picture_at_once_and_then_the_video(reader, vault):
    reader.opens_with_film(vault / "lecture.md").has_taken_pictures()
    overlay = reader.window.watch.overlay
    for second in SECONDS[:6]:
        reader.presses("J")
        assert overlay.isVisible()
        reader.sees_frame_at(second * 1000, within_ms=200)
        reader.sees(lambda: not overlay.isVisible()).sees_position(second * 1000, within_ms=900)


def test_the_picture_is_the_frame_of_that_very_time(reader, vault):
    reader.opens_with_film(vault / "lecture.md").has_taken_pictures()
    for second in SECONDS[:4]:
        reader.presses("J")
        reader.sees_overlay_frame(FILM.frame_at(second * 1000)).settles()


def test_another_jump_without_a_picture_takes_the_first_ones_away(reader, vault):
    reader.opens_with_film(vault / "lecture.md").has_taken_pictures()
    reader.presses("J")
    assert reader.window.watch.overlay.isVisible()
    reader.presses("Right")
    assert not reader.window.watch.overlay.isVisible()
    reader.settles()


def test_the_picture_covers_the_video_in_full_screen_too(reader, vault):
    reader.opens_with_film(vault / "lecture.md").has_taken_pictures()
    reader.presses("F11", "J")
    watch = reader.window.watch
    assert watch.overlay.isVisible()
    assert watch.overlay.geometry() == watch.video.surface.geometry()
    reader.sees(lambda: not watch.overlay.isVisible()).settles()
