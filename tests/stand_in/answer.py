"""An answer, and the part of it that is sent: ranges, lengths and marks, as HTTP has them."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.stand_in.faults import Fault

_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
_SLICE_BYTES = 65_536
TYPES = {
    "mp4": "video/mp4", "m4a": "audio/mp4", "webm": "video/webm", "m4s": "video/iso.segment",
    "ts": "video/mp2t", "m3u8": "application/vnd.apple.mpegurl", "mpd": "application/dash+xml",
    "vtt": "text/vtt", "html": "text/html; charset=utf-8", "json": "application/json",
    "jpg": "image/jpeg", "webp": "image/webp", "txt": "text/plain",
}  # fmt: skip


def type_of(name: str) -> str:
    """Return the media type of a file's name."""
    return TYPES.get(name.rpartition(".")[2], "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: bytes, a file, or pieces without a known length or end."""

    content: bytes | Path | Iterable[bytes]
    media_type: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


NOT_FOUND = Answer(b"There is nothing here.", "text/plain", 404)


@dataclass(frozen=True, slots=True)
class Body:
    """The part of an answer that is sent. `length` is None where nobody knows it."""

    content: bytes | Path | Iterable[bytes]
    status: int
    start: int
    length: int | None
    size: int

    @classmethod
    def of(cls, answer: Answer, fault: Fault, asked: str) -> "Body":
        """Return what is sent of an answer, when a range is asked for as written, or nothing."""
        content = answer.content
        if not isinstance(content, bytes | Path):
            return cls(content, answer.status, 0, None, 0)
        size = len(content) if isinstance(content, bytes) else content.stat().st_size
        span = None if fault.lacks_ranges or answer.status != 200 else _span(asked, size)
        if span is None:
            return cls(content, answer.status, 0, size, size)
        if span.start >= size:
            return cls(b"", 416, 0, 0, size)
        return cls(content, 206, span.start, len(span), size)

    def headers(self, fault: Fault) -> Iterator[tuple[str, str]]:
        """Yield what is said about it."""
        if not fault.lacks_ranges:
            yield "Accept-Ranges", "bytes"
        if self.status == 206 and self.length is not None:
            last = self.start + self.length - 1
            yield "Content-Range", f"bytes {self.start}-{last}/{self.size}"
        if self.status == 416:
            yield "Content-Range", f"bytes */{self.size}"
        if self.length is not None and not fault.lacks_length:
            yield "Content-Length", str(self.length + fault.more_bytes)
        if isinstance(self.content, Path) and not fault.lacks_etag:
            name = hashlib.sha256(self.content.name.encode()).hexdigest()[:8]
            yield "ETag", f'"{name}-{self.size}"'

    def pieces(self, fault: Fault) -> Iterator[bytes]:
        """Yield the bytes, at most as many as the fault lets through, ~20 pieces a second."""
        rate = fault.rate_bytes_s
        most = min(_SLICE_BYTES, max(1, int(rate / 20))) if rate else _SLICE_BYTES
        left = fault.drop_after_bytes if fault.drop_after_bytes >= 0 else None
        for block in self._blocks():
            for at in range(0, len(block), most):
                piece = block[at : at + most][:left]
                if piece:
                    yield piece
                if left is not None and (left := left - len(piece)) <= 0:
                    return

    def _blocks(self) -> Iterator[bytes]:
        if isinstance(self.content, bytes):
            yield self.content[self.start : self.start + (self.length or 0)]
        elif isinstance(self.content, Path):
            left = self.length or 0
            with self.content.open("rb") as file:
                file.seek(self.start)
                while block := file.read(min(left, _SLICE_BYTES)):
                    left -= len(block)
                    yield block
        else:
            yield from self.content


def _span(asked: str, size: int) -> range | None:
    match = _RANGE.match(asked)
    if not match or asked == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    return range(int(first), min(int(last or size), size - 1) + 1 if last else size)
