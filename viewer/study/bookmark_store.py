"""The folder of bookmarks: one Markdown file a video, in the data folder, never in a vault.

Everything here may wait for a disk, so it is called off the main thread, by one caller at a time.
Before a file is written it is read again under a lock: another window, or an editor, may have
changed it. What a disk refuses is held, shown, and written with the next change.
"""

import hashlib
import os
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from viewer.durable import put_aside, read_plain, write_flushed
from viewer.errors import StudyError
from viewer.study.bookmarks import VideoName
from viewer.study.kept import Change, Collection, Kept
from viewer.study.leaf import Leaf

LARGEST_BYTES = 8_000_000
LOCK_WAIT_S = 5.0
NAME_CHARACTERS = 40
_UNSAFE = re.compile(r"[^\w-]+")
_HINT = "Make room on that disk, or let Notereel write there; the next bookmark tries again."


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was read, and by what it is known to be unchanged."""

    stamp: tuple[int, int]
    leaf: Leaf


class BookmarkStore:
    """Reads and changes what is kept in one folder, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[Path, _Seen] = {}
        self._unwritten = defaultdict[VideoName, list[Change]](list)

    def read_all(self) -> Collection:
        """Return what is kept, read anew where it has changed."""
        trouble: StudyError | None = None
        leaves: dict[str, tuple[Path, Leaf]] = {}
        for file in self._files():
            try:
                leaf = self._read(file)
            except StudyError as error:
                trouble = error
                continue
            if leaf is not None:
                key = leaf.key or file.stem
                # Somebody may have made a copy.
                if key not in leaves or file.stem.endswith(_digest(key)):
                    leaves[key] = (file, leaf)
        for video, changes in self._unwritten.items():
            file, leaf = leaves.get(video.key) or (self._new_file(video), Leaf.blank(video))
            leaves[video.key] = (file, _changed(leaf, changes))
        return Collection({key: _kept(*found) for key, found in leaves.items()}, trouble)

    def change(self, video: VideoName, *changes: Change) -> Collection:
        """Keep changes of one video, and return what is kept then; `trouble` if they are not."""
        self._unwritten[video] += changes
        trouble: StudyError | None = None
        try:
            self.flush()
        except StudyError as error:
            trouble = error
        found = self.read_all()
        return Collection(found.videos, trouble or found.trouble)

    def flush(self) -> None:
        """Write what has not been written yet.

        Raises StudyError when it cannot be; it is held then.
        """
        for video in [each for each, changes in self._unwritten.items() if changes]:
            try:
                self._write(video, self._unwritten[video])
            except (OSError, Timeout) as error:
                why = getattr(error, "strerror", "") or "another program holds it"
                raise StudyError(
                    f"This is kept until Notereel is closed only; it could not be written to "
                    f"“{self._folder}” ({why}).",
                    hint=_HINT,
                ) from error
            del self._unwritten[video]

    # Inside

    def _files(self) -> list[Path]:
        try:
            return sorted(
                each
                for each in self._folder.iterdir()
                if each.suffix.lower() == ".md" and not each.name.startswith(".")
            )
        except OSError:
            return []

    def _read(self, file: Path) -> Leaf | None:
        """Return what a file says, None if it is gone or cannot be read now.

        Raises StudyError for a damaged one, which has been put aside.
        """
        try:
            about = file.stat()
            stamp = about.st_mtime_ns, about.st_size
            seen = self._seen.get(file)
            if seen is not None and seen.stamp == stamp:
                return seen.leaf
            raw = read_plain(os.path.realpath(file), LARGEST_BYTES + 1)
        except OSError:
            return None
        text = _text_in(raw) if len(raw) <= LARGEST_BYTES else None
        if text is None:
            self._seen.pop(file, None)
            try:
                place = f"it was put aside as “{put_aside(file).name}”"
            except OSError:
                place = "it was left as it is"
            raise StudyError(
                f"The bookmarks in “{file.name}” cannot be read; {place}.",
                hint="It lies in the folder of your bookmarks, and an editor may save it.",
            )
        self._seen[file] = _Seen(stamp, Leaf(text))
        return self._seen[file].leaf

    def _write(self, video: VideoName, changes: list[Change]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(self._folder / ".lock", timeout=LOCK_WAIT_S):
            file, leaf = self._leaf_of(video)
            changed = _changed(leaf.naming(video), changes)
            if changed.text != leaf.text or not file.exists():
                write_flushed(file, changed.text)
                self._seen.pop(file, None)

    def _leaf_of(self, video: VideoName) -> tuple[Path, Leaf]:
        """Return the file of a video, which may have been renamed by hand, and what it says now."""
        named = self._new_file(video)
        for file in sorted(self._files(), key=lambda each: each != named):
            try:
                leaf = self._read(file)
            except StudyError:
                continue  # It is out of the way now.
            if leaf is not None and (leaf.key == video.key or file == named):
                return file, leaf
        return named, Leaf.blank(video)

    def _new_file(self, video: VideoName) -> Path:
        """Return what a video's file is called: by its title for people, by its key for us."""
        name = _UNSAFE.sub("_", video.title or video.value)[:NAME_CHARACTERS].strip("_-")
        return self._folder / f"{name.lower() or 'video'}-{_digest(video.key)}.md"


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _changed(leaf: Leaf, changes: list[Change]) -> Leaf:
    for change in changes:
        leaf = leaf.with_change(change)
    return leaf


def _kept(file: Path, leaf: Leaf) -> Kept:
    return Kept(file, leaf.title or file.stem, leaf.bookmarks, leaf.marks)


def _text_in(raw: bytes) -> str | None:
    """Return the text of a file, with its line ends; None if it is damaged."""
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
