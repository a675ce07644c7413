"""The installer for Windows: what can be held without Windows, Wine or a compiler for either.

That it installs, starts, upgrades and goes again is proved by packaging/check/wine_root.sh.
"""

import io
import json
import re
import struct
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
import setuptools
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QImageReader

from viewer.paths import APP, MARKER, PORTABLE_HOME, sample_vault
from viewer.ui.application import APP_ID

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
LAUNCHER = "windows/launch.py"
A_PROGRAM = Path(setuptools.__file__).with_name("cli-64.exe")
"""A real program for Windows that is at hand."""


def zipped(files):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return kept.getvalue()


# What a library asks for


def test_what_a_real_program_asks_for_is_read(part):
    asked = part("pe").imports(A_PROGRAM)
    assert "GetModuleFileNameA" in asked["KERNEL32.dll"]
    assert all(names for names in asked.values())


@pytest.mark.parametrize("kept", [0, 1, 63, 64, 128, 200, 400, 1024, 4096])
def test_half_a_library_is_refused_in_a_sentence(part, tmp_path, kept):
    broken = tmp_path / "broken.dll"
    broken.write_bytes(A_PROGRAM.read_bytes()[:kept])
    with pytest.raises(ValueError, match="library of Windows"):
        part("pe").imports(broken)


# Python


def test_python_is_the_same_in_whatever_archive_it_comes(part, tmp_path):
    tree = part("windows_tree")
    files = {"python313.dll": b"code", "LICENSE.txt": b"words"}
    official, strange = tmp_path / "python.zip", tmp_path / "strange.tar.gz"
    official.write_bytes(zipped(files))
    inner = zipped({"cp313/": b"", **{f"cp313/{name}": each for name, each in files.items()}})
    with tarfile.open(strange, "w:gz") as packed:
        about = tarfile.TarInfo("strange-1.0/src/strange/data.zip")
        about.size = len(inner)
        packed.addfile(about, io.BytesIO(inner))
    assert tree.python_in(official) == tree.python_in(strange) == files
    assert tree.files_digest(files) != tree.files_digest({**files, "python313.dll": b"Code"})


def test_another_python_than_the_pinned_one_is_refused(part, tmp_path):
    given = tmp_path / "python.zip"
    given.write_bytes(zipped({"python313.dll": b"code"}))
    made = part("staging").Stage(tmp_path / "made")
    with pytest.raises(part("staging").BuildError, match=r"“python\.zip” does not hold the Python"):
        part("windows_tree").put_python(given, made, [])


def test_every_input_is_pinned_with_its_version_sum_and_licence():
    said = tomllib.loads((PACKAGING / "inputs.toml").read_text("utf-8"))["windows"]
    for each, sums in ((said["python"], ("files_sha256", "sdist_sha256")),
                       (said["vlc"], ("sha256",))):  # fmt: skip
        assert each["version"] in each["source"]
        assert each["licence"]
        assert all(re.fullmatch(r"[0-9a-f]{64}", each[name]) for name in sums)


# The installer


def test_an_icon_holds_every_size(part):
    pictures = {}
    for size in part("windows").ICON_SIZES:
        drawn = QImage(size, size, QImage.Format.Format_ARGB32)
        drawn.fill(size)
        kept = QBuffer()
        kept.open(QIODevice.OpenModeFlag.WriteOnly)
        drawn.save(kept, "PNG")
        pictures[size] = bytes(kept.data().data())
    icon = QBuffer()
    icon.setData(part("windows").icon_of(pictures))
    reader = QImageReader(icon, b"ico")
    sizes = []
    for number in range(reader.imageCount()):
        reader.jumpToImage(number)
        sizes.append(reader.read().width())
    assert tuple(sizes) == part("windows").ICON_SIZES
    assert struct.unpack_from("<B", icon.data().data(), 6 + 16 * 6)[0] == 0  # 256


