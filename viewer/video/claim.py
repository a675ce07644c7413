"""Whose folder a cache's is: `cache.json` says that it is ours, and of which format.

A folder in which something else lies never becomes a cache, because a cache is tidied by deleting.
"""

import json
import secrets
from pathlib import Path

from viewer.durable import read_object, write_flushed
from viewer.errors import VideoError

FORMAT = 1
MARK = "cache.json"
MARK_BYTES = 4096
_OURS = frozenset({
    "videos", "staging", "trash", "quarantine", "wishes", "lock", "queue.json", "subtitles",
    "pictures",
})  # fmt: skip
_NOBODYS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Systems leave these wherever a person has looked."""


def claim(folder: Path) -> None:
    """Make a folder a cache, if it is none yet.

    Raises VideoError when it is somebody else's or a newer program's, OSError for what the disk
    refuses.
    """
    said = _format_in(folder)
    if said == FORMAT:
        return
    if said > FORMAT:
        raise VideoError(
            f"The video cache in “{folder}” was made by a newer Notereel.",
            hint="Update Notereel, or choose another folder for the cache.",
        )
    if is_strange(folder):
        raise VideoError(
            f"“{folder}” holds other files, so it cannot become the video cache.",
            hint="Choose an empty folder.",
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_flushed(folder / MARK, json.dumps({"format": FORMAT, "id": secrets.token_hex(8)}))


def is_strange(folder: Path) -> bool:
    """Tell whether a folder is no cache and cannot become one; raises OSError of the disk."""
    return not _format_in(folder) and folder.is_dir() and not all(map(_is_ours, folder.iterdir()))


def _format_in(folder: Path) -> int:
    """Return the format of the cache in a folder, 0 if it is none."""
    try:
        number = read_object(folder / MARK, MARK_BYTES).get("format")
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return 0
    return number if type(number) is int and number > 0 else 0


def _is_ours(entry: Path) -> bool:
    # Another process may be claiming the folder at this very moment.
    return entry.name in _OURS | _NOBODYS or entry.name.startswith((MARK, "queue.json."))
