"""The images of the open note, from the worker that decodes them.

An image comes in strips, so that taking it apart never holds up the window. The worker is started
when the first image is looked at, and may die of one: the next finds a new one.
"""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viewer.errors import NoteError, ViewerError
from viewer.worker.host import WorkerHost

DECODE_DEADLINE_S = 5.0


@dataclass(frozen=True, slots=True)
class Strip:
    """Some rows of an image of so many pixels, 4 bytes each; the last one ends it."""

    width_px: int
    height_px: int
    row: int
    pixels: bytes

    @property
    def end_row(self) -> int:
        """The row behind its last one."""
        return self.row + len(self.pixels) // (4 * self.width_px)

    @property
    def is_last(self) -> bool:
        """Whether the image is complete now."""
        return self.end_row >= self.height_px


class PictureReader:
    """Asks the images worker; answers come later, on the main thread."""

    def __init__(self, worker: WorkerHost, vault: Callable[[], Path]) -> None:
        self._worker = worker
        self._vault = vault

    def read(
        self,
        path: str,
        width_px: int,
        came: Callable[[Strip], None],
        failed: Callable[[str], None],
    ) -> None:
        """Read an image of the open note's vault, no wider than `width_px`.

        `came` gets its strips, one by one; `failed` a few words to stand behind its name.
        """

        def tell(answer: dict[str, Any]) -> None:
            strip = Strip(**{**answer, "pixels": b64decode(answer["pixels"])})
            came(strip)
            if not strip.is_last:
                ask({"do": "strip", "row": strip.end_row})

        def refuse(error: ViewerError) -> None:
            failed(error.sentence if isinstance(error, NoteError) else "it cannot be decoded")

        def ask(question: dict[str, Any]) -> None:
            self._worker.ask(question, tell, refuse, deadline_s=DECODE_DEADLINE_S)

        ask({"do": "picture", "vault": str(self._vault()), "path": path, "width_px": width_px})
