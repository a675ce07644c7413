"""A reader whose keyboard, headphones or panel tell the video what to do."""

import sys

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from viewer.desktop.mpris import NAME
from viewer.paths import sample_vault
from viewer.playback.player import PlayerState

NOTE = sample_vault() / "why_tides_come_twice_a_day.md"


def presses(reader, key: Qt.Key) -> None:
    """QTest has no such keys, and warns."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(reader.window.windowHandle(), event)


def test_the_keyboards_own_keys_play_and_walk(reader):
    reader.opens_with_film(NOTE)
    presses(reader, Qt.Key.Key_MediaTogglePlayPause)
    reader._wait(lambda: reader.session.video.state is PlayerState.PLAYING)
    presses(reader, Qt.Key.Key_MediaNext)
    reader.settles()
    first_ms = reader.session.moments[0].time_ms
    assert first_ms <= reader.session.video.position_ms() < first_ms + 2_000


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such a bus")
def test_a_panel_shows_the_note_and_pauses_its_video(reader, panel):
    reader.opens_with_film(NOTE)
    assert panel.names() == [], "nothing is shown before something plays"
    reader.presses("Space")
    reader._wait(lambda: panel.names() == [NAME])
    reader._wait(lambda: panel.reads("PlaybackStatus") == "Playing")
    assert panel.reads("Metadata")["xesam:title"][1] == reader.session.page.note.title
    panel.calls("Pause")
    reader._wait(lambda: panel.reads("PlaybackStatus") == "Paused")
    panel.calls("Next")
    reader._wait(lambda: panel.reads("Position") // 1000 >= reader.session.moments[0].time_ms)
    reader.quits()
    assert panel.names() == []
