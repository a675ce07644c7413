"""The app for macOS, on Apple's own processors: a real Python, trimmed wheels, libVLC.

NOT RUN WHERE IT WAS WRITTEN: that takes a Mac, by packaging/ci/macos.yml. What needs none is the
property list, the icon and the choice of what goes into the app, and is held by tests.
"""

import fnmatch
import hashlib
import os
import plistlib
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import papers
import release
from bill import NAME, pinned_download, version, write_bill
from debian import APP_ID
from icons import draw_icons
from staging import HERE, ROOT, BuildError, Stage, run

MINIMUM = "14.0"
PYTHON, VLC = "CPython for macOS", "VLC for macOS"
"""What inputs.toml calls them."""
PLATFORMS = [f"macosx_{each}_{kind}" for kind in ("arm64", "universal2")
             for each in ("14_0", "13_0", "12_0", "11_0", "10_12", "10_9")]  # fmt: skip
_KINDS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
"""What an icon of each size is called inside an .icns."""
_TERMS = """\
Notereel's own code is under the MIT licence. The app carries others' beside it: packages of Python,
whose licences lie in notereel/site/*.dist-info; Python, under its own; Qt, under version 3 of the
Lesser GPL; libVLC and plugins, by their own word under the Lesser GPL, version 2.1 or later; and
what comes inside PyAV. But VideoLAN links the decoders among the plugins to libraries under the GNU
General Public License, version 2 or later, and so are x264 and x265 inside PyAV. As a whole this
bundle may therefore be passed on under the terms of the GNU General Public License, version 3, and
under no others. The texts are in licences/. Each library is a file of its own and may be replaced
by another of the same interface. The sources are where notereel.cdx.json says, and the authors
give them to whoever got the app and asks.
"""
_LICENCE = """
import ctypes, sys
for file in sys.argv[1:]:
    ask = ctypes.CDLL(file).vlc_entry_license__3_0_0f
    ask.restype = ctypes.c_char_p
    print(ask().decode().replace(chr(10), " "))
"""


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody loaded, as inputs.toml names it."""

    python: Path
    vlc: Path


def build(work: Path, order: Order) -> Path:
    """Assemble the app in a folder; return it. Only a Mac can."""
    if sys.platform != "darwin":
        raise BuildError("An app for macOS can be assembled on a Mac only.")
    app = work / "Notereel.app"
    shutil.rmtree(work, ignore_errors=True)
    frameworks, resources = app / "Contents" / "Frameworks", app / "Contents" / "Resources"
    frameworks.mkdir(parents=True)
    require(order.python, PYTHON)
    with tarfile.open(order.python) as archive:
        archive.extractall(frameworks, filter="tar")
    whole = load_wheels(work)
    lay_out(whole, resources / "notereel")
    refuse_unnamed(resources / "notereel" / "site")
    (app / "Contents" / "Info.plist").write_text(info_plist(), "utf-8")
    (app / "Contents" / "PkgInfo").write_text("APPL????", "ascii")
    write_papers(Stage(work), resources)
    (resources / "Notereel.icns").write_bytes(icns(whole))
    _take_vlc(order.vlc, frameworks / "vlc")
    _make_launcher(app)
    _sign(app)
    python = frameworks / "python" / "bin" / "python3.11"
    plugins = sorted((frameworks / "vlc" / "plugins").iterdir())
    said = run([python, "-I", "-S", "-c", _LICENCE, *plugins]).splitlines()
    for plugin, licence in zip(plugins, said, strict=True):
        if "Lesser" not in licence:
            raise BuildError(f"{plugin.name} is under another licence than libVLC's: {licence}")
    run([python, "-I", "-S", "-m", "compileall", "-q", "-f", "--invalidation-mode",
         "unchecked-hash", resources / "notereel"])  # fmt: skip
    _sign(app)
    return app


def image(app: Path, dist: Path) -> Path:
    """Make the disk image that people load, by dmgbuild; return its file. Only a Mac can."""
    if sys.platform != "darwin":
        raise BuildError("A disk image for macOS can be made on a Mac only.")
    if not app.is_dir():
        raise BuildError(f"There is no “{app.name}” yet: have `build.py macos` make it first.")
    file = dist / f"Notereel-{version()}-arm64.dmg"
    run([sys.executable, "-m", "dmgbuild", "-s", HERE / "macos" / "dmg_settings.py", "-D",
         f"app={app}", "Notereel", file])  # fmt: skip
    return file


def require(file: Path, name: str) -> None:
    """Raise BuildError unless a file is the one that inputs.toml pins under a name."""
    if hashlib.sha256(file.read_bytes()).hexdigest() != pinned_download(name)["sha256"]:
        raise BuildError(f"“{file}” is not the {name} that inputs.toml pins.")


def info_plist() -> str:
    """Return what the system reads of the app: Apple's versions are of numbers only."""
    numbers = release.windows_version(version())
    text = (HERE / "macos" / "Info.plist.in").read_text("utf-8")
    short = ".".join(numbers.split(".")[:3])
    text = text.replace("@SHORT@", short).replace("@NUMBERS@", numbers)
    plistlib.loads(text.encode())
    return text


