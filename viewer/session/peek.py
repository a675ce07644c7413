"""A peek at a timestamp: what is said around it, and its picture. The video stays where it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.errors import NoteError
from viewer.note.timestamps import format_time

if TYPE_CHECKING:
    from viewer.session.session import Session

CUES_BEFORE, CUES_AFTER = 1, 2


@dataclass(frozen=True, slots=True)
class Said:
    """A cue of the peek: when, what, and whether it is what is said at that time."""

    time: str
    text: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Peek:
    """What there is at a moment; `words` say why nothing is known of it."""

    index: int
    time: str
    said: tuple[Said, ...]
    picture: Path | None
    words: str = ""


def peek_at(session: Session, index: int) -> Peek:
    """Return what is said and seen at a moment of the note, by its index.

    Raises NoteError where there is no such moment, or nobody knows when it is.
    """
    moments = session.moments
    if not 0 <= index < len(moments):
        raise NoteError(f"This note has no timestamp {index + 1}.")
    moment = moments[index]
    if moment.time_ms is None:
        raise NoteError(f"“{moment.text}” cannot be read as a time.")
    studying = session.studying
    studying.transcript.want()
    picture = studying.frames.at(moment.time_ms) or studying.frames.near(moment.time_ms)
    said = _said_around(session, moment.time_ms)
    words = "" if said else studying.transcript.words()[0]
    return Peek(index, format_time(moment.time_ms), said, picture, words)


def _said_around(session: Session, time_ms: int) -> tuple[Said, ...]:
    transcript = session.studying.transcript
    if not transcript.cues:
        return ()
    # A note cites a second; what begins within it is meant.
    current = transcript.index_at(time_ms + 999)
    first = max(0, current - CUES_BEFORE)
    return tuple(
        Said(
            format_time(transcript.begins_ms(cue)),
            " ".join(transcript.cues[cue].text.split()),
            cue == current,
        )
        for cue in range(first, min(len(transcript.cues), max(current, 0) + CUES_AFTER + 1))
    )
