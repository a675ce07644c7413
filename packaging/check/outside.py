"""Hands and eyes from outside: keys and clicks by xdotool, and what stands on the screen.

For the Python of a bare system, with the Qt of the installed program. Nothing here knows the
program but by its window, by what it prints, and by what it keeps on the disk.
"""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HOUSE = Path(os.environ.get("NOTEREEL_HOUSE", "/usr/lib/notereel"))
HOME = Path.home()
DATA = HOME / ".local" / "share" / "notereel"
PATIENCE_S = 40
PICTURE = (800, 59, 640, 360)
"""Where a window of its first size shows a film of 16 to 9."""
LISTED: tuple[re.Pattern[str], ...] = ()
"""Lines on stderr that are known, and harmless."""

sys.path.insert(0, str(HOUSE / "site"))
from PySide6.QtGui import QGuiApplication, QImage, qGray  # noqa: E402

failures: list[str] = []


def say(what: str, is_well: bool, more: object = "") -> bool:
    """Tell how something went, and remember a failure."""
    if not is_well:
        failures.append(what)
    told = f": {more}" if more != "" else ""
    print(f"{'ok     ' if is_well else 'FAILED '} {what}{told}", flush=True)
    return is_well


def until(what: str, is_so: Callable[[], Any], more: Callable[[], object] = lambda: "") -> bool:
    """Wait until something is so; tell it either way."""
    began = time.monotonic()
    while not is_so():
        if time.monotonic() - began > PATIENCE_S:
            photograph(f"failed-{len(failures)}")
            return say(what, is_well=False, more=f"not within {PATIENCE_S} s {more()}")
        time.sleep(0.05)
    return say(what, is_well=True, more=more())


def xdotool(*words: object) -> str:
    """Do something by hand; return what it tells."""
    done = subprocess.run(
        ["xdotool", *map(str, words)], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def key(name: str) -> None:
    """Press a key."""
    xdotool("key", name)


def windows() -> list[str]:
    """Return the titles of the program's windows on the screen."""
    found = xdotool("search", "--onlyvisible", "--class", "notereel").split()
    titles = [xdotool("getwindowname", each) for each in found]
    return [title for title in titles if title.endswith("Notereel")]


def screen() -> QImage:
    """Return what is on the screen."""
    return QGuiApplication.primaryScreen().grabWindow(0).toImage()


def picture() -> QImage:
    """Return what stands where the video is shown."""
    return screen().copy(*PICTURE)


def photograph(name: str) -> None:
    """Keep a picture of the screen for people."""
    screen().save(str(HOME / f"{name}.png"))


def theme(name: str) -> dict[str, Any]:
    """Return the colours of a theme."""
    file = HOUSE / "viewer" / "resources" / "themes" / f"{name}.json"
    said: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return said


def chip(colour: str) -> tuple[int, int] | None:
    """Return the middle of the topmost timestamp in the note, known by its colour."""
    whole = screen()
    wanted = int(colour[1:], 16)
    for y in range(60, whole.height() - 60, 3):
        row = [x for x in range(10, 760) if whole.pixel(x, y) & 0xFFFFFF == wanted]
        if len(row) > 20:
            return (row[0] + row[-1]) // 2 if row[-1] - row[0] < 120 else row[0] + 20, y + 6
    return None


def whites(image: QImage) -> int:
    """Return how many points are white in the band where subtitles stand, above the edge."""
    rows = range(image.height() * 6 // 10, image.height() * 87 // 100)
    return sum(qGray(image.pixel(x, y)) >= 250 for y in rows for x in range(0, image.width(), 2))


def unlisted(told: str) -> str:
    """Return the lines that nobody has listed."""
    lines = [line for line in told.splitlines() if not any(it.search(line) for it in LISTED)]
    return "\n".join(lines[:20])


def run(*words: object, code: int = 0) -> str:
    """Run a verb that needs no window; return what it prints."""
    command = ["notereel", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    if done.returncode != code or unlisted(done.stderr):
        say(" ".join(command), is_well=False, more=f"{done.returncode} {done.stderr}{done.stdout}")
    return done.stdout


@contextlib.contextmanager
def window(*arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    """Open the program, close it by its key, and look at what it said."""
    with tempfile.TemporaryFile("w+") as told:
        running = subprocess.Popen(["notereel", *map(str, arguments)], stderr=told)
        began = time.monotonic()
        until("the window appears", windows, lambda: f"{time.monotonic() - began:.1f} s")
        try:
            yield running
            key("ctrl+q")
            say("it closes by its key, and ends well", running.wait(timeout=15) == 0)
        except subprocess.TimeoutExpired:
            say("it closes by its key, and ends well", is_well=False)
        finally:
            running.kill()
            running.wait()
        told.seek(0)
        said = unlisted(told.read())
        say("it says nothing on stderr", not said, said)


def sounding(file: Path) -> int:
    """Return how many bytes of sound were played that are not silence."""
    return len(file.read_bytes().replace(b"\0", b"")) if file.exists() else 0
