"""Reading a note from disk, whatever the file turns out to be.

Only regular files below the vault are read, however they are named there, and never more than
a bounded part of them.
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import NoteError
from viewer.library.beneath import open_beneath, stray

WHOLE_BYTES = 2_000_000
"""A note up to this size is read whole and shown rich."""
PART_BYTES = 300_000
"""Of a bigger one, this much is shown, plain."""


@dataclass(frozen=True, slots=True)
class NoteText:
    """The text of a note, and what had to be done to get it.

    `reason` is a sentence for the reader, empty when all went well; `is_rich` is False when
    the text is too big to be laid out.
    """

    text: str
    reason: str = ""
    is_rich: bool = True


def read_note_file(file: Path, vault: Path) -> NoteText:
    """Return the text of a note below a vault.

    Raises NoteError when there is no file, it may not be read, it leads out of the vault,
    it is not a regular file, or it is not text.
    """
    raw, size = _read_bounded(file, vault)
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NoteError(
            f"“{file.name}” is not a text file.",
            hint="Only Markdown notes can be shown; the file was left as it is.",
        )
    text, reason = _decode(raw)
    if size > WHOLE_BYTES:
        shown = f"{PART_BYTES / 1e6:.1f} MB"
        return NoteText(
            text,
            f"This note is {size / 1e6:.0f} MB long, too much to lay out: "
            f"only its first {shown} are shown, as plain text.",
            is_rich=False,
        )
    return NoteText(text, reason)


def _read_bounded(file: Path, vault: Path) -> tuple[bytes, int]:
    if not file.is_relative_to(vault):
        raise stray(file)
    try:
        descriptor = open_beneath(vault, file.relative_to(vault))
    except (OSError, ValueError) as error:
        raise _refusal(file, error) from error
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        os.close(descriptor)
        raise NoteError(f"“{file.name}” is a folder or a device, not a note.")
    with os.fdopen(descriptor, "rb") as opened:
        limit = WHOLE_BYTES if about.st_size <= WHOLE_BYTES else PART_BYTES
        try:
            return opened.read(limit), about.st_size
        except OSError as error:
            raise _refusal(file, error) from error


def _refusal(file: Path, error: OSError | ValueError) -> NoteError:
    if isinstance(error, FileNotFoundError):
        return NoteError(
            f"There is no note at “{file}”.",
            hint="It may have been moved or renamed; Ctrl+O lists the notes that are here.",
        )
    if isinstance(error, PermissionError):
        return NoteError(
            f"“{file.name}” may not be read by you.",
            hint="Ask its owner, or change its permissions, then press F5.",
        )
    # A name with NUL in it is a ValueError.
    why = error.strerror if isinstance(error, OSError) else "no file can have this name"
    return NoteError(f"“{file.name}” could not be read: {why}.", hint="F5 tries again.")


def _decode(raw: bytes) -> tuple[str, str]:
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return raw.decode(encoding), ""
    except UnicodeDecodeError as error:
        if error.end >= len(raw) - 4 and len(raw) >= PART_BYTES:
            return raw.decode(encoding, errors="ignore"), ""
    return (
        raw.decode("cp1252", errors="replace"),
        "This note is not written in UTF-8, so some letters may look wrong.",
    )
