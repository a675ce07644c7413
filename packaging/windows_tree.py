"""The tree the installer for Windows holds: Python itself, our code, and the trimmed wheels.

The rule to know: it is made on any system, from what is pinned in inputs.toml and requirements/.
Python may come in more than one archive, so what is pinned of it are the files that are in it.
"""

import fnmatch
import hashlib
import io
import shutil
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import papers
from licensing import refuse_full, refuse_gpl
from pe import imports
from staging import (
    HERE,
    BuildError,
    Stage,
    Target,
    copy_files,
    copy_licences,
    copy_program,
    of_others,
    run,
    set_modes,
    unpack_wheels,
    with_needed,
)

_BASE = 0x180000000
COMPILER = "x86_64-w64-mingw32-gcc"
LINKING = ("-Wl,--no-insert-timestamp", "-Wl,--build-id=none", "-s", "-Os")


def pinned() -> dict[str, Any]:
    """Return what inputs.toml says of Windows."""
    said: dict[str, Any] = tomllib.loads((HERE / "inputs.toml").read_text("utf-8"))["windows"]
    return said


def python_tag() -> str:
    """Return what Python's version is in the names of its files, such as `313`."""
    return "".join(pinned()["python"]["version"].split(".")[:2])


def stage_for_windows(folder: Path, python: Path | None) -> Stage:
    """Make the tree anew below a folder; `python` is its archive, else it is loaded from PyPI."""
    made = Stage(folder)
    keep = tomllib.loads((HERE / "keep.toml").read_text("utf-8"))
    rules = {**keep["windows"], "drop": [*keep["wheels"]["drop"], *keep["windows"]["drop"]]}
    tag = python_tag()
    version = f"{tag[0]}.{tag[1:]}"
    unpack_wheels(made, Target("windows", version, ("win_amd64",), (f"cp{tag}", "abi3", "none")))
    site = made.house / "site"
    copy_files([*_of_qt(made.whole / "PySide6", rules), *of_others(made.whole, rules)],
               made.whole, site)  # fmt: skip
    for pattern in rules["hollow"]:
        _hollow(made, pattern)
    _drop_unasked(site)
    refuse_unnamed(site, rules["hollow"])
    refuse_gpl(made, pinned()["inside"])
    copy_program(made.house, HERE / "windows" / "launch.py")
    copy_licences(made.whole, made.licences)
    papers.put_carried(made.licences, "windows")
    papers.put_debians(
        made.licences, {each["name"]: each["package"] for each in pinned()["linked"]}
    )
    put_python(python or _load_python(folder), made, rules["python_drop"])
    set_modes(folder)
    return made


def binaries(site: Path) -> list[Path]:
    """Return the libraries and the modules in machine code below a folder."""
    return sorted(each for each in site.rglob("*") if each.suffix in (".dll", ".pyd"))


def files_digest(files: dict[str, bytes]) -> str:
    """Return the SHA-256 of the sorted list of files, each by its own SHA-256 and its name."""
    lines = sorted(f"{hashlib.sha256(each).hexdigest()}  {name}\n" for name, each in files.items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def put_python(archive: Path, made: Stage, dropped: list[str]) -> None:
    """Unpack Python into the tree, its licence among the others.

    Raises BuildError when it is another one than the pinned.
    """
    files = python_in(archive)
    if files_digest(files) != pinned()["python"]["files_sha256"]:
        raise BuildError(f"“{archive.name}” does not hold the Python that inputs.toml pins.")
    home = made.house / "python"
    home.mkdir()
    for name, content in files.items():
        if name not in dropped:
            (home / name).write_bytes(content)
    # Nothing but its own library: launch.py adds what is ours.
    library = f"python{python_tag()}.zip"
    (home / f"python{python_tag()}._pth").write_text(f"{library}\n.\n", "ascii")
    licence = made.licences / f"CPython-{pinned()['python']['version']}"
    licence.mkdir()
    shutil.move(home / "LICENSE.txt", licence / "LICENSE.txt")


def python_in(archive: Path) -> dict[str, bytes]:
    """Return the files of the embeddable Python: in its own zip, or in a zip in an sdist."""
    content = archive.read_bytes()
    if tarfile.is_tarfile(archive):
        with tarfile.open(archive) as packed:
            inner = next(each for each in packed.getmembers() if each.name.endswith("/data.zip"))
            found = packed.extractfile(inner)
            assert found is not None
            content = found.read()
    with zipfile.ZipFile(io.BytesIO(content)) as packed_files:
        return {name.rpartition("/")[2]: packed_files.read(name)
                for name in packed_files.namelist() if not name.endswith("/")}  # fmt: skip


def _load_python(folder: Path) -> Path:
    """Have pip load the archive that is only for trying it out."""
    said = pinned()["python"]
    target = folder / "python"
    if not list(target.glob("*.tar.gz")):
        with tempfile.TemporaryDirectory() as asked:
            wanted = Path(asked, "wanted.txt")
            wanted.write_text(f"{said['sdist']} --hash=sha256:{said['sdist_sha256']}\n", "ascii")
            run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", target,
                 "--disable-pip-version-check", "--require-hashes", "--no-binary=:all:",
                 "-r", wanted])  # fmt: skip
    return next(target.glob("*.tar.gz"))


