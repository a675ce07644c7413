"""In which form a person's data are kept: one number in the data folder, written at every start.

A folder with a larger number than ours was written by a newer version and is not touched. One with
a smaller number is brought here step by step, before anything reads it. What only reads notes,
`render` and `check`, needs none of this.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viewer import __version__
from viewer.durable import read_object, write_flushed
from viewer.errors import StudyError

FILE = "format.json"
MOST_BYTES = 10_000
Step = Callable[[Path], None]
STEPS: tuple[Step, ...] = ()
"""What turns each format into the next, the oldest first; a step may be killed and done again.

There is none yet: format 1 is that of the first version, whose folders may have no number.
"""


@dataclass(frozen=True, slots=True)
class DataFormat:
    """The form of the data in a folder, and the version that was there last, where it is known."""

    number: int = 1
    version: str = ""

    @classmethod
    def of(cls, data: Path) -> DataFormat:
        """Return the form of the data in a folder; a number that cannot be read is none."""
        try:
            said = read_object(data / FILE, MOST_BYTES)
        except (OSError, ValueError):
            return cls()
        return cls(_number(said.get("format")), _version(said.get("version")))

    @property
    def as_json(self) -> str:
        """The file's text."""
        return json.dumps({"format": self.number, "version": self.version}) + "\n"


def refusal(data: Path, known: int = 1 + len(STEPS)) -> StudyError | None:
    """Return why the data in a folder are not for this version, or None when they are."""
    found = DataFormat.of(data)
    if found.number <= known:
        return None
    writer = f"Notereel {found.version}" if found.version else "a newer Notereel"
    return StudyError(
        f"Your data in “{data}” were written by {writer}, in a form that this one,"
        f" {__version__}, does not know; nothing was changed.",
        hint=f"Install {writer} again. Until then `notereel render NOTE` and `notereel check` show"
        " your notes, and with NOTEREEL_HOME set to an empty folder you begin anew in that one.",
    )


def claim(data: Path, steps: tuple[Step, ...] = STEPS) -> None:
    """Bring the data to our form where they are older, and say who was here.

    Raises StudyError, and changes nothing, when they are newer; or when they cannot be brought.
    A disk that refuses the number alone is no reason not to start.
    """
    known = 1 + len(steps)
    if (refused := refusal(data, known)) is not None:
        raise refused
    if DataFormat.of(data).number < known:
        _bring(data, steps)
    if DataFormat.of(data) != (ours := DataFormat(known, __version__)):
        with contextlib.suppress(OSError):
            data.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_flushed(data / FILE, ours.as_json)


def _bring(data: Path, steps: tuple[Step, ...]) -> None:
    if not data.is_dir():
        return  # Who has nothing yet begins with our form.
    from filelock import FileLock

    try:
        with FileLock(data / "format.lock"):
            # Another start may have done some of it.
            first = DataFormat.of(data)
            for number, step in enumerate(steps[first.number - 1 :], start=first.number):
                _copy_aside(data, number)
                step(data)
                write_flushed(data / FILE, DataFormat(number + 1, __version__).as_json)
    except (OSError, ValueError) as error:
        raise StudyError(
            f"Your data in “{data}” could not be brought to the form of this version ({error}).",
            hint="Nothing is lost: they lie unchanged in its folder “before-format-…”, or were not"
            " begun with. Make room on the disk and start again, or install the version before.",
        ) from error


def _copy_aside(data: Path, number: int) -> None:
    """Keep a copy of what a step will change, without yt-dlp and deno: they can be had again."""
    copy = data / f"before-format-{number + 1}"
    if copy.exists():
        return  # A step that was killed had begun: that copy is the older one.
    import shutil

    part = copy.with_name(f"{copy.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    beside = shutil.ignore_patterns("ytdlp", "deno", "before-format-*", "*.lock")
    shutil.copytree(data, part, ignore=beside, symlinks=True)
    part.rename(copy)


def _number(said: Any) -> int:
    return said if isinstance(said, int) and said >= 1 and said is not True else 1


def _version(said: Any) -> str:
    return said if isinstance(said, str) and len(said) <= 40 and said.isprintable() else ""
