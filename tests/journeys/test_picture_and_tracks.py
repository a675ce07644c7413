"""The picture and what goes with it: subtitles, chapters, pictures taken, sound alone."""

import os
import shutil

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from tests.films import ffmpeg
from tests.frame_code import read_frame
from tests.journeys.conftest import FILM

VTT = "WEBVTT\n\n00:00.000 --> 02:30.000\n<b>High water</b>\n"
ASS = """[Script Info]

[Events]
Dialogue: 0,0:00:00.00,0:02:30.00,Default,,0,0,0,,{\\b1}Crue à midi
"""
CHAPTERS = ";FFMETADATA1\n" + "".join(
    f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={end}\ntitle={title}\n"
    for start, end, title in ((0, 40_000, "Ebb"), (40_000, 90_000, "Flood"),
                              (90_000, 150_000, "Slack"))
)  # fmt: skip
NOTE = """---
title: The harbour
video: harbour.mkv
---

It is filled twice a day [0:00:10], and emptied as often [0:01:20].
"""


@pytest.fixture
def harbour(tmp_path, film):
    """A note beside its own video, which has chapters inside and subtitles beside it."""
    root = tmp_path / "vault"
    root.mkdir()
    (root / "chapters.txt").write_text(CHAPTERS, encoding="utf-8")
    ffmpeg("-i", film, "-i", root / "chapters.txt", "-map", "0", "-map_metadata", "1",
           "-c", "copy", root / "harbour.mkv")  # fmt: skip
    (root / "harbour.en.vtt").write_text(VTT, encoding="utf-8")
    (root / "harbour.md").write_text(NOTE, encoding="utf-8")
    return root / "harbour.md"


@pytest.fixture
def at_harbour(reader, harbour):
    return reader.opens(harbour).sees_video()


def test_subtitles_go_on_and_off_and_may_be_late(at_harbour):
    tracks = at_harbour.session.studying.tracks
    at_harbour.presses("c").sees_notice("Subtitles: en.")
    at_harbour.sees(lambda: at_harbour.session.video.choice.subtitles is not None)
    shown = at_harbour.session.video.choice.subtitles
    assert not shown.is_relative_to(at_harbour.session.page.vault)
    assert "<b>" not in shown.read_text(encoding="utf-8")
    at_harbour.presses("x", "x").sees_notice("Subtitles come 0.2 s later.")
    at_harbour.presses("X").sees_notice("0.1 s later")
    at_harbour.presses("v").sees_notice("Subtitles: en.")
    assert tracks.chosen is not None
    at_harbour.presses("c").sees_notice("Subtitles off.")
    assert at_harbour.session.video.choice.subtitles is None


def test_subtitles_of_every_form_that_is_read_are_shown(reader, harbour):
    harbour.with_name("harbour.en.vtt").unlink()
    harbour.with_name("harbour.fr.ass").write_text(ASS, encoding="cp1252")
    reader.opens(harbour).sees_video().presses("c").sees_notice("Subtitles: fr.")
    reader.sees(lambda: reader.session.video.choice.subtitles is not None)
    shown = reader.session.video.choice.subtitles.read_text(encoding="utf-8")
    assert "Crue à midi" in shown
    assert "Dialogue" not in shown


def test_chapters_are_walked_from_the_video(at_harbour):
    video = at_harbour.session.video
    assert [each.title for each in video.chapters] == ["Ebb", "Flood", "Slack"]
    run = at_harbour.program.catalogue.run
    assert run("next_chapter", at_harbour.session)
    at_harbour.settles().sees_position(40_000)
    assert run("next_chapter", at_harbour.session)
    at_harbour.settles().sees_position(90_000)
    assert not run("next_chapter", at_harbour.session)
    at_harbour.sees_notice("There is no further chapter that way.")
    assert run("previous_chapter", at_harbour.session)
    at_harbour.settles().sees_position(40_000)


