"""All videos that the notes of a folder are about.

Headers name them, and where none does, the times of a note; so every note is scanned, which takes
a second for 1,500. The rule to know: a video is one however many notes name it, by the id under
which the cache keeps it; one that is only a file among the notes is not listed, as it is here.
"""

import gc
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any

from viewer.errors import NoteError
from viewer.library.note_file import NoteText, read_note_file
from viewer.library.vault import Vault
from viewer.note.cited_video import with_cited_video
from viewer.note.front_matter import split_front_matter
from viewer.note.note import Verdict
from viewer.note.scan import Scan, scan_note
from viewer.note.source import clean
from viewer.note.surroundings import Surroundings
from viewer.video.reference import VideoRef, video_of

HOUR_MS, MINUTE_MS = 3_600_000, 60_000
SLIP = 3
"""So many times further on than all others, times of whole minutes are shifted by a place."""

NOTES_AT_ONCE = 100
"""After so many garbage is collected: who calls us may have put off collecting it."""


@dataclass(frozen=True, slots=True)
class CitedVideo:
    """A video that notes are about: what they call it, and the last time they name, 0 if none.

    `title` is that of the first of its notes, `note` that one's path, `notes` how many there are.
    """

    ref: VideoRef
    title: str
    note: str
    last_ms: int
    notes: int = 1

    def as_json(self) -> dict[str, Any]:
        """Return plain data, the reference's parts beside the rest."""
        rest = {name: value for name, value in asdict(self).items() if name != "ref"}
        return {"cache_id": self.ref.cache_id, **asdict(self.ref), **rest}


@dataclass(frozen=True, slots=True)
class Citations:
    """The videos, in the order of their first notes; how many notes were read, or could not be."""

    videos: tuple[CitedVideo, ...]
    notes: int
    unreadable: int

    def as_json(self) -> dict[str, Any]:
        """Return plain data."""
        return {"videos": [each.as_json() for each in self.videos],
                "notes": self.notes, "unreadable": self.unreadable}  # fmt: skip


def cited_videos(vault: Vault, folder: str = "") -> Citations:
    """Read the notes of a walked vault, or of one folder in it, for the videos they are about.

    `folder` is a path in the vault with forward slashes. A note that cannot be read is counted.
    """
    found: dict[str, list[_Citation]] = {}
    notes = [note for note in vault.notes if _is_in(note, folder)]
    unreadable = 0
    for number, note in enumerate(notes, 1):
        try:
            citation = _citation_in(note, read_note_file(vault.root / note, vault.root))
        except NoteError:
            unreadable += 1
            continue
        if citation is not None:
            found.setdefault(citation.ref.cache_id, []).append(citation)
        if number % NOTES_AT_ONCE == 0:
            gc.collect()
    return Citations(tuple(map(_video_of, found.values())), len(notes), unreadable)


@dataclass(frozen=True, slots=True)
class _Citation:
    """What one note says of its video; the times are in ms."""

    ref: VideoRef
    title: str
    note: str
    times: frozenset[int]


def _is_in(note: str, folder: str) -> bool:
    return not folder or note.startswith(folder.rstrip("/") + "/")


def _citation_in(note: str, read: NoteText) -> _Citation | None:
    """Return what a note says of its video, None when it has none that could be fetched."""
    header = with_cited_video(split_front_matter(clean(read.text))).values
    ref = video_of(header)
    if ref is None or not ref.cache_id:
        return None
    name = PurePosixPath(note).stem
    if not read.is_rich:
        return _Citation(ref, " ".join(header.get("title", ())) or name, note, frozenset())
    scan = scan_note(read.text, name=name, around=Surroundings())
    return _Citation(ref, scan.title, note, frozenset(_times_in(scan)))


def _times_in(scan: Scan) -> Iterator[int]:
    for moment in scan.moments:
        if moment.time_ms is not None and moment.verdict is not Verdict.UNREADABLE:
            yield max(moment.time_ms, moment.end_ms or 0)


def _video_of(citations: Sequence[_Citation]) -> CitedVideo:
    first = citations[0]
    address = next((each.ref.address for each in citations if each.ref.address), "")
    return CitedVideo(
        ref=VideoRef(first.ref.id, address, first.ref.file),
        title=first.title,
        note=first.note,
        last_ms=_last_of(sorted(frozenset().union(*(each.times for each in citations)))),
        notes=len(citations),
    )


def _last_of(times: list[int]) -> int:
    """Return the last of sorted times, without those far behind all others that must be slips.

    They are of minutes, written as of hours: 04:20:00 for 4:20.
    """
    may_be_slips = list(takewhile(_is_whole_hours_and_minutes, reversed(times)))
    others = times[: len(times) - len(may_be_slips)]
    if others and may_be_slips and may_be_slips[-1] > SLIP * others[-1]:
        return others[-1]
    return times[-1] if times else 0


def _is_whole_hours_and_minutes(time_ms: int) -> bool:
    return time_ms >= HOUR_MS and time_ms % MINUTE_MS == 0
