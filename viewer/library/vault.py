"""A vault: a folder of notes, known by name.

Links are resolved among the names that were found while walking, so no path a note names
is ever touched before it is known to lie in here. The walk reads names only, follows no
folder link, and visits nothing twice.
"""

import os
import posixpath
import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from viewer.errors import NoteError
from viewer.library.beneath import is_file_beneath
from viewer.library.note_names import NOTE_SUFFIXES
from viewer.library.pictures import PICTURE_SUFFIXES, PictureNames
from viewer.video.reference import VIDEO_SUFFIXES

MOST_REMEMBERED = 50_000
"""So many answers about links are kept: the notes of a folder name the same few others."""
MOST_ENTRIES = 150_000
"""Walking stops here: a home folder opened by mistake must not take minutes."""


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """Return the form under which names match when they differ only in case and punctuation.

    The rule is the one the notes' own generator used: drop punctuation, spaces to underscores.
    """
    plain = unicodedata.normalize("NFC", name).casefold()
    return re.sub(r"[^\w ]+", "", plain).replace(" ", "_")


class Vault:
    """The names below one folder, walked once and again on `walk`.

    Paths are relative to `root`, with forward slashes.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._notes: list[str] = []
        self._videos: list[str] = []
        self._by_stem: dict[str, list[str]] = {}
        self._by_slug: dict[str, list[str]] = {}
        self._resolved: dict[tuple[str, str], str | None] = {}
        self._pictures = PictureNames(())

    @property
    def notes(self) -> list[str]:
        """Every note, folder by folder, in alphabetical order."""
        return self._notes

    def walk(self) -> None:
        """Read the names anew.

        Raises NoteError when the vault is no folder or may not be read.
        """
        try:
            files = sorted(self._files())
        except NotADirectoryError as error:
            raise NoteError(f"“{self.root}” is a file, not a folder of notes.") from error
        except OSError as error:
            raise NoteError(
                f"The vault “{self.root}” cannot be read: {error.strerror}.",
                hint="Check that the folder is there and that you may open it.",
            ) from error
        self._notes = [file for file in files if file.lower().endswith(NOTE_SUFFIXES)]
        self._videos = [file for file in files if file.lower().endswith(VIDEO_SUFFIXES)]
        self._pictures = PictureNames(
            file for file in files if file.lower().endswith(PICTURE_SUFFIXES)
        )
        self._by_stem, self._by_slug, self._resolved = {}, {}, {}
        for note in self._notes:
            stem = unicodedata.normalize("NFC", PurePosixPath(note).stem)
            self._by_stem.setdefault(stem, []).append(note)
            self._by_slug.setdefault(slug(stem), []).append(note)

    def resolve(self, target: str, near: str = "") -> str | None:
        """Return the note a wikilink means when it stands in the note `near`; None if dead.

        The same folder comes first, then a match by slug there, then anywhere.
        """
        question = target, near.rpartition("/")[0]
        try:
            return self._resolved[question]
        except KeyError:
            if len(self._resolved) >= MOST_REMEMBERED:
                self._resolved.clear()
            found = self._resolved[question] = self._resolve(*question)
            return found

    def _resolve(self, target: str, home: str) -> str | None:
        target = unicodedata.normalize("NFC", target.strip().replace("\\", "/"))
        if ".." in target.split("/"):
            target = posixpath.normpath(posixpath.join(home, target))
            if target.startswith(".."):
                return None
        target = target.removeprefix("./").strip("/")
        folder, _, name = target.rpartition("/")
        stem = name[: -len(".md")] if name.lower().endswith(".md") else name
        if not stem:
            return None
        exact = self._below(folder, self._by_stem.get(stem))
        if neighbour := _first_in(home, exact):
            return neighbour
        alike = self._below(folder, self._by_slug.get(slug(stem)))
        return _first_in(home, alike) or next(iter([*exact, *alike]), None)

    def image(self, target: str, near: str = "") -> str | None:
        """Return the image that a note's image means when it stands in the note `near`."""
        return self._pictures.find(target, near)

    def video_named(self, video_id: str) -> Path | None:
        """Return a video file kept among the notes whose name carries this id.

        The forms are those of yt-dlp (`Title [ID].mp4`), youtube-dl (`Title-ID.mp4`) and a
        bare id. Ids are case-sensitive.
        """
        for form in (f"[{video_id}]", f"-{video_id}", video_id):
            for video in self._videos:
                stem = PurePosixPath(video).stem
                if stem.endswith(form) and (form != video_id or stem == video_id):
                    return self.root / video
        return None

    def video_at(self, path: str) -> Path | None:
        """Return the video file a header names by path or name, if it lies in here."""
        wanted = path.replace("\\", "/").removeprefix("./")
        for video in self._videos:
            if video == wanted or PurePosixPath(video).name == wanted:
                return self.root / video
        return None

    @staticmethod
    def _below(folder: str, notes: list[str] | None) -> list[str]:
        if not folder or not notes:
            return notes or []
        return [note for note in notes if _is_below(note, folder)]

    def _files(self) -> Iterator[str]:
        folders = deque([(self.root, "")])
        seen: set[tuple[int, int]] = set()
        left = MOST_ENTRIES
        while folders and left > 0:
            folder, prefix = folders.popleft()
            for entry in self._entries(folder, is_root=not prefix):
                left -= 1
                if entry.is_dir(follow_symlinks=False):
                    about = entry.stat(follow_symlinks=False)
                    if (about.st_dev, about.st_ino) not in seen:
                        seen.add((about.st_dev, about.st_ino))
                        folders.append((Path(entry.path), f"{prefix}{entry.name}/"))
                elif self._is_file(entry, prefix + entry.name):
                    yield prefix + entry.name

    def _is_file(self, entry: os.DirEntry[str], path: str) -> bool:
        if not entry.is_symlink():
            return entry.is_file(follow_symlinks=False)
        return is_file_beneath(self.root, PurePosixPath(path))

    @staticmethod
    def _entries(folder: Path, *, is_root: bool) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return [entry for entry in entries if not entry.name.startswith(".")]
        except OSError:
            if is_root:
                raise
            return []  # One closed folder must not hide the rest.


def _is_below(note: str, folder: str) -> bool:
    parent = note.rpartition("/")[0] or "."
    return parent == folder or parent.endswith(f"/{folder}")


def _first_in(home: str, notes: list[str]) -> str | None:
    return next((note for note in notes if note.rpartition("/")[0] == home), None)
