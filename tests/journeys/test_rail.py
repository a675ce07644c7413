"""Studying by the rail and the bar: by keyboard alone, and what the hand is told."""

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.films import ffmpeg
from tests.journeys.conftest import FILM, TIMES
from tests.journeys.test_watching import ms
from viewer.playback.player import PlayerState
from viewer.session.timeline import Kind
from viewer.session.view import Pane
from viewer.ui.seek_bar import SIDE_PX

PAGE_UP, PAGE_DOWN = Qt.Key.Key_PageUp, Qt.Key.Key_PageDown
IN_TIME = sorted(ms(time) for time in TIMES)


@pytest.fixture
def watching(reader, vault, tmp_path):
    """Someone with a note open whose moments cite two seconds each: so there are gaps."""
    settings = tmp_path / "home" / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("current_at_most_ms = 2000\nuncited_gap_ms = 5000\n", encoding="utf-8")
    reader.opens_with_film(vault / "lecture.md")
    return reader.sees(lambda: len(reader.window.watch.moments.items) > len(TIMES))


def test_the_rail_is_walked_and_followed_with_the_keyboard_only(watching):
    rail = watching.window.watch.moments
    watching.presses("g", "c").sees(lambda: watching.session.view.pane is Pane.MOMENTS)
    watching.presses("g", "g", "3", "j")
    moments = [item for item in rail.items if item.kind is Kind.MOMENT]
    assert [item.time_ms for item in moments] == IN_TIME
    item = rail.focused_item
    assert item == rail.items[3]
    watching.presses("Shift+Enter").settles().sees_frame_at(item.time_ms)
    assert watching.session.video.state is PlayerState.PAUSED
    watching.presses("k", "Enter").sees(lambda: watching.session.video.state is PlayerState.PLAYING)
    assert watching.session.moments[watching.session.moment_index].time_ms == rail.items[2].time_ms
    watching.settles().presses("Space").sees(
        lambda: watching.session.video.state is PlayerState.PAUSED
    )
    watching.presses("G", "k", "Shift+Enter").settles().sees_frame_at(rail.items[-2].time_ms)
    assert watching.session.video.state is PlayerState.PAUSED
    watching.presses("/").types("moon passage").presses("Enter")
    assert ["passage" in item.words for item in rail.items] == [True]
    watching.presses("/", "Esc").sees(lambda: len(rail.items) > len(TIMES))


def test_both_walks_take_a_count_from_the_rail_too(watching):
    watching.presses("g", "c", "3", "J").settles()
    assert watching.session.moment_index == 2
    watching.presses("2", "K").settles()
    assert watching.session.moment_index == 0
    watching.session.video.go_to(0, play=False)
    moments = watching.session.moments
    watching.settles().presses("4", "L").settles()
    assert moments[watching.session.moment_index].time_ms == IN_TIME[3]
    watching.presses("Space").sees(lambda: watching.session.video.state is PlayerState.PAUSED)
    watching.session.video.go_to(IN_TIME[3] + 1500, play=False)
    watching.settles().presses("2", "H").settles()
    assert moments[watching.session.moment_index].time_ms == IN_TIME[2]


def test_what_is_being_said_is_marked_in_the_rail_as_the_video_goes(watching):
    rail, video = watching.window.watch.moments, watching.session.video
    for time_ms, kinds in ((30_000, [Kind.GAP]), (41_500, [Kind.MOMENT]), (137_500, [Kind.MOMENT])):
        video.go_to(time_ms, play=False)
        watching.settles().sees(lambda k=kinds: [each.kind for each in rail.current_items] == k)
    assert rail.current_items[0].time_ms == 137_000
    video.go_to(146_500, play=True)  # A gap, until 2:28.
    watching.sees(lambda: [each.time_ms for each in rail.current_items] == [148_000])


def test_gaps_are_walked_by_command_and_chapters_there_are_none_of(watching):
    rail, run = watching.window.watch.moments, watching.program.catalogue.run
    run("next_gap", watching.session)
    gap = next(each for each in rail.items if each.kind is Kind.GAP and each.time_ms > 0)
    watching.settles().sees(lambda: rail.current_items == [gap])
    watching.presses("F6").sees(lambda: watching.session.view.pane is Pane.VIDEO)
    QTest.keyClick(watching.window.windowHandle(), PAGE_UP)
    watching.sees_notice("This video has no chapters.")


def test_what_was_watched_is_there_again_next_time(watching, vault):
    watching.clicks(TIMES[0][1:]).settles()
    watching.sees(lambda: watching.session.video.position_ms() > 70_500)
    watching.presses("Space").settles()
    [(start, end)] = watching.session.studying.watching.ranges
    assert ms(TIMES[0]) - 100 <= start <= ms(TIMES[0]) + 500
    assert 70_000 <= end <= 80_000
    watching.quits()
    [file] = (watching._home / "data" / "watched").iterdir()
    assert json.loads(file.read_text())["watched_ms"] == [[start, end]]
    watching.opens_with_film(vault / "lecture.md")
    assert watching.session.studying.watching.ranges == ((start, end),)


