"""Killed, interrupted, without a screen: nothing is torn and nothing speaks in tracebacks."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from viewer.paths import sample_vault

ROOT = Path(__file__).parent.parent.parent
OPEN = [sys.executable, "-m", "viewer", "open", str(sample_vault())]


@pytest.fixture
def environment(tmp_path):
    return {**os.environ, "NOTEREEL_HOME": str(tmp_path / "home")}


def children_of(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(each) for each in text.split()]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def start_playing(environment, wait_until, home: Path):
    program = subprocess.Popen([*OPEN, "--run", "seek 0:30"], env=environment, cwd=ROOT,
                               stderr=subprocess.PIPE, text=True)  # fmt: skip
    wait_until(lambda: kept_ms(home) > 30_000)
    return program


def kept_ms(home: Path) -> int:
    try:
        notes = json.loads((home / "data" / "positions.json").read_text())["notes"]
    except OSError:
        return 0
    return max((note["time_ms"] for note in notes.values()), default=0)


def test_a_kill_loses_a_second_at_most_and_leaves_no_child(environment, wait_until, tmp_path):
    home = tmp_path / "home"
    program = start_playing(environment, wait_until, home)
    seen = kept_ms(home)
    started = time.monotonic()
    wait_until(lambda: kept_ms(home) > seen + 1500)
    elapsed_ms = (time.monotonic() - started) * 1000
    children = children_of(program.pid)
    assert children
    program.kill()
    program.communicate()
    assert kept_ms(home) >= seen + elapsed_ms - 1_000
    wait_until(lambda: not any(map(is_alive, children)))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_properly(environment, wait_until, tmp_path, number):
    program = start_playing(environment, wait_until, tmp_path / "home")
    program.send_signal(number)
    _out, complaint = program.communicate(timeout=30)
    assert program.returncode == 0
    assert "Traceback" not in complaint


def test_without_a_screen_it_says_so_in_a_sentence(environment):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    done = subprocess.run(OPEN, env=environment, cwd=ROOT, capture_output=True, text=True,
                          timeout=60)  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("There is no screen")
    assert len(done.stderr.splitlines()) <= 2


def test_a_script_that_cannot_be_done_says_why_and_fails(environment):
    done = subprocess.run([*OPEN, "--run", "fly; quit_program"], env=environment, cwd=ROOT,
                          capture_output=True, text=True, timeout=60)  # fmt: skip
    assert done.returncode == 1
    assert "There is no command “fly”." in done.stderr
