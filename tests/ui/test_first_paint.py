"""What is loaded when the first note is on screen: every reader waits for what joins this list."""

import json
import os
import subprocess
import sys

import pytest

from viewer.paths import sample_vault

NOTE = sample_vault() / "why_tides_come_twice_a_day.md"
OURS = """
    app app_start cli commands commands.menu data_format door door.start door.wish durable errors
    events library library.note_names note note.note paths playback
    playback.moment_walk playback.player session session.awaited_moment
    session.doubts session.history session.note_video session.notice session.own_files session.page
    session.pane_words session.reader
    session.reading session.session session.view settings study study.positions study.study
    study.table
    study.verdicts ui ui.application ui.background ui.columns ui.edges ui.link_words ui.main_window
    ui.menus ui.note_pane ui.notice_bar ui.page_geometry ui.page_marks ui.page_moves ui.page_parts
    ui.page_view ui.pane_focus ui.panes ui.telling ui.theme ui.viewport ui.window_memory video
    video.aside video.reference
    worker worker.host
"""
OTHERS = {
    "dataclasses": "what a note, a wish and a setting are made of",
    "fcntl": "the lock that tells the first instance; msvcrt has it on Windows",
    "gc": "what is made before the first paint is not looked through",
    "json": "how the worker answers, and how positions and themes are kept",
    "msvcrt": "the lock on Windows",
    "signal": "the terminal and the system ask us to end by signals",
    "subprocess": "the worker, which reads the note meanwhile",
}
"""What is loaded that a bare start of Qt does not load, and why; they bring others along."""
HEAVY = """
    argparse asyncio av concurrent.futures ctypes html logging markdown multiprocessing nh3
    platformdirs pygments
    sqlite3 tantivy tomllib unittest vlc watchfiles xml yaml yt_dlp
    PySide6.QtNetwork PySide6.QtOpenGL PySide6.QtSvg PySide6.QtTest
"""
SCRIPT = """
import json, os, sys
import viewer.app
from viewer.cli import main

show = viewer.app.Program.show


def show_and_tell(program):
    window = show(program)

    def tell():
        if program.session.page is not None:
            from PySide6 import QtCore

            links = len(window.note.links())
            print(json.dumps([sorted(sys.modules), "Qt" in vars(QtCore), links]), flush=True)
            program._worker.close()
            os._exit(0)

    window.note.painted.connect(tell)
    return window


viewer.app.Program.show = show_and_tell
main(["open", sys.argv[1]])
"""


@pytest.fixture(scope="module")
def first_paint(tmp_path_factory):
    """Return the modules loaded, whether the namespace Qt was made, and the links on the page."""
    home = tmp_path_factory.mktemp("home")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, NOTE],
        env={**os.environ, "NOTEREEL_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_note_is_there_when_it_is_painted(first_paint):
    assert first_paint[2] > 10


def test_nothing_of_ours_is_loaded_that_could_come_later(first_paint):
    loaded = {name for name in first_paint[0] if name.startswith("viewer.")}
    assert loaded <= {f"viewer.{name}" for name in OURS.split()}


def test_nothing_of_others_is_loaded_that_was_not_decided_on(first_paint):
    """What they bring along differs by system and by Python, so it is looked up, here and now."""
    loaded = {name for name in first_paint[0] if name.partition(".")[0] != "viewer"}
    assert loaded - brought_along() == set()


def brought_along() -> set[str]:
    code = f"""
from PySide6.QtWidgets import QApplication

for name in {sorted(OTHERS)}:
    try:
        __import__(name)
    except ModuleNotFoundError:
        pass  # Another system's.
import sys
print(*sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_nothing_heavy_is_loaded(first_paint):
    assert not set(HEAVY.split()) & set(first_paint[0])


def test_the_namespace_qt_was_left_alone(first_paint):
    """PySide makes its hundred enums at first touch; see `viewer.ui`."""
    assert not first_paint[1]


WHOLE = """
import json, sys
from viewer.cli import main

steps = "show_downloads; show_cache; close_topmost; first_steps; wait 1500; quit_program"
code = main(["open", sys.argv[1], "--run", steps])
print(json.dumps([code, sorted(sys.modules)]))
"""
RENDER = """
import json, sys
from pathlib import Path
from viewer.worker.render import read_alone

read_alone(Path(sys.argv[1]))
print(json.dumps(sorted(sys.modules)))
"""


def told_by(code, home):
    done = subprocess.run([sys.executable, "-c", code, NOTE], capture_output=True, text=True,
                          env={**os.environ, "NOTEREEL_HOME": str(home)}, timeout=60)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_window_loads_libvlc_later_and_the_downloader_never(tmp_path):
    code, loaded = told_by(WHOLE, tmp_path)
    assert code == 0
    assert "vlc" in loaded
    assert "viewer.app_downloads" in loaded
    assert not [name for name in loaded if name.partition(".")[0] in ("yt_dlp", "yt_dlp_ejs")]


def test_markdown_is_handed_its_extensions_and_looks_for_none(tmp_path):
    """By name, it would ask every installed package whether it brings one."""
    loaded = told_by(RENDER, tmp_path)
    assert "markdown" in loaded
    assert "importlib.metadata" not in loaded


def test_what_is_left_out_of_the_binding_is_not_missed(tmp_path):
    """A wrong call still hears what would be right, which the binding looks up in its files."""
    code = """
import json
import viewer.ui
from PySide6.QtCore import QTimer

try:
    QTimer().start("soon")
except TypeError as error:
    print(json.dumps(str(error)))
"""
    assert "QTimer.start(msec: int" in told_by(code, tmp_path)
