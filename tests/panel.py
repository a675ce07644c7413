"""A desktop's panel, which reads and presses on a session's bus what players show there."""

import subprocess
import time

import pytest
from jeepney import DBusAddress, HeaderFields, MatchRule, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

from viewer.desktop.mpris import NAME, PATH, PROPERTIES
from viewer.desktop.mpris_words import PLAYER

ANSWERS_WITHIN_S = 10


class Panel:
    """What a desktop's panel does: it asks, wishes, and hears what changes."""

    def __init__(self) -> None:
        self._connection = open_dbus_connection()
        self.heard = []
        rule = MatchRule(type="signal", path=PATH)
        self._ask(message_bus.AddMatch(rule))

    def close(self) -> None:
        self._connection.close()

    def names(self) -> list[str]:
        owned = self._ask(message_bus.ListNames()).body[0]
        return [name for name in owned if name.startswith("org.mpris.")]

    def calls(self, member, *body, interface=PLAYER, signature="", name=NAME):
        """Return what a call is answered: its values, or the name of the error."""
        address = DBusAddress(PATH, bus_name=name, interface=interface)
        answer = self._ask(new_method_call(address, member, signature or None, body))
        if answer.header.message_type is MessageType.error:
            return answer.header.fields[HeaderFields.error_name]
        return answer.body

    def reads(self, name: str):
        ((_signature, value),) = self.calls(
            "Get", PLAYER, name, interface=PROPERTIES, signature="ss"
        )
        return value

    def hears(self, member: str):
        """Return the values of the next signal of this name."""
        while True:
            for message in self.heard:
                if message.header.fields[HeaderFields.member] == member:
                    self.heard.remove(message)
                    return message.body
            self._take(self._connection.receive(timeout=ANSWERS_WITHIN_S))

    def _ask(self, message):
        serial = next(self._connection.outgoing_serial)
        self._connection.send(message, serial=serial)
        while True:
            answer = self._connection.receive(timeout=ANSWERS_WITHIN_S)
            if answer.header.fields.get(HeaderFields.reply_serial) == serial:
                return answer
            self._take(answer)

    def _take(self, message) -> None:
        if message.header.message_type is MessageType.signal:
            self.heard.append(message)


def until(condition, deadline_s: float = 20):
    end = time.monotonic() + deadline_s
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.005)


@pytest.fixture
def bus(tmp_path, monkeypatch):
    """A session's bus, as a desktop starts it."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address",
               f"--address=unix:path={tmp_path / 'bus'}"]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().decode().strip())
        yield daemon
        daemon.kill()


@pytest.fixture
def panel(bus):
    """A desktop that shows what plays, and has keys for it."""
    here = Panel()
    yield here
    here.close()
