"""Where libVLC lies on Windows: beside the program, or where VLC's own installer has put it.

The rule to know: python-vlc is always told the whole path. Left to itself it would take the
libvlc.dll of the current folder as well, and that may be a vault which somebody sent.
"""

import contextlib
import sys
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path

from viewer.worker.host import HOUSE

LIBRARY = "libvlc.dll"
CHOICE = "PYTHON_VLC_LIB_PATH"
"""The variable that python-vlc looks at first, whoever has set it."""

_KEY = r"Software\VideoLAN\VLC"


def usual_folders(environment: Mapping[str, str]) -> Iterator[Path]:
    """Yield where libVLC may lie: the one that came with us first, as it was tried with us."""
    yield Path(HOUSE, "vlc")
    yield from _installed()
    for name in ("PROGRAMW6432", "PROGRAMFILES"):
        if folder := environment.get(name):
            yield Path(folder, "VideoLAN", "VLC")


def choose_library(folders: Iterable[Path], environment: MutableMapping[str, str]) -> str:
    """Have python-vlc load the first library in these folders; return its path.

    A person's own choice stays; "" is returned then, and where there is none.
    """
    if CHOICE in environment:
        return ""
    places = (folder / LIBRARY for folder in folders if folder.is_absolute())
    found = next((str(place) for place in places if place.is_file()), "")
    if found:
        environment[CHOICE] = found
    return found


def _installed() -> Iterator[Path]:
    """Yield the folders that VLC's installer has written down."""
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            with contextlib.suppress(OSError), winreg.OpenKey(root, _KEY) as key:
                yield Path(str(winreg.QueryValueEx(key, "InstallDir")[0]))
    else:
        yield from ()