def test_a_picture_is_saved_and_copied_as_it_is_on_screen(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    reader.program.catalogue.run("scrub", reader.session, "68000")
    reader.settles().sees_frame_at(68_000)
    reader.presses("s").sees_notice("Saved as “The lecture [coded-film1] 0-01-08.000.png”")
    folder = reader.session.studying.snapshots.folder
    assert shown_in(QImage(str(next(folder.glob("*.png"))))) == FILM.frame_at(68_000)
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    reader.presses("S").sees_notice("Picture copied")
    assert shown_in(clipboard.image()) == FILM.frame_at(68_000)
    reader.presses("s").sees(lambda: len(list(folder.glob("*.png"))) == 2)


def shown_in(image: QImage) -> int | None:
    assert (image.width(), image.height()) == (FILM.width, FILM.height)
    return read_frame(image, FILM)


def test_sound_without_pictures_has_a_card_and_everything_else(reader, tmp_path):
    ffmpeg("-f", "lavfi", "-i", "sine=440:duration=100", tmp_path / "harbour.mkv")
    note = tmp_path / "harbour.md"
    note.write_text(NOTE, encoding="utf-8")
    reader.opens(note).sees_video()
    watch = reader.window.watch
    reader.sees(lambda: watch.card.isVisible() and not watch.video.surface.isVisible())
    assert "The harbour" in watch.card.accessibleName()
    reader.presses("J").settles().sees_position(10_000, within_ms=2000)
    reader.presses("Space").presses("s").sees_notice("There is no picture on screen to take.")


def test_the_picture_takes_another_shape_and_size(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    run = reader.program.catalogue.run
    assert run("set_aspect", reader.session, "4:3")
    assert run("set_zoom", reader.session, "fill")
    assert reader.session.video.choice.aspect == "4:3"
    reader.sees_notice("fill")
    for wrong in ("0:1", "1:0", "999:1", "wide", "nan:1"):
        assert not run("set_aspect", reader.session, wrong)
    assert not run("set_zoom", reader.session, "enormous")
    assert run("set_aspect", reader.session, "auto")
    assert run("zoom_fit", reader.session)
    reader.sees_frame_at(reader.session.video.position_ms())


NO_TIMES = ("99:99:99", "2:30:00", "NaN", "inf", "1e9", "0x10", "", "9" * 30)


def test_no_time_throws_the_video_off(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    run, video = reader.program.catalogue.run, reader.session.video
    run("scrub", reader.session, "68000")
    reader.settles().sees_frame_at(68_000)
    for time in NO_TIMES:
        for command in ("seek", "scrub", "seek_percent", "seek_moment"):
            assert not run(command, reader.session, time), (command, time)
            assert (video.position_ms(), video.state) == (68_000, "paused")
    for command in ("scrub", "seek_percent", "seek_moment", "frame_forward"):
        assert not run(command, reader.session, "-1")
    run("seek", reader.session, "-1")  # A dash before a time is a list's.
    run("toggle_playing", reader.session)
    reader.settles().sees_position(1_000)
    for command, count in (("frame_back", "999999"), ("seek_back_far", "999"),
                           ("frame_forward", "999999"), ("seek_forward_far", "999")):  # fmt: skip
        assert run(command, reader.session, count)
        reader.settles()
        wanted_ms = 0 if "back" in command else 149_900
        assert video.position_ms() == wanted_ms
        reader.sees_frame_at(wanted_ms)


@pytest.mark.parametrize("deed", ["deleted", "cut off", "replaced"])
def test_a_video_that_goes_while_it_is_watched_plays_on_or_says_so(reader, tmp_path, film, deed):
    own = tmp_path / "harbour.mkv"
    shutil.copy(film, own)
    note = tmp_path / "harbour.md"
    note.write_text(NOTE, encoding="utf-8")
    reader.opens(note).sees_video().presses("Space")
    reader.sees(lambda: reader.session.video.position_ms() > 500)
    match deed:
        case "deleted":
            own.unlink()
        case "cut off":
            os.truncate(own, own.stat().st_size // 3)
        case "replaced":
            own.unlink()
            own.write_bytes(b"not a video any more" * 1000)
    reader.presses("L").settles()
    reader.session.video.seek_share(0)
    reader.settles()
    video = reader.session.video
    assert video.is_ready or video.status.sentence
