"""The bookmarks of the open note's video."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.events import Event
from viewer.study.bookmarks import Bookmark

if TYPE_CHECKING:
    from viewer.session.session import Session
    from viewer.session.studying import StudyMeans


class Bookmarks:
    """What the reader has marked in the open note's video."""

    def __init__(self, session: Session, means: StudyMeans) -> None:
        self._session = session
        self._means = means
        self.changed: Event[[]] = Event()
        """There are others, or those of another video."""

    @property
    def here(self) -> tuple[Bookmark, ...]:
        """The open video's bookmarks, by time."""
        return ()