def icns(wheels: Path) -> bytes:
    """Return the icon in all sizes in Apple's container, drawn from the one SVG."""
    with tempfile.TemporaryDirectory() as folder:
        draw_icons(ROOT / "resources" / "icon.svg", Path(folder), APP_ID, wheels)
        pictures = {kind: Path(folder, f"{size}x{size}", "apps", f"{APP_ID}.png").read_bytes()
                    for size, kind in _KINDS.items()}  # fmt: skip
    parts = b"".join(kind + struct.pack(">I", 8 + len(each)) + each
                     for kind, each in pictures.items())  # fmt: skip
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts


def load_wheels(work: Path) -> Path:
    """Have pip load the wheels by their hashes, and unpack them; return the folder."""
    wheels, whole = work / "wheels", work / "whole"
    run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
         "--no-deps", "--only-binary=:all:", "--require-hashes", "--implementation=cp",
         "--python-version=3.11", "--abi=abi3", "--abi=cp311", "--abi=none",
         *(f"--platform={each}" for each in PLATFORMS), "--dest", wheels,
         "-r", HERE / "requirements" / "macos.txt"])  # fmt: skip
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(whole, [name for name in packed.namelist()
                                      if ".data/" not in name.partition("/")[0] + "/"])  # fmt: skip
    return whole


