"""What libVLC tells nobody but its log, and a seek must know; see `Landing` for what follows.

libVLC has no event for "the clock of the new place runs" or "the picture stands now": both are
debug lines, written on its threads at that very moment. To read the log also keeps libVLC from
printing it on the terminal.
"""

import ctypes
import re
import sys
from collections.abc import Callable
from enum import Enum, auto

from viewer.playback.libvlc import LibVlc


class LogNews(Enum):
    """What is heard in the log.

    DECODES_FROM with how many ms before the aim, REORDERS with how many ms before its picture is
    seen a key frame is decoded; of the tracks of a file, the video's comes before DECODES_FROM.
    """

    BUFFERED = auto()
    CLOCK_STARTED = auto()
    PICTURE_STOPPED = auto()
    DECODES_FROM = auto()
    REORDERS = auto()
    AT_END = auto()
    TOO_LATE = auto()


# The beginnings of lines of libVLC 3.0: in src/input input.c, es_out.c and decoder.c, and
# modules/demux/mp4; in src/video_output video_output.c.
PLAIN = (
    (b"Stream buffering done", LogNews.BUFFERED),
    (b"Decoder wait done", LogNews.CLOCK_STARTED),
    (b"pausing at EOF", LogNews.AT_END),
    (b"picture is too late to be displayed", LogNews.TOO_LATE),
)
BY_VIDEO_DECODER = (b"Received first picture", b"end of video preroll")
DECODER_STOPPED_OR_WENT_ON = b"toggling "
DECODES_FROM = b"seeking with %"
EDIT_LIST = b"elst (%d) gives "
LINE_BYTES = 200

OBJECT_OF = ctypes.CFUNCTYPE(
    None,
    ctypes.c_void_p,
    ctypes.POINTER(ctypes.c_char_p),
    ctypes.POINTER(ctypes.c_char_p),
    ctypes.POINTER(ctypes.c_size_t),
)


class VlcLog:
    """Listens to libVLC's log, on libVLC's threads."""

    def __init__(self, libvlc: LibVlc, tell: Callable[[LogNews, int], None]) -> None:
        self._instance = libvlc.instance
        # python-vlc 3.0.21203 declares four bytes for an identity that libVLC writes eight to.
        self._object_of = OBJECT_OF(("libvlc_log_get_object", libvlc.module.dll))
        self._tell = tell
        self._video_decoder: int | None = None
        # libVLC keeps the pointer, so we keep the object.
        self._callback = libvlc.module.CallbackDecorators.LogCb(self._on_line)
        self._instance.log_set(self._callback, None)

    def forget_decoders(self) -> None:
        """Learn anew which decoder makes the pictures; for each video."""
        self._video_decoder = None

    def close(self) -> None:
        """Stop listening; returns when no line is being read any more."""
        self._instance.log_unset()

    def _on_line(
        self, _data: object, _level: int, context: object, line: bytes, arguments: int
    ) -> None:
        for beginning, news in PLAIN:
            if line.startswith(beginning):
                self._tell(news, 0)
                return
        if line.startswith(BY_VIDEO_DECODER):
            self._video_decoder = self._speaker(context)
        elif line.startswith(DECODER_STOPPED_OR_WENT_ON) and self._makes_pictures(context):
            self._tell(LogNews.PICTURE_STOPPED, 0)
        elif line.startswith(DECODES_FROM):
            self._tell(LogNews.DECODES_FROM, numbers(line, arguments)[0])
        elif line.startswith(EDIT_LIST):
            _entry, movie_ms, track_ms = numbers(line, arguments)
            self._tell(LogNews.REORDERS, track_ms - movie_ms)

    def _makes_pictures(self, context: object) -> bool:
        return self._video_decoder in (None, self._speaker(context))

    def _speaker(self, context: object) -> int:
        """Return which of libVLC's objects wrote a line."""
        name, header, identity = ctypes.c_char_p(), ctypes.c_char_p(), ctypes.c_size_t()
        self._object_of(context, ctypes.byref(name), ctypes.byref(header), ctypes.byref(identity))
        return identity.value


def numbers(line: bytes, arguments: int) -> list[int]:
    """Return the numbers in a line as C would print it, from its format and va_list."""
    c_library = ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
    printed = ctypes.create_string_buffer(LINE_BYTES)
    c_library.vsnprintf(printed, LINE_BYTES, line, ctypes.c_void_p(arguments))
    return [int(number) for number in re.findall(rb"-?\d+", printed.value)]
