"""The line of downloads: each video once, in order, on the disk as it is here.

Only what would be missed after a crash is written: progress is not.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from viewer.durable import flush_file
from viewer.errors import ViewerError
from viewer.events import Event
from viewer.video.disk_trouble import refusal_of
from viewer.video.download import Download, DownloadState
from viewer.video.entry import folder_name
from viewer.video.queue_file import QueueFile


class Line:
    """The downloads of one cache.

    `changed` tells an id, or nothing when everything may differ. What the disk refuses to take is
    told by `trouble`, and tried again by `save_again`; nothing is lost as long as we live.
    """

    def __init__(self, cache: Path) -> None:
        self.changed: Event[[str]] = Event()
        self._cache = cache
        self._file = QueueFile(cache)
        self._downloads: dict[str, Download] = {}
        self._seen = (0, 0)
        self._is_saved = True
        self._is_flushed = True
        self._is_held = False
        self.trouble: Event[[ViewerError]] = Event()

    def __iter__(self) -> Iterator[Download]:
        return iter(tuple(self._downloads.values()))

    def get(self, video_id: str) -> Download | None:
        """Return the download of this id, if there is one."""
        return self._downloads.get(video_id)

    def put(self, download: Download) -> None:
        """Put a download in its place, or last when it is new, and write it down."""
        self._downloads[download.id] = download
        self._change(download.id)

    def put_all(self, downloads: Iterable[Download]) -> None:
        """Put several at once."""
        changed = {each.id: each for each in downloads}
        if changed:
            self._downloads |= changed
            self._change("")

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write down what changes inside only once, at its end, and tell of it as one change."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
            self._change("")

    def show(self, download: Download) -> None:
        """Show how far a download is, without writing it down."""
        if download.id in self._downloads:
            self._downloads[download.id] = download
            self.changed.emit(download.id)

    def drop(self, video_id: str) -> None:
        """Take a download out."""
        del self._downloads[video_id]
        self._change(video_id)

    def move(self, video_id: str, steps: int) -> None:
        """Move a download by so many places, up with negative steps, as far as there are any."""
        ids = list(self._downloads)
        place = ids.index(video_id)
        ids.insert(min(max(place + steps, 0), len(ids) - 1), ids.pop(place))
        self._replace({each: self._downloads[each] for each in ids}, "")

    def look_again(self) -> bool:
        """Read what another process wrote; return whether there was anything new."""
        stamp = self._file.stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        self._downloads = {each.id: each for each in self._file.read()}
        self.changed.emit("")
        return True

    def take_over(self) -> None:
        """Read the line as its new owner: what was at work waits for its turn again."""
        self._replace({each.id: self._taken_over(each) for each in self._file.read()}, "")

    def set_down(self) -> None:
        """Leave the line to the next owner."""
        self._replace({each.id: self._taken_over(each) for each in self}, "")

    @property
    def wants_flushing(self) -> bool:
        """Whether the disk may still lose what was written if the power fails."""
        return not self._is_flushed

    def flush(self) -> None:
        """Have the disk keep the file; that may take a while, so any thread may do it."""
        self._is_flushed = True
        with suppress(OSError):
            flush_file(self._file.file)

    def save_again(self) -> None:
        """Write what could not be written."""
        if not self._is_saved:
            self._save()

    def _taken_over(self, download: Download) -> Download:
        state = DownloadState.QUEUED if download.state.is_active else download.state
        return replace(download, state=state, got_bytes=self._arrived_bytes(download.id))

    def _arrived_bytes(self, video_id: str) -> int:
        """Return the size of what has arrived of a video."""
        folder = self._cache / "staging" / folder_name(video_id)
        try:
            with os.scandir(folder) as listed:
                parts = [each for each in listed if each.name.startswith("v.")]
                return sum(each.stat(follow_symlinks=False).st_size for each in parts)
        except OSError:
            return 0

    def _replace(self, downloads: dict[str, Download], changed: str) -> None:
        self._downloads = downloads
        self._change(changed)

    def _change(self, changed: str) -> None:
        if not self._is_held:
            self._save()
            self.changed.emit(changed)

    def _save(self) -> None:
        had_trouble = not self._is_saved
        try:
            self._file.write(self)
            self._is_saved, self._is_flushed = True, False
        except OSError as error:
            self._is_saved = False
            if not had_trouble:
                self.trouble.emit(refusal_of("The queue could not be kept", self._cache, error))
        self._seen = self._file.stamp()