def lay_out(whole: Path, house: Path) -> None:
    """Copy the program, and of the wheels what keep.toml names for macOS."""
    keep = tomllib.loads((HERE / "keep.toml").read_text("utf-8"))["macos"]
    for file in sorted(whole.rglob("*")):
        name = file.relative_to(whole).as_posix()
        if file.is_dir() or any(Path(name).match(rule) for rule in keep["drop"]):
            continue
        if name.startswith("PySide6/") and not _is_kept(name, keep):
            continue
        target = house / "site" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    shutil.copytree(ROOT / "viewer", house / "viewer",
                    ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip
    shutil.copytree(ROOT / "resources", house / "viewer" / "resources",
                    ignore=shutil.ignore_patterns("pictures", "__pycache__"))  # fmt: skip
    shutil.copyfile(HERE / "linux" / "launch.py", house / "launch.py")


def refuse_unnamed(site: Path) -> None:
    """Stop at a library that a wheel carries along, and inputs.toml does not name."""
    named = [pattern for each in _inside() for pattern in each["files"]]
    for file in sorted(site.rglob("*")):
        if not file.is_file() or not _is_mach_o(file):
            continue
        name = file.relative_to(site)
        is_wheels_own = file.suffix == ".so" and name.parts[0] not in ("PySide6", "shiboken6")
        if not (is_wheels_own or any(fnmatch.fnmatch(file.name, each) for each in named)):
            raise BuildError(f"inputs.toml does not say whose “{name}” is, and its licence.")


def write_papers(stage: Stage, resources: Path) -> None:
    """Write what is in the app, by whom and under which licence, with the licences' texts."""
    (resources / "LICENCES.txt").write_text(_TERMS, "utf-8")
    shutil.copyfile(ROOT / "LICENSE", resources / "LICENSE")
    papers.put_carried(resources / "licences", "macos")
    write_bill(stage, resources / NAME, carried=[pinned_download(PYTHON), pinned_download(VLC)],
               inside=_inside())  # fmt: skip


def _inside() -> list[dict[str, Any]]:
    said: dict[str, Any] = tomllib.loads((HERE / "inputs.toml").read_text("utf-8"))
    inside: list[dict[str, Any]] = said["macos"]["inside"]
    return inside


def _is_kept(name: str, keep: dict[str, list[str]]) -> bool:
    frameworks = tuple(f"PySide6/Qt/lib/{each}.framework/" for each in keep["frameworks"])
    return name.startswith((*frameworks, "PySide6/support/")) or any(
        Path(name).match(f"PySide6/{rule}") for rule in keep["files"]
    )


def _take_vlc(image: Path, target: Path) -> None:
    """Copy libVLC and the named plugins out of VideoLAN's disk image."""
    require(image, VLC)
    (target / "lib").mkdir(parents=True)
    (target / "plugins").mkdir()
    with tempfile.TemporaryDirectory() as mounted:
        run(["hdiutil", "attach", "-nobrowse", "-readonly", "-mountpoint", mounted, image])
        try:
            inside = Path(mounted, "VLC.app", "Contents", "MacOS")
            for name in ("libvlc.dylib", "libvlccore.dylib"):
                shutil.copyfile(inside / "lib" / name, target / "lib" / name)
            for name in (HERE / "macos" / "vlc-plugins.txt").read_text("utf-8").split():
                file = f"lib{name}_plugin.dylib"
                if not (inside / "plugins" / file).is_file():
                    raise BuildError(f"VideoLAN's image has no plugin “{name}”.")
                shutil.copyfile(inside / "plugins" / file, target / "plugins" / file)
        finally:
            subprocess.run(["hdiutil", "detach", mounted], check=False, capture_output=True)
    core = "@loader_path/{}libvlccore.dylib"
    for file in [target / "lib" / "libvlc.dylib", *(target / "plugins").iterdir()]:
        way = core.format("" if file.parent.name == "lib" else "../lib/")
        run(["install_name_tool", "-change", "@rpath/libvlccore.dylib", way, file])


def _sign(app: Path) -> None:
    """Sign every library, then the app: with the identity of the environment, or with none.

    Apple's processors run nothing whose signature is broken, as it is once a path was changed.
    """
    identity = os.environ.get("NOTEREEL_IDENTITY", "-")
    sign = ["codesign", "--force", "--sign", identity, "--options", "runtime"]
    entitlements = ["--entitlements", HERE / "macos" / "entitlements.plist"]
    contents = app / "Contents"
    binaries = [each for folder in (contents / "Frameworks", contents / "Resources")
                for each in sorted(folder.rglob("*"))
                if each.is_file() and not each.is_symlink() and _is_mach_o(each)]  # fmt: skip
    for each in binaries:
        run([*sign, *(entitlements if each.parent.name == "bin" else ()), each])
    run([*sign, *entitlements, app])


def _is_mach_o(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) in {b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"}


def _make_launcher(app: Path) -> None:
    python = app / "Contents" / "Frameworks" / "python"
    target = app / "Contents" / "MacOS" / "Notereel"
    target.parent.mkdir()
    library = python / "lib" / "libpython3.11.dylib"
    run(["install_name_tool", "-id", f"@rpath/{library.name}", library])
    run(["cc", "-Os", f"-mmacosx-version-min={MINIMUM}", "-arch", "arm64",
         f"-I{python}/include/python3.11", HERE / "macos" / "launcher.c", f"-L{python}/lib",
         "-lpython3.11", "-Wl,-rpath,@executable_path/../Frameworks/python/lib",
         "-o", target])  # fmt: skip
