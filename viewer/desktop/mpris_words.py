"""The words of MPRIS 2.2: what a player is asked, and how it says what is playing."""

import zlib
from typing import Any
from xml.sax.saxutils import quoteattr

from viewer.desktop.playing import Playing, Status

ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
DESKTOP_ENTRY = "org.notereel.Notereel"
NO_TRACK = "/org/mpris/MediaPlayer2/TrackList/NoTrack"
METHODS = {
    (ROOT, "Raise"): "", (ROOT, "Quit"): "",
    (PLAYER, "Next"): "", (PLAYER, "Previous"): "", (PLAYER, "Pause"): "",
    (PLAYER, "PlayPause"): "", (PLAYER, "Stop"): "", (PLAYER, "Play"): "",
    (PLAYER, "Seek"): "x", (PLAYER, "SetPosition"): "ox",
}  # fmt: skip
"""By interface and name, the signature of what comes with it. No address is ever opened."""
SETTABLE = {"Rate": "d", "Volume": "d"}
SLOWEST, FASTEST = 0.25, 4.0

Words = dict[str, tuple[str, Any]]
"""By name, each value with its D-Bus signature."""


def words_of(interface: str, playing: Playing, position_ms: int) -> Words:
    """Return the properties of one of the two interfaces."""
    return _root() if interface == ROOT else _player(playing, position_ms)


def _root() -> Words:
    return {
        "CanQuit": ("b", True),
        "CanRaise": ("b", True),
        "HasTrackList": ("b", False),
        "Identity": ("s", "Notereel"),
        "DesktopEntry": ("s", DESKTOP_ENTRY),
        "SupportedUriSchemes": ("as", []),
        "SupportedMimeTypes": ("as", []),
    }


def _player(playing: Playing, position_ms: int) -> Words:
    is_there = playing.status is not Status.STOPPED
    return {
        "PlaybackStatus": ("s", playing.status.value),
        "Rate": ("d", playing.rate),
        "Metadata": ("a{sv}", _metadata(playing)),
        "Volume": ("d", playing.volume),
        "Position": ("x", position_ms * 1000),
        "MinimumRate": ("d", SLOWEST),
        "MaximumRate": ("d", FASTEST),
        "CanGoNext": ("b", is_there),
        "CanGoPrevious": ("b", is_there),
        "CanPlay": ("b", is_there),
        "CanPause": ("b", is_there),
        "CanSeek": ("b", is_there),
        "CanControl": ("b", True),
    }


def _metadata(playing: Playing) -> Words:
    if playing.status is Status.STOPPED:
        return {"mpris:trackid": ("o", NO_TRACK)}
    track = f"/org/notereel/video/{zlib.crc32(playing.track.encode('utf-8', 'replace')):08x}"
    said: Words = {"mpris:trackid": ("o", track), "xesam:title": ("s", playing.title)}
    if playing.length_ms:
        said["mpris:length"] = ("x", playing.length_ms * 1000)
    if playing.picture:
        said["mpris:artUrl"] = ("s", playing.picture)
    return said


def _described(interface: str) -> str:
    methods = "".join(
        f"<method name={quoteattr(name)}>"
        + "".join(f"<arg direction='in' type='{each}'/>" for each in signature)
        + "</method>"
        for (owner, name), signature in METHODS.items()
        if owner == interface
    )
    properties = "".join(
        f"<property name='{name}' type='{signature}' "
        f"access='{'readwrite' if name in SETTABLE else 'read'}'/>"
        for name, (signature, _value) in words_of(interface, Playing(), 0).items()
    )
    signals = "<signal name='Seeked'><arg type='x'/></signal>" if interface == PLAYER else ""
    return f"<interface name='{interface}'>{methods}{properties}{signals}</interface>"


INTROSPECTION = f"<node>{_described(ROOT)}{_described(PLAYER)}</node>"
