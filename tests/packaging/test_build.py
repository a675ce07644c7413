"""What packages are built from: what can be held without building one.

That they install, play and go again is proved by packaging/check/deb_root.sh.
"""

import gzip
import importlib
import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from viewer import __version__
from viewer.changelog import shipped_changelog
from viewer.paths import APP, sample_vault
from viewer.ui.application import APP_ID

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
COMMON = PACKAGING / "common"
LAUNCHER = "linux/launch.py"


@pytest.fixture
def debian(part):
    return part("debian")


@pytest.fixture
def staging(part):
    return part("staging")


def pins(text):
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;]+)", text, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


@pytest.mark.parametrize("system", ["linux", "windows"])
def test_a_package_holds_the_versions_that_a_checkout_runs(system):
    locked = (PACKAGING / "constraints.txt").read_text("utf-8")
    program = pins(locked.partition("# The program\n")[2].partition("# Building it")[0])
    del program["deno"]  # Larger than all others; people install it.
    if system == "windows":
        del program["jeepney"]  # There is no such bus.
    wheels = (PACKAGING / "requirements" / f"{system}.txt").read_text("utf-8")
    packed = pins(wheels)
    assert packed.pop("pip")  # A checkout has that of its environment.
    assert packed == program
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}\n", wheels)) == len(packed) + 1


def test_what_is_inside_a_wheel_is_named_with_its_version_and_licence():
    inputs = tomllib.loads((PACKAGING / "inputs.toml").read_text("utf-8"))
    wheels = pins((PACKAGING / "requirements" / "linux.txt").read_text("utf-8"))
    for part in inputs["inside"]:
        assert part["wheel"] in wheels
        assert part["version"]
        assert part["licence"]
    qt = next(part for part in inputs["inside"] if part["name"] == "Qt")
    assert qt["version"] == wheels["pyside6-essentials"]


@pytest.mark.parametrize(
    ("ours", "debians"),
    [("0.1.0", "0.1.0-1"), ("1.2.0rc1", "1.2.0~rc1-1"), ("1.2.0b2", "1.2.0~b2-1")],
)
def test_what_comes_before_a_release_comes_before_it_in_debian_too(
    debian, monkeypatch, ours, debians
):
    monkeypatch.setattr(debian, "version", lambda: ours)
    assert debian.debian_version() == debians


def test_the_desktop_knows_the_window_by_the_name_it_gives_itself():
    entry = (COMMON / f"{APP_ID}.desktop").read_text("utf-8")
    assert f"\nIcon={APP_ID}\n" in entry
    metainfo = (COMMON / f"{APP_ID}.metainfo.xml.in").read_text("utf-8")
    assert f"<id>{APP_ID}</id>" in metainfo
    assert f"\nMimeType=text/markdown;x-scheme-handler/{APP};\n" in entry


def test_the_desktop_hands_over_one_file_or_address():
    entry = (COMMON / f"{APP_ID}.desktop").read_text("utf-8")
    command = re.search(r"^Exec=(.+)$", entry, re.MULTILINE)[1].split()
    assert command == [APP, "open", "%u"]


def test_the_package_makes_nothing_the_default_for_markdown():
    names = ("postinst", "prerm", "postrm", "notereel.rtupdate")
    for file in (PACKAGING / "linux" / name for name in names):
        assert not re.search("xdg-mime|mimeapps", file.read_text("utf-8"))


def test_the_news_in_the_packages_texts_are_those_of_the_changelog(debian, tmp_path):
    debian._write_texts(tmp_path)
    summary = shipped_changelog()[0].summary
    metainfo = ElementTree.parse(tmp_path / "metainfo" / f"{APP_ID}.metainfo.xml")
    newest = metainfo.find("releases/release")
    assert newest.get("version") == __version__
    assert newest.find("description/p").text == summary
    packed = gzip.decompress((tmp_path / "doc" / APP / "changelog.Debian.gz").read_bytes())
    assert " ".join(packed.decode().split()).startswith(
        f"notereel ({__version__}-1) unstable; urgency=medium * {summary}"
    )
    page = gzip.decompress((tmp_path / "man" / "man1" / "notereel.1.gz").read_bytes())
    assert f'"Notereel {__version__}"'.encode() in page


def test_what_is_compiled_later_is_of_one_site_or_one_language():
    script = (PACKAGING / "linux" / "notereel.rtupdate").read_text("utf-8")
    seldom = re.compile(re.search(r"^seldom='(.+)'$", script, re.MULTILINE)[1])
    house = Path(sysconfig.get_path("purelib"))
    for often in ("yt_dlp/extractor/common.py", "yt_dlp/extractor/lazy_extractors.py",
                  "yt_dlp/extractor/youtube/_video.py", "pygments/lexers/python.py",
                  "pygments/lexer.py", "yt_dlp/YoutubeDL.py"):  # fmt: skip
        assert not seldom.search(str(house / often))
        assert often.endswith("lazy_extractors.py") or (house / often).is_file()
    assert seldom.search(str(house / "yt_dlp/extractor/vimeo.py"))
    assert seldom.search(str(house / "pygments/lexers/rust.py"))


