"""Rude starts: `python -m tests.faults.rude_starts [ROUNDS] [CLIENTS]`, 200 and 1,000 by itself.

First the first instance is killed at a random moment, again and again, also while it starts, and
another is started at once: it must be the first within a second, and answer in the end. Then
clients say rubbish, half a message, too much, nothing, or hang: the window must not be held up for
over 50 ms, nor its memory grow. How late the window's clock was is told beside what its own thread
worked meanwhile, as others may be at work on the computer.
"""

import contextlib
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from viewer.app import Program
from viewer.door.meeting import knock_at_socket
from viewer.door.start import begin, place_for
from viewer.door.wish import Wish
from viewer.paths import Paths, sample_vault

NOTE = sample_vault() / "welcome.md"
TAKEN_WITHIN_S, ANSWERS_WITHIN_S, STALL_MS, GROWTH_MB = 1.0, 10.0, 50.0, 8.0
LONGEST_LIFE_S = 1.5
TICK_MS, IDLE_S, WARM_UP = 5, 3.0, 200
AT_ONCE = 12
KINDS = ("rubbish", "half a message", "3 kB", "too much", "nothing", "hangs", "bad address")


# Kills


@dataclass
class Takeovers:
    """How the seconds did; a failure names its round and its seed."""

    taken_s: list[float] = field(default_factory=list)
    answered: int = 0
    troubles: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        taken = sorted(self.taken_s) or [0.0]
        return (
            f"{len(self.taken_s)} kills: the next start was the first after "
            f"{statistics.median(taken):.2f} s, {taken[-1]:.2f} s at most (at most "
            f"{TAKEN_WITHIN_S:g}); {self.answered} answered; {len(self.troubles)} troubles"
        )


def kill_firsts(rounds: int, home: Path, seed: int = 7) -> Takeovers:
    """Kill as many first instances, each at a random moment of its life."""
    chance, found = random.Random(seed), Takeovers()
    place = place_for(home / "data")
    assert place is not None
    first = _started(home)
    for number in range(rounds):
        time.sleep(chance.uniform(0, LONGEST_LIFE_S))
        first.send_signal(signal.SIGKILL)
        first.wait()
        begun, second = time.monotonic(), _started(home)
        while not _holds(second.pid, place.lock):
            if time.monotonic() - begun > ANSWERS_WITHIN_S or second.poll() is not None:
                found.troubles.append(f"round {number}: the next start never was the first")
                break
            time.sleep(0.005)
        else:
            found.taken_s.append(time.monotonic() - begun)
            if found.taken_s[-1] > TAKEN_WITHIN_S:
                found.troubles.append(f"round {number}: after {found.taken_s[-1]:.2f} s")
        # Every tenth is asked for its name, which only the one that listens tells.
        if number % 10 == 0:
            found.answered += _answers(place.socket, found, number)
        first = second
    first.kill()
    first.wait()
    return found


def _started(home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "viewer", "open", str(NOTE)],
        env={**os.environ, "NOTEREEL_HOME": str(home)},
    )


def _holds(pid: int, lock: Path) -> bool:
    """Whether the system says that this process has the lock; to try it would be in the way."""
    with contextlib.suppress(OSError):
        inode = f":{lock.stat().st_ino}"
        rows = Path("/proc/locks").read_text().splitlines()
        return any(row.split()[4] == str(pid) and row.split()[5].endswith(inode) for row in rows)
    return False


def _answers(place: str, found: Takeovers, number: int) -> bool:
    message, end = Wish(NOTE).as_message(), time.monotonic() + ANSWERS_WITHIN_S
    while time.monotonic() < end:
        with contextlib.suppress(TimeoutError):
            if knock_at_socket(place, message, 3.0) == {"taken": True}:
                return True
        time.sleep(0.02)
    found.troubles.append(f"round {number}: nobody answers")
    return False


# Clients


def be_rude(place: str, clients: int) -> int:
    """Knock so often, some at a time, each in one of the ways; return how many were let in."""
    chance, open_now, let_in = random.Random(11), [], 0
    for number in range(clients):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(5)
        try:
            line.connect(place)
            _say(line, KINDS[number % len(KINDS)], chance)
            let_in += 1
        except OSError:
            line.close()  # Sent away, as too many were there.
            continue
        open_now.append(line)
        if len(open_now) > AT_ONCE:
            open_now.pop(chance.randrange(AT_ONCE)).close()
        time.sleep(0.005)
    for line in open_now:
        line.close()
    return let_in


