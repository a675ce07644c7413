"""The AppDir: the staged tree with a Python, libVLC and all libraries that a host may lack.

The rule to know: its programs find everything by paths relative to themselves, so that no variable
is set that the programs it starts would inherit. As a squashfs it is the payload of an AppImage.
"""

import hashlib
import os
import shutil
import stat
import subprocess
import tomllib
from pathlib import Path

import carried
import spare
from bill import version, write_bill
from debian import APP_ID, lay_out
from staging import HERE, BuildError, Stage, run, source_date

TRIPLET = carried.TRIPLET
_LICENCE = "vlc_entry_license__3_0_0f"
_ASK = """
import ctypes, sys
for file in sys.argv[2:]:
    ask = getattr(ctypes.CDLL(file), sys.argv[1])
    ask.restype = ctypes.c_char_p
    print(ask().decode().replace(chr(10), " "))
"""
WHOLE = """\
Notereel's own code is under the MIT licence. This bundle carries others' beside it:

- python/     packages from the Python Package Index, each under its own licence
- debian/     a Python, libVLC and libraries as Debian 12 builds them, each with its licence, and
              in SOURCES the source package it was built from
- common/     the texts that those refer to

Debian builds libavcodec with its parts that are under the GNU General Public License, version 2 or
later. Qt is under version 3 of the Lesser one. As a whole this bundle may therefore be passed on
under the terms of the GNU General Public License, version 3, and under no others. Every library
is a file of its own and may be replaced by another of the same interface. The plugins of libVLC
that are themselves under the General Public License are not among those carried: the build
refuses them.

The sources are those of Debian 12, by the names and versions in debian/SOURCES, at
https://sources.debian.org and https://snapshot.debian.org; whoever got this bundle may ask its
authors for them.
"""


def build(stage: Stage, work: Path) -> Path:
    """Make the AppDir of a staged tree in a folder; return it."""
    folder = work / "Notereel.AppDir"
    shutil.rmtree(folder, ignore_errors=True)
    keep = tomllib.loads((HERE / "keep.toml").read_text("utf-8"))["appdir"]
    have = carried.load(work / "debian12")
    usr = folder / "usr"
    _lay_out(stage, work, folder)
    spare.write_launch(usr / "lib" / "notereel", keep["spare"], f"../{TRIPLET}/spare")
    carried.take_python(have, usr, keep["drop"])
    library = usr / "lib" / TRIPLET
    library.mkdir()
    carried.take_vlc(have, library)
    carried.take_libraries(have, usr, keep)
    _find_by_place(usr)
    generator = have.file(carried.VLC_CACHE_GEN)
    refuse_gpl_plugins(usr)
    _write_licences(stage, have, folder)
    carried.refuse_idle(have)
    papers = folder / "usr" / "share" / "doc" / "notereel"
    write_bill(stage, papers / "notereel.cdx.json", carried=carried.parts())
    _compile(usr)
    _set_modes_and_times(folder)
    _remember_plugins(generator, library)
    return folder


def squash(folder: Path, dist: Path, *, is_quick: bool = False) -> Path:
    """Pack an AppDir as the read-only file system that an AppImage holds; return its file."""
    file = dist / f"notereel-{version()}-x86_64.squashfs"
    packing = ["-comp", "zstd", "-Xcompression-level", "3" if is_quick else "19"]
    run(["mksquashfs", folder, file, "-noappend", "-quiet", "-no-progress", "-root-owned",
         "-no-xattrs", "-b", "256K", *packing],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(source_date())})  # fmt: skip
    return file


def image(squashed: Path, runtime: Path) -> Path:
    """Put the runtime of AppImages before a payload; return the file that people start."""
    inputs = tomllib.loads((HERE / "inputs.toml").read_text("utf-8"))
    pinned = next(each for each in inputs["download"] if each["name"] == "AppImage runtime")
    head = runtime.read_bytes()
    if hashlib.sha256(head).hexdigest() != pinned["sha256"]:
        raise BuildError(f"“{runtime}” is not the runtime that inputs.toml names.")
    file = squashed.with_name(f"Notereel-{version()}-x86_64.AppImage")
    file.write_bytes(head + squashed.read_bytes())
    file.chmod(0o755)
    return file


