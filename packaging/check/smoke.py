"""What a normal user does with an installed Notereel: read, click a time, watch, close.

Runs inside the bare system, by its Python. The window is driven from outside, as by hand (xdotool),
and judged by what the screen shows and by what was kept on the disk. A line on stderr that is not
listed here fails it.
"""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HOUSE = Path(os.environ.get("NOTEREEL_HOUSE", "/usr/lib/notereel"))
HOME = Path.home()
KEPT = HOME / ".local" / "share" / "notereel" / "positions.json"
PATIENCE_S = 40
COLOURS_OF_A_PICTURE = 60
"""More than a pane without a picture ever shows."""
FIRST_TIME_MS = 35_000
"""What the first time of the note says."""
LISTED: tuple[re.Pattern[str], ...] = ()
"""Lines on stderr that are known, and harmless."""

sys.path.insert(0, str(HOUSE / "site"))
from PySide6.QtGui import QGuiApplication, QImage  # noqa: E402

failures = 0


def say(what: str, is_well: bool, more: object = "") -> None:
    """Tell how something went, and remember a failure."""
    global failures
    failures += not is_well
    print(
        f"{'ok     ' if is_well else 'FAILED '} {what}" + (f": {more}" if more else ""), flush=True
    )


def until(what: str, is_so: Callable[[], bool]) -> bool:
    """Wait until something is so; say so when it never was."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.1)
    say(what, is_well=False, more=f"not within {PATIENCE_S} s")
    return False


def xdotool(*words: object) -> str:
    """Do something by hand; return what it tells."""
    done = subprocess.run(
        ["xdotool", *map(str, words)], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def screen() -> QImage:
    """Return what is on the screen."""
    return QGuiApplication.primaryScreen().grabWindow(0).toImage()


def pane() -> QImage:
    """Return what the video's pane shows."""
    whole = screen()
    return whole.copy(whole.width() * 6 // 10, 70, whole.width() * 4 // 10 - 10, 330)


def difference(one: QImage, other: QImage) -> int:
    """Return how many points differ, of every fourth one."""
    columns, rows = range(0, one.width(), 4), range(0, one.height(), 4)
    return sum(one.pixel(x, y) != other.pixel(x, y) for x in columns for y in rows)


def colours(picture: QImage) -> int:
    """Return how many colours there are, of every fourth point."""
    return len({picture.pixel(x, y) for x in range(0, picture.width(), 4)
                for y in range(0, picture.height(), 4)})  # fmt: skip


def position_ms() -> int:
    """Return the time that was kept last."""
    said = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    times = [each["time_ms"] for each in said.get("notes", {}).values()]
    return max(times, default=0)


def is_shown() -> bool:
    """Tell whether a window of the program is on the screen."""
    return xdotool("search", "--onlyvisible", "--class", "notereel") != ""


@contextlib.contextmanager
def window(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Open the program, wait for its window, close it by its key, and look at what it said."""
    command = ["notereel", "open", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        began = time.monotonic()
        if until("the window appears", is_shown):
            say("the window appears", is_well=True, more=f"{time.monotonic() - began:.1f} s")
        yield running
        xdotool("key", "ctrl+q")
        try:
            _, told = running.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            running.kill()
            _, told = running.communicate()
            say("it closes by its key", is_well=False)
        say("it ends well", running.returncode == 0, running.returncode or "")
        strange = [line for line in told.splitlines() if not any(it.search(line) for it in LISTED)]
        say("it says nothing on stderr", not strange, "\n".join(strange[:20]))


def plays(what: str) -> None:
    """Look whether the video's pane shows picture after picture, three times."""
    if not until(f"{what} is seen", lambda: colours(pane()) > COLOURS_OF_A_PICTURE):
        return
    for _turn in range(3):
        before = pane()
        if not until(f"{what} moves", lambda shown=before: difference(pane(), shown) > 10):
            return
    say(f"{what} plays", is_well=True, more=f"{colours(pane())} colours")


def reads_and_watches(note: Path) -> None:
    """Open a note, go to its first time by a key from outside, and watch it play."""
    with window(str(note)):
        until("the video stands ready", lambda: colours(pane()) > COLOURS_OF_A_PICTURE)
        xdotool("mousemove", 600, 100, "click", 1)
        xdotool("key", "Tab")
        xdotool("key", "Return")
        plays("the sample")
        until("it is past the time of the note", lambda: position_ms() > FIRST_TIME_MS)
        screen().save(str(HOME / "notereel-installed.png"))
    say("its place was kept", FIRST_TIME_MS < position_ms() < FIRST_TIME_MS + 20_000,
        f"{position_ms()} ms")  # fmt: skip


def watches(note: Path, film: Path) -> None:
    """Play a film of another kind for the note."""
    with window(str(note), "--video", str(film), "--at", "0:03"):
        plays(film.name)
        screen().save(str(HOME / f"notereel-{film.stem}.png"))


def answers() -> None:
    """Ask the verbs that need no window."""
    done = subprocess.run(["notereel", "doctor"], capture_output=True, text=True, check=False)
    say("doctor finds all that is needed", done.returncode == 0 and not done.stderr, done.stderr)
    note = HOUSE / "viewer" / "resources" / "sample" / "welcome.md"
    done = subprocess.run(["notereel", "render", "--json", note], capture_output=True, text=True,
                          check=False)  # fmt: skip
    moments = json.loads(done.stdout)["moments"] if done.returncode == 0 else []
    say("render finds times", bool(moments) and not done.stderr, len(moments))
    listed = Path("/proof/vlc-plugins.txt").read_text("utf-8").split()
    folder = next(HOUSE.parent.glob("*/vlc/plugins"))
    files = {name: folder / f"{name.replace('/', '/lib')}_plugin.so" for name in listed}
    lacking = [name for name, file in files.items() if not file.is_file()]
    say("every listed plugin of libVLC is here", not lacking, " ".join(lacking))


def main(part: str) -> int:
    """Do one part of it; return the exit code."""
    app = QGuiApplication(["smoke"])
    vault = HOME / "vault"
    if not vault.exists():
        shutil.copytree(HOUSE / "viewer" / "resources" / "sample", vault)
    note = vault / "why_tides_come_twice_a_day.md"
    reads_and_watches(note)
    if part == "all":
        answers()
        for film in sorted(Path("/media").iterdir()):
            watches(note, film)
    del app
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
