"""What the fetch job is asked, and what it says back."""

import json
import time
from dataclasses import dataclass, field, fields
from typing import Any, BinaryIO

from viewer.video.download import FetchTerms

Answer = dict[str, Any]

PROGRESS_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class Question:
    """One video to fetch; `trial` is for tests alone and never set by the program.

    The `trusted` addresses a person typed, or their settings hold: these may lie in the person's
    own network. A question with "typed" trusts all.
    """

    do: str
    id: str
    title: str
    addresses: tuple[str, ...]
    cache: str
    terms: FetchTerms = field(default_factory=FetchTerms)
    trusted: tuple[str, ...] = ()
    trial: Answer = field(default_factory=dict)


def read_question(line: bytes) -> Question:
    """Return the question in a line of JSON.

    Raises ValueError, KeyError or TypeError when it is none.
    """
    said = json.loads(line)
    known = {row.name for row in fields(FetchTerms)}
    terms = {name: value for name, value in said.get("terms", {}).items() if name in known}
    if "languages" in terms:
        terms["languages"] = tuple(terms["languages"])
    return Question(
        do=said["do"],
        id=said["id"],
        title=said.get("title", ""),
        addresses=tuple(said["addresses"]),
        cache=said["cache"],
        terms=FetchTerms(**terms),
        trusted=tuple(said["addresses"] if said.get("typed") else said.get("trusted") or ()),
        trial=said.get("trial") or {},
    )


class News:
    """The lines that go home, each one JSON object; progress goes at most ten times a second."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._progress_s = 0.0

    def say(self, kind: str, **facts: Any) -> None:
        """Send one piece of news."""
        self._stream.write(json.dumps({"news": kind, **facts}).encode() + b"\n")
        self._stream.flush()

    def say_progress(self, **facts: Any) -> None:
        """Send how far it is, unless that was said a moment ago."""
        now_s = time.monotonic()
        if now_s - self._progress_s >= PROGRESS_EVERY_S:
            self._progress_s = now_s
            self.say("progress", **facts)