def _say(line: socket.socket, kind: str, chance: random.Random) -> None:
    said = {
        "rubbish": chance.randbytes(chance.randrange(1, 900)) + b"\n",
        "half a message": b'{"path": "/home/',
        "3 kB": b'{"path": "' + b"x" * 3_000 + b'"}\n',
        "too much": b"y" * 60_000,
        "bad address": b'{"link": "notereel:run?command=quit_program"}\n',
    }.get(kind, b"")
    if kind == "hangs":
        return  # It says nothing and stays, until it is sent away.
    if kind == "nothing":
        line.close()
        return
    line.sendall(said)


@dataclass
class Held:
    """How long the window's clock was late, and how long its thread worked meanwhile, in ms."""

    idle_ms: float = 0.0
    late_ms: float = 0.0
    at_work_ms: float = 0.0
    growth_mb: float = 0.0
    let_in: int = 0

    def __str__(self) -> str:
        return (
            f"{self.let_in} rude clients: the window was held for {self.late_ms:.0f} ms, "
            f"left alone for {self.idle_ms:.0f} ms; its own "
            f"work in one go was {self.at_work_ms:.0f} ms (at most {STALL_MS:g}); its memory grew "
            f"by {self.growth_mb:.1f} MB (at most {GROWTH_MB:g})"
        )


def hold_up(clients: int, home: Path) -> Held:
    """Open a window of our own, let clients be rude to it, and measure how it does."""
    from PySide6.QtCore import QTimer

    from viewer.ui.application import start_application

    app = start_application()
    paths = Paths.below(home)
    start = begin(Wish(NOTE), paths.data, knock_at_socket)
    assert start.listening is not None
    program = Program(Wish(NOTE), paths, start=start)
    window = program.show()
    held, last = Held(), [time.perf_counter(), time.thread_time()]

    def tick() -> None:
        now, worked = time.perf_counter(), time.thread_time()
        held.late_ms = max(held.late_ms, (now - last[0]) * 1000 - TICK_MS)
        held.at_work_ms = max(held.at_work_ms, (worked - last[1]) * 1000)
        last[:] = now, worked

    timer = QTimer(interval=TICK_MS)
    timer.timeout.connect(tick)
    place = start.listening[0].socket
    _until(app, lambda: program.session.is_settled and Path(place).exists())
    _knocked(app, place, WARM_UP)  # What is loaded at the first knock is not the clients' doing.
    before_mb = _memory_mb()
    last[:] = time.perf_counter(), time.thread_time()
    timer.start()
    idle_until = time.monotonic() + IDLE_S
    _until(app, lambda: time.monotonic() > idle_until)
    held.idle_ms = held.late_ms
    held.late_ms = held.at_work_ms = 0.0
    held.let_in = _knocked(app, place, clients)
    timer.stop()
    held.growth_mb = _memory_mb() - before_mb
    assert program.session.page is not None
    window.close()
    program.close()
    return held


def _knocked(app: object, place: str, clients: int) -> int:
    rude = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.rude_starts", "--clients", place, str(clients)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    _until(app, lambda: rude.poll() is not None, within_s=300)
    said, _ = rude.communicate()
    return int(said)


def _until(app, condition, within_s: float = 60) -> None:
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end, "it never happened"
        app.processEvents()
        time.sleep(0.0005)


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(words: list[str]) -> int:
    """Do both and say how it went; return 1 where it was not as it should be."""
    if words[:1] == ["--clients"]:
        print(be_rude(words[1], int(words[2])))
        return 0
    rounds, clients = int(words[0] if words else 200), int(words[1] if len(words) > 1 else 1_000)
    with tempfile.TemporaryDirectory() as folder:
        kills = kill_firsts(rounds, Path(folder) / "killed")
        print(kills, *kills.troubles, sep="\n  ", flush=True)
        held = hold_up(clients, Path(folder) / "rude")
        print(held)
    is_good = held.at_work_ms <= STALL_MS and held.growth_mb <= GROWTH_MB
    return 0 if is_good and not kills.troubles else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
