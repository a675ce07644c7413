"""`--run` and `--screenshot`: a window that does what it was told to, and says how that went."""

import sys
import time
from pathlib import Path

from viewer.commands.catalogue import Catalogue
from viewer.commands.script import Script, parse_script
from viewer.door.wish import Wish
from viewer.session.session import Session
from viewer.ui.application import SCRIPT_TICK_MS, picture_of, repeat
from viewer.ui.main_window import MainWindow


class ScriptedRun:
    """Runs a wish's script in a window, from now on."""

    def __init__(
        self, wish: Wish, session: Session, catalogue: Catalogue, window: MainWindow
    ) -> None:
        self.exit_code = 0
        self._picture = wish.screenshot
        self._window = window
        self._script = Script(parse_script(wish.steps), session, catalogue)
        self._timer = repeat(SCRIPT_TICK_MS, self._advance, window)

    def _advance(self) -> None:
        if not self._script.advance(time.monotonic_ns() // 1_000_000):
            return
        self._timer.stop()
        if self._script.fault is not None:
            self._say(str(self._script.fault), is_fault=True)
        if self._picture is not None:
            self._take_picture(self._picture)
        if self._picture is not None or self._script.fault is not None:
            self._window.close()  # Nobody sits before a script to close it.

    def _take_picture(self, file: Path) -> None:
        if picture_of(self._window).save(str(file)):
            self._say(f"The window's picture is in {file}.")
        else:
            self._say(f"The window's picture could not be saved in {file}.", is_fault=True)

    def _say(self, sentence: str, *, is_fault: bool = False) -> None:
        print(sentence, file=sys.stderr if is_fault else sys.stdout, flush=True)
        if is_fault:
            self.exit_code = 1
