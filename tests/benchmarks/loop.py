"""How exactly a loop turns: what the screen shows last before it goes back to A.

    python -m tests.benchmarks.loop [SECONDS [RATE…]]

A coded video loops over two seconds of its time, for so many seconds (60) at each rate (0.25, 1,
2, 4), while the screen is read all the time. A turn is where the frames go back. Prints per rate
how many turns there were, and how far from B the video was cut: the end of the last frame seen,
less B, in ms of the video's time (goal: within 40 ms, every turn). A display is needed.
"""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.frame_code import CodedVideo, read_frame
from viewer.events import Inbox
from viewer.playback.libvlc import load_libvlc
from viewer.playback.player import Playable
from viewer.playback.vlc_player import VlcPlayer

VIDEO = CodedVideo(seconds=30, fps=25, width=640, height=360, gop=125)
FRAME_MS = 1000 // VIDEO.fps
A_MS, B_MS = 11_400, 13_400
GOAL_MS = 40
RATES = (0.25, 1.0, 2.0, 4.0)


def now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


class Loop:
    """One player that loops, in one window."""

    def __init__(self, file: Path):
        self.window = QWidget()
        self.window.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self.window.setGeometry(0, 0, 640, 360)
        self.window.show()
        QApplication.processEvents()
        self.inbox = Inbox()
        self.player = VlcPlayer(load_libvlc(audio_output="dummy"), self.inbox.post, now_ms)
        self.player.attach(int(self.window.winId()))
        self.player.open(Playable(file, "mp4"), start_ms=A_MS, paused=False)

    def frame(self) -> int | None:
        screen = QGuiApplication.primaryScreen()
        return read_frame(screen.grabWindow(0, 0, 0, 640, 360).toImage(), VIDEO)

    def live(self, seconds: float):
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            QTest.qWait(0)
            self.inbox.drain()
            yield

    def cuts(self, rate: float, seconds: float) -> list[int]:
        """Return how far from B each turn was cut."""
        self.player.turn_at(B_MS, A_MS)
        self.player.set_rate(rate)
        self.player.seek(A_MS)
        list(self.live(1.0))
        cuts, last = [], None
        for _ in self.live(seconds):
            frame = self.frame()
            if frame is None:
                continue
            if last is not None and frame < last:
                cuts.append(VIDEO.time_of(last) + FRAME_MS - B_MS)
            last = frame
        return cuts


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    rates = [float(each) for each in sys.argv[2:]] or RATES
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        loop = Loop(VIDEO.made_in(Path(folder)))
        list(loop.live(1.5))
        found = {}
        for rate in rates:
            cuts = loop.cuts(rate, seconds)
            found[f"{rate:g}x"] = {
                "turns": len(cuts),
                "cut_ms": {
                    "earliest": min(cuts, default=None),
                    "median": statistics.median(cuts) if cuts else None,
                    "latest": max(cuts, default=None),
                },
                "beyond_goal": [cut for cut in cuts if abs(cut) > GOAL_MS],
            }
            print(json.dumps({f"{rate:g}x": found[f"{rate:g}x"]}), flush=True)
        loop.window.hide()
        loop.player.close()
    app.quit()


if __name__ == "__main__":
    main()
