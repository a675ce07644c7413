"""Moving the cache to another folder, interrupted at any point and gone on with later.

Each thing goes by itself: on one disk by a rename; else as a copy that is read again and compared
before the old one is deleted. So each video is always whole in one of the two folders. The name of
the new folder is written down last, and then the old one is cleared.
"""

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from viewer.durable import (
    copy_flushed,
    delete,
    flush_folder,
    free_bytes,
    hash_of,
    is_own_folder,
    size_bytes_of,
    things_in,
    write_flushed,
)
from viewer.errors import VideoError
from viewer.video.cache import VideoCache
from viewer.video.claim import MARK, claim, is_strange
from viewer.video.condition import Condition, look_into
from viewer.video.disk_trouble import told
from viewer.video.manifest import read_manifest
from viewer.video.ownership import is_lock
from viewer.video.sizes import size_words

ROOMS = ("videos", "staging", "quarantine", "wishes")
SPARE_BYTES = 50_000_000
"""What a disk needs beside the files themselves."""

COPYING = ".moving"
HINT_FOLDER = "Choose an empty folder outside of the cache, or a new one."


def _nothing(step: str) -> None:
    """Do nothing after a step."""


def _on_one_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


@dataclass(frozen=True, slots=True)
class Move:
    """A cache that is to lie elsewhere. `pointer` is the file that says where the cache lies.

    `after` is called with a word after each step that changed the disk.
    """

    source: Path
    target: Path
    pointer: Path
    after: Callable[[str], None] = _nothing
    is_one_disk: Callable[[Path, Path], bool] = _on_one_disk
    free_bytes: Callable[[Path], int] = free_bytes


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move did; `left` are the names of folders that stayed behind, as they are damaged."""

    folder: Path
    videos: int
    size_bytes: int
    left: tuple[str, ...] = ()


def move_cache(cache: VideoCache, target: Path, pointer: Path) -> Moved:
    """Move a cache that nobody is using; `pointer` is the file that says where it lies.

    From a folder that somebody else filled nothing is taken. Raises UsageError while another
    process has the cache, else as `relocate` does.
    """
    target = target.absolute()
    with told("The video cache could not be moved", cache.folder):
        if is_strange(cache.folder):
            claim(_resolved(target))
            write_flushed(pointer, f"{_resolved(target)}\n")
            return Moved(_resolved(target), 0, 0)
    with cache.ownership().held():
        return relocate(Move(cache.folder, target, pointer))


def relocate(move: Move) -> Moved:
    """Move a cache; the caller owns it meanwhile, so that nothing is downloaded into it.

    Raises VideoError when the target cannot become the cache or has too little room, before
    anything has changed; or when a disk fails, after which it can be gone on with.
    """
    move = replace(move, source=_resolved(move.source), target=_resolved(move.target))
    _refuse_impossible(move)
    with told("The video cache could not be moved", move.target):
        if move.source == move.target:
            write_flushed(move.pointer, f"{move.target}\n")
            return Moved(move.target, 0, 0)
        claim(move.target)
        _refuse_without_room(move)
        owner = VideoCache(move.target).ownership()
        if not owner.take():
            raise VideoError(f"Another Notereel is at work in “{move.target}”.",
                             hint="Close it, or choose another folder.")  # fmt: skip
        try:
            return _moved(move)
        finally:
            owner.release()


def _resolved(folder: Path) -> Path:
    with told("The folder cannot be found", folder):
        return folder.expanduser().resolve()


def _refuse_impossible(move: Move) -> None:
    if move.target != move.source and (
        move.target.is_relative_to(move.source) or move.source.is_relative_to(move.target)
    ):
        raise VideoError(f"“{move.target}” and the video cache lie one in the other.",
                         hint=HINT_FOLDER)  # fmt: skip
    if not is_own_folder(move.source):
        raise VideoError(f"There is no video cache in “{move.source}”.",
                         hint="Connect its drive and try it again.")  # fmt: skip
    if os.path.lexists(move.target) and not is_own_folder(move.target):
        raise VideoError(f"“{move.target}” is no folder.", hint=HINT_FOLDER)


def _refuse_without_room(move: Move) -> None:
    if move.is_one_disk(move.source, move.target):
        return
    needed = sum(size_bytes_of(thing) for room in ROOMS for thing in things_in(move.source / room))
    # What is there already came with an earlier try, and the old one is only to be deleted.
    needed -= sum(size_bytes_of(move.source / "videos" / thing.name)
                  for thing in things_in(move.target / "videos"))  # fmt: skip
    free = move.free_bytes(move.target)
    if needed and needed + SPARE_BYTES > free:
        raise VideoError(
            f"The cache needs {size_words(needed + SPARE_BYTES)}, and only {size_words(free)} "
            f"are free where “{move.target}” lies.",
            hint="Remove some videos first, or choose another disk.",
        )


def _moved(move: Move) -> Moved:
    # What an earlier try was killed in the middle of; only we write there.
    for torn in (move.target / "staging").glob(f"*{COPYING}"):
        delete(torn)
    left = [
        thing.name for thing in things_in(move.source / "videos") if not _move_video(move, thing)
    ]
    for room in ROOMS[1:]:
        for thing in things_in(move.source / room):
            _move_thing(move, thing, room)
    if (move.source / "queue.json").is_file():
        write_flushed(move.target / "queue.json", (move.source / "queue.json").read_text("utf-8"))
        move.after("queue copied")
    move.pointer.parent.mkdir(parents=True, exist_ok=True)
    write_flushed(move.pointer, f"{move.target}\n")
    move.after("new folder written down")
    _clear(move, ("trash",) if left else (*ROOMS, "trash", "queue.json", "lock", MARK))
    cache = VideoCache(move.target)
    return Moved(move.target, len(cache.holdings()), cache.size_bytes(), tuple(left))


def _move_video(move: Move, folder: Path) -> bool:
    """Move one kept video; return False when it is damaged and stays where it is."""
    target = VideoCache(move.target)
    place = move.target / "videos" / folder.name
    if look_into(place).condition in (Condition.READY, Condition.UNSEALED):
        # It was copied before, and only the old one is left to go.
        _throw(move, folder)
        return True
    place.parent.mkdir(exist_ok=True)
    if _renamed(move, folder, place):
        return True
    found = look_into(folder)
    if found.entry is None or found.condition is not Condition.READY:
        if found.condition is Condition.DAMAGED:
            return False
        _move_thing(move, folder, "videos")
        return True
    with _copied(move, folder) as copy:
        entry = read_manifest(folder)
        if not os.path.isabs(entry.file) and hash_of(copy / entry.file) != entry.sha256:  # noqa: PTH117
            return False
        move.after("video compared")
        target.publish(copy, entry)
    move.after("video published")
    _throw(move, folder)
    return True


def _move_thing(move: Move, thing: Path, room: str) -> None:
    """Move something that is no whole video: a part of a download, a wish; locks are left out."""
    place = move.target / room / thing.name
    if thing.is_symlink() or not (thing.is_file() or thing.is_dir()) or is_lock(thing):
        delete(thing)
        return
    place.parent.mkdir(exist_ok=True)
    if os.path.lexists(place):
        delete(place)
    if _renamed(move, thing, place):
        return
    with _copied(move, thing) as copy:
        copy.rename(place)
        flush_folder(place.parent)
        move.after("part copied")
    _throw(move, thing)


def _renamed(move: Move, thing: Path, place: Path) -> bool:
    """Rename something if both lie on one disk, and return whether they do."""
    if not move.is_one_disk(move.source, move.target):
        return False
    try:
        if os.path.lexists(place):
            delete(place)
        thing.rename(place)
    except OSError as error:
        if error.errno == errno.EXDEV:
            return False
        raise
    flush_folder(place.parent)
    move.after("renamed")
    return True


@contextlib.contextmanager
def _copied(move: Move, thing: Path) -> Iterator[Path]:
    """Copy something into the new staging, and clear it away there unless it was moved on."""
    (move.target / "staging").mkdir(exist_ok=True)
    copy = move.target / "staging" / f"{thing.name}-{secrets.token_hex(4)}{COPYING}"
    try:
        _copy(thing, copy)
        move.after("copied")
        yield copy
    finally:
        delete(copy)


def _copy(thing: Path, copy: Path) -> None:
    """Copy a file or a folder of files with their times; links and pipes are left out."""
    if is_own_folder(thing):
        copy.mkdir()
        for each in thing.iterdir():
            _copy(each, copy / each.name)
    elif thing.is_file() and not thing.is_symlink():
        copy_flushed(thing, copy)
        shutil.copystat(thing, copy)


def _throw(move: Move, thing: Path) -> None:
    """Delete something so that it is gone as a whole or still there as a whole."""
    trash = move.source / "trash"
    trash.mkdir(exist_ok=True)
    gone = trash / f"{thing.name}-{secrets.token_hex(4)}"
    thing.rename(gone)
    move.after("old one thrown away")
    delete(gone)


def _clear(move: Move, names: tuple[str, ...]) -> None:
    """Delete what is ours in the old folder, and the folder if nothing else is in it."""
    for name in names:
        delete(move.source / name)
        move.after("old folder cleared")
    with contextlib.suppress(OSError):
        move.source.rmdir()
