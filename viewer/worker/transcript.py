"""The transcript job: what is said in a video, read out of a file beside it, or out of itself.

Parsers of subtitles and containers are where hostile files bite, so this is a process of its own
that may die. It gives the cues out in portions, so that nobody is held up by taking them.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from viewer.errors import UsageError, VideoError
from viewer.video.cue_file import CuesRead, read_cue_file
from viewer.video.cues import as_subrip
from viewer.video.sniff import Footage
from viewer.worker.bounds import bound_memory

Answer = dict[str, Any]

PORTION_CUES = 1_000
PORTION_LETTERS = 200_000
FILES_AT_MOST = 200
"""So many transcripts are kept for the player; each is made again when it is needed."""


class TranscriptJob:
    """Answers `inner` with the tracks in a video, `read` with a track, `more` with its rest.

    `write` only writes a track as a player can be given it.
    """

    def __init__(self) -> None:
        self._read = CuesRead(())
        bound_memory()

    def answer(self, question: Answer) -> Answer:
        """Answer one question; `do` names it.

        Raises VideoError when there is nothing to be read.
        """
        match question["do"]:
            case "inner":
                return {"tracks": _inner(question)}
            case "read":
                self._read = _read(question)
                return {**self._portion(0), "remark": self._read.remark}
            case "more":
                return self._portion(question["row"])
            case "write":
                return {"file": _written(_read(question), Path(question["out"]))}
            case other:
                raise UsageError(f"The transcript worker cannot “{other}”.")

    def _portion(self, row: int) -> Answer:
        """Return cues from a row on, and how many there are altogether."""
        portion: list[tuple[int, int, str]] = []
        letters = 0
        for cue in self._read.cues[row : row + PORTION_CUES]:
            if portion and letters + len(cue.text) > PORTION_LETTERS:
                break
            portion.append(cue)
            letters += len(cue.text)
        return {"row": row, "cues": portion, "count": len(self._read.cues)}


def _leave_newest(folder: Path) -> None:
    """Throw away what was written for videos that have not been watched for long."""
    files = sorted(folder.glob("*.srt"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[FILES_AT_MOST:]:
        file.unlink()


def _footage(question: Answer) -> Footage:
    return Footage(Path(question["video"]), question["demuxer"])


def _inner(question: Answer) -> list[list[Any]]:
    from viewer.video.inner_tracks import inner_tracks

    try:
        tracks = inner_tracks(_footage(question))
    except OSError as error:
        raise _refusal(error) from error
    return [[track.index, track.language, track.title] for track in tracks]


def _read(question: Answer) -> CuesRead:
    if "file" in question:
        return read_cue_file(Path(question["file"]))
    from viewer.video.inner_tracks import read_inner_track

    try:
        return read_inner_track(_footage(question), question["index"])
    except OSError as error:
        raise _refusal(error) from error


def _refusal(error: OSError) -> VideoError:
    return VideoError(f"The video cannot be read: {error.strerror or error}.")


def _written(read: CuesRead, file: Path) -> str:
    """Write the cues as a player can be given them; return the file, "" where that fails."""
    beside = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.write_text(as_subrip(read.cues), encoding="utf-8")
        beside.replace(file)
        _leave_newest(file.parent)
    except OSError:  # A full disk costs the subtitles in the picture, not the transcript.
        with suppress(OSError):
            beside.unlink()
        return ""
    return str(file)
