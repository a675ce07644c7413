"""An open note with what was found around it, as the render worker answers it."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from viewer.errors import VideoError
from viewer.note.note import Note
from viewer.playback.player import Playable
from viewer.session.doubts import Concern, concerns_of
from viewer.video.aside import NOTHING_ASIDE, Aside
from viewer.video.reference import VideoRef


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a note is read, as they decide what its times mean.

    `video_ms` is the video's length where it is known, `is_shifted` the reader's own word on
    whether 18:49:00 means 18 min 49 s; None leaves that to us. `offset_ms` is how much later the
    video is than the note says; None is what is kept for the video that the note names.
    """

    video_ms: int | None = None
    is_shifted: bool | None = None
    offset_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A note that was read, where it lies, and its video.

    `path` is relative to the vault; `footage` is a file that can be played, `problem` says why
    there is a file but none that can be; both are None when there is no file at all. `unsealed` is
    the id of a kept video that must be examined before it is played; `is_gone` when the file of a
    video was known, and is there no more.
    """

    vault: Path
    path: str
    note: Note
    video: VideoRef | None = None
    footage: Playable | None = None
    problem: VideoError | None = None
    unsealed: str = ""
    is_gone: bool = False
    reason: str = ""
    terms: Terms = Terms()
    concerns: tuple[Concern, ...] = ()
    aside: Aside = NOTHING_ASIDE

    @property
    def file(self) -> Path:
        """The note's file."""
        return self.vault / self.path

    @property
    def video_key(self) -> str:
        """What is kept about its video is kept under; empty while there is none."""
        named = self.video.cache_id if self.video else ""
        return named or (str(self.footage.file) if self.footage else "")

    def may_change_in(self, video_ms: int) -> bool:
        """Whether its times may mean something else in a video of this length.

        A time that was taken as written, and fits, is right in any case; unless there is a doubt
        about all of them.
        """
        moments = self.note.moments
        if moments and any(not warning.line for warning in self.note.warnings):
            return True
        return any(each.reason or (each.time_ms or 0) > video_ms for each in moments)

    @classmethod
    def from_answer(cls, vault: Path, path: str, terms: Terms, answer: dict[str, Any]) -> "Page":
        """Rebuild a page from the worker's answer, as `read_answer` gives it."""
        video = answer["video"]
        page = cls(
            vault=vault,
            path=path,
            note=answer["note"],
            video=VideoRef(**video) if video else None,
            reason=answer["reason"],
            terms=replace(terms, offset_ms=answer["note"].offset_ms),
            concerns=answer["concerns"],
        )
        return page.with_footage(answer["footage"])

    def with_footage(self, found: dict[str, Any] | None) -> "Page":
        """Return this page with what the worker found of its video."""
        playable = footage_in(found) if found else None
        return replace(
            self,
            footage=playable if isinstance(playable, Playable) else None,
            problem=playable if isinstance(playable, VideoError) else None,
            unsealed=found.get("unsealed", "") if found else "",
            aside=Aside.from_json(found["aside"]) if found and "aside" in found else NOTHING_ASIDE,
            is_gone=bool(found and found.get("is_gone")),
        )

    def with_video_of(self, other: "Page") -> "Page":
        """Return this page with what was found of its video for another reading of it."""
        return replace(
            self,
            footage=other.footage,
            problem=other.problem,
            unsealed=other.unsealed,
            is_gone=other.is_gone,
            aside=other.aside,
        )


def read_answer(line: bytes) -> dict[str, Any]:
    """Read what the worker says, off the main thread: a note in it becomes one, with its doubts."""
    answer: dict[str, Any] = json.loads(line)
    if "note" in answer:
        answer["note"] = note = Note.unpacked(answer["note"])
        answer["concerns"] = tuple(concerns_of(note, answer["is_shifted"]))
    return answer


def footage_in(answer: dict[str, Any]) -> Playable | VideoError:
    """Return what a look at a file found: something to play, or why it cannot be."""
    if "demuxer" in answer:
        return Playable(Path(answer["file"]), answer["demuxer"])
    return VideoError(answer["sentence"], hint=answer["hint"])