def _lay_out(stage: Stage, work: Path, folder: Path) -> None:
    """Copy the program and the desktop's files."""
    tree = work / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(stage, tree)
    share = folder / "usr" / "share"
    shutil.copytree(tree / "usr" / "lib" / "notereel", folder / "usr" / "lib" / "notereel",
                    ignore=shutil.ignore_patterns(spare.FOLDER))  # fmt: skip
    for name in ("applications", "icons", "metainfo"):
        shutil.copytree(tree / "usr" / "share" / name, share / name)
    entry = share / "applications" / f"{APP_ID}.desktop"
    lines = entry.read_text("utf-8").splitlines(keepends=True)
    # Nothing of that name is on anybody's path; whoever integrates an AppImage sees to Exec.
    entry.write_text("".join(each for each in lines if not each.startswith("TryExec=")), "utf-8")
    (folder / entry.name).symlink_to(entry.relative_to(folder))
    icons = Path("usr", "share", "icons", "hicolor")
    (folder / f"{APP_ID}.svg").symlink_to(icons / "scalable" / "apps" / f"{APP_ID}.svg")
    (folder / ".DirIcon").symlink_to(icons / "256x256" / "apps" / f"{APP_ID}.png")
    shutil.copyfile(HERE / "linux" / "AppRun", folder / "AppRun")


def _find_by_place(usr: Path) -> None:
    """Have every library find the others from where it lies, whatever it was built for."""
    library = usr / "lib" / TRIPLET
    for each in carried.elves(library):
        if carried.own_path(each):
            run(["patchelf", "--remove-rpath", each])
    # What a program says thus holds for all that it loads, unless a library has a path of its own.
    run(["patchelf", "--force-rpath", "--set-rpath", f"$ORIGIN/../lib/{TRIPLET}",
         usr / "bin" / carried.PYTHON])  # fmt: skip
    # Qt's libraries have: they look beside themselves, and only there.
    beside = usr / "lib" / "notereel" / "site" / "PySide6" / "Qt" / "lib"
    asked = {name for each in carried.elves(beside.parent) for name in carried.needs(each)}
    for name in sorted(asked):
        if (library / name).is_file():
            (beside / name).symlink_to(os.path.relpath(library / name, beside))


def refuse_gpl_plugins(usr: Path) -> None:
    """Ask each plugin of libVLC for its licence, by the function that each has for it."""
    library = usr / "lib" / TRIPLET
    plugins = sorted((library / "vlc" / "plugins").rglob("*.so"))
    said = run([usr / "bin" / carried.PYTHON, "-I", "-S", "-c", _ASK, _LICENCE, *plugins],
               env={"LD_LIBRARY_PATH": f"{library / 'spare'}"})  # fmt: skip
    licences = said.splitlines()
    for plugin, licence in zip(plugins, licences, strict=True):
        if "Lesser" not in licence:
            raise BuildError(f"{plugin.name} is under another licence than libVLC's: {licence}")


def _write_licences(stage: Stage, have: carried.Carried, folder: Path) -> None:
    licences = folder / "usr" / "share" / "doc" / "notereel" / "licences"
    shutil.copytree(stage.licences, licences / "python")
    carried.write_licences(have, licences)
    common = have.file("usr/share/common-licenses")
    (licences / "common").mkdir()
    for text in sorted(each for each in common.iterdir() if not each.is_symlink()):
        shutil.copyfile(text, licences / "common" / text.name)
    (licences / "README").write_text(WHOLE, "utf-8")
    shutil.copyfile(HERE.parent / "LICENSE", licences / "LICENSE")


def _compile(usr: Path) -> None:
    """Compile all Python there is: nobody can write into the bundle later."""
    # Not -I, which would shuffle the names in what is compiled.
    run([usr / "bin" / carried.PYTHON, "-s", "-S", "-m", "compileall", "-q", "-f",
         "--invalidation-mode", "unchecked-hash", "-s", usr, usr / "lib" / carried.PYTHON,
         usr / "lib" / "notereel"],
        env={"PYTHONHASHSEED": "0"})  # fmt: skip


def _set_modes_and_times(folder: Path) -> None:
    moment = source_date()
    programs = {folder / "AppRun", folder / "usr" / "bin" / carried.PYTHON}
    for each in [*folder.rglob("*"), folder]:
        if not each.is_symlink():
            each.chmod(0o755 if each.is_dir() or each in programs else 0o644)
        os.utime(each, (moment, moment), follow_symlinks=False)


def _remember_plugins(generator: Path, library: Path) -> None:
    """Write libVLC's list of its plugins, last of all: it holds the time and size of each."""
    plugins = library / "vlc" / "plugins"
    generator.chmod(generator.stat().st_mode | stat.S_IXUSR)
    done = subprocess.run(
        [generator, plugins], capture_output=True, text=True, check=False,
        env={"LD_LIBRARY_PATH": f"{library}:{library / 'spare'}"},
    )  # fmt: skip
    cache = plugins / "plugins.dat"
    if done.returncode or done.stderr or not cache.is_file():
        raise BuildError(f"libVLC's list of plugins could not be written:\n{done.stderr}")
    moment = source_date()
    cache.chmod(0o644)
    for each in (cache, plugins):
        os.utime(each, (moment, moment))
