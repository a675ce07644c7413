"""Files that a person hands over: a note or a folder opens, a video becomes the open note's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.errors import ViewerError
from viewer.library.note_names import is_note
from viewer.playback.player import Playable
from viewer.session.notice import Notice
from viewer.session.reader import NoteReader

if TYPE_CHECKING:
    from viewer.session.session import Session
    from viewer.video.download import Download

ImportVideo = Callable[[Path, str, str, Callable[[], None], Callable[[ViewerError], None]], None]
"""Keeps a file in the cache: file, video id, title, done, failed. Answers come later."""


class OwnFiles:
    """Takes files for a session; `import_video` keeps one under a note's id."""

    def __init__(self, session: Session, reader: NoteReader, import_video: ImportVideo) -> None:
        self._session = session
        self._reader = reader
        self._import_video = import_video

    def take(self, file: Path) -> None:
        """Take a file that was given us: a note or a folder opens, a video becomes this note's."""
        if file.is_dir() or is_note(file):
            self._session.open_path(file)
        else:
            self._session.reading.open_page()
            self.play(file, keep=True)

    def play(self, file: Path, *, keep: bool = False) -> None:
        """Play a file for the open note; `keep` puts it into the cache under the note's id."""
        session = self._session

        def play(playable: Playable) -> None:
            session.video.use(playable, start_ms=session.video.position_ms())
            page = session.page
            if keep and page is not None and page.video is not None and page.video.cache_id:
                self._keep(file, page.video.cache_id, page.note.title)

        self._reader.look_at(file.absolute(), play, session.tell)

    def use_for(self, download: Download, file: Path) -> None:
        """Keep a file as the video of a download, which then is not loaded."""
        keeping = self._session.keeping
        if keeping is not None and download.id == keeping.video_id:
            self.take(file)
        else:
            self._keep(file, download.id, download.wish.title)

    def _keep(self, file: Path, video_id: str, title: str) -> None:
        session = self._session

        def done() -> None:
            session.tell(Notice(f"“{file.name}” is kept; notes about this video will find it."))
            if session.keeping is not None:
                session.keeping.drop(video_id)

        self._import_video(file, video_id, title, done, session.tell)
