"""Subtitles inside a video: which there are, and what they say.

Only those of words are taken; pictures of words, as on DVDs, cannot be read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viewer.errors import VideoError
from viewer.video.captions import LINE_LETTERS_AT_MOST, Cue
from viewer.video.cue_file import SHORTENED, CuesRead
from viewer.video.cue_formats import ass_text, cue_of
from viewer.video.cues import cues_from
from viewer.video.demuxing import codec_of, opened, packets_of
from viewer.video.sniff import Footage

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.stream import Stream

TRACKS_AT_MOST = 40
_ASS_FIELDS_BEFORE_TEXT = 8
_LANGUAGES = {
    "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "ita": "it",
    "por": "pt", "dut": "nl", "nld": "nl", "rus": "ru", "ukr": "uk", "pol": "pl", "cze": "cs",
    "ces": "cs", "slo": "sk", "slk": "sk", "hun": "hu", "rum": "ro", "ron": "ro", "bul": "bg",
    "gre": "el", "ell": "el", "tur": "tr", "ara": "ar", "heb": "he", "per": "fa", "fas": "fa",
    "hin": "hi", "chi": "zh", "zho": "zh", "jpn": "ja", "kor": "ko", "tha": "th", "vie": "vi",
    "ind": "id", "swe": "sv", "nor": "no", "nob": "nb", "dan": "da", "fin": "fi", "est": "et",
    "lav": "lv", "lit": "lt", "hrv": "hr", "srp": "sr", "slv": "sl", "cat": "ca", "baq": "eu",
    "eus": "eu", "glg": "gl", "lat": "la", "und": "",
}  # fmt: skip
"""Containers name languages by three letters (ISO 639-2), people by two."""


@dataclass(frozen=True, slots=True)
class InnerTrack:
    """Subtitles inside a video, known by the number of their stream."""

    index: int
    language: str
    title: str


def inner_tracks(footage: Footage) -> list[InnerTrack]:
    """Return the subtitles of words that a video carries.

    Raises VideoError when it cannot be opened, OSError when the disk refuses.
    """
    with opened(footage) as container:
        return [
            InnerTrack(
                stream.index,
                _language_of(stream.language or ""),
                str(stream.metadata.get("title", ""))[:80],
            )
            for stream in _readable(container)
        ]


def read_inner_track(footage: Footage, index: int) -> CuesRead:
    """Return what the subtitles of a stream say.

    Raises VideoError when there are none, OSError when the disk refuses.
    """
    with opened(footage) as container:
        stream = next((each for each in _readable(container) if each.index == index), None)
        if stream is None:
            raise VideoError("These subtitles are not in the video any more.")
        _leave_out_all_but(container, stream)
        cues, has_more = cues_from(_cues_of(container, stream))
    if not cues:
        raise VideoError("There is not one line in these subtitles.")
    return CuesRead(cues, SHORTENED if has_more else "")


def _leave_out_all_but(container: "InputContainer", wanted: "Stream") -> None:
    """Have pictures and sound passed over unread, where the container has an index."""
    from av.stream import Discard

    for stream in container.streams:
        stream.discard = Discard.default if stream is wanted else Discard.all


def _readable(container: "InputContainer") -> list["Stream"]:
    found = [
        stream
        for stream in container.streams
        if stream.type == "subtitle"
        and getattr(stream, "codec_context", None) is not None
        and codec_of(stream) in _READERS
    ]
    return found[:TRACKS_AT_MOST]


def _cues_of(container: "InputContainer", stream: "Stream") -> Iterator[Cue]:
    read = _READERS[codec_of(stream)]
    for packet in packets_of(container, [stream]):
        if packet.pts is None or stream.time_base is None:
            continue
        start_ms = round(packet.pts * stream.time_base * 1_000)
        length_ms = round((packet.duration or 0) * stream.time_base * 1_000)
        yield from cue_of(start_ms, start_ms + length_ms, read(bytes(packet)))


def _plain_lines(content: bytes) -> list[str]:
    text = content[: 40 * LINE_LETTERS_AT_MOST].decode("utf-8", "replace")
    return [line[:LINE_LETTERS_AT_MOST] for line in text.splitlines()]


def _mov_lines(content: bytes) -> list[str]:
    length = int.from_bytes(content[:2], "big")
    return _plain_lines(content[2 : 2 + length])


def _ass_lines(content: bytes) -> list[str]:
    fields = content.decode("utf-8", "replace").split(",", _ASS_FIELDS_BEFORE_TEXT)
    return [line[:LINE_LETTERS_AT_MOST] for line in ass_text(fields[-1])]


def _language_of(said: str) -> str:
    return _LANGUAGES.get(said.casefold(), said[:12])


_READERS: dict[str, Callable[[bytes], list[str]]] = {
    "subrip": _plain_lines, "srt": _plain_lines, "text": _plain_lines, "webvtt": _plain_lines,
    "mov_text": _mov_lines, "ass": _ass_lines, "ssa": _ass_lines,
}  # fmt: skip
