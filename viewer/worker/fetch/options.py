"""How yt-dlp is told to work: everything by us, nothing from files of its own.

It never sees an ffmpeg: that would ask the network past our guard. Joining is ours (`merging`).
"""

import os
from pathlib import Path
from typing import Any, Protocol

import yt_dlp.globals

from viewer.video.download import FetchTerms
from viewer.video.programs import place_of

RETRIES = 10
TIMEOUT_S = 20
MOST_WARNINGS = 20
RUNTIMES = ("deno", "node", "quickjs", "bun")
BROWSER = "browser:"

OWN_SWITCHES = ("allow_private",)
"""What a trial may ask of us rather than of yt-dlp."""


class Listener(Protocol):
    """Who hears what yt-dlp has to say."""

    def debug(self, message: str) -> None: ...  # noqa: D102  # yt-dlp's own names.
    def info(self, message: str) -> None: ...  # noqa: D102
    def warning(self, message: str) -> None: ...  # noqa: D102
    def error(self, message: str) -> None: ...  # noqa: D102


class Warnings:
    """Keeps the last warnings, which say what a failure does not."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def debug(self, message: str) -> None:
        """Hear nothing: progress comes by a hook."""

    info = error = debug

    def warning(self, message: str) -> None:
        """Keep a warning."""
        self.said = [*self.said[-MOST_WARNINGS:], str(message)[:500]]

    @property
    def miss_runtime(self) -> bool:
        """Whether one of them says that there is no JavaScript runtime."""
        return any("javascript runtime" in warning.lower() for warning in self.said)


def shut_out_plugins() -> None:
    """Keep yt-dlp from running code that it finds in the person's folders."""
    os.environ["YTDLP_NO_PLUGINS"] = "1"
    yt_dlp.globals.plugin_dirs.value = []


def options_of(
    terms: FetchTerms, cache: Path, listener: Listener, trial: dict[str, Any]
) -> dict[str, Any]:
    """Return yt-dlp's options on these terms."""
    options: dict[str, Any] = {
        "quiet": True,
        "noprogress": True,
        "logger": listener,
        "color": "never",
        "format": format_of(terms.height_px),
        "noplaylist": True,
        "playlist_items": "1",
        "retries": RETRIES,
        "fragment_retries": RETRIES,
        "file_access_retries": 3,
        "skip_unavailable_fragments": False,
        "concurrent_fragment_downloads": 1,
        "continuedl": True,
        "socket_timeout": TIMEOUT_S,
        "updatetime": False,
        "hls_prefer_native": True,
        # A path where nothing is: yt-dlp takes it that there is no ffmpeg.
        "ffmpeg_location": str(cache / "no-ffmpeg"),
        "fixup": "never",
        "cachedir": str(cache / "players"),
        "usenetrc": False,
        # An empty word means no proxy at all, also none of the environment.
        "proxy": terms.proxy,
        "ratelimit": terms.rate_bytes_s or None,
        "js_runtimes": runtimes_of(terms.runtime),
        **_cookies_of(terms.cookies),
    }
    options.update({name: value for name, value in trial.items() if name not in OWN_SWITCHES})
    return options


def format_of(height_px: int) -> str:
    """Return what to ask for: H.264 in mp4 up to a height, since libVLC seeks best in it.

    A site that does not say how high its pictures are is taken at its word.
    """
    height = f"[height<=?{height_px}]"
    return "/".join((
        f"bv*{height}[vcodec^=avc1][protocol^=http]+ba[ext=m4a][protocol^=http]",
        f"b{height}[vcodec^=?avc1][protocol^=http]",
        f"bv*{height}[vcodec^=?avc1]+ba[acodec^=?mp4a]",
        f"bv*{height}+ba",
        f"b{height}",
        "bv*+ba",
        "b",
    ))  # fmt: skip


def runtimes_of(chosen: str) -> dict[str, dict[str, str]]:
    """Return the JavaScript runtime to use: the chosen one, else a deno that is here."""
    path = place_of("deno", chosen)
    name = next((each for each in RUNTIMES if each in Path(path).stem.lower()), "deno")
    return {name: {"path": path}} if path else {}


def _cookies_of(cookies: str) -> dict[str, Any]:
    if cookies.startswith(BROWSER):
        return {"cookiesfrombrowser": (cookies.removeprefix(BROWSER),)}
    return {"cookiefile": cookies} if cookies else {}
