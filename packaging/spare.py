"""Libraries that a package carries for systems that lack them, though it asks for them.

The rule to know: whatever the system has is taken before them. Debian's package and Fedora's carry
what inputs.toml lists as `spare`; the AppDir, which can ask for nothing, has a list of its own.
"""

import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import carried
from staging import HERE, BuildError, Stage

FOLDER = "spare"
"""Below the installed program."""


def listed() -> list[dict[str, Any]]:
    """Return what inputs.toml says of each spare library of the packages."""
    spare: list[dict[str, Any]] = tomllib.loads((HERE / "inputs.toml").read_text("utf-8"))["spare"]
    return spare


def carry(stage: Stage, have: carried.Carried) -> None:
    """Put the spare libraries and their licences into a staged tree.

    Raises BuildError for one that is not of the version that inputs.toml says.
    """
    folder = stage.house / FOLDER
    folder.mkdir()
    folder.chmod(0o755)
    for each in listed():
        version = have.version(each["package"])
        if version.rpartition("-")[0] != each["version"]:
            raise BuildError(
                f"{each['name']} is {version}, but inputs.toml says {each['version']}."
            )
        about = have.file(f"usr/share/doc/{each['package']}/copyright")
        for source, target in (
            (have.library(each["file"]), folder / each["file"]),
            (about, stage.licences / f"{each['name']}.txt"),
        ):
            shutil.copyfile(source, target)
            target.chmod(0o644)
    write_launch(stage.house, [each["file"] for each in listed()], FOLDER)


def write_launch(house: Path, names: Iterable[str], folder: str) -> None:
    """Write what starts the program, and loads what its system lacks of some libraries.

    `folder` is where the spare ones lie, as seen from the program.
    """
    shutil.copyfile(HERE / "linux" / "launch_spare.py", house / "launch.py")
    text = (HERE / "linux" / "spare_libraries.py.in").read_text("utf-8")
    lines = "\n    ".join(f'"{name}",' for name in names)
    for blank, filling in (("SPARE", lines), ("FOLDER", folder), ("TRIPLET", carried.TRIPLET)):
        text = text.replace(f"@{blank}@", filling)
    (house / "spare_libraries.py").write_text(text, "utf-8")
    (house / "spare_libraries.py").chmod(0o644)
