"""A program that is run once: bounded in time, and gone with all that it started."""

import os
import sys
from pathlib import Path

import pytest

from viewer.errors import WorkerError
from viewer.video.child import run


def test_a_program_says_what_it_has_to_say():
    code = "import sys; print(input()); print('oh', file=sys.stderr); sys.exit(3)"
    ran = run([sys.executable, "-c", code], deadline_s=20, said="hello\n")
    assert (ran.code, ran.output.strip(), ran.complaints.strip()) == (3, "hello", "oh")


def test_a_program_that_takes_too_long_is_ended_with_all_it_started(tmp_path, wait_until):
    code = ("import subprocess, sys, time\n"
            "nap = [sys.executable, '-c', 'import time; time.sleep(600)']\n"
            "child = subprocess.Popen(nap)\n"
            f"open({str(tmp_path / 'pid')!r}, 'w').write(str(child.pid))\n"
            "time.sleep(600)")  # fmt: skip
    with pytest.raises(WorkerError, match="took longer than 2 s"):
        run([sys.executable, "-c", code], deadline_s=2)
    number = int((tmp_path / "pid").read_text())
    wait_until(lambda: not is_alive(number))


def test_a_program_that_is_not_there_is_said(tmp_path):
    with pytest.raises(WorkerError, match="cannot be started: No such file"):
        run([str(tmp_path / "gone")], deadline_s=2)


def is_alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{number}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
