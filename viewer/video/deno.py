"""Newer versions of deno, which runs what YouTube asks for, kept beside the program.

They come from the wheels of deno's makers, of which only the program is taken. It is tried before
it is used; what has changed since is not. A deno of the system's own is left to the system.
"""

import csv
import hashlib
import os
import re
import shutil
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from viewer.durable import flush_file
from viewer.errors import DownloaderError, WorkerError
from viewer.video.child import run
from viewer.video.package_index import load_from_index, load_newer
from viewer.video.programs import javascript_runtime
from viewer.video.version_folders import KEPT, VersionFolders
from viewer.video.versions import is_for_python, is_version, numbers
from viewer.video.wheel_record import hash_in_record, hashes_listed

MOST_BYTES = 200_000_000
"""A wheel of deno has some 42 MB, and its program 100."""
MOST_UNPACKED_BYTES = 500_000_000
MOST_TEXT_BYTES = 2_000_000
TEST_DEADLINE_S = 20.0
PROGRAM = "deno.exe" if sys.platform == "win32" else "deno"
HINT = "Download it again; it ought to be the wheel of deno for this kind of computer."

_NAME = re.compile(r"deno-(\d[\d.]{1,40})-py3-none-[\w.]{1,120}(?: ?\(\d{1,3}\))?\.whl")
_SUM = "console.log(6 * 7)"
_AS_YT_DLP_DOES = ("run", "--ext=js", "--no-code-cache", "--no-prompt", "--no-remote", "--no-lock",
                   "--no-config", "-")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deno:
    """A deno that was tried, and where it lies."""

    version: str
    path: str


class Denos:
    """The versions of deno below one folder; what changes them is for no main thread."""

    def __init__(
        self,
        folder: Path,
        *,
        load: Callable[[str, Path], Path] = load_from_index,
        load_newer: Callable[[str, str, Path], Path | None] = load_newer,
    ) -> None:
        self._folders = VersionFolders(folder, "deno")
        self._load, self._load_newer = load, load_newer

    def versions(self) -> tuple[Deno, ...]:
        """Return all that are as they were when they were tried, the newest first."""
        found = (_deno_in(*each) for each in self._folders.tested())
        kept = [each for each in found if each is not None]
        return tuple(sorted(kept, key=lambda each: numbers(each.version), reverse=True))

    @property
    def path(self) -> str:
        """Where the newest one lies; empty if there is none."""
        return next((each.path for each in self.versions()), "")

    def install(self, wheel: Path) -> Deno:
        """Take the deno in a wheel, try it, and use it from the next download on.

        Raises DownloaderError when it is no good; then nothing has changed.
        """
        with self._folders.locked(), self._folders.staging() as staging:
            return self._install(wheel, staging)

    def update(self) -> Deno | None:
        """Fetch the newest one with pip; None when there is nothing newer than what is here.

        Raises DownloaderError when it cannot be had, or is no good; then nothing has changed.
        """
        folders = self._folders
        with folders.locked(), folders.staging() as loaded, folders.staging() as staging:
            here = self.versions()
            wheel = (
                self._load_newer("deno", here[0].version, loaded)
                if here
                else self._load("deno", loaded)
            )
            return self._install(wheel, staging) if wheel is not None else None

    def step_back(self) -> Deno | None:
        """Leave the newest one; return the one before, or None where the system's own is next.

        Raises DownloaderError when there is none here.
        """
        with self._folders.locked():
            here = self.versions()
            if not here:
                raise DownloaderError("There is no newer deno to go back from.")
            self._folders.leave(Path(here[0].path).parent)
        return next(iter(self.versions()), None)

    def _install(self, wheel: Path, staging: Path) -> Deno:
        version, digest = _take_program(wheel, staging / PROGRAM)
        _try(staging / PROGRAM, version)
        found = (staging / PROGRAM).stat()
        said = {"version": version, "sha256": digest, "size_bytes": found.st_size,
                "mtime_ns": found.st_mtime_ns}  # fmt: skip
        self._folders.publish(staging, version, said)
        here = self.versions()
        self._folders.keep_only(each.version for each in here[:KEPT])
        return next(each for each in here if each.version == version)


def is_of_deno(file: Path) -> bool:
    """Tell by its name whether a file is a wheel of deno."""
    return _NAME.fullmatch(file.name) is not None


