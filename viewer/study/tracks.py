"""Which subtitles the reader chose for a video."""

from pathlib import Path

from viewer.study.table import Table


class ChosenTracks:
    """The name of a track by the video it is of."""

    def __init__(self, file: Path) -> None:
        self._table = Table(file, "Your choice of subtitles")

    def of(self, video: str) -> str:
        """Return the track chosen for a video, empty where nobody chose."""
        name = self._table.get(video)
        return name if isinstance(name, str) else ""

    def keep(self, video: str, track: str) -> None:
        """Remember a choice.

        Raises StudyError when it cannot be written; it then holds for this run only.
        """
        self._table.keep(video, track)
