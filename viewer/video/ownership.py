"""Who may do what: locks that the system frees when their holder ends, however it ends.

One process owns a cache: it downloads, evicts and collects. Others read, play and import. A
folder in staging is locked while a download is at work in it; its lock lies beside it, because
Windows cannot rename a folder in which a file is open.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from viewer.durable import is_own_folder
from viewer.errors import UsageError
from viewer.video.disk_trouble import told


class Lock:
    """A lock on a file that is made for it; held by one process at a time, by one object in it."""

    def __init__(self, file: Path) -> None:
        from filelock import FileLock

        self.file = file
        # Taken on one thread, it may be given back on another.
        self._lock = FileLock(str(file), thread_local=False)

    @property
    def is_held(self) -> bool:
        """Whether we hold it."""
        return self._lock.is_locked

    def take(self) -> bool:
        """Take it, if nobody else has it, and return whether we hold it now; never waits.

        Raises OSError when the folder cannot be written.
        """
        from filelock import Timeout

        if self.is_held:
            return True
        self.file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def release(self) -> None:
        """Give it back, if we hold it."""
        self._lock.release(force=True)


class CacheLock(Lock):
    """A lock in a cache."""

    def take(self) -> bool:
        """Take it as any lock; raises VideoError when the folder cannot be written."""
        with told("The video cache could not be locked", self.file.parent):
            return super().take()


class Ownership(CacheLock):
    """The right to download into a cache, to evict and to collect."""

    def __init__(self, cache: Path) -> None:
        super().__init__(cache / "lock")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold it for a while; raises UsageError while another process has it."""
        if not self.take():
            raise UsageError(
                "Another window of Notereel is using the video cache.",
                hint="Close it, and try it again.",
            )
        try:
            yield
        finally:
            self.release()


def staging_lock(staging: Path) -> CacheLock:
    """Return the lock of a folder in staging."""
    return CacheLock(staging.with_name(f"{staging.name}.lock"))


def is_lock(file: Path) -> bool:
    """Whether this is the lock of a folder in staging."""
    return file.suffix == ".lock" and not is_own_folder(file)
