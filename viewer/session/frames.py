"""The pictures of moments, taken beforehand by a quiet worker and kept beside the video.

First those of the open note, the nearest in reading order before the others, then the chapters,
the bookmarks, the storyboard, and what the note's neighbours cite of the same video. The pictures
of the open note are held here, so that showing one never waits for a disk.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from viewer.errors import ViewerError
from viewer.events import Event
from viewer.playback.moment_walk import by_reading, by_time
from viewer.session.album import Album, Subject

if TYPE_CHECKING:
    from viewer.session.session import Session
    from viewer.session.studying import StudyMeans

Answer = dict[str, Any]

STILL_DEADLINE_S = 20.0
"""A slow computer decodes five seconds of a large film for one picture."""
TILES_DEADLINE_S = 60.0
NOTES_DEADLINE_S = 20.0
ENDLESS_MS = 999_999_999
"""As far as the pictures' names count."""


class Asks(Protocol):
    """Somebody who takes pictures: `WorkerHost`, or a stand-in."""

    def ask(
        self,
        question: Answer,
        done: Callable[[Answer], None],
        failed: Callable[[ViewerError], None],
        *,
        deadline_s: float | None = None,
    ) -> None:
        """Put a question; exactly one of `done` and `failed` will be called, later."""

    def close(self) -> None:
        """Let nothing be answered any more."""


