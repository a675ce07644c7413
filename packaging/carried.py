"""What the AppDir carries of Debian 12: a Python, libVLC, and the libraries that both ask for.

The rule to know: a package comes by its version and its hash, as requirements/appdir.txt has them,
and of each only what is asked for is taken; a package nothing is taken of may not be in the list.
"""

import fnmatch
import hashlib
import re
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from staging import HERE, BuildError, hollow, needs, run, undefined

LOCK = HERE / "requirements" / "appdir.txt"
PYTHON = "python3.11"
TRIPLET = "x86_64-linux-gnu"
VLC_CACHE_GEN = f"usr/lib/{TRIPLET}/vlc/vlc-cache-gen"
_PINNED = re.compile(r"^(\S+)=(\S+) sha256:([0-9a-f]{64})$", re.MULTILINE)
_OWN_PATH = re.compile(r"\((?:RUNPATH|RPATH)\)")


@dataclass
class Carried:
    """The unpacked packages, and which of their files are taken."""

    folder: Path
    packages: dict[str, Path] = field(default_factory=dict)
    taken: set[Path] = field(default_factory=set)

    def unpacked(self, package: str) -> Path:
        """Return the folder that a package is unpacked in."""
        return self.folder / "unpacked" / package

    def version(self, package: str) -> str:
        """Return a package's version, as Debian writes it in the name of its file."""
        return self.packages[package].name.split("_")[1]

    def file(self, name: str) -> Path:
        """Return a file by its path in the system, and count it as taken."""
        found = [
            each / name for each in map(self.unpacked, self.packages) if (each / name).exists()
        ]
        if not found:
            raise BuildError(f"No package of {LOCK.name} has “{name}”.")
        self.taken.add(found[0])
        return found[0]

    def library(self, name: str) -> Path:
        """Return a library by its name, wherever Debian keeps it."""
        for root in map(self.unpacked, self.packages):
            for place in ("", "vlc/", "pulseaudio/"):
                for lib in ("usr/lib", "lib"):
                    file = root / lib / TRIPLET / place / name
                    if file.exists():
                        self.taken.add(file)
                        return file
        raise BuildError(f"No package of {LOCK.name} has {name}: add its package to the list, and "
                         "have `build.py lock` fill in version and hash.")  # fmt: skip


def load(folder: Path, only: Collection[str] = ()) -> Carried:
    """Have apt-get load the packages of the list, look at their hashes, and unpack them.

    Where some are named by `only`, the others are left alone.
    """
    archives = folder / "archives"
    archives.mkdir(parents=True, exist_ok=True)
    listed = _PINNED.findall(LOCK.read_text("utf-8"))
    pinned = [each for each in listed if not only or each[0] in only]
    carried = Carried(folder)
    for package, version, _digest in pinned:
        carried.packages[package] = archives / f"{package}_{version.replace(':', '%3a')}_amd64.deb"
    lacking = [f"{package}:amd64={version}" for package, version, _digest in pinned
               if not carried.packages[package].is_file()]  # fmt: skip
    if lacking:
        run(["apt-get", "download", "-qq", *lacking], cwd=archives)
    shutil.rmtree(folder / "unpacked", ignore_errors=True)
    for package, _version, digest in pinned:
        file = carried.packages[package]
        if hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            raise BuildError(f"{file.name} is not what {LOCK.name} says it is.")
        carried.unpacked(package).mkdir(parents=True)
        run(["dpkg-deb", "-x", file, carried.unpacked(package)])
    return carried


