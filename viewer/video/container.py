"""What is inside a video's file, and writing it into another container without touching a picture.

`remux` and `merge` write the same bytes for the same input each time. What they write is for
libVLC: index first, picture and sound side by side. Stop them by ending their process.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.errors import VideoError
from viewer.video import boxes, demuxing
from viewer.video.sniff import Footage, look_at
from viewer.video.wholeness import Verdict, walk

if TYPE_CHECKING:
    from av.container import InputContainer, OutputContainer
    from av.packet import Packet
    from av.stream import Stream

__all__ = ["Probe", "Verdict", "merge", "probe", "remux", "walk"]

MP4_HOLDS = frozenset({
    "h264", "hevc", "av1", "mpeg4", "aac", "mp3", "mp3float", "ac3", "eac3", "alac", "libdav1d",
})  # fmt: skip
"""Codecs that libVLC plays well out of an mp4; others go into a Matroska file."""

ONE_RECORDING_US = 1_000_000
STUMBLE_US = 100_000


@dataclass(frozen=True, slots=True)
class Probe:
    """What is in a video's file; `container` is libVLC's name for it, codecs are FFmpeg's."""

    container: str
    duration_ms: int
    height_px: int
    codecs: tuple[str, ...]
    has_video: bool
    has_audio: bool
    is_fragmented: bool

    @property
    def wants_remux(self) -> bool:
        """Whether libVLC cannot seek in it as it is."""
        return self.is_fragmented or self.container == "ts"


def probe(file: Path, demuxer: str) -> Probe:
    """Return what is in a file whose container is known.

    Raises VideoError when nothing in it can be seen or heard, OSError of the disk.
    """
    with demuxing.opened(Footage(file, demuxer)) as container:
        streams = demuxing.media_streams(container)
        if not streams:
            raise VideoError(
                f"There is nothing to see or hear in “{file.name}”.", hint=demuxing.HINT_BROKEN
            )
        kinds = {stream.type for stream in streams}
        return Probe(
            container=demuxer,
            duration_ms=(container.duration or 0) // 1000,
            height_px=max(_height(stream) for stream in streams),
            codecs=tuple(stream.codec_context.name for stream in streams),
            has_video="video" in kinds,
            has_audio="audio" in kinds,
            is_fragmented=boxes.layout_of(file, demuxer).is_fragmented,
        )


def remux(source: Path, target: Path) -> Path:
    """Write a video's streams into a new container; return the file, `target` with its suffix.

    It is mp4 where that holds the codecs, else mkv. A file that is there is replaced. Raises
    VideoError when the source cannot be read, OSError of the disk; then nothing is left behind.
    """
    return _written((source,), target)


def merge(video: Path, audio: Path, target: Path) -> Path:
    """Write the picture of one file and the sound of another into one; else as `remux` does."""
    return _written((video, audio), target)


def _written(sources: tuple[Path, ...], target: Path) -> Path:
    with ExitStack() as stack:
        inputs = [stack.enter_context(demuxing.opened(look_at(source))) for source in sources]
        wanted = _wanted(inputs)
        is_mp4 = all(s.codec_context.name in MP4_HOLDS for streams in wanted for s in streams)
        file = target.with_suffix(".mp4" if is_mp4 else ".mkv")
        try:
            with demuxing.told_plainly(sources[0].name):
                _fill(file, "mp4" if is_mp4 else "matroska", inputs, wanted)
        except BaseException:
            file.unlink(missing_ok=True)
            raise
    return file


def _wanted(inputs: list["InputContainer"]) -> list[list["Stream"]]:
    """Return which streams are taken of each input: of two, the picture and the sound."""
    if len(inputs) == 1:
        return [demuxing.media_streams(inputs[0])]
    kinds = ("video", "audio")
    return [
        [stream for stream in demuxing.media_streams(each) if stream.type == kind][:1]
        for each, kind in zip(inputs, kinds, strict=True)
    ]


