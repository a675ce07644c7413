"""The journal of a file of fragments: where each ended, so that one can go on after any of them.

yt-dlp notes how many fragments it has, but not when it has them: killed in between, it skips one or
takes one twice. A journal holds a line for each fragment, `number end`, after the head `total`,
written once the fragment's bytes are on the disk.
"""

import json
import os
from pathlib import Path


class Journal:
    """What is written down of one file; a torn line does not count, nor what follows it."""

    def __init__(self, file: Path) -> None:
        self.file = Path(f"{file}.journal")

    @property
    def total(self) -> int:
        """How many fragments there were in all when it was begun; 0 when there is no journal."""
        lines = self._lines()
        return lines[0][0] if lines and len(lines[0]) == 1 else 0

    def rows(self) -> list[tuple[int, int]]:
        """Return number and end of the fragments that were written down."""
        return [(row[0], row[1]) for row in self._lines()[1:]]

    def write(self, total: int, rows: list[tuple[int, int]]) -> None:
        """Write it anew."""
        lines = [f"{total}\n", *(f"{index} {end}\n" for index, end in rows)]
        self.file.write_text("".join(lines), encoding="ascii")

    def add(self, index: int, end: int) -> None:
        """Write down where a fragment ended."""
        with self.file.open("a", encoding="ascii") as stream:
            stream.write(f"{index} {end}\n")

    def _lines(self) -> list[list[int]]:
        try:
            text = self.file.read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            return []
        found: list[list[int]] = []
        for line in text.rpartition("\n")[0].split("\n"):
            numbers = line.split()
            if len(numbers) != (2 if found else 1) or not all(map(str.isdecimal, numbers)):
                break
            found.append([int(number) for number in numbers])
        return found


def cut_to_fragment(file: Path) -> None:
    """Cut a half file to the end of its last fragment in the journal, or remove it."""
    journal, half, index_file = Journal(file), Path(f"{file}.part"), Path(f"{file}.ytdl")
    size = half.stat().st_size if half.exists() else 0
    rows = [row for row in journal.rows() if 0 < row[1] <= size]
    if not rows:
        forget_fragments(file)
        return
    index, end = rows[-1]
    os.truncate(half, end)
    journal.write(journal.total, rows)
    index_file.write_text(json.dumps({"downloader": {"current_fragment": {"index": index}}}))


def forget_fragments(file: Path) -> None:
    """Remove a half file and all that is known of it."""
    for trace in (Path(f"{file}.part"), Path(f"{file}.ytdl"), Journal(file).file):
        trace.unlink(missing_ok=True)
