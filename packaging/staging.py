"""The tree every Linux package holds: our code and the trimmed, unpacked wheels beside it.

The rule to know: nothing is frozen and nothing is bound to one Python. A wheel comes by its hash,
Qt's libraries follow from the modules that keep.toml names, and whatever fits none is left out.
"""

import fnmatch
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
OLDEST_PYTHON = "3.11"
PLATFORMS = ("manylinux_2_34_x86_64", "manylinux_2_28_x86_64", "manylinux_2_17_x86_64",
             "manylinux2014_x86_64")  # fmt: skip
ABIS = ("abi3", "cp311", "none")
_NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[(.+)\]")
_SYMBOL = re.compile(r"^(?:[0-9a-f]+)? *(\w) ([A-Za-z_]\w*)(?:@+(\S+))?$", re.MULTILINE)
_LIBRARY = re.compile(r"\.so(\.[0-9.]+)?$")
_LICENCES = re.compile(r"(?i)(licen[cs]e|copying|notice)")


class BuildError(Exception):
    """What stands in the way of a package, as a sentence."""


@dataclass(frozen=True, slots=True)
class Target:
    """For which system, and which Python at least, wheels are loaded, and by which list."""

    name: str
    python: str
    platforms: tuple[str, ...]
    abis: tuple[str, ...]


LINUX = Target("linux", OLDEST_PYTHON, PLATFORMS, ABIS)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the parts of the tree lie, below `build/`."""

    folder: Path

    @property
    def wheels(self) -> Path:
        """What pip loaded."""
        return self.folder / "wheels"

    @property
    def whole(self) -> Path:
        """The wheels as they are, unpacked."""
        return self.folder / "whole"

    @property
    def house(self) -> Path:
        """What is installed as one folder: our package, and `site` with those of others."""
        return self.folder / "notereel"

    @property
    def licences(self) -> Path:
        """The licences of what others made."""
        return self.folder / "licences"


def stage(folder: Path) -> Stage:
    """Make the tree anew below a folder; wheels that are there already are not loaded again."""
    made = Stage(folder)
    keep = tomllib.loads((HERE / "keep.toml").read_text("utf-8"))
    unpack_wheels(made, LINUX)
    site = made.house / "site"
    copy_files([*_of_qt(made.whole, keep["qt"]), *of_others(made.whole, keep["wheels"])],
               made.whole, site)  # fmt: skip
    asked = {name for each in libraries(site) for name in undefined(each)}
    for name in keep["wheels"]["hollow"]:
        _hollow(made.whole, site, name, asked)
    _drop_unasked(site)
    for name in keep["wheels"]["zipped"]:
        _zip(site, name)
    copy_program(made.house, HERE / "linux" / "launch.py")
    copy_licences(made.whole, made.licences)
    shutil.copytree(HERE / "linux" / "licences", made.licences, dirs_exist_ok=True)
    _strip(site)
    set_modes(folder)
    return made


def _zip(site: Path, name: str) -> None:
    """Put a package that is started by itself, and seldom, into one file for Python to read."""
    package = site / name
    with zipfile.ZipFile(
        site / f"{name}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9
    ) as packed:
        for file in sorted(each for each in package.rglob("*") if each.is_file()):
            # One time, or the same tree would give other bytes.
            entry = zipfile.ZipInfo(file.relative_to(site).as_posix())
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, file.read_bytes())
    shutil.rmtree(package)


def unpack_wheels(made: Stage, target: Target) -> None:
    """Load the wheels for a system and unpack them, into a tree begun anew."""
    load_wheels(made.wheels, target)
    for each in (made.whole, made.house, made.licences):
        shutil.rmtree(each, ignore_errors=True)
        each.mkdir(parents=True)
    for wheel in sorted(made.wheels.glob("*.whl")):
        _unpack(wheel, made.whole)


def load_wheels(folder: Path, target: Target) -> None:
    """Have pip load every wheel of a system's list whose hash is there."""
    folder.mkdir(parents=True, exist_ok=True)
    fitting = [f"--platform={each}" for each in target.platforms]
    fitting += [f"--abi={each}" for each in target.abis]
    run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
         "--no-deps", "--only-binary=:all:", "--require-hashes", "--implementation=cp",
         f"--python-version={target.python}", *fitting, "--dest", folder,
         "-r", HERE / "requirements" / f"{target.name}.txt"])  # fmt: skip


