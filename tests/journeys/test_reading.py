"""Reading: following links, finding the way back, and meeting notes that are not what they seem."""

import os
import stat

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.journeys.conftest import FRAME_MS, TIMES
from viewer.paths import sample_vault
from viewer.ui.application import picture_of


class Browser(QObject):
    """What the system would open links with."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        for scheme in ("http", "https", "mailto", "javascript", "file"):
            QDesktopServices.setUrlHandler(scheme, self, "open_url")

    @Slot(QUrl)
    def open_url(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser(qapp):
    found = Browser()
    yield found
    for scheme in ("http", "https", "mailto", "javascript", "file"):
        QDesktopServices.unsetUrlHandler(scheme)


def test_back_returns_to_the_same_scroll_and_time(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    reader.presses("End").settles()
    reader.program.catalogue.run("seek", reader.session, "1:30")
    reader.settles().presses("Space").settles()
    scroll, time = reader.window.note.place(), reader.session.video.position_ms()
    assert scroll.position > 0
    reader.clicks("counted").sees_note("Another note").settles()
    assert reader.window.note.verticalScrollBar().value() == 0
    reader.presses("Alt+Left").sees_note("The lecture").settles()
    reader.sees(lambda: reader.window.note.place() == scroll).sees_position(time, within_ms=150)
    reader.presses("Alt+Right").sees_note("Another note")


def test_a_dead_link_says_so_and_leads_nowhere(reader, vault):
    reader.opens(vault / "lecture.md").clicks("nothing")
    reader.sees_notice("There is no note named “gone_3” in this vault").sees_note("The lecture")


def test_a_dead_link_can_be_reached_with_the_keyboard(reader, vault):
    reader.opens(vault / "lecture.md")
    at = reader.link_texts().index("nothing")
    reader.presses(*["Tab"] * (at + 1)).sees_notice("There is no note named “gone_3”")
    reader.presses("Enter").sees_notice("There is no note named “gone_3” in this vault.")


def test_a_web_link_asks_and_names_the_host(reader, vault, browser):
    reader.opens(vault / "lecture.md").clicks("the tables")
    reader.sees_notice("Leave Notereel for tides.example.org?")
    reader.presses("Esc").sees_no_notice()
    assert browser.opened == []
    reader.clicks("the tables").presses("Enter").sees(lambda: browser.opened)
    assert browser.opened == ["https://tides.example.org/tables?x=1"]


def test_a_script_in_a_link_is_no_link(reader, vault, browser):
    reader.opens(vault / "lecture.md").sees_text("or this.")
    assert "this" not in reader.link_texts()


def test_a_host_in_disguise_is_spelled_out(reader, tmp_path, browser):
    (tmp_path / "a.md").write_text("[bank](https://www.b\u0430nk.example/)", encoding="utf-8")
    reader.opens(tmp_path / "a.md").clicks("bank").sees_notice("www.xn--bnk-6cd.example")


def test_without_its_video_a_note_is_readable_and_the_pane_says_what_is_missing(reader, vault):
    reader.opens(vault / "lecture.md").sees_text("A harbour is filled twice a day")
    reader.sees_video_message("The video “coded-film1” is not on this computer.")
    reader.sees_video_message("Choose its file or drop it here")
    reader.clicks(TIMES[0][1:]).sees_notice("is not on this computer")


def test_a_video_given_once_is_found_from_then_on(reader, vault, film):
    reader.opens(vault / "lecture.md")
    reader.program.catalogue.run("take_file", reader.session, str(film))
    reader.sees_video().sees_notice("is kept").quits()
    reader.opens(vault / "other_note.md").sees_video().sees_frame_at(0, within_ms=FRAME_MS)


def test_a_note_that_names_no_video_says_so(reader, vault):
    reader.opens(vault / "hub.md").sees_video_message("This note names no video.")


def test_the_window_comes_back_as_it_was_left(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    reader.window.resize(1100, 700)
    reader.program.catalogue.run("seek", reader.session, "1:30")
    reader.settles().presses("Space", "End").settles()
    scroll, time = reader.window.note.place(), reader.session.video.position_ms()
    widths = reader.window.panes.widths
    reader.program.catalogue.run("take_file", reader.session, str(reader._film))
    reader.sees_notice("is kept")
    reader.presses("w").quits()
    reader.opens().sees_note("The lecture").sees_video()
    assert (reader.window.width(), reader.window.height()) == (1100, 700)
    assert reader.session.view.layout.value == "stacked"
    reader.presses("w", "w", "w").settles()
    assert reader.window.panes.widths == pytest.approx(widths, abs=2)
    reader.sees(lambda: abs(reader.window.note.place().position - scroll.position) < 200)
    reader.sees_position(time, within_ms=200)


def test_the_first_start_shows_the_sample(reader):
    reader.opens().sees_note("Welcome to Notereel").sees_video()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", None),
        (b"\x7fELF\0\0\0\1", "is not a text file"),
        ("Caf\u00e9 tides".encode("latin-1"), "is not written in UTF-8"),
        (b"---\ntitle: [broken\n---\n\nThe body stays.", None),
        (b"A long day. " * 4_200_000, "too much to lay out: only its first"),
        (None, "There is no note at"),
    ],
    ids=["empty", "binary", "latin", "broken header", "50 MB", "missing"],
)
def test_a_bad_note_meets_a_notice_and_nothing_is_written(reader, vault, content, says):
    bad = vault / "bad.md"
    if content is not None:
        bad.write_bytes(content)
    reader.opens(vault / "hub.md")
    before = {each: (each.stat().st_mtime_ns, each.stat().st_size) for each in vault.rglob("*")}
    reader.session.open_path(bad)
    reader.settles()
    if says:
        reader.sees_notice(says)
    elif content:
        reader.sees_text("The body stays.")
    reader.session.open_path(vault / "lecture.md")
    reader.sees_note("The lecture").quits()
    after = {each: (each.stat().st_mtime_ns, each.stat().st_size) for each in vault.rglob("*")}
    assert before == after


def test_a_vault_that_is_empty_says_so(reader, tmp_path):
    (tmp_path / "void").mkdir()
    reader.opens(tmp_path / "void").sees_notice("There are no notes in “void”")


def test_a_vault_that_may_only_be_read_is_enough(reader, vault):
    for each in (*vault.iterdir(), vault):
        each.chmod(each.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    reader.opens_with_film(vault / "lecture.md").clicks(TIMES[0][1:]).settles().quits()
    vault.chmod(0o755)
    assert sorted(each.name for each in vault.iterdir()) == ["hub.md", "lecture.md",
                                                             "other_note.md"]  # fmt: skip


def test_every_timestamp_of_the_sample_is_heard_where_it_says(reader):
    reader.opens(sample_vault()).sees_video()
    for note in sorted(reader.session.reading.notes):
        reader.session.reading.open_note(sample_vault(), note)
        reader.sees(lambda note=note: reader.session.page.path == note).settles()
        for index, moment in enumerate(reader.session.moments):
            at = [span.href for span in reader.window.note.links()].index(f"moment:{index}")
            reader.clicks_link(at).settles().sees_position(moment.time_ms, within_ms=1500)


def test_looking_at_a_note_opens_nothing_it_names(reader, vault):
    pipe = vault / "trap.png"
    os.mkfifo(pipe)
    traps = "".join(f'<img src="{pipe}"><table background="{pipe}"><tr><td>x</td></tr></table>'
                    f'<p style="background-image:url({pipe})">y</p>' for _ in range(3))  # fmt: skip
    (vault / "trap.md").write_text(f"{traps}\n\n![t]({pipe})\n\nStill here.", encoding="utf-8")
    # Whoever opened the pipe for reading would wait here for ever.
    reader.opens(vault / "trap.md").sees_text("Still here.")
    with pytest.raises(OSError, match="No such device"):
        os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)


def dropped_on(window, file):
    """Drop a file on the window, as the system would tell it."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(file))])
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, carried, *held)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, carried, *held)
    QApplication.sendEvent(window, drop)


