"""Watching along: every timestamp, by mouse and by keyboard, shows its very frame."""

from PySide6.QtCore import Qt

from tests.journeys.conftest import TIMES
from viewer.playback.player import PlayerState
from viewer.session.view import Layout, Pane


def ms(time: str) -> int:
    hours, minutes, seconds = map(int, time.split(":"))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000


def test_every_timestamp_clicked_shows_its_frame_and_plays(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    spans = [at for at, span in enumerate(reader.window.note.links())
             if span.href.startswith("moment:")]  # fmt: skip
    assert len(spans) == len(TIMES) == 29
    for at, time in zip(spans, TIMES, strict=True):
        reader.clicks_link(at).settles().sees_frame_at(ms(time), within_ms=1500)
        assert reader.session.video.state is PlayerState.PLAYING


def test_shift_click_shows_the_very_frame_and_stays_paused(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    for time in TIMES[:8]:
        reader.clicks(time[1:], Qt.KeyboardModifier.ShiftModifier)
        reader.settles().sees_frame_at(ms(time))
        assert reader.session.video.state is PlayerState.PAUSED


def test_a_note_is_watched_with_the_keyboard_only(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    reader.presses("Tab", "Tab", "Enter").settles().sees_frame_at(ms(TIMES[0]), within_ms=1500)
    reader.presses("Space").sees(lambda: reader.session.video.state is PlayerState.PAUSED)
    reader.presses("J").settles().sees_frame_at(ms(TIMES[1]), within_ms=1500)
    reader.presses("3", "J").settles().sees_frame_at(ms(TIMES[4]), within_ms=1500)
    reader.presses("K").settles().sees_frame_at(ms(TIMES[3]), within_ms=1500)
    reader.presses("Space").settles()
    here = reader.session.video.position_ms()
    reader.presses("l").settles().sees_position(here + 10_000)
    reader.presses("h").settles().sees_position(here)
    reader.presses("Right").settles().sees_position(here + 5_000)
    reader.presses("Left", "Left").settles().sees_position(here - 5_000)
    reader.presses("Alt+Left").sees_notice("no note to go back to").presses("Esc").sees_no_notice()
    reader.presses("Ctrl+O").types("other").presses("Enter").sees_note("Another note")
    reader.presses("Alt+Left").sees_note("The lecture")
    reader.presses("?").sees(lambda: reader.window.panels.sheets[Pane.KEYS].isVisible())
    reader.presses("?").sees(lambda: not reader.window.panels.sheets[Pane.KEYS].isVisible())
    closed = []
    reader.window.closed.connect(lambda: closed.append(True))
    reader.presses("Ctrl+Q").sees(lambda: closed)


def test_moments_are_walked_in_the_videos_time(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    in_time = sorted(ms(time) for time in TIMES)
    for time_ms in in_time[:4]:
        reader.presses("L").settles().sees_frame_at(time_ms, within_ms=1500)
        reader.presses("Space").sees(lambda: reader.session.video.state is PlayerState.PAUSED)
    reader.presses("H").settles()
    assert reader.session.moments[reader.session.moment_index].time_ms in in_time[2:4]


def test_frames_are_stepped_both_ways(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    reader.session.video.go_to(60_000, play=False)
    reader.settles().sees_frame_at(60_000)
    reader.presses(".").settles().sees_frame_at(60_100)
    reader.presses(",").settles().sees_frame_at(60_000)
    reader.presses(",").settles().sees_frame_at(59_900)


def test_speed_and_sound_answer_their_keys(reader, vault):
    player = reader.opens_with_film(vault / "lecture.md").session.video.player
    reader.presses("]", "]").sees(lambda: player.rate == 1.2)
    reader.presses("[").sees(lambda: player.rate == 1.1)
    reader.presses("=").sees(lambda: player.rate == 1.0)
    reader.presses("m").sees(lambda: player.is_muted)
    reader.presses("m").sees(lambda: not player.is_muted)
    reader.presses("Ctrl+Down").sees(lambda: player.volume == 95)


def test_the_window_takes_every_layout_and_the_video_survives_it(reader, vault):
    reader.opens_with_film(vault / "lecture.md").clicks(TIMES[0][1:]).settles()
    view = reader.session.view
    for layout in (*list(Layout)[1:], Layout.SIDE_BY_SIDE):
        reader.presses("w").sees(lambda layout=layout: view.shown_layout is layout)
        assert reader.window.note.isVisible() is (layout is not Layout.VIDEO)
        assert reader.window.watch.video.isVisible() is (layout is not Layout.NOTE)
    reader.clicks(TIMES[1][1:]).settles().sees_frame_at(ms(TIMES[1]), within_ms=1500)


def test_who_left_with_the_video_alone_comes_back_to_it_and_has_all_keys(reader, vault):
    reader.opens_with_film(vault / "lecture.md").presses("w", "w", "w", "w")
    assert reader.session.view.layout is Layout.VIDEO
    reader.quits()
    reader.opens_with_film(vault / "lecture.md")
    assert reader.session.view.layout is Layout.VIDEO
    reader.presses("w").sees(reader.window.note.isVisible)


def test_full_screen_belongs_to_the_video_and_esc_returns(reader, vault):
    reader.opens_with_film(vault / "lecture.md").presses("F11")
    reader.sees(lambda: reader.window.isFullScreen() and not reader.window.note.isVisible())
    reader.presses("Esc").sees(lambda: not reader.window.isFullScreen())
    reader.sees(lambda: reader.window.note.isVisible())


def test_after_full_screen_the_picture_is_back_in_its_place(reader, vault):
    video = reader.opens_with_film(vault / "lecture.md").window.watch.video
    for _ in range(3):
        reader.presses("F11").sees(reader.window.isFullScreen)
        reader.presses("F11").sees(lambda: not reader.window.isFullScreen())
        reader.sees(lambda: video.surface.geometry() == video.rect())
        at = video.surface.windowHandle().geometry().topLeft()
        assert at == video.mapTo(reader.window, video.rect().topLeft())


def test_the_keyboard_walks_the_panes(reader, vault):
    reader.opens_with_film(vault / "lecture.md").presses("F6")
    assert reader.session.view.pane is Pane.VIDEO
    reader.presses("F6", "j", "Enter").settles()
    in_time = sorted(ms(time) for time in TIMES)
    reader.sees_frame_at(in_time[1], within_ms=1500)
    reader.presses("F6")
    assert reader.session.view.pane is Pane.NOTE


def test_a_time_past_the_end_is_refused_in_words(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    before = reader.session.video.position_ms()
    reader.program.catalogue.run("seek", reader.session, "2:31")
    reader.sees_notice("0:02:31 is past the end of the video (0:02:30).")
    reader.sees_position(before)


def test_what_lies_over_the_video_leaves_it_as_it_was(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    reader.session.video.go_to(60_000, play=False)
    reader.settles().sees_frame_at(60_000)
    picker = reader.presses("Ctrl+O").window.asking.picker
    reader.sees(picker.isVisible).presses("Esc").sees(lambda: not picker.isVisible())
    reader.sees_frame_at(60_000)
    reader.presses("?").sees(lambda: reader.window.panels.sheets[Pane.KEYS].isVisible())
    reader.sees_frame_at(60_000)
    reader.presses("F11").sees(reader.window.isFullScreen).sees_frame_at(60_000)
    reader.presses("?", "F11").sees(lambda: not reader.window.isFullScreen())
    reader.sees_frame_at(60_000)
    for _ in Layout:
        reader.presses("w").settles()
    reader.sees_frame_at(60_000)


def test_in_a_small_window_the_picture_leaves_the_controls_in_sight(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    reader.window.resize(1000, 700)
    reader.settles().quits().opens_with_film(vault / "lecture.md")
    video = reader.window.watch.video
    assert video.width() < 640
    assert video.surface.size() == video.size()
