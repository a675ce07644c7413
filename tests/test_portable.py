"""A program on a stick: with a marker beside it, all that it keeps stays there."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from viewer.paths import Paths, portable_folder

ROOT = Path(__file__).parent.parent


class Stick:
    """A folder with a checkout of Notereel in it, and the home of whoever it is plugged in at."""

    def __init__(self, folder: Path) -> None:
        self.program = folder / "stick" / "notereel"
        self.home = folder / "home of a stranger"
        self.home.mkdir()
        for part in ("viewer", "resources"):
            shutil.copytree(ROOT / part, self.program / part,
                            ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip

    def mark(self) -> None:
        (self.program / "portable").touch()

    def runs(self, *words: object, code: int = 0, **more: str) -> subprocess.CompletedProcess:
        hidden = ("NOTEREEL_HOME", "PYTHONPATH", "XDG_")
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(hidden)}  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "viewer", *map(str, words)],
            cwd=self.program,
            env={**environment, "HOME": str(self.home), "PYTHONDONTWRITEBYTECODE": "1", **more},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert "Traceback" not in done.stderr
        assert done.returncode == code, done.stderr + done.stdout
        return done

    def doctor(self, **more: str) -> dict:
        return json.loads(self.runs("doctor", "--json", **more).stdout)

    def has_left_nothing_at_home(self) -> bool:
        return not [each for each in self.home.rglob("*") if "notereel" in each.name.casefold()]


@pytest.fixture
def stick(tmp_path):
    return Stick(tmp_path)


def test_a_video_is_kept_on_the_stick_and_found_where_it_is_plugged_in_next(
    stick, small_video, tmp_path
):
    stick.mark()
    stick.runs("cache", "import", small_video, "--id", "coded-film1")
    assert stick.has_left_nothing_at_home()
    moved = tmp_path / "another mount point"
    stick.program.parent.rename(moved)
    stick.program = moved / "notereel"
    where = stick.runs("cache", "where", "coded-film1").stdout.strip()
    assert Path(where).is_relative_to(stick.program / "notereel-home" / "cache")


def test_the_doctor_says_which_folders_and_why(stick, tmp_path):
    usual = stick.doctor()
    assert usual["kept"].startswith("What you make is kept in your own folders")
    assert Path(usual["folders"]["data"]).is_relative_to(stick.home)
    stick.mark()
    portable = stick.doctor()
    assert portable["kept"].startswith("Notereel is portable")
    assert set(map(Path, portable["folders"].values())) == {
        stick.program / "notereel-home" / "config" / "settings.toml",
        stick.program / "notereel-home" / "data",
        stick.program / "notereel-home" / "cache",
    }
    named = stick.doctor(NOTEREEL_HOME=str(tmp_path / "named"))
    assert named["kept"].startswith("NOTEREEL_HOME says")
    assert named["folders"]["data"] == str(tmp_path / "named" / "data")


def test_a_stick_that_cannot_be_written_to_is_said(stick):
    stick.mark()
    # What binds root as well: a file where the folder should be.
    (stick.program / "notereel-home").touch()
    said = stick.runs("doctor", code=1).stdout
    assert "may not write into" in said
    assert "Take the write protection away" in said


@pytest.mark.parametrize("is_portable", [True, False])
def test_who_may_not_write_is_told(tmp_path, unprivileged, is_portable):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    code = (
        "from pathlib import Path; from viewer.paths import Paths;"
        f"print(Paths.below(Path(sys.argv[1]) / 'home', is_portable={is_portable}).trouble())"
    )
    said = unprivileged(code, locked)
    assert "may not write into" in said
    assert "nothing you do is remembered. Take the write protection away" in said
    assert ("without the file “portable”" in said) is is_portable
    assert not (locked / "home").exists()


def test_looking_whether_it_can_be_written_leaves_nothing(tmp_path):
    assert Paths.below(tmp_path / "home", is_portable=True).trouble() is None
    assert not list(tmp_path.iterdir())


def test_the_first_folder_with_a_marker_is_it(tmp_path):
    folders = [tmp_path / name for name in ("one", "two", "three")]
    for folder in folders:
        folder.mkdir()
    assert portable_folder(folders) is None
    (folders[0] / "portable").mkdir()  # A folder of this name may be anything.
    for folder in folders[1:]:
        (folder / "portable").touch()
    assert portable_folder(folders) == folders[1]


def test_an_appimage_keeps_beside_its_file_and_others_images_mean_nothing(stick):
    image = stick.program.parent / "Notereel.AppImage"
    (stick.program.parent / "portable").touch()
    ours = stick.doctor(APPIMAGE=str(image), APPDIR=str(stick.program))
    assert ours["folders"]["data"] == str(image.parent / "notereel-home" / "data")
    terminals = stick.doctor(APPIMAGE=str(image), APPDIR="/tmp/.mount_terminal")
    assert Path(terminals["folders"]["data"]).is_relative_to(stick.home)