def test_the_hand_on_the_bar_is_told_what_is_there_over_the_video(watching):
    watching.session.video.go_to(60_000, play=False)
    watching.settles().sees_frame_at(60_000)
    bar, overlooking = watching.window.watch.transport.bar, watching.window.watch.overlooking
    at = round((bar.width() - 2 * SIDE_PX) * 41_000 / 150_000) + SIDE_PX
    QTest.mouseMove(bar, QPoint(at, 12))
    watching.sees(lambda: overlooking.preview is not None and overlooking.preview.isVisible())
    assert overlooking.preview.glimpse.sentence.startswith("The second tide is the far bulge")
    # It lies over the video's own window, where the frame's code cannot be read any more.
    watching.sees(lambda: watching.frame_on_screen() != FILM.frame_at(60_000))
    QTest.mouseMove(watching.window.note, QPoint(50, 50))
    watching.sees(lambda: not overlooking.preview.isVisible()).sees_frame_at(60_000)


def test_the_bar_takes_the_keyboard_and_keeps_the_videos_keys(watching):
    watching.session.video.go_to(60_000, play=False)
    bar, overlooking = watching.window.watch.transport.bar, watching.window.watch.overlooking
    watching.settles().presses("F6", "Tab").sees(bar.hasFocus)
    assert watching.session.view.pane is Pane.VIDEO
    watching.sees(lambda: overlooking.preview.glimpse.time == "0:01:00")
    watching.presses("Right").settles().sees_position(65_000)
    watching.sees(lambda: overlooking.preview.glimpse.time == "0:01:05")
    watching.presses("Home").settles().sees_position(0)
    assert QApplication.focusWidget() is bar
    watching.presses("Shift+Tab").sees(lambda: not bar.hasFocus())
    watching.sees(lambda: not overlooking.preview.isVisible())


@pytest.fixture(scope="module")
def film_with_chapters(film, tmp_path_factory):
    folder = tmp_path_factory.mktemp("chapters")
    said = folder / "chapters.txt"
    parts = ((0, 40, "Opening"), (40, 100, "The bulges"), (100, 150, "Friction"))
    said.write_text(
        ";FFMETADATA1\n"
        + "".join(
            f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}000\nEND={end}000\ntitle={title}\n"
            for start, end, title in parts
        ),
        encoding="utf-8",
    )
    made = folder / "film.mkv"
    ffmpeg("-i", film, "-i", said, "-map_metadata", "1", "-codec", "copy", made)
    return made


def test_the_chapters_of_a_file_are_listed_marked_and_walked(reader, vault, film_with_chapters):
    reader.opens(vault / "lecture.md", video=film_with_chapters).sees_video()
    rail, video = reader.window.watch.moments, reader.session.video

    def chapters():
        return [(item.words, item.time_ms) for item in rail.items if item.kind is Kind.CHAPTER]

    wanted = [("Opening", 0), ("The bulges", 40_000), ("Friction", 100_000)]
    reader.sees(lambda: chapters() == wanted)
    video.go_to(50_000, play=False)
    reader.settles().presses("F6").sees(lambda: reader.session.view.pane is Pane.VIDEO)
    for key, time_ms in ((PAGE_UP, 100_000), (PAGE_DOWN, 40_000), (PAGE_DOWN, 0)):
        QTest.keyClick(reader.window.windowHandle(), key)
        reader.settles().sees_frame_at(time_ms)
    assert reader.session.studying.overview.glimpse(50_000).chapter == "The bulges"
    reader.presses("g", "c", "/").types("chapter").presses("Enter")
    reader.sees(lambda: [item.kind for item in rail.items] == [Kind.CHAPTER] * 3)
    reader.presses("G", "Shift+Enter").settles().sees_frame_at(100_000)


def test_a_bookmark_joins_the_rail_at_once(watching):
    rail = watching.window.watch.moments
    watching.session.video.go_to(75_000, play=False)
    watching.settles().presses("b")
    watching.sees(
        lambda: [item.time_ms for item in rail.items if item.kind is Kind.BOOKMARK] == [75_000]
    )
    watching.session.video.go_to(0, play=False)
    watching.settles().presses("g", "c", "/").types("bookmark").presses("Enter", "g", "g")
    watching.presses("Shift+Enter").settles().sees_frame_at(75_000)


def test_marked_moments_are_found_by_the_word_their_rows_show(watching):
    rail, run = watching.window.watch.moments, watching.program.catalogue.run
    marks = watching.session.studying.marks
    watching.presses("J").settles().presses("Space")
    run("mark_revisit", watching.session)
    watching.sees(lambda: marks.of(0) is not None)
    watching.presses("g", "c", "/").types("revisit").presses("Enter")
    watching.sees(lambda: [item.number for item in rail.items] == [0])
    assert rail.model().index(0, 0).data().endswith("revisit")
    run("clear_mark", watching.session)
    watching.sees(lambda: rail.items == [])
