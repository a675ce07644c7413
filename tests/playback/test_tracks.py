"""What is in a video beside its picture, and choosing of it: heard in files, seen on the screen."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from tests.films import ffmpeg
from tests.frame_code import CodedVideo, read_frame
from viewer.playback.contents import Choice, Zoom
from viewer.playback.player import Playable
from viewer.video.cues import Cue, as_webvtt

WORDS = "1\n00:00:00,000 --> 00:00:09,900\nWWWWWWWWWWWW\n"
SPEECH = {"eng": 440, "deu": 880}
CHAPTERS = """;FFMETADATA1
[CHAPTER]
TIMEBASE=1/1000
START=0
END=3000
title=Ebb
[CHAPTER]
TIMEBASE=1/1000
START=3000
END=10000
title=Flood <b>tide</b>
"""
WHITE_ABOVE = 245


@pytest.fixture(scope="module", params=["mp4", "mkv"])
def rich(request, tmp_path_factory) -> Playable:
    """A grey video with two audio tracks, two subtitle tracks and two chapters."""
    folder = tmp_path_factory.mktemp("rich")
    (folder / "words.srt").write_text(WORDS, encoding="utf-8")
    (folder / "chapters.txt").write_text(CHAPTERS, encoding="utf-8")
    form = {"mp4": "mov_text", "mkv": "srt"}[request.param]
    named = [
        part
        for place, language in enumerate(SPEECH)
        for kind in ("a", "s")
        for part in (f"-metadata:s:{kind}:{place}", f"language={language}")
    ]
    ffmpeg(
        *("-f", "lavfi", "-i", "color=0x404040:size=320x180:rate=25:duration=10"),
        *(part for hertz in SPEECH.values()
          for part in ("-f", "lavfi", "-i", f"sine={hertz}:duration=10")),
        *("-i", folder / "words.srt", "-i", folder / "words.srt", "-i", folder / "chapters.txt"),
        *("-map", "0", "-map", "1", "-map", "2", "-map", "3", "-map", "4", "-map_metadata", "5"),
        *("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
        *("-c:s", form, *named, folder / f"rich.{request.param}"),
    )  # fmt: skip
    return Playable(folder / f"rich.{request.param}", request.param)


@pytest.fixture
def beside(tmp_path) -> Path:
    """Subtitles as the transcript's worker writes them for the player."""
    file = tmp_path / "beside.vtt"
    file.write_text(as_webvtt([Cue(0, 9_900, "WWWWWWWWWWWW")]), encoding="utf-8")
    return file


@pytest.fixture
def opened(stage, rich):
    stage.player.open(rich, start_ms=2000)
    stage.settle()
    return stage


def seen(stage) -> QImage:
    screen, size = QGuiApplication.primaryScreen(), stage.window.size()
    return screen.grabWindow(0, 0, 0, size.width(), size.height()).toImage()


