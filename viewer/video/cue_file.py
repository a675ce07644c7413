"""Reading a file of subtitles, whoever made it: bounded in every direction, and never followed.

What goes beyond the caps is left out and said; what is no text, or holds no cue, is refused.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from viewer.durable import read_plain
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
        return _read(read_plain(file, BYTES_AT_MOST + 1))
    except OSError as error:
        raise VideoError(
            f"The subtitles “{file.name}” cannot be read: {error.strerror or error}.",
            hint="They may have been moved.",
        ) from error


def _read(content: bytes) -> CuesRead:
    encoding = encoding_of(content[:SAMPLE_BYTES])
    # The sample may end within a letter, and a wide encoding within a mark.
    sample = content[: min(SAMPLE_BYTES, len(content)) // 4 * 4]
    read = format_of(sample.decode(encoding, "replace"))
    if read is ttml_cues and len(content) > XML_BYTES_AT_MOST:
        raise VideoError("These TTML subtitles are too large.", hint="SRT or WebVTT may be larger.")
    longest = XML_BYTES_AT_MOST if read is ttml_cues else LINE_LETTERS_AT_MOST
    lines = _Lines(content, encoding, longest)
    cues, has_more = cues_from(read(lines))
    if not cues:
        raise VideoError("There is not one line in these subtitles.", hint="Choose another file.")
    return CuesRead(cues, SHORTENED if has_more else CUT_OFF if lines.is_cut else "")


class _Lines:
    """Lines without their ends; what is beyond a line's cap, or the file's, is left out."""

    def __init__(self, content: bytes, encoding: str, longest: int) -> None:
        self.is_cut = len(content) > BYTES_AT_MOST
        self._content, self._encoding, self._longest = content, encoding, longest

    def __iter__(self) -> Iterator[str]:
        raw = io.BytesIO(self._content[:BYTES_AT_MOST])
        with io.TextIOWrapper(raw, self._encoding, errors="replace", newline=None) as text:
            is_within = False
            for _ in range(LINES_AT_MOST):
                line = text.readline(self._longest)
                if not line:
                    return
                if not is_within:
                    yield line.rstrip("\n")
                is_within = not line.endswith("\n")
        self.is_cut = True
