"""What the disk refuses, said so that a person can do something about it.

Every way into the cache's folder goes through `told`, so that no OSError gets out of it.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from viewer.errors import VideoError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_AWAY = (errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN)

HINT_FULL = "Free some space, or choose another cache folder, and try it again."
HINT_FORBIDDEN = "Choose a cache folder that you may write to, or close what holds the file open."
HINT_AWAY = "Connect the drive of the video cache again, or choose another folder for it."
HINT_OTHER = "Check the disk, and try it again."


@contextmanager
def told(what: str, folder: Path) -> Iterator[None]:
    """Turn what the disk refuses into a VideoError, whose sentence begins with `what`.

    A VideoError that is raised inside goes through as it is.
    """
    try:
        yield
    except OSError as error:
        raise refusal_of(what, folder, error) from error


def refusal_of(what: str, folder: Path, error: OSError) -> VideoError:
    """Return the refusal of a disk as a sentence and a hint."""
    said = error.strerror or type(error).__name__
    return VideoError(f"{what} in {folder}: {said}.", hint=_hint_for(error.errno))


def _hint_for(number: int | None) -> str:
    if number in _FULL:
        return HINT_FULL
    if number in _FORBIDDEN:
        return HINT_FORBIDDEN
    return HINT_AWAY if number in _AWAY else HINT_OTHER
