"""The bill of materials: what a package holds, and what it does not, by names that others know."""

import hashlib
import json
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.packaging.test_build import PACKAGING
from viewer import __version__

LOCK = """\
# What is carried.
libnothing1=2:1.0+deb12u1 sha256:{}
libx999=1.0-1 sha256:{}
""".format("a" * 64, "b" * 64)


@pytest.fixture
def part(part, monkeypatch):
    """A module of packaging/ by its name, on one day for all."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return part


@pytest.fixture
def stage(part, tmp_path):
    """A staged tree of one wheel, and with the Qt of this machine to draw the icons by."""
    made = part("staging").Stage(tmp_path / "stage")
    about = made.whole / "one-1.0.dist-info"
    for folder in (about, made.wheels, made.house, made.licences / "one-1.0"):
        folder.mkdir(parents=True)
    said = "Name: one\nVersion: 1.0\nSummary: It is one.\nLicense-Expression: MIT\n"
    (about / "METADATA").write_text(said, "utf-8")
    with zipfile.ZipFile(made.wheels / "one-1.0-py3-none-any.whl", "w") as packed:
        packed.writestr("one.py", "")
    for name in ("PySide6", "shiboken6"):
        (made.whole / name).symlink_to(Path(sysconfig.get_path("purelib"), name))
    return made


@pytest.fixture
def carried(part, tmp_path, monkeypatch):
    """Two unpacked packages of Debian, of one of which only a hollow library is taken."""
    lock = tmp_path / "appdir.txt"
    lock.write_text(LOCK, "utf-8")
    monkeypatch.setattr(part("carried"), "LOCK", lock)
    have = part("carried").Carried(tmp_path / "debian12")
    for name in ("libnothing1", "libx999"):
        library = have.unpacked(name) / "usr" / "lib" / f"{name}.so"
        library.parent.mkdir(parents=True)
        library.write_bytes(b"a library")
        have.packages[name] = tmp_path / f"{name}.deb"
        have.file(f"usr/lib/{name}.so")
    have.hollow.add(have.file("usr/lib/libx999.so"))
    return have


def bill_at(file):
    return json.loads(file.read_text("utf-8"))


def named(file):
    return {each["name"]: each for each in bill_at(file)["components"]}


def test_a_package_of_debian_is_told_by_the_name_and_sum_that_others_look_it_up_by(
    part, stage, carried, tmp_path
):
    bill = tmp_path / "bill.json"
    part("bill").write_bill(stage, bill, carried=part("carried").parts(carried))
    found = named(bill)["libnothing1"]
    assert found["purl"] == "pkg:deb/debian/libnothing1@2:1.0%2Bdeb12u1?arch=amd64"
    assert found["hashes"] == [{"alg": "SHA-256", "content": "a" * 64}]
    assert found["bom-ref"] in bill_at(bill)["dependencies"][0]["dependsOn"]


def test_what_is_there_as_a_hollow_library_only_is_not_told_of(part, stage, carried, tmp_path):
    bill = tmp_path / "bill.json"
    part("bill").write_bill(stage, bill, carried=part("carried").parts(carried))
    assert "libx999" not in named(bill)
    part("carried").refuse_idle(carried)  # Its symbols were taken, so it belongs in the list.


def test_the_bill_of_the_one_for_fedora_names_fedoras_packages(part, stage):
    root = part("fedora").tree(stage)
    system = {each["name"]: each["properties"][0]["value"]
              for each in named(root / part("debian").PAPERS / part("bill").NAME).values()
              if each["scope"] == "excluded"}  # fmt: skip
    assert system == {"CPython": "python3", "libVLC": "vlc-libs", "DejaVu": "dejavu-sans-fonts"}
    needed = (PACKAGING / "needs.txt").read_text("utf-8")
    assert all(name in needed for name in (system["libVLC"], system["DejaVu"]))


def test_the_one_for_fedora_brings_the_texts_that_debian_has(part, stage):
    root = part("fedora").tree(stage)
    texts = root / "usr" / "share" / "licenses" / "notereel" / "gnu"
    assert {each.stem for each in texts.iterdir()} == {"GPL-3", "LGPL-2", "LGPL-2.1", "LGPL-3"}


def test_the_app_for_macos_tells_what_it_carries_and_under_which_terms(part, stage, tmp_path):
    resources = tmp_path / "Resources"
    resources.mkdir()
    part("macos").write_papers(stage, resources)
    found = named(resources / part("bill").NAME)
    assert {"one", "Qt", "FFmpeg", "x264", "CPython for macOS", "VLC for macOS"} <= set(found)
    pinned = part("bill").pinned_download("VLC for macOS")
    assert found["VLC for macOS"]["hashes"][0]["content"] == pinned["sha256"]
    terms = " ".join((resources / "LICENCES.txt").read_text("utf-8").split())
    assert "GNU General Public License, version 3, and under no others" in terms
    texts = {each.stem for each in (resources / "licences").iterdir()}
    assert {"GPL-2", "GPL-3", "LGPL-3", "dav1d", "lame", "libvpx", "opus"} <= texts


def test_the_runtime_of_an_image_is_a_part_of_it(part, stage, carried, tmp_path):
    inside, beside = tmp_path / "inside.json", tmp_path / "beside.json"
    part("bill").write_bill(stage, inside, carried=part("carried").parts(carried))
    runtime = part("bill").pinned_download(part("appdir").RUNTIME)
    part("bill").add_to_bill(inside, beside, runtime)
    assert set(named(beside)) - set(named(inside)) == {"AppImage runtime"}
    assert bill_at(beside)["serialNumber"] != bill_at(inside)["serialNumber"]


def test_no_two_parts_of_a_bill_have_one_reference(part, stage, tmp_path):
    for file, more in (("debian", {}), ("fedora", {"names": "fedora"})):
        part("bill").write_bill(stage, tmp_path / file, **more)
        references = [each["bom-ref"] for each in bill_at(tmp_path / file)["components"]]
        assert len(references) == len(set(references))


def test_the_bill_lies_beside_the_package_and_its_sum_is_told(part, tmp_path, monkeypatch):
    build = part("build")
    monkeypatch.setattr(build, "DIST", tmp_path)
    package = tmp_path / f"notereel_{__version__}-1_amd64.deb"
    package.write_bytes(b"a package")
    told = tmp_path / "inside" / "notereel.cdx.json"
    told.parent.mkdir()
    told.write_text('{"bomFormat": "CycloneDX"}', "utf-8")
    build._tell(package, told)
    beside = tmp_path / f"{package.name}.cdx.json"
    assert beside.read_bytes() == told.read_bytes()
    lines = (tmp_path / build.SUMS).read_text("utf-8").splitlines()
    assert lines == [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}"
                     for each in (package, beside)]  # fmt: skip


def test_the_disk_image_is_made_on_a_mac_and_of_an_app(part, tmp_path, monkeypatch):
    macos, refused = part("macos"), part("staging").BuildError
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(refused, match="on a Mac only"):
        macos.image(tmp_path / "Notereel.app", tmp_path)
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(refused, match=r"no “Notereel\.app” yet"):
        macos.image(tmp_path / "Notereel.app", tmp_path)


def test_what_is_linked_into_the_installer_is_told(part, tmp_path, monkeypatch):
    monkeypatch.setattr(part("windows"), "run", lambda _command: "1.0-1")
    parts = part("windows").carried_parts(part("windows").Order())
    assert [each["name"] for each in parts] == [
        "CPython", "NSIS", "MinGW-w64 runtime", "GCC runtime"
    ]  # fmt: skip
    monkeypatch.setattr(part("papers"), "DEBIANS", tmp_path)
    with pytest.raises(part("staging").BuildError, match="with the package nsis-common"):
        part("papers").put_debians(tmp_path, {"NSIS": "nsis-common"})
