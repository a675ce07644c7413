"""Why Qt could not start: its words to programmers, as a sentence for whoever started Notereel."""

import os
import sys

from viewer.errors import UsageError

_CURSOR = "xcb-cursor0"
"""Qt 6.5 and later names it so; it is the library that most systems lack."""


def why_no_screen(said: str) -> UsageError:
    """Return what is in the way, and what to do, from what Qt said before it gave up."""
    display = os.environ.get("DISPLAY", "")
    if not display and "WAYLAND_DISPLAY" in os.environ:
        return UsageError(
            "The window cannot be shown: there is Wayland here, and no X server beside it.",
            hint="Install XWayland (package xwayland), and log in again.",
        )
    is_unheard = "could not connect to display" in said and not _lacks_cursor()
    if is_unheard and display:
        return UsageError(
            f"The window cannot be shown on the screen “{display}”: nothing answers there.",
            hint="Start Notereel from your desktop, or set DISPLAY to a screen that is there.",
        )
    if _CURSOR in said:
        return UsageError(
            "The window cannot be shown: the library libxcb-cursor is missing.",
            hint=_how_to_get_cursor(),
        )
    if is_unheard:
        return UsageError(
            "There is no screen to show the window on.",
            hint="Start Notereel from your desktop, or set DISPLAY to a screen that is there.",
        )
    return UsageError(
        "The window cannot be shown: Qt could not start on this kind of screen.",
        hint=f"Qt said: {' '.join(said.split())}",
    )


def _lacks_cursor() -> bool:
    """Tell whether it is missing: Qt names it whenever its X11 side fails."""
    import ctypes

    try:
        ctypes.CDLL("libxcb-cursor.so.0")
    except OSError:
        return sys.platform.startswith("linux")
    return False


def _how_to_get_cursor() -> str:
    return (
        "Install it: sudo apt install libxcb-cursor0 (Debian, Ubuntu), "
        "sudo dnf install xcb-util-cursor (Fedora), sudo pacman -S xcb-util-cursor (Arch)."
    )
