"""From the command to the painted note, against a bare window with the same page; and memory.

    python -m tests.benchmarks.start [ROUNDS]

Both are started in turn in the same run, so that a busy machine slows both; it slows us more, as
we are two processes. So the processor time of the window's own process is told too. A cold run,
with nothing of either in memory, needs root. The promise is a ratio of 1.5 at most, and 150 MB at
most with the sample's video open.
"""

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import viewer
from viewer.paths import sample_vault

NOTE = sample_vault() / "why_tides_come_twice_a_day.md"
BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QTextBrowser
html = open(sys.argv[1], encoding="utf-8").read()
class Bare(QTextBrowser):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time(), flush=True)
        import os; os._exit(0)
app = QApplication([])
window = Bare()
window.resize(1440, 900)
window.setHtml(html)
window.show()
app.exec()
"""
OURS = """
import os, sys, time
import viewer.app
from viewer.cli import main
show = viewer.app.Program.show
def show_and_tell(program):
    window = show(program)
    def tell():
        if program.session.page is not None:
            print(time.time(), flush=True)
            program._worker.close()
            os._exit(0)
    window.note.painted.connect(tell)
    return window
viewer.app.Program.show = show_and_tell
os.environ["NOTEREEL_HOME"] = sys.argv[2]
main(["open", sys.argv[1]])
"""


COLD = Path("/proc/sys/vm/drop_caches")
COLD_ROUNDS = 3


class Start(NamedTuple):
    """How long it took to the painted note, and how long the window's process was at work."""

    wall_ms: float
    work_ms: float


def start(python: Sequence[str], code: str, *arguments: object) -> Start:
    """Start Python on this code and wait until it says that it has painted."""
    begun = time.time()
    # What it complains of is not for us to hide.
    child = subprocess.Popen([*python, code, *map(str, arguments)], stdout=subprocess.PIPE)
    painted = float(child.stdout.readline())
    child.stdout.close()
    _, _, used = os.wait4(child.pid, 0)
    child.returncode = 0
    return Start((painted - begun) * 1000, (used.ru_utime + used.ru_stime) * 1000)


def race(rounds: int, page: Path, home: Path, *, is_cold: bool,
         python: Sequence[str] = (sys.executable, "-c")) -> float:  # fmt: skip
    """Start both in turn, print one line, and return the ratio."""
    bare, ours = [], []
    for _ in range(rounds):
        for starts, code in ((bare, (BARE, page)), (ours, (OURS, NOTE, home))):
            if is_cold:
                os.sync()
                COLD.write_text("3")
            starts.append(start(python, *code))
    floor, found = (Start(*map(statistics.median, zip(*starts, strict=True)))
                    for starts in (bare, ours))  # fmt: skip
    print(f"{'cold start' if is_cold else 'start'}: {found.wall_ms:.0f} ms, "
          f"bare window {floor.wall_ms:.0f} ms, ratio {found.wall_ms / floor.wall_ms:.2f} "
          f"(at most 1.5); at work {found.work_ms:.0f} and {floor.work_ms:.0f} ms, "
          f"ratio {found.work_ms / floor.work_ms:.2f}; medians of {rounds}")  # fmt: skip
    return found.wall_ms / floor.wall_ms


def peak_megabytes(home: Path) -> float:
    """Return the program's peak resident memory while the sample's video plays."""
    command = [sys.executable, "-m", "viewer", "open", str(NOTE),
               "--run", "seek 0:30; wait 6000; quit_program"]  # fmt: skip
    program = subprocess.Popen(command, env={**os.environ, "NOTEREEL_HOME": str(home)})
    peak = 0.0
    while program.poll() is None:
        peak = max(peak, _high_water(program.pid))
        time.sleep(0.1)
    return peak


def _high_water(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def main() -> None:
    """Measure, and print one line for each promise."""
    # As every installation does it; some machines tell Python not to do it by itself.
    compileall.compile_dir(viewer.__path__[0], quiet=1)
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        rendered = subprocess.run([sys.executable, "-m", "viewer", "render", str(NOTE)],
                                  capture_output=True, text=True, check=True)  # fmt: skip
        page.write_text(rendered.stdout, encoding="utf-8")
        race(rounds, page, Path(folder) / "home", is_cold=False)
        if os.access(COLD, os.W_OK):
            race(COLD_ROUNDS, page, Path(folder) / "home", is_cold=True)
        print(f"memory: peak {peak_megabytes(Path(folder) / 'home2'):.0f} MB (at most 150)")


if __name__ == "__main__":
    main()
