"""Which note is open, and the way the reader came to it.

Opening takes a moment, because another process reads the file; `opened` tells when it is done.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ParamSpec

from viewer.errors import NoteError, ViewerError
from viewer.events import Event
from viewer.library.note_names import front_door, vault_of
from viewer.session.history import History, Visit
from viewer.session.page import Page, Terms
from viewer.session.reader import NoteReader
from viewer.study.positions import Position
from viewer.study.study import Study

News = ParamSpec("News")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A note has been opened: its page, where the reader was in it, and how they came.

    `anchor` is the heading a link named; `is_return` is True when the reader has been here in
    this run, so that the video's time belongs to this visit. `is_playing` is what the video did
    when they were, and `moment` where they were, if that is to be so again.
    """

    page: Page
    position: Position
    anchor: str = ""
    is_return: bool = False
    is_playing: bool | None = None
    moment: int | None = None


class Reading:
    """The open note and its history. `stamped` puts on a visit where the reader is right now."""

    def __init__(self, reader: NoteReader, study: Study, stamped: Callable[[Visit], Visit]) -> None:
        self.page: Page | None = None
        self.notes: list[str] = []
        self.opened: Event[[Arrival]] = Event()
        self.refined: Event[[Page]] = Event()
        self.video_found: Event[[Page]] = Event()
        self.failed: Event[[ViewerError]] = Event()
        self.awaited: Event[[bool]] = Event()
        """Whether another page is on its way from now on."""
        self._reader = reader
        self._positions = study.positions
        self._verdicts = study.verdicts
        self._stamped = stamped
        self._history = History()
        self.returned: Event[[Visit]] = Event()
        """A jump within the open note was undone, or done again."""
        self._terms = Terms()
        self._is_read_on = False
        self._waiting = 0
        self._looking = 0

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being read."""
        return self._waiting == 0

    @property
    def is_looking(self) -> bool:
        """Whether the open note's video is being looked for."""
        return self._looking > 0

    @property
    def terms(self) -> Terms:
        """On what terms the open note is read, or will be in a moment."""
        return self._terms

    def open_page(self) -> Page:
        """Return the open page.

        Raises NoteError when there is none.
        """
        if self.page is None:
            raise NoteError("No note is open.", hint="Ctrl+O opens one.")
        return self.page

    # Opening

    def open_path(self, path: Path) -> None:
        """Open a note, or a vault at the note that was read last in it."""
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
            last = self._positions.last_note_of(vault)
            if last in notes:
                self.open_note(vault, str(last))
            elif notes:
                self.open_note(vault, front_door(notes, vault.name))
            else:
                self.failed.emit(
                    NoteError(
                        f"There are no notes in “{vault.name}”.",
                        hint="A note is a file whose name ends in .md.",
                    )
                )

        self._reader.enter(vault, *self._awaited(choose))

    def open_note(self, vault: Path, path: str, *, anchor: str = "") -> None:
        """Open a note by its path below a vault, at a heading or where it was left."""
        self._open(Visit(vault, path), anchor=anchor)

    def reload(self) -> None:
        """Read the open note and the names around it anew, and stay where we are."""
        page = self.open_page()
        self._reader.enter(page.vault, self._on_names, self.failed.emit)
        here = self._stamped(Visit(page.vault, page.path)).to_the_place
        self._open(here, is_new=False, video_ms=self._terms.video_ms)

    # What times mean

    def refine(self, video_ms: int) -> None:
        """Read the note again if its times may mean something else in a video this long.

        That happens at most once for a length.
        """
        if self._terms.video_ms == video_ms or self.page is None:
            return
        # An answer on its way is dropped when the terms are others; so it is asked for on these.
        if self._is_read_on or self.page.may_change_in(video_ms):
            self._read_on(replace(self._terms, video_ms=video_ms))
        else:
            self._terms = replace(self._terms, video_ms=video_ms)

    def judge_times(self, is_shifted: bool | None) -> None:
        """Read the open note's times as the reader says, now and from now on; None leaves it to us.

        Raises StudyError when that cannot be remembered.
        """
        page = self.open_page()
        self._read_on(replace(self._terms, is_shifted=is_shifted))
        self._verdicts.keep(page.vault, page.path, is_shifted)

    def shift(self, offset_ms: int) -> None:
        """Have the open note's moments be this much later in its video than they are written."""
        self._read_on(replace(self._terms, offset_ms=offset_ms))

    def _read_on(self, terms: Terms) -> None:
        """Read the open note anew on other terms; of several answers the last one counts."""
        page = self.open_page()
        self._terms, self._is_read_on = terms, True

        def show(better: Page) -> None:
            if self._terms is terms:
                self._is_read_on = False
                self.page = better
                self.refined.emit(better)

        self._reader.read(page.vault, page.path, *self._awaited(show), terms)

    def look_for_video(self) -> None:
        """Look for the open note's video anew, and leave the page as it is."""
        page = self.page
        if page is None:
            return
        self._looking += 1

        def found(seen: Page) -> None:
            self._looking -= 1
            here = self.page
            if here is not None and (here.vault, here.path) == (seen.vault, seen.path):
                # The note may have been refined meanwhile; only the video is taken from the answer.
                self.page = here.with_video_of(seen)
                self.video_found.emit(self.page)

        def failed(error: ViewerError) -> None:
            self._looking -= 1
            self.failed.emit(error)

        self._reader.find_video(page, found, failed)

    # The way back

    def back(self) -> None:
        """Go back to the note before, where it was left."""
        self._travel(self._history.back_to_other, "There is no note to go back to.")

    def forward(self) -> None:
        """Go forward again."""
        self._travel(self._history.forward_to_other, "There is no note to go forward to.")

    def undo_jump(self) -> None:
        """Go back to before the last jump, in this note or another."""
        self._travel(self._history.back, "There is no jump to undo.", is_jump=True)

    def redo_jump(self) -> None:
        """Go again where the jump that was undone had led."""
        self._travel(self._history.forward, "There is no jump to do again.", is_jump=True)

    def jump(self) -> None:
        """Remember where the reader is, to come back to: they are about to jump."""
        self.remember()
        self._history.jump()

    def put_behind(self, position: Position) -> None:
        """Let undoing lead to this place of the open note first."""
        self._history.put_behind(position)

    def last_note(self) -> None:
        """Go to the note that was open before this one, or return from it."""
        go = self.back if self._history.can_go_back else self.forward
        go()

    def remember(self) -> None:
        """Keep where the reader is, for the way back and for the next run."""
        if self.page is None or not self.is_settled:
            return
        here = self._stamped(Visit(self.page.vault, self.page.path))
        if self._history.here is not None and self._history.here.is_of(here):
            self._history.here = here
        assert here.position is not None
        self._positions.keep(self.page.vault, self.page.path, here.position)

    # Inside

    def _vault_around(self, note: Path) -> Path:
        if self.page is not None and note.is_relative_to(self.page.vault):
            return self.page.vault
        return vault_of(note)

    def _open(
        self, visit: Visit, *, anchor: str = "", is_new: bool = True, video_ms: int | None = None
    ) -> None:
        self.remember()

        def show(page: Page) -> None:
            self._show(page, visit, anchor, is_new=is_new)

        terms = Terms(video_ms, self._verdicts.of(visit.vault, visit.path))
        self._reader.read(visit.vault, visit.path, *self._awaited(show), terms)

    def _show(self, page: Page, visit: Visit, anchor: str, *, is_new: bool) -> None:
        if is_new:
            self._history.visit(visit)
        is_new_vault = self.page is None or self.page.vault != page.vault
        self.page, self._terms, self._is_read_on = page, page.terms, False
        position = visit.position or self._positions.of(page.vault, page.path)
        is_return = visit.position is not None
        self.opened.emit(Arrival(page, position, anchor, is_return, visit.is_playing, visit.moment))
        if is_new_vault:
            self._reader.enter(page.vault, self._on_names, self.failed.emit)

    def _travel(
        self, step: Callable[[], Visit | None], refusal: str, *, is_jump: bool = False
    ) -> None:
        self.remember()
        visit = step()
        if visit is None:
            raise NoteError(refusal)
        if is_jump and self.page and visit.is_of(Visit(self.page.vault, self.page.path)):
            self.returned.emit(visit)
        else:
            self._open(visit if is_jump else visit.to_the_place, is_new=False)

    def _on_names(self, notes: list[str]) -> None:
        self.notes = notes

    def _awaited(
        self, done: Callable[News, None]
    ) -> tuple[Callable[News, None], Callable[[ViewerError], None]]:
        """Count an answer that is on its way; return its two handlers, one of which will come."""
        self._await(1)

        def arrived(*args: News.args, **kwargs: News.kwargs) -> None:
            self._await(-1)
            done(*args, **kwargs)

        def failed(error: ViewerError) -> None:
            self._await(-1)
            self.failed.emit(error)

        return arrived, failed

    def _await(self, more: int) -> None:
        was_settled = self.is_settled
        self._waiting += more
        if was_settled != self.is_settled:
            self.awaited.emit(was_settled)
