"""Going on with what arrived before: what of the staging folder can be trusted, and what goes.

yt-dlp by itself makes broken files of interrupted ones. So before each start
- the end of a half file is cut off, since its last bytes may never have reached the disk, and what
  was cut is compared with what arrives in its place;
- a file of fragments is cut to where one ended, by a journal of our own, or goes;
- a whole file stays only if its size was noted after it was whole;
- what belongs to another format, or to a file that the site has changed since, goes.
"""

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from yt_dlp.networking.exceptions import RequestError

from viewer.durable import flush_file, is_own_folder, read_object, write_flushed
from viewer.video.entry import INCOMPLETE_FOLDER
from viewer.worker.fetch.journal import cut_to_fragment
from viewer.worker.fetch.parts import Part

CUT_BYTES = 64 << 10
JOB_FILE, READY_FOLDER = "job.json", "ready"
MOST_JOB_BYTES = 1 << 20


class ChangedError(RequestError):
    """What the server has is not what it had when the first half of it was loaded."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a server tells one edition of a file from another; empty what it does not say."""

    etag: str = ""
    modified: str = ""
    total_bytes: int = 0

    def differs(self, other: "Mark") -> bool:
        """Whether they cannot be of the same file."""
        pairs = zip(asdict(self).values(), asdict(other).values(), strict=True)
        return any(ours and theirs and ours != theirs for ours, theirs in pairs)


class Marks:
    """The marks of what is being loaded, by address; other addresses are of no interest."""

    def __init__(self) -> None:
        self._known: dict[str, Mark] = {}

    def watch(self, address: str, known: Mark) -> None:
        """Compare from now on what is said of an address with what is known."""
        self._known = {address: known}

    def of(self, address: str) -> Mark:
        """Return what is known of an address."""
        return self._known.get(address, Mark())

    def compare(self, address: str, status: int, headers: Any) -> None:
        """Look at an answer; raises ChangedError when it is of another edition than before."""
        if address not in self._known or status not in (200, 206):
            return
        found, known = _mark_in(status, headers), self._known[address]
        if known.differs(found):
            raise ChangedError
        self._known[address] = Mark(
            known.etag or found.etag,
            known.modified or found.modified,
            known.total_bytes or found.total_bytes,
        )


def _mark_in(status: int, headers: Any) -> Mark:
    said = headers.get("Content-Range", "").rpartition("/")[2] if status == 206 else (
        "" if headers.get("Content-Encoding") else headers.get("Content-Length") or ""
    )  # fmt: skip
    total = int(said) if said.isdecimal() else 0
    return Mark(headers.get("ETag") or "", headers.get("Last-Modified") or "", total)


