"""Loading a film that comes in fragments, so that it can be gone on with after any of them.

What is added to yt-dlp's own downloaders is the journal, and a look whether the fragment that was
the last is still the same one where it came from.
"""

import os
from pathlib import Path
from typing import Any

from yt_dlp.networking import Request

from viewer.worker.fetch.journal import Journal, forget_fragments
from viewer.worker.fetch.parts import Info
from viewer.worker.fetch.resume import ChangedError

LOOK_BYTES = 32 << 10
"""So much of the last fragment is asked for again."""


def journaled(kind: Any) -> Any:
    """Return a class of yt-dlp's that loads fragments, with a journal kept."""

    class JournaledFD(Journaled, kind):
        FD_NAME = kind.FD_NAME

    return JournaledFD


class Journaled:
    """What is added to a downloader of fragments; the names are yt-dlp's.

    Should a later yt-dlp call these steps otherwise, no journal comes about, and a half film is
    begun anew.
    """

    ydl: Any
    _is_exact = True
    _last = 0

    def _prepare_frag_download(self, ctx: Any) -> None:
        file = Path(ctx["filename"])
        if Journal(file).total != ctx["total_frags"]:
            forget_fragments(file)
            Journal(file).write(ctx["total_frags"] or 0, [])
        super()._prepare_frag_download(ctx)  # type: ignore[misc]
        self._last = ctx["fragment_index"]

    def _start_frag_download(self, ctx: Any, info: Info) -> Any:
        started = super()._start_frag_download(ctx, info)  # type: ignore[misc]
        # So the last one that is here is among those that are to be loaded, and can be looked at.
        ctx["fragment_index"] = max(self._last - 1, 0)
        return started

    def download_and_append_fragments(
        self, ctx: Any, fragments: Any, info: Info, **more: Any
    ) -> Any:
        """Look at the fragment that was the last, and load those that follow it."""
        fragments = list(fragments)
        ctx["fragment_index"] = self._last
        if self._last:
            former, *fragments = fragments or [{}]
            self._compare(Path(ctx["filename"]), former, info)
        # Going on in the middle, yt-dlp loses count of byte ranges and of what keys begin with.
        self._is_exact = not any(map(_depends_on_former, fragments))
        return super().download_and_append_fragments(ctx, fragments, info, **more)  # type: ignore[misc]

    def _append_fragment(self, ctx: Any, content: Any) -> None:
        super()._append_fragment(ctx, content)  # type: ignore[misc]
        self._is_exact = self._is_exact and ctx["fragment_index"] == self._last + 1
        self._last += 1
        if self._is_exact:
            stream = ctx["dest_stream"]
            os.fsync(stream.fileno())
            Journal(Path(ctx["filename"])).add(self._last, stream.tell())

    def _compare(self, file: Path, former: Info, info: Info) -> None:
        """Raise ChangedError unless the last fragment begins as it did when it was loaded."""
        if former.get("frag_index") != self._last:
            raise ChangedError
        ends = [0, *(end for _, end in Journal(file).rows())]
        with Path(f"{file}.part").open("rb") as stream:
            stream.seek(ends[-2])
            here = stream.read(min(ends[-1] - ends[-2], LOOK_BYTES))
        headers = {**(info.get("http_headers") or {}), "Range": f"bytes=0-{len(here) - 1}"}
        answer = self.ydl.urlopen(Request(former["url"], headers=headers))
        there = b""
        while len(there) < len(here) and (more := answer.read(len(here) - len(there))):
            there += more
        answer.close()
        if there != here:
            raise ChangedError


def _depends_on_former(fragment: Info) -> bool:
    is_locked = (fragment.get("decrypt_info") or {}).get("METHOD", "NONE") != "NONE"
    return bool(fragment.get("byte_range")) or is_locked