def run(command: Iterable[Any], **more: Any) -> str:
    """Run a program and return what it says; raises BuildError with its last words."""
    words = list(map(str, command))
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, **more)
    except FileNotFoundError as error:
        raise BuildError(f"“{words[0]}” is needed to build packages, and is not here.") from error
    if done.returncode:
        raise BuildError(f"“{' '.join(words[:3])}” failed:\n{(done.stderr or done.stdout)[-2000:]}")
    return done.stdout


def libraries(folder: Path) -> list[Path]:
    """Return the shared libraries below a folder."""
    return sorted(each for each in folder.rglob("*.so*") if _LIBRARY.search(each.name))


def source_date() -> int:
    """Return the time that everything in a package bears: the last commit's, unless one is set."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    return int(said or run(["git", "-C", ROOT, "log", "-1", "--format=%ct"]))


def _unpack(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = [name for name in packed.namelist() if ".data/" not in name.partition("/")[0] + "/"]
        packed.extractall(folder, names)


def copy_files(files: Iterable[Path], whole: Path, site: Path) -> None:
    """Copy what is kept of the unpacked wheels."""
    for file in files:
        target = site / file.relative_to(whole)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        if file.suffix == ".py" and (text := file.read_bytes()).startswith(b"#!"):
            target.write_bytes(b"#" + text[2:])  # They are modules, and no Python starts them so.


def of_others(whole: Path, rules: dict[str, Any]) -> Iterator[Path]:
    """Yield what is kept of all wheels but Qt's."""
    for file in sorted(whole.rglob("*")):
        name = file.relative_to(whole).as_posix()
        if file.is_dir() or name.startswith("PySide6/"):
            continue
        if file.suffix == ".py" and file.with_suffix(".abi3.so").exists():
            continue  # Python takes the compiled one.
        if not any(fnmatch.fnmatch(name, f"{start}{rule}") for rule in rules["drop"]
                   for start in ("", "*/")):  # fmt: skip
            yield file


def _of_qt(whole: Path, rules: dict[str, Any]) -> Iterator[Path]:
    """Yield what is named of PySide6, then the libraries that it asks for, and those in turn."""
    pyside = whole / "PySide6"
    asking = [pyside / f"{module}.abi3.so" for module in rules["modules"]]
    asking += [pyside / "Qt" / "plugins" / name for name in rules["plugins"]]
    for pattern in rules["files"]:
        found = sorted(pyside.glob(pattern))
        yield from (each for each in found if ".so" not in each.name)
        asking += [each for each in found if ".so" in each.name]
    for folder in rules["folders"]:
        yield from (each for each in sorted((pyside / folder).rglob("*.py")))
    lib = pyside / "Qt" / "lib"
    yield from with_needed(asking, needs, {each.name: each for each in lib.iterdir()})


def with_needed(
    named: Iterable[Path], ask: Callable[[Path], Iterable[str]], lying: dict[str, Path]
) -> list[Path]:
    """Return files, the libraries that they need, and what those need in turn, sorted.

    `ask` tells what a library asks for; `lying` says where those lie that are ours to bring. Raises
    BuildError where a named file is not there.
    """
    seen: set[Path] = set()
    asking = list(named)
    while asking:
        file = asking.pop()
        if file in seen:
            continue
        if not file.is_file():
            raise BuildError(f"keep.toml names “{file.name}”, which no wheel of this system has.")
        seen.add(file)
        asking += [lying[name] for name in ask(file) if name in lying]
    return sorted(seen)


def needs(library: Path) -> list[str]:
    """Return the names of the libraries that one asks for."""
    return _NEEDED.findall(run(["readelf", "-d", library]))


