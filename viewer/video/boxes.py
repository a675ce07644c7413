"""The outer layout of a video's file: which boxes it consists of, and whether they are all there.

An mp4 is a row of boxes (ISO/IEC 14496-12, 4.2), a Matroska file a row of elements (RFC 8794).
Both say how long they are: a file that was cut short promises more bytes than it has.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

BOXES_AT_MOST = 100_000
CHUNK_BYTES = 1 << 20
PACKET_BYTES = 192
SEGMENT = 0x18538067
FRAGMENTS = (b"moof", b"mvex")


@dataclass(frozen=True, slots=True)
class Layout:
    """What the outer boxes say; `promised_bytes` is where the last of them ends."""

    is_fragmented: bool
    promised_bytes: int


def layout_of(file: Path, demuxer: str) -> Layout:
    """Return the layout of a file; one of another container promises just what it has.

    Raises OSError.
    """
    size_bytes = file.stat().st_size
    with file.open("rb") as stream:
        if demuxer == "mp4":
            return _mp4_layout(stream, size_bytes)
        promised = _matroska_end(stream, size_bytes) if demuxer == "mkv" else size_bytes
    return Layout(is_fragmented=False, promised_bytes=promised)


def _mp4_layout(stream: BinaryIO, size_bytes: int) -> Layout:
    is_fragmented, end = False, 0
    for kind, start, end in _boxes(stream, 0, size_bytes):
        is_fragmented |= kind == b"moof"
        if kind == b"moov":
            inner = _boxes(stream, start, min(end, size_bytes))
            is_fragmented |= any(each[0] in FRAGMENTS for each in inner)
    return Layout(is_fragmented, end)


def _boxes(stream: BinaryIO, place: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, start of the content and end of each box; what is no box ends the row."""
    for _ in range(BOXES_AT_MOST):
        stream.seek(place)
        head = stream.read(16)
        if place >= end or len(head) < 8 or not head[4:8].strip(b"\0"):
            return
        length, header = int.from_bytes(head[:4]), 8
        if length == 1:
            length, header = int.from_bytes(head[8:16]), 16
        elif length == 0:
            length = end - place
        if length < header:
            return
        yield head[4:8], place + header, place + length
        place += length


def _matroska_end(stream: BinaryIO, size_bytes: int) -> int:
    """Return where the segment ends; while it was being recorded, its length was not known."""
    stream.seek(0)
    place, head = 0, stream.read(64)
    for _ in range(8):
        identity, width = _number(head, 0, keeps_marker=True)
        length, length_width = _number(head, width, keeps_marker=False)
        if not (width and length_width):
            break
        start = place + width + length_width
        if identity == SEGMENT:
            is_unknown = length == (1 << 7 * length_width) - 1
            return size_bytes if is_unknown else start + length
        place = start + length
        stream.seek(place)
        head = stream.read(64)
    return size_bytes


def _number(head: bytes, place: int, *, keeps_marker: bool) -> tuple[int, int]:
    """Return an EBML number and how many bytes it takes (RFC 8794, 4); 0 bytes for none."""
    if place >= len(head) or not head[place]:
        return 0, 0
    width = 9 - head[place].bit_length()
    value = int.from_bytes(head[place : place + width])
    return (value if keeps_marker else value & (1 << 7 * width) - 1), width


def zeroed_place(file: Path) -> int | None:
    """Return where a transport stream is nothing but zeros, in bytes; None where it never is.

    Each of its packets has a head that is not zero (ISO/IEC 13818-1, 2.4.3.2). Raises OSError.
    """
    hole, place, tail = bytes(2 * PACKET_BYTES), 0, b""
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            found = (tail + chunk).find(hole)
            if found >= 0:
                return place - len(tail) + found
            place += len(chunk)
            tail = chunk[-len(hole) :]
    return None
