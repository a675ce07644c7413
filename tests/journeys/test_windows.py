"""The video in a corner over the note, and in a window of its own: seen and driven by keys."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidgetItem
from shiboken6 import getAllValidWrappers

from tests.frame_code import read_frame
from tests.journeys.conftest import _HELD, _KEYS, FILM
from tests.journeys.test_reading import dropped_on
from viewer.playback.player import PlayerState
from viewer.session.view import Corner, Layout, Pane
from viewer.ui.application import picture_of


def frame_in(reader, window) -> int | None:
    """Return the number of the frame that is on the screen in a window."""
    surface = reader.window.watch.video.surface
    corner = surface.mapTo(window, QPoint(0, 0))
    image = picture_of(window).toImage()
    return read_frame(image.copy(corner.x(), corner.y(), surface.width(), surface.height()), FILM)


def presses_apart(reader, *keys: str) -> None:
    """Press keys in the video's own window."""
    window = reader.window.places.apart
    for key in keys:
        *held, name = key.split("+") if len(key) > 1 else [key]
        modifiers = [_HELD[each] for each in held]
        modifier = modifiers[0] if modifiers else _HELD["Ctrl"] & _HELD["Alt"]
        QTest.keyClick(window.windowHandle(), _KEYS.get(name, name), modifier)


def items_of_layouts() -> list[QWidgetItem]:
    """Return what Python holds of layouts' insides."""
    return [each for each in getAllValidWrappers() if isinstance(each, QWidgetItem)]


@pytest.fixture
def watching(reader, vault):
    """A reader who sees the film stand at 20 s."""
    reader.opens_with_film(vault / "lecture.md")
    reader.session.video.go_to(20_000, play=False)
    return reader.sees_frame_at(20_000)


def test_the_video_moves_into_its_own_window_and_back_with_its_picture(watching):
    reader, view = watching, watching.session.view
    reader.presses("W")
    apart = reader.window.places.apart
    reader.sees(lambda: frame_in(reader, apart) == 200)
    assert not reader.window.watch.side.isHidden()
    assert reader.window.watch.video.window() is apart
    assert view.panes == (Pane.NOTE, Pane.VIDEO, Pane.MOMENTS)
    reader.presses("W")
    assert reader.window.places.apart is None
    reader.sees_frame_at(20_000)
    assert apart.isHidden()


def test_every_key_works_in_both_windows(watching):
    reader = watching.presses("W")
    reader.sees(lambda: frame_in(reader, reader.window.places.apart) == 200)
    presses_apart(reader, "Right")
    reader.settles().sees_position(25_000, within_ms=100)
    reader.presses("Left")
    reader.settles().sees_position(20_000, within_ms=100)
    presses_apart(reader, "J")
    reader.settles().sees(lambda: reader.session.moment_index == 0)
    presses_apart(reader, "Space")
    reader.sees(lambda: reader.session.video.state is PlayerState.PAUSED)
    presses_apart(reader, "g", "c")
    reader.sees(lambda: reader.session.view.pane is Pane.MOMENTS)
    presses_apart(reader, "?")
    reader.sees(lambda: reader.session.view.sheet is Pane.KEYS)


def test_the_keyboard_walks_from_window_to_window(watching):
    reader, view = watching.presses("W"), watching.session.view
    assert view.pane is Pane.NOTE
    reader.presses("F6")
    apart = reader.window.places.apart
    reader.sees(lambda: QApplication.activeWindow() is apart)
    reader.sees(lambda: reader.window.watch.video.hasFocus())
    presses_apart(reader, "Shift+F6")
    reader.sees(lambda: QApplication.activeWindow() is reader.window)
    reader.sees(lambda: reader.window.note.hasFocus())


def test_a_question_asked_in_the_videos_window_is_put_in_the_notes(watching):
    reader = watching.presses("W", "F6")
    apart = reader.window.places.apart
    reader.sees(lambda: QApplication.activeWindow() is apart)
    presses_apart(reader, "Ctrl+p")
    reader.sees(lambda: QApplication.focusWidget() is not None)
    reader.sees(lambda: reader.window.asking.picker.isVisible())
    reader.sees(lambda: QApplication.activeWindow() is reader.window)
    reader.presses("Esc")
    reader.sees(lambda: not reader.window.asking.picker.isVisible())


def test_full_screen_is_that_of_the_videos_window(watching):
    reader, view = watching.presses("W"), watching.session.view
    apart = reader.window.places.apart
    presses_apart(reader, "F11")
    reader.sees(lambda: apart.isFullScreen())
    reader.sees(lambda: frame_in(reader, apart) == 200)
    assert not reader.window.isFullScreen()
    assert view.pane is Pane.VIDEO
    presses_apart(reader, "f")
    reader.sees(lambda: not apart.isFullScreen())
    presses_apart(reader, "f")
    reader.sees(lambda: apart.isFullScreen())
    presses_apart(reader, "Esc")
    reader.sees(lambda: not apart.isFullScreen())
    assert apart.isVisible()


def test_closing_the_videos_window_brings_the_video_back(watching):
    reader = watching.presses("W")
    apart = reader.window.places.apart
    reader.sees(lambda: frame_in(reader, apart) == 200)
    apart.close()
    reader.sees(lambda: not reader.session.view.is_apart)
    reader.sees_frame_at(20_000)


def test_what_is_dropped_on_the_videos_window_is_taken(watching, vault):
    reader = watching.presses("W")
    dropped_on(reader.window.places.apart, vault / "other_note.md")
    reader.sees_note("Another note")
    reader.sees(lambda: reader.window.places.apart.windowTitle() == reader.window.windowTitle())


