"""Videos that cannot be played, or break off while they are."""

import os

import pytest

from tests.films import ffmpeg
from tests.frame_code import CodedVideo
from viewer.playback.player import Playable

KINDS = {
    "garbage": os.urandom(50_000),
    "empty": b"",
    "text": b"#EXTM3U\nhttp://127.0.0.1:9/video.mp4\n",
    "only a head": b"\x00\x00\x00\x20ftypisom" + bytes(4000),
}


def fails(stage, file, demuxer="mp4"):
    stage.player.open(Playable(file, demuxer))
    stage.wait(lambda: stage.player.state == "failed")
    assert len(stage.failures) == 1
    assert stage.failures[0].sentence.startswith(f"“{file.name}”")
    assert stage.failures[0].hint
    assert not stage.player.is_seeking


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_video_fails_with_a_sentence(stage, tmp_path, kind):
    file = tmp_path / "clip.mp4"
    file.write_bytes(KINDS[kind])
    fails(stage, file)


def test_a_missing_file_fails_with_a_sentence(stage, tmp_path):
    fails(stage, tmp_path / "gone.mp4")


def test_a_file_of_another_container_is_not_guessed_at(stage):
    fails(stage, stage.file, demuxer="mkv")


def test_after_a_failure_another_video_plays(stage, tmp_path):
    fails(stage, tmp_path / "gone.mp4")
    stage.open(2000)
    assert stage.player.state == "paused"
    assert stage.frame_that_stays() == 50


def test_a_video_deleted_while_playing_plays_on_or_ends(staged, tmp_path):
    stage = staged(CodedVideo(seconds=4))
    file = tmp_path / "short.mp4"
    file.write_bytes(stage.file.read_bytes())
    stage.player.open(Playable(file, "mp4"), paused=False)
    stage.settle()
    file.unlink()
    stage.wait(lambda: stage.player.state == "ended")
    stage.player.seek(1000)
    stage.wait(lambda: stage.player.state == "failed")


def test_a_video_cut_off_while_playing_ends_without_a_crash(staged, tmp_path):
    stage = staged(CodedVideo(seconds=4))
    file = tmp_path / "short.mp4"
    file.write_bytes(stage.file.read_bytes())
    stage.player.open(Playable(file, "mp4"), paused=False)
    stage.settle()
    os.truncate(file, file.stat().st_size // 3)
    stage.wait(lambda: stage.player.state in ("ended", "failed"))


def test_a_video_that_is_let_go_at_once_leaves_no_news(stage):
    for _ in range(10):
        stage.player.open(stage.playable, paused=False)
        stage.player.unload()
    stage.live(300)
    assert stage.player.state == "empty"
    assert stage.failures == []


def test_sound_without_pictures_plays(stage, tmp_path):
    file = tmp_path / "tone.flac"
    tone = ("-f", "lavfi", "-i", "sine=440:duration=5")
    ffmpeg(*tone, file)
    stage.player.open(Playable(file, "flac"), start_ms=1000)
    stage.settle()
    assert (stage.player.state, stage.player.position_ms()) == ("paused", 1000)
    stage.player.play()
    stage.wait(lambda: stage.player.position_ms() > 1500)
