"""A drive that stops answering while its video plays: the window stays alive, and says so.

    python -m tests.faults.hung_drive

The video lies on a file system that bindfs shows and that is then held by SIGSTOP; bindfs and
FUSE are needed, so this is no test that runs by itself. In the hanging video are paused, sought
and played; another note with another video is opened, then the first again, and the drive wakes
up. Prints JSON: how long until the reader was told (goal: 3 s), the longest time the main thread
was held up (goal: 100 ms), how long it took until the other video was there (goal: 2 s and what it
takes to open), whether the first then played on, and how long the program took to end while its
video hung again (goal: 2 s). A display is needed.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest

from tests.frame_code import CodedVideo
from viewer.app import Program, Wish
from viewer.paths import Paths
from viewer.session.pane_words import Condition
from viewer.ui.application import start_application

FILM = CodedVideo(seconds=120, fps=25, width=1280, height=720, gop=50)
OTHER = CodedVideo(seconds=10, width=320, height=180)
PATIENCE_S = 30.0


class Drive:
    """A folder shown through bindfs, which can be made to hang."""

    def __init__(self, folder: Path, shown: Path) -> None:
        self._shown = shown
        shown.mkdir()
        self._server = subprocess.Popen(["bindfs", "-f", "-o", "direct_io", folder, shown])
        while not os.path.ismount(shown):
            time.sleep(0.02)

    def hang(self) -> None:
        """Answer nothing."""
        self._server.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        """Answer again."""
        self._server.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """Be taken away."""
        self.wake()
        subprocess.run(["umount", "-l", self._shown], check=True)
        self._server.terminate()
        self._server.wait()


class Evening:
    """The program at its window, with an eye on how long the main thread is held up."""

    def __init__(self, note: Path, film: Path, home: Path) -> None:
        self.program = Program(Wish(note, video=film), Paths.below(home))
        self.program.show()
        self.session = self.program.session
        self.words: list[str] = []
        self.longest_ms = 0.0
        self.session.noticed.connect(lambda notice: notice and self.words.append(str(notice)))
        self._until(lambda: self.session.video.status.condition is Condition.READY)
        self._until(lambda: self.session.is_settled)

    def _until(self, condition: Callable[[], bool], most_s: float = PATIENCE_S) -> float:
        """Live on until it is so; return how many seconds that took."""
        began = last = time.monotonic()
        while not condition() and last - began < most_s:
            QTest.qWait(1)
            now = time.monotonic()
            self.longest_ms, last = max(self.longest_ms, (now - last) * 1000), now
        return round(last - began, 2)

    def does(self, command: str, argument: str = "") -> None:
        """Run a command, and count how long it held the main thread."""
        began = time.monotonic()
        self.program.catalogue.run(command, self.session, argument)
        self.longest_ms = max(self.longest_ms, (time.monotonic() - began) * 1000)

    def goes_through_it(self, drive: Drive, note: Path, other: Path) -> dict[str, object]:
        """Watch, have the drive hang, do what a person would, and have it wake up."""
        video = self.session.video
        self.does("seek", "0:10")
        self._until(lambda: video.position_ms() > 12_000)
        self.longest_ms = 0.0
        drive.hang()
        found: dict[str, object] = {"told_s": self._until(lambda: bool(self.words))}
        found["said"] = self.words[:1]
        for command in ("toggle_playing", "seek_forward", "toggle_playing", "seek_back_far"):
            self.does(command)
            self._until(lambda: False, 0.5)
        self.session.open_path(note)
        self._until(lambda: self.session.reading.is_settled)
        self.session.files.play(other)
        found["other_video_s"] = self._until(
            lambda: video.duration_ms == OTHER.seconds * 1000 and self.session.is_settled
        )
        found["longest_hold_up_ms"] = round(self.longest_ms)
        drive.wake()
        return found


def main() -> None:
    if shutil.which("bindfs") is None:
        sys.exit("bindfs is not installed.")
    app = start_application()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = folder / "kept"
        kept.mkdir()
        film, other = FILM.made_in(kept), OTHER.made_in(folder)
        notes = [folder / f"{each}.md" for each in ("first", "second")]
        for note in notes:
            note.write_text(f"# {note.stem}\n\nA claim [0:00:05].\n", encoding="utf-8")
        drive = Drive(kept, folder / "shown")
        try:
            evening = Evening(notes[0], folder / "shown" / film.name, folder / "home")
            found = evening.goes_through_it(drive, notes[1], other)
            evening.session.open_path(notes[0], video=folder / "shown" / film.name)
            evening._until(lambda: evening.session.video.duration_ms == FILM.seconds * 1000)
            evening.does("seek", "0:30")
            found["plays_again_s"] = evening._until(
                lambda: evening.session.video.position_ms() > 31_000
            )
            drive.hang()
            began = time.monotonic()
            evening.program._window.close()
            evening.program.close()
            found["ends_s"] = round(time.monotonic() - began, 2)
        finally:
            drive.close()
        print(json.dumps(found, indent=1, ensure_ascii=False))
    app.quit()


if __name__ == "__main__":
    main()
