"""Where later starts knock: a local socket that only processes of this user may reach.

What comes in is capped, in bytes, in time and in number; what it means is not decided here.
"""

import json
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from viewer.door.meeting import GREETING, is_ours
from viewer.door.wish import MOST_BYTES

MOST_GUESTS = 8
"""So many may speak at once; each further one is sent away."""
PATIENCE_MS = 2_000
"""A guest that has not said all by then is sent away."""

Take = Callable[[bytes], str]
"""Does what a message asks; returns why not, or nothing."""


class FrontDoor(QObject):
    """Listens until it is closed. Only who holds the lock may open it: it clears the place."""

    def __init__(self, name: str, take: Take) -> None:
        super().__init__()
        self._take = take
        self._guests: set[_Guest] = set()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_knock)
        QLocalServer.removeServer(name)  # A kill leaves the name behind.
        self.is_open = self._server.listen(name)

    @property
    def fault(self) -> str:
        """Why it is not open."""
        return self._server.errorString()

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()
        for guest in tuple(self._guests):
            guest.leave()

    def _on_knock(self) -> None:
        while (line := self._server.nextPendingConnection()) is not None:
            if len(self._guests) >= MOST_GUESTS or not _is_ours(line):
                line.abort()
                line.deleteLater()
            else:
                guest = _Guest(line, self._take, self._guests.discard)
                self._guests.add(guest)
                guest.greet()  # It may have gone already, and takes itself out then.


class _Guest(QObject):
    """One that has knocked: it is greeted, says one line, and hears what came of it."""

    def __init__(self, line: QLocalSocket, take: Take, gone: "Callable[[_Guest], None]") -> None:
        super().__init__(line)
        self._line, self._take, self._gone = line, take, gone
        line.setReadBufferSize(MOST_BYTES + 1)
        line.readyRead.connect(self._on_said)
        line.disconnected.connect(self._on_gone)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.leave)
        self._is_answered = False

    def greet(self) -> None:
        """Speak first, and listen to what it says or has said."""
        if self._line.state() is not QLocalSocket.LocalSocketState.ConnectedState:
            self.leave()
            return
        self._patience.start()
        self._say(GREETING)
        self._on_said()

    def leave(self) -> None:
        """Send it away."""
        self._line.abort()
        self._on_gone()

    def _say(self, said: object) -> None:
        self._line.write(json.dumps(said).encode() + b"\n")
        self._line.flush()

    def _on_said(self) -> None:
        if self._is_answered:
            return
        if self._line.bytesAvailable() > MOST_BYTES:
            self._answer("The message is too long.")
        elif self._line.canReadLine():
            self._answer(self._take(bytes(self._line.readLine(MOST_BYTES + 1).data())))

    def _answer(self, refusal: str) -> None:
        self._is_answered = True
        self._say({"refused": refusal} if refusal else {"taken": True})
        self._line.disconnectFromServer()

    def _on_gone(self) -> None:
        self._patience.stop()
        self._gone(self)
        self._line.deleteLater()


def _is_ours(line: QLocalSocket) -> bool:
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    peer = socket.socket(fileno=line.socketDescriptor())
    try:
        return is_ours(peer)
    except OSError:
        return False  # It has gone already.
    finally:
        peer.detach()
