"""The picture of a video, kept beside it under a name of ours, and only if it is a picture."""

import re
from pathlib import Path

MOST_BYTES = 20_000_000
_KINDS = {rb"\xff\xd8\xff": ".jpg", rb"RIFF....WEBP": ".webp", rb"\x89PNG\r\n": ".png"}


def keep_thumbnail(content: bytes, folder: Path) -> str:
    """Write a picture into a folder and return its file's name; empty for what is no picture.

    Raises OSError.
    """
    for beginning, suffix in _KINDS.items():
        if re.match(beginning, content, re.DOTALL):
            (folder / f"thumb{suffix}").write_bytes(content)
            return f"thumb{suffix}"
    return ""
