"""Having an X server keep what a window shows while another window lies over it, and seeing it.

Unkept, libVLC's picture would be black from the moment it is uncovered until libVLC draws its next
one: a flash after each jump. Where the server does not want to, or is none, that is all there is,
and nothing is seen. Qt's own grabWindow sees the window on top.
"""

import ctypes
from collections.abc import Sequence
from functools import cache
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

# X11 protocol, ChangeWindowAttributes: the attribute's bit, and its value WhenMapped.
_BACKING_STORE, _WHEN_MAPPED = 64, 1
# GetImage: whole pixels, and every plane of them; four bytes each, as all screens have today.
_Z_PIXMAP, _ALL_PLANES, _BYTES_A_PIXEL = 2, 0xFFFFFFFF, 4


class _Cookie(ctypes.Structure):
    _fields_ = [("sequence", ctypes.c_uint)]


def keep_pixels(window: int) -> None:
    """Keep what this native window and those in it show, wherever they are covered."""
    if (xcb := _library()) is None:
        return
    values = (ctypes.c_uint32 * 1)(_WHEN_MAPPED)
    order = xcb.xcb_change_window_attributes_checked(
        _connection(), ctypes.c_uint32(window), ctypes.c_uint32(_BACKING_STORE), values
    )
    _free(xcb.xcb_request_check(_connection(), order))


def kept_pixels(window: int, places: Sequence[QRect]) -> list[bytes]:
    """Return the pixels at some places of such a window, blue, green and red with one byte more.

    All are asked for before the first answer is awaited; what cannot be seen is empty.
    """
    if (xcb := _library()) is None:
        return [b"" for _ in places]
    asked = [
        xcb.xcb_get_image(
            _connection(),
            ctypes.c_uint8(_Z_PIXMAP),
            ctypes.c_uint32(window),
            ctypes.c_int16(place.x()),
            ctypes.c_int16(place.y()),
            ctypes.c_uint16(place.width()),
            ctypes.c_uint16(place.height()),
            ctypes.c_uint32(_ALL_PLANES),
        )
        for place in places
    ]
    answers = [_answer(xcb, cookie) for cookie in asked]
    sizes = [place.width() * place.height() * _BYTES_A_PIXEL for place in places]
    return [
        answer if len(answer) == size else b"" for answer, size in zip(answers, sizes, strict=True)
    ]


def _answer(xcb: Any, cookie: _Cookie) -> bytes:
    reply = xcb.xcb_get_image_reply(_connection(), cookie, None)
    if not reply:
        return b""
    pixels = ctypes.string_at(
        xcb.xcb_get_image_data(ctypes.c_void_p(reply)),
        xcb.xcb_get_image_data_length(ctypes.c_void_p(reply)),
    )
    _free(reply)
    return pixels


@cache
def _connection() -> ctypes.c_void_p:
    """Return a connection of our own, as Qt does not lend us its; it is there to the end."""
    return ctypes.c_void_p(_library().xcb_connect(None, None))


@cache
def _library() -> Any:
    """Return libxcb, None where Qt does not show windows by it."""
    if QGuiApplication.platformName() != "xcb":
        return None
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return None
    for function in (xcb.xcb_connect, xcb.xcb_request_check, xcb.xcb_get_image_reply,
                     xcb.xcb_get_image_data):  # fmt: skip
        function.restype = ctypes.c_void_p
    xcb.xcb_change_window_attributes_checked.restype = _Cookie
    xcb.xcb_get_image.restype = _Cookie
    return xcb


@cache
def _c_library() -> ctypes.CDLL:
    return ctypes.CDLL(None)


def _free(reply: int | None) -> None:
    if reply:
        _c_library().free(ctypes.c_void_p(reply))
