"""Builds what people install: `python packaging/build.py stage | deb | sbom | check ARTEFACT`.

Needs pip, binutils, gcc and dpkg-dev; takes nothing from the network but the wheels of
requirements/, each by its hash. The same commit gives the same bytes.
"""

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import bill
import debian
import licensing
import staging

DIST = staging.ROOT / "dist"
SUMS = "SHA256SUMS"
BUILD = staging.ROOT / "build" / "packages"


def main() -> int:
    """Do what is asked; return the exit code."""
    parser = argparse.ArgumentParser(prog="build.py", description="Builds what people install.")
    parser.add_argument("--quick", action="store_true", help="pack faster, and larger")
    deeds = parser.add_subparsers(required=True, metavar="DEED")
    deeds.add_parser("stage", help="make the tree that packages hold").set_defaults(deed=_stage)
    deeds.add_parser("deb", help="make the package for Debian").set_defaults(deed=_deb)
    deeds.add_parser("sbom", help="write the bill of materials").set_defaults(deed=_sbom)
    check = deeds.add_parser("check", help="install a package in a bare system, and use it")
    check.add_argument("artefact", type=Path)
    check.add_argument("--suite", action="append", choices=("bookworm", "trixie"))
    check.add_argument("--folder", type=Path, help="where the bare systems are kept")
    check.set_defaults(deed=_check)
    asked = parser.parse_args()
    try:
        asked.deed(asked)
    except staging.BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _stage(_asked: argparse.Namespace) -> staging.Stage:
    made = staging.stage(BUILD)
    licensing.examine(made)
    print(f"{made.house}: {debian.kibibytes(made.house) / 1024:.0f} MB")
    return made


def _deb(asked: argparse.Namespace) -> None:
    made = _stage(asked)
    DIST.mkdir(exist_ok=True)
    _tell(debian.build(made, DIST, is_quick=asked.quick))


def _sbom(asked: argparse.Namespace) -> None:
    made = _stage(asked)
    DIST.mkdir(exist_ok=True)
    file = DIST / f"notereel-{bill.version()}.cdx.json"
    bill.write_bill(made, file)
    _tell(file)


def _tell(file: Path) -> None:
    """Say what was made, and write the sums of all that lies there."""
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    files = [each for each in sorted(DIST.iterdir()) if each.is_file() and each.name != SUMS]
    sums = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in files]
    (DIST / SUMS).write_text("".join(sums), "utf-8")


def _check(asked: argparse.Namespace) -> None:
    if asked.artefact.suffix != ".deb" or not asked.artefact.is_file():
        raise staging.BuildError(f"“{asked.artefact}” is no .deb that could be checked.")
    failed = []
    for suite in asked.suite or ("bookworm", "trixie"):
        command = ["sh", staging.HERE / "check" / "deb_root.sh", suite, asked.artefact]
        more = {"env": {**os.environ, "PYTHON": sys.executable}, "check": False}
        if subprocess.run([*command, *filter(None, [asked.folder])], **more).returncode:
            failed.append(suite)
    if failed:
        raise staging.BuildError(f"{asked.artefact.name} failed on {' and '.join(failed)}.")


if __name__ == "__main__":
    sys.exit(main())