def test_hollow_libraries_keep_the_versions_of_their_symbols(staging):
    assert staging._series({"x264_encoder_open": "", "x264_nal": ""}) == "{ global: *; };\n"
    assert staging._series({"gnutls_init": "GNUTLS_3_4", "gnutls_bye": "GNUTLS_3_4",
                            "gnutls_x": "GNUTLS_3_6"}) == (
        "GNUTLS_3_4 { global: gnutls_bye; gnutls_init; };\n"
        "GNUTLS_3_6 { global: gnutls_x; };\n"
    )  # fmt: skip


def checked(monkeypatch, capsys, *words):
    build = importlib.import_module("build")
    monkeypatch.setattr(sys, "argv", ["build.py", "check", *map(str, words)])
    return build.main(), capsys.readouterr().err


def test_what_cannot_be_checked_is_told_all_that_can(staging, tmp_path, monkeypatch, capsys):
    code, said = checked(monkeypatch, capsys, tmp_path / "notereel.zip")
    assert code == 1
    assert "no file that can be checked: name a .deb, .exe, .rpm or .squashfs." in said


def test_the_installer_for_windows_is_checked_once_under_wine(
    staging, tmp_path, monkeypatch, capsys
):
    proof = tmp_path / "check" / "wine_root.sh"
    proof.parent.mkdir()
    proof.write_text('echo "$@" >> "${0%/*}/asked"\n', "utf-8")
    monkeypatch.setattr(staging, "HERE", tmp_path)
    setup = tmp_path / "setup.exe"
    setup.write_bytes(b"MZ")
    assert checked(monkeypatch, capsys, "--folder", tmp_path, setup) == (0, "")
    assert (tmp_path / "check" / "asked").read_text("utf-8") == f"{setup} {tmp_path}\n"
    code, said = checked(monkeypatch, capsys, "--suite", "bookworm", setup)
    assert code == 1
    assert "checked by the Wine of trixie" in said


def test_a_package_larger_than_promised_is_refused_and_does_not_stay(debian, staging, tmp_path):
    package = tmp_path / "notereel_1_amd64.deb"
    for size in (40_000_000, 40_000_001):
        with package.open("wb") as opened:
            opened.truncate(size)
        if size == 40_000_000:
            debian.refuse_large(package)
            assert package.is_file()
    with pytest.raises(staging.BuildError, match=r"has 40\.0 MB, and may have 40"):
        debian.refuse_large(package)
    assert not package.exists()


def test_the_list_of_plugins_names_each_once_and_where_it_lies():
    names = (PACKAGING / "vlc-plugins.txt").read_text("utf-8").split()
    assert len(names) == 45
    assert names == sorted(set(names))
    assert all(re.fullmatch(r"[a-z_]+/[a-z0-9_]+", name) for name in names)


def test_the_installed_program_runs_without_what_other_programs_installed(house, tmp_path):
    (tmp_path / "strange").mkdir()
    (tmp_path / "strange" / "markdown.py").write_text("raise SystemExit('the wrong one')")
    note = sample_vault() / "welcome.md"
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(house / "launch.py"), "render", "--json", note],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "strange")}, check=True,
        capture_output=True, text=True, cwd=tmp_path / "strange",
    )  # fmt: skip
    assert json.loads(done.stdout)["moments"]


def test_children_of_the_installed_program_are_started_as_it_was(house):
    code = (f"import sys; sys.path.insert(0, {str(house)!r}); "
            "from viewer.worker.host import worker_command; import json; "
            "print(json.dumps(worker_command('render')))")  # fmt: skip
    said = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True,
                          check=True)  # fmt: skip
    command = json.loads(said.stdout)
    assert command[1:3] == ["-I", "-S"]
    child = subprocess.run(command, input="", capture_output=True, text=True, check=True)
    assert child.stdout == "ready\n"
    assert not child.stderr


def test_libraries_bring_those_they_ask_for_and_leave_the_systems_alone(staging, tmp_path):
    asked = {"module": ["a", "libc"], "a": ["b"], "b": ["a"], "unasked": []}
    for name in asked:
        (tmp_path / name).touch()
    lying = {name: tmp_path / name for name in asked}
    kept = staging.with_needed([lying["module"]], lambda file: asked[file.name], lying)
    assert [each.name for each in kept] == ["a", "b", "module"]


def test_a_library_that_is_named_and_in_no_wheel_is_an_error(staging, tmp_path):
    with pytest.raises(staging.BuildError, match=r"keep\.toml names “QtGone\.so”"):
        staging.with_needed([tmp_path / "QtGone.so"], lambda _file: [], {})
