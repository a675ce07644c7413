"""A desktop's panel on a real bus: what it is shown, what it may ask, and what it may not."""

import socket
import sys

import pytest

from tests.panel import until
from viewer.desktop.mpris import NAME, PROPERTIES, Mpris
from viewer.desktop.mpris_words import PLAYER, ROOT
from viewer.desktop.playing import Playing, Status

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such a bus")
TIDES = Playing(Status.PLAYING, "nr-tides-01", "Tides", "", 4_000_000, 60_000, 1_000, 2.0, 0.5)


class Desk:
    """A program whose clock stands still, and which only notes what it is asked for."""

    def __init__(self):
        self.wishes, self.now_ms = [], 1_000
        self.mpris = Mpris(lambda work: work(), lambda: self.now_ms, self._wish)

    def _wish(self, name, value):
        self.wishes.append((name, value))


@pytest.fixture
def desk(panel):
    desk = Desk()
    until(lambda: panel.names() == [NAME])
    yield desk
    desk.mpris.close()


@pytest.fixture
def playing(desk, panel):
    desk.mpris.show(TIDES)
    until(lambda: panel.reads("PlaybackStatus") == "Playing")
    return desk


def test_a_panel_reads_what_is_playing(playing, panel):
    (said,) = panel.calls("GetAll", PLAYER, interface=PROPERTIES, signature="s")
    playing.now_ms = 3_500
    assert panel.reads("Position") == 65_000_000, "in µs, at twice the natural rate"
    assert said["Position"] == ("x", 60_000_000)
    assert (said["Rate"], said["Volume"]) == (("d", 2.0), ("d", 0.5))
    metadata = said["Metadata"][1]
    assert metadata["mpris:length"] == ("x", 4_000_000_000)
    assert metadata["xesam:title"] == ("s", "Tides")
    (root,) = panel.calls("GetAll", ROOT, interface=PROPERTIES, signature="s")
    assert (root["Identity"], root["DesktopEntry"]) == (
        ("s", "Notereel"), ("s", "org.notereel.Notereel")
    )  # fmt: skip


def test_it_hears_what_changes_and_nothing_else(playing, panel):
    panel.heard.clear()
    playing.mpris.show(Playing(Status.PAUSED, *_rest(TIDES)))
    assert panel.hears("PropertiesChanged") == (PLAYER, {"PlaybackStatus": ("s", "Paused")}, [])
    playing.mpris.show(Playing(Status.PAUSED, *_rest(TIDES, position_ms=5_000)))
    assert panel.hears("Seeked") == (5_000_000,)
    assert panel.heard == []


def _rest(playing, **changes):
    fields = [name for name in Playing.__slots__ if name != "status"]
    return [changes.get(name, getattr(playing, name)) for name in fields]


@pytest.mark.parametrize(
    ("member", "signature", "body", "wish"),
    [
        ("PlayPause", "", (), ("PlayPause", None)),
        ("Next", "", (), ("Next", None)),
        ("Seek", "x", (-10_000_000,), ("Seek", -10_000)),
    ],
)
def test_what_it_wishes_for_comes_home(playing, panel, member, signature, body, wish):
    assert panel.calls(member, *body, signature=signature) == ()
    until(lambda: playing.wishes == [wish])


def test_a_place_is_gone_to_only_in_the_video_that_is_meant(playing, panel):
    track = panel.reads("Metadata")["mpris:trackid"][1]
    for body in ((track, 30_000_000), ("/org/notereel/video/0", 40_000_000), (track, 10**13)):
        panel.calls("SetPosition", *body, signature="ox")
    until(lambda: len(playing.wishes) == 3)
    assert playing.wishes == [("SetPosition", 30_000), ("SetPosition", None), ("SetPosition", None)]


def test_the_rate_and_the_volume_can_be_set_and_nothing_else(playing, panel):
    def sets(name, value):
        return panel.calls("Set", PLAYER, name, value, interface=PROPERTIES, signature="ssv")

    assert sets("Rate", ("d", 1.5)) == ()
    until(lambda: playing.wishes == [("Rate", 1.5)])
    assert sets("Rate", ("s", "fast")).endswith("PropertyReadOnly")
    assert sets("Position", ("x", 0)).endswith("PropertyReadOnly")
    assert sets("Nonsense", ("x", 0)).endswith("UnknownProperty")


@pytest.mark.parametrize(
    ("member", "signature", "body"),
    [("OpenUri", "s", ("file:///etc/passwd",)), ("Seek", "s", ("1",)), ("Fly", "", ())],
)
def test_whatever_else_is_asked_is_refused_in_words(playing, panel, member, signature, body):
    assert panel.calls(member, *body, signature=signature).endswith("UnknownMethod")
    assert playing.wishes == []


def test_without_a_video_nothing_can_be_wished_for_but_the_window(desk, panel):
    assert panel.reads("PlaybackStatus") == "Stopped"
    assert panel.calls("PlayPause") == ()
    assert panel.calls("Raise", interface=ROOT) == ()
    until(lambda: desk.wishes == [("Raise", None)])


def test_a_second_window_has_a_name_of_its_own(desk, panel):
    other = Desk()
    until(lambda: len(panel.names()) == 2)
    other.mpris.close()
    until(lambda: panel.names() == [NAME])


def test_a_bus_that_goes_away_is_no_matter(playing, bus):
    bus.kill()
    until(lambda: not playing.mpris._thread.is_alive())
    playing.mpris.show(Playing())


def test_a_bus_that_does_not_answer_holds_nobody_up(tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(tmp_path / "deaf"))
        deaf.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'deaf'}")
        desk = Desk()
        desk.mpris.show(TIDES)
        until(lambda: not desk.mpris._thread.is_alive())
        desk.mpris.close()
