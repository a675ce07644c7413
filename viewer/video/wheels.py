"""Wheels of yt-dlp: what may be one, and what it says of itself.

The rule to know: nothing in a wheel is run here, and nothing is unpacked. A wheel is Python code
of somebody else, so these checks find mistakes and damage; whom to trust a person decides.
"""

import csv
import os
import re
import shutil
import stat
import zipfile
import zlib
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from viewer.durable import hash_of
from viewer.errors import DownloaderError
from viewer.video.versions import is_version
from viewer.video.wheel_record import objections

YT_DLP, EJS = "yt_dlp", "yt_dlp_ejs"
MOST_BYTES = 40_000_000
"""A wheel of yt-dlp has 3 MB, and 11 MB unpacked."""
MOST_UNPACKED_BYTES = 200_000_000
MOST_MEMBERS = 20_000
MOST_METADATA_BYTES = 2_000_000
CHUNK_BYTES = 1 << 20

_NAME = re.compile(r"(yt_dlp|yt_dlp_ejs)-([^-]{1,60})(?:-\d{1,9})?-(?:py2\.)?py3-none-any"
                   r"(?: ?\(\d{1,3}\))?\.whl", re.IGNORECASE)  # fmt: skip
"""A browser counts what it loads twice: “… (1).whl”."""
_EJS_PIN = re.compile(r"yt-dlp-ejs\s*==\s*([\d.]{1,40})\s*;(.{0,200})", re.IGNORECASE)
_DEFAULT_EXTRA = re.compile(r"\bextra\s*==\s*['\"]default['\"]")
_NATIVE = (".so", ".pyd", ".dll", ".dylib", ".exe", ".pth")
HINT_AGAIN = "Download it again; it ought to be a file of yt-dlp's own releases."


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel that was looked at.

    `python` is its Requires-Python, `ejs` the one version of yt-dlp-ejs that it works with;
    both are empty where it says nothing.
    """

    file: Path
    project: str
    version: str
    sha256: str
    python: str = ""
    ejs: str = ""


def name_of_wheel(file: Path) -> tuple[str, str]:
    """Return project and version that a file's name tells.

    Raises DownloaderError when it is not the name of a wheel of yt-dlp or yt-dlp-ejs.
    """
    match = _NAME.fullmatch(file.name)
    if match is None or not is_version(match[2]):
        raise DownloaderError(
            f"“{file.name}” is not a wheel of yt-dlp.",
            hint="Its name must be like yt_dlp-2026.10.26-py3-none-any.whl.",
        )
    return match[1].lower(), match[2]


def take_wheel(file: Path, folder: Path) -> Wheel:
    """Copy a wheel into a folder, and look at the copy.

    Raises DownloaderError when it cannot be read or written, or is not what it should be.
    """
    project, version = name_of_wheel(file)
    copy = folder / f"{project}-{version}-py3-none-any.whl"
    try:
        _copy(file, copy)
    except OSError as error:
        raise DownloaderError(f"“{file.name}” cannot be taken: {error.strerror}.") from error
    return look_at_wheel(copy)


def look_at_wheel(file: Path) -> Wheel:
    """Return what a wheel says of itself, every byte of it checked against its own list.

    Raises DownloaderError when it is damaged, too big, or holds what it should not, or not what it
    lists.
    """
    project, version = name_of_wheel(file)
    try:
        if file.stat().st_size > MOST_BYTES:
            raise _refusal(file, f"is larger than {MOST_BYTES / 1e6:.0f} MB")
        with zipfile.ZipFile(file) as archive:
            _check_members(file, archive.infolist(), f"{project}-{version}")
            damaged = archive.testzip()
            if damaged is not None:
                raise _refusal(file, "is damaged")
            said = archive.read(f"{project}-{version}.dist-info/METADATA")
            _check_record(file, archive, f"{project}-{version}.dist-info")
        digest = hash_of(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, csv.Error) as error:
        raise _refusal(file, "is damaged, or was cut short") from error
    except (NotImplementedError, RuntimeError) as error:
        raise _refusal(file, "is packed in a way that Python cannot read") from error
    except OSError as error:
        raise _refusal(file, f"cannot be read ({error.strerror})") from error
    return _wheel_of(file, said, digest)


def _copy(file: Path, copy: Path) -> None:
    # A pipe would hold an open for ever.
    if not stat.S_ISREG(file.stat().st_mode):
        raise _refusal(file, "is not a file")
    with file.open("rb") as read, copy.open("xb") as written:
        if os.fstat(read.fileno()).st_size > MOST_BYTES:
            raise _refusal(file, f"is larger than {MOST_BYTES / 1e6:.0f} MB")
        shutil.copyfileobj(read, written, CHUNK_BYTES)
        written.flush()
        os.fsync(written.fileno())


def _check_members(file: Path, members: list[zipfile.ZipInfo], stem: str) -> None:
    tops = (stem.partition("-")[0], f"{stem}.dist-info", f"{stem}.data")
    names = [member.filename for member in members]
    texts = [f"{stem}.dist-info/{name}" for name in ("METADATA", "RECORD")]
    if len(members) > MOST_MEMBERS or len(set(names)) < len(names):
        raise _refusal(file, "holds too many files, or one of them twice")
    if sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        raise _refusal(file, "is too large when it is unpacked")
    for member in members:
        if why := _objection(member, tops):
            raise _refusal(file, f"{why} (“{member.filename[:100]}”)")
        if member.filename in texts and member.file_size > MOST_METADATA_BYTES:
            raise _refusal(file, "has too much to say of itself")


def _check_record(file: Path, archive: zipfile.ZipFile, info: str) -> None:
    name = f"{info}/RECORD"
    record = archive.read(name) if name in archive.namelist() else b""
    for why in objections(archive, info, record.decode("utf-8", "replace")):
        raise _refusal(file, why)


def _objection(member: zipfile.ZipInfo, tops: tuple[str, ...]) -> str:
    # What ZipInfo calls `filename` ends at a NUL; the original does not.
    name = member.orig_filename
    steps = name.removesuffix("/").split("/")
    if "\\" in name or "\0" in name or ":" in steps[0] or {"", ".", ".."} & set(steps):
        return "holds a file that would lie elsewhere"
    if steps[0] not in tops:
        return "holds something that is not yt-dlp"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "holds a link"
    if name.lower().endswith(_NATIVE) or ".so." in steps[-1].lower():
        return "holds a program that is not Python"
    return ""


def _wheel_of(file: Path, said: bytes, digest: str) -> Wheel:
    project, version = name_of_wheel(file)
    header = HeaderParser().parsestr(said.decode("utf-8", "replace"))
    name = str(header.get("Name", "")).replace("-", "_").lower()
    if (name, str(header.get("Version", ""))) != (project, version):
        raise _refusal(file, "says inside that it is another one")
    pins = (_EJS_PIN.fullmatch(str(each)) for each in header.get_all("Requires-Dist", []))
    ejs = next((pin[1] for pin in pins if pin and _DEFAULT_EXTRA.search(pin[2])), "")
    return Wheel(file, project, version, digest, str(header.get("Requires-Python", "")), ejs)


def _refusal(file: Path, why: str) -> DownloaderError:
    return DownloaderError(f"“{file.name}” {why}.", hint=HINT_AGAIN)
