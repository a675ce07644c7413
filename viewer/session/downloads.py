"""The session's side of the queue of downloads: what is asked of it, and when that is told.

The queue tells of every few hundred kilobytes; `changed` is emitted once per `advance`, which is
called a few times a second, and at once when the reader has done something.
"""

from collections.abc import Callable, Iterable
from typing import Protocol

from viewer.errors import UsageError, ViewerError
from viewer.events import Event
from viewer.video.download import Download, DownloadState, Wish
from viewer.video.entry import CacheEntry

_NAMES = {"version": "yt-dlp"}
"""What facts are called in the details, where their own name would say too little."""


class Queue(Protocol):
    """Loads videos into the cache, in order; see `viewer.video.downloads`."""

    changed: Event[[str]]
    finished: Event[[CacheEntry]]
    trouble: Event[[ViewerError]]

    @property
    def downloads(self) -> tuple[Download, ...]:
        """What is on its way, in order."""

    def ask(self, wish: Wish) -> None:
        """Put a video at the end."""

    def ask_all(self, wishes: Iterable[Wish]) -> None:
        """Put many at the end, at once."""

    def pause(self, video_id: str) -> None:
        """Stop one, and keep what has arrived."""

    def resume(self, video_id: str) -> None:
        """Let one go on."""

    def cancel(self, video_id: str) -> None:
        """Give one up, and what has arrived."""

    def retry(self, video_id: str) -> None:
        """Try one again now."""

    def move(self, video_id: str, steps: int) -> None:
        """Let one come later, or with a negative number sooner."""

    def pause_all(self) -> None:
        """Stop all, and keep what has arrived."""

    def resume_all(self) -> None:
        """Let all go on."""

    def advance(self) -> None:
        """Do what is due."""

    def close(self) -> None:
        """Stop all; they go on at the next start."""


class Downloads:
    """What is on its way, and which of them the reader is looking at."""

    def __init__(self, queue: Queue) -> None:
        self.changed: Event[[]] = Event()
        self.finished: Event[[CacheEntry]] = Event()
        self.chosen_id = ""
        """The one that has the focus in the list; the list keeps this true."""
        self.trouble = queue.trouble
        self._queue = queue
        self._rests_why = ""
        self._is_stale = False
        queue.changed.connect(self._on_changed)
        queue.finished.connect(self._on_finished)

    @property
    def all(self) -> tuple[Download, ...]:
        """What is on its way, in order."""
        return self._queue.downloads

    def of(self, video_id: str) -> Download | None:
        """Return the download of a video, None if there is none."""
        return next((each for each in self.all if each.id == video_id), None)

    # What the reader does

    def ask(self, wish: Wish) -> None:
        """Load a video; one that stands still goes on."""
        known = self.of(wish.id)
        if known is None:
            self._do(lambda: self._queue.ask(wish))
        else:
            self.go_on(known)

    def ask_all(self, wishes: Iterable[Wish]) -> None:
        """Load many videos."""
        self._do(lambda: self._queue.ask_all(wishes))

    def go_on(self, download: Download) -> None:
        """Let one that stands still go on."""
        if download.state is DownloadState.PARTIAL:
            self._do(lambda: self._queue.resume(download.id))
        elif download.state in (DownloadState.WAITING, DownloadState.FAILED):
            self._do(lambda: self._queue.retry(download.id))

    def pause(self, download: Download) -> None:
        """Stop one; pausing again lets it go on."""
        if is_standing(download):
            self.go_on(download)
        else:
            self._do(lambda: self._queue.pause(download.id))

    def retry(self, download: Download) -> None:
        """Try one again now.

        Raises UsageError when it is on its way already.
        """
        if download.state.is_active:
            raise UsageError(f"“{download.name}” is being downloaded already.")
        if download.state is DownloadState.QUEUED:
            raise UsageError(f"“{download.name}” comes when it is its turn.")
        self.go_on(download)

    def cancel(self, download: Download) -> None:
        """Give one up, and what has arrived of it."""
        self._do(lambda: self._queue.cancel(download.id))

    def move(self, download: Download, steps: int) -> None:
        """Let one come later, or with a negative number sooner."""
        self._do(lambda: self._queue.move(download.id, steps))

    def pause_all(self) -> None:
        """Stop all, and keep what has arrived."""
        self._do(self._queue.pause_all)

    def resume_all(self) -> None:
        """Let all go on."""
        self._do(self._queue.resume_all)

    # Following the queue

    def advance(self) -> None:
        """Let the queue do what is due, and tell what has changed; for a few times a second."""
        if not self._rests_why:
            self._queue.advance()
        if self._is_stale:
            self._tell()

    def rest(self, why: str) -> None:
        """Let nothing go on until the program is started again; whoever asks is told why."""
        self._rests_why = why

    def close(self) -> None:
        """Stop all; they go on at the next start."""
        self._queue.close()

    def _do(self, deed: Callable[[], None]) -> None:
        if self._rests_why:
            raise UsageError(self._rests_why, hint="Start Notereel again.")
        deed()
        self._tell()

    def _tell(self) -> None:
        self._is_stale = False
        self.changed.emit()

    def _on_changed(self, _video_id: str) -> None:
        self._is_stale = True

    def _on_finished(self, entry: CacheEntry) -> None:
        self._tell()
        self.finished.emit(entry)


def is_standing(download: Download) -> bool:
    """Whether it does not go on unless somebody says so, or some time has passed."""
    return download.state in (DownloadState.PARTIAL, DownloadState.WAITING, DownloadState.FAILED)


def details_of(download: Download) -> str:
    """Return all that is known of a download, to be read or sent to somebody."""
    lines = [download.name, f"id: {download.id}", f"state: {download.state}"]
    lines += [f"address: {address}" for address in download.wish.addresses]
    if download.total_bytes:
        lines.append(f"arrived: {download.got_bytes} of {download.total_bytes} bytes")
    if download.height_px:
        lines.append(f"picture: {download.height_px}p")
    if download.attempts:
        lines.append(f"attempts: {download.attempts}")
    lines += [f"{_NAMES.get(name, name)}: {value}" for name, value in download.facts if value]
    if download.failure:
        lines.append(f"failure: {download.failure}")
    if download.detail:
        lines += ["", "The downloader said:", download.detail.strip()]
    return "\n".join(lines)
