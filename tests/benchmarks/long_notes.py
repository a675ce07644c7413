"""How long the window stands still while a long note is opened, and until it is on screen.

    python -m tests.benchmarks.long_notes [STAMPS …]

The promise: 20,000 stamps are on screen within a second, and no note stalls the event loop for
more than 50 ms. A timer of 5 ms tells how long nothing else could happen.
"""

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QTimer

from tests.benchmarks.notes import Painted, wait
from viewer.app import Program, Wish
from viewer.paths import Paths
from viewer.ui.application import start_application

STAMPS = (200, 2_000, 20_000)
ROUNDS = 5
TICK_MS = 5


def note_of(stamps: int) -> str:
    """Return a note with so many stamps: paragraphs, lists, headings, callouts and links."""
    parts = [f"---\ntitle: {stamps} stamps\n---\n"]
    for number in range(0, stamps, 4):
        said = f"Claim {number} " + " and ".join(map(_stamp, range(number, number + 4))) + "."
        kind = number // 4 % 25
        if kind == 0:
            parts.append(f"## Part {number}\n\n{said}")
        elif kind == 20:
            parts.append(f"> [!NOTE] Remember\n> {said}, as [[other]] says")
        elif kind > 20:
            parts.append(f"- **Item**: {said}")
        else:
            parts.append(said)
    return "\n\n".join(parts)


def _stamp(number: int) -> str:
    minute, second = divmod(number * 7 % 14_000, 60)
    return f"[{minute // 60}:{minute % 60:02}:{second:02}]"


class Gaps:
    """The times between the beats of a quick timer, in ms."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=TICK_MS)
        self._timer.timeout.connect(self._on_beat)
        self.begin()

    def begin(self) -> None:
        """Forget what was, and count from now."""
        self.found: list[float] = []
        self._last = time.perf_counter()
        self._timer.start()

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self.found.append((now - self._last) * 1000)
        self._last = now


def main(counts: tuple[int, ...]) -> None:
    """Measure each length, and print one line for it."""
    app = start_application()
    with tempfile.TemporaryDirectory() as home:
        vault = Path(home) / "vault"
        vault.mkdir()
        (vault / "start.md").write_text("# Start\n", encoding="utf-8")
        for stamps in counts:
            (vault / f"{stamps}.md").write_text(note_of(stamps), encoding="utf-8")
        program = Program(Wish(vault / "start.md"), Paths.below(Path(home)))
        window = program.show()
        wait(app, lambda: window.watch is not None and program.session.is_settled)
        for stamps in counts:
            found = [measure(app, program, window, vault, f"{stamps}.md") for _ in range(ROUNDS)]
            shown = min(shown for shown, _ in found)
            if not program.session.moments:
                print(f"{stamps} stamps: took the reader too long, so it came as plain text")
            stall = min(max(gaps) for _, gaps in found)
            last = [round(gap) for gap in sorted(found[-1][1])[:-6:-1]]
            print(f"{stamps} stamps: on screen after {shown:.0f} ms (at most 1000), "
                  f"stalled {stall:.0f} ms (at most 50), best of {ROUNDS}")  # fmt: skip
            print(f"    the longest of the last: {last}")
        window.close()
        program.close()


def measure(app, program, window, vault, path):
    """Return the ms until the note was painted, and the gaps until it was all there."""
    reading = program.session.reading
    reading.open_note(vault, "start.md")
    wait(app, lambda: reading.page.path == "start.md" and program.session.is_settled)
    rest(app)
    gaps, seen = Gaps(), Painted(window.note.viewport())
    arrived: list[float] = []
    program.session.arrived.connect(lambda _arrival: arrived.append(time.perf_counter()))
    begun = time.perf_counter()
    reading.open_note(vault, path)
    wait(app, lambda: arrived and seen.at > arrived[0])
    shown = (seen.at - begun) * 1000
    rest(app)
    gaps._timer.stop()
    return shown, gaps.found


def rest(app) -> None:
    """Let everything that follows happen."""
    end = time.monotonic() + 1.5
    wait(app, lambda: time.monotonic() > end)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or STAMPS)
