"""An hour of study at the real window: jumps undone, loops, the note played, going on next day."""

import pytest
from PySide6.QtCore import Qt

from tests.frame_code import read_frame
from tests.journeys.conftest import FILM


@pytest.fixture
def studying(reader, vault):
    return reader.opens_with_film(vault / "lecture.md")


def test_a_jump_is_undone_with_its_place_in_the_note(studying):
    studying.presses("J").sees_position(68_000, within_ms=2_000).presses("Space").settles()
    studying.presses("G").sees(lambda: studying.session.view.scroll.position > 500)
    left = studying.session.view.scroll
    studying.window._run("seek_moment", "11")
    studying.sees_position(8_000, within_ms=2_000)
    studying.sees(lambda: studying.session.video.state == "playing")
    studying.presses("g", "g").sees(lambda: studying.session.view.scroll.position == 0)
    studying.presses("Backspace").settles().sees_position(68_500, within_ms=1_500)
    assert studying.session.video.state == "paused"
    studying.sees(lambda: studying.session.view.scroll == left)
    studying.presses("U").settles().sees_position(8_500, within_ms=2_000)
    studying.sees(lambda: studying.session.video.state == "playing")


def test_undoing_leads_back_to_another_note(studying):
    studying.presses("J").sees_position(68_000, within_ms=2_000)
    studying.clicks("far bulge").sees_note("Another note")
    studying.presses("Backspace").sees_note("The lecture").settles()
    studying.presses("U").sees_note("Another note")


def test_a_loop_is_set_nudged_saved_and_found_again(studying):
    loops = studying.session.studying.loops
    studying.types("a").sees_notice("press a again where it ends")
    assert loops.span == (0, 0)
    studying.presses("Right").settles().types("a").sees_notice("Loop 0:00–0:05")
    studying.presses("Alt+.", "Alt+Shift+<").settles()
    assert loops.span == (100, 4_900)
    assert studying.session.video.position_ms() == 5_000
    studying.window.asking._run("save_loop")
    studying.types("the bulge").presses("Enter").sees_notice("as “the bulge”")
    studying.types("A").sees(lambda: loops.span is None)
    studying.window.asking._run("pick_loop")
    assert studying.window.asking.picker.shown() == ["the bulge    0:00–0:04"]
    studying.presses("Enter").sees(lambda: loops.span == (100, 4_900))
    studying.sees(lambda: studying.session.video.state == "playing")


def test_control_enter_loops_from_a_timestamp_to_the_next_moment(studying):
    studying.presses("J").sees_position(68_000, within_ms=2_000).presses("Ctrl+Enter")
    studying.sees(lambda: studying.session.studying.loops.span == (68_000, 82_000))
    studying.sees_notice("Loop 1:08–1:22")


def test_it_turns_on_the_screen(studying):
    turns = []
    studying.session.video.turned.connect(lambda: turns.append(True))
    studying.window._run("seek", "1:20")
    studying.settles().types("a")
    studying.window._run("seek", "1:22")
    studying.settles().types("a")
    studying.sees(lambda: len(turns) == 2).sees_frame_at(80_000, within_ms=1_900)


def test_a_turn_is_covered_by_the_picture_it_goes_to(studying):
    session, overlay, covered = studying.session, studying.window.watch.overlay, []
    studying.window._run("seek", "1:20")
    studying.settles().types("a")
    studying.window._run("seek", "1:22")
    studying.settles().types("a")
    a_ms = session.studying.loops.a_ms
    studying.sees(lambda: session.studying.frames.held(a_ms) is not None)

    def look():
        covered.append(overlay.isVisible() and read_frame(overlay.grab().toImage(), FILM))

    session.video.turned.connect(look)
    studying.sees(lambda: len(covered) == 2).sees(lambda: not overlay.isVisible())
    assert covered[:2] == [FILM.frame_at(a_ms)] * 2
    studying.sees_frame_at(a_ms, within_ms=1_900)


def test_the_note_is_played_moment_after_moment(studying):
    note_play = studying.session.studying.note_play
    studying.types("P").sees_notice("Playing the note: 1 of 29")
    studying.sees_frame_at(68_000, within_ms=2_000)
    studying.types("J").sees_notice("note: 2 of 29").sees_position(41_000, within_ms=2_000)
    studying.session.video.set_rate(4)
    studying.sees_notice("note: 3 of 29")
    assert note_play.is_on
    studying.presses("Esc").sees(lambda: not note_play.is_on)
    assert studying.session.video.state == "playing"


def test_the_next_day_the_video_goes_on_where_it_was_left(reader, vault):
    reader.opens_with_film(vault / "lecture.md").presses("J").sees_position(68_000, within_ms=2_000)
    reader.presses("Space").settles().quits()
    reader.opens_with_film(vault / "lecture.md").sees_position(68_500, within_ms=2_000)
    reader.sees_notice("Backspace for the start")
    reader.presses("Backspace").sees_frame_at(0)


def test_a_click_with_control_loops_to_the_next_moment(studying):
    studying.clicks("0:01:08", Qt.KeyboardModifier.ControlModifier)
    studying.sees(lambda: studying.session.studying.loops.span == (68_000, 82_000))
