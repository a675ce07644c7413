"""Whether every text that takes a careless parser minutes is answered, through the real worker.

    python -m tests.benchmarks.pathological [SIZE …] [--only WORDS] [--window]

The promise: each is answered within 2.5 s, as a page or as plain text. Sizes are in characters.
With `--window` each answer is shown in the real window, and a timer of 5 ms tells how long
nothing else could happen: the promise is 50 ms.
"""

import argparse
import tempfile
import time
from pathlib import Path

from tests.faults.pathological import ALL
from viewer.errors import ViewerError
from viewer.events import Inbox
from viewer.session.page import Terms, read_answer
from viewer.session.reader import NoteReader
from viewer.worker.host import WorkerHost

SIZES = (10_000, 100_000, 1_000_000)
MOST_S = 2.5
PATIENCE_S = 30


def main() -> None:
    """Measure all, and print a line for what is plain, slow or stalls, then one for each size."""
    asked = _arguments()
    texts = {name: text for name, text in ALL.items() if asked.only in name}
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "vault"
        vault.mkdir()
        ask = _in_window(vault) if asked.window else _in_worker(vault)
        for size in asked.sizes or SIZES:
            rows = []
            for name, text in texts.items():
                (vault / "a.md").write_bytes(text(size).encode("utf-8", "surrogatepass"))
                rows.append((name, *ask()))
            _tell(size, rows)


def _arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--only", default="")
    parser.add_argument("--window", action="store_true")
    return parser.parse_args()


def _tell(size, rows) -> None:
    for name, seconds, reason, stall_ms in rows:
        if reason or seconds > 1 or stall_ms > 50:
            print(f"  {size:>9} {name:<36} {seconds:6.2f} s  stall {stall_ms:5.0f} ms  {reason}")
    plain = sum(bool(reason) for *_, reason, _ in rows)
    worst = max(rows, key=lambda row: row[1])
    stall = max(rows, key=lambda row: row[3])
    late = sum(row[1] > MOST_S for row in rows)
    print(
        f"{size:>9} characters: {len(rows) - plain} pages, {plain} plain, {late} over {MOST_S} s; "
        f"worst {worst[1]:.2f} s ({worst[0]}); longest stall {stall[3]:.0f} ms ({stall[0]})"
    )


def _in_worker(vault):
    """Return what asks the worker alone: seconds, why it is plain, no stall."""
    inbox = Inbox()
    worker = WorkerHost("render", inbox.post, read_answer)
    reader = NoteReader(worker, vault / "cache")

    def ask():
        found = []
        begun = time.perf_counter()
        reader.read(vault, "a.md", found.append, found.append, Terms())
        while not found:
            assert time.perf_counter() - begun < PATIENCE_S, "never answered"
            inbox.drain()
            time.sleep(0.001)
        return time.perf_counter() - begun, _why_plain(found[0]), 0.0

    (vault / "a.md").write_text("# a\n", encoding="utf-8")
    ask()
    return ask


def _why_plain(page) -> str:
    """Return why a page is plain text or none at all, empty if it is neither."""
    if isinstance(page, ViewerError):
        return str(page)
    said = [doubt.sentence for doubt in page.note.warnings]
    return next((each for each in said if "plain text" in each), "")


def _in_window(vault):
    """Return what opens the note in the window: seconds, why it is plain, the longest stall."""
    from tests.benchmarks.long_notes import Gaps
    from tests.benchmarks.notes import Painted, wait
    from viewer.app import Program, Wish
    from viewer.paths import Paths
    from viewer.ui.application import start_application

    app = start_application()
    (vault / "a.md").write_text("# a\n", encoding="utf-8")
    program = Program(Wish(vault / "a.md"), Paths.below(vault.parent / "home"))
    window = program.show()
    wait(app, lambda: window.watch is not None and program.session.is_settled)
    seen, gaps = Painted(window.note.viewport()), Gaps()

    def ask():
        begun = time.perf_counter()
        gaps.begin()
        program.session.reading.open_note(vault, "a.md")
        wait(app, lambda: program.session.reading.is_settled)
        answered = time.perf_counter()
        # A file that is no note leaves the page that was there.
        wait(app, lambda: seen.at > begun or time.perf_counter() > answered + 1)
        seconds = time.perf_counter() - begun
        wait(app, lambda: len(gaps.found) > 3 and max(gaps.found[-3:]) < 20)
        return seconds, _why_plain(program.session.reading.page), max(gaps.found)

    return ask


if __name__ == "__main__":
    main()
