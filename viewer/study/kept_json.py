"""Small tables of what a person made, kept as JSON: never torn, never overwritten when damaged."""

import json
import os
from pathlib import Path


def read_table(file: Path) -> dict[str, object]:
    """Return the table in a file; an empty one if there is no file.

    Raises ValueError when the file is damaged.
    """
    try:
        text = file.read_bytes()
    except OSError:
        return {}
    said = json.loads(text)
    if not isinstance(said, dict):
        raise ValueError(f"{file} holds no table")
    return said


def write_table(file: Path, said: dict[str, object]) -> None:
    """Write a table to a neighbour, flush it, and let it take the file's place."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = file.with_name(f"{file.name}.part")
    with beside.open("w", encoding="utf-8") as part:
        json.dump(said, part, ensure_ascii=False, indent=1)
        part.flush()
        os.fsync(part.fileno())
    beside.replace(file)


def put_aside(file: Path) -> None:
    """Give a damaged file a name of its own, if the disk lets us."""
    number = 1
    while (aside := file.with_name(f"{file.name}.damaged-{number}")).exists():
        number += 1
    try:
        file.rename(aside)
    except OSError:
        return
