"""What `notereel fetch` shows while it works: a bar, plain lines, or lines of JSON.

Files and JSON go to `out`, where programs read; what a person reads goes to `told`.
"""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, TextIO

from viewer.video.download import Download, DownloadState
from viewer.video.download_words import badge_words, hint_of, sentence_of
from viewer.video.entry import CacheEntry
from viewer.video.failures import Failure
from viewer.video.sizes import size_words

BAR_SIGNS = 20
_VAGUE = (Failure.UNKNOWN, Failure.CRASHED)
"""With these a person needs to see what the downloader said."""


@dataclass(slots=True)
class FetchScreen:
    """Where things are shown; `harmless` spells out what a terminal would obey.

    With `has_bar` one line is written over and over; with `is_json` nothing is told but JSON.
    """

    out: TextIO
    told: TextIO
    harmless: Callable[[str], str]
    is_json: bool = False
    has_bar: bool = False
    _seen: dict[str, Download] = field(default_factory=dict)
    _bar: str = ""

    def say(self, sentence: str) -> None:
        """Tell a person something, in a line of its own."""
        if not self.is_json:
            self._wipe()
            self._tell(sentence + "\n")

    def show(self, downloads: Sequence[Download]) -> None:
        """Show how far all are; only what differs from the last time is said again."""
        for download in downloads:
            before = self._seen.get(download.id)
            if before != download:
                self._seen[download.id] = download
                self._show_change(before, download)
        if self.has_bar and not self.is_json:
            self._draw(downloads)

    def show_entry(self, entry: CacheEntry) -> None:
        """Show what is kept now: its file, or all of it as JSON."""
        self._wipe()
        self._put({"state": "ready", **asdict(entry)}, entry.file)

    def _show_change(self, before: Download | None, now: Download) -> None:
        if self.is_json:
            self._put(_said_of(now), "")
            return
        if now.total_bytes and not (before and before.total_bytes):
            height = f", {now.height_px}p" if now.height_px else ""
            self.say(f"{now.name}: {size_words(now.total_bytes)}{height}")
            if now.limit:
                self.say(now.limit)
        is_news = before is None or before.state is not now.state
        if is_news and (not self.has_bar or not now.state.is_active):
            self.say(f"{now.name}: {badge_words('absent', now)}")
        if now.failure is not None and is_news:
            self.say(f"{sentence_of(now)} {hint_of(now)}".strip())
            if now.failure in _VAGUE and now.detail:
                self.say(f"  {now.detail}")

    def _draw(self, downloads: Sequence[Download]) -> None:
        at_work = [each for each in downloads if each.state.is_active]
        if not at_work:
            self._wipe()
            return
        first = at_work[0]
        filled = int(first.share * BAR_SIGNS)
        bar = f"[{'#' * filled}{'-' * (BAR_SIGNS - filled)}] "
        more = f"  ({len(downloads)} to go)" if len(downloads) > 1 else ""
        has_share = first.state is DownloadState.DOWNLOADING and first.total_bytes
        text = f"{bar if has_share else ''}{badge_words('absent', first)}{more}  {first.name}"
        if text != self._bar:
            # The last column is left empty: a full line would wrap.
            shown = self.harmless(text)[: shutil.get_terminal_size().columns - 1]
            self._wipe()
            self.told.write(shown)
            self.told.flush()
            self._bar = text

    def _wipe(self) -> None:
        if self._bar:
            self.told.write("\r" + " " * (shutil.get_terminal_size().columns - 1) + "\r")
            self._bar = ""

    def _tell(self, text: str) -> None:
        self.told.write(self.harmless(text))
        self.told.flush()

    def _put(self, said: dict[str, Any], text: str) -> None:
        self.out.write((json.dumps(said) if self.is_json else self.harmless(text)) + "\n")
        self.out.flush()


def _said_of(download: Download) -> dict[str, Any]:
    return {
        "id": download.id,
        "title": download.wish.title,
        "state": download.state,
        "got_bytes": download.got_bytes,
        "total_bytes": download.total_bytes,
        "speed_bytes_s": round(download.speed_bytes_s),
        "eta_s": round(download.eta_s),
        "height_px": download.height_px,
        "until_s": round(download.until_s),
        "failure": download.failure,
        "sentence": sentence_of(download),
        "hint": hint_of(download),
        "detail": download.detail,
    }
