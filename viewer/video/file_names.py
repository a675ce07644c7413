"""Which video a file on somebody's disk is, as its name says, and what lies beside it.

yt-dlp names files `Title [ID].mp4`, youtube-dl named them `Title-ID.mp4`. Folders are searched
within bounds, and links are never followed.
"""

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from viewer.errors import VideoError
from viewer.video.reference import VIDEO_SUFFIXES
from viewer.video.sniff import look_at

FILES_AT_MOST = 50_000
FOLDERS_DEEP = 8
BESIDE_AT_MOST = 10_000

_BRACKETED = re.compile(r"\[([A-Za-z0-9_-]{6,64})\]")
_DASHED = re.compile(r"(?s:.*)-((?=.*[A-Za-z])(?=.*[\d_-]|.+[a-z][A-Z])[A-Za-z0-9_-]{11})")
"""Eleven signs that are neither a word nor a date."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file that seems to be a wanted video; `why` ends the sentence “It is this one, because”."""

    file: Path
    id: str
    why: str


def id_in_name(file: Path) -> str:
    """Return the video id that a downloader wrote into a file's name.

    Raises VideoError when there is none.
    """
    found = _id_and_why(file.stem)
    if found is None:
        raise VideoError(
            f"The name “{file.name}” does not say which video it is.",
            hint="Give its id with --id, or name it like “Title [ID].mp4”.",
        )
    return found[0]


def title_in_name(file: Path) -> str:
    """Return a file's name without its suffix and without the id at its end."""
    found = _id_and_why(file.stem)
    if found is None:
        return file.stem
    bare = file.stem.removesuffix(f"[{found[0]}]").removesuffix(f"-{found[0]}").strip()
    return bare or file.stem


def _id_and_why(stem: str) -> tuple[str, str] | None:
    if bracketed := _BRACKETED.findall(stem):
        return bracketed[-1], f"[{bracketed[-1]}] stands in its name"
    dashed = _DASHED.fullmatch(stem)
    return (dashed[1], f"its name ends in -{dashed[1]}") if dashed else None


def proposals(folder: Path, wanted: Collection[str] | None = None) -> list[Proposal]:
    """Return the files below a folder whose names say that they are wanted videos.

    With None, every video is wanted. Of several files for one id the largest is proposed. What
    has the name of a video but is none is left out. Raises VideoError when the folder is unread.
    """
    best: dict[str, tuple[int, Proposal]] = {}
    for file in islice(_files_below(folder), FILES_AT_MOST):
        proposal = _proposal(file, wanted)
        if proposal is None:
            continue
        size_bytes = file.lstat().st_size
        if size_bytes > best.get(proposal.id, (0, None))[0]:
            best[proposal.id] = (size_bytes, proposal)
    return sorted((each for _, each in best.values()), key=lambda each: each.file)


def _proposal(file: Path, wanted: Collection[str] | None) -> Proposal | None:
    found = _id_and_why(file.stem) if wanted is None else _wanted_id_and_why(file.stem, wanted)
    if found is None:
        return None
    try:
        look_at(file)
    except VideoError:
        return None
    return Proposal(file, *found)


def _wanted_id_and_why(stem: str, wanted: Collection[str]) -> tuple[str, str] | None:
    """Return which wanted id a name holds: as it is known, it need not look like one."""
    if stem in wanted:
        return stem, "it is named by the id"
    for bracketed in reversed(_BRACKETED.findall(stem)):
        if bracketed in wanted:
            return bracketed, f"[{bracketed}] stands in its name"
    for length in sorted({len(each) for each in wanted}, reverse=True):
        if stem[-length - 1 : -length] == "-" and stem[-length:] in wanted:
            return stem[-length:], f"its name ends in -{stem[-length:]}"
    return None


def _files_below(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        if error.filename == str(folder):
            raise VideoError(f"“{folder}” cannot be read: {error.strerror}.") from error

    for place, folders, names in os.walk(folder, onerror=refuse):
        depth = len(Path(place).relative_to(folder).parts)
        # A cache of ours holds no files to import.
        is_end = depth >= FOLDERS_DEEP or ("cache.json" in names and "videos" in folders)
        folders[:] = [] if is_end else sorted(each for each in folders if each[0] != ".")
        files = (Path(place, name) for name in sorted(names))
        yield from (each for each in files if each.suffix.lower() in VIDEO_SUFFIXES
                    and not each.is_symlink())  # fmt: skip


def beside(file: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files that go with a video: what follows its stem (`.en.vtt`), and the file.

    Raises OSError.
    """
    with os.scandir(file.parent) as entries:
        for entry in islice(entries, BESIDE_AT_MOST):
            rest = entry.name.removeprefix(file.stem)
            if rest != entry.name and rest.startswith(".") and entry.name != file.name:
                yield rest, file.with_name(entry.name)
