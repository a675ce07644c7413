"""The clips job: a picture and a sound are cut out of a video, in a process that may die of it."""

from pathlib import Path
from typing import Any

from viewer.errors import UsageError, VideoError
from viewer.video.clips import Cutting, cut
from viewer.video.sniff import look_at
from viewer.worker.bounds import bound_memory

Answer = dict[str, Any]


class ClipsJob:
    """Answers `cut`, within bounds of memory, when nobody else wants the time."""

    def __init__(self) -> None:
        bound_memory()

    def answer(self, question: Answer) -> Answer:
        """Answer one question; raises VideoError when the video cannot be read."""
        return cut_out(question)


def cut_out(question: Answer) -> Answer:
    """Answer `cut` with the files that were made, empty where there is nothing to see or hear.

    Raises VideoError when the video cannot be read.
    """
    if question["do"] != "cut":
        raise UsageError(f"The clips worker cannot “{question['do']}”.")
    cutting = Cutting(
        question["time_ms"], question["end_ms"], Path(question["folder"]), question["name"]
    )
    try:
        picture, sound = cut(look_at(Path(question["file"])), cutting)
    except OSError as error:
        raise VideoError(f"A clip could not be made: {error.strerror or error}.") from error
    return {"picture": str(picture or ""), "sound": str(sound or "")}
