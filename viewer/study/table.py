"""Small tables of what a person chose, kept as JSON in the data folder, never in a vault.

Each change is written to a neighbour and renamed. A file that cannot be read is put aside by who
writes it, never overwritten: what a person chose is theirs. Who only looks changes nothing.
"""

import json
import os
from pathlib import Path
from typing import Any

from viewer.durable import put_aside, read_object, write_flushed
from viewer.errors import StudyError

MOST_BYTES = 16_000_000


class Table:
    """The table in a file, or the one that is kept in it under the name `below`.

    `thing` says what is kept, as a sentence begins. What cannot be written holds for this run.
    """

    def __init__(self, file: Path, thing: str, below: str = "") -> None:
        # A person may keep it elsewhere, and have a link here.
        self._file = Path(os.path.realpath(file))
        self._thing = thing
        self._below = below
        self._unwritten: dict[str, Any] = {}
        self._seen: dict[str, Any] = {}
        self._stamp: tuple[int, ...] = ()

    def get(self, key: str) -> Any:
        """Return what is kept under a key, None where nothing is, or nothing can be read."""
        if key in self._unwritten:
            return self._unwritten[key]
        self._look()
        return self._seen.get(key)

    def keep(self, key: str, value: Any) -> None:
        """Keep something under a key at once; None forgets it.

        Raises StudyError when it cannot be written; it then holds for this run only.
        """
        self._unwritten[key] = value
        try:
            self._write()
        except OSError as error:
            raise StudyError(
                f"{self._thing} holds until Notereel is closed; it could not be written to "
                f"“{self._file}” ({error.strerror or error}).",
                hint="Make room on that disk, or let Notereel write there.",
            ) from error
        self._unwritten.clear()

    def _look(self) -> None:
        """Read the file if it is another than was seen last: an index asks for every note."""
        try:
            about = self._file.stat()
            stamp = about.st_mtime_ns, about.st_size, about.st_ino
            if stamp != self._stamp:
                self._stamp, self._seen = stamp, {}
                self._seen = self._inner(self._read())
        except ValueError:
            self._seen = {}
        except OSError:
            self._stamp, self._seen = (), {}

    def _read(self) -> dict[str, Any]:
        """Return what the file says; raises OSError, and ValueError for a damaged one."""
        try:
            return read_object(self._file, MOST_BYTES)
        except FileNotFoundError:
            return {}

    def _inner(self, said: dict[str, Any]) -> dict[str, Any]:
        inner = said.setdefault(self._below, {}) if self._below else said
        if not isinstance(inner, dict):
            raise ValueError("there is no table in it")
        return inner

    def _write(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            table = self._inner(said := self._read())  # Another window may have written.
        except ValueError:
            put_aside(self._file)
            table = self._inner(said := {})
        for key, value in self._unwritten.items():
            table.pop(key, None)
            if value is not None:
                table[key] = value
        write_flushed(self._file, json.dumps(said, ensure_ascii=False, indent=1))
