"""Reading notes through the render worker, and what happens when it overruns.

A note that cannot be laid out in time is asked for once more, as plain text.
"""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from viewer.errors import NoteError, VideoError, ViewerError, WorkerError
from viewer.playback.player import Playable
from viewer.session.page import Page, Terms, footage_in
from viewer.worker.host import WorkerHost

READ_DEADLINE_S = 2.0
WALK_DEADLINE_S = 30.0
LOOK_DEADLINE_S = 10.0

Failed = Callable[[ViewerError], None]


class NoteReader:
    """Asks the render worker; answers come later, on the main thread."""

    def __init__(self, worker: WorkerHost, cache: Path, offsets: Path | None = None) -> None:
        """`offsets` is the file that says how much later videos are than their notes."""
        self._worker = worker
        self._cache = cache
        self._offsets = offsets

    def enter(self, vault: Path, done: Callable[[list[str]], None], failed: Failed) -> None:
        """Read the names in a vault; `done` gets the paths of its notes."""
        self._worker.ask(
            {"do": "enter", "vault": str(vault)},
            lambda answer: done(answer["notes"]),
            lambda error: failed(_as_note_error(error, f"The vault “{vault}” did not answer.")),
            deadline_s=WALK_DEADLINE_S,
        )

    def read(
        self,
        vault: Path,
        path: str,
        done: Callable[[Page], None],
        failed: Failed,
        terms: Terms,
    ) -> None:
        """Read a note; a note that cannot be laid out comes as plain text, and says so."""

        def arrived(answer: dict[str, Any]) -> None:
            done(Page.from_answer(vault, path, terms, answer))

        def read_plain(error: ViewerError) -> None:
            if not isinstance(error, WorkerError):
                failed(error)
                return
            reason = "This note took too long to lay out."
            again = {**question, "is_plain": True, "reason": reason}
            self._ask_page(again, arrived, failed)

        question = {
            "do": "read",
            "vault": str(vault),
            "path": path,
            "cache": str(self._cache),
            "video_ms": terms.video_ms,
            "is_shifted": terms.is_shifted,
            "offset_ms": terms.offset_ms,
            "offsets": str(self._offsets or ""),
            "is_plain": False,
            "reason": "",
        }
        self._ask_page(question, arrived, read_plain)

    def look_at(self, file: Path, done: Callable[[Playable], None], failed: Failed) -> None:
        """Find out whether a file is a video we can play."""

        def tell(answer: dict[str, Any]) -> None:
            found = footage_in(answer)
            if isinstance(found, VideoError):
                failed(found)
            else:
                done(found)

        self._worker.ask(
            {"do": "look_at", "file": str(file)}, tell, failed, deadline_s=LOOK_DEADLINE_S
        )

    def find_video(self, page: Page, done: Callable[[Page], None], failed: Failed) -> None:
        """Look for a page's video anew; the note itself is not read."""
        question = {
            "do": "find_video",
            "vault": str(page.vault),
            "cache": str(self._cache),
            "video": asdict(page.video) if page.video else None,
        }
        self._worker.ask(
            question,
            lambda answer: done(page.with_footage(answer["footage"])),
            failed,
            deadline_s=LOOK_DEADLINE_S,
        )

    def _ask_page(
        self, question: dict[str, Any], arrived: Callable[[dict[str, Any]], None], failed: Failed
    ) -> None:
        self._worker.ask(question, arrived, failed, deadline_s=READ_DEADLINE_S)


def _as_note_error(error: ViewerError, sentence: str) -> ViewerError:
    if isinstance(error, WorkerError):
        return NoteError(sentence, hint="Check the drive it lies on, then open it again.")
    return error