def _of_qt(pyside: Path, rules: dict[str, Any]) -> Iterator[Path]:
    """Yield what is named of PySide6, and the libraries in its folder that those ask for."""
    asking = [pyside / f"{module}.pyd" for module in rules["modules"]]
    asking += [pyside / "plugins" / name for name in rules["plugins"]]
    yield from (pyside / name for name in rules["files"])
    for folder in rules["folders"]:
        yield from sorted((pyside / folder).rglob("*.py"))
    beside = {each.name.lower(): each for each in pyside.glob("*.dll")}
    yield from with_needed(asking, lambda file: map(str.lower, imports(file)), beside)


def _hollow(made: Stage, pattern: str) -> None:
    """Put a library in the place of one, with the names that are wanted of it; each says no."""
    matching = sorted(made.whole.glob(pattern))
    if len(matching) != 1:
        raise BuildError(f"keep.toml hollows “{pattern}”, which fits {len(matching)} files.")
    library = matching[0]
    site = made.house / "site"
    asked = (imports(each) for each in binaries(site) if each.name != library.name)
    wanted = sorted({name for each in asked for name in each.get(library.name, ())})
    if not all(fnmatch.fnmatch(name, "[A-Za-z_]*") for name in wanted):
        raise BuildError(f"“{library.name}” is asked for by numbers, and cannot be hollowed.")
    code = "".join(f"__declspec(dllexport) void *{name}(void) {{ return 0; }}\n" for name in wanted)
    # The linker would take the place in memory from the name of the folder.
    run([COMPILER, "-shared", "-nostdlib", *LINKING, "-Wl,--entry=0", f"-Wl,--image-base={_BASE}",
         "-fno-builtin", "-x", "c", "-", "-o", site / library.relative_to(made.whole)],
        input=code)  # fmt: skip


def _drop_unasked(site: Path) -> None:
    """Take away the libraries a wheel carried along for those that are hollow now."""
    while True:
        asked = {name.lower() for each in binaries(site) for name in imports(each)}
        unasked = [each for each in site.glob("*.libs/*.dll") if each.name.lower() not in asked]
        for each in unasked:
            each.unlink()
        if not unasked:
            return


def refuse_unnamed(site: Path, hollow: list[str]) -> None:
    """Stop at a library that a wheel carries along, and inputs.toml does not name.

    So it does at one that should be `hollow`, by the patterns of keep.toml, and is not.
    """
    named = [name for each in pinned()["inside"] for name in each["files"]]
    for each in binaries(site):
        file = each.relative_to(site)
        is_wheels_own = each.suffix == ".pyd" and file.parts[0] not in ("PySide6", "shiboken6")
        if any(fnmatch.fnmatch(file.as_posix(), pattern) for pattern in hollow):
            refuse_full(each, file.as_posix())
        elif not (is_wheels_own or any(fnmatch.fnmatch(each.name, one) for one in named)):
            raise BuildError(f"“{file}” is carried along by a wheel, and no part in inputs.toml.")
