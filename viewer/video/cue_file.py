"""Reading a file of subtitles, whoever made it: bounded in every direction, and never followed.

What goes beyond the caps is left out and said; what is no text, or holds no cue, is refused.
"""

import io
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import VideoError
from viewer.video.captions import LINE_LETTERS_AT_MOST
from viewer.video.cue_formats import format_of, ttml_cues
from viewer.video.cues import CUES_AT_MOST, Cue, cues_from
from viewer.video.text_encoding import SAMPLE_BYTES, encoding_of

BYTES_AT_MOST = 12_000_000
LINES_AT_MOST = 200_000
XML_BYTES_AT_MOST = 4_000_000
"""TTML may be one line, which is taken whole."""
SHORTENED = f"Only the first {CUES_AT_MOST:,} lines of these subtitles are shown."
CUT_OFF = "Only the beginning of these subtitles was read: they are too large."


@dataclass(frozen=True, slots=True)
class CuesRead:
    """The cues of a track, in the order of their times, and a remark where some are left out."""

    cues: tuple[Cue, ...]
    remark: str = ""


def read_cue_file(file: Path) -> CuesRead:
    """Read a file of subtitles in whatever format and encoding.

    Raises VideoError when it is none, or cannot be read.
    """
    try:
        with _opened(file) as raw:
            return _read(raw, os.fstat(raw.fileno()).st_size > BYTES_AT_MOST)
    except OSError as error:
        raise VideoError(
            f"The subtitles “{file.name}” cannot be read: {error.strerror or error}.",
            hint="They may have been moved.",
        ) from error


def _opened(file: Path) -> io.BufferedReader:
    # Without blocking, as a pipe would be waited for.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(file, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise VideoError(f"“{file.name}” is no file.")
    return os.fdopen(descriptor, "rb")


def _read(raw: io.BufferedReader, is_cut: bool) -> CuesRead:
    sample = raw.read(SAMPLE_BYTES)
    encoding = encoding_of(sample)
    # The sample may end within a letter, and a wide encoding within a mark.
    beginning = sample[: len(sample) // 4 * 4].decode(encoding, "replace")
    read = format_of(beginning)
    if read is ttml_cues and os.fstat(raw.fileno()).st_size > XML_BYTES_AT_MOST:
        raise VideoError("These TTML subtitles are too large.", hint="SRT or WebVTT may be larger.")
    raw.seek(0)
    longest = XML_BYTES_AT_MOST if read is ttml_cues else LINE_LETTERS_AT_MOST
    lines = _Lines(raw, encoding, longest)
    cues, has_more = cues_from(read(lines))
    if not cues:
        raise VideoError("There is not one line in these subtitles.", hint="Choose another file.")
    return CuesRead(cues, SHORTENED if has_more else CUT_OFF if is_cut or lines.is_cut else "")


class _Lines:
    """Lines without their ends; what is beyond a line's cap, or the file's, is left out."""

    def __init__(self, raw: io.BufferedReader, encoding: str, longest: int) -> None:
        self.is_cut = False
        self._raw, self._encoding, self._longest = raw, encoding, longest

    def __iter__(self) -> Iterator[str]:
        bounded = io.BufferedReader(_Bounded(self._raw))
        with io.TextIOWrapper(bounded, self._encoding, errors="replace", newline=None) as text:
            is_within = False
            for _ in range(LINES_AT_MOST):
                line = text.readline(self._longest)
                if not line:
                    return
                if not is_within:
                    yield line.rstrip("\n")
                is_within = not line.endswith("\n")
        self.is_cut = True


class _Bounded(io.RawIOBase):
    """The first `BYTES_AT_MOST` of a file."""

    def __init__(self, raw: io.BufferedReader) -> None:
        super().__init__()
        self._raw = raw
        self._left = BYTES_AT_MOST

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read what fits, until the bound."""
        count = self._raw.readinto(buffer[: min(len(buffer), self._left)]) or 0
        self._left -= count
        return count
