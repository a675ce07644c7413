"""The frame on screen, written to a file by libVLC, on a thread of its own.

libVLC writes the next picture it draws: of a video that stands, the one that is there.
"""

from collections.abc import Callable
from pathlib import Path

from viewer.errors import PlaybackError, ViewerError
from viewer.playback.vlc_deck import Deck


def take_picture(deck: Deck | None, file: Path, tell: Callable[[ViewerError | None], None]) -> None:
    """Write a PNG file; `tell` is called on this thread, with what went wrong."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        is_there = deck is not None and deck.take_picture(str(file)) and file.is_file()
    except OSError as error:
        tell(PlaybackError(f"The picture cannot be written: {error.strerror}."))
    else:
        tell(None if is_there else PlaybackError("There is no picture on screen to take."))
