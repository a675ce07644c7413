"""libVLC for Windows: what is taken of VideoLAN's archive, and what of that is taken on trust."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.packaging.test_windows import zipped


@pytest.mark.parametrize(
    ("name", "size", "reason"),
    [
        ("av.libs/librubberband-2.dll", 9, "is carried along by a wheel"),
        ("av.libs/libx264-165.dll", 2_000_000, "should be hollow"),
        ("av.libs/libx264-165.dll", 13_000, None),
        ("av.libs/libdav1d-7.dll", 2_000_000, None),
        ("nh3/nh3.pyd", 2_000_000, None),
    ],
)
def test_a_library_that_nobody_named_or_hollowed_stops_the_build(
    part, tmp_path, name, size, reason
):
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_bytes(bytes(size))
    if reason is None:
        part("windows_tree").refuse_unnamed(tmp_path, ["av.libs/libx264-*"])
    else:
        with pytest.raises(part("staging").BuildError, match=reason):
            part("windows_tree").refuse_unnamed(tmp_path, ["av.libs/libx264-*"])


def test_each_plugin_of_libvlc_says_its_licence_itself(part):
    folder = next(Path("/usr/lib").glob("*/vlc/plugins"))
    asked = [folder / "demux" / "libmkv_plugin.so", folder / "demux" / "libreal_plugin.so"]
    core = next(folder.parents[1].glob("libvlccore.so.?"))
    free, gpl = part("windows_vlc").licences_of(asked, core).values()
    assert part("windows_vlc").LGPL in free
    assert "GNU General Public License" in gpl


def test_what_is_needed_of_libvlc_is_unpacked_and_nothing_else(part, tmp_path):
    vlc = part("windows_vlc")
    names = [f"plugins/{each.replace('/', '/lib')}_plugin.dll" for each in vlc.wanted_plugins()]
    names += ["libvlc.dll", "libvlccore.dll", "vlc-cache-gen.exe", "COPYING.txt", "AUTHORS.txt"]
    top = {f"vlc-3.0.21/{name}": b"it" for name in names}
    more = {"vlc-3.0.21/vlc.exe": b"", "vlc-3.0.21/plugins/lua/liblua_plugin.dll": b""}
    with zipfile.ZipFile(io.BytesIO(zipped({**top, **more}))) as packed:
        vlc.unpack_vlc(packed, tmp_path)
    there = {each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*.*")}
    papers = {"licences/libVLC/COPYING.txt", "licences/libVLC/AUTHORS.txt"}
    assert there == papers | {f"vlc/{name}" for name in names if not name.endswith(".txt")}


def test_a_plugin_that_the_archive_lacks_is_named(part, tmp_path):
    with (
        zipfile.ZipFile(io.BytesIO(zipped({"vlc-3.0.21/libvlc.dll": b""}))) as packed,
        pytest.raises(part("staging").BuildError, match=r"libmkv_plugin\.dll"),
    ):
        part("windows_vlc").unpack_vlc(packed, tmp_path)


def test_a_folder_that_is_no_trimmed_libvlc_is_refused(part, tmp_path):
    with pytest.raises(part("staging").BuildError, match=r"is no folder that `build\.py vlc` has"):
        part("windows_vlc").put_vlc(tmp_path, tmp_path / "house", tmp_path / "licences")


@pytest.fixture
def trimmed(part, tmp_path):
    """A folder as `build.py vlc` leaves it, of plugins that say what they should."""
    vlc = part("windows_vlc")
    folder = tmp_path / "libvlc"
    plugins = [folder / "vlc" / f"plugins/{each.replace('/', '/lib')}_plugin.dll"
               for each in vlc.wanted_plugins()]  # fmt: skip
    papers = folder / "licences" / "libVLC" / "COPYING.txt"
    for file in (folder / "vlc" / "libvlc.dll", papers, *plugins):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(file.name.encode())
    vlc.write_record(folder, dict.fromkeys(plugins, f"under the {vlc.LGPL}"))
    return folder


def put(part, trimmed):
    part("windows_vlc").put_vlc(trimmed, trimmed.parent / "house", trimmed.parent / "licences")


def test_what_was_trimmed_is_taken_and_makes_the_whole_one_under_the_gpl(part, trimmed):
    put(part, trimmed)
    assert (trimmed.parent / "house" / "vlc" / "libvlc.dll").is_file()
    assert (trimmed.parent / "licences" / "libVLC" / "COPYING.txt").is_file()
    said = " ".join((trimmed.parent / "licences" / "README.txt").read_text("utf-8").split())
    assert "GNU General Public License, version 3, and under no others" in said


@pytest.mark.parametrize("deed", ["changed", "added", "taken away"])
def test_a_trimmed_libvlc_that_somebody_changed_is_refused(part, trimmed, deed):
    plugin = trimmed / "vlc" / "plugins" / "demux" / "libmkv_plugin.dll"
    if deed == "changed":
        plugin.write_bytes(b"another")
    elif deed == "added":
        plugin = plugin.with_name("libdvdnav_plugin.dll")
        plugin.write_bytes(b"one under the GPL")
    else:
        plugin.unlink()
    with pytest.raises(part("staging").BuildError, match=f"{plugin.name}” is not what"):
        put(part, trimmed)
    assert not (trimmed.parent / "house").exists()


def test_a_plugin_whose_record_names_the_gpl_is_refused(part, trimmed):
    record = trimmed / part("windows_vlc").RECORD
    said = json.loads(record.read_text("utf-8"))
    said["licences"]["vlc/plugins/demux/libmkv_plugin.dll"] = "GNU General Public License"
    record.write_text(json.dumps(said), "utf-8")
    with pytest.raises(part("staging").BuildError, match=r"libmkv_plugin\.dll is under another"):
        put(part, trimmed)


def test_a_libvlc_trimmed_of_another_version_is_refused(part, trimmed):
    record = trimmed / part("windows_vlc").RECORD
    said = json.loads(record.read_text("utf-8"))
    record.write_text(json.dumps({**said, "archive_sha256": "0" * 64}), "utf-8")
    with pytest.raises(part("staging").BuildError, match=r"of another libVLC than inputs\.toml"):
        put(part, trimmed)


def test_no_plugin_that_only_linux_has_is_looked_for(part):
    wanted = part("windows_vlc").wanted_plugins()
    assert {"demux/mkv", "codec/dav1d", "audio_output/mmdevice"} <= set(wanted)
    assert not any(re.search("alsa|pulse|xcb|glx", name) for name in wanted)
    assert len(wanted) == len(set(wanted))
