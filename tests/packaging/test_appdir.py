"""The bundle that brings its own Python and libVLC: what can be held without building one.

That it plays from a read-only file system where there is no VLC, no Python and no driver, is proved
by packaging/check/appdir_root.sh.
"""

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.packaging.test_build import PACKAGING

KEEP = tomllib.loads((PACKAGING / "keep.toml").read_text("utf-8"))["appdir"]
PLUGINS = next(Path("/usr/lib").glob("*/vlc/plugins"), None)


@pytest.fixture
def appdir(part):
    return part("appdir")


@pytest.fixture
def carried(appdir):
    return appdir.carried


@pytest.fixture
def staging(appdir):
    return importlib.import_module("staging")


@pytest.fixture
def bundle(tmp_path):
    """A bundle whose Python tells how it was called."""
    folder = tmp_path / "a bundle"
    (folder / "usr" / "bin").mkdir(parents=True)
    shutil.copy(PACKAGING / "linux" / "AppRun", folder / "AppRun")
    (folder / "AppRun").chmod(0o755)
    python = folder / "usr" / "bin" / "python3.11"
    tell = "import json, os, sys; print(json.dumps([sys.argv[1:], dict(os.environ)]))"
    python.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{tell}' \"$@\"\n", "utf-8")
    python.chmod(0o755)
    return folder


def called(program, *words, **variables):
    done = subprocess.run([program, *words], capture_output=True, text=True, check=True,
                          env={"PATH": os.environ["PATH"], **variables})  # fmt: skip
    assert not done.stderr
    arguments, environment = json.loads(done.stdout)
    return arguments, environment


def test_it_starts_from_wherever_it_is_linked_to(bundle, tmp_path):
    link = tmp_path / "notereel"
    link.symlink_to(bundle / "AppRun")
    arguments, environment = called(link, "open", "a note.md")
    assert arguments[:4] == ["-I", "-S", "-X", "utf8"]
    assert arguments[4:] == [f"{bundle}/usr/lib/notereel/launch.py", "open", "a note.md"]
    assert Path(environment["PYTHON_VLC_LIB_PATH"]).is_relative_to(bundle)
    assert environment["NOTEREEL_BUNDLED_VLC"]


def test_what_other_programs_set_for_theirs_is_not_for_ours(bundle):
    strange = ["LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH",
               "VLC_PLUGIN_PATH", "PYTHON_VLC_MODULE_PATH"]  # fmt: skip
    _, environment = called(bundle / "AppRun", **dict.fromkeys(strange, "/elsewhere"))
    assert not set(strange) & set(environment)


def test_the_video_is_drawn_into_a_window_of_x_where_there_is_an_x_server(bundle):
    assert called(bundle / "AppRun", DISPLAY=":7")[1]["QT_QPA_PLATFORM"] == "xcb"
    chosen = called(bundle / "AppRun", DISPLAY=":7", QT_QPA_PLATFORM="offscreen")[1]
    assert chosen["QT_QPA_PLATFORM"] == "offscreen"
    assert "QT_QPA_PLATFORM" not in called(bundle / "AppRun")[1]


def test_certificates_that_somebody_chose_are_left_alone(bundle):
    assert called(bundle / "AppRun", SSL_CERT_FILE="/mine.pem")[1]["SSL_CERT_FILE"] == "/mine.pem"
    assert "SSL_CERT_FILE" not in called(bundle / "AppRun", SSL_CERT_DIR="/mine")[1]


def test_every_package_is_pinned_by_version_and_hash_and_named_once(carried):
    text = carried.LOCK.read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    names = [line.partition("=")[0] for line in lines]
    assert names == sorted(set(names))
    pinned = r"[a-z0-9.+-]+=[A-Za-z0-9.:+~-]+ sha256:[0-9a-f]{64}"
    assert all(re.fullmatch(pinned, line) for line in lines)


def test_what_is_the_hosts_is_carried_in_no_way():
    lists = [KEEP["host"], KEEP["spare"], KEEP["hollow"]]
    everything = [name for names in lists for name in names]
    assert len(everything) == len(set(everything))
    assert {"libstdc++.so.6", "libgcc_s.so.1", "libc.so.6"} <= set(KEEP["host"])
    packages = (PACKAGING / "requirements" / "appdir.txt").read_text("utf-8")
    assert not re.search(
        r"^(libc6|libstdc\+\+6|libgcc-s1|vlc-plugin-access-extra)=", packages, re.M
    )


def test_a_package_that_is_not_what_it_was_is_refused(carried, staging, tmp_path, monkeypatch):
    archives = tmp_path / "archives"
    archives.mkdir()
    (archives / "libnothing1_1.0_amd64.deb").write_bytes(b"changed on the way")
    lock = tmp_path / "appdir.txt"
    lock.write_text(f"libnothing1=1.0 sha256:{'0' * 64}\n", "utf-8")
    monkeypatch.setattr(carried, "LOCK", lock)
    with pytest.raises(staging.BuildError, match=r"libnothing1_1\.0_amd64\.deb is not what"):
        carried.load(tmp_path)


def test_a_version_that_an_update_has_replaced_is_told_with_what_to_do(
    carried, staging, tmp_path, monkeypatch
):
    lock = tmp_path / "appdir.txt"
    lock.write_text(f"libnothing1=1.0 sha256:{'0' * 64}\n", "utf-8")
    monkeypatch.setattr(carried, "LOCK", lock)
    with pytest.raises(staging.BuildError, match=r"Run `build\.py lock` on an up-to-date Debian"):
        carried.load(tmp_path)


@pytest.mark.parametrize(
    ("plugin", "is_fine"), [("demux/libmkv", True), ("audio_filter/libmono", False)]
)
def test_no_plugin_under_the_gpl_slips_in(appdir, staging, tmp_path, plugin, is_fine):
    target = tmp_path / "lib" / appdir.TRIPLET / "vlc" / "plugins" / f"{plugin}_plugin.so"
    target.parent.mkdir(parents=True)
    shutil.copy(PLUGINS / f"{plugin}_plugin.so", target)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3.11").symlink_to(sys.executable)
    if is_fine:
        appdir.refuse_gpl_plugins(tmp_path)
    else:
        with pytest.raises(staging.BuildError, match=r"libmono_plugin.*General Public License"):
            appdir.refuse_gpl_plugins(tmp_path)


def test_an_image_has_only_the_runtime_that_was_looked_at(appdir, staging, tmp_path):
    payload = tmp_path / "notereel-1-x86_64.squashfs"
    payload.write_bytes(b"hsqs")
    other = tmp_path / "runtime"
    other.write_bytes(b"\x7fELF of somebody")
    with pytest.raises(staging.BuildError, match="is not the runtime"):
        appdir.image(payload, other)
    assert not list(tmp_path.glob("*.AppImage"))


def test_whoever_gets_it_is_told_under_which_terms(appdir):
    assert "GNU General Public License, version 3, and under no others" in appdir.WHOLE
    assert "debian/SOURCES" in appdir.WHOLE
