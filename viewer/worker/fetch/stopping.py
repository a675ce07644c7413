"""Stopping: a thread listens to stdin, and when told to, or when it closes, all of this ends.

The work is given a moment to stop at a good place. When it does not, because it waits for a server
or merges, the whole process group is ended: what yt-dlp started goes with it.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator

from viewer.worker.host import task_kill

GRACE_S = 0.5
MOST_LINE_BYTES = 1 << 20


class StoppedError(Exception):
    """It was asked to stop. What has arrived is kept."""


class Stopping:
    """What was said on stdin since the question."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._is_stopped = threading.Event()
        self._may_go = threading.Event()

    def listen(self) -> None:
        """Start to listen."""
        threading.Thread(target=self._listen, name="stdin", daemon=True).start()

    def check(self) -> None:
        """Raise StoppedError if it is time to stop."""
        if self._is_stopped.is_set():
            raise StoppedError

    def wait_for_go(self) -> None:
        """Return when told to go on, each time anew; raises StoppedError when told to stop."""
        self._may_go.wait()
        self._may_go.clear()
        self.check()

    def _listen(self) -> None:
        for line in self._lines:
            deed = _deed_in(line)
            if deed == "go":
                self._may_go.set()
            elif deed == "stop":
                break
        self._is_stopped.set()
        self._may_go.set()
        # The main thread ends the process; if it still lives after this, it is stuck.
        threading.Event().wait(GRACE_S)
        end_everything()


def lines_of(descriptor: int) -> Iterator[bytes]:
    """Yield the lines that come in.

    Read without a buffered stream, as its lock would be held by the thread when Python ends.
    """
    rest = b""
    while chunk := os.read(descriptor, 65536):
        rest += chunk
        *lines, rest = rest.split(b"\n")
        yield from lines
        if len(rest) > MOST_LINE_BYTES:
            return


def lead_own_group() -> None:
    """Make this process the first of a group, so that the group can be ended as one."""
    if sys.platform != "win32" and os.getpgrp() != os.getpid():
        os.setpgid(0, 0)


def end_everything() -> None:
    """End this process and everything it started, at once."""
    if sys.platform == "win32":
        task_kill(os.getpid())
        os._exit(1)
    else:
        os.killpg(os.getpgrp(), signal.SIGKILL)


def _deed_in(line: bytes) -> str:
    try:
        said = json.loads(line)
    except ValueError:
        return ""
    return str(said.get("do", "")) if isinstance(said, dict) else ""
