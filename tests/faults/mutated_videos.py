"""Damaged videos in the real player: nothing dies, and something is said.

    python -m tests.faults.mutated_videos [COUNT] [--at-once N]

Films of ten containers are changed by seed: bits, heads, lengths, cuts, doubled parts, zeros. Each
is looked at and opened as the program does it, in a player of its own process, played for a
moment, sought in and let go. Prints JSON: how each ended, which took a process with them or hung
one, and how long the slowest first word took. A display is needed.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.films import AAC, H264, PICTURE, TONE, VP9, Films, mutated, zeroed
from viewer.errors import ViewerError
from viewer.events import Inbox
from viewer.playback.libvlc import load_libvlc
from viewer.playback.player import Playable
from viewer.playback.vlc_player import VlcPlayer
from viewer.video.sniff import look_at

FILMS = {
    "film.mp4": (*PICTURE, *TONE, *H264, *AAC, "-movflags", "+faststart"),
    "film.mov": (*PICTURE, *TONE, *H264, *AAC),
    "film.mkv": (*PICTURE, *TONE, *H264, *AAC),
    "film.webm": (*PICTURE, *TONE, *VP9, "-c:a", "libopus"),
    "film.avi": (*PICTURE, *TONE, "-c:v", "mpeg4", "-c:a", "mp3"),
    "film.ts": (*PICTURE, *TONE, *H264, *AAC),
    "film.flv": (*PICTURE, *TONE, *H264, *AAC),
    "film.ogg": (*TONE, "-c:a", "libvorbis"),
    "film.mp3": TONE,
    "film.m4a": (*TONE, *AAC),
}
WORD_WITHIN_S = 3.0
"""By then a person has been told, or sees the video."""
WATCHED_S = 1.0
HUNG_AFTER_S = 20.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one file ended: `refused`, `failed`, `played`, `slow` (told so), or `exit`, `hang`."""

    name: str
    end: str
    word_s: float
    said: str = ""


def damaged(films: Films, folder: Path, seed: int) -> Path:
    """Write the damaged film of this number."""
    name = list(FILMS)[seed % len(FILMS)]
    target = folder / f"{seed}-{name}"
    if seed // len(FILMS) % 5:
        return mutated(films[name], target, seed)
    chance = random.Random(seed)
    return zeroed(films[name], target, chance.random(), chance.choice((16, 512, 4096, 50_000)))


# In the child


class Screen:
    """A player in a window, and what it says."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.window.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self.window.resize(320, 180)
        self.window.show()
        self._inbox = Inbox()
        self.player = VlcPlayer(load_libvlc(audio_output="dummy"), self._inbox.post, now_ms)
        self.player.attach(int(self.window.winId()))
        self._words: list[ViewerError] = []
        self.player.events.failed.connect(self._words.append)
        self.player.events.stalled.connect(self._words.append)

    def watch(self, file: Path) -> tuple[str, float, str]:
        """Return how it ended, after how many seconds there was a picture or a word, and that."""
        player, began = self.player, time.monotonic()
        self._words.clear()
        try:
            found = look_at(file)
        except ViewerError as error:
            return "refused", time.monotonic() - began, str(error)
        player.open(Playable(found.file, found.demuxer), paused=True)
        self._live_until(lambda: bool(self._words) or self._is_there(), HUNG_AFTER_S)
        word_s = time.monotonic() - began
        if player.state != "failed":
            player.play()
            self._live_until(lambda: player.state in ("failed", "ended"), WATCHED_S)
            player.seek(player.duration_ms // 2)
            self._live_until(self._is_there, WATCHED_S)
        end = "failed" if player.state == "failed" else "slow" if self._words else "played"
        player.unload()
        return end, word_s, str(self._words[0]) if self._words else ""

    def _is_there(self) -> bool:
        is_coming = self.player.state == "loading" or self.player.is_seeking
        return self.player.state == "failed" or not is_coming

    def _live_until(self, condition: Callable[[], bool], most_s: float) -> None:
        end = time.monotonic() + most_s
        while not condition() and time.monotonic() < end:
            QTest.qWait(2)
            self._inbox.drain()


def now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


def watch_files() -> None:
    """Watch each file named on stdin, and say in a line of JSON how it ended."""
    app = QApplication([])
    screen = Screen()
    for line in sys.stdin:
        end, word_s, said = screen.watch(Path(line.rstrip("\n")))
        print(json.dumps([end, round(word_s, 2), said]), flush=True)
    screen.player.close()
    app.quit()


# In the parent


class Watcher:
    """A child that watches files; one that ends or hangs is replaced."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None

    def watch(self, file: Path) -> Outcome:
        """Have a file watched."""
        if self._child is None:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.mutated_videos", "--watch"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
        child = self._child
        began = time.monotonic()
        alarm = threading.Timer(2 * HUNG_AFTER_S, child.kill)
        alarm.start()
        assert child.stdin
        assert child.stdout
        child.stdin.write(f"{file}\n")
        child.stdin.flush()
        line = child.stdout.readline()
        alarm.cancel()
        took_s = time.monotonic() - began
        if line:
            return Outcome(file.name, *json.loads(line))
        self._child = None
        code = child.wait()
        return Outcome(file.name, "hang" if took_s > HUNG_AFTER_S else "exit", took_s, str(code))

    def close(self) -> None:
        """Let it end."""
        if self._child is not None:
            self._child.communicate()


def watched(folder: Path, count: int, at_once: int) -> list[Outcome]:
    """Have so many damaged films watched."""
    films = Films(folder, FILMS)
    here, watchers = threading.local(), []

    def watch(seed: int) -> Outcome:
        if not hasattr(here, "watcher"):
            here.watcher = Watcher()
            watchers.append(here.watcher)
        file = damaged(films, folder, seed)
        outcome = here.watcher.watch(file)
        if outcome.end not in ("exit", "hang"):
            file.unlink()
        return outcome

    with ThreadPoolExecutor(at_once) as pool:
        outcomes = list(pool.map(watch, range(count)))
    for each in watchers:
        each.close()
    return outcomes


def report(outcomes: list[Outcome]) -> dict[str, object]:
    """Return the figures."""
    ends = [each.end for each in outcomes]
    late = [each for each in outcomes if each.word_s > WORD_WITHIN_S]
    return {
        "files": len(outcomes),
        "ends": {end: ends.count(end) for end in sorted(set(ends))},
        "slowest_word_s": max(each.word_s for each in outcomes),
        "later_than_3_s": [f"{each.name} {each.word_s}" for each in late],
        "exits_and_hangs": [
            f"{each.name} {each.end} {each.said}" for each in outcomes
            if each.end in ("exit", "hang")
        ],
    }  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("count", nargs="?", type=int, default=500)
    asked.add_argument("--at-once", type=int, default=2)
    asked.add_argument("--watch", action="store_true")
    said = asked.parse_args()
    if said.watch:
        watch_files()
        return
    with tempfile.TemporaryDirectory() as folder:
        outcomes = watched(Path(folder), said.count, said.at_once)
    print(json.dumps(report(outcomes), indent=1))


if __name__ == "__main__":
    main()
