"""A start of the window: it hands over to the one that is open, or opens one."""

from __future__ import annotations

import os
import sys
from typing import Any

from viewer.data_format import claim
from viewer.door.start import begin
from viewer.door.wish import wish_for
from viewer.errors import UsageError, ViewerError
from viewer.paths import Paths


def show(what: str = "", *, is_alone: bool = False, **more: Any) -> int:
    """Open what is wished for, in the open window if there is one; return the exit code."""
    _refuse_without_screen()
    wish, paths = wish_for(what, **more), Paths.of_this_user()
    start = begin(wish, paths.data, _knock, is_alone=is_alone)
    if start.is_handed:
        return 0
    if start.remark:  # The window will tell it as well.
        print(start.remark, file=sys.stderr, flush=True)
    try:
        claim(paths.data)
    except ViewerError as error:
        start.let_go()  # Nobody answers here while the words are read.
        if not wish.steps and wish.screenshot is None:
            from viewer.ui.refusal import show_refusal

            show_refusal(error)
        raise
    from viewer.app import Program

    return Program(wish, paths, start=start).run()


def _knock(place: str, message: bytes, within_s: float) -> dict[str, Any] | None:
    if sys.platform == "win32":
        from viewer.ui.knocking import knock_by_qt as knock
    else:
        from viewer.door.meeting import knock_at_socket as knock
    return knock(place, message, within_s)


def _refuse_without_screen() -> None:
    shown_on = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(map(os.environ.get, shown_on)):
        raise UsageError(
            "There is no screen to open the window on.",
            hint="Set DISPLAY, or use `notereel render` and `notereel check`, which need none.",
        )
