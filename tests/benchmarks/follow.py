"""From the frame that makes a sentence current to its mark, both as they are seen on the screen.

    python -m tests.benchmarks.follow [SECONDS]

The real window plays a film whose frames carry their numbers, beside a note that cites every
second of it, out of order. Another process looks at the screen, so that looking does not hold the
window up. Prints, in ms, the median, the 95th percentile and the worst (goal: at most 50), how
often the screen was looked at, and how many marks came early or never. A display is needed.
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QScreen
from PySide6.QtTest import QTest

from tests.frame_code import CELL_HEIGHT, CodedVideo, read_frame
from tests.marks_on_screen import Cited, is_warm, note_text, spots_of
from viewer.app import Program, Wish
from viewer.paths import Paths
from viewer.session.pane_words import Condition
from viewer.ui.application import start_application

FILM = CodedVideo(seconds=1800, fps=25, width=160, height=90, gop=50, has_audio=False)
BEGIN_S = 600
PATIENCE_S = 30
PAUSE_S = 0.002
MISSED_MS = 1500


def cited_every_second(count: int) -> list[Cited]:
    """Return timestamps of that many seconds in a row, out of order."""
    seconds = list(range(BEGIN_S, BEGIN_S + count))
    random.Random(5).shuffle(seconds)
    return [Cited(1000 * second) for second in seconds]


# The one who looks


def look(order: dict) -> None:
    """Look at the screen again and again; print what changed, and when."""
    app = QGuiApplication([])
    eye = Eye(app.primaryScreen(), QPoint(*order["corner"]), QRect(*order["surface"]))
    spots = [QPoint(*at) for at in order["spots"]]
    warm, seen, looks = QColor(order["warm"]), [], 0
    end = time.monotonic() + order["seconds"]
    print("looking", flush=True)
    awaited = 0
    while time.monotonic() < end:
        frame = eye.frame()
        is_marked = awaited < len(spots) and eye.is_warm(spots[awaited], warm)
        now = time.monotonic()
        looks += 1
        if frame is not None and (not seen or seen[-1][1] != frame):
            seen.append([now, frame, None])
        if is_marked:
            seen.append([now, frame, awaited])
            awaited += 1
        elif frame is not None and frame > FILM.frame_at(1000 * (BEGIN_S + awaited) + MISSED_MS):
            awaited += 1
        time.sleep(PAUSE_S)
    print(json.dumps([looks, seen]), flush=True)


class Eye:
    """Looks at a few pixels of the screen only: looking at all of it would take a whole core."""

    def __init__(self, screen: QScreen, corner: QPoint, surface: QRect) -> None:
        self._screen, self._corner = screen, corner
        self._surface = surface.translated(corner)

    def frame(self) -> int | None:
        """Return the number of the frame on screen, from the two rows that tell it."""
        size = self._surface.size()
        rows = QImage(size, QImage.Format.Format_RGB32)
        rows.fill(0)
        painter = QPainter(rows)
        height = min(size.height(), size.width() * FILM.height / FILM.width)
        top = (size.height() - height) / 2
        for depth in (CELL_HEIGHT / 2, 1 - CELL_HEIGHT / 2):
            y = round(top + height * depth) - 1
            row = QRect(0, y, size.width(), 3)
            painter.drawImage(row.topLeft(), self._grab(row.translated(self._surface.topLeft())))
        painter.end()
        return read_frame(rows, FILM)

    def is_warm(self, spot: QPoint, warm: QColor) -> bool:
        """Whether a spot of the window has the colour of what is marked."""
        image = self._grab(QRect(self._corner + spot, QSize(1, 1)))
        return is_warm(image, QPoint(0, 0), warm)

    def _grab(self, area: QRect) -> QImage:
        return self._screen.grabWindow(0, *area.getRect()).toImage()


# The one who is looked at


def wait_for(condition) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("the window never came to it")
        QTest.qWait(10)


def watched(folder: Path, cited: list[Cited], seconds: int) -> tuple[int, list]:
    """Play, and return how often the screen was looked at and what changed on it."""
    note = folder / "seconds.md"
    note.write_text(note_text(cited), encoding="utf-8")
    program = Program(Wish(note, video=FILM.made_in(folder)), Paths.below(folder / "home"))
    window, session = program.show(), program.session
    window.resize(1440, 860)
    wait_for(lambda: session.video.status.condition is Condition.READY and session.is_settled)
    session.view.zoom = 0.7
    session.view.set_zoom(-1)
    session.video.go_to(BEGIN_S * 1000 - 2000, play=False)
    wait_for(lambda: session.is_settled)
    QTest.qWait(500)
    surface = window.watch.video.surface
    place = window.mapToGlobal(window.rect().topLeft())
    corner = surface.mapTo(window, QPoint(0, 0))
    spots, in_time = spots_of(window), sorted(range(seconds), key=lambda at: cited[at].start_ms)
    order = {
        "corner": [place.x(), place.y()],
        "surface": [corner.x(), corner.y(), surface.width(), surface.height()],
        "spots": [[spots[at].x(), spots[at].y()] for at in in_time],
        "warm": window.theme["now"].name(),
        "seconds": seconds + 3,
    }
    command = [sys.executable, "-m", "tests.benchmarks.follow", "--look", json.dumps(order)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as looking:
        assert looking.stdout is not None
        looking.stdout.readline()
        session.video.toggle_playing()
        while looking.poll() is None:
            QTest.qWait(20)
        looks, seen = json.loads(looking.stdout.read())
    window.close()
    program.close()
    return looks, seen


def lags_of(seconds: int, seen: list) -> list[float]:
    """Return for each second how long after its frame it was marked; what never was is left out."""
    lags = []
    for second in range(seconds):
        first = FILM.frame_at(1000 * (BEGIN_S + second))
        shown = next(now for now, frame, _marked in seen if frame is not None and frame >= first)
        marked = next((now for now, _frame, marked in seen if marked == second), None)
        if marked is not None:
            lags.append((marked - shown) * 1000)
    return lags


def main() -> None:
    if sys.argv[1:2] == ["--look"]:
        look(json.loads(sys.argv[2]))
        return
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    start_application()
    cited = cited_every_second(seconds)
    with tempfile.TemporaryDirectory() as folder:
        looks, seen = watched(Path(folder), cited, seconds)
    lags = lags_of(seconds, seen)
    lags.sort()
    print(
        json.dumps(
            {
                "moments": len(lags),
                "median_ms": round(statistics.median(lags), 1),
                "p95_ms": round(lags[int(len(lags) * 0.95)], 1),
                "worst_ms": round(lags[-1], 1),
                "earliest_ms": round(lags[0], 1),
                "above_50_ms": sum(lag > 50 for lag in lags),
                "never": seconds - len(lags),
                "looks_a_second": round(looks / (seconds + 3), 1),
            }
        )
    )


if __name__ == "__main__":
    main()
