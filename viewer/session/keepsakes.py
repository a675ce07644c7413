"""What a person keeps of videos, as the session has it: read and written elsewhere, one at a time.

A disk may be slow, so the files are touched off the main thread only; what is to be kept and has
not been when the program ends is kept then.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from viewer.errors import StudyError, ViewerError
from viewer.events import Event
from viewer.session.notice import Notice
from viewer.study.bookmarks import VideoName
from viewer.study.kept import Change, Collection, Kept

if TYPE_CHECKING:
    from pathlib import Path

    from viewer.session.session import Session
    from viewer.session.studying import StudyMeans
    from viewer.study.bookmark_store import BookmarkStore


@dataclass(frozen=True, slots=True)
class _Errand:
    """What is to be done with the files: changes of one video, or just to read them."""

    video: VideoName | None = None
    changes: tuple[Change, ...] = ()
    said: Notice | None = None


class Keepsakes:
    """The bookmarks and marks of all videos; closed once."""

    def __init__(self, session: Session, means: StudyMeans) -> None:
        self._session = session
        self._run = means.run
        self.folder: Path = means.data / "bookmarks"
        self.collection = Collection()
        self.changed: Event[[]] = Event()
        self._errands: deque[_Errand] = deque()
        self._store: BookmarkStore | None = None
        session.arrived.connect(lambda _arrival: self.refresh())
        self.refresh()

    # Which video

    @property
    def here(self) -> Kept | None:
        """What is kept of the open video."""
        return self.collection.videos.get(self._session.video.key)

    def video(self) -> VideoName | None:
        """Return what the open video is called where it is kept; None if there is none."""
        page, key = self._session.page, self._session.video.key
        if page is None or not key:
            return None
        field, value = "video", key
        if page.video is not None and page.video.id:
            field, value = "videoId", page.video.id
        elif page.video is not None and page.video.cache_id:
            field, value = "url", page.video.address
        here = self.here
        return VideoName(key, field, value, here.title if here else page.note.title)

    def note(self) -> str:
        """Return the open note's path, with `//` where its vault ends; empty for one of ours."""
        page = self._session.page
        if page is None or page.file.is_relative_to(self.folder):
            return ""
        return f"{page.vault}//{page.path}"

    # Keeping

    def change(self, video: VideoName, *changes: Change, said: Notice | None = None) -> None:
        """Keep changes of one video, and say so when they are kept."""
        self._ask(_Errand(video, changes, said))

    def refresh(self) -> None:
        """Read the files anew: another window, or an editor, may have changed them."""
        if not any(each.video is None for each in list(self._errands)[1:]):
            self._ask(_Errand())

    def close(self) -> None:
        """Keep what has not been kept yet; whatever is kept twice is kept once."""
        left = [each for each in self._errands if each.video is not None]
        self._errands.clear()
        for errand in left:
            self._work(errand, self._open())

    # Inside

    def _ask(self, errand: _Errand) -> None:
        self._errands.append(errand)
        if len(self._errands) == 1:
            self._do_next()

    def _do_next(self) -> None:
        errand = self._errands[0]

        def work() -> Collection:
            if self._store is None:
                self._store = self._open()
            return self._work(errand, self._store)

        def failed(error: ViewerError) -> None:
            self._on_done(errand, replace(self.collection, trouble=StudyError(str(error))))

        self._run(work, lambda found: self._on_done(errand, found), failed)

    def _open(self) -> BookmarkStore:
        # What reads Markdown takes a while to be loaded.
        from viewer.study.bookmark_store import BookmarkStore

        return BookmarkStore(self.folder)

    @staticmethod
    def _work(errand: _Errand, store: BookmarkStore) -> Collection:
        if errand.video is None:
            return store.read_all()
        return store.change(errand.video, *errand.changes)

    def _on_done(self, errand: _Errand, found: Collection) -> None:
        if not self._errands:
            return  # It was closed meanwhile.
        self._errands.popleft()
        is_other = found.videos != self.collection.videos
        self.collection = found
        said: ViewerError | Notice | None = found.trouble or errand.said
        if said is not None:
            self._session.tell(said)
        if is_other:
            self.changed.emit()
        if self._errands:
            self._do_next()
