"""What playing costs: the whole program against a bare window with python-vlc in it.

    python -m tests.benchmarks.playing [SECONDS]

Each is a process of its own, and plays the same coded video, and then stands, for so long. Prints
the CPU time taken, in per cent of one core (goal: ours at most 5 more than bare while playing, and
at most 1 while paused). A display is needed.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.frame_code import CodedVideo

VIDEO = CodedVideo(seconds=180, fps=30, width=1280, height=720, gop=150)
SETTLED_S = 3.0
MOMENTS = 29


def live(seconds: float) -> None:
    """Let Qt's own loop run for so long: QTest's waits by asking a hundred times a second."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def cpu_share(seconds: float) -> float:
    """Return what this process takes of a core, in per cent, while it lives on for so long."""
    began_cpu, began = time.process_time(), time.monotonic()
    live(seconds)
    return round(100 * (time.process_time() - began_cpu) / (time.monotonic() - began), 2)


def bare(file: Path, seconds: float) -> dict[str, float]:
    """Play in a window of Qt, by python-vlc."""
    import vlc

    from viewer.playback.libvlc import MEDIA_WITHOUT_GPU, options_for_this_screen

    app = QApplication([])
    window = QWidget()
    window.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
    window.setGeometry(0, 0, 640, 360)
    window.show()
    options = ["--quiet", "--aout=dummy", "--no-video-title-show", *options_for_this_screen()]
    player = vlc.Instance(options).media_player_new()
    media = player.get_instance().media_new_path(str(file))
    if options_for_this_screen():
        media.add_option(*MEDIA_WITHOUT_GPU)
    player.set_media(media)
    player.set_xwindow(int(window.winId()))
    player.play()
    live(SETTLED_S)
    playing = cpu_share(seconds)
    player.set_pause(1)
    live(SETTLED_S)
    found = {"playing": playing, "paused": cpu_share(seconds)}
    player.stop()
    app.quit()
    return found


def ours(file: Path, seconds: float) -> dict[str, float]:
    """Play in the program's window, beside a note whose moments go by."""
    from viewer.app import Program, Wish
    from viewer.paths import Paths
    from viewer.session.pane_words import Condition
    from viewer.ui.application import start_application

    note = file.parent / "note.md"
    times = ", ".join(f"claim [0:{3 * n // 60:02}:{3 * n % 60:02}]" for n in range(MOMENTS))
    note.write_text(f"# A note\n\n{times}\n", encoding="utf-8")
    start_application()
    program = Program(Wish(note, video=file), Paths.below(file.parent / "home"))
    program.show()
    video = program.session.video
    while video.status.condition is not Condition.READY or not program.session.is_settled:
        QTest.qWait(10)
    video.toggle_playing()
    live(SETTLED_S)
    surface = program._window.watch.video.surface
    playing = cpu_share(seconds)
    video.toggle_playing()
    live(SETTLED_S)
    found = {"playing": playing, "paused": cpu_share(seconds),
             "surface": [surface.width(), surface.height()]}  # fmt: skip
    program._window.close()
    program.close()
    return found


def measured(who: str, file: Path, seconds: float) -> dict[str, float]:
    """Measure one of the two in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.playing", who, str(file), str(seconds)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    if len(sys.argv) > 3:
        _, who, file, seconds = sys.argv
        print(json.dumps({"bare": bare, "ours": ours}[who](Path(file), float(seconds))))
        return
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    with tempfile.TemporaryDirectory() as folder:
        file = VIDEO.made_in(Path(folder))
        found = {who: measured(who, file, seconds) for who in ("bare", "ours")}
    added = found["ours"]["playing"] - found["bare"]["playing"]
    print(json.dumps({**found, "playing_adds": round(added, 2)}, indent=1))


if __name__ == "__main__":
    main()
