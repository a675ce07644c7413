"""Having subtitles read elsewhere: the cues come home in portions.

Whoever reads is hired when there is something to read, and let go when there is nothing more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from viewer.errors import VideoError
from viewer.video.cues import Cue
from viewer.worker.host import Answer, Done, Failed

BESIDE_DEADLINE_S = 20.0
INSIDE_DEADLINE_S = 120.0
"""Of a container without an index all has to be read."""


class Clerk(Protocol):
    """Answers questions about subtitles."""

    def ask(
        self, question: Answer, done: Done, failed: Failed, *, deadline_s: float | None = None
    ) -> None:
        """Put a question; exactly one of `done` and `failed` will be called."""

    def close(self) -> None:
        """Drop what was asked."""


@dataclass(frozen=True, slots=True)
class TrackRead:
    """The cues of a track, and a remark about them."""

    cues: tuple[Cue, ...]
    remark: str


class TrackReader:
    """Reads tracks; `rested` is called when there is nothing more to read."""

    def __init__(self, hire: Callable[[], Clerk], rested: Callable[[], None]) -> None:
        self._hire = hire
        self._rested = rested
        self._clerk: Clerk | None = None
        self._pending = 0

    @property
    def is_busy(self) -> bool:
        """Whether something is being read."""
        return self._clerk is not None

    def look_inside(self, video: Answer, done: Callable[[list[list[Any]]], None]) -> None:
        """Find out which tracks a video carries; none where it cannot be opened."""
        question = {"do": "inner", **video}
        self._ask(question, lambda said: done(said["tracks"]), lambda _error: done([]))

    def read(self, question: Answer, done: Callable[[TrackRead], None], failed: Failed) -> None:
        """Read one track, all of it."""
        cues: list[Cue] = []
        first: Answer = {}

        def on_portion(answer: Answer) -> None:
            first.update(first or answer)
            cues.extend(Cue(*each) for each in answer["cues"])
            if len(cues) < answer["count"]:
                self._ask({"do": "more", "row": len(cues)}, on_portion, failed)
            else:
                done(TrackRead(tuple(cues), first["remark"]))

        deadline_s = INSIDE_DEADLINE_S if "video" in question else BESIDE_DEADLINE_S
        self._ask({"do": "read", **question}, on_portion, failed, deadline_s)

    def write(self, question: Answer, done: Callable[[Path], None], failed: Failed) -> None:
        """Write one track as plain SubRip."""

        def on_written(answer: Answer) -> None:
            if answer["file"]:
                done(Path(answer["file"]))
            else:
                failed(VideoError("There is no room to make these subtitles ready."))

        self._ask({"do": "write", **question}, on_written, failed)

    def stop(self) -> None:
        """Drop what is being read; nobody is told."""
        clerk, self._clerk = self._clerk, None
        self._pending = 0
        if clerk is not None:
            clerk.close()

    def _ask(
        self, question: Answer, done: Done, failed: Failed, deadline_s: float = BESIDE_DEADLINE_S
    ) -> None:
        clerk = self._clerk = self._clerk or self._hire()
        self._pending += 1

        def home(deed: Callable[[Any], None]) -> Callable[[Any], None]:
            def arrive(said: Any) -> None:
                if clerk is not self._clerk:
                    return
                deed(said)
                if clerk is self._clerk:
                    self._pending -= 1
                    self._rest()

            return arrive

        clerk.ask(question, home(done), home(failed), deadline_s=deadline_s)

    def _rest(self) -> None:
        if not self._pending:
            self.stop()
            self._rested()