def _hollow(whole: Path, site: Path, pattern: str, asked: set[str]) -> None:
    matching = sorted(whole.glob(pattern))
    if len(matching) != 1:
        raise BuildError(f"keep.toml hollows “{pattern}”, which fits {len(matching)} files.")
    hollow(matching[0], asked, site / matching[0].relative_to(whole))


def hollow(library: Path, asked: set[str], target: Path) -> None:
    """Put a library in the place of one, with the symbols that others ask for; each says no."""
    has = {name: (kind, series) for kind, name, series in _symbols(library, "--defined-only")}
    wanted = asked & set(has)
    lines = [_hollow_one(name, is_function=has[name][0] in "TtWwi") for name in sorted(wanted)]
    with tempfile.NamedTemporaryFile("w", suffix=".map") as series:
        series.write(_series({name: has[name][1] for name in wanted}))
        series.flush()
        run(["gcc", "-shared", "-fPIC", "-Os", "-s", "-nostdlib", "-fno-builtin", "-x", "c", "-",
             "-Wl,--build-id=none", f"-Wl,-soname,{library.name}",
             f"-Wl,--version-script={series.name}", "-o", target],
            input="\n".join(lines) + "\n")  # fmt: skip


def undefined(library: Path) -> set[str]:
    """Return the symbols that a library wants of others."""
    return {name for _kind, name, _series in _symbols(library, "--undefined-only")}


def _series(symbols: dict[str, str]) -> str:
    """Return the linker's script that gives symbols the versions they had, where they had one."""
    named: dict[str, list[str]] = {}
    for symbol, series in sorted(symbols.items()):
        named.setdefault(series, []).append(symbol)
    named.pop("", None)
    if not named:
        return "{ global: *; };\n"
    return "".join(f"{series} {{ global: {'; '.join(each)}; }};\n"
                   for series, each in sorted(named.items()))  # fmt: skip


def _hollow_one(name: str, *, is_function: bool) -> str:
    if not is_function:
        return f"char {name}[4096];"
    # PyAV makes texts of what these return, as it is imported.
    nothing = '""' if name.endswith(("_configuration", "_license")) else "0"
    return f"void *{name}(void) {{ return {nothing}; }}"


def _drop_unasked(site: Path) -> None:
    """Take away the libraries a wheel carried along for those that are hollow now."""
    while True:
        asked = {name for each in libraries(site) for name in needs(each)}
        unasked = [each for folder in site.glob("*.libs") for each in libraries(folder)
                   if each.name not in asked]  # fmt: skip
        for each in unasked:
            each.unlink()
        if not unasked:
            return


def _symbols(library: Path, which: str) -> list[tuple[str, str, str]]:
    """Return each symbol's kind, its name, and its version if it has one."""
    return _SYMBOL.findall(run(["nm", "-D", which, library]))


def copy_program(house: Path, launcher: Path) -> None:
    """Copy our own package, its resources in it, and what starts it."""
    passing = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "viewer", house / "viewer", ignore=passing)
    shutil.copytree(ROOT / "resources", house / "viewer" / "resources",
                    ignore=shutil.ignore_patterns("pictures", "__pycache__"))  # fmt: skip
    shutil.copyfile(launcher, house / "launch.py")


def copy_licences(whole: Path, licences: Path) -> None:
    """Copy the licences that the wheels bring, a folder for each."""
    for about in sorted(whole.glob("*.dist-info")):
        target = licences / about.name.rpartition(".")[0]
        target.mkdir()
        shutil.copyfile(about / "METADATA", target / "METADATA")
        for file in sorted(about.rglob("*")):
            if file.is_file() and _LICENCES.search(file.name):
                shutil.copyfile(file, target / file.relative_to(about).as_posix().replace("/", "_"))


def _strip(site: Path) -> None:
    # Not av.libs: what auditwheel has patched does not survive it.
    for file in libraries(site):
        if "av.libs" not in file.parts:
            run(["strip", "--strip-unneeded", file])


def set_modes(folder: Path) -> None:
    """Give all below a folder the usual rights, whatever those of whoever builds."""
    for each in folder.rglob("*"):
        if not each.is_symlink():
            each.chmod(0o755 if each.is_dir() else 0o644)
