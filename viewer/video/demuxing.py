"""Opening videos with PyAV: the container is always named, and no other file can be reached.

`av` is loaded by these functions only, so that nothing of it is there before a video is looked
into. Errors of PyAV become OSErrors where the disk is to blame, else VideoErrors.
"""

import contextlib
import errno
from collections.abc import Iterator
from typing import TYPE_CHECKING

from viewer.errors import VideoError
from viewer.video.sniff import Footage

if TYPE_CHECKING:
    from av.container import InputContainer, OutputContainer
    from av.packet import Packet
    from av.stream import Stream

FFMPEG_NAMES = {
    "mp4": "mov", "mkv": "matroska", "avi": "avi", "ogg": "ogg", "ts": "mpegts", "ps": "mpeg",
    "asf": "asf", "mpga": "mp3", "flac": "flac", "wav": "wav",
}  # fmt: skip
"""FFmpeg's names of containers by libVLC's. None of them refers to other files."""

DISK_ERRORS = frozenset({
    errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EACCES, errno.EROFS, errno.ENOENT, errno.EFBIG,
})  # fmt: skip
HINT_BROKEN = "It may be damaged, or its download cut short."


@contextlib.contextmanager
def opened(footage: Footage) -> Iterator["InputContainer"]:
    """Open a video that was looked at.

    Raises VideoError when it is not what it seemed, OSError when the disk refuses.
    """
    import av

    with told_plainly(footage.file.name):
        container = av.open(
            str(footage.file),
            "r",
            format=FFMPEG_NAMES[footage.demuxer],
            options={"protocol_whitelist": "file"},
            metadata_errors="replace",
        )
        with container:
            yield container


@contextlib.contextmanager
def told_plainly(name: str) -> Iterator[None]:
    """Turn what PyAV raises into an OSError of the disk, or a VideoError about the named file."""
    import av

    try:
        yield
    except av.error.FFmpegError as error:
        if isinstance(error, OSError) and error.errno in DISK_ERRORS:
            raise OSError(error.errno, error.strerror, error.filename) from error
        raise VideoError(
            f"“{name}” cannot be read as a video: {error.strerror}.", hint=HINT_BROKEN
        ) from error


def media_streams(container: "InputContainer") -> list["Stream"]:
    """Return the streams that are seen and heard; a cover picture is neither."""
    from av.stream import Disposition

    return [
        stream
        for stream in container.streams
        if stream.type in ("video", "audio") and not stream.disposition & Disposition.attached_pic
    ]


def packets_of(container: "InputContainer", streams: list["Stream"]) -> Iterator["Packet[Stream]"]:
    """Yield the packets of streams in the order of the file, without the empty last ones."""
    return (packet for packet in container.demux(*streams) if packet.size)


@contextlib.contextmanager
def complaints() -> Iterator[list[tuple[int, str, str]]]:
    """Collect what FFmpeg complains of meanwhile: level, who, and the words."""
    import av

    before = av.logging.get_level(), av.logging.get_skip_repeated()
    av.logging.set_level(av.logging.ERROR)
    # Else what was complained of in one walk would not be heard again in the next.
    av.logging.set_skip_repeated(False)
    try:
        with av.logging.Capture() as said:
            yield said
    finally:
        av.logging.set_level(before[0])
        av.logging.set_skip_repeated(before[1])


def created(name: str, container: str) -> "OutputContainer":
    """Create a file to be filled with packets, the same bytes for the same packets each time."""
    import av

    options = {"fflags": "+bitexact", "protocol_whitelist": "file"}
    if container == "mp4":
        options["movflags"] = "+faststart"
    return av.open(name, "w", format=container, options=options)
