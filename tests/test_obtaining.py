"""How a program is had is said for the very system one sits at."""

import platform
import sys
from pathlib import Path

import pytest

from viewer.obtaining import FFMPEG, LIBVLC, how_to_get

NEEDS = Path(__file__).parent.parent / "packaging" / "needs.txt"
MANAGERS = {"debian": (3, "sudo apt install "), "fedora": (4, "sudo dnf install "),
            "arch": (5, "sudo pacman -S ")}  # fmt: skip


def on(monkeypatch, system, release=None):
    """Sit at another system, as Python tells of it."""
    monkeypatch.setattr(sys, "platform", system)

    def said():
        if release is None:
            raise OSError("there is no such file")
        return release

    monkeypatch.setattr(platform, "freedesktop_os_release", said)


@pytest.mark.parametrize(
    ("system", "release", "said"),
    [
        ("linux", {"ID": "debian"}, "sudo apt install ffmpeg"),
        ("linux", {"ID": "pop", "ID_LIKE": "ubuntu debian"}, "sudo apt install ffmpeg"),
        ("linux", {"ID": "fedora"}, "sudo dnf install ffmpeg-free"),
        ("linux", {"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "sudo dnf install ffmpeg-free"),
        ("linux", {"ID": "manjaro", "ID_LIKE": "arch"}, "sudo pacman -S ffmpeg"),
        ("linux", {"ID": "void"}, "your system’s own manager of packages"),
        ("linux", None, "your system’s own manager of packages"),
        ("darwin", None, "brew install ffmpeg"),
        ("win32", None, "from ffmpeg.org"),
    ],
)
def test_every_system_is_told_its_own_way(monkeypatch, system, release, said):
    on(monkeypatch, system, release)
    assert said in how_to_get(FFMPEG)


@pytest.mark.parametrize("system", MANAGERS)
def test_what_plays_a_video_is_what_the_set_up_installs(monkeypatch, system):
    """Or someone installs what is named and still has no picture, or no sound."""
    at, command = MANAGERS[system]
    lines = [line.split("|") for line in NEEDS.read_text(encoding="utf-8").splitlines()]
    wanted = {
        package
        for line in lines
        if line[0].strip() == "run" and ("libvlc" in line[1] or "plugin" in line[1])
        for package in line[at].split()
    }
    on(monkeypatch, "linux", {"ID": system})
    said = how_to_get(LIBVLC)
    assert command in said
    assert wanted <= set(said.partition(command)[2].split())
