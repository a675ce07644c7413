"""Who is first: one at a time, at a place that is closed to others."""

import os
import stat
import subprocess
import sys

import pytest

from viewer.door.start import Lock, begin, place_for
from viewer.door.wish import Wish

HOLD = """
import sys
from pathlib import Path
from viewer.door.start import Lock
assert Lock(Path(sys.argv[1])).take() is True
"""


def never(*_asked):
    raise AssertionError("nobody is to be asked")


@pytest.fixture
def place(tmp_path, monkeypatch):
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    return place_for(tmp_path / "data")


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_nobody_else_may_enter_the_place_whatever_the_umask(tmp_path, monkeypatch, umask):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    before = os.umask(umask)
    try:
        place = place_for(tmp_path / "data")
        assert Lock(place.lock).take()
    finally:
        os.umask(before)
    assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.lock.stat().st_mode) & 0o077 == 0


def test_every_data_folder_has_a_place_of_its_own(place, tmp_path):
    assert place.folder == tmp_path / "run" / "notereel"
    assert place_for(tmp_path / "data") == place
    assert place_for(tmp_path / "data" / ".." / "data") == place
    assert place_for(tmp_path / "other").name != place.name


def test_in_flatpak_all_starts_meet_in_the_one_folder_they_share(place, tmp_path, monkeypatch):
    monkeypatch.setenv("FLATPAK_ID", "org.a.B")
    shared = tmp_path / "run" / "app" / "org.a.B"
    shared.mkdir(parents=True, mode=0o700)
    inside = place_for(tmp_path / "data")
    assert inside.folder == shared / "notereel"
    assert stat.S_IMODE(inside.folder.stat().st_mode) == 0o700
    assert inside.name == place.name


def test_a_folder_that_others_may_enter_is_not_used(place, tmp_path):
    place.folder.chmod(0o755)
    assert place_for(tmp_path / "data").folder == tmp_path / "data" / "instance"


def test_a_link_that_somebody_laid_is_not_followed(tmp_path, monkeypatch):
    (tmp_path / "run").mkdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "run" / "notereel").symlink_to(tmp_path / "elsewhere")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    assert place_for(tmp_path / "data").folder == tmp_path / "data" / "instance"
    place = place_for(tmp_path / "data")
    place.lock.symlink_to(tmp_path / "elsewhere" / "bait")
    assert begin(Wish(), tmp_path / "data", never).listening is None
    assert not (tmp_path / "elsewhere" / "bait").exists()


def test_where_no_socket_can_have_its_path_every_start_stands_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / ("r" * 100)))
    start = begin(Wish(), tmp_path / ("d" * 100), never)
    assert (start.listening, start.is_handed, start.remark) == (None, False, "")


def test_the_lock_is_for_one_and_then_for_the_next(place):
    first, second = Lock(place.lock), Lock(place.lock)
    assert first.take()
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    assert not first.take()


def test_a_process_that_ends_leaves_the_lock_to_others(place):
    subprocess.run([sys.executable, "-c", HOLD, place.lock], check=True, timeout=30)
    assert Lock(place.lock).take()


def test_the_first_start_asks_nobody(place, tmp_path):
    assert begin(Wish(), tmp_path / "data", never).listening is not None


@pytest.mark.parametrize("wish", [Wish(script="quit_program"), Wish(screenshot="a.png")])
def test_a_script_has_a_window_of_its_own(place, tmp_path, wish):
    lock = Lock(place.lock)
    assert lock.take()
    start = begin(wish, tmp_path / "data", never)
    assert (start.listening, start.is_handed) == (None, False)


def test_a_window_of_ones_own_can_be_wished_for(place, tmp_path):
    lock = Lock(place.lock)
    assert lock.take()
    assert not begin(Wish(), tmp_path / "data", never, is_alone=True).is_handed
