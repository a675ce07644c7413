"""What is made for systems that are not here: macOS, Flatpak, winget, Homebrew, and workflows.

None of it was run where it was written, so all that can be held without those systems is held here.
"""

import ast
import hashlib
import importlib
import plistlib
import re
import struct
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.packaging.test_build import COMMON, PACKAGING, pins
from viewer import __version__
from viewer.changelog import shipped_changelog
from viewer.desktop.mpris import NAME
from viewer.ui.application import APP_ID

INPUTS = tomllib.loads((PACKAGING / "inputs.toml").read_text("utf-8"))


@pytest.fixture
def macos(part):
    return part("macos")


@pytest.fixture
def recipes(macos):
    return importlib.import_module("recipes")


@pytest.fixture
def staging(macos):
    return importlib.import_module("staging")


@pytest.fixture
def written(recipes, staging, tmp_path):
    """The recipes of a release whose installer and image were built."""
    dist = tmp_path / "dist"
    dist.mkdir()
    (dist / f"Notereel-{__version__}-setup-x64.exe").write_bytes(b"MZ")
    (dist / f"Notereel-{__version__}-arm64.dmg").write_bytes(b"koly")
    share = tmp_path / "work" / "rpm" / "usr" / "share"
    (share / "applications").mkdir(parents=True)
    made = recipes.build(staging.Stage(tmp_path / "work"), dist, tmp_path / "recipes")
    return {file.name: file.read_text("utf-8") for file in made}


def test_the_app_is_known_by_the_one_name_and_version(macos):
    said = plistlib.loads(macos.info_plist().encode())
    assert said["CFBundleIdentifier"] == APP_ID
    assert __version__.startswith(said["CFBundleShortVersionString"])
    assert re.fullmatch(r"\d+\.\d+\.\d+\.\d+", said["CFBundleVersion"])
    assert said["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == ["notereel"]
    assert said["LSMinimumSystemVersion"] == macos.MINIMUM


def test_the_app_opens_notes_but_never_makes_itself_the_one_that_does(macos):
    said = plistlib.loads(macos.info_plist().encode())
    ranks = {kind["LSHandlerRank"] for kind in said["CFBundleDocumentTypes"]}
    assert ranks == {"Alternate", "None"}
    declared = {each["UTTypeIdentifier"] for each in said["UTImportedTypeDeclarations"]}
    assert set(said["CFBundleDocumentTypes"][0]["LSItemContentTypes"]) <= declared


def test_the_app_may_do_no_more_than_libvlc_and_python_need():
    rights = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert set(rights) == {
        "com.apple.security.cs.disable-library-validation",
        "com.apple.security.cs.allow-unsigned-executable-memory",
    }


def test_the_disk_image_shows_the_app_beside_where_it_belongs():
    source = (PACKAGING / "macos" / "dmg_settings.py").read_text("utf-8")
    names = {"defines": {"app": "build/Notereel.app"}}
    exec(compile(ast.parse(source), "dmg_settings.py", "exec"), names)
    assert set(names["icon_locations"]) == {"Notereel.app", *names["symlinks"]}
    assert names["badge_icon"].endswith("Contents/Resources/Notereel.icns")


def test_the_icon_holds_a_picture_of_every_size_apple_asks_for(macos):
    packed = macos.icns(Path(importlib.import_module("PySide6").__file__).parents[1])
    assert packed[:4] == b"icns"
    assert struct.unpack(">I", packed[4:8]) == (len(packed),)
    place, found = 8, {}
    while place < len(packed):
        kind, length = (
            packed[place : place + 4],
            *struct.unpack(">I", packed[place + 4 : place + 8]),
        )
        picture = packed[place + 8 : place + length]
        assert picture.startswith(b"\x89PNG")
        found[kind] = struct.unpack(">I", picture[16:20])[0]
        place += length
    assert found == {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256,
                     b"ic09": 512}  # fmt: skip


def test_the_app_has_the_programs_and_the_named_parts_of_qt_and_no_more(macos, tmp_path):
    whole = tmp_path / "whole"
    kept = ["PySide6/QtCore.abi3.so", "PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui",
            "PySide6/Qt/plugins/platforms/libqcocoa.dylib", "PySide6/libpyside6.abi3.6.11.dylib",
            "markdown/core.py", "markdown-3.dist-info/METADATA"]  # fmt: skip
    left = ["PySide6/QtQml.abi3.so", "PySide6/Qt/lib/QtQuick.framework/Versions/A/QtQuick",
            "PySide6/Qt/qml/QtQuick/x.qml", "PySide6/QtCore.pyi", "av/frame.pyx"]  # fmt: skip
    for name in kept + left:
        (whole / name).parent.mkdir(parents=True, exist_ok=True)
        (whole / name).write_text(name, "utf-8")
    house = tmp_path / "house"
    macos.lay_out(whole, house)
    site = house / "site"
    assert {each.relative_to(site).as_posix() for each in site.rglob("*") if each.is_file()} == {
        *kept
    }
    assert (house / "launch.py").is_file()
    assert (house / "viewer" / "resources" / "sample" / "welcome.md").is_file()


def test_the_app_has_the_versions_that_a_checkout_runs():
    linux = (PACKAGING / "requirements" / "linux.txt").read_text("utf-8")
    mac = (PACKAGING / "requirements" / "macos.txt").read_text("utf-8")
    packed = pins(linux)
    del packed["jeepney"]  # Only Linux has such a bus.
    assert pins(mac) == packed
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}\n", mac)) == len(pins(mac))