def test_files_are_unpacked_in_one_order_wherever_they_lie(part, tmp_path):
    house = tmp_path / "notereel"
    for name in ("b.py", "site/z.py", "site/a/x.py", "a.py"):
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_text("")
    (house / "empty").mkdir()
    assert part("windows").unpacking(house) == (
        'SetOutPath "$INSTDIR\\app.new"\nFile "notereel/a.py"\nFile "notereel/b.py"\n'
        'SetOutPath "$INSTDIR\\app.new\\site"\nFile "notereel/site/z.py"\n'
        'SetOutPath "$INSTDIR\\app.new\\site\\a"\nFile "notereel/site/a/x.py"\n'
    )


def test_one_without_libvlc_says_so_in_its_name(part):
    name = part("windows").installer_name
    assert name(has_vlc=False).endswith("-setup-x64-without-vlc.exe")
    assert name(has_vlc=True).endswith("-setup-x64.exe")


def test_taskbar_window_and_shortcut_have_one_name(part):
    assert part("windows").APP_ID == APP_ID


def script():
    return (PACKAGING / "windows" / "installer.nsi").read_text("utf-8")


def test_the_installer_writes_for_one_person_only():
    written = re.findall(r"^ *(?:Write|Delete)Reg\w+ (?:/\w+ )?(\w+)", script(), re.MULTILINE)
    assert set(written) == {"HKCU"}
    assert "RequestExecutionLevel user" in script()


def test_whatever_is_registered_is_taken_back():
    install, _, uninstall = script().partition('Section "Uninstall"')
    keys = set(re.findall(r'WriteReg\w+ HKCU "([^"]+)"', install))
    whole = set(re.findall(r'DeleteRegKey HKCU "([^"]+)"', uninstall))
    values = set(re.findall(r'DeleteRegValue HKCU "([^"]+)"', uninstall))
    known = {"${CAPABILITIES}": "Software\\Notereel\\Capabilities"}
    for key in keys:
        full = re.sub(r"^\$\{CAPABILITIES\}", lambda found: known[found[0]], key)
        assert key in values or any(f"{full}\\".startswith(f"{each}\\") for each in whole), key
    assert len(keys) > 8


def test_nothing_of_a_persons_is_ever_removed():
    removed = re.findall(r'^ *RMDir (/r )?"([^"]+)"', script(), re.MULTILINE)
    assert {folder for whole, folder in removed if whole} == {
        "$INSTDIR\\app", "$INSTDIR\\app.new", "$INSTDIR\\app.old"
    }  # fmt: skip
    assert ("", "$INSTDIR") in removed  # Which fails, as it should, when something is in it.


def test_uninstalling_names_the_folder_that_a_person_s_own_things_are_in():
    texts = re.findall(r'!define (?:KEPT|MUI_UNCONFIRMPAGE_TEXT_TOP) "(.+?)"', script(), re.DOTALL)
    assert len(texts) == 2
    assert all("$KeptIn" in text and "LOCALAPPDATA" not in text for text in texts)
    chosen = script().partition("Function un.onInit")[2].partition("FunctionEnd")[0]
    assert f'FileExists}} "$INSTDIR\\{MARKER}"' in chosen
    assert f'StrCpy $KeptIn "$INSTDIR\\{PORTABLE_HOME}"' in chosen
    assert f'StrCpy $KeptIn "$LOCALAPPDATA\\{APP}"' in chosen


def test_what_a_click_hands_over_is_never_an_option():
    commands = re.findall(r'shell\\open\\command" "" \'(.+)\'', script())
    assert commands == ['"$INSTDIR\\notereel.exe" open -- "%1"'] * 2


# The start


def test_the_launcher_for_windows_starts_the_program(house):
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(house / "launch.py"), "render", "--json",
         sample_vault() / "welcome.md"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["moments"]


def test_on_windows_children_are_started_by_our_own_launcher(house):
    code = (f"import sys; sys.path.insert(0, {str(house)!r}); "
            "from viewer.worker.host import worker_command; sys.platform = 'win32'; "
            "print(worker_command('render'))")  # fmt: skip
    said = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True,
                          check=True)  # fmt: skip
    assert said.stdout.strip() == str([sys.executable, "--worker", "render"])
