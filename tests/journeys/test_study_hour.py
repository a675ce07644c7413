"""A study hour with the sample vault, by keyboard alone; afterwards everything is where it was."""

import csv
import shutil

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from viewer.note.timestamps import format_time
from viewer.paths import sample_vault
from viewer.playback.player import PlayerState
from viewer.session.following import Mode
from viewer.session.view import Corner, Layout, Pane
from viewer.study.marks import Mark

NOTE = "Why tides come twice a day"
A_WHILE_MS = 3_000
"""Moments are further apart; a video that plays is this far on at most when it is looked at."""


@pytest.fixture
def sample(tmp_path):
    return shutil.copytree(sample_vault(), tmp_path / "sample")


def test_a_study_hour(reader, sample, tmp_path):
    before = contents_of(sample)
    reader.opens(sample / "why_tides_come_twice_a_day.md").sees_video().sees_note(NOTE)
    reads(reader)
    walks_the_moments(reader)
    lets_the_note_follow(reader)
    loops_a_moment(reader)
    has_the_note_played(reader)
    bookmarks_and_marks(reader)
    searches_what_is_said(reader)
    peeks(reader)
    walks_the_chapters(reader)
    takes_jumps_back(reader)
    looks_into_another_note(reader)
    moves_the_picture(reader)
    exports_the_moments(reader, tmp_path / "out" / "tides.csv")
    leaves_and_comes_back(reader)
    assert contents_of(sample) == before


def reads(reader):
    reader.presses("Ctrl+D", "Ctrl+D").sees(lambda: bar(reader).value() > 200)
    reader.presses("}", "j", "g", "g").sees(lambda: bar(reader).value() == 0)


def walks_the_moments(reader):
    reader.presses("J").settles()
    sees_moment(reader, 35_000)
    reader.presses("3", "J").settles()
    sees_moment(reader, 10_000)
    reader.presses("K").settles()
    sees_moment(reader, 87_000)
    reader.presses("L").settles()
    sees_moment(reader, 144_000)
    holds(reader).presses("2", "H").settles()
    sees_moment(reader, 80_000)


def lets_the_note_follow(reader):
    reader.presses("4", "L").settles()
    sees_moment(reader, 228_000)
    following = reader.session.studying.following
    reader.presses("g", "g").sees(lambda: following.mode is Mode.PAUSED)
    reader.presses("z", "f").sees(lambda: following.mode is Mode.ON)
    reader.sees(lambda: bar(reader).value() > 0)
    reader.presses("g", "g").sees(lambda: following.mode is Mode.PAUSED)
    reader.presses("G").sees(lambda: following.mode is Mode.ON)


def loops_a_moment(reader):
    holds(reader).presses("Ctrl+G")
    types(reader, "1:20").sees_position(80_000, within_ms=A_WHILE_MS)
    loops, turned = reader.session.studying.loops, []
    reader.session.video.turned.connect(lambda: turned.append(True))
    reader.presses("r").sees(lambda: loops.span == (80_000, 87_000))
    reader.presses("5", "0", "Alt+Shift+<").sees(lambda: loops.span == (80_000, 82_000))
    plays(reader).sees(lambda: len(turned) >= 2)
    command(reader, "Save the loop…")
    types(reader, "both bulges").sees(lambda: loops.names == {"both bulges": (80_000, 82_000)})
    reader.presses("A").sees(lambda: loops.span is None)


def has_the_note_played(reader):
    note_play = reader.session.studying.note_play
    reader.presses("P").sees(lambda: note_play.is_on)
    number, count = note_play.place
    assert count == 13
    reader.presses("J").sees(lambda: note_play.place == (number + 1, 13))
    reader.presses("Esc").sees(lambda: not note_play.is_on)


def bookmarks_and_marks(reader):
    holds(reader).presses("K").settles()
    holds(reader).presses("B")
    types(reader, "ask about [[this]]")
    bookmarks = reader.session.studying.bookmarks
    reader.sees(lambda: [each.label for each in bookmarks.here] == ["ask about [[this]]"])
    index = reader.session.moment_index
    command(reader, "Mark as known")
    reader.sees(lambda: reader.session.studying.marks.of(index) is Mark.KNOWN)


def searches_what_is_said(reader):
    reader.presses("t").sees(lambda: reader.session.view.pane is Pane.TRANSCRIPT)
    said = reader.window.watch.side.lists[Pane.TRANSCRIPT]
    reader.sees(lambda: said.row_count > 40)
    reader.presses("/").types("Devonian").sees(lambda: said.row_count == 1)
    reader.presses("Enter", "Enter").sees_position(267_000, within_ms=A_WHILE_MS)
    reader.presses("t").sees(lambda: reader.session.view.pane is Pane.NOTE)


def peeks(reader):
    holds(reader).presses("g", "g", "Tab")
    while reader.window.note.focused_moment() is None:
        reader.presses("Tab")
    moment = reader.session.moments[reader.window.note.focused_moment()]
    here_ms = reader.session.video.position_ms()
    reader.presses(";", "p").sees(lambda: reader.session.view.peek is not None)
    assert format_time(moment.time_ms) in reader.window.study.peeking.card.said()
    assert reader.session.video.position_ms() == here_ms
    reader.presses("Esc").sees(lambda: reader.session.view.peek is None)


