"""Where later starts knock: who may, how much they may say, and how long they may take."""

import contextlib
import json
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from viewer.door.meeting import GREETING
from viewer.door.wish import MOST_BYTES
from viewer.ui.front_door import MOST_GUESTS, FrontDoor

ROOT = Path(__file__).parent.parent.parent
KNOCKS = {
    "a socket": "from viewer.door.meeting import knock_at_socket as knock",
    "Qt": "from viewer.ui.knocking import knock_by_qt as knock",
}
ASK = """
import sys
try:
    print(knock(sys.argv[1], sys.argv[2].encode() + b"\\n", float(sys.argv[3])))
except TimeoutError:
    print("silence")
"""
SPEAK = """
import socket, sys
line = socket.socket(fileno=0).accept()[0]
line.sendall(bytes.fromhex(sys.argv[1]))
line.shutdown(socket.SHUT_WR)
print(line.makefile("rb").read())
"""
STRANGER = """
import os, socket, sys
os.setgid(65534); os.setuid(65534)
line = socket.socket(socket.AF_UNIX)
line.settimeout(20)
try:
    line.connect(sys.argv[1])
    print("heard", line.recv(100))
except OSError as error:
    print(type(error).__name__)
"""


@pytest.fixture
def house(tmp_path):
    folder = tmp_path / "house"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def heard():
    return []


@pytest.fixture
def door(qapp, house, heard):
    def take(message: bytes) -> str:
        heard.append(message)
        return "No." if message == b"refuse\n" else ""

    front = FrontDoor(str(house / "door"), take)
    assert front.is_open
    yield front
    front.close()


@pytest.fixture
def run(qtbot):
    """Run Python code elsewhere while the window lives; return what it printed."""

    def finished(code, *words) -> str:
        process = subprocess.Popen([sys.executable, "-c", code, *map(str, words)], cwd=ROOT,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   text=True)  # fmt: skip
        qtbot.waitUntil(lambda: process.poll() is not None, timeout=30_000)
        said, complaint = process.communicate()
        assert complaint == ""
        return said.strip()

    return finished


@pytest.fixture(params=KNOCKS.values(), ids=KNOCKS)
def knock(request, run, house):
    def asked(message: str, within_s: float = 20) -> str:
        return run(f"{request.param}\n{ASK}", house / "door", message, within_s)

    return asked


class Guest:
    """A program that knocks and says what it likes, heard while the window lives."""

    def __init__(self, qtbot, house: Path) -> None:
        self._qtbot = qtbot
        self.line = socket.socket(socket.AF_UNIX)
        self.line.connect(str(house / "door"))
        self.line.setblocking(False)
        self.heard = b""
        self.is_sent_away = False

    def hears(self) -> bytes:
        """Listen until it is sent away."""
        self._qtbot.waitUntil(self._listen, timeout=30_000)
        self.line.close()
        return self.heard

    def is_greeted(self) -> "Guest":
        self._qtbot.waitUntil(lambda: self._listen() or b"\n" in self.heard, timeout=30_000)
        assert not self.is_sent_away
        return self

    def _listen(self) -> bool:
        try:
            more = self.line.recv(4096)
        except BlockingIOError:
            return False
        except ConnectionResetError:
            more = b""
        self.heard += more
        self.is_sent_away = not more
        return self.is_sent_away


@pytest.fixture
def guest(door, qtbot, house):
    came = []

    def comes() -> Guest:
        came.append(Guest(qtbot, house))
        return came[-1]

    yield comes
    for each in came:
        each.line.close()


# Knocking, in both ways


def test_who_knocks_is_heard_and_answered(door, knock, heard):
    assert knock("a wish") == "{'taken': True}"
    assert heard == [b"a wish\n"]


def test_a_refusal_comes_back(door, knock):
    assert knock("refuse") == "{'refused': 'No.'}"


def test_where_nobody_listens_nothing_is_said(knock, house):
    assert knock("a wish") == "None"
    dead = socket.socket(socket.AF_UNIX)
    dead.bind(str(house / "door"))
    dead.close()
    assert knock("a wish") == "None"


