"""The log: what went wrong that nobody foresaw, kept small, for whoever mends it."""

import time
from pathlib import Path

MOST_BYTES = 500_000


def write_log(file: Path, text: str) -> None:
    """Add a line or more; a log grown too long begins anew, and a full disk is no new trouble."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        is_long = file.exists() and file.stat().st_size > MOST_BYTES
        with file.open("w" if is_long else "a", encoding="utf-8") as log:
            log.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text.rstrip()}\n")
    except OSError:
        return
