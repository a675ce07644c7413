"""The package for Debian and its kin: the staged tree, the desktop's files, and who it needs.

The rule to know: libraries of the system are never carried along; dpkg-shlibdeps names the packages
that have them, and refuses a tree in which a library was trimmed that another one asks for. The one
exception is a spare libxcb-cursor, which is asked for like the others: see spare.py.
"""

import gzip
import hashlib
import os
import re
import shutil
import textwrap
from pathlib import Path

import release
from bill import version, write_bill
from icons import draw_icons
from staging import HERE, ROOT, BuildError, Stage, libraries, run, source_date

from viewer.changelog import shipped_changelog

APP_ID = "org.notereel.Notereel"
MAINTAINER = "The Notereel authors <notereel@notereel.org>"
COMPLETIONS = {
    "notereel.bash": "bash-completion/completions/notereel",
    "notereel.zsh": "zsh/vendor-completions/_notereel",
    "notereel.fish": "fish/vendor_completions.d/notereel.fish",
}
SCRIPTS = ("postinst", "prerm", "postrm")
RUNTIME = "python3/runtime.d"
"""Programs that lie there are told when another Python becomes the system's."""
_NEVER = re.compile(r"lib(stdc\+\+|gcc_s|glib-2\.0|vlc(core)?)\.so")
"""Older than what the system's libVLC was built with, each of these breaks it."""


def build(stage: Stage, dist: Path, *, is_quick: bool = False) -> Path:
    """Make the package of a staged tree in a folder; return its file."""
    root = stage.folder / "deb"
    shutil.rmtree(root, ignore_errors=True)
    lay_out(stage, root)
    _add_what_is_debians(root)
    _write_control(stage, root)
    set_times(root)
    file = dist / f"notereel_{debian_version()}_amd64.deb"
    packing = ["-Zxz", "-z1" if is_quick else "-z9"]
    run(["dpkg-deb", "--root-owner-group", *packing, "--build", root, file],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(source_date())})  # fmt: skip
    return file


def debian_version() -> str:
    """Return our version as Debian sorts it: 1.2.0rc1 comes before 1.2.0."""
    return release.debian_version(version())


def kibibytes(folder: Path) -> int:
    """Return how much a folder takes on a disk of the usual blocks."""
    sizes = (each.lstat().st_size for each in folder.rglob("*") if not each.is_dir())
    return sum(-(-size // 4096) * 4 for size in sizes)


def lay_out(stage: Stage, root: Path) -> None:
    """Lay out what the packages of every Linux share, below `usr`."""
    shutil.copytree(stage.house, root / "usr" / "lib" / "notereel")
    put(HERE / "linux" / "notereel.sh", root / "usr" / "bin" / "notereel", mode=0o755)
    share = root / "usr" / "share"
    put(HERE / "common" / f"{APP_ID}.desktop", share / "applications" / f"{APP_ID}.desktop")
    draw_icons(ROOT / "resources" / "icon.svg", share / "icons" / "hicolor", APP_ID, stage.whole)
    _write_texts(share)
    papers = share / "doc" / "notereel"
    shutil.copytree(stage.licences, papers / "licences")
    write_bill(stage, papers / "notereel.cdx.json")


def _add_what_is_debians(root: Path) -> None:
    """Lay out what lies elsewhere in other systems, or is for Debian's own programs."""
    share = root / "usr" / "share"
    for source, target in COMPLETIONS.items():
        put(HERE / "common" / source, share / target)
    put(HERE / "linux" / "notereel.rtupdate", share / RUNTIME / "notereel.rtupdate", mode=0o755)
    put(HERE / "linux" / "lintian-overrides", share / "lintian" / "overrides" / "notereel")
    put(HERE / "linux" / "copyright", share / "doc" / "notereel" / "copyright")


def put(source: Path, target: Path, *, mode: int = 0o644) -> None:
    """Copy a file to where it belongs, with its mode."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def _write_texts(share: Path) -> None:
    """Write what bears the version and the day: metainfo, manual page and Debian's changelog."""
    releases = shipped_changelog()
    metainfo = (HERE / "common" / f"{APP_ID}.metainfo.xml.in").read_text("utf-8")
    target = share / "metainfo" / f"{APP_ID}.metainfo.xml"
    target.parent.mkdir(parents=True)
    news = textwrap.indent(release.metainfo_text(), "  ")
    target.write_text(metainfo.replace("  {releases}", news), "utf-8")
    page = (HERE / "common" / "notereel.1.in").read_text("utf-8")
    page = page.replace("{version}", version()).replace("{date}", releases[0].day.isoformat())
    _squeeze(page, share / "man" / "man1" / "notereel.1.gz")
    changes = release.debian_changelog(releases, MAINTAINER)
    _squeeze(changes, share / "doc" / "notereel" / "changelog.Debian.gz")


def _squeeze(text: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _write_control(stage: Stage, root: Path) -> None:
    about = root / "DEBIAN"
    about.mkdir()
    text = (HERE / "linux" / "control.in").read_text("utf-8")
    needed = _libraries(stage.folder, root / "usr" / "lib" / "notereel" / "site")
    size = kibibytes(root / "usr")
    (about / "control").write_text(
        text.format(version=debian_version(), size=size, libraries=needed), "utf-8"
    )
    for script in SCRIPTS:
        put(HERE / "linux" / script, about / script, mode=0o755)
    files = sorted(
        each for each in (root / "usr").rglob("*") if each.is_file() and not each.is_symlink()
    )
    sums = (f"{hashlib.md5(each.read_bytes(), usedforsecurity=False).hexdigest()}  "
            f"{each.relative_to(root)}\n" for each in files)  # fmt: skip
    (about / "md5sums").write_text("".join(sums), "utf-8")


def _libraries(work: Path, site: Path) -> str:
    """Return the packages that have the libraries of the system which those of the tree ask for."""
    ours = libraries(site)
    for each in ours:
        if _NEVER.match(each.name):
            raise BuildError(f"{each.name} must be the system's own, never one of the package's.")
    (work / "debian").mkdir(exist_ok=True)
    control = "Source: notereel\n\nPackage: notereel\nArchitecture: any\n"
    (work / "debian" / "control").write_text(control, "utf-8")
    folders = sorted({f"-l{each.parent}" for each in ours})
    said = run(["dpkg-shlibdeps", "-O", "--ignore-missing-info", *folders,
                *(f"-e{each}" for each in ours)], cwd=work)  # fmt: skip
    needed = said.strip().removeprefix("shlibs:Depends=")
    # Without it Qt says “no platform plugin”, and ends: what such programs are blamed for most.
    if "libxcb-cursor0" not in needed:
        raise BuildError("The package would not ask for libxcb-cursor0; is Qt's xcb plugin in it?")
    return needed


def set_times(root: Path) -> None:
    """Give every file the package's time, so that none is newer by the hour of its building."""
    moment = source_date()
    for each in [root, *root.rglob("*")]:
        if each.is_dir():
            each.chmod(0o755)
        os.utime(each, (moment, moment), follow_symlinks=False)
