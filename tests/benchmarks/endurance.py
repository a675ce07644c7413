"""A long evening: thousands of seeks in one video, and a thousand videos opened and closed.

    python -m tests.benchmarks.endurance seeks [COUNT]
    python -m tests.benchmarks.endurance opens [COUNT]

Prints JSON: errors (goal: none), how long a seek took and how many landed beside the wanted frame,
and what the process holds before, half way and after: memory (goal: at most 30 MB more, and flat),
handles and threads (goal: as many). A display is needed.
"""

import gc
import json
import random
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.frame_code import CodedVideo
from viewer.events import Inbox
from viewer.playback.libvlc import load_libvlc
from viewer.playback.player import Playable
from viewer.playback.vlc_player import VlcPlayer

VIDEO = CodedVideo(seconds=60, fps=25, width=320, height=180, gop=50)
WARM_UP = 30
"""Seeks or opens before the first measure: buffers are filled and caches made by then."""
PATIENCE_S = 30.0
SETTLED_S = 1.0
BESIDE = (-1, 99 * 3_600_000 + 99 * 60_000 + 99_000, VIDEO.seconds * 1000, 0)
"""Of each hundred seeks four go to where there is nothing, or only just something."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What this process holds."""

    memory_mb: float
    handles: int
    threads: int

    @classmethod
    def now(cls) -> "Holding":
        """Measure."""
        status = Path("/proc/self/status").read_text()
        said = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        return cls(
            round(int(said["VmRSS"].split()[0]) / 1024, 1),
            len(list(Path("/proc/self/fd").iterdir())),
            int(said["Threads"]),
        )


class Evening:
    """One player in one window."""

    def __init__(self, file: Path) -> None:
        self.playable = Playable(file, "mp4")
        self.window = QWidget()
        self.window.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self.window.resize(320, 180)
        self.window.show()
        self.inbox = Inbox()
        self.errors: list[str] = []
        self.beside: list[str] = []
        self.player = VlcPlayer(load_libvlc(audio_output="dummy"), self.inbox.post, now_ms)
        self.player.attach(int(self.window.winId()))
        self.player.events.failed.connect(lambda error: self.errors.append(str(error)))

    def settle(self) -> None:
        """Live until nothing is on its way, and take it for an error if it stays there."""
        end = time.monotonic() + PATIENCE_S
        while self.player.is_seeking or self.player.state == "loading":
            QTest.qWait(1)
            self.inbox.drain()
            if time.monotonic() > end:
                self.errors.append("nothing came of it")
                return

    def holding(self) -> Holding:
        """Let what is being let go of go, and measure."""
        end = time.monotonic() + SETTLED_S
        while time.monotonic() < end:
            QTest.qWait(5)
            self.inbox.drain()
        gc.collect()
        return Holding.now()

    def seek(self, time_ms: int) -> float:
        """Seek; return how long it took, in ms, and note where it did not land."""
        began = time.perf_counter()
        self.player.seek(time_ms)
        self.settle()
        took_ms = (time.perf_counter() - began) * 1000
        last_ms = VIDEO.time_of(VIDEO.frames - 1)
        wanted_ms = max(0, time_ms if time_ms < VIDEO.seconds * 1000 else last_ms)
        if self.player.position_ms() != wanted_ms:
            self.beside.append(f"wanted {time_ms}, came to {self.player.position_ms()}")
        return took_ms

    def close(self) -> None:
        """Let go of everything."""
        self.player.close()
        self.window.close()


def now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


def seeks(evening: Evening, count: int, warm_up: int) -> dict[str, object]:
    """Seek so many times in a standing video."""
    evening.player.open(evening.playable)
    evening.settle()
    chance = random.Random(5)
    times = [chance.randrange(VIDEO.seconds * 1000) for _ in range(count)]
    for place in range(0, count, 25):
        times[place] = BESIDE[place // 25 % len(BESIDE)]
    for time_ms in times[:warm_up]:
        evening.seek(time_ms)
    held = [evening.holding()]
    evening.beside.clear()
    took_ms = [evening.seek(time_ms) for time_ms in times[: count // 2]]
    held.append(evening.holding())
    took_ms = sorted((*took_ms, *(evening.seek(time_ms) for time_ms in times[count // 2 :])))
    held.append(evening.holding())
    return {
        "seeks": count,
        "median_ms": round(statistics.median(took_ms)),
        "p95_ms": round(took_ms[int(0.95 * len(took_ms))]),
        "beside": len(evening.beside),
        "first_beside": evening.beside[:5],
        **compared(held, evening),
    }


def opens(evening: Evening, count: int, warm_up: int) -> dict[str, object]:
    """Open, look, and close so many times; every third goes over to the next while it loads."""
    for _ in range(warm_up):
        open_and_close(evening)
    held = [evening.holding()]
    for number in range(count):
        if number == count // 2:
            held.append(evening.holding())
        if number % 3 == 2:
            evening.player.open(evening.playable)
        open_and_close(evening, 1000 * (number % VIDEO.seconds), paused=bool(number % 2))
    held.append(evening.holding())
    return {"opens": count, **compared(held, evening)}


def open_and_close(evening: Evening, start_ms: int = 0, *, paused: bool = True) -> None:
    evening.player.open(evening.playable, start_ms=start_ms, paused=paused)
    evening.settle()
    evening.player.unload()


def compared(held: list[Holding], evening: Evening) -> dict[str, object]:
    before, half_way, after = held
    return {
        "errors": len(evening.errors),
        "first_errors": evening.errors[:5],
        "before": asdict(before),
        "half_way": asdict(half_way),
        "after": asdict(after),
        "memory_grew_mb": round(after.memory_mb - before.memory_mb, 1),
    }


def measured(what: str, count: int, folder: Path, warm_up: int = WARM_UP) -> dict[str, object]:
    """Return the figures; an application must be there."""
    evening = Evening(VIDEO.made_in(folder))
    try:
        return {"seeks": seeks, "opens": opens}[what](evening, count, warm_up)
    finally:
        evening.close()


def main() -> None:
    what = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else {"seeks": 10_000, "opens": 1_000}[what]
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measured(what, count, Path(folder)), indent=1))
    app.quit()


if __name__ == "__main__":
    main()
