"""From a timestamp to its frame on screen: our player against bare python-vlc.

    python -m tests.benchmarks.seek [SEEKS]

Both play the same coded video in windows side by side, on the same kind of video output, and
seek to the same places in turns; the clock stops when the window shows the wanted frame. Prints
medians in ms, their ratio (goal: at most 1.25) and how many seeks never showed it (goal: none).
A display is needed.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import vlc
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.frame_code import CodedVideo, read_frame
from viewer.events import Inbox
from viewer.playback.libvlc import load_libvlc, options_for_this_screen
from viewer.playback.player import Playable
from viewer.playback.vlc_player import VlcPlayer

VIDEO = CodedVideo(seconds=60, fps=30, width=1280, height=720, gop=150)
DEADLINE_S = 3.0
STANDS_S = 0.25


def now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


class Side:
    """One player in one window."""

    name = ""

    def __init__(self, left: int):
        self.window = QWidget()
        self.window.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self.window.setGeometry(left, 0, 640, 360)
        self.window.show()
        QApplication.processEvents()

    def frame(self) -> int | None:
        corner, size = self.window.pos(), self.window.size()
        screen = QGuiApplication.primaryScreen()
        picture = screen.grabWindow(0, corner.x(), corner.y(), size.width(), size.height())
        return read_frame(picture.toImage(), VIDEO)

    def drain(self):
        """Let news come home."""


class Ours(Side):
    name = "ours"

    def __init__(self, file: Path, left: int):
        super().__init__(left)
        self.inbox = Inbox()
        self.player = VlcPlayer(load_libvlc(audio_output="dummy"), self.inbox.post, now_ms)
        self.player.attach(int(self.window.winId()))
        self.player.open(Playable(file, "mp4"), paused=False)

    def drain(self):
        self.inbox.drain()

    def run(self, runs: bool):
        self.player.play() if runs else self.player.pause()

    def seek(self, time_ms: int):
        self.player.seek(time_ms)


class Bare(Side):
    name = "bare"

    def __init__(self, file: Path, left: int):
        super().__init__(left)
        options = ["--quiet", "--aout=dummy", "--no-video-title-show", *options_for_this_screen()]
        self.player = vlc.Instance(options).media_player_new()
        self.player.set_media(self.player.get_instance().media_new_path(str(file)))
        self.player.set_xwindow(int(self.window.winId()))
        self.player.play()

    def run(self, runs: bool):
        self.player.set_pause(0 if runs else 1)

    def seek(self, time_ms: int):
        self.player.set_time(time_ms)


def live(side: Side, seconds: float):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QTest.qWait(1)
        side.drain()


def seek_playing(side: Side, frame: int) -> float | None:
    """Return the ms until a playing video shows the frame, or the one after; None = never."""
    side.run(True)
    live(side, 0.4)
    begun = time.perf_counter()
    side.seek(VIDEO.time_of(frame))
    while time.perf_counter() < begun + DEADLINE_S:
        side.drain()
        if side.frame() in (frame, frame + 1):
            found = (time.perf_counter() - begun) * 1000
            side.run(False)
            live(side, 0.2)
            return found
    return None


def seek_standing(side: Side, frame: int) -> float | None:
    """Return the ms until a standing video shows the frame and stays there; None = never."""
    begun = time.perf_counter()
    side.seek(VIDEO.time_of(frame))
    seen, since = None, begun
    while time.perf_counter() < max(since + STANDS_S, begun + 2 * STANDS_S):
        side.drain()
        QTest.qWait(1)
        latest = side.frame()
        if latest != seen:
            seen, since = latest, time.perf_counter()
    return (since - begun) * 1000 if seen == frame else None


def compare(measure, sides: list[Side], frames: list[int]) -> dict[str, object]:
    took: dict[str, list[float | None]] = {side.name: [] for side in sides}
    for turn, frame in enumerate(frames):
        for side in sides if turn % 2 else sides[::-1]:
            took[side.name].append(measure(side, frame))
    right = {name: [ms for ms in all_ms if ms is not None] for name, all_ms in took.items()}
    medians = {name: statistics.median(ms) if ms else None for name, ms in right.items()}
    ratio = medians["ours"] / medians["bare"] if all(medians.values()) else None
    return {
        "seeks": len(frames),
        "median_ms": {name: ms and round(ms) for name, ms in medians.items()},
        "ratio": ratio and round(ratio, 2),
        "wrong": {name: all_ms.count(None) for name, all_ms in took.items()},
    }


def main():
    seeks = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        file = VIDEO.made_in(Path(folder))
        sides: list[Side] = [Ours(file, 0), Bare(file, 660)]
        for side in sides:
            live(side, 1.5)
        frames = random.Random(7).sample(range(30, VIDEO.frames - 90), seeks)
        playing = compare(seek_playing, sides, frames)
        for side in sides:
            side.run(False)
            live(side, 0.5)
        standing = compare(seek_standing, sides, frames)
        print(json.dumps({"playing": playing, "standing": standing}, indent=1))
        for side in sides:
            side.window.hide()
        sides[0].player.close()
        sides[1].player.stop()
    app.quit()


if __name__ == "__main__":
    main()
