"""Newer versions of a tool, each in a folder of its own, below one that is ours.

    VERSION/…            the tool
    VERSION/ok.json      written last, after its test: without it a folder is nothing
    VERSION/left.json    what ok.json becomes when a person steps back
    lock                 held by whoever changes something here

A folder appears whole or not at all, whenever the program is killed.
"""

import contextlib
import json
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from viewer.durable import delete, read_object, write_flushed
from viewer.errors import DownloaderError
from viewer.video.ownership import Lock
from viewer.video.versions import is_version

KEPT = 2
"""So many newer versions stay: the one in use, and the one to step back to."""
MOST_OK_BYTES = 10_000
OK, LEFT, STAGING = "ok.json", "left.json", ".staging-"


class VersionFolders:
    """The folders of one tool. What changes them takes long, and is for no main thread."""

    def __init__(self, folder: Path, tool: str) -> None:
        self._folder, self._tool = folder, tool

    def tested(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        """Yield each folder that has passed its test, with what was written of it then."""
        try:
            folders = [each for each in self._folder.iterdir() if is_version(each.name)]
        except OSError:
            return
        for folder in folders:
            with contextlib.suppress(OSError, ValueError):
                yield folder, read_object(folder / OK, MOST_OK_BYTES)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Change something; raises DownloaderError while somebody else does."""
        lock = Lock(self._folder / "lock")
        try:
            is_ours = lock.take()
        except OSError as error:
            raise self._refusal(error) from error
        if not is_ours:
            raise DownloaderError(f"Another window of Notereel is changing {self._tool}.",
                                  hint="Try again when it is done.")  # fmt: skip
        try:
            for left in self._folder.glob(f"{STAGING}*"):
                delete(left)
            yield
        finally:
            lock.release()

    @contextlib.contextmanager
    def staging(self) -> Iterator[Path]:
        """Make a folder in which a version is got ready; it is gone afterwards."""
        staging = self._folder / f"{STAGING}{secrets.token_hex(4)}"
        try:
            staging.mkdir()
        except OSError as error:
            raise self._refusal(error) from error
        try:
            yield staging
        finally:
            delete(staging)

    def publish(self, staging: Path, version: str, said: dict[str, Any]) -> None:
        """Let what is in staging be this version, which has passed its test."""
        place, trash = self._folder / version, self._folder / f"{STAGING}{secrets.token_hex(4)}"
        try:
            write_flushed(staging / OK, json.dumps(said, indent=1))
            if place.exists():
                place.rename(trash)
            staging.rename(place)
        except OSError as error:
            raise self._refusal(error) from error
        delete(trash)

    def leave(self, folder: Path) -> None:
        """Use a version no longer; it stays for whoever runs on it."""
        try:
            (folder / OK).replace(folder / LEFT)
        except OSError as error:
            raise self._refusal(error) from error

    def keep_only(self, versions: Iterable[str]) -> None:
        """Delete all others."""
        stay = set(versions)
        for folder in self._folder.iterdir():
            if is_version(folder.name) and folder.name not in stay:
                delete(folder)

    def _refusal(self, error: OSError) -> DownloaderError:
        return DownloaderError(
            f"The folder {self._folder} cannot be written: {error.strerror}.",
            hint="Check its drive, its permissions and its room.",
        )
