"""Opening what lies below a folder, so that neither a link nor a race leads out of it.

A name that was checked may be another file by the time it is opened, and even asking about a
file elsewhere can be too much: on Windows, the share a link names hears of it. So the way is gone
step by step, each from the folder before, and a link is read, never followed.
"""

import errno
import os
import stat
import sys
from collections import deque
from pathlib import Path, PurePath

from viewer.errors import NoteError

MOST_LINKS = 40
"""As many as Linux follows on one way."""

_LONGEST_PATH = 32_768
_CAN_STEP = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0)
# O_NONBLOCK: opening a FIFO must not wait for someone to write to it.
_FILE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_UNFOLLOWED = getattr(os, "O_NOFOLLOW", 0)
_MAY_BE_A_LINK = (errno.ELOOP, errno.ENOTDIR, errno.EMLINK)


def open_beneath(root: Path, path: PurePath) -> int:
    """Return a descriptor, for reading, of what lies at a path below a folder.

    `path` is relative. Links count by where they lead; nothing beyond the folder is touched to
    find out. Raises NoteError when the way leads out, and OSError when it cannot be gone.
    """
    if path.is_absolute() or path.drive:
        raise stray(path)
    if not _CAN_STEP:
        return _open_checked(root, path)
    with _Way(root, path) as way:
        return way.open()


def is_file_beneath(root: Path, path: PurePath) -> bool:
    """Whether a regular file lies at a path below a folder, links followed within it."""
    try:
        found = open_beneath(root, path)
    except (NoteError, OSError):
        return False
    is_file = stat.S_ISREG(os.fstat(found).st_mode)
    os.close(found)
    return is_file


class _Way:
    """The folders entered so far, the root first, each held open."""

    def __init__(self, root: Path, path: PurePath) -> None:
        self._root, self._path = root, path
        self._folders: list[int] = []
        self._links_left = MOST_LINKS

    def __enter__(self) -> "_Way":
        self._folders.append(os.open(self._root, _FOLDER))
        return self

    def __exit__(self, *_error: object) -> None:
        self._leave_to(0)

    def open(self) -> int:
        """Go all steps; return a descriptor of what the last one names."""
        ahead = deque(self._path.parts)
        while ahead:
            name = ahead.popleft()
            if name == "..":
                self._go_up()
                continue
            flags = _UNFOLLOWED | (_FOLDER if ahead else _FILE)
            try:
                found = os.open(name, flags, dir_fd=self._folders[-1])
            except OSError as error:
                if error.errno not in _MAY_BE_A_LINK:
                    raise
                ahead.extendleft(reversed(self._steps_of_link(name, error)))
                continue
            if not ahead:
                return found
            self._folders.append(found)
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))

    def _go_up(self) -> None:
        if len(self._folders) == 1:
            raise stray(self._path)
        self._leave_to(len(self._folders) - 1)

    def _steps_of_link(self, name: str, error: OSError) -> list[str]:
        """Return the steps a link stands for; an absolute one starts at the root again."""
        try:
            target = PurePath(os.readlink(name, dir_fd=self._folders[-1]))
        except OSError:
            raise error from None  # It was no link, so the error said what is wrong.
        self._links_left -= 1
        if self._links_left < 0:
            raise error
        if not target.is_absolute():
            return list(target.parts)
        self._leave_to(1)
        for root in (self._root.absolute(), os.path.realpath(self._root)):
            if target.is_relative_to(root):
                return list(target.relative_to(root).parts)
        raise stray(self._path)

    def _leave_to(self, depth: int) -> None:
        while len(self._folders) > depth:
            os.close(self._folders.pop())


def _open_checked(root: Path, path: PurePath) -> int:
    """Open by name where steps cannot be gone one by one; then ask what it was that was opened.

    To look at the name once more would not do: it may have been another in between.
    """
    # Not by Path.resolve(), which raises RuntimeError for a loop.
    real_root, real = os.path.realpath(root), os.path.realpath(root / path)
    if not Path(real).is_relative_to(real_root):
        raise stray(path)
    found = os.open(real, _FILE)
    if not Path(_path_of(found)).is_relative_to(real_root):
        os.close(found)
        raise stray(path)
    return found


if sys.platform == "win32":
    import ctypes
    import msvcrt

    def _path_of(descriptor: int) -> str:
        """Return the path of what is open, as the system knows it."""
        name = ctypes.create_unicode_buffer(_LONGEST_PATH)
        handle = ctypes.c_void_p(msvcrt.get_osfhandle(descriptor))
        length = ctypes.windll.kernel32.GetFinalPathNameByHandleW(handle, name, _LONGEST_PATH, 0)
        if not 0 < length < _LONGEST_PATH:
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
        path = name.value.removeprefix("\\\\?\\")
        return "\\" + path.removeprefix("UNC") if path.startswith("UNC\\") else path

else:

    def _path_of(descriptor: int) -> str:
        """Return the path of what is open, as the system knows it; only Linux has this place."""
        return str(Path(f"/proc/self/fd/{descriptor}").readlink())


def stray(path: PurePath) -> NoteError:
    """Return the error for a path that leads out of its vault."""
    return NoteError(
        f"“{path.name}” leads out of the vault.",
        hint="It is a link to a file elsewhere; open that file itself to read it.",
    )
