"""The pictures of moments, taken beforehand and kept beside the video."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from viewer.events import Event

if TYPE_CHECKING:
    from viewer.session.session import Session
    from viewer.session.studying import StudyMeans


class Frames:
    """The pictures of the open note's video that are there."""

    def __init__(self, session: Session, means: StudyMeans) -> None:
        self._session = session
        self._means = means
        self.changed: Event[[]] = Event()
        """There are more pictures, or those of another video."""

    def at(self, time_ms: int) -> Path | None:
        """Return the picture of this very time, as large as the pane; None if there is none."""
        return None

    def near(self, time_ms: int) -> Path | None:
        """Return a picture of about this time; None if there is none."""
        return None
