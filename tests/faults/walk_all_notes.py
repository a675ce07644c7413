"""Opens every note of a vault in the real program, and touches all that can be touched there.

    python -m tests.faults.walk_all_notes VAULT HOME

It is what `test_nothing_outside_is_touched` watches; it prints how many notes it has seen.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication

from tests.faults.hostile_vault import STUDIED
from viewer.app import Program, Wish
from viewer.paths import Paths
from viewer.session.view import Ask
from viewer.ui.application import start_application

PATIENCE_S = 30
MOST_LINKS = 6
COMMANDS = ("next_heading", "to_bottom", "to_top", "show_doubts", "close_topmost", "next_moment",
            "copy_address", "close_topmost")  # fmt: skip


def main() -> None:
    """Walk."""
    vault, home = map(Path, sys.argv[1:])
    app = start_application()
    # What starts another program would be seen, too; but nobody should be asked twice.
    program = Program(Wish(vault), Paths.below(home))
    window = program.show()
    wait(app, lambda: window.watch is not None and program.session.reading.is_settled)
    wait(app, lambda: bool(program.session.reading.notes))
    seen = 0
    for path in program.session.reading.notes:
        program.session.reading.open_note(vault, path)
        wait(app, lambda: program.session.reading.is_settled)
        assert program.session.page.path == path, window.notice.said()
        look_round(app, program, window)
        seen += 1
    show_lists(app, program, window)
    study(app, program, vault)
    window.close()
    program.close()
    sys.stdout.write(f"{seen}\n")


def look_round(app, program, window) -> None:
    """Hover, walk, select, copy and search on the page that is open."""
    app.processEvents()
    for number, link in enumerate(window.note.links()[:MOST_LINKS]):
        place = window.note.rect_of(link).center().toPoint()
        hover = QHelpEvent(QEvent.Type.ToolTip, place, window.note.mapToGlobal(place))
        QApplication.sendEvent(window.note.viewport(), hover)
        window.catalogue.run("next_link", program.session, "")
        if number == 0:
            window.catalogue.run("follow_link", program.session, "1")
            program.session.hush()
    window.note.selectAll()
    window.note.copy()
    copied = QGuiApplication.clipboard().mimeData()
    for kind in copied.formats():
        copied.data(kind)
    for command in COMMANDS:
        window.catalogue.run(command, program.session, "")
    app.processEvents()
    wait(app, lambda: program.session.reading.is_settled)


def study(app, program, vault) -> None:
    """Have a video read, shown and kept things of in all the ways there are."""
    session = program.session
    session.reading.open_note(vault, STUDIED[0])
    wait(app, lambda: session.video.is_ready and session.is_settled)
    studying = session.studying
    studying.transcript.want()
    wait(app, lambda: studying.transcript.cues and not studying.transcript.is_reading)
    program.catalogue.run("toggle_subtitles", session, "")
    wait(app, lambda: session.video.choice.subtitles is not None)
    wait(app, lambda: studying.frames.at(session.moments[0].time_ms) is not None)
    studying.elsewhere.begin()
    wait(app, lambda: studying.elsewhere.is_settled)
    assert studying.elsewhere.near(4_000), studying.elsewhere.words
    for pane in ("moments", "transcript", "bookmarks", "elsewhere"):
        program.catalogue.run("focus_pane", session, pane)
        app.processEvents()
    for command in ("bookmark", "mark_known", "next_moment", "toggle_playing"):
        program.catalogue.run(command, session, "")
    wait(app, lambda: session.is_settled and studying.keepsakes.here is not None)
    assert studying.keepsakes.here.bookmarks
    program.catalogue.run("peek_moment", session, "1")
    program.catalogue.run("seek_percent", session, "50")
    wait(app, lambda: session.is_settled)


def show_lists(app, program, window) -> None:
    """Show every name in the box to choose from."""
    for ask in (Ask.SWITCH_NOTE, Ask.PALETTE):
        program.session.view.asked.emit(ask)
        app.processEvents()
        assert window.asking.picker.shown()
        window.asking.picker.leave()


def wait(app, condition) -> None:
    """Run the event loop until it is so."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "it never happened"
        app.processEvents()
        time.sleep(0.001)


if __name__ == "__main__":
    main()
