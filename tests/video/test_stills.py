"""Single frames out of films of every kind: which one it is, is read off the picture."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QTransform

from tests.films import ffmpeg
from tests.frame_code import CodedVideo, read_frame
from viewer.errors import VideoError
from viewer.video.sniff import look_at
from viewer.video.stills import still_at

FILM = CodedVideo(seconds=6, fps=25, gop=50)
LONG_GOP = CodedVideo(seconds=6, fps=30, gop=150)
UPRIGHT = CodedVideo(seconds=2, fps=25, width=360, height=640)
VP9 = CodedVideo(seconds=3, fps=25, codec="vp9", container="webm", has_audio=False)
AV1 = CodedVideo(seconds=3, fps=25, codec="av1")
SILENT = CodedVideo(seconds=6, fps=25, has_audio=False)
COPY = ("-c", "copy")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("films")


def made(folder: Path, name: str, source: Path, *arguments, before=()) -> Path:
    """Return a film made of another one; `before` are arguments about that one."""
    file = folder / name
    ffmpeg(*before, "-i", source, *arguments, file)
    return file


def picture(file: Path, time_ms: int, most_px: int = 1280) -> QImage:
    image = QImage.fromData(still_at(look_at(file), time_ms, most_px), "jpeg")
    assert not image.isNull()
    return image


@pytest.mark.parametrize("video", [FILM, LONG_GOP, UPRIGHT, VP9, AV1, SILENT], ids=str)
def test_a_still_is_the_frame_that_is_on_screen_at_its_time(folder, video):
    file = video.made_in(folder)
    frame_ms = 1000 / video.fps
    for frame in (0, 1, 2, video.fps, video.fps + 1, video.frames // 2, video.frames - 1):
        begins_ms = video.time_of(frame)
        for time_ms in (begins_ms, begins_ms + int(frame_ms / 2)):
            assert read_frame(picture(file, time_ms), video) == frame


def test_behind_the_end_it_is_the_last_frame(folder):
    assert read_frame(picture(FILM.made_in(folder), 60_000), FILM) == FILM.frames - 1


def test_between_two_milliseconds_frames_begin_at_the_next_one(folder):
    slower = made(folder, "slower.mp4", CodedVideo(seconds=4, fps=30).made_in(folder),
                  *COPY, before=("-itsscale", "1.001"))  # fmt: skip
    video = CodedVideo(seconds=4, fps=30)
    for frame in (1, 29, 30, 31, 100):
        begins_ms = -(-frame * 1001 // 30)
        assert read_frame(picture(slower, begins_ms), video) == frame
        assert read_frame(picture(slower, begins_ms - 1), video) == frame - 1


def test_a_film_that_begins_later_has_its_first_frame_before(folder):
    late = made(folder, "late.mkv", SILENT.made_in(folder), *COPY, "-output_ts_offset", "2")
    assert [read_frame(picture(late, ms), SILENT) for ms in (0, 1_000, 2_000, 3_001)] == [
        0, 0, 0, 25,
    ]  # fmt: skip


def test_a_broadcast_counts_from_where_it_begins(folder):
    broadcast = made(folder, "broadcast.ts", SILENT.made_in(folder), *COPY)
    assert [read_frame(picture(broadcast, ms), SILENT) for ms in (0, 1_000, 4_010)] == [0, 25, 100]


def test_what_an_edit_list_cuts_away_is_never_shown(folder):
    edited = made(folder, "edited.mp4", SILENT.made_in(folder), *COPY, before=("-ss", "1.32"))
    assert [read_frame(picture(edited, ms), SILENT) for ms in (0, 1_000)] == [33, 58]


def test_wide_pixels_become_square(folder):
    wide = made(folder, "wide.mp4", SILENT.made_in(folder), "-vf", "scale=320:360,setsar=2")
    image = picture(wide, 1_000)
    assert (image.width(), image.height()) == (640, 360)
    assert read_frame(image, SILENT) == 25


@pytest.mark.parametrize(
    ("turn", "size", "back"),
    [("90", (360, 640), 90), ("180", (640, 360), 180), ("270", (360, 640), -90)],
)
def test_a_film_of_a_turned_phone_is_upright(folder, turn, size, back):
    turned = made(folder, f"turned-{turn}.mp4", SILENT.made_in(folder), *COPY,
                  "-metadata:s:v", f"rotate={turn}")  # fmt: skip
    image = picture(turned, 1_000)
    assert (image.width(), image.height()) == size
    assert read_frame(image.transformed(QTransform().rotate(back)), SILENT) == 25


def test_a_picture_is_no_wider_than_asked(folder):
    image = picture(FILM.made_in(folder), 1_000, 320)
    assert (image.width(), image.height()) == (320, 180)
    assert read_frame(image, FILM) == 25


def test_sound_alone_has_no_picture(folder):
    tone = folder / "tone.mp3"
    ffmpeg("-f", "lavfi", "-i", "sine=440:duration=2", tone)
    with pytest.raises(VideoError, match="no picture"):
        still_at(look_at(tone), 0, 1280)


def test_a_file_that_is_cut_short_gives_what_it_has_or_says_why(folder):
    whole = made(folder, "stream.ts", SILENT.made_in(folder), *COPY)
    cut = folder / "cut.ts"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert read_frame(picture(cut, 1_000), SILENT) == 25
    torn = folder / "torn.mp4"
    file = FILM.made_in(folder)
    torn.write_bytes(file.read_bytes()[:4000])
    with pytest.raises(VideoError):
        still_at(look_at(torn), 0, 1280)