def _fill(
    file: Path, container: str, inputs: list["InputContainer"], wanted: list[list["Stream"]]
) -> None:
    if not all(wanted):
        raise VideoError(
            f"The picture or the sound of “{file.name}” is missing.", hint=demuxing.HINT_BROKEN
        )
    with demuxing.created(str(file), container) as output:
        rows = [
            _row(output, source, streams, start_us)
            for source, streams, start_us in zip(inputs, wanted, _starts_us(inputs), strict=True)
        ]
        for packet in _side_by_side(rows):
            output.mux(packet)


def _starts_us(inputs: list["InputContainer"]) -> list[int]:
    """Return what is 0:00 in each input, in microseconds.

    Transport streams begin anywhere. Picture and sound that begin about together were cut from
    one recording, and keep their distance.
    """
    starts = [max(each.start_time or 0, 0) for each in inputs]
    is_one = max(starts) - min(starts) < ONE_RECORDING_US
    return [min(starts)] * len(starts) if is_one else starts


def _row(
    output: "OutputContainer", source: "InputContainer", streams: list["Stream"], start_us: int
) -> Iterator["Packet[Stream]"]:
    """Return the packets of an input, each addressed to its stream in the output."""
    # The streams must all be there before the first packet is written: so no generator itself.
    new = {stream.index: output.add_stream_from_template(stream) for stream in streams}
    return _addressed(demuxing.packets_of(source, streams), new, start_us)


def _addressed(
    packets: Iterator["Packet[Stream]"], new: dict[int, "Stream"], start_us: int
) -> Iterator["Packet[Stream]"]:
    last: dict[int, int] = {}
    for packet in _dated(packets):
        shift = _ticks(start_us, packet)
        dts = _dts(packet) - shift
        packet.pts = None if packet.pts is None else packet.pts - shift
        # Times that stand still for a moment would be refused; those that jump back are a fault.
        before = last.get(packet.stream_index, dts - 1)
        packet.dts = before + 1 if 0 <= before - dts < _ticks(STUMBLE_US, packet) else dts
        last[packet.stream_index] = packet.dts
        packet.stream = new[packet.stream_index]
        yield packet


def _dated(packets: Iterator["Packet[Stream]"]) -> Iterator["Packet[Stream]"]:
    """Yield packets with the time of their decoding: Matroska does not know it of the first ones.

    They are decoded just before the first one of which it is known.
    """
    early: dict[int, list[Packet[Stream]]] = {}
    for packet in packets:
        waiting = early.setdefault(packet.stream_index, [])
        if packet.dts is None:
            waiting.append(packet)
            continue
        for place, each in enumerate(reversed(waiting), start=1):
            each.dts = packet.dts - place * (each.duration or 1)
        yield from waiting
        waiting.clear()
        yield packet
    for waiting in early.values():
        yield from waiting


def _side_by_side(rows: list[Iterator["Packet[Stream]"]]) -> Iterator["Packet[Stream]"]:
    """Yield the packets of all rows by the time at which they are decoded."""
    heads = [(row, packet) for row in rows if (packet := next(row, None)) is not None]
    while heads:
        first = min(range(len(heads)), key=lambda index: _decoded_s(heads[index][1]))
        row, packet = heads[first]
        yield packet
        after = next(row, None)
        heads[first : first + 1] = [] if after is None else [(row, after)]


def _dts(packet: "Packet[Stream]") -> int:
    return packet.dts if packet.dts is not None else packet.pts or 0


def _ticks(time_us: int, packet: "Packet[Stream]") -> int:
    return round(Fraction(time_us, 1_000_000) / packet.time_base)


def _decoded_s(packet: "Packet[Stream]") -> Fraction:
    return _dts(packet) * packet.time_base


def _height(stream: "Stream") -> int:
    return int(getattr(stream, "height", 0) or 0)
