"""Whether a video is whole: a walk over its packets, from the first to the last.

What a container says of its length is not to be trusted: a lost part of a stream is seen only in
the times of the packets, a part filled with zeros only in the packets themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.note.timestamps import format_time
from viewer.video import boxes, demuxing
from viewer.video.sizes import size_words
from viewer.video.sniff import Footage, look_at

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.stream import Stream

GAP_MS = 2_000
"""A pause between pictures that is a hole, unless the pictures always come so seldom."""
SELDOM = 4
SLACK_MS, SLACK_SHARE = 2_000, 0.01
BACKWARDS_MS = 1_000
ZEROS = bytes(512)
"""So many zeros in a row stand in no picture of the codecs below."""
NEVER_ZERO = frozenset({"h264", "hevc", "vp8", "vp9", "av1"})
NEVER_EMPTY = frozenset({"aac", "mp3", "opus", "vorbis", "ac3", "eac3"})
"""Of these no packet of 16 bytes or more is all zeros: silence takes few bytes, or has a head."""

EMPTY_BYTES = 16
TELLS_LENGTH = ("mp4", "mkv")
"""Containers that were told their length by whoever wrote them; others let it be guessed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk found. `fault` says what is wrong, such as `gap at 12:30`; empty if nothing is.

    `gap_ms` is the longest pause between two pictures (or sounds, if there is no picture).
    """

    duration_ms: int
    gap_ms: int
    gap_at_ms: int
    fault: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return not self.fault


class _DamageError(Exception):
    """A damage in the middle of the walk, after which it need not go on."""


@dataclass(slots=True)
class _Trace:
    """The times of one stream's packets, in ms since the video's start, and how to look at them."""

    kind: str
    tick_ms: float = 1
    origin_ms: float = 0
    nal_width: int = 0
    minds_corrupt: bool = False
    minds_zeros: bool = False
    minds_empty: bool = False
    starts: list[float] = field(default_factory=list)
    end_ms: float = 0
    last_dts_ms: float = float("-inf")

    @property
    def span_ms(self) -> float:
        return self.end_ms - min(self.starts) if self.starts else 0

    def gap(self) -> tuple[float, float]:
        """Return the longest pause and when it begins."""
        times = sorted(self.starts)
        pauses = zip((after - before for before, after in pairwise(times)), times, strict=False)
        return max(pauses, default=(0.0, 0.0))

    def usual_ms(self) -> float:
        """Return how long it usually takes from one packet to the next."""
        times = sorted(self.starts)
        pauses = sorted(after - before for before, after in pairwise(times))
        return pauses[len(pauses) // 2] if pauses else 0


def walk(file: Path, expected_ms: int = 0, *, may_pause: bool = False) -> Verdict:
    """Return whether a video is whole, and as long as expected (0: whatever length it has).

    With `may_pause` the picture may stand still for long while the sound goes on, as in
    recordings of a screen. Raises VideoError when it is no video, OSError of the disk.
    """
    footage = look_at(file)
    traces: list[_Trace] = []
    fault = _fault_of_layout(footage)
    try:
        with demuxing.complaints() as said, demuxing.opened(footage) as container:
            claimed_ms = (container.duration or 0) // 1000
            _follow(container, traces)
            fault = fault or _complaint(said, container.format.name, traces)
    except _DamageError as found:
        return _verdict(traces, fault or str(found))
    lengths = (expected_ms, claimed_ms if footage.demuxer in TELLS_LENGTH else 0)
    return _verdict(traces, fault or _fault_of_times(traces, *lengths, may_pause=may_pause))


def _fault_of_layout(footage: Footage) -> str:
    size_bytes = footage.file.stat().st_size
    promised = boxes.layout_of(footage.file, footage.demuxer).promised_bytes
    if promised > size_bytes:
        return f"only {size_words(size_bytes)} of {size_words(promised)} are there"
    zeroed = boxes.zeroed_place(footage.file) if footage.demuxer == "ts" else None
    return f"empty after {size_words(zeroed)}" if zeroed is not None else ""


def _follow(container: "InputContainer", traces: list[_Trace]) -> None:
    streams = demuxing.media_streams(container)
    by_index = {stream.index: _trace_of(stream, container) for stream in streams}
    traces += by_index.values()
    for packet in demuxing.packets_of(container, streams):
        trace = by_index[packet.stream_index]
        _note_times(trace, packet)
        if _is_broken(trace, packet):
            raise _DamageError(f"damaged at {_clock(trace.starts[-1] if trace.starts else 0)}")


def _trace_of(stream: "Stream", container: "InputContainer") -> _Trace:
    # Of a transport stream, packets count as corrupt where it was merely cut.
    is_cut_anywhere = container.format.name == "mpegts"
    return _Trace(
        kind=stream.type,
        tick_ms=float((stream.time_base or 0) * 1000),
        origin_ms=(container.start_time or 0) / 1000,
        nal_width=_nal_width(stream),
        minds_corrupt=not is_cut_anywhere,
        minds_zeros=demuxing.codec_of(stream) in NEVER_ZERO and not is_cut_anywhere,
        minds_empty=demuxing.codec_of(stream) in NEVER_EMPTY,
    )


def _note_times(trace: _Trace, packet: "Packet[Stream]") -> None:
    shown, decoded = packet.pts, packet.dts
    if decoded is not None:
        decoded_ms = decoded * trace.tick_ms - trace.origin_ms
        if decoded_ms < trace.last_dts_ms - BACKWARDS_MS:
            raise _DamageError(f"times run backwards at {_clock(trace.last_dts_ms)}")
        trace.last_dts_ms = decoded_ms
    start = shown if shown is not None else decoded
    if start is not None:
        start_ms = start * trace.tick_ms - trace.origin_ms
        trace.starts.append(start_ms)
        trace.end_ms = max(trace.end_ms, start_ms + (packet.duration or 0) * trace.tick_ms)


def _nal_width(stream: "Stream") -> int:
    """Return of how many bytes the lengths of H.264's and H.265's units are, 0 for no lengths.

    ISO/IEC 14496-15, 5.2.4.1 and 8.3.3.1.
    """
    extra = stream.codec_context.extradata or b""
    name = demuxing.codec_of(stream)
    if not extra or extra[0] != 1:
        return 0
    place = {"h264": 4, "hevc": 21}.get(name, len(extra))
    return (extra[place] & 3) + 1 if place < len(extra) else 0


def _is_broken(trace: _Trace, packet: "Packet[Stream]") -> bool:
    if trace.minds_corrupt and packet.is_corrupt:
        return True
    if trace.minds_empty and packet.size >= EMPTY_BYTES:
        return bytes(packet).count(0) == packet.size
    if not (trace.nal_width or trace.minds_zeros):
        return False
    content = bytes(packet)
    is_torn = bool(trace.nal_width) and _is_torn(content, trace.nal_width)
    return is_torn or (trace.minds_zeros and ZEROS in content)


def _is_torn(content: bytes, nal_width: int) -> bool:
    place = 0
    while place < len(content):
        place += nal_width + int.from_bytes(content[place : place + nal_width])
    return place != len(content)


def _complaint(said: list[tuple[int, str, str]], demuxer: str, traces: list[_Trace]) -> str:
    """Return what the container's reader found wrong: it goes on where it can, and only says so."""
    is_said = any(demuxer in name.split(",") for _, name, _ in said)
    gap_ms, gap_at_ms = _main(traces).gap()
    if not is_said:
        return ""
    return f"damaged at {_clock(gap_at_ms)}" if gap_ms else "damaged"


