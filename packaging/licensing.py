"""No library is packed that is under the GPL alone, and none that inputs.toml does not name.

The rule to know: what a library says of itself counts, its version and FFmpeg's own licence. A
wheel that brings another one than we think stops the build.
"""

import fnmatch
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from bill import wheel_licences
from staging import HERE, BuildError, Stage, libraries

LARGEST_HOLLOW_BYTES = 20_000
_GPL_ALONE = re.compile(r"(?<!L)GPL|General Public", re.IGNORECASE)
_OR_OTHER = re.compile(r"LGPL|Lesser| OR ", re.IGNORECASE)
_FFMPEG = ("avutil", "swresample", "swscale", "avcodec", "avformat", "avfilter")
_ASK = """
import ctypes, json, sys

def asked(file, name):
    function = getattr(ctypes.CDLL(file), name)
    if name.startswith("u_getVersion"):
        numbers = (ctypes.c_uint8 * 4)()
        function(numbers)
        return f"{numbers[0]}.{numbers[1]}"
    function.restype = ctypes.c_char_p
    return function().decode()

print(json.dumps([asked(*each) for each in json.loads(sys.argv[1])]))
"""


def examine(stage: Stage) -> None:
    """Look at every library of a staged tree.

    Raises BuildError for what must not be packed, or is not what inputs.toml says.
    """
    inputs = tomllib.loads((HERE / "inputs.toml").read_text("utf-8"))
    inside, spare = inputs["inside"], inputs["spare"]
    hollow = tomllib.loads((HERE / "keep.toml").read_text("utf-8"))["wheels"]["hollow"]
    site = stage.house / "site"
    named = {each["name"]: each["licence"] for each in [*inside, *spare]}
    _refuse_gpl({**wheel_licences(stage), **named})
    _refuse_unnamed(site, [pattern for each in inside for pattern in each["files"]], hollow)
    _compare_versions(site, inside)
    _ask_ffmpeg(site / "av.libs")


def is_gpl_alone(licence: str) -> bool:
    """Tell whether a licence leaves no choice but the GPL."""
    return bool(_GPL_ALONE.search(licence)) and not _OR_OTHER.search(licence)


def _refuse_gpl(licences: dict[str, str]) -> None:
    for name, licence in licences.items():
        if is_gpl_alone(licence):
            raise BuildError(f"{name} is under “{licence}”: it must not go into a package.")


def _refuse_unnamed(site: Path, named: list[str], hollow: list[str]) -> None:
    carried = [*(site / "PySide6" / "Qt").rglob("*")]
    carried += [file for folder in site.glob("*.libs") for file in folder.iterdir()]
    for file in sorted(set(carried) & set(libraries(site))):
        name = file.relative_to(site).as_posix()
        if any(fnmatch.fnmatch(name, pattern) for pattern in hollow):
            if file.stat().st_size > LARGEST_HOLLOW_BYTES:
                raise BuildError(f"{name} should be hollow, and is not.")
        elif not any(fnmatch.fnmatch(file.name, pattern) for pattern in named):
            raise BuildError(f"inputs.toml does not say whose “{name}” is, and its licence.")


def _compare_versions(site: Path, inside: list[dict[str, Any]]) -> None:
    asking = [each for each in inside if "ask" in each]
    questions = [(str(_only(site, each["ask"][0])), each["ask"][1]) for each in asking]
    for each, version in zip(asking, _answers(questions), strict=True):
        if version != each["version"]:
            raise BuildError(
                f"{each['name']} is {version}, but inputs.toml says {each['version']}."
            )


def _ask_ffmpeg(folder: Path) -> None:
    files = {name: str(_only(folder, f"lib{name}-*")) for name in _FFMPEG}
    licences = _answers([(file, f"{name}_license") for name, file in files.items()])
    ways = _answers([(file, f"{name}_configuration") for name, file in files.items()])
    for name, licence, way in zip(files, licences, ways, strict=True):
        if not licence.startswith("LGPL") or "--enable-gpl" in way or "--enable-nonfree" in way:
            raise BuildError(f"lib{name} says that it is under “{licence}”; built with {way}.")


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise BuildError(f"“{pattern}” of inputs.toml fits {len(found)} files.")
    return found[0]


def _answers(questions: list[tuple[str, str]]) -> list[str]:
    done = subprocess.run([sys.executable, "-I", "-S", "-c", _ASK, json.dumps(questions)],
                          capture_output=True, text=True, check=False)  # fmt: skip
    if done.returncode:
        raise BuildError(f"A library could not be asked for its version:\n{done.stderr[-1000:]}")
    answers: list[str] = json.loads(done.stdout)
    return answers
