"""From staging to the kept videos: all of it at once, or nothing.

Order is everything here: the video's bytes are on the disk before its seal, the seal before the
entry, the entry before the rename that makes it exist. Killed in between, the old one stays.
"""

import contextlib
import os
import secrets
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from viewer.durable import delete, flush_file, flush_folder, hash_of, write_flushed
from viewer.errors import VideoError
from viewer.video import manifest, picture_shelf, seal
from viewer.video.condition import look_into
from viewer.video.entry import CacheEntry
from viewer.video.marks import PINNED, USED, last_used_s, mark_used, put_mark

ATTEMPTS = 5
OURS = frozenset({manifest.NAME, seal.NAME, USED, PINNED, picture_shelf.FOLDER})


def complete(staging: Path, entry: CacheEntry) -> CacheEntry:
    """Flush what an entry names in staging, seal it and write its `entry.json`; return it.

    Size and hash are taken from the file where they are not known. Raises VideoError when a file
    is not there or not as long as it should be, OSError for what the disk refuses.
    """
    names = [_name_in(staging, name) for name in manifest.file_names(entry)]
    entry = _with_names(entry)
    for name in names:
        flush_file(staging / name)
    video = staging / entry.file
    seal.let_the_clock_tick(video)
    found = os.lstat(video)
    entry = replace(entry, size_bytes=entry.size_bytes or found.st_size,
                    sha256=entry.sha256 or hash_of(video))  # fmt: skip
    _check_whole(entry, found)
    kept = seal.seal_of(entry, os.lstat(video))
    if kept != seal.seal_of(entry, found):
        raise VideoError(f"“{entry.name}” is still being written to.",
                         hint="Try it again when that has ended.")  # fmt: skip
    seal.write_seal(staging, kept)
    write_flushed(staging / manifest.NAME, _text_of(entry))
    flush_folder(staging)
    return entry


def _check_whole(entry: CacheEntry, found: os.stat_result) -> None:
    if not seal.is_regular(found) or found.st_size != entry.size_bytes or not found.st_size:
        raise VideoError(f"“{entry.name}” is not whole: it has {found.st_size} bytes, "
                         f"not {entry.size_bytes}.", hint="Fetch or import it again.")  # fmt: skip


def _text_of(entry: CacheEntry) -> str:
    text = manifest.manifest_text(entry)
    if len(text) * 4 > manifest.MOST_BYTES:
        raise VideoError(f"What is known of “{entry.id[:40]}” is too much to be kept.")
    return text


def put_in_place(staging: Path, place: Path, trash: Path) -> None:
    """Make a complete staging folder the kept one; an older one goes to trash, its marks stay.

    Raises OSError, and then the older one is where it was.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    _keep_marks(place, staging)
    for attempt in range(ATTEMPTS):
        try:
            _exchange(staging, place, trash)
            break
        except OSError:
            # Somebody else published the same video between our two renames.
            if attempt + 1 == ATTEMPTS or not (staging.is_dir() and place.is_dir()):
                raise
    flush_folder(place.parent)


def _exchange(staging: Path, place: Path, trash: Path) -> None:
    old = throw(place, trash)
    try:
        staging.rename(place)
    except OSError:
        if old is not None and not os.path.lexists(place):
            old.rename(place)
        raise
    if old is not None:
        delete(old)


def throw(thing: Path, trash: Path) -> Path | None:
    """Move something to trash and return where it lies there; None when it was gone already.

    Raises OSError when it cannot be moved, as on Windows while it is played.
    """
    if not os.path.lexists(thing):
        return None
    trash.mkdir(parents=True, exist_ok=True)
    target = trash / f"{thing.name}-{secrets.token_hex(4)}"
    try:
        thing.rename(target)
    except FileNotFoundError:
        return None
    return target


def throw_unwatched(place: Path, trash: Path, used_s: int) -> Path | None:
    """Move a video to trash as `throw` does, unless it is played again at this very moment."""
    try:
        lies = throw(place, trash)
    except PermissionError:
        # Windows does not let go of what is open: somebody is watching it.
        if os.name != "nt":
            raise
        return None
    if lies is not None and last_used_s(lies) != used_s and not os.path.lexists(place):
        lies.rename(place)
        return None
    return lies


def leave_only(folder: Path, names: Iterable[str]) -> None:
    """Delete from a kept video's folder what its entry does not name, as far as that goes."""
    kept = OURS | set(names)
    with contextlib.suppress(OSError):
        for each in list(folder.iterdir()):
            if each.name not in kept:
                delete(each)


def _keep_marks(place: Path, staging: Path) -> None:
    """Carry over when the older one was played last, and whether it is pinned."""
    older = look_into(place).entry
    if older is None:
        return
    if older.is_pinned:
        put_mark(staging, PINNED)
    if older.used_s:
        mark_used(staging, older.used_s)


def _name_in(staging: Path, name: str) -> str:
    """Return the name of a file directly in staging; raises VideoError for any other."""
    bare = Path(name).name
    if not manifest.is_plain_name(bare) or (staging / name) != (staging / bare):
        raise VideoError(f"“{name}” does not lie in the folder that is to be kept.")
    return bare


def _with_names(entry: CacheEntry) -> CacheEntry:
    """Return the entry with bare names, and stamped with the time it came in."""

    def bare(path: str) -> str:
        return Path(path).name

    return replace(
        entry,
        file=entry.file if entry.is_linked else bare(entry.file),
        tracks=tuple(replace(each, file=bare(each.file)) for each in entry.tracks),
        added_s=entry.added_s or int(time.time()),
        thumbnail=bare(entry.thumbnail),
        description=bare(entry.description),
        storyboard=bare(entry.storyboard),
    )
