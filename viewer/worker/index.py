"""The index job: walks a vault at low priority, for what its notes say of a video.

It answers in slices, so that it is known how far it has come, and a note that takes for ever costs
one child and no more.
"""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from viewer.errors import UsageError
from viewer.library.citation import Citation, columns
from viewer.library.citing_notes import CitingNotes, Sight
from viewer.study.verdicts import Verdicts

Answer = dict[str, Any]

SLICE_S = 0.25
MOST_CITATIONS = 20_000


class IndexJob:
    """Answers `citing`: what the other notes of a vault cite of a video, by time.

    `is_new` begins with a fresh walk; until `is_done` the same is asked again. Who `is_careful`
    gets an answer for every note, with the `next` one, so that it is known which took for ever;
    those in `skip` are left out.
    """

    def __init__(self) -> None:
        self._notes: CitingNotes | None = None
        self._found: dict[str, list[Citation]] = {}

    def answer(self, question: Answer) -> Answer:
        """Answer one question.

        Raises NoteError when the vault cannot be read.
        """
        if question["do"] != "citing":
            raise UsageError(f"The index worker cannot “{question['do']}”.")
        has_time = _once() if question["is_careful"] else _time_for(SLICE_S)
        notes = self._notes_of(Path(question["vault"]), Path(question["cache"]))
        if question["is_new"]:
            self._found = {}
            notes.begin()
        notes.go_on(has_time, question["skip"])
        others = [path for path in notes.about(question["key"]) if path != question["note"]]
        following = notes.next or self._cite(others, question, has_time)
        if not following or question["is_careful"]:
            notes.keep()
        if following:
            count = len(notes.vault.notes)
            seen = count - notes.left
            return {"is_done": False, "seen": seen, "notes": count, "next": following}
        return self._cited(others)

    def _cite(self, others: list[str], question: Answer, has_time: Callable[[], bool]) -> str:
        """Read the notes about a video while there is time; return the next, if one is left."""
        assert self._notes is not None
        sight = _sight(question)
        for path in others:
            if path in self._found:
                continue
            if not has_time():
                return path
            is_skipped = path in question["skip"]
            self._found[path] = [] if is_skipped else self._notes.citations_in(path, sight)
        return ""

    def _cited(self, others: list[str]) -> Answer:
        found = sorted(
            (each for path in others for each in self._found[path]),
            key=lambda each: (each.time_ms, each.path, each.line),
        )
        return {
            "is_done": True,
            "notes": len(others),
            "citations": columns(found[:MOST_CITATIONS]),
            "is_cut": len(found) > MOST_CITATIONS,
        }

    def _notes_of(self, vault: Path, cache: Path) -> CitingNotes:
        if self._notes is None or self._notes.vault.root != vault:
            name = hashlib.sha256(str(vault).encode("utf-8", "surrogatepass")).hexdigest()[:16]
            self._notes = CitingNotes(vault, cache / "index" / f"citing-{name}.json")
            self._notes.begin()
        return self._notes


def _sight(question: Answer) -> Sight:
    verdicts, vault = Verdicts(Path(question["verdicts"])), Path(question["vault"])
    return Sight(question["video_ms"], question["offset_ms"], lambda path: verdicts.of(vault, path))


def _time_for(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def _once() -> Callable[[], bool]:
    turns = iter((True,))
    return lambda: next(turns, False)
