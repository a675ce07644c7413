"""The installer for Windows: the tree, two small launchers, and NSIS to unpack them for one person.

The rule to know: it is built on Debian as on Windows, by mingw-w64 and NSIS alone, and the same
commit gives the same bytes; only libVLC is made ready on Windows (windows_vlc.py).
"""

import os
import shutil
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from bill import NAME, version, write_bill
from icons import draw_icons
from release import windows_version
from staging import (
    HERE,
    LINUX,
    ROOT,
    BuildError,
    Stage,
    load_wheels,
    run,
    source_date,
    unpack_wheels,
)
from windows_tree import COMPILER, LINKING, pinned, python_tag, stage_for_windows
from windows_vlc import put_vlc

APP_ID = "org.notereel.Notereel"
RESOURCES = "x86_64-w64-mingw32-windres"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


@dataclass(frozen=True, slots=True)
class Order:
    """What goes into an installer: Python's archive and libVLC's folder, where they are given."""

    python: Path | None = None
    vlc: Path | None = None
    is_quick: bool = False


def build(folder: Path, dist: Path, order: Order) -> Path:
    """Make the installer below a folder; return its file, in `dist`."""
    stage = stage_for_windows(folder / "windows", order.python)
    if order.vlc is not None:
        put_vlc(order.vlc, stage.house, stage.licences)
    root = stage.folder / "root"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    icon = stage.folder / "notereel.ico"
    _draw_icon(icon, folder, stage)
    _make_launcher(stage.folder, root / "notereel.exe", "-mwindows")
    _make_launcher(stage.folder, root / "notereel.com", "-mconsole", "-DCONSOLE")
    shutil.copytree(stage.licences, stage.house / "licences")
    shutil.copyfile(ROOT / "LICENSE", stage.house / "licences" / "LICENSE.txt")
    write_bill(stage, stage.house / NAME, carried=carried_parts(order), inside=pinned()["inside"])
    for each in sorted([stage.house, root, *stage.house.rglob("*"), *root.iterdir()], reverse=True):
        os.utime(each, (source_date(), source_date()))
    return _pack(stage, icon, dist, order)


def installer_name(*, has_vlc: bool) -> str:
    """Return what the installer is called; one without libVLC says so."""
    return f"Notereel-{version()}-setup-x64{'' if has_vlc else '-without-vlc'}.exe"


def carried_parts(order: Order) -> list[dict[str, str]]:
    """Return what a bill has to name of what is carried, and is no wheel.

    The sum of an archive is told where it is one archive that is pinned: libVLC's.
    """
    said = pinned()
    keys = ("name", "version", "licence", "source", "sha256")
    names = ["python", "vlc"] if order.vlc is not None else ["python"]
    parts = [{key: str(said[name][key]) for key in keys if key in said[name]} for name in names]
    for each in said["linked"]:
        built = run(["dpkg-query", "-W", "-f", "${Version}", each["package"]])
        parts.append({**{key: each[key] for key in ("name", "licence", "source")},
                      "version": built})  # fmt: skip
    return parts


def _draw_icon(target: Path, folder: Path, stage: Stage) -> None:
    """Draw the icon by Qt, from wheels that this machine can load."""
    wheels = stage.whole
    if sys.platform != "win32":
        drawing = Stage(folder / "drawing")
        if not drawing.whole.is_dir():
            load_wheels(folder / "wheels", LINUX)
            shutil.copytree(folder / "wheels", drawing.wheels, dirs_exist_ok=True)
            unpack_wheels(drawing, LINUX)
        wheels = drawing.whole
    theme = stage.folder / "icons"
    shutil.rmtree(theme, ignore_errors=True)
    draw_icons(ROOT / "resources" / "icon.svg", theme, "notereel", wheels, ICON_SIZES)
    pictures = {size: (theme / f"{size}x{size}" / "apps" / "notereel.png").read_bytes()
                for size in ICON_SIZES}  # fmt: skip
    target.write_bytes(icon_of(pictures))


def icon_of(pictures: dict[int, bytes]) -> bytes:
    """Return the .ico of PNG pictures, by their sizes, as Windows takes them since Vista."""
    place = 6 + 16 * len(pictures)
    head = struct.pack("<3H", 0, 1, len(pictures))
    for size, picture in sorted(pictures.items()):
        side = size % 256  # 0 means 256.
        head += struct.pack("<4B2H2I", side, side, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return head + b"".join(picture for _size, picture in sorted(pictures.items()))


def _make_launcher(work: Path, target: Path, *options: str) -> None:
    source = HERE / "windows"
    text = (source / "launcher.rc.in").read_text("utf-8")
    numbers = windows_version(version()).replace(".", ",")
    for key, value in (("numbers", numbers), ("version", version()), ("name", target.name)):
        text = text.replace(f"@{key}@", value)
    (work / "launcher.rc").write_text(text, "utf-8")
    shutil.copyfile(source / "launcher.manifest", work / "launcher.manifest")
    run([RESOURCES, "launcher.rc", "-O", "coff", "-o", "launcher.res"], cwd=work)
    run([COMPILER, "-municode", "-Wall", "-Wextra", "-Werror", "-static", *LINKING, *options,
         f'-DAPP_ID="{APP_ID}"', f'-DPYTHON_DLL="python{python_tag()}.dll"',
         source / "launcher.c", work / "launcher.res", "-lshell32", "-luser32", "-o", target],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(source_date())})  # fmt: skip


def _pack(stage: Stage, icon: Path, dist: Path, order: Order) -> Path:
    target = dist / installer_name(has_vlc=order.vlc is not None)
    (stage.folder / "files.nsh").write_text(unpacking(stage.house), "utf-8-sig")
    shutil.copyfile(HERE / "windows" / "installer.nsi", stage.folder / "installer.nsi")
    size = sum(each.stat().st_size for each in stage.house.rglob("*") if each.is_file()) // 1024
    defined = {
        "VERSION": version(), "NUMBERS": windows_version(version()), "OUT": target.absolute(),
        "ICON": icon, "APP_ID": APP_ID, "PYTHON_DLL": f"python{python_tag()}.dll",
        "KIBIBYTES": size,
    }  # fmt: skip
    options = [f"-D{name}={value}" for name, value in defined.items()]
    run(["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", "-NOCD", *options,
         *(["-DQUICK"] if order.is_quick else []), "installer.nsi"],
        cwd=stage.folder, env={**os.environ, "SOURCE_DATE_EPOCH": str(source_date())})  # fmt: skip
    if not target.is_file():
        raise BuildError("makensis has made no installer.")
    return target


def unpacking(house: Path) -> str:
    """Return the lines that unpack a folder beside the old one, in an order that is always equal.

    By itself NSIS takes the order in which the disk has them.
    """
    lines = []
    for folder in sorted([house, *(each for each in house.rglob("*") if each.is_dir())]):
        files = sorted(each for each in folder.iterdir() if each.is_file())
        if files:
            inside = "".join(f"\\{part}" for part in folder.relative_to(house).parts)
            lines.append(f'SetOutPath "$INSTDIR\\app.new{inside}"')
            lines += [f'File "{house.name}/{each.relative_to(house).as_posix()}"' for each in files]
    return "\n".join(lines) + "\n"
