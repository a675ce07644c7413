"""Single pictures out of a video: the very frame that the player shows at a time, as a JPEG.

Whoever asks does so in a process that may die: a hostile video is decoded here. One thread only,
as nobody waits for it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from viewer.errors import VideoError
from viewer.video.demuxing import media_streams, opened
from viewer.video.sniff import Footage

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import InputContainer
    from av.video.stream import VideoStream

FROM_ZERO = frozenset({"ts", "ps", "asf"})
"""Containers whose clock may begin anywhere: the player counts from where they begin."""
BACK_MS = (0, 12_000)
"""A seek goes to a key frame by the decoder's time and may come out late: then so much earlier."""
SURELY_BEFORE_MS = 2000
"""The picture may begin before the file's clock does."""
QUALITY = 4
"""FFmpeg's scale, 2 is the best: hardly to be told from the frame, at 60 kB for a 720p one."""
MOST_SIDE_PX = 16_384
TURNS = {90: "cclock", -90: "clock", 180: "", -180: ""}
"""FFmpeg's transpositions by a frame's rotation against the clock; a half turn is two flips."""


def still_at(footage: Footage, time_ms: int, most_px: int) -> bytes:
    """Return the frame of this time as a JPEG, upright, its pixels square, no wider than most_px.

    Raises VideoError when there is none, OSError when the disk refuses.
    """
    import av

    with opened(footage) as container:
        stream = _picture_stream(container)
        ratio = stream.sample_aspect_ratio or Fraction(1)
        try:
            frame = _frame_at(container, stream, time_ms, begins_ms(container, footage))
        except av.error.FFmpegError as error:
            raise VideoError("This video has no picture there that can be read.") from error
        return jpeg_of(_upright(_square(frame, ratio, most_px)))


def _picture_stream(container: InputContainer) -> VideoStream:
    import av

    for stream in media_streams(container):
        if isinstance(stream, av.VideoStream):
            stream.codec_context.thread_count = 1
            return stream
    raise VideoError("This video has no picture.")


def begins_ms(container: InputContainer, footage: Footage) -> int:
    """Return the time of the file's own clock that players count as zero."""
    starts = footage.demuxer in FROM_ZERO and container.start_time is not None
    return (container.start_time or 0) // 1000 if starts else 0


def _frame_at(
    container: InputContainer, stream: VideoStream, time_ms: int, zero_ms: int
) -> VideoFrame:
    """Return the frame to be seen at a time: the last that began by then, or the first of all."""
    first: VideoFrame | None = None
    for back_ms in (*BACK_MS, time_ms + SURELY_BEFORE_MS):
        from_ms = max(0, time_ms + zero_ms - back_ms)
        container.seek(from_ms * 1000, backward=True)
        first = found = None
        for frame in _frames_of(container, stream):
            start_ms = _start_ms(frame, zero_ms)
            first = first or frame
            if start_ms is None:
                continue
            if start_ms > time_ms:
                break
            found = frame
        if found is not None:
            return found
    if first is None:
        raise VideoError("This video has no picture there.")
    return first


def _frames_of(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    """Yield what can be decoded from here on; what is damaged is left out."""
    import av

    for packet in container.demux(stream):
        with contextlib.suppress(av.error.InvalidDataError):
            yield from packet.decode()


def _start_ms(frame: VideoFrame, zero_ms: int) -> int | None:
    """Return from which ms on a frame is to be seen, as `frame_grid` counts them."""
    if frame.pts is None or frame.time_base is None:
        return None
    return -(-(frame.pts * frame.time_base * 1000) // 1) - zero_ms


def _square(frame: VideoFrame, ratio: Fraction, most_px: int) -> VideoFrame:
    """Return a frame of square pixels, as a JPEG holds its colours."""
    from av.video.reformatter import ColorRange, Colorspace, Interpolation

    width, height = Fraction(frame.width), Fraction(frame.height)
    if ratio > 1:
        width *= ratio
    else:
        height /= ratio
    # An upright one is bounded by its height: it will be the width of a picture that was turned.
    scale = min(Fraction(1), most_px / max(width, height))
    size = [max(2, min(MOST_SIDE_PX, round(side * scale / 2) * 2)) for side in (width, height)]
    return frame.reformat(
        width=size[0],
        height=size[1],
        format="yuvj420p",
        dst_colorspace=Colorspace.ITU601,
        dst_color_range=ColorRange.JPEG,
        interpolation=Interpolation.BICUBIC,
    )


def _upright(frame: VideoFrame) -> VideoFrame:
    import av

    turn = TURNS.get(frame.rotation)
    if turn is None:
        return frame
    graph = av.filter.Graph()
    names = [("transpose", turn)] if turn else [("hflip", ""), ("vflip", "")]
    nodes = [
        graph.add_buffer(
            width=frame.width,
            height=frame.height,
            format=frame.format,
            time_base=frame.time_base or Fraction(1, 1000),
        ),
        *(graph.add(name, said or None) for name, said in names),
        graph.add("buffersink"),
    ]
    graph.link_nodes(*nodes).configure()
    graph.push(frame)
    turned = graph.pull()
    assert isinstance(turned, av.VideoFrame)
    return turned


def jpeg_of(frame: VideoFrame) -> bytes:
    """Return a frame in yuvj420p as a JPEG; raises FFmpegError."""
    import av

    encoder = av.CodecContext.create("mjpeg", "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height = frame.width, frame.height
    encoder.pix_fmt = "yuvj420p"
    encoder.time_base = Fraction(1, 25)
    encoder.thread_count = 1
    encoder.options = {"qmin": str(QUALITY), "qmax": str(QUALITY)}
    frame.pts = 0
    return b"".join(bytes(packet) for packet in (*encoder.encode(frame), *encoder.encode(None)))
