"""`entry.json`: what is known of a kept video, written last and read with doubt.

HOT: ten thousand of these are read within a second, so paths are texts here.

Whatever stands there is believed only if every part is of the kind we write, and names files in
its own folder. What is read is bounded; what is written is held within those bounds.
"""

import errno
import json
import os
import re
from collections.abc import Collection
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from viewer.durable import read_plain
from viewer.video.aside import Chapter, Track
from viewer.video.entry import CacheEntry, Source, folder_name
from viewer.video.marks import PINNED

FORMAT = 1
NAME = "entry.json"
MOST_BYTES = 2 << 20
MOST_CHAPTERS = 1000
MOST_TRACKS = 200
MOST_LETTERS = 200
"""Of titles; an entry with all of these is still far below MOST_BYTES."""

SIDE_FILES = ("thumbnail", "description", "storyboard")
_PLAIN_NAME = re.compile(r"(?!\.)[^/\\:\x00-\x1f]{1,120}")
_HASH = re.compile(r"[0-9a-f]{64}")
_NOT_TEXT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_LARGEST = 1 << 62
_MARKED = ("used_s", "is_pinned")
"""What files beside it say, not the entry."""
_KINDS: dict[str, type] = {row.name: row.type for row in fields(CacheEntry)
          if row.type in (str, int) and row.name not in _MARKED}  # fmt: skip


class ManifestError(Exception):
    """An `entry.json` is not there as we write them.

    `is_absent` when there is none at all, `is_closed` when the disk does not let us read it.
    """

    def __init__(self, reason: str, *, is_absent: bool = False, is_closed: bool = False) -> None:
        super().__init__(reason)
        self.is_absent, self.is_closed = is_absent, is_closed


def read_manifest(folder: Path, key: str = "") -> CacheEntry:
    """Return what a folder's `entry.json` says, its files as names.

    The entry must be the one the folder is named after, or `key` where its name is another.
    Raises ManifestError for anything we would not have written.
    """
    try:
        text = read_plain(os.path.join(folder, NAME), MOST_BYTES + 1)  # noqa: PTH118 see HOT
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ManifestError("there is none", is_absent=True) from error
    except OSError as error:
        is_closed = error.errno not in (errno.EINVAL, errno.ELOOP)
        raise ManifestError(error.strerror or str(error), is_closed=is_closed) from error
    if len(text) > MOST_BYTES:
        raise ManifestError("it is too large")
    entry = _entry_in(_said_in(text))
    if folder_name(entry.id) != (key or folder.name):
        raise ManifestError("it is another video's")
    return entry


def manifest_text(entry: CacheEntry) -> str:
    """Return the text of an `entry.json`; `entry`'s files are names, long texts are cut."""
    said = {row.name: getattr(entry, row.name) for row in fields(entry) if row.name not in _MARKED}
    said["title"] = _cut(entry.title)
    said["chapters"] = [[each.start_ms, _cut(each.title)] for each in entry.chapters]
    said["chapters"] = said["chapters"][:MOST_CHAPTERS]
    said["tracks"] = [[each.language, each.file, each.is_automatic] for each in entry.tracks]
    said["tracks"] = said["tracks"][:MOST_TRACKS]
    return json.dumps({"format": FORMAT, "entry": said}, ensure_ascii=False, indent=1)


def file_names(entry: CacheEntry) -> list[str]:
    """Return the names of all files an entry has in its folder."""
    video = [] if entry.is_linked else [entry.file]
    sides = [getattr(entry, side) for side in SIDE_FILES]
    return [name for name in (*video, *(each.file for each in entry.tracks), *sides) if name]


def as_it_lies(
    entry: CacheEntry, folder: Path, present: Collection[str], used_s: int
) -> CacheEntry:
    """Return an entry with paths for names, and what the marks beside it say.

    Side files that are not `present` are left out.
    """
    base = os.path.join(folder, "")  # noqa: PTH118 see HOT

    def whole(name: str) -> str:
        return base + name if name in present else ""

    return replace(
        entry,
        file=entry.file if entry.is_linked else base + entry.file,
        tracks=tuple(
            replace(each, file=base + each.file) for each in entry.tracks if each.file in present
        ),
        thumbnail=whole(entry.thumbnail),
        description=whole(entry.description),
        storyboard=whole(entry.storyboard),
        used_s=used_s,
        is_pinned=PINNED in present,
    )


def _said_in(text: bytes) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ManifestError("it is torn") from error
    entry = said.get("entry") if isinstance(said, dict) else None
    if not isinstance(entry, dict) or said.get("format") != FORMAT:
        raise ManifestError("it is of another kind")
    return entry


def _entry_in(said: dict[str, Any]) -> CacheEntry:
    taken: dict[str, Any] = {
        name: _of_kind(said[name], kind) for name, kind in _KINDS.items() if name in said
    }
    taken["chapters"] = tuple(_chapter(each) for each in _rows(said, "chapters", MOST_CHAPTERS))
    taken["tracks"] = tuple(_track(each) for each in _rows(said, "tracks", MOST_TRACKS))
    try:
        entry = CacheEntry(**taken)
    except TypeError as error:
        raise ManifestError("something is missing from it") from error
    _check(entry)
    return entry


def _check(entry: CacheEntry) -> None:
    """Refuse what no entry of ours has; raises ManifestError."""
    if not entry.id or not _HASH.fullmatch(entry.sha256) or entry.source not in tuple(Source):
        raise ManifestError("it has no id, no hash or no source")
    if entry.is_linked and not Path(entry.file).is_absolute():
        raise ManifestError("it points nowhere")
    if entry.size_bytes == 0 or "\x00" in entry.file:
        raise ManifestError("it has no video")
    if not all(map(is_plain_name, file_names(entry))):
        raise ManifestError("it names files outside of its folder")


def is_plain_name(name: str) -> bool:
    """Whether this can only be the name of a file in the folder itself."""
    return bool(_PLAIN_NAME.fullmatch(name))


def _rows(said: dict[str, Any], name: str, most: int) -> list[Any]:
    rows = said.get(name, [])
    if not isinstance(rows, list) or len(rows) > most:
        raise ManifestError(f"its {name} are of another kind")
    return rows


def _chapter(row: Any) -> Chapter:
    if type(row) is list and len(row) == 2:
        start_ms, title = row
        if type(start_ms) is int and type(title) is str and 0 <= start_ms < _LARGEST:
            return Chapter(start_ms, title)
    raise ManifestError("a chapter is of another kind")


def _track(row: Any) -> Track:
    match row:
        case [str() as language, str() as file, bool() as is_automatic]:
            return Track(language, file, is_automatic)
    raise ManifestError("a track is of another kind")


def _of_kind(value: Any, kind: type) -> Any:
    if type(value) is not kind or (type(value) is int and not 0 <= value < _LARGEST):
        raise ManifestError("a value is of another kind")
    return value


def _cut(text: str) -> str:
    return _NOT_TEXT.sub(" ", text[:MOST_LETTERS])
