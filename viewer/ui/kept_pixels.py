"""Having an X server keep what a window shows while another window lies over it.

Else libVLC's picture would be black from the moment it is uncovered until libVLC draws its next
one: a flash after each jump. Where the server does not want to, or is none, that is all there is.
"""

import ctypes
from contextlib import suppress

from PySide6.QtGui import QGuiApplication

# X11 protocol, ChangeWindowAttributes: the attribute's bit, and its value WhenMapped.
_BACKING_STORE, _WHEN_MAPPED = 64, 1


def keep_pixels(window: int) -> None:
    """Keep what this native window and those in it show, wherever they are covered."""
    if QGuiApplication.platformName() != "xcb":
        return
    with suppress(OSError):
        xcb = ctypes.CDLL("libxcb.so.1")
        xcb.xcb_connect.restype = ctypes.c_void_p
        # A connection of our own for this one order: Qt does not lend us its.
        connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
        values = (ctypes.c_uint32 * 1)(_WHEN_MAPPED)
        xcb.xcb_change_window_attributes(connection, window, _BACKING_STORE, values)
        xcb.xcb_flush(connection)
        xcb.xcb_disconnect(connection)
