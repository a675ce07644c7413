"""Knocking by Qt, for systems where Python has no local sockets."""

import sys
import time
from typing import Any

from PySide6.QtNetwork import QLocalSocket

from viewer.door.meeting import GREETING, MOST_ANSWER_BYTES, read_said


def knock_by_qt(name: str, message: bytes, within_s: float) -> dict[str, Any] | None:
    """Hand a message over as `viewer.door.meeting.Knock` says."""
    line = QLocalSocket()
    line.connectToServer(name)
    if not line.waitForConnected(_ms(within_s)):
        return None
    try:
        if read_said(_line_from(line, within_s)) != GREETING:
            return None
        _let_it_come_to_front()
        line.write(message)
        line.flush()
        return read_said(_line_from(line, within_s)) or None
    finally:
        line.abort()


def _line_from(line: QLocalSocket, within_s: float) -> bytes:
    end = time.monotonic() + within_s
    while not line.canReadLine():
        if line.bytesAvailable() >= MOST_ANSWER_BYTES:
            return b""
        if not line.waitForReadyRead(_ms(end - time.monotonic())):
            if line.state() is QLocalSocket.LocalSocketState.ConnectedState:
                raise TimeoutError
            break
    return bytes(line.readLine(MOST_ANSWER_BYTES).data())


def _let_it_come_to_front() -> None:
    """Hand on the right to the keyboard: Windows gives it to the program a person has started."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)


def _ms(seconds: float) -> int:
    return max(0, round(seconds * 1000))
