"""Which libVLC is loaded on Windows: a rule about folders, so it holds here as well."""

from pathlib import Path

import pytest

from viewer.playback.vlc_on_windows import CHOICE, choose_library, usual_folders
from viewer.worker.host import HOUSE


@pytest.fixture
def folders(tmp_path):
    """Three folders; the second and the third have a library."""
    found = [tmp_path / name for name in ("ours", "vlc", "other")]
    for folder in found:
        folder.mkdir()
    for folder in found[1:]:
        (folder / "libvlc.dll").write_bytes(b"code")
    return found


def test_the_first_library_is_named_by_its_whole_path(folders):
    environment = {}
    chosen = choose_library(folders, environment)
    assert environment == {CHOICE: chosen}
    assert Path(chosen) == folders[1] / "libvlc.dll"


def test_a_persons_own_choice_stays(folders):
    environment = {CHOICE: "D:\\vlc\\libvlc.dll"}
    assert not choose_library(folders, environment)
    assert environment == {CHOICE: "D:\\vlc\\libvlc.dll"}


def test_one_that_lies_in_a_vault_is_never_taken(folders, monkeypatch):
    vault = folders[1]
    monkeypatch.chdir(vault)
    environment = {}
    assert not choose_library([Path(), Path("..", "vlc")], environment)
    assert not environment


def test_the_one_that_came_with_us_goes_before_an_installed_one():
    said = {"PROGRAMW6432": "/programs", "PROGRAMFILES": "/programs (x86)"}
    first, *_, native, other = usual_folders(said)
    assert first == Path(HOUSE, "vlc")
    assert native == Path("/programs", "VideoLAN", "VLC")
    assert other == Path("/programs (x86)", "VideoLAN", "VLC")


def test_where_the_system_names_no_folder_there_is_ours():
    assert next(usual_folders({})) == Path(HOUSE, "vlc")
