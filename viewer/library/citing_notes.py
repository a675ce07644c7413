"""Which notes of a vault are about a video, and what they cite of it.

Derived and disposable: what was found is kept in one file in the cache folder, by each note's size
and time of change, and found again when that is gone. The rule to know: nothing here takes long at
once; who calls says how long there is, and calls again.
"""

import json
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import NoneType
from typing import Any

from viewer.durable import read_object, write_whole
from viewer.errors import NoteError
from viewer.library.citation import Citation
from viewer.library.note_file import read_note_file
from viewer.library.vault import Vault
from viewer.note.cited_video import with_cited_video
from viewer.note.front_matter import split_front_matter
from viewer.note.offset import end_before, with_offset
from viewer.note.reading import read_note
from viewer.note.source import clean
from viewer.note.surroundings import Surroundings
from viewer.note.timestamps import LONGEST_MS
from viewer.video.reference import video_of

VERSION = 1
MOST_READ = 2_500
"""Of so many notes the moments are kept; who cites one video is read again in a second or two."""
MOST_SENTENCE = 300
MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Sight:
    """How a video is looked at: its length in ms if known, its offset, and the reader's verdicts.

    `choice` tells whether the times of a note are shifted, as the reader said.
    """

    video_ms: int | None
    offset_ms: int
    choice: Callable[[str], bool | None]


_Stamp = tuple[int, int]
_HasTime = Callable[[], bool]


class CitingNotes:
    """Knows the notes of one vault by their videos, as far as it has come."""

    def __init__(self, root: Path, file: Path) -> None:
        """`file` is where what was found is kept."""
        self.vault = Vault(root)
        self._file = file
        self._known: dict[str, list[Any]] = {}
        self._read: dict[str, list[Any]] = {}
        self._left: deque[str] = deque()
        self._is_changed = False
        self._remember()

    def begin(self) -> None:
        """Walk the vault anew.

        Raises NoteError when it cannot be read.
        """
        self.vault.walk()
        notes = self.vault.notes
        gone = self._known.keys() - set(notes)
        for path in gone:
            del self._known[path]
            self._read.pop(path, None)
        self._is_changed |= bool(gone)
        self._left = deque(notes)

    @property
    def left(self) -> int:
        """How many notes have not been looked at since `begin`."""
        return len(self._left)

    @property
    def next(self) -> str:
        """The note that is looked at next; empty when all were."""
        return self._left[0] if self._left else ""

    def go_on(self, has_time: _HasTime, skip: Collection[str] = ()) -> None:
        """Look at more notes, as long as there is time, but for some."""
        while self._left and has_time():
            path = self._left.popleft()
            if path not in skip:
                self._look_at(path)

    def about(self, key: str) -> list[str]:
        """Return the notes about a video, by the id it is kept under or by its file's path."""
        return [path for path, row in self._known.items() if self._is_about(row, key)]

    def citations_in(self, path: str, sight: Sight) -> list[Citation]:
        """Return what a note cites, in the video's time; nothing of one that cannot be read."""
        end_ms, is_shifted = end_before(sight.video_ms, sight.offset_ms), sight.choice(path)
        terms = [*self._known.get(path, [0, 0])[:2], end_ms, is_shifted, sight.offset_ms]
        row = self._read.pop(path, None)
        if row is None or row[0] != terms:
            row = [terms, self._rows_of(path, sight, end_ms, is_shifted)]
            self._is_changed = True
        self._read[path] = row
        while len(self._read) > MOST_READ:
            del self._read[next(iter(self._read))]
        return [Citation(path, *values) for values in row[1]]

    def keep(self) -> None:
        """Write down what was found, if it differs. A disk that refuses costs the memory only."""
        if not self._is_changed:
            return
        said = {"version": VERSION, "notes": self._known, "read": self._read}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._file, json.dumps(said))
            self._is_changed = False
        except OSError:
            return

    # Inside

    def _look_at(self, path: str) -> None:
        stamp = self._stamp_of(path)
        row = self._known.get(path)
        if row is not None and stamp is not None and tuple(row[:2]) == stamp:
            return
        self._known.pop(path, None)
        self._is_changed = True
        if stamp is None:
            return
        try:
            text = read_note_file(self.vault.root / path, self.vault.root).text
        except NoteError:
            return
        ref = video_of(with_cited_video(split_front_matter(clean(text))).values)
        self._known[path] = [*stamp, ref.cache_id if ref else "", ref.file if ref else ""]

    def _stamp_of(self, path: str) -> _Stamp | None:
        try:
            about = (self.vault.root / path).stat()
        except OSError:
            return None
        return about.st_size, about.st_mtime_ns

    def _is_about(self, row: list[Any], key: str) -> bool:
        video_id, file = row[2], row[3]
        if video_id or not file:
            return bool(video_id) and video_id == key
        found = self.vault.video_at(file)
        return found is not None and str(found) == key

    def _rows_of(
        self, path: str, sight: Sight, end_ms: int | None, is_shifted: bool | None
    ) -> list[list[Any]]:
        try:
            found = read_note_file(self.vault.root / path, self.vault.root)
        except NoteError:
            return []
        if not found.is_rich:
            return []
        note = read_note(
            found.text,
            name=PurePosixPath(path).stem,
            around=Surroundings(),
            video_ms=end_ms,
            is_shifted=is_shifted,
        )
        moments = with_offset(note, sight.offset_ms, sight.video_ms).moments
        return [
            [note.title, each.text, each.time_ms, each.end_ms, each.sentence[:MOST_SENTENCE],
             each.heading, each.line]
            for each in moments
            if each.time_ms is not None
        ]  # fmt: skip

    def _remember(self) -> None:
        """Take what was found before; whatever does not fit is found anew."""
        try:
            said = read_object(self._file, MOST_BYTES)
            if said["version"] != VERSION:
                return
            notes, read = dict(said["notes"]), dict(said["read"])
        except (OSError, ValueError, TypeError, KeyError):
            return
        self._known = {path: row for path, row in notes.items() if _is_known(row)}
        self._read = {path: row for path, row in read.items() if _is_read(row)}


def _is_known(row: Any) -> bool:
    return isinstance(row, list) and [type(each) for each in row] == [int, int, str, str]


def _is_read(row: Any) -> bool:
    if not (isinstance(row, list) and len(row) == 2 and isinstance(row[1], list)):
        return False
    return all(isinstance(each, list) and _is_cited(each) for each in row[1])


def _is_cited(values: list[Any]) -> bool:
    kinds = [type(each) for each in values]
    if kinds not in ([str, str, int, int, str, str, int], [str, str, int, NoneType, str, str, int]):
        return False
    return 0 <= values[2] <= LONGEST_MS and 0 <= (values[3] or 0) <= LONGEST_MS
