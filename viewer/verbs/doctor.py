"""What is installed, what is missing, and how to get it."""

import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from viewer import __version__
from viewer.data_format import DataFormat, refusal
from viewer.errors import PlaybackError
from viewer.paths import HOME_VARIABLE, MARKER, Paths
from viewer.playback.libvlc import load_libvlc
from viewer.settings import Settings, read_settings
from viewer.video.cache import VideoCache
from viewer.video.deno import Denos
from viewer.video.downloader import Downloader, Downloaders
from viewer.video.programs import Program, ffmpeg, javascript_runtime
from viewer.video.sizes import size_words, videos_words
from viewer.video.versions import age_days

OLD_DAYS = 90
"""A yt-dlp of this age warns of itself that sites may have left it behind."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing the program uses: found where and in which version, or how to get it.

    `is_needed` is False when only something less depends on it.
    """

    name: str
    version: str
    path: str = ""
    missing: str = ""
    hint: str = ""
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class CacheReport:
    """The video cache: how much is in it, how much may be, and how much room its disk has."""

    folder: str
    videos: int
    size_bytes: int
    limit_bytes: int
    free_bytes: int

    def __str__(self) -> str:
        size, limit = size_words(self.size_bytes), size_words(self.limit_bytes)
        free = size_words(self.free_bytes)
        return f"{videos_words(self.videos)}, {size} of at most {limit}; {free} are free"


@dataclass(frozen=True, slots=True)
class Report:
    """All parts, the folders in use and why those, the cache, what is wrong with the settings."""

    parts: tuple[Part, ...]
    kept: str
    folders: dict[str, str]
    cache: CacheReport
    doubts: tuple[str, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether nothing that is needed is missing."""
        return not any(part.missing and part.is_needed for part in self.parts)

    def as_json(self) -> dict[str, Any]:
        """Return plain data."""
        return {**asdict(self), "is_well": self.is_well}

    def __str__(self) -> str:
        lines = [f"Notereel {__version__} on {platform.platform()}", ""]
        for part in self.parts:
            mark = "·" if not part.missing else "✗" if part.is_needed else "–"
            lines.append(f"{mark} {part.name:<20}{part.version or part.missing}")
            lines += [f"  {' ' * 20}{line}" for line in (part.path, part.hint) if line]
        lines += [
            "",
            self.kept,
            *(f"  {name:<20}{folder}" for name, folder in self.folders.items()),
        ]
        lines += [f"  {' ' * 20}{self.cache}", "", *self.doubts]
        lines.append(
            "Everything needed is here." if self.is_well else "Something needed is missing."
        )
        return "\n".join(lines)


def started_libvlc() -> str:
    """Return the version of libVLC, when it has started; raises PlaybackError if it does not."""
    libvlc = load_libvlc()
    libvlc.instance.release()
    return libvlc.version


def examine(paths: Paths, today: date, libvlc: Callable[[], str] = started_libvlc) -> Report:
    """Look at everything the program uses; changes nothing, asks no network."""
    settings, doubts = read_settings(paths.config / "settings.toml")
    parts = (
        Part("Python", platform.python_version(), sys.executable),
        _qt(),
        _libvlc(libvlc),
        *_downloaders(Downloaders(paths.data / "ytdlp").versions(), today),
        _program("JavaScript runtime", _runtime(paths, settings)),
        _distribution("PyAV", "av", "Only for downloads and imports: pip install av"),
        _program("ffmpeg", ffmpeg(settings.ffmpeg)),
        _data(paths),
    )
    folders = {
        "settings": str(paths.config / "settings.toml"),
        "data": str(paths.data),
        "video cache": str(paths.cache),
    }
    cache = _cache(paths.cache, settings)
    return Report(parts, _kept(paths), folders, cache, tuple(doubts))


def _kept(paths: Paths) -> str:
    """Return in one sentence why the folders are these."""
    if paths.home is None:
        return "What you make is kept in your own folders, as this system has them:"
    if paths.is_portable:
        return f"Notereel is portable, for there is a file “{MARKER}” beside it; all is kept there:"
    return f"{HOME_VARIABLE} says where everything is kept:"


def _data(paths: Paths) -> Part:
    trouble = refusal(paths.data) or paths.trouble()
    form = f"format {DataFormat.of(paths.data).number}"
    if trouble is None:
        return Part("your data", form, str(paths.data))
    return Part("your data", "", missing=trouble.sentence, hint=trouble.hint)


def _cache(folder: Path, settings: Settings) -> CacheReport:
    cache = VideoCache(folder)
    return CacheReport(
        folder=str(folder),
        videos=len(cache.entries()),
        size_bytes=cache.size_bytes(),
        limit_bytes=settings.cache_limit_bytes,
        free_bytes=cache.free_bytes(),
    )


def _downloaders(versions: tuple[Downloader, ...], today: date) -> Iterator[Part]:
    """Yield the yt-dlp in use and its scripts; then the one that came with us, if it is another."""
    best, bundled = versions[0], versions[-1]
    if best.version:
        path = best.folder or _module_path("yt_dlp")
        hint = _age(best.version, today)
        yield Part("yt-dlp", best.version, path, hint=hint, is_needed=False)
    else:
        yield _absent("yt-dlp", "Only for downloads: pip install yt-dlp")
    if best.ejs:
        path = best.folder or _module_path("yt_dlp_ejs")
        yield Part("yt-dlp-ejs", best.ejs, path, is_needed=False)
    else:
        yield _absent("yt-dlp-ejs", "Only for YouTube: pip install yt-dlp-ejs")
    if bundled is not best and bundled.version:
        path, hint = _module_path("yt_dlp"), "The newer one is used instead."
        yield Part("yt-dlp, bundled", bundled.version, path, hint=hint, is_needed=False)


def _runtime(paths: Paths, settings: Settings) -> Program:
    return javascript_runtime(settings.javascript_runtime or Denos(paths.data / "deno").path)


def _age(version: str, today: date) -> str:
    days = age_days(version, today)
    if days is None or days <= OLD_DAYS:
        return ""
    return f"It is {days} days old. A newer one: notereel downloader update"


def _module_path(name: str) -> str:
    found = find_spec(name)
    return str(Path(found.origin).parent) if found and found.origin else ""


def _qt() -> Part:
    try:
        return Part("Qt (PySide6)", metadata.version("PySide6-Essentials"))
    except metadata.PackageNotFoundError:
        hint = "pip install 'PySide6-Essentials<6.12'"
        return Part("Qt (PySide6)", "", missing="is not installed", hint=hint)


def _libvlc(ask: Callable[[], str]) -> Part:
    try:
        return Part("libVLC", ask())
    except PlaybackError as error:
        return Part("libVLC", "", missing=error.sentence, hint=error.hint)


def _distribution(title: str, name: str, hint: str) -> Part:
    try:
        return Part(title, metadata.version(name), is_needed=False)
    except metadata.PackageNotFoundError:
        return _absent(title, hint)


def _absent(title: str, hint: str) -> Part:
    return Part(title, "", missing="is not installed", hint=hint, is_needed=False)


def _program(title: str, found: Program) -> Part:
    if found.is_usable:
        return Part(title, found.version, found.path, is_needed=False)
    return Part(title, "", found.path, missing=found.problem, hint=found.hint, is_needed=False)
