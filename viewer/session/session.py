"""What is open and playing now: one note, one video, and the way the reader came.

Everything a person can do ends here; commands call these methods, and the window follows
the events. Nothing in here knows Qt, and nothing waits: answers come back as events.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec

from viewer.errors import NoteError, PlaybackError, UsageError, ViewerError
from viewer.events import Event
from viewer.library.vault import front_door, is_note, vault_of
from viewer.note.note import LinkKind, Moment
from viewer.playback.moment_walk import by_reading, by_time
from viewer.playback.player import Playable
from viewer.session.history import History, Visit
from viewer.session.note_video import NoteVideo
from viewer.session.notice import Notice
from viewer.session.page import Page
from viewer.session.reader import NoteReader
from viewer.session.view import View
from viewer.settings import Settings
from viewer.study.positions import Position, Positions, Scroll

News = ParamSpec("News")
ImportVideo = Callable[[Path, str, str, Callable[[], None], Callable[[ViewerError], None]], None]
"""Keeps a file in the cache: file, video id, title, done, failed. Answers come later."""


class Session:
    """The open note beside its video. Opened with what it needs; closed once."""

    def __init__(
        self,
        reader: NoteReader,
        positions: Positions,
        settings: Settings,
        import_video: ImportVideo,
    ) -> None:
        self.settings = settings
        self.positions = positions
        self.view = View()
        self.video = NoteVideo()
        self.page: Page | None = None
        self.notes: list[str] = []
        self.moment_index: int | None = None
        self.page_opened: Event[[Page, Scroll]] = Event()
        self.moment_changed: Event[[]] = Event()
        self.noticed: Event[[Notice | None]] = Event()
        self.leave_asked: Event[[str]] = Event()
        self._reader = reader
        self._import_video = import_video
        self._history = History()
        self._waiting = 0
        self._video_to_use: Path | None = None
        self.video.failed.connect(self.tell)

    # Telling

    def tell(self, news: ViewerError | Notice) -> None:
        """Say something to the reader."""
        self.noticed.emit(Notice.of(news) if isinstance(news, ViewerError) else news)

    def hush(self) -> None:
        """Take the last remark away."""
        self.noticed.emit(None)

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for has happened."""
        return self._waiting == 0 and self.video.is_settled

    # Opening

    def open_path(self, path: Path, *, video: Path | None = None) -> None:
        """Open a note, or a vault at the note that was read last in it."""
        self._video_to_use = video
        if path.is_dir():
            self.open_vault(path)
        else:
            note = path.absolute()
            vault = self._vault_around(note)
            self.open_note(vault, note.relative_to(vault).as_posix())

    def open_vault(self, vault: Path) -> None:
        """Open the last note read in a vault, else its front door."""
        vault = vault.absolute()

        def choose(notes: list[str]) -> None:
            self.notes = notes
            last = self.positions.last_note_of(vault)
            if last in notes:
                self.open_note(vault, str(last))
            elif notes:
                self.open_note(vault, front_door(notes, vault.name))
            else:
                self.tell(
                    NoteError(
                        f"There are no notes in “{vault.name}”.",
                        hint="A note is a file whose name ends in .md.",
                    )
                )

        self._reader.enter(vault, self._awaited(choose), self._awaited(self.tell))
        self._waiting += 1

    def open_note(self, vault: Path, path: str, *, anchor: str = "") -> None:
        """Open a note by its path below a vault, at its beginning or where it was left."""
        self._open(Visit(vault, path), anchor=anchor)

    def reload(self) -> None:
        """Read the open note and the names around it anew, and stay where we are."""
        page = self._open_page()
        self._reader.enter(page.vault, self._on_names, self.tell)
        self._open(Visit(page.vault, page.path, self._position()), keep_history=True)

    def back(self) -> None:
        """Go back to the note before, where it was left."""
        self._travel(self._history.back, "There is no note to go back to.")

    def forward(self) -> None:
        """Go forward again."""
        self._travel(self._history.forward, "There is no note to go forward to.")

    def last_note(self) -> None:
        """Go to the note that was open before this one, or return from it."""
        go = self.back if self._history.can_go_back else self.forward
        go()

    # Following what a note names

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The open note's moments, in reading order."""
        return self.page.note.moments if self.page else ()

    def go_to_moment(self, index: int, *, play: bool | None = True) -> None:
        """Seek to a moment of the note, by its index in reading order, and play."""
        if not 0 <= index < len(self.moments):
            raise UsageError(f"This note has no moment {index + 1}.")
        moment = self.moments[index]
        if moment.time_ms is None:
            raise PlaybackError(
                f"“{moment.written}” cannot be read as a time.",
                hint="The video was left where it is.",
            )
        self._set_moment(index)
        self.video.go_to(moment.time_ms, play=play)

    def walk_reading(self, steps: int) -> None:
        """Go that many moments on in reading order; negative goes back."""
        self._walk(by_reading(self.moments, self.moment_index, steps))

    def walk_time(self, steps: int) -> None:
        """Go that many moments on in the video's time; negative goes back."""
        self._walk(by_time(self.moments, self.video.position_ms(), steps))

    def follow_link(self, index: int) -> None:
        """Open the note a link names; a web link is asked about first."""
        page = self._open_page()
        if index >= len(page.note.links):
            raise UsageError(f"This note has no link {index + 1}.")
        link = page.note.links[index]
        if link.kind is LinkKind.WEB:
            self.leave_asked.emit(link.target)
        elif link.path is None:
            raise NoteError(f"There is no note named “{link.target}” in this vault.")
        else:
            self.open_note(page.vault, link.path, anchor=link.heading)

    # Files

    def take_file(self, file: Path) -> None:
        """Take a file that was given us: a note or a folder opens, a video becomes this note's."""
        if file.is_dir() or is_note(file):
            self.open_path(file)
        else:
            self._open_page()
            self.use_video_file(file, keep=True)

    def use_video_file(self, file: Path, *, keep: bool = False) -> None:
        """Play a file for the open note; `keep` puts it into the cache under the note's id."""

        def play(playable: Playable) -> None:
            self.video.use(playable, start_ms=self.video.position_ms())
            if keep and self.page and self.page.video and self.page.video.id:
                self._keep_video(file, self.page)

        self._reader.look_at(file.absolute(), self._awaited(play), self._awaited(self.tell))
        self._waiting += 1

    # Remembering

    def tick(self) -> None:
        """Remember where the reader is; to be called a few times a second."""
        if self.page is not None and self._waiting == 0:
            self.positions.keep(self.page.vault, self.page.path, self._position())

    def close(self) -> None:
        """Remember everything and let go of the video."""
        self.tick()
        self.positions.flush()
        self.video.close()

    def _open_page(self) -> Page:
        if self.page is None:
            raise NoteError("No note is open.", hint="Ctrl+O opens one.")
        return self.page

    def _position(self) -> Position:
        return Position(self.view.scroll, self.video.position_ms())

    def _vault_around(self, note: Path) -> Path:
        if self.page is not None and note.is_relative_to(self.page.vault):
            return self.page.vault
        return vault_of(note)

    def _open(self, visit: Visit, *, anchor: str = "", keep_history: bool = False) -> None:
        def show(page: Page) -> None:
            self._show(page, visit, anchor, keep_history=keep_history)

        self._reader.read(visit.vault, visit.path, self._awaited(show), self._awaited(self.tell))
        self._waiting += 1

    def _show(self, page: Page, visit: Visit, anchor: str, *, keep_history: bool) -> None:
        self._leave()
        if not keep_history:
            self._history.visit(visit)
        is_new_vault = self.page is None or self.page.vault != page.vault
        self.page = page
        position = visit.position or self.positions.of(page.vault, page.path)
        self._set_moment(None)
        self.hush()
        self.page_opened.emit(page, Scroll() if anchor else position.scroll)
        if anchor:
            self.view.anchor_wanted.emit(anchor)
        if page.reason:
            self.tell(Notice(page.reason))
        self.video.show(page, position.time_ms)
        if visit.position is not None and self.video.is_ready:
            self.video.go_to(position.time_ms, play=None)
        if self._video_to_use is not None:
            self.use_video_file(self._video_to_use)
            self._video_to_use = None
        if is_new_vault:
            self._reader.enter(page.vault, self._on_names, self.tell)

    def _leave(self) -> None:
        """Remember where the note was left, in this run and for the next."""
        if self.page is None:
            return
        here, position = self._history.here, self._position()
        if here is not None and here.path == self.page.path:
            self._history.here = replace(here, position=position)
        self.positions.keep(self.page.vault, self.page.path, position)

    def _travel(self, step: Callable[[], Visit | None], refusal: str) -> None:
        self._leave()
        visit = step()
        if visit is None:
            raise NoteError(refusal)
        self._open(visit, keep_history=True)

    def _walk(self, index: int | None) -> None:
        if not self.moments:
            raise NoteError("This note has no timestamps.")
        if index is None:
            raise PlaybackError("There is no further moment that way.")
        self.go_to_moment(index)

    def _set_moment(self, index: int | None) -> None:
        self.moment_index = index
        self.moment_changed.emit()

    def _on_names(self, notes: list[str]) -> None:
        self.notes = notes

    def _keep_video(self, file: Path, page: Page) -> None:
        assert page.video is not None

        def done() -> None:
            self.tell(Notice(f"“{file.name}” is kept; notes about this video will find it."))

        self._import_video(file, page.video.id, page.note.title, done, self.tell)

    def _awaited(self, handler: Callable[News, None]) -> Callable[News, None]:
        def answered(*args: News.args, **kwargs: News.kwargs) -> None:
            self._waiting -= 1
            handler(*args, **kwargs)

        return answered
