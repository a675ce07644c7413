"""The cache: one kept file for every video id. Files are the truth; there is no index.

    cache.json                   says that this folder is ours
    videos/KEY/entry.json        written last: a folder without a valid one does not exist
    videos/KEY/video.mp4
    staging/KEY-CHANCE/          a video on its way in

KEY is the id and four hex digits of its SHA-256, because ids differ by case and not every
file system's names do. Nothing of a video's title ever becomes part of a path.
"""

import hashlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from viewer.errors import VideoError
from viewer.video.sniff import look_at

FORMAT = 1
CHUNK_BYTES = 1 << 20
_SUFFIXES = {"mp4": ".mp4", "mkv": ".mkv"}


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """A video that is kept; `added_s` is seconds since 1970, `file` the whole path."""

    id: str
    title: str
    file: str
    size_bytes: int
    sha256: str
    source: str
    added_s: int


class VideoCache:
    """The kept videos below one folder, which is made when the first one comes in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def where(self, video_id: str) -> CacheEntry | None:
        """Return what is kept for this id, or None; never something whose file has another size."""
        return self._entry_in(self.folder / "videos" / _key(video_id), video_id)

    def entries(self) -> list[CacheEntry]:
        """Return everything kept, oldest first."""
        return sorted(self._found(), key=lambda entry: entry.added_s)

    def import_file(self, file: Path, video_id: str, *, title: str = "") -> CacheEntry:
        """Keep a copy of a file (or a second name for it) under this id, replacing an older one.

        Raises VideoError when it is no playable video, or the cache has no room or may not be
        written; then nothing has changed.
        """
        demuxer = look_at(file).demuxer
        staging = self.folder / "staging" / f"{_key(video_id)}-{secrets.token_hex(4)}"
        try:
            self._claim()
            staging.mkdir(parents=True)
            entry = self._stage(file, staging, video_id, title, _SUFFIXES.get(demuxer, file.suffix))
            self._publish(staging, self.folder / "videos" / _key(video_id))
        except OSError as error:
            raise self._refusal(file, error) from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        kept = self.where(entry.id)
        if kept is None:
            raise VideoError(f"“{file.name}” was copied, but the copy is not whole.",
                             hint="Check the disk and import it again.")  # fmt: skip
        return kept

    def _found(self) -> Iterator[CacheEntry]:
        videos = self.folder / "videos"
        for folder in videos.iterdir() if videos.is_dir() else ():
            entry = self._entry_in(folder)
            if entry is not None:
                yield entry

    def _entry_in(self, folder: Path, video_id: str = "") -> CacheEntry | None:
        try:
            said = json.loads((folder / "entry.json").read_text(encoding="utf-8"))
            entry = CacheEntry(**{**said["entry"], "file": str(folder / said["entry"]["file"])})
            is_whole = os.lstat(entry.file).st_size == entry.size_bytes
        except (OSError, ValueError, TypeError, KeyError):
            return None
        belongs = _key(entry.id) == folder.name and video_id in ("", entry.id)
        return entry if is_whole and belongs else None

    def _claim(self) -> None:
        mark = self.folder / "cache.json"
        if mark.exists():
            return
        if self.folder.is_dir() and not all(map(_is_ours, self.folder.iterdir())):
            raise VideoError(
                f"“{self.folder}” holds other files, so it cannot become the video cache.",
                hint="Choose an empty folder.",
            )
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_flushed(mark, json.dumps({"format": FORMAT, "id": secrets.token_hex(8)}))

    def _stage(
        self, file: Path, staging: Path, video_id: str, title: str, suffix: str
    ) -> CacheEntry:
        video = staging / f"video{suffix.lower()}"
        digest = _copy_flushed(file, video)
        entry = CacheEntry(
            id=video_id,
            title=title,
            file=video.name,
            size_bytes=video.stat().st_size,
            sha256=digest,
            source="imported",
            added_s=int(time.time()),
        )
        said = {"format": FORMAT, "entry": asdict(entry)}
        _write_flushed(staging / "entry.json", json.dumps(said, indent=1))
        return entry

    def _publish(self, staging: Path, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        trash = staging.with_name(f"{staging.name}.old")
        if place.exists():
            place.rename(trash)
        staging.rename(place)
        _flush_folder(place.parent)
        shutil.rmtree(trash, ignore_errors=True)

    def _refusal(self, file: Path, error: OSError) -> VideoError:
        hint = "Free some space, or choose another cache folder, and import it again."
        return VideoError(
            f"“{file.name}” could not be kept in {self.folder}: {error.strerror}.", hint=hint
        )


def id_in_name(file: Path) -> str:
    """Return the video id that yt-dlp wrote into a file's name: `Title [ID].mp4`.

    Raises VideoError when there is none.
    """
    named = re.search(r"\[([A-Za-z0-9_-]{6,64})\]\Z", file.stem)
    if named is None:
        raise VideoError(
            f"The name “{file.name}” does not say which video it is.",
            hint="Give its id with --id, or name it like “Title [ID].mp4”.",
        )
    return named[1]


def _is_ours(entry: Path) -> bool:
    # Another import may be claiming the folder at this very moment.
    return entry.name in ("videos", "staging") or entry.name.startswith("cache.json")


def _key(video_id: str) -> str:
    return f"{video_id}-{hashlib.sha256(video_id.encode()).hexdigest()[:4]}"


def _copy_flushed(source: Path, target: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("xb") as written:
        while chunk := read.read(CHUNK_BYTES):
            digest.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest()


def _write_flushed(file: Path, text: str) -> None:
    beside = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    with beside.open("w", encoding="utf-8") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
    beside.replace(file)


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows keeps the order of renames itself and cannot open a folder.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
