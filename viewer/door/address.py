"""notereel: addresses, which any web page may have the system open.

    notereel:open?note=PATH[&vault=NAME][&at=TIME]    notereel:seek?at=TIME

They open a note of a vault that was opened before, and seek; nothing else can be said in them.
What is written is percent-decoded once, and the disk is asked only below those vaults.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from viewer.errors import NoteError, UsageError
from viewer.library.beneath import is_file_beneath
from viewer.library.note_names import NOTE_SUFFIXES
from viewer.note.timestamps import parse_time

MOST_BYTES = 2048
_FORM = re.compile(r"notereel:(?://)?(?P<verb>[a-z]+)/?(?:\?(?P<query>.*))?", re.IGNORECASE)
_TIME = re.compile(r"[0-9][0-9:.hms]*")
_HALF_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ALLOWED = {"open": {"note", "vault", "at"}, "seek": {"at"}}
_NEEDED = {"open": "note", "seek": "at"}
_HINT = "Such an address is notereel:open?note=…&at=… or notereel:seek?at=…."


@dataclass(frozen=True, slots=True)
class Address:
    """What an address says; `note` is empty when it only seeks."""

    note: str = ""
    vault: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class NotePlace:
    """A note in a vault that was opened before."""

    vault: Path
    path: str


def read_address(text: str) -> Address:
    """Return what an address says; touches nothing.

    Raises UsageError, with the reason, for every other text.
    """
    said = _said_in(text)
    address = Address(said.get("note", ""), said.get("vault", ""), said.get("at", ""))
    if address.at and not _TIME.fullmatch(address.at):
        raise UsageError("The address names no time.", hint="A time is written like 1:02 or 90s.")
    if address.at:
        parse_time(address.at)
    if address.note:
        _refuse_strange(address.note)
    return address


def find_note(address: Address, vaults: Sequence[Path]) -> NotePlace:
    """Return the note that an address names, in one of these vaults, the likeliest first.

    Raises NoteError when it is in none of them.
    """
    for vault in vaults:
        if address.vault and address.vault not in (vault.name, str(vault)):
            continue
        path = _path_in(vault, address.note)
        if path is not None and is_file_beneath(vault, path):
            return NotePlace(vault, str(path))
    where = f"the vault “{address.vault}”" if address.vault else "any vault"
    raise NoteError(
        f"The link asks for “{address.note}”, which is not in {where} that was opened before.",
        hint="A link opens only notes of such vaults; open the folder once yourself.",
    )


def path_of(uri: str) -> Path:
    """Return the path in a file: address, which is how desktops hand files over.

    Raises UsageError for a file of another computer.
    """
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    parts = urlsplit(uri)
    if parts.netloc.lower() not in ("", "localhost") or "%00" in uri or not parts.path:
        raise UsageError("This is no file of this computer.", hint="Give its path instead.")
    return Path(url2pathname(parts.path))


def _said_in(text: str) -> dict[str, str]:
    """Return what an address says, field by field, once it is one that we know."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise UsageError(f"The address is longer than {MOST_BYTES} bytes.", hint=_HINT)
    form = _FORM.fullmatch(text)
    if form is None or not text.isprintable() or "#" in text:
        raise UsageError("This is no address that Notereel understands.", hint=_HINT)
    verb = form["verb"].lower()
    if verb not in _ALLOWED:
        raise UsageError(f"An address cannot ask Notereel to “{verb}”.", hint=_HINT)
    said = _fields(form["query"] or "")
    if unknown := sorted(said.keys() - _ALLOWED[verb]):
        raise UsageError(f"“{unknown[0]}” means nothing in this address.", hint=_HINT)
    if not said.get(_NEEDED[verb]):
        raise UsageError(f"The address does not say “{_NEEDED[verb]}”.", hint=_HINT)
    return said


def _fields(query: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for field in query.split("&") if query else ():
        name, equals, value = field.partition("=")
        if not equals or name in said:
            raise UsageError("The address says something twice, or not at all.", hint=_HINT)
        said[name] = _decoded(value)
    return said


def _decoded(value: str) -> str:
    from urllib.parse import unquote

    try:
        text = unquote(value, errors="strict") if not _HALF_ESCAPE.search(value) else ""
    except UnicodeDecodeError:
        text = ""
    if (value and not text) or not text.isprintable():
        raise UsageError("The address holds letters that no name or time has.", hint=_HINT)
    return text


def _refuse_strange(note: str) -> None:
    parts = note.removeprefix("/").split("/")
    is_strange = "\\" in note or any(part in ("", ".", "..") for part in parts)
    if is_strange or not note.lower().endswith(NOTE_SUFFIXES):
        raise UsageError(
            "The address names no note by a plain path.",
            hint="A note is named by its path in its vault, such as physics/tides.md.",
        )


def _path_in(vault: Path, note: str) -> PurePosixPath | None:
    """Return the path below a vault, which is judged by its letters alone."""
    path = PurePosixPath(note)
    # On Windows a drive, a share or a stream of a file could be named otherwise.
    if os.name == "nt" and ":" in str(path.relative_to(path.anchor))[2:]:
        return None
    if not path.is_absolute() and not PureWindowsPath(note).drive:
        return path
    whole = Path(note)
    if not whole.is_relative_to(vault):
        return None
    return PurePosixPath(whole.relative_to(vault).as_posix())
