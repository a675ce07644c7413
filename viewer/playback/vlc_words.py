"""What the player says of a video that it cannot play, or that it waits for."""

from viewer.errors import PlaybackError
from viewer.playback.player import Playable


def failed(playable: Playable | None, complaint: str) -> PlaybackError:
    """Return that a video failed; the complaint follows its name."""
    return PlaybackError(
        f"“{_name(playable)}” {complaint}.",
        hint="Download it again, or choose another file for this video.",
    )


def stalled(playable: Playable | None) -> PlaybackError:
    """Return that a video does not answer."""
    return PlaybackError(
        f"“{_name(playable)}” does not answer.",
        hint="Its drive may be slow or away, or the file damaged; it is waited for.",
    )


def _name(playable: Playable | None) -> str:
    return playable.file.name if playable else ""
