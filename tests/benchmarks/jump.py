"""From the key to a moment's picture on screen, and to the video's own frame: us, bare libVLC, mpv.

    python -m tests.benchmarks.jump [JUMPS] [CODEC,…] [HEIGHT,…] [FOLDER]

Our window plays a coded film, and `J` goes from moment to moment through the real key filter. Bare
python-vlc and libmpv (exact seek) play the same film in windows as large as our surface, and go to
the same times in turns. What counts is what is read off the screen: when the wanted frame, or the
one after, is there. A frame that is neither of the time before nor of the time asked for is wrong;
`blank` counts glances at a picture that could not be read, as between two frames. Prints medians,
p95s and ratios for each film; these are kept in FOLDER, if one is named.

libmpv is no part of us: `apt-get install libmpv2`, and `pip install --target DIR mpv` with DIR in
PYTHONPATH. Without it, mpv's column is left out. A display is needed.
"""

import contextlib
import json
import random
import statistics
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.frame_code import CodedVideo, read_frame
from viewer.app import Program, Wish
from viewer.paths import Paths
from viewer.playback.libvlc import options_for_this_screen
from viewer.ui.application import start_application

SECONDS, FPS = 40, 30
WIDTHS = {720: 1280, 1080: 1920}
DEADLINE_S = 5.0
STEADY_S, PHASE_S = 0.25, 0.1
PHASES = random.Random(8)


@dataclass
class Seen:
    """What one jump showed: ms to the first right picture, and to the video's own right frame."""

    picture_ms: float | None = None
    video_ms: float | None = None
    wrong: int = 0
    blank: int = 0
    mistaken: tuple[int, int] | None = None
    """Which frame was wanted, and which was seen first of the wrong ones."""


@dataclass
class Column:
    """All jumps of one side."""

    jumps: list[Seen] = field(default_factory=list)

    def told(self) -> dict[str, object]:
        return {
            "picture_ms": spread([each.picture_ms for each in self.jumps]),
            "video_ms": spread([each.video_ms for each in self.jumps]),
            "never": sum(each.video_ms is None for each in self.jumps),
            "wrong": sum(each.wrong for each in self.jumps),
            "first_wrong": [each.mistaken for each in self.jumps if each.mistaken][:5],
            "blank": sum(each.blank for each in self.jumps),
        }

    def median(self, name: str) -> float:
        return statistics.median(filter(None, (getattr(each, name) for each in self.jumps)))


def spread(times: list[float | None]) -> dict[str, int]:
    known = sorted(each for each in times if each is not None)
    if not known:
        return {}
    p95 = known[min(len(known) - 1, round(0.95 * len(known)))]
    return {"median": round(statistics.median(known)), "p95": round(p95), "most": round(known[-1])}


class Side(ABC):
    """One player in one window, which shows the film and goes to times."""

    def __init__(self, film: CodedVideo, window: QWidget):
        self.film, self.window = film, window
        self.column = Column()

    def frame(self) -> int | None:
        corner, size = self.window.mapToGlobal(QPoint(0, 0)), self.window.size()
        screen = QGuiApplication.primaryScreen()
        picture = screen.grabWindow(0, corner.x(), corner.y(), size.width(), size.height())
        return read_frame(picture.toImage(), self.film)

    @property
    def is_video(self) -> bool:
        """Whether what is on screen is the player's own picture."""
        return True

    def jump(self, time_ms: int) -> None:
        before = self._steady()
        wanted = self.film.frame_at(time_ms)
        seen, begun = Seen(), time.perf_counter()
        self.go_to(time_ms)
        while seen.video_ms is None and time.perf_counter() < begun + DEADLINE_S:
            is_video, frame = self.is_video, self.frame()
            now_ms = (time.perf_counter() - begun) * 1000
            # The video goes on from there: later than this it cannot be.
            last = wanted + 1 + now_ms * self.film.fps / 1000
            is_right = frame is not None and wanted <= frame <= last
            if is_right and seen.picture_ms is None:
                seen.picture_ms = now_ms
            if is_right and is_video:
                seen.video_ms = now_ms
            is_old = seen.picture_ms is None and frame is not None and before <= frame
            if frame is not None and not is_right and not is_old:
                seen.wrong += 1
                seen.mistaken = seen.mistaken or (wanted, frame)
            seen.blank += frame is None
            QTest.qWait(1)
        self.column.jumps.append(seen)
        self.run(False)
        QTest.qWait(200)

    def _steady(self) -> int:
        """Play for a while; return a frame that was shown then.

        Not always as long: libVLC does nothing else while it waits for a picture's time, so a key
        at always the same moment of a frame would cost always the same up to 33 ms.
        """
        self.run(True)
        before = None
        end = time.perf_counter() + DEADLINE_S
        while before is None and time.perf_counter() < end:
            QTest.qWait(round((STEADY_S + PHASES.random() * PHASE_S) * 1000))
            before = self.frame()
        return before or 0

    @abstractmethod
    def run(self, runs: bool) -> None:
        """Play, or stand."""

    @abstractmethod
    def go_to(self, time_ms: int) -> None:
        """Go there, as a person would have it do that."""


