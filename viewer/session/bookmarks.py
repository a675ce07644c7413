"""The bookmarks of the open note's video, and the way to those of others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from viewer.errors import PlaybackError, UsageError
from viewer.events import Event
from viewer.note.timestamps import format_time
from viewer.session.notice import Notice
from viewer.study.bookmarks import Bookmark, VideoName
from viewer.study.kept import Change, Kept, Saved
from viewer.study.marks import Marked

if TYPE_CHECKING:
    from viewer.playback.player import Playable
    from viewer.session.keepsakes import Keepsakes
    from viewer.session.session import Session

SHOWN_CHARACTERS = 60


class Bookmarks:
    """What the reader has marked in the open note's video."""

    def __init__(self, session: Session, keepsakes: Keepsakes) -> None:
        self._session = session
        self._keepsakes = keepsakes
        self.changed: Event[[]] = Event()
        """There are others, or those of another video."""
        self.chosen: tuple[str, Saved] | None = None
        """What has the focus in the list: the video's key, and what is kept."""
        self._key = ""
        self._begun: tuple[VideoName, Bookmark] | None = None
        self._removed: tuple[VideoName, Saved] | None = None
        self._to_play_on: tuple[Path, Playable, int] | None = None
        keepsakes.changed.connect(self.changed.emit)
        session.video.state_changed.connect(self._on_video)

    @property
    def here(self) -> tuple[Bookmark, ...]:
        """The open video's bookmarks, by time."""
        kept = self._keepsakes.here
        return kept.bookmarks if kept else ()

    @property
    def marks_here(self) -> tuple[Marked, ...]:
        """The marks on moments of the open video, by time."""
        kept = self._keepsakes.here
        return kept.marks if kept else ()

    @property
    def elsewhere(self) -> tuple[tuple[str, Kept], ...]:
        """What is kept of other videos, each with its key, by title."""
        videos = self._keepsakes.collection.videos.items()
        others = [(key, kept) for key, kept in videos if key != self._session.video.key]
        return tuple(sorted(others, key=lambda each: each[1].title.casefold()))

    @property
    def folder(self) -> Path:
        """Where they are kept."""
        return self._keepsakes.folder

    # Making

    def add(self, label: str = "") -> None:
        """Bookmark the time now.

        Raises PlaybackError when there is no video.
        """
        self._add(*self._now(), label)

    def begin(self) -> None:
        """Remember the time now for a bookmark whose label is about to be typed."""
        self._begun = self._now()

    def add_begun(self, label: str) -> None:
        """Bookmark the time that was remembered, or the time now."""
        begun, self._begun = self._begun or self._now(), None
        self._add(*begun, label)

    def rename(self, label: str) -> None:
        """Give the chosen bookmark another label.

        Raises UsageError when none is chosen.
        """
        key, saved = self.open_chosen()
        if isinstance(saved, Marked):
            raise UsageError("A mark has the words of its moment.", hint="Rename a bookmark.")
        other = replace(saved, label=_kept_words(label))
        self._keepsakes.change(self._name_of(key), Change(saved, other))

    def remove(self) -> None:
        """Let the chosen bookmark or mark go; it can be put back.

        Raises UsageError when none is chosen.
        """
        key, saved = self.open_chosen()
        self._removed = (self._name_of(key), saved)
        what = "bookmark" if isinstance(saved, Bookmark) else "mark"
        said = Notice(
            f"Removed the {what} at {format_time(saved.time_ms)}.",
            hint="It can be put back.",
            offers=("restore_bookmark",),
        )
        self._keepsakes.change(self._removed[0], Change(saved, None), said=said)

    def restore(self) -> None:
        """Put back what was removed last.

        Raises UsageError when nothing was.
        """
        if self._removed is None:
            raise UsageError("No bookmark was removed.")
        (video, saved), self._removed = self._removed, None
        said = Notice(f"It is back at {format_time(saved.time_ms)}.")
        self._keepsakes.change(video, Change(None, saved), said=said)

    # Going

    def follow(self, key: str, saved: Saved, *, play: bool | None) -> None:
        """Go to a bookmark; that of another video opens the note it was made from.

        Raises PlaybackError when its time cannot be gone to.
        """
        if key == self._session.video.key:
            self._session.video.go_to(saved.time_ms, play=play)
            return
        file = self._keepsakes.collection.videos[key].file
        vault, _, path = saved.note.rpartition("//")
        # One that came from nowhere is at least in a note of ours, which names its video.
        is_known = bool(vault) and self._has_been_open(Path(vault))
        goal = (Path(vault), path) if is_known else (file.parent, file.name)
        self._session.studying.errand_to.go(*goal, saved.time_ms, play=play)

    def open_file(self) -> None:
        """Open the file of this video's bookmarks as a note; else that of the chosen one.

        Raises UsageError when there is none.
        """
        kept = self._keepsakes.here
        if kept is None and self.chosen is not None:
            kept = self._keepsakes.collection.videos.get(self.chosen[0])
        if kept is None:
            raise UsageError("Nothing is bookmarked in this video yet.", hint="b bookmarks it.")
        if kept is self._keepsakes.here and self._session.video.footage is not None:
            position_ms = self._session.video.position_ms()
            self._to_play_on = (kept.file, self._session.video.footage, position_ms)
        self._session.reading.open_note(kept.file.parent, kept.file.name)

    def refresh(self) -> None:
        """Read the files anew."""
        self._keepsakes.refresh()

    def open_chosen(self) -> tuple[str, Saved]:
        """Return what has the focus in the list.

        Raises UsageError when nothing has.
        """
        if self.chosen is None:
            raise UsageError("No bookmark is chosen.", hint="Choose one in the list: g b.")
        return self.chosen

    # Inside

    def _now(self) -> tuple[VideoName, Bookmark]:
        video = self._keepsakes.video()
        if video is None or not self._session.video.is_ready:
            status = self._session.video.status
            raise PlaybackError(status.sentence or "There is no video to bookmark.",
                                hint=status.hint)  # fmt: skip
        time_ms = self._session.video.position_ms()
        return video, Bookmark(time_ms, note=self._keepsakes.note())

    def _add(self, video: VideoName, bookmark: Bookmark, label: str) -> None:
        words = _kept_words(label)
        shown = shorten(words, SHOWN_CHARACTERS, placeholder="…")
        said = f"Bookmarked {format_time(bookmark.time_ms)}" + (f": {shown}" if shown else ".")
        change = Change(None, replace(bookmark, label=words))
        self._keepsakes.change(video, change, said=Notice(said))

    def _name_of(self, key: str) -> VideoName:
        """Return what a video that is kept already is called; its header is not asked again."""
        here = self._keepsakes.video()
        if here is not None and here.key == key:
            return here
        kept = self._keepsakes.collection.videos.get(key)
        return VideoName(key, "video", key, kept.title if kept else "")

    def _has_been_open(self, vault: Path) -> bool:
        """Whether the reader has opened this vault: the file of a stranger may name any folder."""
        page = self._session.page
        is_here = page is not None and page.vault == vault
        return is_here or self._session.study.positions.last_note_of(vault) is not None

    def _on_video(self) -> None:
        key = self._session.video.key
        if key != self._key:
            self._key = key
            self._begun = None
            self.changed.emit()
        self._play_on()

    def _play_on(self) -> None:
        """Keep the video beside the file of its bookmarks, which lies elsewhere."""
        page = self._session.page
        if self._to_play_on is None or page is None or page.file != self._to_play_on[0]:
            return
        (_file, footage, position_ms), self._to_play_on = self._to_play_on, None
        if self._session.video.footage is None:
            self._session.video.use(footage, start_ms=position_ms)


def _kept_words(label: str) -> str:
    from viewer.study.labels import whole

    return whole(label)
