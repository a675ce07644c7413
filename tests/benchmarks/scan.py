"""How many notes a second are scanned, and how long one takes to become a page, on one core.

    python -m tests.benchmarks.scan [FOLDER]

The promises: 1,500 notes a second, links resolved, once their text is read; the median note is a
page within 15 ms, the worst within 500 ms. The floor looks for one form of timestamp in the same
texts; what it takes to read the files comes on top of both, and is told beside. Without a folder,
the notes are the sample's and some of our making. All times are of this process alone, so that a
busy machine tells little less than an idle one.
"""

import re
import statistics
import sys
import tempfile
import time
from pathlib import Path, PurePosixPath

from tests.benchmarks.long_notes import note_of
from viewer.library.note_file import read_note_file
from viewer.library.vault import Vault
from viewer.note.reading import read_note
from viewer.note.scan import scan_note
from viewer.note.surroundings import Surroundings
from viewer.paths import sample_vault
from viewer.worker.check import NOTES_AT_ONCE, collect, undisturbed

ROUNDS = 5
MADE = 600
ONE_FORM = re.compile(r'data-t="(\d\d:\d\d:\d\d)"|\[(\d+:\d\d:\d\d)\]')


def main(folder: Path) -> None:
    """Measure, and print three lines."""
    vault = Vault(folder)
    vault.walk()
    starts = range(0, len(vault.notes), NOTES_AT_ONCE)
    parts = [vault.notes[start : start + NOTES_AT_ONCE] for start in starts]
    reads, floors, scans = [], [], []
    for _ in range(ROUNDS):
        reads.append([seconds(lambda part=part: texts_of(vault, part)) for part in parts])
        texts = [texts_of(vault, part) for part in parts]
        with undisturbed():
            scans.append([seconds(lambda part=part: scan_all(vault, part)) for part in texts])
        floors.append([seconds(lambda part=part: look_at_all(part)) for part in texts])
    count, read, floor, ours = len(vault.notes), best(reads), best(floors), best(scans)
    print(f"scan: {count / ours:,.0f} notes/s (at least 1,500), first round "
          f"{count / sum(scans[0]):,.0f}, files read as well {count / (read + ours):,.0f}, floor "
          f"{count / floor:,.0f}, ratio {ours / floor:.1f}, {count} notes, every {NOTES_AT_ONCE} "
          f"at their best of {ROUNDS}")  # fmt: skip
    pages = sorted((min(page_ms(vault, path) for _ in range(2)), path) for path in vault.notes)
    times = [took for took, _ in pages]
    print(f"page: median {statistics.median(times):.1f} ms (at most 15), "
          f"99 in 100 below {times[len(times) * 99 // 100]:.0f} ms")  # fmt: skip
    print(f"worst page: {times[-1]:.0f} ms (at most 500), {pages[-1][1]}")


def texts_of(vault, paths):
    """Return the paths of notes and what they say."""
    return [(path, read_note_file(vault.root / path, vault.root).text) for path in paths]


def look_at_all(notes):
    """Find the times of one form in notes."""
    return [ONE_FORM.findall(text) for _, text in notes]


def scan_all(vault, notes):
    """Scan notes as the lint does, which collects its garbage after each hundred."""
    for path, text in notes:
        around = Surroundings(note=lambda target, path=path: vault.resolve(target, path))
        scan_note(text, name=PurePosixPath(path).stem, around=around)
    collect()


def page_ms(vault, path):
    """Return the ms in which a note's text becomes a page."""
    text = read_note_file(vault.root / path, vault.root).text
    around = Surroundings(note=lambda target: vault.resolve(target, path))
    return 1000 * seconds(lambda: read_note(text, name="note", around=around))


def seconds(deed):
    """Return the processor's seconds that a deed takes."""
    begun = time.process_time()
    deed()
    return time.process_time() - begun


def best(rounds):
    """Return the seconds of a round in which every part took as long as in its best one."""
    return sum(map(min, zip(*rounds, strict=True)))


def made_in(folder: Path) -> Path:
    """Fill a folder with the sample's notes and some of our making."""
    for note in sample_vault().rglob("*.md"):
        (folder / note.name).write_bytes(note.read_bytes())
    for number in range(MADE):
        made = note_of(2 + number % 90).replace(" stamps", f" stamps in note {number}")
        (folder / f"made_{number}.md").write_text(made, encoding="utf-8")
    return folder


def measure_folder(main, made_in):
    """Measure the folder that the command line names, or one that is made for it."""
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as home:
            main(made_in(Path(home)))


if __name__ == "__main__":
    measure_folder(main, made_in)
