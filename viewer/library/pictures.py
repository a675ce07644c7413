"""The images of a vault: found by the names notes give them, and known by how they begin.

What a file is called proves nothing: only what begins as a PNG, JPEG, GIF or WebP is read on, and
only as far as its size and pixels are bounded. Nothing is decoded here.
"""

import io
import os
import posixpath
import re
import stat
import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote

from viewer.errors import NoteError
from viewer.library.beneath import open_beneath

PICTURE_SUFFIXES = (
    ".png", ".jpg", ".jpeg", ".jfif", ".gif", ".webp", ".svg", ".bmp", ".avif", ".tif", ".tiff",
    ".ico", ".heic",
)  # fmt: skip
"""Names under which notes show images, whether we can show them or not."""
MOST_BYTES = 20_000_000
MOST_PIXELS = 40_000_000
MOST_HEAD_BYTES = 1_000_000
"""So far into a JPEG its size is looked for, behind thumbnails and colour profiles."""

_OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]")
"""A scheme, a drive, an absolute path or a share."""


class PictureNames:
    """The names of a vault's images."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_name: dict[str, list[str]] = {}
        for path in paths:
            self._by_name.setdefault(_key(PurePosixPath(path).name), []).append(path)

    def find(self, target: str, near: str) -> str | None:
        """Return the image a note means, None if there is none; `near` is the note's path.

        Its own folder comes first, then the vault's, then any folder with the same end. What
        leads out of the vault is refused, written plainly or percent-encoded once.
        """
        for written in dict.fromkeys([target, unquote(target), unquote(target.partition("#")[0])]):
            found = self._find(unicodedata.normalize("NFC", written), posixpath.dirname(near))
            if found:
                return found
        return None

    def _find(self, target: str, home: str) -> str | None:
        if "\0" in target or _OUTSIDE.match(target):
            return None
        target = target.replace("\\", "/")
        named = self._by_name.get(_key(posixpath.basename(target)), [])
        for folder in (home, ""):
            wanted = posixpath.normpath(posixpath.join(folder, target))
            for path in named:
                if _key(path) == _key(wanted):
                    return path
        end = posixpath.normpath(target)
        if end.startswith(".."):
            return None
        return next((path for path in named if f"/{_key(path)}".endswith(f"/{_key(end)}")), None)


def _key(name: str) -> str:
    """Return a name as it is looked up: disks differ on case and on accents."""
    return unicodedata.normalize("NFC", name).casefold()


@dataclass(frozen=True, slots=True)
class PictureHead:
    """What the first bytes of an image say: its form (as Qt calls it) and its size, upright."""

    form: str
    width_px: int
    height_px: int


def look_at_picture(vault: Path, path: str) -> PictureHead:
    """Look at how an image of the vault begins.

    Raises NoteError, in a few words to stand behind its name, when it cannot be shown.
    """
    with _opened(vault, path) as file:
        return _head_of(file)


def read_picture(vault: Path, path: str) -> tuple[PictureHead, bytes]:
    """Read an image of the vault.

    Raises NoteError, in a few words to stand behind its name, when it cannot be shown.
    """
    with _opened(vault, path) as file:
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise NoteError(_TOO_LARGE)
    return _head_of(io.BytesIO(raw)), raw


_TOO_LARGE = "too large to be shown"
_NO_PICTURE = "not a picture that can be shown"


def _opened(vault: Path, path: str) -> BinaryIO:
    """Open a regular file of bounded size below the vault."""
    try:
        descriptor = open_beneath(vault, PurePosixPath(path))
    except (OSError, ValueError) as error:
        raise NoteError("it cannot be read") from error
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode) or about.st_size > MOST_BYTES:
        os.close(descriptor)
        raise NoteError(_TOO_LARGE if stat.S_ISREG(about.st_mode) else _NO_PICTURE)
    return os.fdopen(descriptor, "rb")


def _head_of(file: BinaryIO) -> PictureHead:
    """Tell what an image is by its first bytes alone."""
    start = file.read(32)
    try:
        head = _head_from(start, file)
    except (struct.error, OSError) as error:
        raise NoteError("it is damaged") from error
    if head is None:
        raise NoteError(_NO_PICTURE)
    if not (head.width_px and head.height_px):
        raise NoteError("it is damaged")
    if head.width_px * head.height_px > MOST_PIXELS:
        raise NoteError(_TOO_LARGE)
    return head


def _head_from(start: bytes, file: BinaryIO) -> PictureHead | None:
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureHead("png", *struct.unpack_from(">II", start, 16))
    if start.startswith((b"GIF87a", b"GIF89a")):
        return PictureHead("gif", *struct.unpack_from("<HH", start, 6))
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return PictureHead("webp", *_webp_size(start))
    if start.startswith(b"\xff\xd8\xff"):
        return _jpeg_head(file)
    return None


def _webp_size(start: bytes) -> tuple[int, int]:
    """Return the size of a WebP image, by RFC 9649."""
    kind = start[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", start, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", start, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        sides = start[24:27] + b"\0" + start[27:30] + b"\0"
        width, height = struct.unpack("<II", sides)
        return width + 1, height + 1
    return 0, 0


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TURNED = range(5, 9)
"""The orientations of Exif in which width and height have changed places."""


def _jpeg_head(file: BinaryIO) -> PictureHead:
    """Walk the segments of a JPEG up to the one that says its size."""
    position, is_turned = 2, False
    while position < MOST_HEAD_BYTES:
        file.seek(position)
        head = file.read(10)
        mark, kind, size = struct.unpack_from(">BBH", head)
        if mark != 0xFF or size < 2:
            break
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", head, 5)
            sides = (height, width) if is_turned else (width, height)
            return PictureHead("jpeg", *sides)
        if kind == 0xE1 and head[4:] == b"Exif\0\0":
            is_turned = _exif_orientation(file.read(min(size, 4096))) in _TURNED
        position += 2 + size
    return PictureHead("jpeg", 0, 0)


def _exif_orientation(tiff: bytes) -> int:
    """Return the orientation in Exif's first directory, 1 (upright) when it says none."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 10:
        return 1
    (directory,) = struct.unpack_from(f"{order}I", tiff, 4)
    if directory + 2 > len(tiff):
        return 1
    (count,) = struct.unpack_from(f"{order}H", tiff, directory)
    for entry in range(directory + 2, min(directory + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, entry)
        if tag == 0x0112:
            return int(value)
    return 1