def _take_program(wheel: Path, target: Path) -> tuple[str, str]:
    """Unpack the program alone; return the wheel's version and the program's hash."""
    match = _NAME.fullmatch(wheel.name)
    if match is None or not is_version(match[1]):
        raise DownloaderError(f"“{wheel.name}” is not a wheel of deno.", hint=HINT)
    try:
        if wheel.stat().st_size > MOST_BYTES:
            raise _refusal(wheel, f"is larger than {MOST_BYTES / 1e6:.0f} MB")
        with zipfile.ZipFile(wheel) as archive:
            _check_says(wheel, archive, match[1])
            return match[1], _unpack(wheel, archive, match[1], target)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, csv.Error) as error:
        raise _refusal(wheel, "is damaged, or was cut short") from error
    except (NotImplementedError, RuntimeError) as error:
        raise _refusal(wheel, "is packed in a way that Python cannot read") from error
    except OSError as error:
        raise _refusal(wheel, f"cannot be taken ({error.strerror})") from error


def _check_says(wheel: Path, archive: zipfile.ZipFile, version: str) -> None:
    said = HeaderParser().parsestr(_text(archive, f"deno-{version}.dist-info/METADATA"))
    if (said.get("Name"), said.get("Version")) != ("deno", version):
        raise _refusal(wheel, "says inside that it is another one")
    python = str(said.get("Requires-Python", ""))
    if not is_for_python(python, sys.version_info[:3]):
        raise DownloaderError(f"deno {version} needs Python {python}.",
                              hint="A newer Notereel may bring a newer Python.")  # fmt: skip


def _unpack(wheel: Path, archive: zipfile.ZipFile, version: str, target: Path) -> str:
    name = f"deno-{version}.data/scripts/{PROGRAM}"
    if archive.getinfo(name).file_size > MOST_UNPACKED_BYTES:
        raise _refusal(wheel, "is too large when it is unpacked")
    with archive.open(name) as packed, target.open("xb") as written:
        shutil.copyfileobj(packed, written, 1 << 20)
    target.chmod(0o755)
    flush_file(target)
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    listed = hashes_listed(_text(archive, f"deno-{version}.dist-info/RECORD"))
    if listed.get(name) != hash_in_record(digest.digest()):
        raise _refusal(wheel, "holds another program than it lists")
    return digest.hexdigest()


def _text(archive: zipfile.ZipFile, name: str) -> str:
    if archive.getinfo(name).file_size > MOST_TEXT_BYTES:
        raise ValueError(f"{name} has too much to say")
    return archive.read(name).decode("utf-8", "replace")


def _try(program: Path, version: str) -> None:
    """Have it say its version, and do a sum as yt-dlp would ask for one."""
    found = javascript_runtime(str(program))
    if not found.is_usable:
        raise _failed(found.problem)
    if found.version != version:
        raise _failed(f"The wheel says it is deno {version}, but {found.version} answers.")
    # What it keeps for itself lies in staging, which goes.
    own = {**os.environ, "DENO_DIR": str(program.parent / "own"), "DENO_NO_UPDATE_CHECK": "1"}
    try:
        ran = run([str(program), *_AS_YT_DLP_DOES], deadline_s=TEST_DEADLINE_S, said=_SUM,
                  folder=program.parent, environment=own)  # fmt: skip
    except WorkerError as error:
        raise _failed(error.sentence) from error
    shutil.rmtree(program.parent / "own", ignore_errors=True)
    if ran.code != 0 or ran.output.strip() != "42":
        said = ran.complaints.strip().splitlines()
        raise _failed(said[-1][:300] if said else "It cannot count.")


def _deno_in(folder: Path, said: dict[str, Any]) -> Deno | None:
    """Return the deno in a folder, None where it is not as it was when it was tried.

    Its 100 MB are not read for that: size and time tell.
    """
    try:
        found = (folder / PROGRAM).stat()
    except OSError:
        return None
    was = (said.get("version"), said.get("size_bytes"), said.get("mtime_ns"))
    is_whole = was == (folder.name, found.st_size, found.st_mtime_ns)
    return Deno(folder.name, str(folder / PROGRAM)) if is_whole else None


def _failed(why: str) -> DownloaderError:
    return DownloaderError(
        f"The newer deno did not pass its test. {why}",
        hint="It was removed again; what there was is used as before.",
    )


def _refusal(wheel: Path, why: str) -> DownloaderError:
    return DownloaderError(f"“{wheel.name}” {why}.", hint=HINT)