class Frames:
    """The pictures of the open note's video that are there."""

    def __init__(self, session: Session, means: StudyMeans, worker: Asks | None = None) -> None:
        self._session = session
        self._cache = means.cache
        self._worker = worker or means.hire("frames", means.post)
        self._album: Album | None = None
        self._is_asking = False
        self.changed: Event[[]] = Event()
        """There are more pictures, or those of another video."""
        session.arrived.connect(lambda _arrival: self._go_on())
        session.refined.connect(lambda _page: self._go_on())
        session.video.status_changed.connect(self._go_on)
        # After each seek, too: while one is under way, nothing is taken.
        session.video.state_changed.connect(self._go_on)

    def at(self, time_ms: int) -> Path | None:
        """Return the picture of this very time, as large as the pane; None if there is none."""
        album = self._current()
        return album.at(time_ms) if album is not None else None

    def near(self, time_ms: int) -> Path | None:
        """Return a picture of about this time; None if there is none."""
        album = self._current()
        return album.near(time_ms) if album is not None else None

    def held(self, time_ms: int) -> bytes | None:
        """Return the picture of this very time as a JPEG, at once; None if it is not at hand."""
        album = self._current()
        return album.held.get(time_ms) if album is not None else None

    def likely_next(self) -> list[int]:
        """Return the times that one key leads to from here, and whose pictures are at hand."""
        session = self._session
        position_ms = session.video.position_ms()
        indices = [by_reading(session.moments, session.moment_index, step) for step in (1, -1)]
        indices += [by_time(session.moments, position_ms, step) for step in (1, -1)]
        times_ms = [session.moments[index].time_ms for index in indices if index is not None]
        if session.studying.loops.is_on:
            times_ms.insert(0, session.studying.loops.a_ms)
        return [each for each in times_ms if each is not None and self.held(each) is not None]

    def close(self) -> None:
        """Take no more pictures."""
        self._worker.close()

    # Which video

    def _subject(self) -> Subject | None:
        video = self._session.video
        footage = video.footage
        if footage is None or not video.is_ready:
            return None
        aside = video.aside
        # A file that the reader has put in its place is not the video that is kept.
        return Subject(footage.file, footage.demuxer, aside.folder, aside.storyboard)

    def _current(self) -> Album | None:
        album = self._album
        return album if album is not None and album.subject == self._subject() else None

    # Which picture

    def _go_on(self) -> None:
        """Ask for what is missing, one thing at a time."""
        subject = self._subject()
        if subject is None:
            self._album = None  # It may come back as another one, under the same name.
            return
        if self._album is None or self._album.subject != subject:
            self._album = Album(subject)
            self.changed.emit()
        video = self._session.video
        is_seeking = video.player is not None and video.player.is_seeking
        if not self._is_asking and not is_seeking and not self._album.is_left_alone:
            self._ask_for_next(self._album)

    def _ask_for_next(self, album: Album) -> None:
        page = self._session.page
        if not album.is_begun:
            self._ask(album, {"do": "begin", "kept_in": album.subject.kept_in}, self._on_begun)
            return
        note = (page.vault, page.path) if page else None
        time_ms = album.first_missing(self._times_of_note(), is_wanted=True)
        if time_ms is not None:
            self._ask_for_still(album, time_ms, is_wanted=True)
        elif album.subject.storyboard and not album.tiles and not album.has_asked_for_tiles:
            album.has_asked_for_tiles = True
            question = {"do": "tiles", "storyboard": album.subject.storyboard}
            self._ask(album, question, self._on_tiles, TILES_DEADLINE_S)
        elif page is not None and page.video is not None and album.note_of_nearby != note:
            album.note_of_nearby = note
            self._ask(album, self._question_about_neighbours(), self._on_nearby, NOTES_DEADLINE_S)
        else:
            time_ms = album.first_missing(iter(album.nearby), is_wanted=False)
            if time_ms is not None:
                self._ask_for_still(album, time_ms, is_wanted=False)

    def _times_of_note(self) -> Iterator[int]:
        """Return the times whose pictures are wanted, the likeliest next ones first."""
        session = self._session
        span = session.studying.loops.span
        here = session.moment_index or 0
        end_ms = session.video.duration_ms or ENDLESS_MS
        readable = [
            (abs(index - here), index < here, moment.time_ms)
            for index, moment in enumerate(session.moments)
            if moment.time_ms is not None
        ]
        times_ms = chain(
            span[:1] if span is not None else (),  # Where a loop begins is shown at each turn.
            (time_ms for *_, time_ms in sorted(readable)),
            (chapter.start_ms for chapter in session.video.chapters),
            (bookmark.time_ms for bookmark in session.studying.bookmarks.here),
        )
        # Files of bookmarks are edited by hand: of what lies past the end there is no picture.
        return (each for each in times_ms if each <= end_ms)

    def _question_about_neighbours(self) -> Answer:
        page = self._session.page
        assert page is not None
        assert page.video is not None
        links = [link.path for link in page.note.links if link.path is not None]
        return {
            "do": "near_notes",
            "vault": str(page.vault),
            "path": page.path,
            "links": links,
            "video": page.video.cache_id,
            "video_ms": self._session.video.duration_ms or None,
        }

    # Asking

    def _ask_for_still(self, album: Album, time_ms: int, *, is_wanted: bool) -> None:
        def done(album: Album, answer: Answer) -> None:
            album.failures = 0
            album.given_up.discard(time_ms)
            is_new = time_ms not in album.times
            album.times.add(time_ms)
            if is_wanted:
                album.hold(time_ms, b64decode(answer["picture"]))
            if is_new:
                self.changed.emit()

        def failed() -> None:
            album.failures += 1

        album.given_up.add(time_ms)  # Until it is there: whatever comes, it is not asked for twice.
        question = {"do": "still", "time_ms": time_ms, "is_wanted": is_wanted}
        self._ask(album, question, done, failed=failed)

    def _ask(
        self,
        album: Album,
        question: Answer,
        done: Callable[[Album, Answer], None],
        deadline_s: float = STILL_DEADLINE_S,
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        def arrived(answer: Answer) -> None:
            self._is_asking = False
            if album is self._album:
                done(album, answer)
            self._go_on()

        def refused(_error: ViewerError) -> None:
            # Without a picture all works as without this worker; nobody need read of it.
            self._is_asking = False
            album.is_begun = True
            failed()
            self._go_on()

        self._is_asking = True
        subject = album.subject
        about = {
            "file": str(subject.file),
            "demuxer": subject.demuxer,
            "folder": str(album.folder or ""),
            "cache": str(self._cache),
            "most_bytes": self._session.settings.pictures_mb * 1_000_000,
        }
        self._worker.ask({**about, **question}, arrived, refused, deadline_s=deadline_s)

    def _on_begun(self, album: Album, answer: Answer) -> None:
        album.is_begun = True
        if answer["has_picture"]:
            album.folder = Path(answer["folder"])
            album.times = set(answer["pictures"])
            album.tiles = answer["tiles"]
            self.changed.emit()

    def _on_tiles(self, album: Album, answer: Answer) -> None:
        album.tiles = answer["tiles"]
        self.changed.emit()

    def _on_nearby(self, album: Album, answer: Answer) -> None:
        album.nearby = answer["times"]
