"""What is loaded of a video: one file, or its picture and its sound apart.

The names of the files are ours: of what a site says only its formats' names get into them, and of
these only plain letters.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qs, urlsplit

Info = dict[str, Any]

VIDEO_SUFFIXES = frozenset({
    "3gp", "aac", "asf", "avi", "flac", "flv", "m2ts", "m4a", "m4v", "mka", "mkv", "mov", "mp3",
    "mp4", "mpeg", "mpg", "mts", "oga", "ogg", "ogv", "opus", "ts", "wav",
    "weba", "webm", "wma", "wmv",
})  # fmt: skip
"""How files may be named where they come from; anything else is not even asked for."""

_ODD = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a video; `info` is what yt-dlp knows of it.

    `size_bytes` is 0 when it is not known; `about_bytes` may be an estimate. `edition` changes
    when the site makes the file anew.
    """

    name: str
    format_id: str
    size_bytes: int
    about_bytes: int
    edition: str
    is_fragmented: bool
    info: Info


def parts_of(info: Info, is_fragmented: dict[str, bool]) -> tuple[Part, ...]:
    """Return what is to be loaded, the picture first; `is_fragmented` is asked by format."""
    formats = info.get("requested_formats") or [info]
    return tuple(_part({**info, **each}, is_fragmented) for each in formats)


def suffix_of(info: Info) -> str:
    """Return how the site names the file, in small letters."""
    return str(info.get("ext") or "").lower()


def is_named_as_video(info: Info) -> bool:
    """Whether a format is named as a video; of one that is not known, its address tells."""
    suffix = suffix_of(info)
    if suffix == "unknown_video":
        try:
            suffix = PurePosixPath(urlsplit(str(info.get("url") or "")).path).suffix[1:].lower()
        except ValueError:
            return False
    return not suffix or suffix in VIDEO_SUFFIXES


def _part(info: Info, is_fragmented: dict[str, bool]) -> Part:
    format_id = str(info.get("format_id") or "0")
    for extra in ("requested_formats", "formats", "subtitles", "automatic_captions"):
        info.pop(extra, None)
    size = int(info.get("filesize") or 0)
    seconds, kbit_s = float(info.get("duration") or 0), float(info.get("tbr") or 0)
    about = size or int(info.get("filesize_approx") or seconds * kbit_s * 125)
    is_known = suffix_of(info) in VIDEO_SUFFIXES
    return Part(
        name=f"v.{_plain(format_id)}.{suffix_of(info) if is_known else 'video'}",
        format_id=format_id,
        size_bytes=size,
        about_bytes=about,
        edition=_edition(info),
        is_fragmented=is_fragmented.get(format_id, False),
        info=info,
    )


def _plain(format_id: str) -> str:
    """Return a format's name as it may stand in a file's; odd ones get a hash, to stay apart."""
    plain = _ODD.sub("-", format_id)[:24]
    if plain == format_id:
        return plain
    return f"{plain}-{hashlib.sha256(format_id.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _edition(info: Info) -> str:
    """Return which video this is of, and when YouTube says that it made the file."""
    try:
        made = parse_qs(urlsplit(str(info.get("url") or "")).query).get("lmt", [""])[0]
        host = urlsplit(str(info.get("webpage_url") or "")).hostname or ""
    except ValueError:
        made = host = ""
    return " ".join((str(info.get("extractor_key")), host, str(info.get("id")), made))[:300]
