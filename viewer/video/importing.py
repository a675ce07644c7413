"""Use a file I have: a video on somebody's disk becomes a kept one, and the file stays as it is.

It shares its bytes with the file where the file system allows, else it is a copy; or it is only
pointed at. What libVLC cannot seek in is written anew, and then shares nothing. The seal of the
kept video tells when a shared file was changed by its other name.
"""

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from viewer.durable import copy_flushed, delete, open_plain
from viewer.errors import VideoError
from viewer.video import captions, container, thumbnail
from viewer.video.aside import Track
from viewer.video.cache import VideoCache
from viewer.video.disk_trouble import told
from viewer.video.entry import CacheEntry, Source
from viewer.video.file_names import beside, title_in_name
from viewer.video.sizes import size_words
from viewer.video.sniff import Footage, look_at

KEPT_SUFFIXES = {"mp4": ".mp4", "mkv": ".mkv"}
PLAIN_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".webp")
TRACKS_AT_MOST = 50
_LANGUAGE_FILE = re.compile(r"\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3})\.vtt")
_DEVICES = ("con", "nul", "prn", "aux")
"""Names that Windows gives to no file."""

_CLONE = 0x40049409
"""Linux's FICLONE (linux/fs.h): share the blocks of a file until one of the two is written to."""


class How(StrEnum):
    """How a file becomes a kept one: as cheaply as can be, as a copy, or only pointed at."""

    AUTO = "auto"
    COPY = "copy"
    LINK = "link"


def import_file(
    cache: VideoCache, file: Path, video_id: str, *, title: str = "", how: How = How.AUTO
) -> CacheEntry:
    """Keep a file under this id, with the captions and the picture that lie beside it.

    An older video of this id is replaced. Raises VideoError when it is no playable video, is not
    whole, or the cache has no room or may not be written; then nothing has changed.
    """
    with told(f"“{file.name}” could not be read", file.parent):
        footage = look_at(file)
        probe = container.probe(footage.file, footage.demuxer)
        _refuse_broken(footage)
        before = _state(footage.file)
    _refuse_without_room(cache, footage.file, how)
    staging = cache.fresh_staging(video_id)
    try:
        with told(f"“{file.name}” could not be kept", cache.folder):
            staged = _staged(_Source(footage, probe, how), staging)
            if _state(footage.file) != before:
                raise VideoError(f"“{file.name}” was written to while it was imported.",
                                 hint="Import it again when it is finished.")  # fmt: skip
            entry = replace(staged, id=video_id, title=title or title_in_name(file))
            entry = _with_side_files(entry, file, staging)
        return cache.publish(staging, entry)
    finally:
        delete(staging)


@dataclass(frozen=True, slots=True)
class _Source:
    footage: Footage
    probe: container.Probe
    how: How


def _refuse_broken(footage: Footage) -> None:
    verdict = container.walk(footage.file, may_pause=True)
    if not verdict.is_whole:
        raise VideoError(f"“{footage.file.name}” is not whole ({verdict.fault}).",
                         hint="Get it again from where it came from.")  # fmt: skip


def _state(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_size, found.st_mtime_ns


def _refuse_without_room(cache: VideoCache, file: Path, how: How) -> None:
    # A shared file takes no room; whether it can be shared is known only once it is tried.
    needed_bytes, free_bytes = file.stat().st_size, cache.free_bytes()
    if how is How.COPY and needed_bytes > free_bytes:
        raise VideoError(
            f"“{file.name}” needs {size_words(needed_bytes)}, and the video cache's disk has "
            f"{size_words(free_bytes)} left.",
            hint="Free some space, or only point at the file.",
        )


def _staged(source: _Source, staging: Path) -> CacheEntry:
    """Put a video into staging; return its entry without id and title."""
    file, probe = source.footage.file, source.probe
    if source.how is How.LINK:
        if probe.wants_remux:
            raise VideoError(f"“{file.name}” is stored in a way in which nothing can be found "
                             "quickly, so it must be written anew.", hint="Import it without "
                             "pointing at it.")  # fmt: skip
        name, kind, digest = str(file), Source.LINKED, ""
    elif probe.wants_remux:
        name, kind, digest = container.remux(file, staging / "video").name, Source.IMPORTED, ""
    else:
        name, kind = f"video{_suffix(source.footage)}", Source.IMPORTED
        digest = _brought(file, staging / name, source.how)
    return CacheEntry(
        "", "", name, 0, digest, kind, 0,
        duration_ms=probe.duration_ms, height_px=probe.height_px,
    )  # fmt: skip


def _suffix(footage: Footage) -> str:
    suffix = footage.file.suffix.lower()
    given = suffix if PLAIN_SUFFIX.fullmatch(suffix) else ""
    return KEPT_SUFFIXES.get(footage.demuxer, given)


def _brought(file: Path, target: Path, how: How) -> str:
    """Bring a file's bytes to a new name; return their SHA-256 if it was found on the way."""
    if how is How.AUTO and (_cloned(file, target) or _hard_linked(file, target)):
        return ""
    return copy_flushed(file, target)


def _cloned(file: Path, target: Path) -> bool:
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        with file.open("rb") as source, target.open("xb") as clone:
            fcntl.ioctl(clone.fileno(), _CLONE, source.fileno())
    except OSError:
        target.unlink(missing_ok=True)
        return False
    return True


def _hard_linked(file: Path, target: Path) -> bool:
    # What we may not write to is not ours to share, and Windows could not flush it.
    if not os.access(file, os.W_OK):
        return False
    try:
        os.link(file, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        return False
    return True


def _with_side_files(entry: CacheEntry, file: Path, staging: Path) -> CacheEntry:
    """Bring what lies beside a file along; what cannot be used of it is left out."""
    tracks: dict[str, Track] = {}
    thumbnail = ""
    for rest, found in sorted(_beside(file)):
        with contextlib.suppress(OSError, VideoError):
            if named := _LANGUAGE_FILE.fullmatch(rest):
                if named[1].lower() not in _DEVICES and len(tracks) < TRACKS_AT_MOST:
                    tracks[named[1].lower()] = _track(named[1], found, staging)
            elif rest.lower() in PICTURE_SUFFIXES and not thumbnail:
                thumbnail = _picture(found, staging)
    return replace(entry, tracks=tuple(tracks.values()), thumbnail=thumbnail)


def _beside(file: Path) -> Iterator[tuple[str, Path]]:
    with contextlib.suppress(OSError):
        yield from beside(file)


def _track(language: str, file: Path, staging: Path) -> Track:
    content = _read(file, captions.BYTES_AT_MOST)
    is_automatic = captions.is_rolling(content)
    if is_automatic:
        content = captions.mended(content).encode()
    else:
        next(captions.cues_of(content), None)
    name = f"{language}.auto.vtt" if is_automatic else f"{language}.vtt"
    (staging / name).write_bytes(content)
    return Track(language, name, is_automatic)


def _picture(file: Path, staging: Path) -> str:
    content = _read(file, thumbnail.MOST_BYTES)
    return thumbnail.keep_thumbnail(content, staging)


def _read(file: Path, limit_bytes: int) -> bytes:
    """Return a regular file's content; raises VideoError when it is too large, OSError."""
    with open_plain(file) as stream:
        content = stream.read(limit_bytes + 1)
    if len(content) > limit_bytes:
        raise VideoError(f"“{file.name}” is too large to come along.")
    return content
