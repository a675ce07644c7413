"""What a start does that is not the first: it hands its wish over, or learns that it must not.

The first one speaks first. So one that hangs is never given a wish, which it might still fulfil
when it wakes, long after the second start has helped itself.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from viewer.errors import UsageError

if TYPE_CHECKING:
    import socket

    from viewer.door.start import Lock
    from viewer.door.wish import Wish

GREETING = {"notereel": 1}
"""The first line of whoever listens: the version of the protocol."""
MOST_ANSWER_BYTES = 4096
ANSWER_WITHIN_S = 3.0
"""Whoever listens but does not answer for this long hangs."""
LISTEN_WITHIN_S = 10.0
"""Whoever has the lock is starting for this long at most, on a slow disk."""
ASK_AGAIN_S = 0.02

Knock = Callable[[str, bytes, float], dict[str, Any] | None]
"""Hands a message to the socket named; returns the answer, or None where nobody listens.

Raises TimeoutError when somebody listens and says nothing for so many seconds.
"""


class Outcome(StrEnum):
    """How it went."""

    FIRST = "first"
    """There is no other now: the lock is ours."""
    HANDED = "handed"
    UNANSWERED = "unanswered"


def meet(lock: Lock, socket: str, wish: Wish, knock: Knock) -> Outcome:
    """Hand a wish to the instance that holds the lock, or take the lock if that ends.

    Raises UsageError when the other one refuses the wish, or when it cannot be said.
    """
    message = wish.as_message()
    end = time.monotonic() + LISTEN_WITHIN_S
    while not lock.take():
        try:
            answer = knock(socket, message, ANSWER_WITHIN_S)
        except TimeoutError:
            return Outcome.UNANSWERED
        if answer is not None:
            if refusal := answer.get("refused"):
                raise UsageError(str(refusal))
            return Outcome.HANDED
        if time.monotonic() > end:
            return Outcome.UNANSWERED
        time.sleep(ASK_AGAIN_S)
    return Outcome.FIRST


def knock_at_socket(path: str, message: bytes, within_s: float) -> dict[str, Any] | None:
    """Knock without Qt, which takes longer to load than all the rest."""
    import socket

    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(within_s)
        try:
            line.connect(path)
            if not is_ours(line):
                return None
            if read_said(_line_from(line, within_s)) != GREETING:
                return None
            line.sendall(message)
            return read_said(_line_from(line, within_s)) or None
        except TimeoutError:
            raise
        except OSError:
            return None  # It is not there yet, or has just gone.


def is_ours(line: socket.socket) -> bool:
    """Whether a process of this very user is at the other end, as far as the system tells."""
    import socket
    import struct

    if not hasattr(socket, "SO_PEERCRED"):
        return True  # The folder is closed to others there as well.
    said = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return bool(struct.unpack("3i", said)[1] == os.geteuid())


def read_said(line: bytes) -> dict[str, Any]:
    """Return the object in a line; an empty one if there is none."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _line_from(line: socket.socket, within_s: float) -> bytes:
    """Return what is said up to the end of a line, of the connection, or of our patience."""
    end = time.monotonic() + within_s
    said = b""
    while not said.endswith(b"\n") and len(said) < MOST_ANSWER_BYTES:
        left_s = end - time.monotonic()
        if left_s <= 0:
            raise TimeoutError
        line.settimeout(left_s)
        if not (more := line.recv(MOST_ANSWER_BYTES - len(said))):
            break
        said += more
    return said
