"""The libVLC that the installer for Windows carries, from VideoLAN's own archive.

The rule to know: a plugin is asked which licence it is under, by loading it; those under the GPL
are left out. So this is done on Windows, and the installer may then be made anywhere of the folder
that it leaves. The cache of the plugins is made by the installer, which puts them where they stay.
"""

import hashlib
import json
import shutil
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from staging import HERE, BuildError, run

_ASK = """
import ctypes, sys
ctypes.CDLL(sys.argv[1])
for plugin in sys.argv[2:]:
    asked = getattr(ctypes.CDLL(plugin), "vlc_entry_license__3_0_0f", None)
    if asked is not None:
        asked.restype = ctypes.c_char_p
    said = asked() if asked is not None else b""
    print(" ".join((said or b"").decode("ascii", "replace").split()))
"""
LGPL = "GNU Lesser General Public License"
_INSTEAD = {
    "audio_output/alsa": ("audio_output/mmdevice", "audio_output/directsound"),
    "audio_output/pulse": (),
    "video_output/gl": ("video_output/glwin32",),
    "video_output/glx": ("video_output/wgl",),
    "video_output/xcb_window": ("video_output/drawable",),
    "video_output/xcb_x11": ("video_output/direct3d11", "d3d11/direct3d11_filters",
                             "codec/d3d11va", "video_output/direct3d9", "d3d9/direct3d9_filters",
                             "codec/dxva2", "video_output/wingdi"),
}  # fmt: skip
"""What takes the place, on Windows, of plugins in vlc-plugins.txt that only Linux has."""
RECORD = "trimmed.json"
WHOLE = """\
Notereel's own code is under the MIT licence (LICENSE.txt). This installer carries others' beside
it, each under the licence in its folder or file here: packages of Python, Python, Qt, FFmpeg, and
libVLC with plugins as VideoLAN builds them. What of NSIS, MinGW-w64 and GCC is linked into the
programs is under the licences in the files of those names.

libVLC is under the GNU Lesser General Public License, version 2.1 or later, and so is each of the
plugins by its own word; those that say otherwise were left out. But VideoLAN links the decoders
among them to libraries under the GNU General Public License, version 2 or later. Qt is under
version 3 of the Lesser one. As a whole this bundle may therefore be passed on under the terms of
the GNU General Public License, version 3, and under no others. Every library is a file of its own
and may be replaced by another of the same interface.

The sources of libVLC, and of all that VideoLAN builds into it, are at
https://download.videolan.org; notereel.cdx.json names where the others are. Whoever got this
bundle may ask its authors for them.
"""


def trim_vlc(archive: Path, folder: Path) -> None:
    """Make a folder of what we need of libVLC, without what is under the GPL."""
    if sys.platform != "win32":
        raise BuildError("libVLC's plugins can be asked for their licence on Windows only.")
    if hashlib.sha256(archive.read_bytes()).hexdigest() != _pinned()["sha256"]:
        raise BuildError(f"“{archive.name}” is not the libVLC that inputs.toml pins.")
    with zipfile.ZipFile(archive) as packed:
        unpack_vlc(packed, folder)
    write_record(folder, drop_gpl(folder / "vlc"))


def write_record(folder: Path, licences: dict[Path, str]) -> None:
    """Note in the folder what was made: of which archive, each file's sum, each plugin's licence.

    Whoever builds the installer elsewhere cannot ask the plugins again.
    """
    plugins = {each.relative_to(folder).as_posix(): said for each, said in licences.items()}
    record = {"archive_sha256": _pinned()["sha256"], "files": _sums(folder), "licences": plugins}
    (folder / RECORD).write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", "utf-8")


def put_vlc(folder: Path, house: Path, licences: Path) -> None:
    """Copy what was made by `trim_vlc` into the tree, and say what it makes of the whole.

    Raises BuildError for what it has not made, or what was changed since.
    """
    _compare_record(folder)
    shutil.copytree(folder / "vlc", house / "vlc")
    shutil.copytree(folder / "licences", licences, dirs_exist_ok=True)
    (licences / "README.txt").write_text(WHOLE, "utf-8")


