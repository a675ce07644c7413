"""Where a picture lies over the video, just where libVLC puts its own, and how long."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QBuffer, QElapsedTimer, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from tests.ui.film_window import FilmWindow
from viewer.events import Event
from viewer.playback.contents import Choice
from viewer.ui import video_overlay
from viewer.ui.video_overlay import LEAVE_MS, SURELY_NEARER_FOR_MS, VideoOverlay, place_of


@pytest.mark.parametrize(
    ("picture", "within", "place"),
    [
        (QSize(1280, 720), QSize(640, 360), QRect(0, 0, 640, 360)),
        (QSize(640, 480), QSize(640, 360), QRect(80, 0, 480, 360)),
        (QSize(1280, 544), QSize(640, 360), QRect(0, 44, 640, 272)),
        (QSize(720, 1280), QSize(640, 360), QRect(219, 0, 202, 360)),
        (QSize(10_000, 1), QSize(640, 360), QRect(0, 180, 640, 1)),
        (QSize(), QSize(640, 360), QRect()),
        (QSize(1280, 720), QSize(0, 0), QRect()),
    ],
)
def test_it_is_as_large_as_it_fits_and_in_the_middle(picture, within, place):
    assert place_of(picture, within) == place


class Watched:
    """What an overlay knows of a session, whose film a test shows."""

    def __init__(self) -> None:
        self.video = self
        self.studying = SimpleNamespace(frames=self)
        self.seek_asked, self.state_changed = Event(), Event()
        self.changed, self.moment_changed = Event(), Event()
        self.player, self.is_ready, self.is_seeking = self, True, False
        self.jpeg, self.choice = b"", Choice()

    def held(self, _time_ms: int) -> bytes:
        return self.jpeg

    def likely_next(self) -> list[int]:
        return []

    def jumps(self) -> None:
        self.is_seeking = True
        self.seek_asked.emit(5000)

    def lands(self) -> None:
        self.is_seeking = False
        self.state_changed.emit()


def picture(grey: int) -> QImage:
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(QColor(grey, grey, grey))
    painter = QPainter(image)
    painter.fillRect(QRect(grey, 40, 60, 100), Qt.GlobalColor.white)
    painter.end()
    return image


def jpeg_of(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")
    return buffer.data().data()


@pytest.fixture
def covered(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(320, 180)
    film, watched = FilmWindow(window), Watched()
    overlay = VideoOverlay(watched, film.surface)
    window.show()
    qtbot.waitExposed(window)
    film.shows(picture(60))
    return film, watched, overlay


@pytest.fixture
def is_patient(monkeypatch):
    """It does not leave because so much time has passed: only because of what it sees."""
    monkeypatch.setattr(video_overlay, "LEAVE_LOOKING_MS", 10**9)


@pytest.fixture
def landed(covered):
    """The film, what covers it since a jump, and the time since the jump has ended."""
    film, watched, overlay = covered
    watched.jpeg = jpeg_of(picture(160))
    watched.jumps()
    assert overlay.isVisible()
    watched.lands()
    since = QElapsedTimer()
    since.start()
    return film, overlay, since


def test_it_stays_until_the_videos_own_frame_is_beneath(landed, is_patient, qtbot):
    film, overlay, since = landed  # Too early: what is beneath is still the frame of before.
    qtbot.waitUntil(lambda: since.elapsed() > 2 * LEAVE_MS)
    assert overlay.isVisible()
    film.shows(picture(160))
    qtbot.waitUntil(lambda: not overlay.isVisible())


def test_its_own_frame_is_known_at_once(landed, is_patient, monkeypatch, qtbot):
    monkeypatch.setattr(video_overlay, "SURELY_NEARER_FOR_MS", 10**9)
    film, overlay, _since = landed
    film.shows(picture(160))
    qtbot.waitUntil(lambda: not overlay.isVisible())


def test_it_leaves_in_time_where_nobody_could_tell_the_frames_apart(covered, is_patient, qtbot):
    _film, watched, overlay = covered
    watched.jpeg = jpeg_of(picture(60))
    watched.jumps()
    watched.lands()
    qtbot.waitUntil(lambda: not overlay.isVisible())


def test_it_stays_while_the_old_place_runs_on_beneath(landed, is_patient, qtbot):
    film, overlay, since = landed
    for grey in range(61, 66):  # A slow decoder shows nothing new for longer than is usual.
        film.shows(picture(grey))
        until_ms = since.elapsed() + SURELY_NEARER_FOR_MS / 3
        qtbot.waitUntil(lambda until_ms=until_ms: since.elapsed() > until_ms)
        assert overlay.isVisible()
    film.shows(picture(140))  # Slow as it was, it left the first ones of the new place out.
    qtbot.waitUntil(lambda: not overlay.isVisible())


def test_it_leaves_when_the_new_place_runs_on_and_was_not_known_for_certain(
    landed, is_patient, qtbot
):
    film, overlay, since = landed
    for grey in (130, 131, 132, 133, 134):
        film.shows(picture(grey))
        until_ms = since.elapsed() + SURELY_NEARER_FOR_MS / 4
        qtbot.waitUntil(lambda until_ms=until_ms: since.elapsed() > until_ms)
    qtbot.waitUntil(lambda: not overlay.isVisible())


def test_it_leaves_at_last_when_the_video_shows_something_else(landed, qtbot):
    film, overlay, _since = landed
    film.shows(picture(20))
    qtbot.waitUntil(lambda: not overlay.isVisible())
