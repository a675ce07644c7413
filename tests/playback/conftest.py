"""A stage for players: a real window, a coded video, and an eye on what the window shows."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.frame_code import CodedVideo, read_frame
from viewer.events import Inbox
from viewer.playback.libvlc import load_libvlc
from viewer.playback.player import Playable
from viewer.playback.silent_player import SilentPlayer
from viewer.playback.vlc_player import VlcPlayer

DEADLINE_S = 60


def now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


class Stage:
    """One player in one window, playing one coded video; keeps what the player tells."""

    def __init__(self, make_player, video: CodedVideo, folder):
        self.inbox = Inbox()
        self.lived_ms = now_ms()
        self.video = video
        self.file = video.made_in(folder)
        self.playable = Playable(
            self.file, {"mkv": "mkv", "webm": "mkv", "avi": "avi"}.get(video.container, "mp4")
        )
        self.window = QWidget()
        self.window.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self.window.setGeometry(0, 0, 640, 360)
        self.window.show()
        self.player = make_player(self)
        self.player.attach(int(self.window.winId()))
        self.states, self.landings, self.failures, self.lengths = [], [], [], []
        self.player.events.state_changed.connect(self.states.append)
        self.player.events.seeked.connect(self.landings.append)
        self.turns = []
        self.player.events.turned.connect(lambda: self.turns.append(self.player.position_ms()))
        self.player.events.failed.connect(self.failures.append)
        self.player.events.duration_known.connect(self.lengths.append)

    def close(self):
        self.player.close()
        self.window.close()

    def wait(self, condition, deadline_s: float = DEADLINE_S):
        """Live on until the condition holds; a generous deadline ends a broken test."""
        end = time.monotonic() + deadline_s
        while not condition():
            assert time.monotonic() < end, f"it never happened: {self.states} {self.failures}"
            QTest.qWait(1)
            self.lived_ms = now_ms()
            self.inbox.drain()

    def live(self, time_ms: int):
        """Live on for some time."""
        end = now_ms() + time_ms
        self.wait(lambda: now_ms() >= end)

    def open(self, start_ms: int = 0, *, paused: bool = True):
        self.player.open(self.playable, start_ms=start_ms, paused=paused)
        self.settle()

    def settle(self):
        """Live on until nothing is on its way."""
        self.wait(lambda: not self.player.is_seeking and self.player.state != "loading")

    def seek(self, time_ms: int):
        self.player.seek(time_ms)
        self.settle()

    def frame(self) -> int | None:
        """Return the number of the frame that the window shows."""
        screen = QGuiApplication.primaryScreen()
        size = self.window.size()
        picture = screen.grabWindow(0, 0, 0, size.width(), size.height())
        return read_frame(picture.toImage(), self.video)

    def frame_that_stays(self) -> int | None:
        """Return the frame of a video that stands, once it has been there for 100 ms."""
        seen, since = self.frame(), now_ms()

        def stays():
            nonlocal seen, since
            latest = self.frame()
            if latest is None or latest != seen:
                seen, since = latest, now_ms()
            return now_ms() - since >= 100

        self.wait(stays)
        return seen


@pytest.fixture(scope="session")
def videos(tmp_path_factory):
    """Return the folder where test videos are kept for the session."""
    return tmp_path_factory.mktemp("videos")


@pytest.fixture(scope="session")
def libvlc():
    return load_libvlc(audio_output="dummy")


@pytest.fixture
def staged(qapp, videos, libvlc):
    """Make stages with the real player; all are closed afterwards."""
    stages = []

    def stage(video: CodedVideo) -> Stage:
        made = Stage(lambda at: VlcPlayer(libvlc, at.inbox.post, now_ms), video, videos)
        stages.append(made)
        return made

    yield stage
    for made in stages:
        made.close()


@pytest.fixture
def stage(staged):
    """Return the usual stage: ten seconds, 25 frames a second, B-frames and sound."""
    return staged(CodedVideo())


@pytest.fixture(params=["silent", "libvlc"])
def any_stage(request, qapp, videos, libvlc):
    """Return a stage with each player in turn: what holds for one holds for all."""
    video = CodedVideo()

    def make(at: Stage):
        if request.param == "silent":
            # Its time passes only while the stage lives, so two calls in a row are at one time.
            return SilentPlayer(lambda: at.lived_ms, duration_ms=video.seconds * 1000)
        return VlcPlayer(libvlc, at.inbox.post, now_ms)

    made = Stage(make, video, videos)
    yield made
    made.close()
