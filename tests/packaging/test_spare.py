"""Spare libraries: carried by a package, asked for all the same, and used where there are none.

That a note is shown and its video played by one is proved by packaging/check/deb_root.sh.
"""

import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

NOBODYS, EVERYBODYS = "libnobodyhasthis.so.7", "libc.so.6"
TELL = "import sys\n\ndef main():\n    print(open('/proc/self/maps').read(), *sys.modules)\n"


@pytest.fixture
def spare(part):
    return part("spare")


@pytest.fixture
def staging(spare):
    return importlib.import_module("staging")


@pytest.fixture
def stage(staging, tmp_path):
    made = staging.Stage(tmp_path / "build")
    for each in (made.house, made.licences, made.whole):
        each.mkdir(parents=True)
    return made


@pytest.fixture
def debian12(spare, tmp_path):
    """What Debian 12 has of each spare library, as apt-get and dpkg-deb leave it."""
    have = spare.carried.Carried(tmp_path / "debian12")
    for each in spare.listed():
        package = each["package"]
        have.packages[package] = Path(f"{package}_{each['version']}-1_amd64.deb")
        library = f"usr/lib/{spare.carried.TRIPLET}/{each['file']}"
        for name in (library, f"usr/share/doc/{package}/copyright"):
            file = have.unpacked(package) / name
            file.parent.mkdir(parents=True)
            file.write_text(name, "utf-8")
    return have


def started(house, *words):
    (house / "viewer").mkdir(exist_ok=True)
    (house / "viewer" / "__init__.py").touch()
    (house / "viewer" / "cli.py").write_text(TELL, "utf-8")
    done = subprocess.run([sys.executable, "-I", "-S", house / "launch.py", *words], check=True,
                          capture_output=True, text=True)  # fmt: skip
    assert not done.stderr
    return done.stdout


@pytest.mark.parametrize("folder", ["spare", "../x86_64-linux-gnu/spare"])
def test_a_spare_library_is_taken_where_the_system_has_none(spare, tmp_path, folder):
    house = tmp_path / "lib" / "notereel"
    house.mkdir(parents=True)
    (house / folder).mkdir(parents=True)
    shutil.copy(importlib.import_module("_ctypes").__file__, house / folder / NOBODYS)
    spare.write_launch(house, [EVERYBODYS, NOBODYS], folder)
    told = started(house)
    assert f"spare/{NOBODYS}" in told
    assert f"spare/{EVERYBODYS}" not in told
    assert "spare/" not in started(house, "--worker", "render")


def test_where_the_system_has_it_a_start_does_not_even_try(spare, tmp_path):
    spare.write_launch(tmp_path, [EVERYBODYS], "spare")
    told = started(tmp_path).split()
    assert "spare_libraries" in told
    assert "_ctypes" not in told


def test_a_package_gets_each_with_its_licence(spare, stage, debian12):
    spare.carry(stage, debian12)
    assert "libxcb-cursor.so.0" in [each["file"] for each in spare.listed()]
    for each in spare.listed():
        assert (stage.house / "spare" / each["file"]).read_text("utf-8").endswith(each["file"])
        assert (stage.licences / f"{each['name']}.txt").read_text("utf-8").endswith("copyright")
        assert f'"{each["file"]}",' in (stage.house / "spare_libraries.py").read_text("utf-8")


def test_another_version_than_that_of_the_list_stops_the_build(spare, staging, stage, debian12):
    debian12.packages["libxcb-cursor0"] = Path("libxcb-cursor0_0.1.5-1_amd64.deb")
    with pytest.raises(staging.BuildError, match=r"is 0\.1\.5-1, but inputs\.toml says 0\.1\.4"):
        spare.carry(stage, debian12)


def test_the_pinned_versions_are_those_of_the_list(spare):
    pinned = spare.carried.LOCK.read_text("utf-8")
    assert all(f"\n{each['package']}={each['version']}-" in pinned for each in spare.listed())


def test_the_bill_names_them_as_parts_of_the_packages(spare, stage, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    bill = importlib.import_module("bill")
    bill.write_bill(stage, tmp_path / "bill.json")
    parts = json.loads((tmp_path / "bill.json").read_text("utf-8"))["components"]
    cursor = next(each for each in parts if each["name"] == "libxcb-cursor")
    assert (cursor["scope"], cursor["licenses"]) == ("required", [{"expression": "MIT"}])


def test_a_package_asks_for_what_it_has_a_spare_one_of(spare, tmp_path):
    fedora = importlib.import_module("fedora")
    (tmp_path / "spare").mkdir()
    (tmp_path / "site").mkdir()
    plugin = Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6XcbQpa.so.6"
    (tmp_path / "site" / plugin.name).symlink_to(plugin)
    shutil.copy(plugin, tmp_path / "spare" / "libxcb-cursor.so.0")
    assert "libxcb-cursor.so.0()(64bit)" in fedora.of_the_system(tmp_path)
