"""The clips job: a picture and a sound are cut out of a video, in a process that may die of it."""

from pathlib import Path
from typing import Any

from viewer.errors import UsageError, VideoError
from viewer.video.clips import Cutting, cut
from viewer.video.sniff import look_at

Answer = dict[str, Any]


def answer(question: Answer) -> Answer:
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
