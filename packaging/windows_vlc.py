"""The libVLC that the installer for Windows carries, from VideoLAN's own archive.

The rule to know: a plugin is asked which licence it is under, by loading it; those under the GPL
are left out. So this is done on Windows, and the installer may then be made anywhere of the folder
that it leaves. The cache of the plugins is made by the installer, which puts them where they stay.
"""

import hashlib
import shutil
import sys
import tomllib
import zipfile
from pathlib import Path

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


def trim_vlc(archive: Path, folder: Path) -> None:
    """Make a folder of what we need of libVLC, without what is under the GPL."""
    if sys.platform != "win32":
        raise BuildError("libVLC's plugins can be asked for their licence on Windows only.")
    said = tomllib.loads((HERE / "inputs.toml").read_text("utf-8"))["windows"]["vlc"]
    if hashlib.sha256(archive.read_bytes()).hexdigest() != said["sha256"]:
        raise BuildError(f"“{archive.name}” is not the libVLC that inputs.toml pins.")
    with zipfile.ZipFile(archive) as packed:
        unpack_vlc(packed, folder)
    drop_gpl(folder / "vlc")


def put_vlc(folder: Path, house: Path, licences: Path) -> None:
    """Copy what was made by `trim_vlc` into the tree."""
    if not (folder / "vlc" / "libvlc.dll").is_file():
        raise BuildError(f"“{folder}” is no folder that `build.py vlc` has made.")
    shutil.copytree(folder / "vlc", house / "vlc")
    shutil.copytree(folder / "licences", licences, dirs_exist_ok=True)


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


def drop_gpl(target: Path) -> None:
    """Delete each plugin that does not call itself LGPL."""
    plugins = sorted((target / "plugins").rglob("*.dll"))
    for plugin, said in licences_of(plugins, target / "libvlccore.dll").items():
        if LGPL not in said:
            print(f"left out {plugin.name}: {said or 'it names no licence'}")
            plugin.unlink()


def licences_of(plugins: list[Path], core: Path) -> dict[Path, str]:
    """Return what plugins say their licence is.

    In a process of its own: Windows deletes no file that is loaded.
    """
    said = run([sys.executable, "-c", _ASK, core, *plugins], encoding="utf-8")
    return dict(zip(plugins, said.splitlines(), strict=True))
