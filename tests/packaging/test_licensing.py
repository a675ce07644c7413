"""What may go into a package: nothing under the GPL alone, and nothing that nobody named."""

import importlib
import json
import tomllib
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


@pytest.fixture
def licensing(part):
    return part("licensing")


@pytest.fixture
def site(tmp_path):
    """A tree with libraries that a wheel carried along."""
    (tmp_path / "av.libs").mkdir()
    (tmp_path / "av.libs" / "libdav1d-f4b27961.so.7").write_bytes(b"a library")
    return tmp_path


def refuse_unnamed(licensing, site, named=("libdav1d-*",), hollow=("av.libs/libx264-*",)):
    licensing._refuse_unnamed(site, list(named), list(hollow))


@pytest.mark.parametrize(
    ("licence", "is_alone"),
    [
        ("GPL-2.0-or-later", True),
        ("GPLv3+", True),
        ("AGPL-3.0-only", True),
        ("GNU General Public License v2 (GPLv2)", True),
        ("LGPL-2.1+", False),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", False),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", False),
        ("MIT", False),
        ("Unlicense AND MIT AND ISC", False),
    ],
)
def test_which_licences_leave_no_choice_but_the_gpl(licensing, licence, is_alone):
    assert licensing.is_gpl_alone(licence) is is_alone


def test_a_wheel_under_the_gpl_stops_the_build(licensing):
    with pytest.raises(Exception, match="mutagen is under “GPL-2"):
        licensing._refuse_gpl({"av": "BSD-3-Clause", "mutagen": "GPL-2.0-or-later"})


def test_a_library_that_a_new_wheel_brings_stops_the_build_until_it_is_named(licensing, site):
    refuse_unnamed(licensing, site)
    (site / "av.libs" / "librubberband-1234.so.2").write_bytes(b"another")
    with pytest.raises(Exception, match=r"inputs\.toml does not say whose .* is"):
        refuse_unnamed(licensing, site)


def test_a_library_under_the_gpl_may_be_there_as_a_hollow_one_only(licensing, site):
    library = site / "av.libs" / "libx264-d6533a8d.so.165"
    library.write_bytes(bytes(13_000))
    refuse_unnamed(licensing, site)
    library.write_bytes(bytes(2_000_000))
    with pytest.raises(Exception, match="should be hollow"):
        refuse_unnamed(licensing, site)


def test_the_encoders_under_the_gpl_are_hollow_and_their_licence_is_nowhere():
    keep = tomllib.loads((PACKAGING / "keep.toml").read_text("utf-8"))
    assert {"av.libs/libx264-*", "av.libs/libx265-*"} <= set(keep["wheels"]["hollow"])
    inputs = tomllib.loads((PACKAGING / "inputs.toml").read_text("utf-8"))
    assert not [each for each in inputs["inside"] if each["licence"].startswith("GPL")]


def test_what_the_libraries_of_this_machine_say_of_themselves_is_read(licensing):
    import ctypes.util

    zlib = ctypes.util.find_library("z")
    assert json.dumps(licensing._answers([(zlib, "zlibVersion")])).startswith('["1.')


@pytest.mark.parametrize("name", ["GPL-2", "GPL-3", "LGPL-2", "LGPL-2.1", "LGPL-3"])
def test_the_texts_of_gnu_are_whole(licensing, name, tmp_path):
    importlib.import_module("papers").put_gnu(tmp_path, [name])
    text = (tmp_path / f"{name}.txt").read_text("utf-8")
    debians = Path("/usr/share/common-licenses", name)
    if debians.is_file():
        assert text == debians.read_text("utf-8")
    assert f"Version {name.partition('-')[2]}" in text
    assert "GENERAL PUBLIC LICENSE" in text


def test_whatever_carries_videolans_build_is_under_the_gpl_as_a_whole():
    inputs = tomllib.loads((PACKAGING / "inputs.toml").read_text("utf-8"))
    mac = next(each for each in inputs["download"] if each["name"] == "VLC for macOS")
    licences = {mac["licence"], inputs["windows"]["vlc"]["licence"]}
    assert licences == {"LGPL-2.1-or-later AND GPL-2.0-or-later"}


def test_a_library_that_a_wheel_for_macos_brings_stops_the_build_until_it_is_named(
    licensing, tmp_path
):
    macos = importlib.import_module("macos")
    names = ("av/_core.abi3.so", "av/.dylibs/libdav1d.7.dylib", "PySide6/QtCore.abi3.so",
             "PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui")  # fmt: skip
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"\xcf\xfa\xed\xfe and so on")
    (tmp_path / "av" / ".dylibs" / "readme.txt").write_text("no library", "utf-8")
    macos.refuse_unnamed(tmp_path)
    (tmp_path / "av" / ".dylibs" / "librubberband.2.dylib").write_bytes(b"\xcf\xfa\xed\xfe")
    with pytest.raises(Exception, match=r"does not say whose .*librubberband\.2\.dylib” is"):
        macos.refuse_unnamed(tmp_path)


def test_wheels_of_every_system_are_looked_at(licensing, tmp_path):
    stage = importlib.import_module("staging").Stage(tmp_path)
    about = stage.whole / "mutagen-1.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Name: mutagen\nLicense: GPL-2.0-or-later\n", "utf-8")
    with pytest.raises(Exception, match="mutagen is under “GPL-2"):
        licensing.refuse_gpl(stage, [])
