"""Test videos whose every frame carries its own number, and reading it off the screen.

A frame shows its number in binary along the top edge (white = 1, lowest bit first), and the
same bits inverted along the bottom edge. A black, foreign or torn picture has edges that do
not mirror each other, and reads as None.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, qGray

from tests.films import ffmpeg

BITS = 16
CELL_HEIGHT = 1 / 9
BLACK_BELOW, WHITE_ABOVE = 80, 176


@dataclass(frozen=True)
class CodedVideo:
    """What a test video is like; equal recipes share one file. `gop` is in frames."""

    seconds: int = 10
    fps: int = 25
    width: int = 640
    height: int = 360
    gop: int = 50
    has_audio: bool = True
    has_b_frames: bool = True
    container: str = "mp4"
    codec: str = "h264"

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return self.seconds * self.fps

    def time_of(self, frame: int) -> int:
        """Return when a frame begins, in ms, rounded up: that time shows this very frame."""
        return -(-frame * 1000 // self.fps)

    def frame_at(self, time_ms: float) -> int:
        """Return the frame that is to be seen at this time."""
        return int(time_ms * self.fps // 1000)

    def made_in(self, folder: Path) -> Path:
        """Return the video's file in this folder, encoding it unless it is there already.

        Raises subprocess.CalledProcessError when ffmpeg cannot make it.
        """
        file = folder / self.file_name
        if not file.exists():
            unfinished = file.with_name(f"unfinished-{file.name}")
            ffmpeg(*self._recipe(), unfinished)
            unfinished.rename(file)
        return file

    @property
    def file_name(self) -> str:
        """The name of its file, which is its recipe."""
        audio = "sound" if self.has_audio else "silent"
        order = "b" if self.has_b_frames else "no-b"
        shape = f"{self.width}x{self.height}-{self.fps}fps-{self.seconds}s-gop{self.gop}"
        return f"{shape}-{order}-{audio}-{self.codec}.{self.container}"

    def _recipe(self) -> list[str]:
        size = f"{self.width}x{self.height}"
        picture = f"testsrc2=size={size}:rate={self.fps}:duration={self.seconds}"
        tone = ["-f", "lavfi", "-i", f"sine=440:duration={self.seconds}", "-c:a", "aac"]
        return [
            *("-f", "lavfi", "-i", picture),
            *(tone if self.has_audio else ()),
            *("-vf", ",".join(_edges()), "-pix_fmt", "yuv420p"),
            *self._encoder(),
            *("-g", str(self.gop)),
        ]

    def _encoder(self) -> list[str]:
        if self.codec == "vp9":
            speed = ["-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1"]
            return ["-c:v", "libvpx-vp9", *speed, "-b:v", "2M"]
        if self.codec == "av1":
            return ["-c:v", "libsvtav1", "-preset", "12", "-crf", "45"]
        order = ["-bf", "3" if self.has_b_frames else "0"]
        return ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", *order]


def _edges() -> list[str]:
    height = f"h=ih*{CELL_HEIGHT:.6f}:t=fill"
    bottom = f"y=ih*{1 - CELL_HEIGHT:.6f}"
    filters = [
        f"drawbox=x=0:y=0:w=iw:{height}:c=black",
        f"drawbox=x=0:{bottom}:w=iw:{height}:c=black",
    ]
    for bit in range(BITS):
        cell = f"x=iw*{bit}/{BITS}:w=iw/{BITS}:{height}:c=white"
        is_set = f"mod(floor(n/{2**bit})\\,2)"
        filters.append(f"drawbox={cell}:y=0:enable={is_set}")
        filters.append(f"drawbox={cell}:{bottom}:enable=not({is_set})")
    return filters


def read_frame(image: QImage, video: CodedVideo) -> int | None:
    """Return the number of the frame in a picture of the video's window; None if unreadable.

    The frame may be scaled, and centred between black bars.
    """
    frame = _letterboxed(image, video.width / video.height)
    top = _bits_along(image, frame, CELL_HEIGHT / 2)
    bottom = _bits_along(image, frame, 1 - CELL_HEIGHT / 2)
    if any(
        upper is None or lower is None or upper == lower
        for upper, lower in zip(top, bottom, strict=True)
    ):
        return None
    return sum(2**bit for bit, is_set in enumerate(top) if is_set)


def _letterboxed(image: QImage, aspect: float) -> QRectF:
    width = min(image.width(), image.height() * aspect)
    height = width / aspect
    return QRectF((image.width() - width) / 2, (image.height() - height) / 2, width, height)


def _bits_along(image: QImage, frame: QRectF, depth: float) -> list[bool | None]:
    spots = (
        QPointF(frame.width() * (bit + 0.5) / BITS, frame.height() * depth) + frame.topLeft()
        for bit in range(BITS)
    )
    greys = (qGray(image.pixel(spot.toPoint())) for spot in spots)
    return [None if BLACK_BELOW < grey < WHITE_ABOVE else grey >= WHITE_ABOVE for grey in greys]
