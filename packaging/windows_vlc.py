"""The libVLC that the installer for Windows carries, from VideoLAN's own archive.

The rule to know: a plugin is asked which licence it is under, by loading it; those under the GPL
are left out. So this runs on Windows only, and last: the cache of plugins, which it makes at its
end, knows each file by its time and size.
"""

import hashlib
import os
import shutil
import sys
import zipfile
from pathlib import Path

from staging import HERE, BuildError, run, source_date

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


def put_vlc(archive: Path, sha256: str, target: Path, licences: Path) -> None:
    """Unpack what we need of libVLC into a folder, without what is under the GPL."""
    if hashlib.sha256(archive.read_bytes()).hexdigest() != sha256:
        raise BuildError(f"“{archive.name}” is not the libVLC that inputs.toml pins.")
    if sys.platform != "win32":
        raise BuildError("libVLC's plugins can be asked for their licence on Windows only.")
    with zipfile.ZipFile(archive) as packed:
        unpack_vlc(packed, target, licences)
    _refuse_gpl(target)
    # Their times are what the cache knows them by, and what the installer keeps.
    for each in target.rglob("*"):
        os.utime(each, (source_date(), source_date()))
    run([target / "vlc-cache-gen.exe", target / "plugins"])
    (target / "vlc-cache-gen.exe").unlink()


def wanted_plugins() -> list[str]:
    """Return the plugins that are wanted on Windows, such as `demux/mkv`."""
    listed = (HERE / "vlc-plugins.txt").read_text("utf-8").split()
    here = (_INSTEAD.get(name, (name,)) for name in listed)
    return sorted(name for names in here for name in names)


def unpack_vlc(packed: zipfile.ZipFile, target: Path, licences: Path) -> None:
    """Unpack the libraries, the wanted plugins and the licence from an opened archive."""
    top = packed.namelist()[0].partition("/")[0]
    files = {f"{top}/{name}": target / name
             for name in ("libvlc.dll", "libvlccore.dll", "vlc-cache-gen.exe")}  # fmt: skip
    for plugin in wanted_plugins():
        name = f"plugins/{plugin.replace('/', '/lib')}_plugin.dll"
        files[f"{top}/{name}"] = target / name
    files |= {f"{top}/{name}": licences / "libVLC" / name
              for name in ("COPYING.txt", "AUTHORS.txt")}  # fmt: skip
    lacking = sorted(set(files) - set(packed.namelist()))
    if lacking:
        raise BuildError("VideoLAN's archive has no " + ", ".join(lacking) + ".")
    for name, file in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        with packed.open(name) as read, file.open("wb") as written:
            shutil.copyfileobj(read, written)


def _refuse_gpl(target: Path) -> None:
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
