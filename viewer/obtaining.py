"""How a program of others is had on this very system, in one sentence.

Packages are named as `packaging/needs.txt` names them; where a system is not known, so is that.
"""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Package:
    """What a program is called by each manager of packages; `site` is where its makers have it."""

    name: str
    site: str
    apt: str
    dnf: str
    pacman: str
    brew: str


LIBVLC = Package(
    "VLC 3",
    "videolan.org",
    apt="libvlc5 libvlc-bin vlc-plugin-base vlc-plugin-video-output",
    dnf="vlc-libs vlc-plugins-base vlc-plugins-extra vlc-plugin-ffmpeg vlc-plugins-video-out",
    pacman="libvlc vlc-plugins-base vlc-plugin-ffmpeg vlc-plugin-matroska vlc-plugin-freetype"
    " vlc-plugin-pulse vlc-plugins-video-output",
    brew="--cask vlc",
)
FFMPEG = Package("ffmpeg", "ffmpeg.org", "ffmpeg", "ffmpeg-free", "ffmpeg", "ffmpeg")

BUNDLED_VLC = "NOTEREEL_BUNDLED_VLC"
"""Set by what starts a bundle that brings its own libVLC, where no other one would be used."""


def how_to_get(package: Package) -> str:
    """Return what to do on this system to have a program."""
    if package is LIBVLC and brings_libvlc():
        return "It comes with Notereel, which is not whole any more: get Notereel again."
    if sys.platform == "win32":
        bits = " (64-bit)" if sys.maxsize > 2**32 else " (32-bit)"
        return f"Install {package.name}{bits} from {package.site}."
    if sys.platform == "darwin":
        command = f"brew install {package.brew}"
        return f"Install {package.name} from {package.site}, or run: {command}"
    return _on_linux(package, _family())


def brings_libvlc() -> bool:
    """Tell whether libVLC is to be had with Notereel alone."""
    return bool(os.environ.get(BUNDLED_VLC))


def _on_linux(package: Package, family: set[str]) -> str:
    if family & {"debian", "ubuntu"}:
        return f"Install {package.name}: sudo apt install {package.apt}"
    if family & {"fedora", "rhel", "centos"}:
        return f"Install {package.name}: sudo dnf install {package.dnf}"
    if "arch" in family:
        return f"Install {package.name}: sudo pacman -S {package.pacman}"
    return f"Install {package.name} with your system’s own manager of packages."


def _family() -> set[str]:
    """Return the name of this Linux and those it descends from."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return set()
    return {release.get("ID", ""), *release.get("ID_LIKE", "").split()}
