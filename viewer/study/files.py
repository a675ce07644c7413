"""Writing what a person made so that it is never lost: whole, or not at all.

Raises OSError where the disk refuses; the old file is still there then.
"""

import contextlib
import os
import secrets
from pathlib import Path


def write_flushed(file: Path, raw: bytes) -> None:
    """Write a file to a neighbour, have the disk keep it, and give it its name."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as part:
            part.write(raw)
            part.flush()
            os.fsync(part.fileno())
        beside.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def put_aside(file: Path) -> Path | None:
    """Give a damaged file a name of its own, if the disk lets us; return that."""
    number = 1
    while (aside := file.with_name(f"{file.name}.damaged-{number}")).exists():
        number += 1
    try:
        return file.rename(aside)
    except OSError:
        return None
