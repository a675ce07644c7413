"""What a person names on the command line, as wishes: a note, a folder, an address or an id."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import NoteError, UsageError
from viewer.library.cited_videos import cited_videos
from viewer.library.note_file import read_note_file
from viewer.library.note_names import is_note, vault_of
from viewer.library.vault import Vault
from viewer.note.addresses import youtube_id
from viewer.note.cited_video import with_cited_video
from viewer.note.front_matter import split_front_matter
from viewer.note.source import clean
from viewer.video.download import Wish
from viewer.video.reference import VideoRef, video_of
from viewer.video.sources import is_fetchable, wish_for, wish_for_typed

_ID = re.compile(r"[A-Za-z0-9_-]{6,64}")


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish, and the last time that the notes of its video name, 0 when that is not known."""

    wish: Wish
    last_ms: int = 0


def wishes_of(what: Iterable[str], sources: tuple[str, ...]) -> list[Wished]:
    """Return what is wished for, each video once, in order.

    Raises NoteError or UsageError when something names no video.
    """
    found = [wished for each in what for wished in _wishes_in(each, sources)]
    return list({wished.wish.id: wished for wished in reversed(found)}.values())[::-1]


def _wishes_in(what: str, sources: tuple[str, ...]) -> Iterator[Wished]:
    path = Path(what)
    if is_fetchable(what):
        yield Wished(wish_for_typed(VideoRef(youtube_id(what), what), "", sources))
    elif what and path.is_dir():
        yield from _wishes_below(path.absolute(), sources)
    elif is_note(path):
        yield Wished(_wish_in(path.absolute(), sources))
    elif _ID.fullmatch(what) and not path.exists():
        yield Wished(wish_for(VideoRef(what), "", sources))
    else:
        raise UsageError(
            f"“{what}” is no note, folder, address or id of a video.",
            hint="An address begins with https://; look at how it is spelt.",
        )


def _wishes_below(folder: Path, sources: tuple[str, ...]) -> Iterator[Wished]:
    vault = Vault(folder)
    vault.walk()
    for video in cited_videos(vault).videos:
        yield Wished(wish_for(video.ref, video.title, sources), video.last_ms)


def _wish_in(note: Path, sources: tuple[str, ...]) -> Wish:
    if not note.exists():
        raise NoteError(f"There is no note at “{note}”.", hint="Look at how it is spelt.")
    read = read_note_file(note, vault_of(note))
    header = with_cited_video(split_front_matter(clean(read.text))).values
    video = video_of(header)
    if video is None or not video.cache_id:
        raise UsageError(
            f"The note “{note.name}” names no video that could be downloaded.",
            hint="Its header can name one by id or by address.",
        )
    return wish_for(video, " ".join(header.get("title", ())) or note.stem, sources)
