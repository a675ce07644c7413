"""The cache: one kept file for every video id. Files are the truth; there is no index.

    cache.json                   says that this folder is ours
    videos/KEY/entry.json        written last: a folder without a valid one does not exist
    videos/KEY/video.mp4         and its seal, tracks, pictures, the marks `used` and `pinned`
    staging/KEY/                 a video on its way in
    trash/  quarantine/          what goes, and what was found damaged

KEY is `folder_name(id)`. Nothing of a video's title ever becomes part of a path. Only what is
READY is served: whole, of the right size, and untouched since it was hashed.
"""

import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from viewer.durable import delete, free_bytes, is_own_folder
from viewer.errors import VideoError
from viewer.video import manifest
from viewer.video.claim import claim
from viewer.video.condition import VIDEOS, Condition, Found, found_in, look_into, place_in
from viewer.video.disk_trouble import told
from viewer.video.entry import INCOMPLETE_FOLDER, CacheEntry, folder_name, is_folder_name
from viewer.video.examination import Finding, examine_folder, verified
from viewer.video.marks import PINNED, note_playing, put_mark
from viewer.video.ownership import Ownership
from viewer.video.publishing import complete, leave_only, put_in_place, throw, throw_unwatched
from viewer.video.upkeep import Collected, collect


class VideoCache:
    """The kept videos below one folder, which is made when the first one comes in.

    Whatever the disk refuses is raised as a VideoError. `now_s` tells the seconds since 1970.
    """

    def __init__(self, folder: Path, now_s: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self._now_s = now_s

    # Looking

    def where(self, video_id: str) -> CacheEntry | None:
        """Return what may be played for this id, or None; fast, and never anything doubtful."""
        found = self.found(video_id)
        return found.entry if found.condition is Condition.READY else None

    def condition(self, video_id: str) -> Condition:
        """Return how the video of this id stands."""
        return self.found(video_id).condition

    def found(self, video_id: str) -> Found:
        """Return how the video of this id stands, and its entry even when it may not be served."""
        return found_in(self.folder, video_id)

    def entries(self) -> list[CacheEntry]:
        """Return everything that may be played, oldest first."""
        return sorted(
            (entry for found in self.holdings() if (entry := found.entry)
             and found.condition is Condition.READY),
            key=lambda entry: (entry.added_s, entry.id),
        )  # fmt: skip

    def holdings(self) -> list[Found]:
        """Return everything there is, also what is missing, unsealed or damaged."""
        return [found for folder in self._folders() if
                (found := look_into(folder)).condition is not Condition.ABSENT]  # fmt: skip

    def size_bytes(self) -> int:
        """Return how much the kept videos take, without those that lie elsewhere."""
        entries = (found.entry for found in self.holdings())
        return sum(each.size_bytes for each in entries if each and not each.is_linked)

    def free_bytes(self) -> int:
        """Return how much room is left on the cache's disk."""
        with told("The free space could not be read", self.folder):
            return free_bytes(self.folder)

    def place(self, video_id: str) -> Path:
        """Return where the video of this id lies or would lie."""
        return place_in(self.folder, video_id)

    def staging_place(self, video_id: str) -> Path:
        """Return where a download of this id gathers or would gather."""
        return self.folder / "staging" / folder_name(video_id)

    # Coming in

    def staging(self, video_id: str) -> Path:
        """Return the folder in which the download of this id goes on, made if need be."""
        return self._staged(folder_name(video_id))

    def incomplete(self, video_id: str) -> Path | None:
        """Return what a download made that proved not to be whole; None when there is nothing."""
        folder = self.staging_place(video_id) / INCOMPLETE_FOLDER
        return next(iter(sorted(folder.glob("video.*"))), None)

    def fresh_staging(self, video_id: str) -> Path:
        """Return a new, empty folder in staging, for an import; whoever asks for it clears it."""
        return self._staged(f"{folder_name(video_id)}-{secrets.token_hex(4)}")

    def publish(self, staging: Path, entry: CacheEntry) -> CacheEntry:
        """Keep what lies in a staging folder, and return it with whole paths.

        The entry's files are names in that folder, save that a linked one's is a whole path. Size
        and hash are found where they are 0 or empty, and believed where they are not. The folder
        is gone afterwards; what the entry does not name is deleted. When VideoError is raised the
        older video of this id is still kept.
        """
        self._claim()
        with told(f"“{entry.name}” could not be kept", self.folder):
            if not is_own_folder(staging):
                raise VideoError(f"There is nothing to keep in “{staging}”.")
            place = self._room(VIDEOS) / folder_name(entry.id)
            done = complete(staging, entry)
            put_in_place(staging, place, self._room("trash"))
        leave_only(place, manifest.file_names(done))
        kept = self.where(entry.id)
        if kept is None:
            raise VideoError(f"“{entry.name}” was kept, but the copy is not whole.",
                             hint="Check the disk and import it again.")  # fmt: skip
        return kept

    # Being kept

    def pin(self, video_id: str) -> None:
        """Never let this video go by itself."""
        with told("The video could not be pinned", self.folder):
            put_mark(self._kept(video_id), PINNED)

    def unpin(self, video_id: str) -> None:
        """Let this video go like others."""
        with told("The video could not be unpinned", self.folder):
            (self._kept(video_id) / PINNED).unlink(missing_ok=True)

    def touch(self, video_id: str, now_s: float) -> None:
        """Note that this video is playing; written once a minute at most, or when clocks jump."""
        with told("The video could not be marked as watched", self.folder):
            note_playing(self._kept(video_id), now_s)

    def examine(self, video_id: str) -> Finding:
        """Hash the video of this id; seal it anew, or put it into quarantine. Slow.

        Raises VideoError when the disk cannot be read.
        """
        self._refuse_strangers()
        with told("The video could not be checked", self.folder):
            return examine_folder(self.place(video_id), self._room("quarantine"), video_id)

    def verify(self, ids: Iterable[str] = ()) -> Iterator[Finding]:
        """Examine these videos, or all there are; yield what was found, one after another.

        One that the disk does not let us read is in doubt, and stops nothing.
        """
        self._refuse_strangers()
        named = [(self.place(each), each) for each in ids]
        yield from verified(named or [(each, "") for each in self._folders()],
                            self._room("quarantine"))  # fmt: skip

    # Going

    def remove(self, video_id: str) -> None:
        """Delete the video of this id; a linked one's file stays where it is.

        Raises VideoError when there is none, or when it is held open.
        """
        with told("The video could not be removed", self.folder):
            gone = throw(self._kept(video_id), self._room("trash"))
        if gone is not None:
            delete(gone)

    def evict(self, entries: Iterable[CacheEntry]) -> list[CacheEntry]:
        """Delete these videos, and return those that went.

        One stays if it was played or pinned since it was looked at, or is held open; one that
        another process took is not among those returned.
        """
        self._refuse_strangers()
        gone = []
        with told("Videos could not be let go", self.folder):
            trash = self._room("trash")
            for entry in entries:
                now = self.found(entry.id).entry
                if now is None or now.is_pinned or now.used_s != entry.used_s:
                    continue
                lies = throw_unwatched(self.place(entry.id), trash, entry.used_s)
                if lies is not None:
                    delete(lies)
                    gone.append(entry)
        return gone

    def collect(self) -> Collected:
        """Delete what is left over: trash, old quarantine and staging, torn publishes."""
        self._refuse_strangers()
        with told("The cache could not be tidied", self.folder):
            return collect(self.folder, self._now_s())

    def ownership(self) -> Ownership:
        """Return the right to download into this cache, not yet taken."""
        self._claim()
        return Ownership(self.folder)

    # Inside

    @property
    def _videos(self) -> Path:
        return self.folder / VIDEOS

    def _folders(self) -> Iterator[Path]:
        if not is_own_folder(self._videos):
            return
        with told("The video cache could not be read", self.folder):
            folders = list(self._videos.iterdir())
        # Systems leave files of their own wherever a person has looked.
        yield from (each for each in folders if is_folder_name(each.name))

    def _kept(self, video_id: str) -> Path:
        self._refuse_strangers()
        if self.condition(video_id) is Condition.ABSENT:
            raise VideoError(f"No video is kept for “{video_id}”.")
        return self.place(video_id)

    def _staged(self, name: str) -> Path:
        self._claim()
        with told("The video cache could not be used", self.folder):
            staging = self._room("staging") / name
            staging.mkdir(parents=True, exist_ok=True)
        if not is_own_folder(staging):
            raise VideoError(f"“{staging}” is a link to somewhere else.", hint="Delete the link.")
        return staging

    def _room(self, name: str) -> Path:
        """Return one of the cache's folders; raises VideoError when it leads out of the cache."""
        room = self.folder / name
        if os.path.lexists(room) and not is_own_folder(room):
            raise VideoError(f"“{room}” is a link to somewhere else.", hint="Delete the link.")
        return room

    def _refuse_strangers(self) -> None:
        """Raise VideoError when there is a folder, but not ours: nothing in it may be moved."""
        if self.folder.is_dir():
            self._claim()

    def _claim(self) -> None:
        with told("The video cache could not be used", self.folder):
            claim(self.folder)
