"""What is heard at other speeds: as high as it was recorded, measured in what libVLC puts out."""

import array
import wave
from pathlib import Path

import pytest

from tests.frame_code import CodedVideo
from tests.playback.conftest import Stage, now_ms
from viewer.playback.libvlc import load_libvlc
from viewer.playback.vlc_player import VlcPlayer

HERTZ = 440
"""The tone of every coded video."""
PLAYED_MS = 1_500
TAKEN_UP_MS = 400
VIDEO = CodedVideo(seconds=20)


def samples_in(file: Path) -> tuple[int, array.array]:
    """Return the samples a second, and those of the first channel."""
    with wave.open(str(file)) as sound:
        assert sound.getsampwidth() == 2
        heard = array.array("h", sound.readframes(sound.getnframes()))
        return sound.getframerate(), heard[:: sound.getnchannels()]


def pitch_of(rate: int, samples: array.array) -> float:
    """Return the frequency: how often it rises through zero, between the first and last time."""
    rises = [place for place in range(1, len(samples)) if samples[place - 1] < 0 <= samples[place]]
    return (len(rises) - 1) * rate / (rises[-1] - rises[0])


@pytest.mark.parametrize("rate", [0.25, 0.5, 1.0, 2.0, 4.0])
def test_the_pitch_is_kept_at_every_speed(qapp, videos, tmp_path, rate):
    file = tmp_path / "heard.wav"
    libvlc = load_libvlc(audio_output="afile", extra=(f"--audiofile-file={file}",))
    stage = Stage(lambda at: VlcPlayer(libvlc, at.inbox.post, now_ms), VIDEO, videos)
    try:
        stage.player.set_rate(rate)
        stage.open(2000, paused=False)
        # The speed is taken up when libVLC first says where it is.
        opened_ms = stage.player.position_ms()
        stage.wait(lambda: stage.player.position_ms() > opened_ms + TAKEN_UP_MS)
        begun_ms, begun = stage.player.position_ms(), now_ms()
        stage.wait(lambda: now_ms() - begun > PLAYED_MS)
        share = (stage.player.position_ms() - begun_ms) / (now_ms() - begun)
        stage.player.unload()
        stage.wait(lambda: any(file.read_bytes()[40:44]))  # How long it is is written last.
    finally:
        stage.close()
    assert share == pytest.approx(rate, rel=0.3)
    samples_a_second, samples = samples_in(file)
    settled = samples[len(samples) // 3 :]
    assert pitch_of(samples_a_second, settled) == pytest.approx(HERTZ, rel=0.03)