def _compare_record(folder: Path) -> None:
    if not (folder / RECORD).is_file() or not (folder / "vlc" / "libvlc.dll").is_file():
        raise BuildError(f"“{folder}” is no folder that `build.py vlc` has made.")
    record: dict[str, Any] = json.loads((folder / RECORD).read_text("utf-8"))
    if record["archive_sha256"] != _pinned()["sha256"]:
        raise BuildError(f"“{folder}” was made of another libVLC than inputs.toml pins. Have "
                         "`build.py vlc` make it again.")  # fmt: skip
    if record["files"] != (sums := _sums(folder)):
        other = sorted(name for name, _sum in record["files"].items() ^ sums.items())
        raise BuildError(f"“{other[0]}” is not what `build.py vlc` left in “{folder}”. "
                         "Have it make the folder again.")  # fmt: skip
    for plugin in sorted(name for name in sums if name.startswith("vlc/plugins/")):
        licence = record["licences"].get(plugin) or "it names no licence"
        if LGPL not in licence:
            raise BuildError(f"{plugin} is under another licence than libVLC's: {licence}")


def _sums(folder: Path) -> dict[str, str]:
    files = (each for part in ("vlc", "licences") for each in (folder / part).rglob("*"))
    return {each.relative_to(folder).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest()
            for each in files if each.is_file()}  # fmt: skip


def _pinned() -> dict[str, str]:
    said: dict[str, Any] = tomllib.loads((HERE / "inputs.toml").read_text("utf-8"))
    pinned: dict[str, str] = said["windows"]["vlc"]
    return pinned


def wanted_plugins() -> list[str]:
    """Return the plugins that are wanted on Windows, such as `demux/mkv`."""
    listed = (HERE / "vlc-plugins.txt").read_text("utf-8").split()
    here = (_INSTEAD.get(name, (name,)) for name in listed)
    return sorted(name for names in here for name in names)


def unpack_vlc(packed: zipfile.ZipFile, folder: Path) -> None:
    """Unpack the libraries, the wanted plugins and the licence from an opened archive."""
    target = folder / "vlc"
    top = packed.namelist()[0].partition("/")[0]
    files = {f"{top}/{name}": target / name
             for name in ("libvlc.dll", "libvlccore.dll", "vlc-cache-gen.exe")}  # fmt: skip
    for plugin in wanted_plugins():
        name = f"plugins/{plugin.replace('/', '/lib')}_plugin.dll"
        files[f"{top}/{name}"] = target / name
    files |= {f"{top}/{name}": folder / "licences" / "libVLC" / name
              for name in ("COPYING.txt", "AUTHORS.txt")}  # fmt: skip
    lacking = sorted(set(files) - set(packed.namelist()))
    if lacking:
        raise BuildError("VideoLAN's archive has no " + ", ".join(lacking) + ".")
    for name, file in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        with packed.open(name) as read, file.open("wb") as written:
            shutil.copyfileobj(read, written)


def drop_gpl(target: Path) -> dict[Path, str]:
    """Delete each plugin that does not call itself LGPL; return what the others say."""
    plugins = sorted((target / "plugins").rglob("*.dll"))
    licences = licences_of(plugins, target / "libvlccore.dll")
    for plugin, said in licences.items():
        if LGPL not in said:
            print(f"left out {plugin.name}: {said or 'it names no licence'}")
            plugin.unlink()
    return {plugin: said for plugin, said in licences.items() if LGPL in said}


def licences_of(plugins: list[Path], core: Path) -> dict[Path, str]:
    """Return what plugins say their licence is.

    In a process of its own: Windows deletes no file that is loaded.
    """
    said = run([sys.executable, "-c", _ASK, core, *plugins], encoding="utf-8")
    return dict(zip(plugins, said.splitlines(), strict=True))
