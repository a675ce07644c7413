"""The images job: an image of a vault becomes pixels, in strips, as large as they will be shown.

Decoders are where hostile images bite, so this is a process of its own that may die: it reads one
bounded file at a time, decodes what its first bytes promise and nothing else, and cannot take more
than a bounded part of the memory.
"""

from base64 import b64encode
from pathlib import Path
from typing import Any

from viewer.errors import NoteError, UsageError
from viewer.library.pictures import read_picture
from viewer.ui.decoding import Pixels, decoded
from viewer.worker.bounds import bound_memory

Answer = dict[str, Any]

STRIP_BYTES = 1_000_000
"""An answer's size: a larger one would hold up the window that takes it apart."""


class ImagesJob:
    """Answers `picture` with the first strip of an image, and `strip` with the following ones."""

    def __init__(self) -> None:
        self._pixels: Pixels | None = None
        bound_memory()

    def answer(self, question: Answer) -> Answer:
        """Answer one question; `do` names it.

        Raises NoteError when the image cannot be shown.
        """
        if question["do"] == "picture":
            head, raw = read_picture(Path(question["vault"]), question["path"])
            self._pixels = decoded(raw, head.form, question["width_px"])
            return self._strip(0)
        if question["do"] == "strip":
            return self._strip(question["row"])
        raise UsageError(f"The images worker cannot “{question['do']}”.")

    def _strip(self, row: int) -> Answer:
        pixels = self._pixels
        if pixels is None or row >= pixels.height_px:
            raise NoteError("there is no more of it")
        rows = max(1, STRIP_BYTES // pixels.bytes_per_row)
        strip = pixels.rows(row, rows)
        if row + rows >= pixels.height_px:
            self._pixels = None
        return {
            "width_px": pixels.width_px,
            "height_px": pixels.height_px,
            "row": row,
            "pixels": b64encode(strip).decode("ascii"),
        }
