"""From one note to the next until it is painted, against a bare browser with the same pages.

    python -m tests.benchmarks.notes

The promise is 30 ms at most, as the median of 100.
"""

import statistics
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTextBrowser

from viewer.app import Program, Wish
from viewer.paths import Paths, sample_vault
from viewer.ui.application import start_application

STEPS = 100


class Painted(QObject):
    """Knows when a widget was last painted."""

    def __init__(self, widget) -> None:
        super().__init__()
        self.at = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, _widget, event) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.at = time.perf_counter()
        return False


def main() -> None:
    """Measure, and print one line."""
    app = start_application()
    with tempfile.TemporaryDirectory() as home:
        program = Program(Wish(sample_vault()), Paths.below(Path(home)))
        window = program.show()
        bare = QTextBrowser()
        bare.resize(window.note.size())
        bare.show()
        ours, floor = measure(app, program, window, bare)
        window.close()
        program.close()
    found, least = statistics.median(ours), statistics.median(floor)
    print(f"note to note: {found:.1f} ms (at most 30), worst {max(ours):.1f} ms, "
          f"bare browser {least:.1f} ms, ratio {found / least:.1f}, median of {STEPS}")  # fmt: skip


def measure(app, program, window, bare):
    """Return the times of both, in ms, taken in turn."""
    seen, seen_bare = Painted(window.note.viewport()), Painted(bare.viewport())
    arrived = [0.0]
    program.session.arrived.connect(lambda _arrival: arrived.append(time.perf_counter()))
    wait(app, lambda: program.session.is_settled and program.session.reading.notes)
    notes = program.session.reading.notes
    ours, floor = [], []
    for step in range(STEPS):
        path = notes[(step + 1) % len(notes)]
        begun = time.perf_counter()
        program.session.reading.open_note(sample_vault(), path)
        wait(app, lambda begun=begun: begun < arrived[-1] < seen.at)
        ours.append((seen.at - begun) * 1000)
        begun = time.perf_counter()
        bare.setHtml(program.session.page.note.html)
        wait(app, lambda begun=begun: seen_bare.at > begun)
        floor.append((seen_bare.at - begun) * 1000)
        wait(app, lambda: program.session.is_settled)
    return ours, floor


def wait(app, condition) -> None:
    """Run the event loop until it is so."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        app.processEvents()


if __name__ == "__main__":
    main()
