"""The storyboard that came with a video: sheets of small pictures, taken every few seconds.

yt-dlp keeps the sheets in one MHTML file, which does not say how they are to be cut; so we write
that into its head when it is fetched, and read it there.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.durable import read_plain
from viewer.errors import VideoError

if TYPE_CHECKING:
    from av import VideoFrame

MOST_BYTES = 60_000_000
MOST_TILES = 2_000
TICK = Fraction(1, 1000)
_CUT = re.compile(r"(\d{1,3})x(\d{1,3}) every (\d{1,9}) ms")
HEADER = "X-Notereel-Cut"
_FIRST_LINE = b"MIME-Version: 1.0\r\n"


@dataclass(frozen=True, slots=True)
class Cut:
    """How to cut the sheets: the size of a tile, and how far apart two of them are."""

    width_px: int
    height_px: int
    every_ms: int

    def written_into(self, sheets: bytes) -> bytes:
        """Return a storyboard that says how it is cut."""
        said = f"{HEADER}: {self.width_px}x{self.height_px} every {self.every_ms} ms\r\n"
        return sheets.replace(_FIRST_LINE, _FIRST_LINE + said.encode(), 1)


def tiles_of(file: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the storyboard's pictures, each as a JPEG with its time in ms.

    Raises VideoError for what is none, OSError when the disk refuses.
    """
    raw = read_plain(file, MOST_BYTES)
    said = email.message_from_bytes(raw, policy=email.policy.compat32)
    named = _CUT.fullmatch(str(said.get(HEADER, "")))
    if not named or not said.is_multipart():
        raise VideoError("This storyboard does not say how it is to be cut.")
    cut = Cut(*map(int, named.groups()))
    if not min(cut.width_px, cut.height_px, cut.every_ms):
        raise VideoError("This storyboard cannot be cut.")
    number = 0
    for part in said.walk():
        if part.get_content_maintype() != "image":
            continue
        for tile in _tiles_in(part.get_payload(decode=True), cut):
            if number >= MOST_TILES:
                return
            yield number * cut.every_ms, tile
            number += 1


def _tiles_in(sheet: object, cut: Cut) -> Iterator[bytes]:
    import av

    from viewer.video.stills import jpeg_of

    if not isinstance(sheet, bytes):
        return
    try:
        for frame in _untiled(_decoded(sheet), cut):
            yield jpeg_of(frame)
    except (av.error.FFmpegError, ValueError) as error:
        raise VideoError("This storyboard is damaged.") from error


def _decoded(sheet: bytes) -> VideoFrame:
    import av

    is_webp = sheet[8:12] == b"WEBP"
    decoder = av.CodecContext.create("webp" if is_webp else "mjpeg", "r")
    assert isinstance(decoder, av.VideoCodecContext)
    decoder.thread_count = 1
    frames = [*decoder.decode(av.Packet(sheet)), *decoder.decode(None)]
    if not frames:
        raise ValueError("there is no picture")
    # Tiles are often 27 or 45 high, and colours at half size could not be cut there.
    return frames[0].reformat(format="yuvj444p")


def _untiled(sheet: VideoFrame, cut: Cut) -> Iterator[VideoFrame]:
    """Yield the tiles of a sheet, row by row; the last sheet may have fewer rows."""
    import av

    columns, rows = sheet.width // cut.width_px, sheet.height // cut.height_px
    if not columns or not rows:
        raise ValueError("the sheet is smaller than a tile")
    sheet.pts = 0
    graph = av.filter.Graph()
    graph.link_nodes(
        graph.add_buffer(
            width=sheet.width, height=sheet.height, format=sheet.format, time_base=TICK
        ),
        graph.add("crop", f"{columns * cut.width_px}:{rows * cut.height_px}:0:0"),
        graph.add("untile", f"{columns}x{rows}"),
        graph.add("buffersink"),
    ).configure()
    graph.push(sheet)
    for _ in range(columns * rows):
        tile = graph.pull()
        assert isinstance(tile, av.VideoFrame)
        yield tile.reformat(format="yuvj420p")