@dataclass(slots=True)
class Noted:
    """What is known of one part from earlier runs; `done_bytes` is set once it is whole."""

    format_id: str = ""
    size_bytes: int = 0
    edition: str = ""
    mark: Mark = field(default_factory=Mark)
    done_bytes: int = 0

    def is_of(self, part: Part) -> bool:
        """Whether this was noted of the very same file."""
        return (self.format_id, self.size_bytes, self.edition) == (
            part.format_id, part.size_bytes, part.edition,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tail:
    """What was cut off a half file, to be compared with what comes in its place."""

    offset: int
    cut: bytes

    def fits(self, file: Path) -> bool:
        """Whether the same bytes stand there again."""
        with file.open("rb") as stream:
            stream.seek(self.offset)
            return stream.read(len(self.cut)) == self.cut


class Staging:
    """The folder where one video gathers. Only who holds its lock may use it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notes: dict[str, Noted] = {}
        self.tails: dict[str, Tail] = {}

    def prepare(self, parts: Iterable[Part]) -> None:
        """Keep what can be gone on with, and remove everything else."""
        wanted = {part.name: part for part in parts}
        noted = _read_notes(self.folder / JOB_FILE)
        self.notes = {
            name: noted[name] if name in noted and noted[name].is_of(part) else _fresh(part)
            for name, part in wanted.items()
        }
        self._take_back(wanted)
        known = {name for name in wanted if name in noted and noted[name].is_of(wanted[name])}
        self._sweep(known)
        self.tails = {}
        for name in known:
            self._settle(wanted[name])
        self.keep_notes()

    def discard(self, part: Part) -> None:
        """Remove what arrived of a part, to begin anew."""
        for file in self._files_of(part.name):
            file.unlink(missing_ok=True)
        self.tails.pop(part.name, None)
        self.notes[part.name] = _fresh(part)
        self.keep_notes()

    def set_aside(self, parts: Iterable[Part]) -> None:
        """Put what was made of the parts aside, as it is not whole, and remove the parts."""
        aside, ready = self.folder / INCOMPLETE_FOLDER, self.folder / READY_FOLDER
        remove(aside)
        if ready.exists():
            ready.replace(aside)
        for part in parts:
            self.discard(part)

    def fresh_ready(self) -> Path:
        """Return an empty folder for what will be published."""
        ready = self.folder / READY_FOLDER
        remove(ready)
        ready.mkdir()
        return ready

    def has_all_bytes(self, parts: Iterable[Part]) -> bool:
        """Whether the server said how long each part is, and so much arrived in one row."""
        noted = [(self.notes[part.name], part) for part in parts]
        return all(
            row.mark.total_bytes == row.done_bytes > 0 and not part.is_fragmented
            for row, part in noted
        )

    def note_mark(self, part: Part, mark: Mark) -> None:
        """Note how the server marks a part, so that a later run can tell whether it changed."""
        if self.notes[part.name].mark != mark:
            self.notes[part.name].mark = mark
            self.keep_notes()

    def note_whole(self, part: Part) -> None:
        """Note that a part has arrived as a whole; raises ChangedError when its halves differ."""
        file = self.folder / part.name
        tail = self.tails.pop(part.name, None)
        if tail is not None and not tail.fits(file):
            raise ChangedError
        flush_file(file)
        self.notes[part.name].done_bytes = file.stat().st_size
        self.keep_notes()
        (self.folder / f"{part.name}.journal").unlink(missing_ok=True)

    def is_whole(self, part: Part) -> bool:
        """Whether all of a part is here."""
        file = self.folder / part.name
        done = self.notes[part.name].done_bytes
        return done > 0 and file.is_file() and file.stat().st_size == done

    def got_bytes(self, part: Part) -> int:
        """Return how much of a part is here."""
        files = (self.folder / part.name, self.folder / f"{part.name}.part")
        return sum(file.stat().st_size for file in files if file.is_file())

    def keep_notes(self) -> None:
        """Write down what is known."""
        said = {"version": 1, "parts": {name: asdict(row) for name, row in self.notes.items()}}
        write_flushed(self.folder / JOB_FILE, json.dumps(said))

    def _files_of(self, name: str) -> list[Path]:
        ends = ("", ".part", ".ytdl", ".journal")
        return [self.folder / f"{name}{end}" for end in ends]

    def _take_back(self, wanted: Iterable[str]) -> None:
        """Move a single part back that already lay where it was to be published from."""
        names = list(wanted)
        videos = list((self.folder / READY_FOLDER).glob("video.*"))
        if len(names) == len(videos) == 1 and not (self.folder / names[0]).exists():
            videos[0].replace(self.folder / names[0])

    def _sweep(self, known: set[str]) -> None:
        stays = {file.name for name in known for file in self._files_of(name)}
        stays.add(JOB_FILE)
        for file in self.folder.iterdir():
            if file.name not in stays:
                remove(file)

    def _settle(self, part: Part) -> None:
        """Bring a part into a state from which yt-dlp goes on rightly."""
        whole, half = self.folder / part.name, self.folder / f"{part.name}.part"
        if whole.exists() and not half.exists():
            if whole.stat().st_size == self.notes[part.name].done_bytes:
                return
            whole.replace(half)
        whole.unlink(missing_ok=True)
        self.notes[part.name].done_bytes = 0
        if part.is_fragmented:
            cut_to_fragment(self.folder / part.name)
        elif half.exists():
            self._cut(part.name, half)

    def _cut(self, name: str, half: Path) -> None:
        offset = half.stat().st_size - CUT_BYTES
        if offset <= 0:
            half.unlink()
            return
        with half.open("r+b") as stream:
            stream.seek(offset)
            self.tails[name] = Tail(offset, stream.read())
            stream.truncate(offset)


def remove(path: Path) -> None:
    """Remove a file, or a folder with all in it; raises OSError, as what stays would be used."""
    if is_own_folder(path):
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _fresh(part: Part) -> Noted:
    return Noted(part.format_id, part.size_bytes, part.edition)


def _read_notes(file: Path) -> dict[str, Noted]:
    try:
        said = read_object(file, MOST_JOB_BYTES)
        return {
            name: Noted(**{**row, "mark": Mark(**row["mark"])})
            for name, row in said["parts"].items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
