"""RECORD, the list in a wheel of what is in it, with the hash of each file.

The rule to know: it tells damage and mistakes, and what somebody changed who did not change the
list as well. Source: the binary distribution format of the Python Packaging User Guide.
"""

import base64
import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator

_NEVER_LISTED = ("RECORD.jws", "RECORD.p7s")


def hashes_listed(record: str) -> dict[str, str]:
    """Return the hash that a list has of each file, as `hash_in_record` writes it, or nothing.

    Raises csv.Error for what is no such list.
    """
    rows = csv.reader(io.StringIO(record))
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows if row}


def hash_in_record(digest: bytes) -> str:
    """Return a SHA-256 as it is listed."""
    return f"sha256={base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def objections(archive: zipfile.ZipFile, info: str, record: str) -> Iterator[str]:
    """Yield what is not as the list has it, reading every file; `info` is the `.dist-info` folder.

    Raises csv.Error for what is no list, and what zipfile does for a damaged file.
    """
    listed = hashes_listed(record)
    held = {each.filename for each in archive.infolist() if not each.is_dir()}
    own = f"{info}/RECORD"
    unlisted = held - set(listed) - {own, *(f"{info}/{name}" for name in _NEVER_LISTED)}
    if not set(listed) - {own}:
        yield "does not list what it holds"
        return
    yield from (f"holds a file that it does not list (“{name[:100]}”)" for name in sorted(unlisted))
    for name in sorted(set(listed) - {own}):
        if name not in held:
            yield f"lacks a file that it lists (“{name[:100]}”)"
            continue
        with archive.open(name) as file:
            digest = hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type]
        if listed[name] != hash_in_record(digest):
            yield f"holds another file than it lists (“{name[:100]}”)"
