"""Newer versions of deno: taken from wheels, tried, used, and left again."""

import os
import subprocess
from pathlib import Path

import pytest
from filelock import FileLock

from tests.video.deno_files import deno_wheel, real_deno, small_deno
from viewer.errors import DownloaderError
from viewer.settings import Settings
from viewer.verbs.fetch_terms import terms_of
from viewer.video import deno as module
from viewer.video.deno import Denos, is_of_deno
from viewer.video.renewal import Renewal


@pytest.fixture
def kept(tmp_path):
    return Denos(tmp_path / "deno")


@pytest.fixture
def index(tmp_path, monkeypatch):
    """Let pip know no other index than a folder, as a person's configuration may."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def left_in(folder):
    return sorted(each.name for each in folder.iterdir() if each.name != "lock")


def test_the_real_one_is_taken_from_its_wheel_and_runs(kept, tmp_path):
    program, version = real_deno()
    taken = kept.install(deno_wheel(tmp_path, version, program))
    assert (taken.version, taken.path) == (version, kept.path)
    said = subprocess.run([taken.path, "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith(f"deno {version}")
    assert left_in(tmp_path / "deno" / version) == ["deno", "ok.json"]


def test_it_comes_from_the_index_and_then_only_what_is_newer(kept, index):
    deno_wheel(index, "2.9.1")
    assert kept.update().version == "2.9.1"
    assert kept.update() is None
    deno_wheel(index, "2.10.0")
    assert kept.update().version == "2.10.0"
    assert [each.version for each in kept.versions()] == ["2.10.0", "2.9.1"]


def test_an_index_without_it_is_said(kept, index):
    with pytest.raises(DownloaderError, match="could not be fetched"):
        kept.update()
    assert left_in(index.parent / "deno") == []


def test_two_are_kept_and_one_can_step_back(kept, tmp_path):
    for version in ("2.9.1", "2.9.2", "2.10.0"):
        kept.install(deno_wheel(tmp_path, version))
    assert left_in(tmp_path / "deno") == ["2.10.0", "2.9.2"]
    assert kept.step_back().version == "2.9.2"
    assert kept.step_back() is None
    assert kept.path == ""
    with pytest.raises(DownloaderError, match="no newer deno to go back from"):
        kept.step_back()


@pytest.mark.parametrize(
    ("wheel", "said"),
    [
        ({"program": b"not a program"}, "did not pass its test"),
        ({"program": small_deno("2.9.9")}, "The wheel says it is deno 2.10.0, but 2.9.9 answers"),
        ({"program": small_deno("2.10.0", answers=41)}, "It cannot count"),
        ({"listed": b"another"}, "holds another program than it lists"),
        ({"name": "deno2"}, "says inside that it is another one"),
        ({"python": ">=4"}, "needs Python >=4"),
        ({"python": "x" * 3_000_000}, "is damaged"),
    ],
)
def test_what_is_no_good_changes_nothing(kept, tmp_path, wheel, said):
    kept.install(deno_wheel(tmp_path, "2.9.1"))
    with pytest.raises(DownloaderError, match=said):
        kept.install(deno_wheel(tmp_path, "2.10.0", **wheel))
    assert [each.version for each in kept.versions()] == ["2.9.1"]
    assert left_in(tmp_path / "deno") == ["2.9.1"]


def test_one_that_is_too_old_for_yt_dlp_is_refused(kept, tmp_path):
    with pytest.raises(DownloaderError, match=r"deno 1\.40\.0 is too old"):
        kept.install(deno_wheel(tmp_path, "1.40.0"))


@pytest.mark.parametrize("cut", [0, 100, -40])
def test_a_wheel_that_was_cut_short_is_refused(kept, tmp_path, cut):
    wheel = deno_wheel(tmp_path, "2.9.1")
    wheel.write_bytes(wheel.read_bytes()[:cut])
    with pytest.raises(DownloaderError, match="is damaged, or was cut short"):
        kept.install(wheel)


def test_a_wheel_that_grows_too_large_is_refused(kept, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_UNPACKED_BYTES", 10)
    with pytest.raises(DownloaderError, match="too large when it is unpacked"):
        kept.install(deno_wheel(tmp_path, "2.9.1"))


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("deno-2.9.8-py3-none-manylinux_2_27_x86_64.whl", True),
     ("deno-2.9.8-py3-none-win_amd64 (1).whl", True), ("deno-2.9.8.tar.gz", False),
     ("yt_dlp-2026.10.26-py3-none-any.whl", False), ("deno-../x-py3-none-any.whl", False)],
)  # fmt: skip
def test_a_wheel_of_deno_is_known_by_its_name(name, is_one):
    assert is_of_deno(Path(name)) == is_one


def test_one_that_was_changed_since_is_not_used(kept, tmp_path):
    taken = kept.install(deno_wheel(tmp_path, "2.9.1"))
    Path(taken.path).write_bytes(small_deno("2.9.1") + b"# more\n")
    assert kept.path == ""


def test_only_one_window_changes_it_at_a_time(kept, tmp_path):
    wheel = deno_wheel(tmp_path, "2.9.1")
    (tmp_path / "deno").mkdir()
    with (
        FileLock(tmp_path / "deno" / "lock"),
        pytest.raises(DownloaderError, match="changing deno"),
    ):
        kept.install(wheel)


def test_files_of_both_are_told_apart_and_downloads_use_what_is_newer(tmp_path):
    renewal = Renewal(tmp_path / "data")
    assert renewal.tools().deno == ""
    said = renewal.install([deno_wheel(tmp_path, "2.9.1")])
    assert said == "From the next download on deno 2.9.1 is used."
    tools = renewal.tools()
    assert terms_of(Settings(), "", tools.deno).runtime == tools.deno
    mine = Settings(javascript_runtime="/mine/deno")
    assert terms_of(mine, "", tools.deno).runtime == "/mine/deno"