def test_the_videos_window_is_where_it_was_in_the_last_run(reader, vault):
    reader.opens_with_film(vault / "lecture.md").presses("W")
    apart = reader.window.places.apart
    apart.setGeometry(150, 130, 700, 500)
    reader.sees(lambda: apart.geometry().getRect() == (150, 130, 700, 500))
    reader.quits().opens_with_film(vault / "lecture.md")
    apart = reader.window.places.apart
    assert apart is not None
    reader.sees(lambda: apart.geometry().getRect() == (150, 130, 700, 500))
    reader.session.video.go_to(20_000, play=False)
    reader.sees(lambda: frame_in(reader, apart) == 200)


def test_the_picture_lies_in_each_corner_of_the_note(watching):
    reader, view = watching, watching.session.view
    reader.presses("w", "w")
    assert view.layout is Layout.CORNER
    spots = []
    for corner in Corner:
        assert view.corner is corner
        reader.sees_frame_at(20_000)
        surface = reader.window.watch.video.surface
        spots.append(surface.mapTo(reader.window, surface.rect().center()))
        reader.window.catalogue.run("next_corner", reader.session)
    middle = reader.window.rect().center()
    sides = [(spot.x() > middle.x(), spot.y() > middle.y()) for spot in spots]
    assert sides == [(True, True), (False, True), (False, False), (True, False)]


def test_the_picture_in_a_corner_lies_over_the_page_and_not_over_a_remark(watching):
    reader = watching
    for _ in range(4):
        reader.window.catalogue.run("next_corner", reader.session)
    assert reader.session.view.corner is Corner.TOP_RIGHT
    reader.window.catalogue.run("seek", reader.session, "soon")
    reader.sees_notice("“soon” is not a time.").sees_frame_at(20_000)
    notice = reader.window.notice
    below = notice.mapTo(reader.window, notice.rect().bottomLeft()).y()
    surface = reader.window.watch.video.surface
    reader.sees(lambda: surface.mapTo(reader.window, QPoint(0, 0)).y() > below)


@pytest.mark.parametrize(
    "keys", [(), ("F6",), ("F6", "Tab"), ("F11", "Tab", "F11"), ("F11", "F11")], ids="-".join
)
def test_the_bar_comes_along_and_the_keyboard_stays_where_it_is(watching, keys):
    reader, view = watching, watching.session.view
    reader.window.resize(700, 600)
    for key in keys:
        reader.presses(key).sees(lambda: reader.window.isFullScreen() is view.is_full_screen)
    pane = Pane.VIDEO if keys else Pane.NOTE
    assert view.pane is pane
    video, bar = reader.window.watch.video, reader.window.watch.transport
    for command in ("next_corner", "own_window", "own_window"):
        assert reader.window.catalogue.run(command, reader.session)
        reader.sees(lambda: bar.isVisible() and video.isVisible())
        assert (command, view.pane) == (command, pane)
    reader.sees(lambda: (video if keys else reader.window.note).hasFocus())


def test_a_filter_used_before_does_not_get_the_keys_of_the_bar(watching):
    reader = watching.presses("Esc", "g", "c", "/")
    reader.types("bulge").presses("Enter", "F6", "F6", "Tab")
    bar = reader.window.watch.transport.bar
    reader.sees(bar.hasFocus)
    reader.presses("W").sees(lambda: reader.window.places.apart is not None)
    reader.sees(lambda: frame_in(reader, reader.window.places.apart) == 200)
    presses_apart(reader, "W")
    reader.sees(lambda: reader.window.places.apart is None)
    reader.sees_frame_at(20_000)
    assert reader.window.focusWidget() in (bar, reader.window.watch.video)
    reader.presses("b")
    reader.sees(lambda: reader.session.studying.bookmarks.here)


def test_nothing_of_python_outlives_the_place_the_video_had(watching):
    """Of what a layout deletes a wrapper would stay, and be taken for a window put there later."""
    before = items_of_layouts()
    for command in ("next_corner", "own_window", "own_window"):
        assert watching.window.catalogue.run(command, watching.session)
        watching.sees(watching.window.watch.transport.isVisible)
    assert items_of_layouts() == before


def test_a_moment_is_not_brought_in_sight_under_the_picture(watching):
    reader = watching
    reader.window.resize(620, 640)
    for corner in Corner:
        reader.window.catalogue.run("next_corner", reader.session)
        assert reader.session.view.corner is corner
        surface, note = reader.window.watch.video.surface, reader.window.note
        reader.sees_frame_at(20_000)
        for index in range(len(note.links())):
            span = note.links()[index]
            note.go_to(span.href)
            frame = QRect(surface.mapTo(reader.window, QPoint(0, 0)), surface.size())
            link = note.rect_of(span).toRect()
            link.moveTopLeft(note.viewport().mapTo(reader.window, link.topLeft()))
            bar = note.verticalScrollBar()
            is_as_far_as_it_goes = bar.value() in (0, bar.maximum())
            assert is_as_far_as_it_goes or not frame.intersects(link)


def test_the_layouts_go_round_and_the_picture_with_them(watching):
    reader, view = watching, watching.session.view
    for _ in Layout:
        if Pane.VIDEO in view.panes:
            reader.sees_frame_at(20_000)
        reader.presses("w")
    assert view.layout is Layout.SIDE_BY_SIDE
    reader.sees_frame_at(20_000)
