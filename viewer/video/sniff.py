"""Looking at a file before anything else does: whether it is a video, in which container.

libVLC plays what it finds inside, whatever the name says: a manifest named `.mp4` makes it ask
the network. So one container is named to it, found here by the signatures below, and anything
that is text, markup, a playlist or an archive is refused. At most 4 KB are read, of regular
files only, and opening cannot hang.
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import VideoError

HEAD_BYTES = 4096
TS_PACKET_BYTES, M2TS_PACKET_BYTES = 188, 192
HINT_FORMATS = "Playable are mp4, mkv, webm, avi, ogg, ts, mpg, wmv, mp3, flac and wav files."
HINT_REAL_FILE = "Choose the video file itself."

# ISO/IEC 14496-12 (ftyp, styp) and, before it, QuickTime: the kind of the first box.
MP4_BOXES = (b"ftyp", b"styp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
SIGNATURES = (
    (b"\x1a\x45\xdf\xa3", "mkv"),  # EBML, RFC 8794: Matroska and WebM
    (b"OggS", "ogg"),  # RFC 3533
    (b"fLaC", "flac"),  # RFC 9639
    (b"ID3", "mpga"),
    (b"\x00\x00\x01\xba", "ps"),  # ISO/IEC 13818-1, pack header
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
)
RIFF_KINDS = {b"AVI ": "avi", b"WAVE": "wav"}
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
PLAYLISTS = (
    b"#extm3u", b"[playlist]", b"[reference]", b"v=0", b"rtsptext", b"http://", b"https://",
    b"rtsp://", b"mms://", b"#ext-x-", b"dummy m3u",
)  # fmt: skip
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\f\r\x1b")


@dataclass(frozen=True, slots=True)
class Footage:
    """A file that was looked at and may be played; `demuxer` is libVLC's name for its container.

    `file` has no symbolic links in it: what was looked at is what will be opened.
    """

    file: Path
    demuxer: str


def look_at(file: Path) -> Footage:
    """Return how to play a file.

    Raises VideoError, with a sentence of its own for each: missing, a folder, not a regular
    file, not permitted, empty, a playlist, markup, an archive, text, anything else unknown.
    """
    found, head = _head_of(file)
    if not head:
        raise VideoError(f"“{file.name}” is empty.", hint="Its download may have been cut short.")
    demuxer = _container_of(head)
    if demuxer is None:
        raise VideoError(f"“{file.name}” is {_what_else(head)}, not a video.", hint=HINT_FORMATS)
    if demuxer == "mp4" and b"rmra" in head:
        raise VideoError(
            f"“{file.name}” is a QuickTime link to other files, not a video.", hint=HINT_REAL_FILE
        )
    return Footage(found, demuxer)


def _head_of(file: Path) -> tuple[Path, bytes]:
    # A pipe or a device would hold a plain open() for ever; a link may be swapped meanwhile.
    careful = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        found = file.resolve(strict=True)
        if found.is_dir():
            raise VideoError(f"“{file.name}” is a folder.", hint=HINT_REAL_FILE)
        opened = os.open(found, careful | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise VideoError(
            f"“{file.name}” is not there any more.", hint="Was it moved, or is its drive away?"
        ) from error
    except PermissionError as error:
        raise VideoError(
            f"You may not read “{file.name}”.", hint="Change its permissions, or copy it."
        ) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise VideoError(f"“{file.name}” cannot be opened: {error}.") from error
    with open(opened, "rb", buffering=0) as stream:  # noqa: PTH123
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise VideoError(
                f"“{file.name}” is a pipe or a device, not a file.", hint=HINT_REAL_FILE
            )
        try:
            return found, stream.read(HEAD_BYTES)
        except OSError as error:
            raise VideoError(f"“{file.name}” cannot be read: {error.strerror}.") from error


def _container_of(head: bytes) -> str | None:
    if head[4:8] in MP4_BOXES:
        return "mp4"
    if head.startswith(b"RIFF"):
        return RIFF_KINDS.get(head[8:12])
    for signature, demuxer in SIGNATURES:
        if head.startswith(signature):
            return demuxer
    if _is_transport_stream(head):
        return "ts"
    return "mpga" if _is_mpeg_audio(head) else None


def _is_transport_stream(head: bytes) -> bool:
    """Tell by the sync byte 0x47 at every packet's start (ISO/IEC 13818-1, 2.4.3.2)."""
    for first, packet in ((0, TS_PACKET_BYTES), (4, M2TS_PACKET_BYTES)):
        syncs = head[first::packet]
        if len(syncs) >= 3 and set(syncs) == {0x47}:
            return True
    return False


def _is_mpeg_audio(head: bytes) -> bool:
    """Tell by a frame header: eleven set bits, layer II or III, a bit rate and a sample rate.

    Layer I would begin as the byte order mark of UTF-16 does, and nobody has such files.
    """
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    layer, bit_rate, sample_rate = head[1] >> 1 & 0x03, head[2] >> 4, head[2] >> 2 & 0x03
    return layer in (1, 2) and bit_rate not in (0, 15) and sample_rate != 3


def _what_else(head: bytes) -> str:
    if head.startswith(ARCHIVES) or head[257:262] == b"ustar":
        return "an archive"
    text = _as_text(head)
    if text is None:
        return "of an unknown kind"
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith("<"):
        return "a web page or another marked-up text"
    if start.encode("utf-8", "replace").startswith(PLAYLISTS):
        return "a playlist"
    return "a text"


def _as_text(head: bytes) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    return None if CONTROLS & set(head) else head.decode("utf-8", "replace")
