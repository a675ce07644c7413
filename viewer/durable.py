"""Writing so that a crash, a kill or a power cut leaves the old or the new, never a torn file.

Files are written to a neighbour, flushed and renamed. Reading never follows a link, never waits
at a pipe and never takes more than it was told.

The first note waits for this module, so what few functions need they import themselves.
"""

import contextlib
import errno
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

CHUNK_BYTES = 1 << 20
NEIGHBOUR = ".part"
"""The end of the names of files that are being written."""

# Windows has neither; there, what is opened is looked at before.
_WITHOUT_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_AS_BYTES = getattr(os, "O_BINARY", 0)


def write_flushed(file: Path, content: str | bytes) -> None:
    """Write a whole file, and have the disk keep it; raises OSError, and then the old one stays."""
    write_whole(file, content, is_flushed=True)


def write_whole(file: Path, content: str | bytes, *, is_flushed: bool = False) -> None:
    """Write a whole file, so that readers find the old or the new; raises OSError.

    Unless it is flushed, which takes a while, a power cut may leave the old one.
    """
    if isinstance(content, str):
        # Ids and titles may hold half a character pair; JSON is read the same way.
        content = content.encode("utf-8", "surrogatepass")
    beside = file.with_name(f"{file.name}.{os.urandom(4).hex()}{NEIGHBOUR}")
    try:
        with beside.open("xb") as written:
            written.write(content)
            if is_flushed:
                written.flush()
                os.fsync(written.fileno())
        beside.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


class LateWriting:
    """Writes what changes often, every so many ms at most, and when it is flushed.

    A disk that refuses costs the memory only: it is asked again.
    """

    def __init__(self, write: Callable[[], None], now_ms: Callable[[], int], every_ms: int) -> None:
        self._write = write
        self._now_ms = now_ms
        self._every_ms = every_ms
        self._is_due = False
        self._written_ms = now_ms()

    def touch(self) -> None:
        """Tell that something has changed."""
        self._is_due = True
        if self._now_ms() - self._written_ms >= self._every_ms:
            self.flush()

    def flush(self) -> None:
        """Write what has not been written yet."""
        if not self._is_due:
            return
        self._is_due = False
        self._written_ms = self._now_ms()
        try:
            self._write()
        except OSError:
            self._is_due = True


def put_aside(file: Path) -> Path:
    """Give a damaged file a name of its own and return that; raises OSError."""
    number = 1
    while os.path.lexists(aside := file.with_name(f"{file.name}.damaged-{number}")):
        number += 1
    return file.rename(aside)


def copy_flushed(source: Path, target: Path) -> str:
    """Copy a file to a new name; return the SHA-256 of what was read, in hex."""
    import hashlib

    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("xb") as written:
        while chunk := read.read(CHUNK_BYTES):
            digest.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest()


def flush_file(file: Path) -> None:
    """Have the disk keep what was written to a file by others."""
    # Windows flushes only what is open for writing.
    descriptor = os.open(file, (os.O_RDWR if os.name == "nt" else os.O_RDONLY) | _WITHOUT_LINKS)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Have the disk keep the names in a folder."""
    if os.name != "posix":
        return  # Windows keeps the order of renames itself and cannot open a folder.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def open_plain(file: str | Path) -> BinaryIO:
    """Open a regular file for reading; raises OSError for anything else, and never waits."""
    return os.fdopen(_opened(file), "rb")


def read_plain(file: str | Path, most_bytes: int) -> bytes:
    """Return the beginning of a regular file; raises OSError for anything else, never waits."""
    descriptor = _opened(file)
    try:
        text = os.read(descriptor, most_bytes)
        # A file is mostly read at once, but nobody promises it.
        while len(text) < most_bytes and (more := os.read(descriptor, most_bytes - len(text))):
            text += more
    finally:
        os.close(descriptor)
    return text


def read_object(file: str | Path, most_bytes: int) -> dict[str, Any]:
    """Return the JSON object in a regular file.

    Raises OSError of the disk, ValueError for what is no object, or larger than it may be.
    """
    text = read_plain(file, most_bytes + 1)
    if len(text) > most_bytes:
        raise ValueError("it is too large")
    try:
        said = json.loads(text)
    except RecursionError as error:
        raise ValueError("it is too deep") from error
    if not isinstance(said, dict):
        raise ValueError("it is no object")
    return said


def _opened(file: str | Path) -> int:
    if not _WITHOUT_LINKS:
        _refuse_other_than_files(os.lstat(file), file)
    descriptor = os.open(file, os.O_RDONLY | _WITHOUT_LINKS | _AS_BYTES)
    try:
        _refuse_other_than_files(os.fstat(descriptor), file)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _refuse_other_than_files(found: os.stat_result, file: str | Path) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file", str(file))


def hash_of(file: Path) -> str:
    """Return the SHA-256 of a regular file, in hex; raises OSError."""
    import hashlib

    digest = hashlib.sha256()
    with open_plain(file) as read:
        while chunk := read.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def free_bytes(folder: Path) -> int:
    """Return how much room is left on the disk where a folder lies or would lie; raises OSError."""
    existing = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    import shutil

    return shutil.disk_usage(existing).free


def is_own_folder(folder: str | Path) -> bool:
    """Whether this is a folder itself, and no link or junction that leads to one elsewhere."""
    try:
        found = os.lstat(folder)
    except (OSError, ValueError):
        return False
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)
    return stat.S_ISDIR(found.st_mode) and getattr(found, "st_reparse_tag", 0) != junction


def things_in(folder: Path) -> list[Path]:
    """Return what lies in a folder, nothing where there is only a link to one; raises OSError."""
    with contextlib.suppress(FileNotFoundError):
        return sorted(folder.iterdir()) if is_own_folder(folder) else []
    return []


def size_bytes_of(thing: Path) -> int:
    """Return how many bytes a file or a folder takes, without what links lead to."""
    files = [thing]
    if is_own_folder(thing):
        files = [Path(folder, name) for folder, _, names in os.walk(thing) for name in names]
    total = 0
    for file in files:
        with contextlib.suppress(OSError):
            total += os.lstat(file).st_size
    return total


def delete(thing: Path) -> bool:
    """Delete a file, a link or a whole folder as far as that goes now; return whether it is gone.

    What a link leads to is left alone.
    """
    if is_own_folder(thing):
        import shutil

        shutil.rmtree(thing, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            thing.unlink()
    return not os.path.lexists(thing)
