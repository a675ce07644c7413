"""Which subtitles the reader chose for a video.

One small JSON file in the data folder, written to a neighbour and renamed. A file that cannot be
read is put aside, never overwritten.
"""

import json
import os
from pathlib import Path

from viewer.errors import StudyError


class ChosenTracks:
    """The name of a track by the video it is of."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def of(self, video: str) -> str:
        """Return the track chosen for a video, empty where nobody chose."""
        return self._read().get(video, "")

    def keep(self, video: str, track: str) -> None:
        """Remember a choice.

        Raises StudyError when it cannot be written.
        """
        said = {**self._read(), video: track}
        beside = self._file.with_name(f"{self._file.name}.part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with beside.open("w", encoding="utf-8") as part:
                json.dump(said, part, ensure_ascii=False, indent=1)
                part.flush()
                os.fsync(part.fileno())
            beside.replace(self._file)
        except OSError as error:
            raise StudyError(
                f"Your choice of subtitles could not be written to “{self._file}” "
                f"({error.strerror or error}).",
                hint="Make room on that disk, or let Notereel write there.",
            ) from error

    def _read(self) -> dict[str, str]:
        try:
            said = json.loads(self._file.read_bytes())
        except OSError:
            return {}
        except ValueError:
            said = None
        if isinstance(said, dict):
            return {video: track for video, track in said.items() if isinstance(track, str)}
        self._put_aside()
        return {}

    def _put_aside(self) -> None:
        number = 1
        while (aside := self._file.with_name(f"{self._file.name}.damaged-{number}")).exists():
            number += 1
        try:
            self._file.rename(aside)
        except OSError:
            return
