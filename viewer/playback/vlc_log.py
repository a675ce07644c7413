"""What libVLC tells nobody but its log, and we need to know.

libVLC has no event for "the frames after a seek go on screen now". Its log has: "Decoder wait
done" is written when the clock of the new place starts, and the frame that was asked for is on
screen 17 ms later (measured: 16.0 to 17.8 ms in 20 of 20 seeks, whatever the decoding took).

Taking the log over also keeps libVLC from printing it to the terminal.
"""

import ctypes
from collections.abc import Callable

from viewer.playback.libvlc import LibVlc

CLOCK_STARTED = b"Decoder wait done"


class VlcLog:
    """Reads libVLC's log, for one phrase."""

    def __init__(self, libvlc: LibVlc) -> None:
        self._instance = libvlc.instance
        # Called on libVLC's threads; libVLC keeps the pointer, so we keep the object.
        self._callback = libvlc.module.CallbackDecorators.LogCb(self._on_line)
        self.on_clock_started: Callable[[], None] | None = None
        self._instance.log_set(self._callback, None)

    def _on_line(
        self,
        _data: object,
        _level: int,
        _context: object,
        phrase: bytes,
        _arguments: ctypes.c_void_p,
    ) -> None:
        if self.on_clock_started and phrase.startswith(CLOCK_STARTED):
            self.on_clock_started()

    def close(self) -> None:
        """Stop listening; returns when no callback is under way any more."""
        self._instance.log_unset()