def test_a_video_dropped_on_the_window_is_played_and_kept(reader, vault, film):
    reader.opens(vault / "lecture.md").sees_video_message("is not on this computer")
    dropped_on(reader.window, film)
    reader.sees_video().sees_notice("is kept").sees_frame_at(0, within_ms=FRAME_MS)


def test_what_is_no_video_is_refused_when_dropped(reader, vault, tmp_path):
    (tmp_path / "fake.mp4").write_text("#EXTM3U\nhttp://127.0.0.1:9/a.ts\n", encoding="utf-8")
    reader.opens(vault / "lecture.md")
    dropped_on(reader.window, tmp_path / "fake.mp4")
    reader.sees_notice("playlist").sees_video_message("is not on this computer")


def test_a_note_dropped_on_the_window_opens(reader, vault):
    reader.opens(vault / "hub.md")
    dropped_on(reader.window, vault / "lecture.md")
    reader.sees_note("The lecture")


def test_the_colours_follow_the_system(reader, vault):
    """No desktop runs here to change its colours, so Qt's word for that is given by hand."""
    reader.opens(vault / "lecture.md")
    changed = QGuiApplication.styleHints().colorSchemeChanged
    changed.emit(Qt.ColorScheme.Dark)
    reader.sees(lambda: reader.window.theme.is_dark)
    reader.sees(lambda: paper_of(reader.window) == QColor("#16181c"))
    changed.emit(Qt.ColorScheme.Light)
    reader.sees(lambda: paper_of(reader.window) == QColor("#ffffff"))


def paper_of(window):
    return picture_of(window).toImage().pixelColor(8, window.height() // 2)