def walks_the_chapters(reader):
    reader.presses("F6").sees(lambda: reader.session.view.pane is Pane.VIDEO)
    starts = [each.start_ms for each in reader.session.video.chapters]
    reader.presses("Home").settles().presses("PgUp").settles().sees_position(starts[1])
    reader.presses("PgUp").settles().sees_position(starts[2])
    reader.presses("PgDn").settles().sees_position(starts[1])
    reader.presses("Shift+F6").sees(lambda: reader.session.view.pane is Pane.NOTE)


def takes_jumps_back(reader):
    here_ms = reader.session.video.position_ms()
    reader.presses("K").settles().presses("K").settles()
    there_ms = reader.session.moments[reader.session.moment_index].time_ms
    reader.presses("Backspace").settles().presses("Backspace").settles().sees_position(here_ms)
    assert reader.session.video.state is PlayerState.PAUSED
    reader.presses("Shift+Backspace").settles().presses("Shift+Backspace").settles()
    reader.sees_position(there_ms, within_ms=A_WHILE_MS)


def looks_into_another_note(reader):
    holds(reader)
    here_ms, place = reader.session.video.position_ms(), bar(reader).value()
    reader.presses("Ctrl+O")
    types(reader, "telling").sees_note("Telling the tides").settles()
    gaps = [start for start, _end in reader.session.studying.overview.timeline.gaps]
    command(reader, "Next uncited gap").settles()
    reader.sees(lambda: any(near(reader, start) for start in gaps))
    holds(reader).presses("Alt+Left").sees_note(NOTE).settles().sees_position(here_ms)
    reader.sees(lambda: bar(reader).value() == place)


def moves_the_picture(reader):
    view = reader.session.view
    command(reader, "Picture to the next corner").sees(lambda: view.layout is Layout.CORNER)
    command(reader, "Picture to the next corner")
    reader.sees(lambda: view.corner is Corner.BOTTOM_LEFT)
    reader.presses("W").sees(lambda: view.is_apart)
    apart = reader.window.places.apart
    reader.sees(lambda: apart.isVisible() and reader.window.watch.video.window() is apart)
    QTest.keyClick(apart.windowHandle(), "J")
    reader.sees(lambda: reader.session.video.state is PlayerState.PLAYING)
    QTest.keyClick(apart.windowHandle(), Qt.Key.Key_Space)
    reader.sees(lambda: reader.session.video.state is PlayerState.PAUSED)
    QTest.keyClick(apart.windowHandle(), "W")
    reader.sees(lambda: not view.is_apart and not apart.isVisible())
    while view.layout is not Layout.SIDE_BY_SIDE:
        reader.presses("w").settles()


def exports_the_moments(reader, file):
    file.parent.mkdir()
    answering = QTimer(reader.window, interval=100)
    answering.timeout.connect(lambda: answers_with(str(file)))
    answering.start()
    command(reader, "Export this note's moments…").sees(file.is_file)
    answering.stop()
    with file.open(encoding="utf-8-sig", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == 13


def leaves_and_comes_back(reader):
    reader.presses("g", "b").sees(lambda: reader.session.view.pane is Pane.BOOKMARKS)
    session, closed = reader.session, []
    here_ms, place = session.video.position_ms(), bar(reader).value()
    index = next(iter(session.studying.marks.all))
    reader.window.closed.connect(lambda: closed.append(True))
    reader.presses("Ctrl+Q").sees(lambda: closed).quits()
    reader.opens().sees_note(NOTE).sees_video().sees_position(here_ms, within_ms=100)
    assert reader.session.video.state is PlayerState.PAUSED
    reader.sees(lambda: bar(reader).value() == place)
    studying = reader.session.studying
    reader.sees(lambda: studying.marks.of(index) is Mark.KNOWN)
    assert [each.label for each in studying.bookmarks.here] == ["ask about [[this]]"]
    assert studying.loops.names == {"both bulges": (80_000, 82_000)}
    reader.sees(lambda: studying.watching.ranges)


# Hands and eyes


def bar(reader):
    return reader.window.note.verticalScrollBar()


def near(reader, time_ms):
    return 0 <= reader.session.video.position_ms() - time_ms <= A_WHILE_MS


def sees_moment(reader, time_ms):
    """See that the video plays what the note cites at a time."""
    reader.sees_position(time_ms, within_ms=A_WHILE_MS)
    session = reader.session
    assert session.moments[session.moment_index].time_ms == time_ms
    assert session.video.state is PlayerState.PLAYING


def holds(reader):
    return turns(reader, PlayerState.PAUSED)


def plays(reader):
    return turns(reader, PlayerState.PLAYING)


def turns(reader, state):
    """Press Space, if the video is not so already."""
    if reader.session.video.state is not state:
        reader.presses("Space")
    return reader.sees(lambda: reader.session.video.state is state)


def command(reader, title):
    """Choose a command by typing its name."""
    reader.presses("Ctrl+P").sees(lambda: reader.window.asking.picker.isVisible())
    reader.types(title.removesuffix("…"))
    assert reader.window.asking.picker.shown()[0].startswith(title)
    return reader.presses("Enter")


def types(reader, text):
    """Type an answer to what is asked."""
    reader.sees(lambda: reader.window.asking.picker.isVisible())
    return reader.types(text).presses("Enter")


def answers_with(text):
    """Type this into the dialog that is open, if there is one."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QFileDialog):
        line = dialog.findChild(QLineEdit)
        if line.text() != text:
            line.selectAll()
            QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)


def contents_of(folder):
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
