"""How a kept video stands: whether it may be played, is gone, or must be checked first.

Looking takes a few reads and never follows a link. Only READY is ever served.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from viewer.durable import is_own_folder
from viewer.video import seal
from viewer.video.entry import CacheEntry, folder_name
from viewer.video.manifest import ManifestError, as_it_lies, read_manifest
from viewer.video.marks import USED, last_used_s

VIDEOS = "videos"


class Condition(StrEnum):
    """How a kept video stands."""

    READY = "ready"
    ABSENT = "absent"
    MISSING = "missing"
    UNSEALED = "unsealed"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a folder; `entry` is None if there is none that can be believed.

    `reason` says, for a damaged one, what is wrong with it, as the end of a sentence.
    """

    condition: Condition
    entry: CacheEntry | None = None
    reason: str = ""


def place_in(cache: Path, video_id: str) -> Path:
    """Return where in a cache's folder the video of this id lies or would lie."""
    return cache / VIDEOS / folder_name(video_id)


def found_in(cache: Path, video_id: str) -> Found:
    """Return how the video of this id stands in a cache's folder; fast, nothing is hashed."""
    if not video_id or not is_own_folder(cache / VIDEOS):
        return _ABSENT
    found = look_into(place_in(cache, video_id))
    if found.entry is not None and found.entry.id != video_id:
        return Found(Condition.DAMAGED, None, "its entry is another video's")
    return found


def look_into(folder: Path) -> Found:
    """Return what a video's folder holds; fast, nothing is hashed."""
    if not is_own_folder(folder):
        exists = os.path.lexists(folder)
        return Found(Condition.DAMAGED, None, "its folder is none") if exists else _ABSENT
    try:
        said = read_manifest(folder)
    except ManifestError as error:
        if error.is_absent:
            return _ABSENT
        if error.is_closed:
            return Found(Condition.MISSING, None, f"its entry cannot be read: {error}")
        return Found(Condition.DAMAGED, None, f"its entry cannot be believed: {error}")
    return _with_its_video(folder, said, _present_in(folder))


_ABSENT = Found(Condition.ABSENT)


def _with_its_video(
    folder: Path, said: CacheEntry, present: Mapping[str, os.DirEntry[str]]
) -> Found:
    entry = as_it_lies(said, folder, present, last_used_s(folder) if USED in present else 0)
    try:
        found = os.lstat(entry.file)
    except (OSError, ValueError):
        return Found(Condition.MISSING, entry, "its file is gone")
    if not seal.is_regular(found):
        return Found(Condition.DAMAGED, entry, "its file is a link or no file at all")
    if found.st_size != entry.size_bytes:
        said_bytes = f"it has {found.st_size} bytes, not {entry.size_bytes}"
        return Found(Condition.DAMAGED, entry, said_bytes)
    kept = seal.read_seal(folder)
    if kept is not None and (kept.id, kept.sha256) != (entry.id, entry.sha256):
        return Found(Condition.DAMAGED, entry, "its seal is another video's")
    is_sealed = kept == seal.seal_of(entry, found)
    return Found(Condition.READY if is_sealed else Condition.UNSEALED, entry)


def _present_in(folder: Path) -> dict[str, os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listed:
            return {each.name: each for each in listed if each.is_file(follow_symlinks=False)}
    except OSError:
        return {}
