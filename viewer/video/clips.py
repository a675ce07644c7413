"""Pieces of a video for a card: the picture of a time, and the sound from there on.

JPEG and MP3, as everything that shows cards can show and play these.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viewer.errors import VideoError
from viewer.video.demuxing import media_streams, opened
from viewer.video.sniff import Footage
from viewer.video.stills import begins_ms, still_at

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

WIDTH_PX = 640
SOUND_HZ = 44_100
SOUND_BITS_S = 96_000
CLIP_LEAST_MS = 500


@dataclass(frozen=True, slots=True)
class Cutting:
    """What is to be cut: the picture at `time_ms`, the sound from there to `end_ms`, and where to.

    The files are called `name`, and lie in `folder`.
    """

    time_ms: int
    end_ms: int
    folder: Path
    name: str


def cut(footage: Footage, cutting: Cutting) -> tuple[Path | None, Path | None]:
    """Write a picture and a sound; return their files, None for what the video does not have.

    Raises VideoError when the video cannot be read, OSError when the disk refuses.
    """
    picture = cutting.folder / f"{cutting.name}.jpg"
    sound = cutting.folder / f"{cutting.name}.mp3"
    with opened(footage) as container:
        streams: list[Any] = list(media_streams(container))
        sounds = [each for each in streams if each.type == "audio"]
        span_s = _span_s(cutting, begins_ms(container, footage))
        has_picture = any(each.type == "video" for each in streams)
        has_sound = bool(sounds) and _cut_sound(container, sounds[0], span_s, sound)
    return (_pictured(footage, cutting, picture) if has_picture else None,
            sound if has_sound else None)  # fmt: skip


def _pictured(footage: Footage, cutting: Cutting, file: Path) -> Path | None:
    try:
        file.write_bytes(still_at(footage, cutting.time_ms, WIDTH_PX))
    except VideoError:  # What is damaged there may be heard all the same.
        return None
    return file


def _span_s(cutting: Cutting, from_ms: int) -> tuple[float, float]:
    """Return from when to when there is to be sound, in seconds of the file's own clock."""
    end_ms = max(cutting.end_ms, cutting.time_ms + CLIP_LEAST_MS)
    return (cutting.time_ms + from_ms) / 1000, (end_ms + from_ms) / 1000


def _cut_sound(
    container: "InputContainer", stream: "AudioStream", span_s: tuple[float, float], file: Path
) -> bool:
    import av

    start_s, end_s = span_s
    _seek(container, stream, start_s)
    with av.open(str(file), "w", format="mp3") as output:
        written = output.add_stream("libmp3lame", rate=SOUND_HZ, layout="mono")
        written.bit_rate = SOUND_BITS_S
        resampler = av.AudioResampler("s16p", "mono", SOUND_HZ)
        has_sound = False
        for frame in _decoded(container, stream):
            if frame.time is None or frame.time + frame.samples / frame.sample_rate <= start_s:
                continue
            if frame.time >= end_s:
                break
            has_sound = True
            frame.pts = None
            for piece in resampler.resample(frame):
                output.mux(written.encode(piece))
        if has_sound:
            for piece in resampler.resample(None):
                output.mux(written.encode(piece))
            output.mux(written.encode(None))
    if not has_sound:
        file.unlink(missing_ok=True)
    return has_sound


def _seek(container: "InputContainer", stream: Any, time_s: float) -> None:
    import av

    # What cannot be sought in is read from its beginning.
    with suppress(av.error.FFmpegError):
        container.seek(int(time_s / stream.time_base), stream=stream)


def _decoded(container: "InputContainer", stream: Any) -> Any:
    """Yield the frames of a stream; broken ones are passed over."""
    import av

    broken = 0
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except av.error.FFmpegError as error:
            broken += 1
            if broken > 100:
                raise VideoError("This part of the video cannot be decoded.") from error
