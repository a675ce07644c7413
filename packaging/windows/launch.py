"""Starts the installed program on Windows; notereel.exe has Python run it, with `-I -S`.

Programs without a console have no streams: what is printed goes nowhere, and what is said on
stderr at a start that fails is shown in a box, as nobody would read it otherwise.
"""

import io
import os
import sys

_HOUSE = __file__.rpartition(os.sep)[0]
sys.path[:0] = [_HOUSE, f"{_HOUSE}{os.sep}site"]
# A program that is looked for must never be found in the current folder: it may be a vault.
os.environ["NODEFAULTCURRENTDIRECTORYINEXEPATH"] = "1"

_ERROR = 0x10


def _run() -> int:
    from viewer.cli import main

    is_mute = sys.stderr is None
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.FileIO(os.devnull, "w"), "utf-8")
    if is_mute:
        sys.stderr = io.StringIO()
    code = main()
    # Where there was a window, it has said it.
    if is_mute and code and "PySide6.QtWidgets" not in sys.modules:
        _show(sys.stderr.getvalue())
    return code


def _show(text: str) -> None:
    import ctypes

    if text.strip():
        ctypes.windll.user32.MessageBoxW(None, text, "Notereel", _ERROR)


sys.exit(_run())
