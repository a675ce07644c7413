"""Pieces of a video for a card: the picture of a time, and the sound from there on.

JPEG and MP3, as everything that shows cards can show and play these.
"""

from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viewer.errors import VideoError
from viewer.video.demuxing import media_streams, opened
from viewer.video.sniff import Footage

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

WIDTH_PX = 640
JPEG_QUALITY = 3
"""FFmpeg's scale from 2, the best, to 31."""
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
        pictures = [each for each in streams if each.type == "video"]
        has_picture = bool(pictures) and _cut_picture(container, pictures[0], cutting, picture)
    with opened(footage) as container:
        streams = list(media_streams(container))
        sounds = [each for each in streams if each.type == "audio"]
        has_sound = bool(sounds) and _cut_sound(container, sounds[0], cutting, sound)
    return (picture if has_picture else None, sound if has_sound else None)


def _cut_picture(
    container: "InputContainer", stream: "VideoStream", cutting: Cutting, file: Path
) -> bool:
    frame = _frame_at(container, stream, cutting.time_ms)
    if frame is None:
        return False
    file.write_bytes(_jpeg(frame))
    return True


def _frame_at(
    container: "InputContainer", stream: "VideoStream", time_ms: int
) -> "VideoFrame | None":
    """Return the frame that is on screen at a time: the last that does not come later."""
    wanted_s = time_ms / 1000 + _start_s(container)
    _seek(container, stream, wanted_s)
    found = None
    for frame in _decoded(container, stream):
        if found is not None and frame.time is not None and frame.time > wanted_s:
            break
        found = frame
    return found


def _jpeg(frame: "VideoFrame") -> bytes:
    import av

    width = min(WIDTH_PX, frame.width) // 2 * 2 or 2
    height = max(2, round(frame.height * width / max(frame.width, 1)) // 2 * 2)
    scaled = frame.reformat(width, height, format="yuvj420p")
    encoder = av.CodecContext.create("mjpeg", "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuvj420p"
    encoder.time_base = Fraction(1, 25)
    encoder.options = {"qmin": str(JPEG_QUALITY), "qmax": str(JPEG_QUALITY)}
    scaled.pts, scaled.time_base = 0, encoder.time_base
    packets = [*encoder.encode(scaled), *encoder.encode(None)]
    return b"".join(bytes(packet) for packet in packets)


def _cut_sound(
    container: "InputContainer", stream: "AudioStream", cutting: Cutting, file: Path
) -> bool:
    import av

    start_s = cutting.time_ms / 1000 + _start_s(container)
    end_s = max(cutting.end_ms, cutting.time_ms + CLIP_LEAST_MS) / 1000 + _start_s(container)
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


def _start_s(container: "InputContainer") -> float:
    """Return the time that players count as zero."""
    return max(container.start_time or 0, 0) / 1_000_000


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
