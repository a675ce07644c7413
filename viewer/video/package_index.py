"""The index of packages, asked by pip, in a process of its own.

The rule to know: which index that is, and by what proxy, is the person's own configuration of pip;
no host is named here. Nothing is installed.
"""

import os
import re
import sys
from collections.abc import Callable
from importlib.machinery import PathFinder
from pathlib import Path

from viewer.errors import DownloaderError, WorkerError
from viewer.video.child import Ran, run
from viewer.worker.host import LAUNCHER, interpreter

Index = Callable[[str, Path, bool], Path]
"""Loads what is wanted into a folder and returns the file; True lets nightly versions in."""


class NothingThereError(DownloaderError):
    """The index has the project, but not in this version."""


DEADLINE_S = 300.0
HINT_FILE = "A wheel that you loaded in another way can be installed from its file."

_UNREACHED = re.compile(r"connection broken by|problem confirming the ssl|timed out")
"""Words of its warnings; in the end pip says no more than that it did not find the package."""

_RUN_PIP = """
import runpy, sys
sys.path.insert(0, sys.argv.pop(1))
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""

_OTHERS = re.compile(r"\(from versions: (?!none\))")
"""Said of a project that is there, but not in the version that was asked for."""

_ADDRESS = re.compile(r"\b[a-z]+://\S+")


def load_from_index(wanted: str, folder: Path, is_nightly: bool = False) -> Path:
    """Load one wheel into a folder, such as `yt-dlp` or `yt-dlp-ejs==0.8.0`; return its file.

    Raises DownloaderError when there is no pip, the index cannot be reached, or has it not.
    """
    before = set(folder.glob("*.whl"))
    nightly = ["--pre"] if is_nightly else []
    command = [
        *_pip(), "--no-input", "--disable-pip-version-check", "download",
        "--quiet", "--no-deps", "--only-binary", ":all:", *nightly, "--dest", str(folder), wanted,
    ]  # fmt: skip
    try:
        # In the new folder, as Python would take a pip.py of the present one for pip.
        ran = run(command, deadline_s=DEADLINE_S, folder=folder, environment=_environment())
    except WorkerError as error:
        raise DownloaderError(f"pip gave up: {error.sentence}", hint=HINT_FILE) from error
    loaded = set(folder.glob("*.whl")) - before
    if ran.code != 0 or len(loaded) != 1:
        raise _refusal(wanted, ran)
    return loaded.pop()


def load_newer(project: str, version: str, folder: Path) -> Path | None:
    """Load a project's newest wheel for this computer; None where there is none newer than this.

    Raises DownloaderError as `load_from_index` does.
    """
    try:
        return load_from_index(f"{project}>{version}", folder)
    except NothingThereError:
        return None


def _pip() -> list[str]:
    """Return the command that starts pip: an installed program's own, which no other knows of."""
    place = "" if getattr(sys, "frozen", False) else _place_of_pip()
    if not place:
        raise DownloaderError("pip is not here, so nothing newer can be fetched.", hint=HINT_FILE)
    if LAUNCHER.is_file():
        return [interpreter(), "-I", "-S", "-X", "utf8", "-c", _RUN_PIP, place]
    return [sys.executable, "-m", "pip"]


def _place_of_pip() -> str:
    """Return what leads Python to pip: the file it is in, or the folder around it; or nothing."""
    packed = LAUNCHER.with_name("site") / "pip.zip"
    if LAUNCHER.is_file() and packed.is_file():
        return str(packed)
    # On the path alone: setuptools, where it is loaded, has a finder that meddles with pip.
    found = PathFinder.find_spec("pip")
    return str(Path(found.origin).parent.parent) if found and found.origin else ""


def _environment() -> dict[str, str]:
    # A relative path would mean another folder there.
    path = os.environ.get("PYTHONPATH", "")
    places = [str(Path(place).absolute()) for place in path.split(os.pathsep) if place]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places)}


def _refusal(wanted: str, ran: Ran) -> DownloaderError:
    if _UNREACHED.search(ran.complaints):
        sentence = "The index of packages cannot be reached."
        return DownloaderError(sentence, hint=f"Is there a connection? {HINT_FILE}")
    if "DO NOT MATCH THE HASHES" in ran.complaints:
        return DownloaderError(
            f"What the index of packages sent for {wanted} is not what it lists.",
            hint="It was thrown away. Try again; if it is so again, whoever keeps the index"
            " should know of it.",
        )
    if _OTHERS.search(ran.complaints):
        return NothingThereError(f"The index of packages has no {wanted}.", hint=HINT_FILE)
    errors = [line for line in ran.complaints.splitlines() if line.startswith("ERROR:")]
    said = _ADDRESS.sub("(address)", errors[-1].removeprefix("ERROR:").strip()) if errors else ""
    hint = f"pip said: {said[:300]} {HINT_FILE}" if said else HINT_FILE
    return DownloaderError(f"{wanted} could not be fetched.", hint=hint)