def has_words(stage) -> bool:
    """Tell whether there is white in the lower half of the grey picture."""
    image = seen(stage)
    return any(
        image.pixelColor(x, y).lightness() > WHITE_ABOVE
        for x in range(100, image.width() - 100, 2)
        for y in range(image.height() // 2, image.height(), 2)
    )


def picture_area(stage) -> tuple[int, int]:
    """Return how wide and high the grey picture is in the middle of the window."""
    image = seen(stage)
    grey = [abs(image.pixelColor(x, image.height() // 2).lightness() - 0x40) < 12
            for x in range(image.width())]  # fmt: skip
    tall = [abs(image.pixelColor(image.width() // 2, y).lightness() - 0x40) < 12
            for y in range(image.height())]  # fmt: skip
    return sum(grey), sum(tall)


def test_tracks_and_chapters_are_named(opened):
    contents = opened.player.contents
    assert [track.name for track in contents.audio] == ["English", "German"]
    assert [track.name for track in contents.subtitles] == ["English", "German"]
    assert contents.chapters == ((0, "Ebb"), (3000, "Flood <b>tide</b>"))


def test_no_subtitles_are_shown_that_nobody_asked_for(opened):
    opened.player.play()
    opened.wait(lambda: opened.player.position_ms() > 2600)
    assert not has_words(opened)


def test_subtitles_inside_come_at_once_and_go_at_once(opened):
    number = opened.player.contents.subtitles[1].number
    opened.player.choose(replace(opened.player.choice, subtitles=number))
    opened.settle()
    opened.wait(lambda: has_words(opened))
    opened.player.choose(replace(opened.player.choice, subtitles=None))
    opened.settle()
    opened.wait(lambda: not has_words(opened))
    assert (opened.player.state, opened.player.position_ms()) == ("paused", 2000)


def test_subtitles_beside_a_video_stay_wherever_it_goes(opened, beside):
    opened.player.choose(Choice(subtitles=beside))
    opened.settle()
    opened.wait(lambda: has_words(opened))
    opened.seek(0)  # It is loaded anew for that.
    opened.player.play()
    opened.wait(lambda: has_words(opened))
    opened.player.pause()
    opened.seek(7000)
    opened.wait(lambda: has_words(opened))
    assert len(opened.player.contents.subtitles) == 2


def test_subtitles_may_be_changed_to_and_fro(opened, beside):
    inside = opened.player.contents.subtitles[0].number
    for source in (beside, inside, beside, None, beside):
        opened.player.choose(Choice(subtitles=source))
        opened.settle()
        opened.wait(lambda wanted=source is not None: has_words(opened) == wanted)


def test_late_subtitles_come_late(opened, beside):
    opened.player.choose(Choice(subtitles=beside, delay_ms=9000))
    opened.settle()
    opened.live(300)
    assert not has_words(opened)
    opened.player.choose(Choice(subtitles=beside, delay_ms=1000))
    opened.settle()
    opened.wait(lambda: has_words(opened))


def test_another_audio_track_plays_on(opened):
    second = opened.player.contents.audio[1].number
    opened.player.choose(Choice(audio=second))
    opened.player.play()
    opened.wait(lambda: opened.player.position_ms() > 2500)
    assert opened.player._deck._player.audio_get_track() == second
    opened.player.pause()
    opened.seek(0)
    opened.player.play()
    opened.wait(lambda: opened.player._deck._player.audio_get_track() == second)


def test_the_picture_takes_its_shape_while_it_stands(opened):
    opened.player.fit(640, 360)
    opened.wait(lambda: picture_area(opened) == (640, 360))
    opened.player.choose(Choice(aspect="4:3"))
    opened.wait(lambda: picture_area(opened) == (480, 360))
    opened.player.choose(Choice(zoom=Zoom.NATURAL))
    opened.wait(lambda: picture_area(opened) == (320, 180))
    opened.player.choose(Choice(aspect="4:3", zoom=Zoom.FILL))
    opened.wait(lambda: picture_area(opened) == (640, 360))


def test_damaged_subtitles_leave_the_video_alone(opened, tmp_path):
    file = tmp_path / "noise.srt"
    file.write_bytes(bytes(range(256)) * 40)
    opened.player.choose(Choice(subtitles=file))
    opened.settle()
    opened.seek(5000)
    assert (opened.player.state, opened.player.position_ms()) == ("paused", 5000)
    assert opened.failures == []


def test_a_picture_is_the_frame_on_screen(stage, tmp_path):
    stage.open()
    for frame in (1, 49, 50, 123, 249):
        stage.seek(stage.video.time_of(frame))
        on_screen = stage.frame_that_stays()
        assert taken(stage, tmp_path / f"{frame}.png") == (640, 360, on_screen)


def test_a_picture_of_a_running_video_is_the_next_frame_at_most(stage, tmp_path):
    stage.open(1000, paused=False)
    for number in range(5):
        before = stage.video.frame_at(stage.player.position_ms())
        *_, frame = taken(stage, tmp_path / f"{number}.png")
        assert before - 1 <= frame <= stage.video.frame_at(stage.player.position_ms()) + 1


def taken(stage, file: Path) -> tuple[int, int, int | None]:
    told = []
    stage.player.take_picture(file, told.append)
    stage.wait(lambda: told)
    assert told == [None]
    image = QImage(str(file))
    return image.width(), image.height(), read_frame(image, stage.video)


def test_letting_go_waits_for_the_picture(stage, tmp_path):
    told = []
    for number in range(10):
        stage.open(1000)
        stage.player.take_picture(tmp_path / f"{number}.png", told.append)
        stage.player.unload()
    stage.wait(lambda: len(told) == 10)
    assert stage.failures == []


def test_playing_from_the_first_frame_skips_nothing(staged):
    stage = staged(CodedVideo())
    stage.open()
    stage.player.play()
    seen_frames = []

    def is_on_its_way():
        seen_frames.append((stage.frame(), stage.player.position_ms()))
        return stage.player.position_ms() > 800

    stage.wait(is_on_its_way)
    off = [abs(position_ms - stage.video.time_of(frame)) for frame, position_ms in seen_frames
           if frame]  # fmt: skip
    assert sorted(off)[len(off) // 2] <= 60
