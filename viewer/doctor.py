"""What is installed, what is missing, and how to get it."""

import platform
import shutil
import sys
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from viewer import __version__
from viewer.errors import PlaybackError
from viewer.paths import Paths
from viewer.playback.libvlc import load_libvlc


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
class Report:
    """All parts, and the folders in use."""

    parts: tuple[Part, ...]
    folders: dict[str, str]

    @property
    def is_well(self) -> bool:
        """Whether nothing that is needed is missing."""
        return not any(part.missing and part.is_needed for part in self.parts)

    def as_json(self) -> dict[str, Any]:
        """Return plain data."""
        parts = [asdict(part) for part in self.parts]
        return {"is_well": self.is_well, "parts": parts, "folders": self.folders}

    def __str__(self) -> str:
        lines = [f"Notereel {__version__} on {platform.platform()}", ""]
        for part in self.parts:
            mark = "·" if not part.missing else "✗" if part.is_needed else "–"
            lines.append(f"{mark} {part.name:<20}{part.version or part.missing}")
            lines += [f"  {' ' * 20}{line}" for line in (part.path, part.hint) if line]
        lines += ["", *(f"  {name:<20}{folder}" for name, folder in self.folders.items()), ""]
        lines.append(
            "Everything needed is here." if self.is_well else "Something needed is missing."
        )
        return "\n".join(lines)


def examine(paths: Paths) -> Report:
    """Look at everything the program uses; changes nothing, asks no network."""
    parts = (
        Part("Python", platform.python_version(), sys.executable),
        _qt(),
        _libvlc(),
        _distribution("yt-dlp"),
        _distribution("yt-dlp-ejs"),
        _program("deno", "JavaScript runtime", "YouTube downloads need it: pip install deno."),
        _program("ffmpeg", "ffmpeg", "Only for merging downloads above 360p."),
    )
    folders = {
        "settings": str(paths.config / "settings.toml"),
        "data": str(paths.data),
        "video cache": str(paths.cache),
    }
    return Report(parts, folders)


def _qt() -> Part:
    try:
        return Part("Qt (PySide6)", metadata.version("PySide6-Essentials"))
    except metadata.PackageNotFoundError:
        hint = "pip install 'PySide6-Essentials<6.12'"
        return Part("Qt (PySide6)", "", missing="is not installed", hint=hint)


def _libvlc() -> Part:
    try:
        libvlc = load_libvlc()
    except PlaybackError as error:
        return Part("libVLC", "", missing=error.sentence, hint=error.hint)
    return Part("libVLC", libvlc.version)


def _distribution(name: str) -> Part:
    try:
        return Part(name, metadata.version(name), is_needed=False)
    except metadata.PackageNotFoundError:
        hint = f"Only for downloads: pip install {name}"
        return Part(name, "", missing="is not installed", hint=hint, is_needed=False)


def _program(name: str, title: str, hint: str) -> Part:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found:
        return Part(title, "found", found, is_needed=False)
    return Part(title, "", missing="was not found", hint=hint, is_needed=False)
