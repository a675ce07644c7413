"""Programs of others that downloads use, when they are there: deno and ffmpeg.

The rule to know: one that a person chose is the one, or a word why not; no other takes its place.
Else the first that works is taken: beside our Python, then where PATH leads, then where installers
of this system put them, as a program started by a click often has a short PATH.
"""

import os
import re
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from viewer.errors import WorkerError
from viewer.obtaining import FFMPEG, how_to_get
from viewer.video.child import Ran, run
from viewer.video.versions import Numbers

DEADLINE_S = 10.0
OLDEST_DENO = (2, 3, 0)
"""yt-dlp takes no older one."""

HINT_DENO = (
    "YouTube asks for JavaScript. To fetch one: Downloads → Update the downloader, or"
    " notereel downloader update"
)
HINT_FFMPEG = (
    "It is not needed: picture and sound are joined without it. To have it all the same: "
    f"{how_to_get(FFMPEG)}"
)


@dataclass(frozen=True, slots=True)
class Program:
    """A program that was looked for: where it is and which version, or what is wrong, and a hint.

    `path` is whole, and empty where nothing was found.
    """

    name: str
    path: str = ""
    version: str = ""
    problem: str = ""
    hint: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether it was found, and works."""
        return not self.problem


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    question: str
    answer: re.Pattern[str]
    hint: str
    oldest: Numbers = ()


_DENO = _Kind("deno", "--version", re.compile(r"deno (\d+(?:\.\d+)+)"), HINT_DENO, OLDEST_DENO)
_FFMPEG = _Kind("ffmpeg", "-version", re.compile(r"ffmpeg version (\S{1,60})"), HINT_FFMPEG)


def javascript_runtime(chosen: str = "", folders: Sequence[Path] | None = None) -> Program:
    """Return the deno to use: the chosen one, else the first that works in these folders.

    It is started once to ask for its version, which takes some 50 ms.
    """
    return _look_for(_DENO, chosen, usual_folders() if folders is None else folders)


def ffmpeg(chosen: str = "", folders: Sequence[Path] | None = None) -> Program:
    """Return the ffmpeg to use: the chosen one, else the first that works in these folders."""
    return _look_for(_FFMPEG, chosen, usual_folders() if folders is None else folders)


def place_of(name: str, chosen: str = "", folders: Sequence[Path] | None = None) -> str:
    """Return where a program lies: the chosen one, else the first in these folders; else nothing.

    It is not started, for those who find out by themselves what it can do.
    """
    file_name = _file_name(name)
    places = usual_folders() if folders is None else folders
    files = [_chosen_file(chosen, file_name)] if chosen else [each / file_name for each in places]
    return next((str(file) for file in files if file.is_absolute() and _is_program(file)), "")


def usual_folders(environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Return the folders in which programs lie here, in the order in which they count.

    Relative ones are left out: they would mean a folder of notes somebody sent.
    """
    path = environment.get("PATH", "").split(os.pathsep)
    named = [Path(sys.executable).parent, *_script_folders(), *map(Path, filter(None, path)),
             *_installers_folders(environment)]  # fmt: skip
    return tuple(dict.fromkeys(folder for folder in named if folder.is_absolute()))


def _script_folders() -> Iterator[Path]:
    yield Path(sysconfig.get_path("scripts"))
    user = f"{os.name}_user"
    if user in sysconfig.get_scheme_names():
        yield Path(sysconfig.get_path("scripts", user))


def _installers_folders(environment: Mapping[str, str]) -> Iterator[Path]:
    """Yield where deno's own installer, Homebrew, winget and Scoop put programs."""
    home = environment.get("USERPROFILE" if sys.platform == "win32" else "HOME", "")
    yield Path(home, ".deno", "bin")
    if sys.platform == "darwin":
        yield from map(Path, ("/opt/homebrew/bin", "/usr/local/bin", "/opt/local/bin"))
    if sys.platform == "win32":
        yield Path(environment.get("LOCALAPPDATA", ""), "Microsoft", "WinGet", "Links")
        yield Path(home, "scoop", "shims")


def _look_for(kind: _Kind, chosen: str, folders: Sequence[Path]) -> Program:
    file_name = _file_name(kind.name)
    if chosen:
        return _chosen(kind, _chosen_file(chosen, file_name))
    found = Program(kind.name, problem=f"{kind.name} was not found.", hint=kind.hint)
    for folder in folders:
        if _is_program(folder / file_name):
            asked = _ask(kind, folder / file_name)
            if asked.is_usable:
                return asked
            found = asked if not found.path else found
    return found


def _file_name(name: str) -> str:
    return f"{name}.exe" if sys.platform == "win32" else name


def _chosen_file(chosen: str, file_name: str) -> Path:
    """Return the program a person named, by itself or by its folder."""
    path = Path(chosen).expanduser()
    return path / file_name if path.is_dir() else path


def _chosen(kind: _Kind, file: Path) -> Program:
    hint = f"Correct its path in settings.toml, or leave it out to have {kind.name} looked for."
    if not file.is_absolute() or not _is_program(file):
        problem = f"The {kind.name} of the settings is not there: “{file}”."
        return Program(kind.name, str(file), problem=problem, hint=hint)
    # What a person has chosen is replaced by nothing that could be had.
    return _ask(replace(kind, hint=hint), file)


def _is_program(file: Path) -> bool:
    # Not by shutil.which(), which on Windows looks into the present folder first.
    return file.is_file() and os.access(file, os.X_OK)


def _ask(kind: _Kind, file: Path) -> Program:
    try:
        ran = run([str(file), kind.question], deadline_s=DEADLINE_S, environment=_environment())
    except WorkerError as error:
        return Program(kind.name, str(file), problem=error.sentence, hint=kind.hint)
    return _heard(kind, file, ran)


def _heard(kind: _Kind, file: Path, ran: Ran) -> Program:
    match = kind.answer.match(ran.output)
    if ran.code != 0 or match is None:
        problem = f"“{file}” does not answer as {kind.name} does."
        return Program(kind.name, str(file), problem=problem, hint=kind.hint)
    version, oldest = match[1], ".".join(map(str, kind.oldest))
    if kind.oldest and tuple(map(int, version.split("."))) < kind.oldest:
        problem = f"deno {version} is too old; it must be {oldest} or newer."
        return Program(kind.name, str(file), version, problem, kind.hint)
    return Program(kind.name, str(file), version)


def _environment() -> dict[str, str]:
    # Asked for its version, deno would otherwise look on the network for a newer one.
    return {**os.environ, "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}