def lock() -> None:
    """Write version and hash of every listed package as this Debian's lists have them today."""
    text = LOCK.read_text("utf-8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    names = sorted(line.partition("=")[0] for line in text.splitlines() if line[:1] not in "#")
    lines = []
    for name in names:
        said = run(["apt-cache", "show", "--no-all-versions", f"{name}:amd64"])
        about = dict(line.split(": ", 1) for line in said.splitlines() if ": " in line[:40])
        lines.append(f"{name}={about['Version']} sha256:{about['SHA256']}\n")
    LOCK.write_text(head + "".join(lines), "utf-8")


def take_python(carried: Carried, usr: Path, drop: Iterable[str]) -> None:
    """Copy the interpreter and its library."""
    (usr / "bin").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(carried.file(f"usr/bin/{PYTHON}"), usr / "bin" / PYTHON)
    (usr / "bin" / PYTHON).chmod(0o755)
    for package in carried.packages:
        library = carried.unpacked(package) / "usr" / "lib" / PYTHON
        for file in sorted(library.rglob("*")):
            name = file.relative_to(library).as_posix()
            is_dropped = any(fnmatch.fnmatch(name, f"{start}{rule}") for rule in drop
                             for start in ("", "*/"))  # fmt: skip
            if is_dropped or file.is_symlink() or file.is_dir():
                continue
            carried.taken.add(file)
            target = usr / "lib" / PYTHON / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def take_vlc(carried: Carried, library: Path) -> None:
    """Copy libVLC and the plugins that vlc-plugins.txt names."""
    for name in ("libvlc.so.5", "libvlccore.so.9"):
        shutil.copyfile(carried.library(name), library / name)
    for name in (HERE / "vlc-plugins.txt").read_text("utf-8").split():
        path = f"plugins/{name.replace('/', '/lib')}_plugin.so"
        target = library / "vlc" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(carried.file(f"usr/lib/{TRIPLET}/vlc/{path}"), target)


def take_libraries(carried: Carried, usr: Path, keep: dict[str, Any]) -> None:
    """Copy every library that something in the tree asks for and that the host need not have."""
    library = usr / "lib" / TRIPLET
    spare = library / "spare"
    spare.mkdir()
    ours = {each.name for each in elves(usr)}
    asking = {each: needs(each) for each in elves(usr)}
    wanting: dict[str, set[Path]] = {}
    while asking:
        by, names = asking.popitem()
        for name in set(names) - set(keep["host"]):
            is_new = name not in ours and name not in wanting
            wanting.setdefault(name, set()).add(by)
            if is_new:
                source = carried.library(name)
                asking[source] = [] if name in keep["hollow"] else needs(source)
    for name in sorted(set(wanting) - ours):
        target = (spare if name in keep["spare"] else library) / name
        if name in keep["hollow"]:
            asked = {symbol for each in wanting[name] for symbol in undefined(each)}
            hollow(carried.library(name), asked, target)
        else:
            shutil.copyfile(carried.library(name), target)
    _lacking_none(spare, keep)


def _lacking_none(spare: Path, keep: dict[str, Any]) -> None:
    """Refuse a list of spare libraries that is not in order, or names some that nobody wants."""
    before: set[str] = set()
    for name in keep["spare"]:
        if not (spare / name).is_file():
            raise BuildError(f"Nothing asks for {name}, which keep.toml lists as spare.")
        late = (set(needs(spare / name)) & set(keep["spare"])) - before
        if late:
            raise BuildError(f"keep.toml lists {name} before {', '.join(sorted(late))}.")
        before.add(name)


def elves(folder: Path) -> list[Path]:
    """Return the libraries and programs below a folder."""
    return sorted(each for each in folder.rglob("*") if each.is_file() and not each.is_symlink()
                  and _starts_as_elf(each))  # fmt: skip


def _starts_as_elf(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def own_path(library: Path) -> bool:
    """Return whether a library says itself where those it asks for lie."""
    return bool(_OWN_PATH.search(run(["readelf", "-d", library])))


def write_licences(carried: Carried, licences: Path) -> None:
    """Copy what Debian says of each package's licence, and name the source it was built from."""
    lines = []
    for package, file in carried.packages.items():
        about = carried.unpacked(package) / "usr" / "share" / "doc" / package
        # What is built from one source may share one text, by a link to another package's.
        holder = about.readlink().name if about.is_symlink() else package
        text = carried.unpacked(holder) / "usr" / "share" / "doc" / holder / "copyright"
        if not text.is_file():
            raise BuildError(f"{package} says nothing of its licence.")
        if holder != package:
            carried.taken.add(text)
        (licences / "debian" / package).mkdir(parents=True)
        shutil.copyfile(text, licences / "debian" / package / "copyright")
        said = run(["dpkg-deb", "-f", file, "Package", "Version", "Source"])
        fields = dict(line.split(": ", 1) for line in said.splitlines())
        source, _, version = fields.get("Source", package).partition(" ")
        lines.append(f"{package} {fields['Version']} is built from {source} "
                     f"{version.strip('()') or fields['Version']}\n")  # fmt: skip
    (licences / "debian" / "SOURCES").write_text("".join(lines), "utf-8")


def parts() -> list[dict[str, str]]:
    """Return what the bill of materials says of each package."""
    return [{"name": package, "version": version, "source": f"https://sources.debian.org/{package}",
             "licence": f"as licences/debian/{package}/copyright says"}
            for package, version, _digest in _PINNED.findall(LOCK.read_text("utf-8"))]  # fmt: skip


def refuse_idle(carried: Carried) -> None:
    """Refuse a list with packages that nothing was taken of."""
    idle = [
        package
        for package in carried.packages
        if not any(each.is_relative_to(carried.unpacked(package)) for each in carried.taken)
    ]
    if idle:
        raise BuildError(f"{LOCK.name} lists what nothing is taken of: {', '.join(idle)}.")
