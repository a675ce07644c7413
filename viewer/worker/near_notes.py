"""The times that a note's neighbours cite of its video: where the reader may go from it.

Neighbours are the notes it links to, and those in its folder. They are read with little ado: a
mistake here costs a picture that nobody looks at.
"""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from viewer.errors import NoteError
from viewer.library.note_file import read_note_file
from viewer.note.note import Verdict
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.video.reference import video_of

MOST_NOTES = 200
MOST_TIMES = 500
NOTE_SUFFIX = ".md"


def times_near(
    vault: Path, path: str, links: Sequence[str], video_id: str, video_ms: int | None
) -> list[int]:
    """Return the times in ms that the neighbours of a note cite of a video, in their order."""
    times: dict[int, None] = {}
    for neighbour in _neighbours(vault, path, links):
        try:
            text = read_note_file(vault / neighbour, vault).text
        except NoteError:
            continue
        # Most notes of a folder are about other videos: not worth being read.
        if video_id in text:
            times.update(dict.fromkeys(_times_in(text, neighbour, video_id, video_ms)))
    return list(times)[:MOST_TIMES]


def _neighbours(vault: Path, path: str, links: Sequence[str]) -> list[str]:
    folder = PurePosixPath(path).parent
    try:
        beside = sorted(
            (folder / each.name).as_posix()
            for each in (vault / folder).iterdir()
            if each.suffix.lower() == NOTE_SUFFIX
        )
    except OSError:
        beside = []
    return [each for each in dict.fromkeys((*links, *beside)) if each != path][:MOST_NOTES]


def _times_in(text: str, path: str, video_id: str, video_ms: int | None) -> list[int]:
    around = Surroundings(lambda _target: None)
    note = read_note(text, name=PurePosixPath(path).stem, around=around, video_ms=video_ms)
    video = video_of(note.header)
    if video is None or video.cache_id != video_id:
        return []
    return [
        each.time_ms
        for each in note.moments
        if each.time_ms is not None and each.verdict is not Verdict.PAST_END
    ]
