"""The open note and its video at one glance, by time: what the bar and the rail under it show.

The timeline is made when somebody looks at it, not while the note is being painted.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.errors import PlaybackError
from viewer.events import Event
from viewer.note.note import Moment
from viewer.note.timestamps import format_time
from viewer.playback.moment_walk import time_that_way
from viewer.session.timeline import Measures, Timeline
from viewer.video.aside import Chapter

if TYPE_CHECKING:
    from viewer.session.session import Session


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is to be seen at a time of the video; what is not there is empty."""

    time: str
    chapter: str = ""
    sentence: str = ""
    remark: str = ""
    bookmark: str = ""
    picture: Path | None = None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        parts = (self.time, self.chapter, self.bookmark, self.sentence, self.remark)
        return ". ".join(part.rstrip(".") for part in parts if part)


class Overview:
    """Follows note, video and bookmarks; walks over chapters and gaps."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._measures = Measures(
            session.settings.current_at_most_ms, session.settings.uncited_gap_ms
        )
        self._moments: tuple[Moment, ...] = ()
        self._made_of: tuple[object, ...] = ()
        self._timeline: Timeline | None = None
        self.changed: Event[[]] = Event()
        """There is another timeline."""
        session.arrived.connect(lambda _arrival: self.look())
        session.refined.connect(lambda _page: self.look())
        session.video.status_changed.connect(self.look)
        session.video.state_changed.connect(self.look)

    @property
    def timeline(self) -> Timeline:
        """What there is to see of the open note's video."""
        if self._timeline is None:
            session = self._session
            self._timeline = Timeline(
                session.moments,
                self.chapters,
                session.studying.bookmarks.here,
                session.video.duration_ms,
                self._measures,
            )
        return self._timeline

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The video's chapters, by time."""
        return self._session.video.chapters

    def look(self) -> None:
        """Notice what has changed since; to be called when something may have."""
        session, video = self._session, self._session.video
        bookmarks = session.studying.bookmarks.here
        # Of thousands of moments nobody asks whether they are equal: another reading has others.
        made_of = (self.chapters, bookmarks, video.duration_ms, video.key)
        if session.moments is not self._moments or made_of != self._made_of:
            self._moments, self._made_of, self._timeline = session.moments, made_of, None
            self.changed.emit()

    def glimpse(self, time_ms: int, within_ms: int = 0) -> Glimpse:
        """Return what is at a time; a moment or a bookmark no further off is meant, too."""
        timeline, studying = self.timeline, self._session.studying
        number = timeline.moment_near(time_ms, within_ms)
        moment = timeline.moments[number] if number is not None else None
        chapter = timeline.chapter_at(time_ms)
        bookmark = timeline.bookmark_near(time_ms, within_ms)
        is_left_out = moment is None and bool(timeline.cited) and not timeline.is_cited(time_ms)
        return Glimpse(
            format_time(time_ms),
            chapter.title if chapter else "",
            moment.sentence or moment.text if moment else "",
            moment.heading if moment else "Not cited" if is_left_out else "",
            (bookmark.label or "Bookmark") if bookmark else "",
            studying.frames.near(time_ms),
        )

    def walk_chapters(self, steps: int) -> None:
        """Go that many chapters on (negative: back), and keep playing or paused.

        Raises PlaybackError where there is none that way.
        """
        starts = sorted({chapter.start_ms for chapter in self.chapters})
        if not starts:
            raise PlaybackError("This video has no chapters.")
        self._walk(starts, steps, "chapter", play=None)

    def walk_gaps(self, steps: int) -> None:
        """Go that many long stretches on that the note does not cite, and play."""
        starts = [start for start, _end in self.timeline.gaps]
        if not starts:
            raise PlaybackError(
                "The note leaves out no long stretch of this video."
                if self._session.moments else "This note cites nothing of the video."
            )  # fmt: skip
        self._walk(starts, steps, "stretch that the note does not cite", play=True)

    def _walk(self, times: list[int], steps: int, what: str, *, play: bool | None) -> None:
        video = self._session.video
        time_ms = time_that_way(times, video.position_ms(), steps)
        if time_ms is None:
            raise PlaybackError(f"There is no further {what} that way.")
        video.go_to(time_ms, play=play)