def _fault_of_times(
    traces: list[_Trace], expected_ms: int, claimed_ms: int, *, may_pause: bool
) -> str:
    for fault in (
        *_gaps(traces, may_pause=may_pause),
        _wrong_end(traces, expected_ms, claimed_ms, may_pause=may_pause),
    ):
        if fault:
            return fault
    return ""


def _gaps(traces: list[_Trace], *, may_pause: bool) -> Iterator[str]:
    is_heard = any(trace.kind == "audio" for trace in traces)
    for trace in traces:
        gap_ms, gap_at_ms = trace.gap()
        is_forgiven = may_pause and trace.kind == "video" and is_heard
        if gap_ms >= max(GAP_MS, SELDOM * trace.usual_ms()) and not is_forgiven:
            yield f"gap at {_clock(gap_at_ms)}"


def _wrong_end(traces: list[_Trace], expected_ms: int, claimed_ms: int, *, may_pause: bool) -> str:
    longest_ms = max((trace.span_ms for trace in traces), default=0)
    is_ms = longest_ms if may_pause else _main(traces).span_ms
    if not longest_ms:
        return "nothing to see or hear in it"
    if expected_ms and abs(is_ms - expected_ms) > _slack(expected_ms):
        return f"ends at {_clock(is_ms)} instead of {_clock(expected_ms)}"
    if longest_ms < claimed_ms - _slack(claimed_ms):
        return f"ends at {_clock(longest_ms)} instead of {_clock(claimed_ms)}"
    return ""


def _slack(length_ms: int) -> float:
    return max(SLACK_MS, SLACK_SHARE * length_ms)


def _main(traces: list[_Trace]) -> _Trace:
    """Return the picture's times, or the sound's where there is no picture."""
    return max(traces, key=lambda trace: trace.kind == "video", default=_Trace(""))


def _verdict(traces: list[_Trace], fault: str) -> Verdict:
    main = _main(traces)
    gap_ms, gap_at_ms = main.gap()
    return Verdict(round(main.span_ms), round(gap_ms), round(gap_at_ms), fault)


def _clock(time_ms: float) -> str:
    hours = 3 if time_ms >= 3_600_000 else 2
    return format_time(round(time_ms), hours)
