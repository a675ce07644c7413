"""The package for Fedora: what it asks for, and what is in it. Nothing here installs it."""

import json
import re
import subprocess

import pytest

from tests.packaging.test_build import PACKAGING
from viewer import __version__


@pytest.fixture
def fedora(part):
    return part("fedora")


@pytest.fixture
def order(fedora, monkeypatch, tmp_path):
    """What nfpm is told of a small tree."""
    files = {"usr/bin/notereel": 0o755, "usr/lib/notereel/launch.py": 0o644,
             "usr/share/doc/notereel/bill.json": 0o644,
             "usr/share/icons/hicolor/16x16/apps/n.png": 0o644}  # fmt: skip
    for name, mode in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, "utf-8")
        file.chmod(mode)
    monkeypatch.setattr(fedora, "wheel_licences", lambda _stage: {"one": "BSD", "two": "A OR B"})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return json.loads(json.dumps(fedora.specification(None, tmp_path)))


def test_it_bears_the_one_version_and_the_time_of_its_commit(order):
    assert order["version"] == re.sub("(?=a|b|rc)", "~", __version__)
    assert order["mtime"] == "2023-11-14T22:13:20+00:00"
    assert order["rpm"]["buildhost"] == "localhost"


def test_it_owns_its_own_folders_and_none_of_the_systems(order):
    folders = {each["dst"] for each in order["contents"] if each.get("type") == "dir"}
    assert folders == {"/usr/lib/notereel", "/usr/share/doc/notereel"}
    modes = {each["dst"]: each["file_info"]["mode"] for each in order["contents"]}
    assert modes["/usr/bin/notereel"] == 0o755
    assert modes["/usr/lib/notereel/launch.py"] == 0o644


def test_it_asks_for_libvlc_its_plugins_and_a_python(order):
    assert {"libvlc.so.5()(64bit)", "python3 >= 3.11", "vlc-plugins-base", "vlc-plugin-ffmpeg",
            "dejavu-sans-fonts"} <= set(order["depends"])  # fmt: skip
    assert not {"-", "", "rsms-inter-fonts"} & set(order["depends"])


def test_what_it_is_under_is_told_once_each(order):
    assert order["license"] == "(A OR B) AND BSD-3-Clause AND MIT"


@pytest.mark.parametrize("script", ["posttrans.sh", "preremove.sh"])
def test_its_scripts_are_read_by_every_shell(script):
    subprocess.run(["sh", "-n", PACKAGING / "linux" / script], check=True)