def test_one_that_hangs_is_given_up_and_was_told_nothing(knock, house):
    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(str(house / "door"))
        hung.listen()
        assert knock("a wish", 0.2) == "silence"
        line, _ = hung.accept()
        with line:
            assert line.recv(100) == b""


@pytest.mark.parametrize("greeting", [b"hello\n", b"{}\n", b"[1]\n", b"x" * 9000, b"\n", b""])
def test_a_stranger_to_the_protocol_is_told_nothing(knock, house, greeting):
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(house / "door"))
        other.listen()
        speaker = subprocess.Popen([sys.executable, "-c", SPEAK, greeting.hex()], stdin=other,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   text=True)  # fmt: skip
        assert knock("a wish") == "None"
        assert "wish" not in speaker.communicate(timeout=30)[0]


# Who may come in


def test_only_this_user_may_reach_it(door, house):
    mode = stat.S_IMODE((house / "door").stat().st_mode)
    assert mode & 0o077 == 0
    assert [each.name for each in house.iterdir()] == ["door"]


def test_another_user_is_neither_greeted_nor_heard(door, house, run, heard, tmp_path):
    if os.geteuid() != 0:
        # Only root can become another user; to everybody else the folder's mode is all there is.
        assert stat.S_IMODE(house.stat().st_mode) == 0o700
        return
    for folder in tmp_path.parents:
        if folder.stat().st_uid == 0 and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    tmp_path.chmod(0o755)
    assert run(STRANGER, house / "door") == "PermissionError"
    house.chmod(0o755)
    assert run(STRANGER, house / "door") == "PermissionError"
    # And even where somebody has opened the door itself.
    (house / "door").chmod(0o777)
    assert run(STRANGER, house / "door") in ("heard b''", "ConnectionResetError")
    assert heard == []


def test_what_a_killed_one_left_is_cleared_away(qapp, house):
    dead = socket.socket(socket.AF_UNIX)
    dead.bind(str(house / "door"))
    dead.close()
    front = FrontDoor(str(house / "door"), lambda _message: "")
    assert front.is_open
    front.close()
    assert not (house / "door").exists()


def test_one_that_cannot_be_opened_says_why(qapp, house):
    front = FrontDoor(str(house / "gone" / "door"), lambda _message: "")
    assert not front.is_open
    assert front.fault


# What they may say


@pytest.mark.parametrize("flood", [b"x" * (MOST_BYTES + 1), b"x" * 1_000_000, b"\0" * 20_000])
def test_a_flood_is_refused_and_not_heard(guest, heard, flood):
    hostile = guest().is_greeted()
    with contextlib.suppress(BlockingIOError):
        hostile.line.send(flood)
    said = hostile.hears().splitlines()
    assert json.loads(said[0]) == GREETING
    assert said[1:] in ([], [b'{"refused": "The message is too long."}'])
    assert heard == []


def test_a_second_line_is_not_heard(guest, heard):
    talker = guest().is_greeted()
    talker.line.send(b"one\ntwo\nthree\n")
    assert talker.hears().endswith(b'{"taken": true}\n')
    assert heard == [b"one\n"]


def test_one_that_leaves_at_once_is_forgotten(guest, heard, door, qtbot):
    for words in (b"", b"half a wi"):
        hasty = guest()
        hasty.line.send(words)
        hasty.line.close()
    qtbot.waitUntil(lambda: not door._guests and not door._server.hasPendingConnections())
    assert guest().is_greeted()
    assert heard == []


def test_one_that_says_nothing_is_sent_away(guest, heard):
    assert guest().is_greeted().hears().count(b"\n") == 1
    assert heard == []


def test_a_crowd_is_sent_away_and_the_next_one_heard(guest, heard, door, qtbot, knock):
    crowd = [guest() for _ in range(3 * MOST_GUESTS)]
    qtbot.waitUntil(lambda: all(each._listen() or each.heard for each in crowd), timeout=30_000)
    assert len([each for each in crowd if each.heard]) <= MOST_GUESTS
    for each in crowd:
        each.line.close()
    qtbot.waitUntil(lambda: not door._guests)
    assert knock("a wish") == "{'taken': True}"
    assert heard == [b"a wish\n"]
