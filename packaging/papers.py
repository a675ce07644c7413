"""The texts of licences that a package brings, beside those that lie in its wheels.

The rule to know: GNU's are kept in common/licences, for what is installed on Fedora, Windows or
a Mac finds none of them there, as it does in /usr/share/common-licenses on Debian.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

from staging import HERE, BuildError

GNU = ("GPL-2", "GPL-3", "LGPL-2", "LGPL-2.1", "LGPL-3")
IN_EVERY_WHEEL = ("dav1d", "lame", "stix_two_math")
"""What the wheels of every system carry along, and bring no text of."""
DEBIANS = Path("/usr/share/doc")


def put_gnu(target: Path, names: Iterable[str] = GNU) -> None:
    """Copy the licences of GNU into a folder, by their names."""
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copyfile(HERE / "common" / "licences" / f"{name}.txt", target / f"{name}.txt")


def put_carried(target: Path, system: str) -> None:
    """Copy the texts for what the wheels of `windows` or `macos` carry along, with GNU's."""
    put_gnu(target)
    texts = [HERE / "linux" / "licences" / f"{name}.txt" for name in IN_EVERY_WHEEL]
    for text in [*texts, *sorted((HERE / system / "licences").iterdir())]:
        shutil.copyfile(text, target / text.name)


def put_debians(target: Path, packages: dict[str, str]) -> None:
    """Copy what Debian says of the licence of packages, each by a name of ours.

    Raises BuildError where a package is not installed.
    """
    for name, package in packages.items():
        text = DEBIANS / package / "copyright"
        if not text.is_file():
            raise BuildError(f"The licence of {name} is not in “{text}”; build the installer on "
                             f"Debian, with the package {package}.")  # fmt: skip
        shutil.copyfile(text, target / f"{name}.txt")