class Ours(Side):
    """The real window; `J` leads to the times in the order of the note."""

    def __init__(self, film: CodedVideo, program: Program):
        self.program = program
        self.main = program._window
        super().__init__(film, self.main.watch.video.surface)

    @property
    def is_video(self) -> bool:
        return not self.main.watch.overlay.isVisible()

    def run(self, runs: bool) -> None:
        player = self.program.session.video.player
        player.play() if runs else player.pause()

    def go_to(self, time_ms: int) -> None:
        QTest.keyClick(self.main.windowHandle(), "J")


class Bare(Side):
    def __init__(self, film: CodedVideo, file: Path, window: QWidget):
        import vlc

        super().__init__(film, window)
        options = ["--quiet", "--aout=dummy", "--no-video-title-show", *options_for_this_screen()]
        self.instance = vlc.Instance(options)
        self.player = self.instance.media_player_new()
        self.player.set_media(self.instance.media_new_path(str(file)))
        self.player.set_xwindow(int(window.winId()))
        self.player.play()

    def run(self, runs: bool) -> None:
        self.player.set_pause(0 if runs else 1)

    def go_to(self, time_ms: int) -> None:
        self.player.set_time(time_ms)

    def close(self) -> None:
        self.player.stop()


class Mpv(Side):
    def __init__(self, film: CodedVideo, file: Path, window: QWidget):
        import mpv

        super().__init__(film, window)
        self.player = mpv.MPV(
            wid=str(int(window.winId())), vo="x11", ao="null", hwdec="no", hr_seek="yes",
            keep_open="yes", osc=False, input_default_bindings=False, config=False,
        )  # fmt: skip
        self.player.play(str(file))

    def run(self, runs: bool) -> None:
        self.player.pause = not runs

    def go_to(self, time_ms: int) -> None:
        self.player.command_async("seek", time_ms / 1000, "absolute+exact")

    def close(self) -> None:
        self.player.terminate()


def window_at(top: int, like: QWidget, left: int) -> QWidget:
    window = QWidget()
    window.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
    window.setGeometry(left, top, like.width(), like.height())
    window.show()
    QTest.qWait(50)
    return window


def opened(note: Path, file: Path, home: Path) -> Program:
    program = Program(Wish(note, video=file), Paths.below(home))
    window = program.show()
    window.setGeometry(0, 0, 900, 620)
    session = program.session
    wait(lambda: window.watch is not None and session.video.is_ready and session.is_settled)
    wait(lambda: all(session.studying.frames.held(each.time_ms) for each in session.moments))
    return program


def wait(condition) -> None:
    end = time.monotonic() + 240
    while not condition():
        assert time.monotonic() < end, "it never happened"
        QTest.qWait(20)


def measure(film: CodedVideo, file: Path, jumps: int, home: Path) -> dict[str, object]:
    seconds = random.Random(7).choices(range(1, SECONDS - 2), k=jumps)
    note = home / "vault" / "note.md"
    note.parent.mkdir(parents=True)
    note.write_text(
        "---\ntitle: Jumps\n---\n\n"
        + "\n\n".join(f"Claim {n} [0:00:{second:02}]." for n, second in enumerate(seconds))
    )
    program = opened(note, file, home / "home")
    ours = Ours(film, program)
    sides: dict[str, Side] = {"ours": ours}
    sides["bare"] = Bare(film, file, window_at(0, ours.window, 940))
    with contextlib.suppress(ImportError, OSError):
        sides["mpv"] = Mpv(film, file, window_at(450, ours.window, 940))
    QTest.qWait(1500)
    for side in sides.values():
        side.run(False)
    for turn, second in enumerate(seconds):
        for side in list(sides.values())[:: 1 if turn % 2 else -1]:
            side.jump(second * 1000)
    told: dict[str, object] = {name: side.column.told() for name, side in sides.items()}
    own = ours.column
    told["video_to_bare"] = round(
        own.median("video_ms") / sides["bare"].column.median("video_ms"), 2
    )
    if "mpv" in sides:
        first = sides["mpv"].column.median("picture_ms")
        told["picture_to_mpv"] = round(own.median("picture_ms") / first, 2)
    for name, side in sides.items():
        if name != "ours":
            side.close()
            side.window.close()
    program._window.close()
    program.close()
    return told


def main() -> None:
    arguments = [*sys.argv[1:], "", "", "", ""]
    jumps = int(arguments[0] or 20)
    codecs = (arguments[1] or "h264,vp9,av1").split(",")
    heights = map(int, (arguments[2] or "720,1080").split(","))
    app = start_application()
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        for height in heights:
            for codec in codecs:
                film = CodedVideo(
                    seconds=SECONDS, fps=FPS, width=WIDTHS[height], height=height, gop=150,
                    codec=codec,
                )  # fmt: skip
                home = Path(folder) / f"{codec}-{height}"
                home.mkdir()
                file = film.made_in(Path(arguments[3] or folder))
                print(json.dumps({film.file_name: measure(film, file, jumps, home)}, indent=1),
                      flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
