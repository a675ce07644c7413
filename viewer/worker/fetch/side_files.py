"""What comes with a video: subtitles, a picture, the description, chapters, the storyboard.

A trouble with any of these is none of the video's: it is left out. Nothing of what is kept holds
an address that a site has signed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from yt_dlp.downloader.mhtml import MhtmlFD
from yt_dlp.networking import Request
from yt_dlp.networking.exceptions import RequestError
from yt_dlp.utils import YoutubeDLError

from viewer.errors import ViewerError
from viewer.video import captions, thumbnail
from viewer.video.aside import Chapter, Track
from viewer.video.download import FetchTerms
from viewer.video.storyboard import Cut
from viewer.worker.fetch.guards import GuardedDownloader
from viewer.worker.fetch.parts import Info

MOST_DESCRIPTION = 100_000
MOST_CHAPTERS, MOST_TITLE = 500, 300
MOST_BOARDS = 60
PICTURES_TRIED = 3

_SIGNED_LINES = re.compile(rb"^(?:Content-location|X\.yt-dlp\.Origin):[^\r\n]*\r?\n", re.M | re.I)
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,20}")


@dataclass(frozen=True, slots=True)
class SideFiles:
    """What came with a video; files are named as they lie in the folder, empty where none came."""

    tracks: tuple[Track, ...] = ()
    thumbnail: str = ""
    description: str = ""
    storyboard: str = ""
    chapters: tuple[Chapter, ...] = ()


def fetch_side_files(
    downloader: GuardedDownloader, info: Info, terms: FetchTerms, folder: Path
) -> SideFiles:
    """Fetch what comes with a video into a folder."""
    deeds: tuple[Callable[[], Any], ...] = (
        lambda: _thumbnail(downloader, info, folder),
        lambda: _description(info, folder),
        lambda: _storyboard(downloader, info, folder),
    )
    thumbnail, description, storyboard = (_or_none(deed) or "" for deed in deeds)
    return SideFiles(
        tracks=tuple(_tracks(downloader, info, terms, folder)),
        thumbnail=thumbnail,
        description=description,
        storyboard=storyboard,
        chapters=tuple(_chapters(info)),
    )


def _or_none(deed: Callable[[], Any]) -> Any:
    """Return what a deed gives, None when the site, the network or the disk is against it."""
    try:
        return deed()
    except (YoutubeDLError, RequestError, ViewerError, OSError, ValueError, TypeError, KeyError):
        return None


def _tracks(
    downloader: GuardedDownloader, info: Info, terms: FetchTerms, folder: Path
) -> Iterator[Track]:
    """Fetch the subtitles of each language; those nobody wrote where there are no others."""
    for language in filter(_LANGUAGE.fullmatch, terms.languages):
        written = _vtt_in(info.get("subtitles"), (language,))
        if written and (name := _track(downloader, written, folder / f"{language}.vtt")):
            yield Track(language, name)
            continue
        heard = _vtt_in(info.get("automatic_captions"), (f"{language}-orig", language))
        if heard and terms.wants_automatic:
            name = _track(downloader, heard, folder / f"{language}.auto.vtt")
            if name:
                yield Track(language, name, is_automatic=True)


def _vtt_in(offered: Any, languages: tuple[str, ...]) -> Info | None:
    """Return the WebVTT that is offered in one of these languages, or in a variety of it."""
    offered = offered or {}
    varieties = [key for key in offered if key.startswith(f"{languages[-1]}-")]
    for language in (*languages, *varieties):
        for each in offered.get(language) or ():
            if each.get("ext") == "vtt" and str(each.get("protocol") or "http").startswith("http"):
                return dict(each)
    return None


def _track(downloader: GuardedDownloader, said: Info, file: Path) -> str:
    def fetch() -> str:
        data = said.get("data")
        raw = str(data).encode() if data else _got(downloader, said, captions.BYTES_AT_MOST)
        file.write_text(captions.mended(raw), encoding="utf-8")
        return file.name

    return _or_none(fetch) or ""


def _thumbnail(downloader: GuardedDownloader, info: Info, folder: Path) -> str:
    """Fetch the best picture that is there; the last is the best."""
    for said in list(info.get("thumbnails") or ())[: -PICTURES_TRIED - 1 : -1]:
        raw = _or_none(partial(_got, downloader, said, thumbnail.MOST_BYTES)) or b""
        if name := thumbnail.keep_thumbnail(raw, folder):
            return name
    return ""


def _description(info: Info, folder: Path) -> str:
    text = str(info.get("description") or "").strip()[:MOST_DESCRIPTION]
    if not text:
        return ""
    (folder / "description.txt").write_text(text, encoding="utf-8", errors="replace")
    return "description.txt"


def _storyboard(downloader: GuardedDownloader, info: Info, folder: Path) -> str:
    """Fetch the finest storyboard that is not too large."""
    boards = [
        each for each in info.get("formats") or ()
        if each.get("protocol") == "mhtml" and len(each.get("fragments") or ()) <= MOST_BOARDS
    ]  # fmt: skip
    if not boards:
        return ""
    finest = max(boards, key=lambda each: int(each.get("width") or 0))
    file = folder / "storyboard.mhtml"
    loader = MhtmlFD(downloader, {**downloader.params, "fragment_retries": 1, "retries": 1})
    is_here, _ = loader.download(str(file), {**info, **finest})
    if not is_here:
        return ""
    sheets = _SIGNED_LINES.sub(b"", file.read_bytes())
    file.write_bytes(_cut_of(finest).written_into(sheets))
    return file.name


def _cut_of(board: Info) -> Cut:
    every_ms = 1000 / board["fps"] if board.get("fps") else 0
    return Cut(int(board.get("width") or 0), int(board.get("height") or 0), round(every_ms))


def _chapters(info: Info) -> Iterator[Chapter]:
    for each in list(info.get("chapters") or ())[:MOST_CHAPTERS]:
        start_s = each.get("start_time")
        if isinstance(start_s, int | float) and 0 <= start_s < 1e7:
            yield Chapter(round(start_s * 1000), str(each.get("title") or "")[:MOST_TITLE])


def _got(downloader: GuardedDownloader, said: Info, most_bytes: int) -> bytes:
    """Return what lies at an address; raises ValueError when it is too much."""
    answer = downloader.urlopen(Request(said["url"], headers=said.get("http_headers") or {}))
    raw: bytes = answer.read(most_bytes + 1)
    while len(raw) <= most_bytes and (more := answer.read(most_bytes + 1 - len(raw))):
        raw += more
    if len(raw) > most_bytes:
        raise ValueError("too large")
    return raw
