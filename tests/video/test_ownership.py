"""One process owns a cache, for as long as it lives and no longer."""

import signal
import subprocess
import sys

import pytest

from viewer.errors import VideoError
from viewer.video.cache import VideoCache
from viewer.video.ownership import Ownership, staging_lock

HOLD = """
import sys
from pathlib import Path
from viewer.video.ownership import Ownership, staging_lock
kind = {"cache": Ownership, "staging": staging_lock}[sys.argv[1]]
lock = kind(Path(sys.argv[2]))
print(lock.take(), flush=True)
sys.stdin.read()
lock.release()
"""
KINDS = {"cache": Ownership, "staging": staging_lock}


@pytest.fixture
def other_process():
    """Start processes that take a lock and keep it until they are ended."""
    started = []

    def start(kind, folder):
        child = subprocess.Popen([sys.executable, "-c", HOLD, kind, folder],
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
        started.append(child)
        return child, child.stdout.readline().strip() == b"True"

    yield start
    for child in started:
        child.kill()
        child.communicate()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "cache").mkdir()
    return tmp_path / "cache"


@pytest.mark.parametrize("kind", KINDS)
def test_only_one_process_holds_it_and_it_goes_over(kind, folder, other_process):
    child, has_it = other_process(kind, folder)
    ours = KINDS[kind](folder)
    assert has_it
    assert not ours.take()
    assert not ours.is_held
    child.communicate(timeout=30)
    assert ours.take()
    assert ours.is_held
    assert not other_process(kind, folder)[1]
    ours.release()
    assert other_process(kind, folder)[1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_owner_leaves_nothing_locked(kind, folder, other_process):
    child, _ = other_process(kind, folder)
    ours = KINDS[kind](folder)
    assert not ours.take()
    child.send_signal(signal.SIGKILL)
    child.wait(30)
    assert ours.take()
    ours.release()


def test_within_one_process_there_is_one_owner_too(folder):
    ours, others = Ownership(folder), Ownership(folder)
    assert ours.take()
    assert ours.take()
    assert not others.take()
    ours.release()
    assert others.take()
    others.release()
    others.release()


def test_the_owner_of_somebody_elses_folder_is_nobody(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(VideoError, match="holds other files"):
        VideoCache(tmp_path).ownership()
    assert [each.name for each in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_lock_that_may_not_be_made_is_said(tmp_path, unprivileged):
    said = unprivileged(
        "import sys; from pathlib import Path; from viewer.video.ownership import Ownership\n"
        "try: Ownership(Path(sys.argv[1])).take()\n"
        "except viewer.errors.VideoError as error: print(error)\n",
        tmp_path,
    )
    assert "could not be locked" in said
    assert "Choose a cache folder that you may write to" in said