def test_an_app_is_never_said_to_be_made_where_there_is_no_mac(
    macos, staging, tmp_path, monkeypatch
):
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(staging.BuildError, match="on a Mac only"):
        macos.build(tmp_path / "macos", macos.Order(tmp_path / "python", tmp_path / "vlc"))
    assert not (tmp_path / "macos").exists()


def test_what_is_loaded_by_hand_is_looked_at_first(macos, staging, tmp_path):
    other = tmp_path / "vlc.dmg"
    other.write_bytes(b"another one")
    with pytest.raises(staging.BuildError, match="is not the VLC for macOS"):
        macos.require(other, "VLC for macOS")


def test_every_input_has_its_version_licence_and_sum():
    for each in INPUTS["download"]:
        assert re.fullmatch(r"[0-9a-f]{64}", each["sha256"]), each["name"]
        assert each["source"].startswith("https://")
        assert each["version"] in each["source"]
        assert each["licence"]


def test_winget_is_told_of_the_installer_that_was_built(written):
    names = ["Notereel.Notereel.yaml", "Notereel.Notereel.installer.yaml",
             "Notereel.Notereel.locale.en-US.yaml"]  # fmt: skip
    told = [yaml.safe_load(written[name]) for name in names]
    assert [each["PackageVersion"] for each in told] == [__version__] * 3
    assert len({each["PackageIdentifier"] for each in told}) == 1
    installer = told[1]
    assert installer["Scope"] == "user"
    script = (PACKAGING / "windows" / "installer.nsi").read_text("utf-8")
    taken = re.findall(r'FileAssociations" "\.(\w+)"', script)
    assert installer["FileExtensions"] == taken == ["md", "markdown"]
    assert installer["ReleaseDate"] == shipped_changelog()[0].day.isoformat()
    digest = hashlib.sha256(b"MZ").hexdigest().upper()
    assert installer["Installers"][0]["InstallerSha256"] == digest


def test_homebrew_is_told_of_the_image_that_was_built(written):
    cask = written["notereel.rb"]
    assert f'version "{__version__}"' in cask
    assert f'sha256 "{hashlib.sha256(b"koly").hexdigest()}"' in cask
    assert f"Notereel-{__version__}-arm64.dmg" in cask
    # What goes with the program is what nobody would miss: no note, mark or kept video.
    zapped = set(re.findall(r'"~/(.+?)"', cask))
    assert zapped == {"Library/Logs/notereel"}


def test_flatpak_builds_libvlc_from_what_is_pinned(written):
    manifest = yaml.safe_load(written["org.notereel.Notereel.yml"])
    assert manifest["app-id"] == APP_ID
    archives = {source["url"]: source["sha256"] for module in manifest["modules"]
                for source in module["sources"] if source["type"] == "archive"}  # fmt: skip
    pinned = {each["source"]: each["sha256"] for each in INPUTS["download"]}
    assert archives
    assert archives.items() <= pinned.items()
    # Notes are read wherever they are, and written nowhere.
    assert "--filesystem=host:ro" in manifest["finish-args"]
    assert f"--own-name={NAME}" in manifest["finish-args"]


def test_a_recipe_is_not_written_for_what_was_not_built(recipes, staging, tmp_path):
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "Notereel-0.0.1-setup-x64.exe").write_bytes(b"an older one")
    (tmp_path / "work" / "rpm" / "usr" / "share").mkdir(parents=True)
    made = recipes.build(staging.Stage(tmp_path / "work"), tmp_path / "dist", tmp_path / "out")
    assert [file.name for file in made] == ["org.notereel.Notereel.yml"]


def test_the_desktop_entry_inside_every_form_is_the_same(written):
    entry = (COMMON / f"{APP_ID}.desktop").read_text("utf-8")
    assert "TryExec=notereel" in entry
    assert "command: notereel\n" in written["org.notereel.Notereel.yml"]
