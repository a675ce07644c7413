"""Pieces cut out of real films: the right picture, the right length of sound, whatever the film."""

import av
import pytest
from PySide6.QtGui import QImage, QTransform

from tests.films import ffmpeg
from tests.frame_code import CodedVideo, read_frame
from viewer.errors import VideoError
from viewer.video.clips import Cutting, cut
from viewer.video.sniff import look_at
from viewer.worker.clips import cut_out

KINDS = ("plain.mp4", "fragmented.mp4", "stream.ts", "plain.mkv", "plain.webm", "hevc.mp4")

CODED = CodedVideo()


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    return CODED.made_in(tmp_path_factory.mktemp("coded"))


def pieces(film, tmp_path, time_ms=5_000, end_ms=7_000):
    return cut(look_at(film), Cutting(time_ms, end_ms, tmp_path, "piece"))


def seconds_of(file):
    with av.open(str(file)) as sound:
        samples = sum(frame.samples for frame in sound.decode(audio=0))
        return samples / sound.streams.audio[0].rate


@pytest.mark.parametrize("name", KINDS)
def test_a_picture_and_so_much_sound_are_cut_out_of_every_kind_of_film(films, tmp_path, name):
    picture, sound = pieces(films[name], tmp_path)
    with av.open(str(picture)) as opened:
        assert (opened.streams.video[0].width, opened.streams.video[0].height) == (160, 90)
    assert 1.9 <= seconds_of(sound) <= 2.2


@pytest.mark.parametrize("time_ms", [0, 39, 40, 2_000, 3_330, 7_777, 9_960])
def test_the_picture_is_the_one_on_screen_at_the_time(coded, tmp_path, time_ms):
    picture, _sound = pieces(coded, tmp_path, time_ms, time_ms + 1_000)
    assert read_frame(QImage(str(picture)), CODED) == CODED.frame_at(time_ms)


def test_the_picture_of_a_turned_phone_is_upright(coded, tmp_path):
    turned = tmp_path / "turned.mp4"
    ffmpeg("-i", coded, "-c", "copy", "-metadata:s:v", "rotate=90", turned)
    picture, _sound = pieces(turned, tmp_path, 1_000, 2_000)
    upright = QImage(str(picture))
    assert upright.height() > upright.width()
    assert read_frame(upright.transformed(QTransform().rotate(90)), CODED) == CODED.frame_at(1_000)


def test_a_film_that_begins_later_is_heard_from_the_time_that_is_shown(coded, tmp_path):
    """The player counts from the file's own zero; so does the picture."""
    late = tmp_path / "late.mkv"
    ffmpeg("-i", coded, "-c", "copy", "-output_ts_offset", "2", late)
    _picture, sound = pieces(late, tmp_path, 1_000, 4_000)
    assert 1.8 <= seconds_of(sound) <= 2.2


def test_a_film_without_sound_gives_a_picture_and_one_without_picture_a_sound(films, tmp_path):
    picture, sound = pieces(films["picture.mp4"], tmp_path)
    assert picture.exists()
    assert sound is None
    picture, sound = pieces(films["sound.m4a"], tmp_path)
    assert picture is None
    assert 1.9 <= seconds_of(sound) <= 2.2
    assert sorted(each.name for each in tmp_path.iterdir()) == ["piece.jpg", "piece.mp3"]


def test_a_time_past_the_end_gives_the_last_picture_and_no_sound(films, tmp_path):
    picture, sound = pieces(films["plain.mp4"], tmp_path, 60_000, 61_000)
    assert picture is None or picture.exists()
    assert sound is None


def test_what_is_no_film_is_refused_in_words(tmp_path):
    file = tmp_path / "film.mp4"
    file.write_bytes(b"\0\0\0\x20ftypisom" + b"\0" * 4000)
    question = {"do": "cut", "file": str(file), "time_ms": 0, "end_ms": 1_000,
                "folder": str(tmp_path), "name": "x"}  # fmt: skip
    with pytest.raises(VideoError):
        cut_out(question)


def test_the_disk_refusing_is_told_in_words(films, tmp_path):
    question = {"do": "cut", "file": str(films["plain.mp4"]), "time_ms": 0, "end_ms": 1_000,
                "folder": str(tmp_path / "gone"), "name": "x"}  # fmt: skip
    with pytest.raises(VideoError, match="could not be made"):
        cut_out(question)
