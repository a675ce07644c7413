"""A moment's picture over the video, from the key until libVLC shows its own frame.

It is a native window above libVLC's, placed as libVLC places its picture. The rule: never a
picture of another time than the one that is being sought; no picture is better than a wrong one.
"""

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QElapsedTimer,
    QEvent,
    QIODevice,
    QObject,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewer.playback.contents import Zoom
from viewer.session.session import Session
from viewer.ui.glance import Glance, difference, glance_at, glance_at_image
from viewer.ui.kept_pixels import keep_pixels

LOOK_MS = 4
LEAVE_MS, LEAVE_LOOKING_MS = 20, 1000
"""From the news that libVLC's frame is there, which comes by a clock and may be early: how long to
wait where it cannot be seen, and at most where it can. A slow decoder needs up to 160."""
TOLD_APART = 40
"""How unlike pictures are that are surely not of one frame: a JPEG and libVLC's frame are less so,
and two seconds of a coded film are 3,000 to 8,000."""
SURELY_NEARER, SURELY_NEARER_FOR_MS = 4, 150
DECODED_AT_MOST = 8


class VideoOverlay(QWidget):
    """Covers the video's surface while a seek is under way whose picture is at hand."""

    def __init__(self, session: Session, surface: QWidget) -> None:
        super().__init__(surface.parentWidget())
        self._session = session
        self._surface = surface
        self._kept_window = 0
        self._picture = QImage()
        self._decoded: dict[tuple[int, QSize], tuple[bytes, QImage]] = {}
        self._decoded_count = 0
        self._before = self._old = self._wanted = self._below = b""
        self._unlike = self._unlike_old = 0
        self._is_told_apart = self._is_landed = False
        self._since_news = QElapsedTimer()
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.setTimerType(Qt.TimerType.PreciseTimer)
        self._preparing = QTimer(self, interval=0, singleShot=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._connect()

    def _connect(self) -> None:
        session = self._session
        session.video.seek_asked.connect(self._on_seek_asked)
        session.video.state_changed.connect(self._on_video_changed)
        session.studying.frames.changed.connect(self._on_frames_changed)
        session.moment_changed.connect(self._preparing.start)
        self._looking.timeout.connect(self._look)
        self._preparing.timeout.connect(self._prepare)
        self._surface.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay where the surface is."""
        if watched is self._surface and self.isVisible():
            if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
                self._cover()
            elif event.type() == QEvent.Type.Hide:
                self._leave()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, and black where there is none of it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place_of(self._picture.size(), self.size() * ratio), self._picture)

    # From the key to the frame

    def _on_seek_asked(self, time_ms: int) -> None:
        can_cover = self._surface.isVisible() and self._is_shown_plainly()
        picture = self._picture_of(time_ms) if can_cover else None
        if picture is None:
            self._leave()
            return
        self._picture = picture
        self._cover()
        self.show()
        self.raise_()
        self.repaint()  # At once: what else follows from the key may wait.
        self._before, self._wanted = self._glance(), glance_at_image(picture)
        self._is_told_apart = difference(self._before, self._wanted) > TOLD_APART
        self._unlike, self._unlike_old = difference(self._before, self._wanted), 0
        self._old, self._below, self._is_landed = self._before, self._before, False
        self._looking.start()

    def _on_video_changed(self) -> None:
        player = self._session.video.player
        if self.isVisible() and not self._is_landed and player is not None:
            if not self._session.video.is_ready:
                self._leave()
            elif not player.is_seeking:
                self._is_landed = True
                self._since_news.start()

    def _look(self) -> None:
        """Leave once libVLC's frame is there: nearer to its picture than to what was before."""
        landed_ms = self._since_news.elapsed() if self._is_landed else -1
        is_there = self._is_told_apart and self._is_there(landed_ms)
        if is_there or landed_ms >= (LEAVE_LOOKING_MS if self._is_told_apart else LEAVE_MS):
            self._leave()

    def _is_there(self, landed_ms: int) -> bool:
        below = self._glance()
        if below != self._below:  # Most looks see what was there before.
            self._unlike = difference(below, self._wanted)
            unlike_old = difference(below, self._old)
            self._unlike_old = min(unlike_old, difference(below, self._before))
            self._below = below
            if 2 * unlike_old < self._unlike:  # The old place runs on.
                self._old = below
        if self._unlike <= TOLD_APART:
            return self._unlike < self._unlike_old
        # It may be a frame soon after the wanted one, or by chance nearer: one of a jump before
        # this one, or one more of the old place, which libVLC shows while it decodes.
        surely = SURELY_NEARER if landed_ms < SURELY_NEARER_FOR_MS else 1
        return landed_ms >= 0 and self._unlike * surely < self._unlike_old

    def _glance(self) -> Glance:
        return glance_at(self._surface, place_of(self._picture.size(), self._shown_size()))

    def _leave(self) -> None:
        self._looking.stop()
        if self.isVisible():
            self.hide()
            self._picture = QImage()
            self._preparing.start()

    def _cover(self) -> None:
        parent = self._surface.parentWidget()
        if parent is not self.parentWidget():  # The video moved to a window of its own.
            self.setParent(parent)
        self.setGeometry(self._surface.geometry())
        self._keep_pixels()

    def _keep_pixels(self) -> None:
        window = int(self._surface.winId())
        if window != self._kept_window:
            self._kept_window = window
            keep_pixels(window)

    # Pictures

    def _on_frames_changed(self) -> None:
        self._preparing.start()

    def _prepare(self) -> None:
        """Decode one of the likely next ones, so that only showing it is left to be done."""
        if self.isVisible() or not self._surface.isVisible():
            return
        # The first time takes longest: making a window, and reaching the server.
        self._cover()
        self.winId()
        for time_ms in self._session.studying.frames.likely_next():
            count = self._decoded_count
            if self._picture_of(time_ms) is not None and self._decoded_count > count:
                self._preparing.start()  # The others later: the window has other things to do.
                return

    def _picture_of(self, time_ms: int) -> QImage | None:
        size = self._shown_size()
        raw = self._session.studying.frames.held(time_ms)
        if raw is None:
            return None
        before, picture = self._decoded.pop((time_ms, size), (b"", QImage()))
        if before is not raw:  # Another video has another picture of this time.
            picture = _decoded(raw, size)
            self._decoded_count += 1
        self._decoded[time_ms, size] = raw, picture
        while len(self._decoded) > DECODED_AT_MOST:
            del self._decoded[next(iter(self._decoded))]
        return None if picture.isNull() else picture

    def _is_shown_plainly(self) -> bool:
        """Whether libVLC shows its picture as it is placed here: else it would jump twice."""
        choice = self._session.video.choice
        return choice.zoom is Zoom.FIT and not choice.aspect

    def _shown_size(self) -> QSize:
        return self._surface.size() * self._surface.devicePixelRatioF()


def _decoded(raw: bytes, within: QSize) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(raw))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    reader.setScaledSize(place_of(reader.size(), within).size())
    return reader.read()


def place_of(picture: QSize, within: QSize) -> QRect:
    """Return where libVLC would place a picture: as large as it fits, in the middle."""
    if picture.isEmpty() or within.isEmpty():
        return QRect()
    width = within.height() * picture.width() // picture.height()
    height = within.height()
    if width > within.width():
        width, height = within.width(), within.width() * picture.height() // picture.width()
    left, top = (within.width() - width) // 2, (within.height() - height) // 2
    return QRect(left, top, max(1, width), max(1, height))
