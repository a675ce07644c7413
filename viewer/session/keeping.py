"""Keeping videos, where it meets the open note: its download, the cache, and what was asked.

It is made after the first paint, from what the program hands it; commands reach it through
`Session.open_keeping`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from viewer.errors import NoteError, UsageError, ViewerError
from viewer.session.downloads import Downloads, Queue
from viewer.session.notice import Notice, Question
from viewer.session.offline import Plan, Planning, question_of
from viewer.session.shelf import Cache, Shelf
from viewer.session.view import Pane
from viewer.video.around import Run
from viewer.video.download import Download
from viewer.video.entry import CacheEntry
from viewer.video.retrying import waits_for_room
from viewer.video.sizes import size_words
from viewer.video.sources import wish_for

if TYPE_CHECKING:
    from viewer.session.session import Session


class Renewal(Protocol):
    """Gets newer downloaders; blocks, and returns a sentence on what it has done."""

    def update(self) -> str:
        """Get the newest there is."""

    def install(self, files: tuple[Path, ...]) -> str:
        """Take one from files."""

    def step_back(self) -> str:
        """Use the one before."""


@dataclass(frozen=True, slots=True)
class Means:
    """What keeping videos is done with.

    `going` says which of the kept would go first, `plan` what a folder's notes name; `relocate`
    moves the cache, blocks, and says what it has done; None where it can only be moved while no
    window is open. `settings_file` is where settings are written by hand.
    """

    queue: Queue
    cache: Cache
    run: Run
    now_s: Callable[[], float]
    going: Callable[[tuple[CacheEntry, ...]], frozenset[str]]
    plan: Planning
    renewal: Renewal
    relocate: Callable[[Path], str] | None
    settings_file: Path


class Keeping:
    """The downloads and the shelf of a session; closed once."""

    def __init__(self, session: Session, means: Means) -> None:
        self.downloads = Downloads(means.queue)
        self.shelf = Shelf(means.cache, means.run, means.now_s, means.going)
        self.now_s = means.now_s
        self.settings_file = means.settings_file
        self._session = session
        self._means = means
        self._at_work = ""
        self._watched_id = ""
        self.downloads.finished.connect(self._on_finished)
        self.downloads.trouble.connect(session.tell)
        self.shelf.told.connect(session.tell)
        self.shelf.examined.connect(lambda _video_id: session.reading.look_for_video())

    @property
    def is_settled(self) -> bool:
        """Whether nothing but downloads is on its way."""
        return self.shelf.is_settled and not self._at_work

    # The open note's video

    @property
    def video_id(self) -> str:
        """Under which id the open note's video is kept; empty if that cannot be."""
        page = self._session.page
        return page.video.cache_id if page is not None and page.video is not None else ""

    @property
    def of_note(self) -> Download | None:
        """The download of the open note's video."""
        return self.downloads.of(self.video_id) if self.video_id else None

    def download(self) -> None:
        """Download the open note's video; one that stands still goes on.

        Raises NoteError when there is none that could be.
        """
        page = self._session.reading.open_page()
        if page.video is None:
            raise NoteError("This note names no video.", offers=("choose_video",))
        if page.footage is not None:
            raise NoteError("The video is here already.")
        title, sources = page.note.title, self._session.settings.sources
        self.downloads.ask(wish_for(page.video, title, sources))

    def play_incomplete(self) -> None:
        """Play what arrived of the open note's video although it is not whole.

        Raises NoteError when nothing of it was kept.
        """
        file = self._means.cache.incomplete(self.video_id) if self.video_id else None
        if file is None:
            raise NoteError("Nothing of this note's video was kept.", offers=("retry_download",))
        self._session.files.play(file)

    # What the reader is looking at

    def subject(self) -> Download:
        """Return the download commands are about: the one chosen in the list, or the note's.

        Raises UsageError when there is none.
        """
        is_list = self._session.view.overlay is Pane.DOWNLOADS
        found = self.downloads.of(self.downloads.chosen_id) if is_list else self.of_note
        if found is None:
            raise UsageError(
                "No download is chosen." if is_list else "This note's video is not being loaded.",
                offers=() if is_list else ("download",),
            )
        return found

    def kept_subject(self) -> CacheEntry:
        """Return the kept video commands are about: the one chosen in the list, or the note's.

        Raises UsageError when there is none.
        """
        is_list = self._session.view.overlay is Pane.CACHE
        found = self.shelf.stock.of(self.shelf.chosen_id if is_list else self.video_id)
        if found is None:
            raise UsageError("No kept video is chosen.", offers=() if is_list else ("show_cache",))
        return found

    def give_up(self, download: Download) -> None:
        """Cancel a download; what has arrived is not thrown away unasked."""
        if not download.got_bytes:
            self.downloads.cancel(download)
            return
        words = Notice(
            f"Give up “{download.name}”?",
            f"{size_words(download.got_bytes)} have arrived, and are thrown away.",
        )
        self._session.ask(Question(words, "Give up", lambda: self.downloads.cancel(download)))

    def drop(self, video_id: str) -> None:
        """Load a video no longer: it came in another way."""
        download = self.downloads.of(video_id)
        if download is not None:
            self.downloads.cancel(download)

    def remove(self, entry: CacheEntry) -> None:
        """Throw a kept video away when the reader has said yes."""
        words = Notice(
            f"Remove “{entry.title or entry.id}” from the cache?",
            f"{size_words(entry.size_bytes)} become free. Its notes stay as they are.",
        )
        deed = partial(self.shelf.remove, entry, self._on_removed)
        self._session.ask(Question(words, "Remove", deed))

    def _on_removed(self) -> None:
        self._session.reading.look_for_video()
        for download in filter(waits_for_room, self.downloads.all):
            self.downloads.go_on(download)

    # Larger deeds

    def make_offline(self) -> None:
        """Say what loading all videos of the note's folder means; start on a yes only."""
        page = self._session.reading.open_page()
        folder = page.path.rpartition("/")[0]
        self._begin("The notes of this folder are being read.")
        self._means.plan(page.vault, folder, self._on_planned, self._on_failed)

    def update_downloader(self) -> None:
        """Get the newest downloader."""
        self._begin("A newer downloader is being fetched.")
        self._means.run(self._means.renewal.update, self._on_done, self._on_failed)

    def install_downloader(self, files: tuple[Path, ...]) -> None:
        """Take a newer downloader from files."""
        self._begin("The downloader is being tried.")
        install = self._means.renewal.install
        self._means.run(lambda: install(files), self._on_done, self._on_failed)

    def step_back(self) -> None:
        """Use the downloader before."""
        self._begin("The downloader before is being looked for.")
        self._means.run(self._means.renewal.step_back, self._on_done, self._on_failed)

    @property
    def can_move_cache(self) -> bool:
        """Whether the cache can be moved while the program runs."""
        return self._means.relocate is not None

    def move_cache(self, folder: Path) -> None:
        """Move all kept videos to another folder; nothing is downloaded until the next start.

        Raises UsageError where that cannot be done while the program runs.
        """
        queue, relocate = self._means.queue, self._means.relocate
        if relocate is None:
            raise UsageError(
                "The kept videos can be moved while no window is open.",
                hint="Close Notereel, and run: notereel cache move FOLDER",
            )
        self._begin("The kept videos are being moved.")
        self.downloads.rest("The kept videos have been moved.")

        def move() -> str:
            queue.close()
            return relocate(folder)

        self._means.run(move, self._on_moved, self._on_failed)

    def _on_moved(self, sentence: str) -> None:
        self._at_work = ""
        hint = "Start Notereel again to go on with them."
        self._session.tell(Notice(sentence, hint, offers=("quit_program",)))

    def _begin(self, what: str) -> None:
        if self._at_work:
            raise UsageError("One thing at a time, please.", hint=self._at_work)
        self._at_work = what
        self._session.tell(Notice(what))

    def _on_planned(self, plan: Plan) -> None:
        self._at_work = ""
        found = question_of(plan, self.downloads.ask_all)
        if isinstance(found, Question):
            self._session.hush()
            self._session.ask(found)
        else:
            self._session.tell(found)

    def _on_done(self, sentence: str) -> None:
        self._at_work = ""
        self._session.tell(Notice(sentence))

    def _on_failed(self, error: ViewerError) -> None:
        self._at_work = ""
        self._session.tell(error)

    # Following

    def advance(self) -> None:
        """Let the queue do what is due; for a few times a second."""
        self.downloads.advance()

    def mark_used(self, *, is_playing: bool) -> None:
        """Remember that the open note's video is being watched; one that was paused still is."""
        if is_playing:
            self._watched_id = self.video_id
        if self.video_id and self.video_id == self._watched_id and self.shelf_has_footage:
            self.shelf.touch(self.video_id)

    @property
    def shelf_has_footage(self) -> bool:
        """Whether what plays is the kept video, and not a file of the reader's own."""
        page = self._session.page
        return page is not None and self._session.video.footage == page.footage

    def close(self) -> None:
        """Stop all downloads; they go on at the next start."""
        self.downloads.close()

    def _on_finished(self, entry: CacheEntry) -> None:
        if entry.id == self.video_id:
            self._session.reading.look_for_video()
        else:
            self._session.tell(Notice(f"“{entry.title or entry.id}” is here."))
        if self._session.view.overlay is Pane.CACHE:
            self.shelf.refresh()
