"""Builds what people install: `python packaging/build.py DEED`, one for each kind of package.

Needs pip, binutils, gcc and dpkg-dev, for the AppDir patchelf and squashfs-tools too; takes nothing
from the network but what requirements/ lists, each by its hash. One commit always gives one result.
"""

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import appdir
import bill
import carried
import debian
import fedora
import licensing
import macos
import recipes
import spare
import staging
import windows
import windows_vlc

DIST = staging.ROOT / "dist"
SUMS = "SHA256SUMS"
BUILD = staging.ROOT / "build" / "packages"
BUNDLE = staging.ROOT / "build" / "appdir"


def main() -> int:
    """Do what is asked; return the exit code."""
    parser = argparse.ArgumentParser(prog="build.py", description="Builds what people install.")
    parser.add_argument("--quick", action="store_true", help="pack faster, and larger")
    deeds = parser.add_subparsers(required=True, metavar="DEED")
    deeds.add_parser("stage", help="make the tree that packages hold").set_defaults(deed=_stage)
    deeds.add_parser("deb", help="make the package for Debian").set_defaults(deed=_deb)
    deeds.add_parser("rpm", help="make the package for Fedora").set_defaults(deed=_rpm)
    bundle = deeds.add_parser(
        "appdir", help="make the bundle that brings its own Python and libVLC"
    )
    bundle.add_argument("--runtime", type=Path, help="the runtime of AppImages, for the one file")
    bundle.set_defaults(deed=_appdir)
    app = deeds.add_parser("macos", help="make the app for macOS, on a Mac")
    app.add_argument("--python", type=Path, required=True, help="the CPython of inputs.toml")
    app.add_argument("--vlc", type=Path, required=True, help="VideoLAN's disk image")
    app.set_defaults(deed=_macos)
    told = deeds.add_parser("recipes", help="write what winget, Homebrew and Flatpak are told")
    told.set_defaults(deed=_recipes)
    lock = deeds.add_parser("lock", help="note today's versions of what the bundle has of Debian")
    lock.set_defaults(deed=lambda _asked: carried.lock())
    deeds.add_parser("sbom", help="write the bill of materials").set_defaults(deed=_sbom)
    setup = deeds.add_parser("windows", help="make the installer for Windows")
    setup.add_argument("--python", type=Path, metavar="ZIP", help="the embeddable CPython")
    vlc = setup.add_mutually_exclusive_group(required=True)
    vlc.add_argument("--vlc", type=Path, metavar="FOLDER", help="what `vlc` has made")
    vlc.add_argument("--without-vlc", action="store_true", help="people install VLC themselves")
    setup.set_defaults(deed=_windows)
    trim = deeds.add_parser("vlc", help="trim VideoLAN's archive for it (on Windows)")
    trim.add_argument("archive", type=Path, metavar="ZIP")
    trim.add_argument("folder", type=Path)
    trim.set_defaults(deed=lambda asked: windows_vlc.trim_vlc(asked.archive, asked.folder))
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
    needed = [each["package"] for each in spare.listed()]
    spare.carry(made, carried.load(BUILD / "debian12", needed))
    licensing.examine(made)
    print(f"{made.house}: {debian.kibibytes(made.house) / 1024:.0f} MB")
    return made


def _deb(asked: argparse.Namespace) -> None:
    made = _stage(asked)
    DIST.mkdir(exist_ok=True)
    _tell(debian.build(made, DIST, is_quick=asked.quick))


def _rpm(asked: argparse.Namespace) -> None:
    DIST.mkdir(exist_ok=True)
    _tell(fedora.build(_stage(asked), DIST))


def _appdir(asked: argparse.Namespace) -> None:
    folder = appdir.build(_stage(asked), BUNDLE)
    print(f"{folder}: {debian.kibibytes(folder) / 1024:.0f} MB")
    DIST.mkdir(exist_ok=True)
    squashed = appdir.squash(folder, DIST, is_quick=asked.quick)
    _tell(appdir.image(squashed, asked.runtime) if asked.runtime else squashed)


def _macos(asked: argparse.Namespace) -> None:
    print(macos.build(BUILD.with_name("macos"), macos.Order(asked.python, asked.vlc)))


def _recipes(_asked: argparse.Namespace) -> None:
    made = staging.Stage(BUILD) if (BUILD / "notereel").is_dir() else _stage(_asked)
    fedora.tree(made)
    for file in recipes.build(made, DIST, BUILD.with_name("recipes")):
        print(file)


def _windows(asked: argparse.Namespace) -> None:
    DIST.mkdir(exist_ok=True)
    order = windows.Order(asked.python, asked.vlc, is_quick=asked.quick)
    _tell(windows.build(BUILD, DIST, order))


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


PROOFS = {".deb": "deb_root.sh", ".squashfs": "appdir_root.sh"}


def _check(asked: argparse.Namespace) -> None:
    if asked.artefact.suffix == ".rpm":
        fedora.check(asked.artefact, BUILD / "checked")
        return
    proof = PROOFS.get(asked.artefact.suffix)
    if proof is None or not asked.artefact.is_file():
        raise staging.BuildError(f"“{asked.artefact}” is no {' or '.join(PROOFS)} to be checked.")
    failed = []
    for suite in asked.suite or ("bookworm", "trixie"):
        command = ["sh", staging.HERE / "check" / proof, suite, asked.artefact]
        more = {"env": {**os.environ, "PYTHON": sys.executable}, "check": False}
        if subprocess.run([*command, *filter(None, [asked.folder])], **more).returncode:
            failed.append(suite)
    if failed:
        raise staging.BuildError(f"{asked.artefact.name} failed on {' and '.join(failed)}.")


if __name__ == "__main__":
    sys.exit(main())
