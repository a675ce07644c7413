"""Who is the first: a lock that the system itself takes back when its holder dies.

So a kill leaves nothing that a later start would have to judge. The lock and the socket lie in a
folder that nobody else may enter. Every start loads this module before it paints anything.
"""

from __future__ import annotations

import os
import stat
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from viewer.door.meeting import Knock
    from viewer.door.wish import Wish

LONGEST_SOCKET = 100
"""A socket's path may be so long; the systems allow 104 to 108 bytes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the instances of one person, with one data folder, meet."""

    folder: Path
    name: str

    @property
    def lock(self) -> Path:
        """The file whose lock the first instance holds."""
        return self.folder / f"{self.name}.lock"

    @property
    def socket(self) -> str:
        """What the first instance listens at: a path, or the name of a pipe on Windows."""
        is_pipe = sys.platform == "win32"
        return f"notereel-{self.name}" if is_pipe else str(self.folder / self.name)


def place_for(data: Path) -> Place | None:
    """Return where to meet; None where no folder can be had that is ours alone."""
    name = f"{zlib.crc32(os.fsencode(os.path.realpath(data))):08x}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    # In Flatpak each start has a folder of its own there; only this one in it is shared by all.
    sandbox = os.environ.get("FLATPAK_ID", "")
    shared = Path(runtime, "app", sandbox) if sandbox else Path(runtime)
    folders = [shared / "notereel"] if Path(runtime).is_absolute() else []
    for folder in (*folders, data / "instance"):
        place = Place(folder, name)
        if len(os.fsencode(place.socket)) <= LONGEST_SOCKET and _is_made_ours(folder):
            return place
    return None


def _is_made_ours(folder: Path) -> bool:
    """Make a folder if need be; return whether it is one that nobody else may enter."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(exist_ok=True, mode=0o700)
        found = os.lstat(folder)
    except OSError:
        return False
    if sys.platform == "win32":
        return stat.S_ISDIR(found.st_mode)  # Below the profile, which is closed to others.
    return (
        stat.S_ISDIR(found.st_mode)
        and found.st_uid == os.geteuid()
        and not stat.S_IMODE(found.st_mode) & 0o077
    )


class Lock:
    """One file's lock; held until it is released, or until this process ends."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor = -1

    def take(self) -> bool:
        """Take the lock if nobody has it; return whether it is ours. Never waits.

        Raises OSError where there can be no lock at all.
        """
        if self._descriptor >= 0:
            return True
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self._file, flags, 0o600)
        try:
            _lock(descriptor)
        except (BlockingIOError, PermissionError):
            os.close(descriptor)
            return False
        except OSError:
            os.close(descriptor)
            raise
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let the next one have it. The file stays: to delete it would let two hold one each."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            # Wine's C library fails without saying why.
            if error.errno == 0:
                raise BlockingIOError from error
            raise
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(frozen=True, slots=True)
class Start:
    """How a start goes on: with a window, unless its wish `is_handed` to the one that is open.

    With `listening`, this is the first instance; `remark` is what its reader should know.
    """

    listening: tuple[Place, Lock] | None = None
    is_handed: bool = False
    remark: str = ""

    def let_go(self) -> None:
        """Let another be the first."""
        if self.listening is not None:
            self.listening[1].release()


def begin(wish: Wish, data: Path, knock: Knock, *, is_alone: bool = False) -> Start:
    """Find out whether this is the first instance, and if it is not, hand the wish over.

    `is_alone` wants a window of its own; so do scripts. Raises UsageError when the other instance
    refuses the wish.
    """
    place = None if wish.screenshot else place_for(data)
    if place is None:
        return Start()
    lock = Lock(place.lock)
    try:
        if lock.take():
            return Start((place, lock))
        if is_alone or wish.script:
            return Start()
        from viewer.door.meeting import Outcome, meet

        outcome = meet(lock, place.socket, wish, knock)
    except OSError:
        return Start()
    if outcome is Outcome.FIRST:
        return Start((place, lock))
    if outcome is Outcome.HANDED:
        return Start(is_handed=True)
    return Start(remark="Notereel is running but does not answer, so this is a window of its own.")
