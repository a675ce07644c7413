"""MPRIS 2: how the media keys and the panels of a Linux desktop reach a player.

Everything on the bus happens on a thread of its own, so that a bus that hangs holds nobody up.
Whatever is asked there is answered from what was told last; a wish is posted home.
"""

import os
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.common import RouterClosed
from jeepney.io.threading import DBusConnection, ReceiveStopped, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse

from viewer.desktop.mpris_words import INTROSPECTION, METHODS, PLAYER, ROOT, SETTABLE, words_of
from viewer.desktop.playing import Playing, Status, Wish
from viewer.events import Post

PATH = "/org/mpris/MediaPlayer2"
NAME = "org.mpris.MediaPlayer2.notereel"
PROPERTIES = "org.freedesktop.DBus.Properties"
ERROR = "org.freedesktop.DBus.Error"
DO_NOT_QUEUE = 4
FIRST_OWNER = (1, 4)
CLOSES_WITHIN_S = 1.0


class RefusedError(Exception):
    """Why a message is not answered as it wishes: the error's name and its words."""


class Mpris:
    """Shows what is playing to the desktop, and takes its wishes, until it is closed."""

    def __init__(self, post: Post, now_ms: Callable[[], int], wish: Wish) -> None:
        self._post, self._now_ms, self._wish = post, now_ms, wish
        self._playing = self._told = Playing()
        self._connection: DBusConnection | None = None
        self._is_closed = self._is_woken = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def show(self, playing: Playing) -> None:
        """Take what is playing now."""
        self._playing = playing
        self._wake()

    def close(self) -> None:
        """Leave the bus."""
        self._is_closed = True
        self._wake()
        self._thread.join(CLOSES_WITHIN_S)

    def _wake(self) -> None:
        # Once is enough: where the bus hangs, nobody takes what wakes us away.
        if (connection := self._connection) is not None and not self._is_woken:
            self._is_woken = True
            connection.interrupt()

    # On the bus's thread

    def _serve(self) -> None:
        """Serve until it is closed, or the bus goes; without it everything else works on."""
        try:
            with open_dbus_connection() as connection:
                if self._is_named(connection):
                    self._connection = connection
                    self._listen(connection)
                    self._connection = None
        except (OSError, EOFError, ValueError, KeyError, RouterClosed, DBusErrorResponse):
            self._connection = None

    def _is_named(self, connection: DBusConnection) -> bool:
        for name in (NAME, f"{NAME}.instance{os.getpid()}"):
            asked = message_bus.RequestName(name, DO_NOT_QUEUE)
            connection.send(asked, serial=(serial := next(connection.outgoing_serial)))
            while (answer := connection.receive()).header.fields.get(
                HeaderFields.reply_serial
            ) != serial:
                self._answer(connection, answer)
            if answer.header.message_type is MessageType.error:
                return False
            if answer.body[0] in FIRST_OWNER:
                return True
        return False

    def _listen(self, connection: DBusConnection) -> None:
        while not self._is_closed:
            self._tell(connection)
            try:
                message = connection.receive()
            except ReceiveStopped:
                connection.reset_interrupt()
                self._is_woken = False
                continue
            self._answer(connection, message)

    def _tell(self, connection: DBusConnection) -> None:
        """Tell everybody what has changed."""
        before, playing = self._told, self._playing
        self._told = playing
        emitter = DBusAddress(PATH, interface=PROPERTIES)
        if playing.apart_from_time != before.apart_from_time:
            old, new = words_of(PLAYER, before, 0), words_of(PLAYER, playing, 0)
            changed = {name: value for name, value in new.items() if value != old[name]}
            body: tuple[Any, ...] = (PLAYER, changed, [])
            connection.send(new_signal(emitter, "PropertiesChanged", "sa{sv}as", body))
        if playing.is_leap_from(before):
            player = DBusAddress(PATH, interface=PLAYER)
            position = (playing.position_ms * 1000,)
            connection.send(new_signal(player, "Seeked", "x", position))

    def _answer(self, connection: DBusConnection, message: Message) -> None:
        if message.header.message_type is not MessageType.method_call:
            return
        try:
            signature, body = self._answer_to(message)
            answer = new_method_return(message, signature, body)
        except RefusedError as refusal:
            name, words = refusal.args
            answer = new_error(message, f"{ERROR}.{name}", "s", (words,))
        connection.send(answer)

    def _answer_to(self, message: Message) -> tuple[str | None, tuple[Any, ...]]:
        """Return what a message is answered, as D-Bus writes it.

        Raises RefusedError for whatever nobody may ask.
        """
        fields, body = message.header.fields, message.body
        asked = (
            fields.get(HeaderFields.interface, ""),
            fields.get(HeaderFields.member, ""),
            fields.get(HeaderFields.signature, ""),
        )
        match asked:
            case ("org.freedesktop.DBus.Introspectable", "Introspect", ""):
                return "s", (INTROSPECTION,)
            case ("org.freedesktop.DBus.Peer", "Ping", ""):
                return None, ()
            case (_, "GetAll", "s") if asked[0] == PROPERTIES:
                return "a{sv}", (self._words(body[0]),)
            case (_, "Get", "ss") if asked[0] == PROPERTIES:
                return "v", (self._word(*body),)
            case (_, "Set", "ssv") if asked[0] == PROPERTIES:
                self._set(*body)
                return None, ()
            case (interface, member, signature) if METHODS.get((interface, member)) == signature:
                self._wish_home(member, self._value_of(member, body))
                return None, ()
        raise RefusedError(
            "UnknownMethod", f"Notereel does not know “{asked[1]}” with such values."
        )

    def _words(self, interface: str) -> dict[str, Any]:
        if interface not in (ROOT, PLAYER):
            raise RefusedError("UnknownInterface", f"There is no “{interface}” here.")
        playing = self._playing
        return words_of(interface, playing, playing.position_at(self._now_ms()))

    def _word(self, interface: str, name: str) -> Any:
        words = self._words(interface)
        if name not in words:
            raise RefusedError("UnknownProperty", f"There is no “{name}” here.")
        return words[name]

    def _set(self, interface: str, name: str, value: tuple[str, Any]) -> None:
        self._word(interface, name)
        if interface != PLAYER or SETTABLE.get(name) != value[0]:
            raise RefusedError("PropertyReadOnly", f"“{name}” cannot be set so.")
        self._wish_home(name, value[1])

    def _value_of(self, member: str, body: tuple[Any, ...]) -> Any:
        if member == "SetPosition":
            playing = self._playing
            track, position_us = body
            # The desktop may still mean the video before; then nothing is to happen.
            is_meant = track == words_of(PLAYER, playing, 0)["Metadata"][1]["mpris:trackid"][1]
            is_within = 0 <= position_us <= playing.length_ms * 1000
            return position_us // 1000 if is_meant and is_within else None
        return body[0] // 1000 if body else None

    def _wish_home(self, name: str, value: Any) -> None:
        if self._playing.status is not Status.STOPPED or name in ("Raise", "Quit"):
            self._post(partial(self._wish, name, value))
