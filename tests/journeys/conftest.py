"""A reader at the real window: keys, clicks, and what the screen then shows."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest

from tests.frame_code import CodedVideo, read_frame
from viewer.app import Program, Wish
from viewer.paths import Paths
from viewer.session.pane_words import Condition
from viewer.ui.application import picture_of, start_application

FILM = CodedVideo(seconds=150, fps=10, width=320, height=180, gop=20)
FRAME_MS = 100
"""One frame of the film: a video that is opened may stand that far off."""
PATIENCE_MS = 30_000
_KEYS = {
    "Space": Qt.Key.Key_Space, "Left": Qt.Key.Key_Left, "Right": Qt.Key.Key_Right,
    "Up": Qt.Key.Key_Up, "Down": Qt.Key.Key_Down, "Tab": Qt.Key.Key_Tab,
    "Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "F6": Qt.Key.Key_F6,
    "Del": Qt.Key.Key_Delete, "Backspace": Qt.Key.Key_Backspace,
    "F11": Qt.Key.Key_F11, "F5": Qt.Key.Key_F5, "End": Qt.Key.Key_End, "Home": Qt.Key.Key_Home,
    "PgUp": Qt.Key.Key_PageUp, "PgDn": Qt.Key.Key_PageDown,
}  # fmt: skip
_HELD = {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Alt": Qt.KeyboardModifier.AltModifier,
         "Shift": Qt.KeyboardModifier.ShiftModifier}  # fmt: skip


class Reader:
    """A person at the window. Every `sees_…` waits until it is so."""

    def __init__(self, qtbot, home: Path, film: Path) -> None:
        self._qtbot, self._home, self._film = qtbot, home, film
        self.program: Program | None = None
        self.make_means = None
        """What videos are kept with, where that is not the real thing."""

    # Beginning and ending

    def opens(self, path: Path | None = None, **wish) -> "Reader":
        QCursor.setPos(0, 0)  # Or what lies under the mouse is told over the video.
        self.program = Program(Wish(path, **wish), Paths.below(self._home), self.make_means)
        self.window = self.program.show()
        self._qtbot.waitExposed(self.window).__enter__()
        self._wait(lambda: self.window.watch is not None)
        return self.settles()

    def opens_with_film(self, path: Path) -> "Reader":
        self.opens(path, video=self._film)
        return self.sees_video()

    def quits(self) -> "Reader":
        self.window.close()
        self.program.close()
        self.window.deleteLater()
        self.program = None
        return self

    # Deeds

    def presses(self, *keys: str) -> "Reader":
        for key in keys:
            *held, name = key.split("+") if len(key) > 1 else [key]
            modifiers = Qt.KeyboardModifier.NoModifier
            for each in held:
                modifiers |= _HELD[each]
            QTest.keyClick(self.window.windowHandle(), _KEYS.get(name, name), modifiers)
        return self

    def types(self, text: str) -> "Reader":
        for character in text:
            QTest.keyClick(self.window.windowHandle(), character)
        return self

    def clicks(self, text: str, held=Qt.KeyboardModifier.NoModifier) -> "Reader":
        """Click the first link whose text is this."""
        return self.clicks_link(self.link_texts().index(text), held)

    def clicks_link(self, index: int, held=Qt.KeyboardModifier.NoModifier) -> "Reader":
        note = self.window.note
        span = note.links()[index]
        note._bring_in_sight(span)
        spot = note.rect_of(span).center().toPoint()
        self._qtbot.mouseClick(note.viewport(), Qt.MouseButton.LeftButton, held, spot)
        return self

    def settles(self) -> "Reader":
        """Wait until all that was asked for has happened, and all of the page is there."""
        self._wait(lambda: self.session.is_settled and self.window.note._filling.is_full)
        return self

    def has_taken_pictures(self) -> "Reader":
        """Wait until there is a picture of every moment of the note."""
        frames = self.session.studying.frames
        times = {moment.time_ms for moment in self.session.moments}
        self._wait(lambda: all(frames.held(time_ms) for time_ms in times))
        return self

    # Seeing

    @property
    def session(self):
        return self.program.session

    def link_texts(self) -> list[str]:
        text = self.window.note.document().toPlainText()
        return [text[span.start : span.end].strip("\u202f ") for span in self.window.note.links()]

    def sees_video(self) -> "Reader":
        self._wait(lambda: self.session.video.status.condition is Condition.READY)
        return self.settles()

    def sees_note(self, title: str) -> "Reader":
        self._wait(lambda: self.session.page is not None and self.session.page.note.title == title)
        return self

    def sees_text(self, text: str) -> "Reader":
        self._wait(lambda: text in self.window.note.toPlainText())
        return self

    def sees_notice(self, words: str) -> "Reader":
        self._wait(lambda: words in f"{self.window.notice.said()} {self.window.foot.said()}")
        return self

    def sees_no_notice(self) -> "Reader":
        self._wait(lambda: not self.window.notice.said())
        return self

    def sees_video_message(self, words: str) -> "Reader":
        self._wait(lambda: words in self.window.watch.video.said())
        return self

    def sees_frame_at(self, time_ms: int, *, within_ms: int = 0) -> "Reader":
        """See the frame of a time on the screen, or one at most so much later."""
        first, last = FILM.frame_at(time_ms), FILM.frame_at(time_ms + within_ms)
        seen = []

        def shown() -> bool:
            seen.append(self.frame_on_screen())
            return seen[-1] is not None and first <= seen[-1] <= last

        self._wait(shown, lambda: f"wanted {first} to {last}, saw {seen[-20:]}")
        return self

    def frame_on_screen(self) -> int | None:
        surface = self.window.watch.video.surface
        ratio = self.window.devicePixelRatio()
        corner = surface.mapTo(self.window, QPoint(0, 0)) * ratio
        image = picture_of(self.window).toImage()
        size = surface.size() * ratio
        return read_frame(image.copy(corner.x(), corner.y(), size.width(), size.height()), FILM)

    def sees_position(self, time_ms: int, *, within_ms: int = 300) -> "Reader":
        self._wait(
            lambda: abs(self.session.video.position_ms() - time_ms) <= within_ms,
            lambda: f"the video is at {self.session.video.position_ms()}",
        )
        return self

    def sees(self, condition) -> "Reader":
        self._wait(condition)
        return self

    def _wait(self, condition, complaint=lambda: "it never happened") -> None:
        def holds() -> None:
            assert condition(), complaint()

        self._qtbot.waitUntil(holds, timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def film(tmp_path_factory) -> Path:
    return FILM.made_in(tmp_path_factory.mktemp("film"))


@pytest.fixture
def reader(qtbot, qapp, tmp_path, film):
    start_application()
    person = Reader(qtbot, tmp_path / "home", film)
    yield person
    if person.program is not None:
        person.quits()


@pytest.fixture
def vault(tmp_path) -> Path:
    """A vault of our own, in the shape of the notes the program was asked for with."""
    root = tmp_path / "vault"
    root.mkdir()
    for name, text in NOTES.items():
        (root / f"{name}.md").write_text(text, encoding="utf-8")
    return root


def stamp(time: str) -> str:
    return f'<a class="yt-timestamp" data-t="{time}">[{time}]</a>'


SECONDS = (68, 41, 101, 93, 106, 137, 131, 102, 109, 121, 8, 111, 123, 117, 128, 135, 59, 148, 10,
           25, 47, 54, 27, 57, 90, 82, 12, 15, 14)  # fmt: skip
TIMES = [f"00:{seconds // 60:02}:{seconds % 60:02}" for seconds in SECONDS]
LECTURE = (
    f"""---
title: The lecture
videoId: coded-film1
---

From: [[hub]] <br/>

A harbour is filled twice a day {stamp(TIMES[0])}. The second tide is the [[other_note | far bulge]]
{stamp(TIMES[1])}.

## What follows
"""
    + "\n\n".join(
        f"Claim number {number} is made {stamp(time)}, and it leads to [[gone_{number} | nothing]]."
        for number, time in enumerate(TIMES[2:20], start=3)
    )
    + "\n\n### In a list\n"
    + "\n".join(
        f"*   **Lead {number}**: a short remark {stamp(time)}."
        for number, time in enumerate(TIMES[20:28], start=21)
    )
    + f"""

See [the tables](https://tides.example.org/tables?x=1) or <a href="javascript:alert(1)">this</a>.

> [!NOTE] Tides are [[other_note | counted]] from the moon's passage {stamp(TIMES[28])}.
"""
)
NOTES = {
    "hub": "---\ntitle: The hub\n---\n\n- [[lecture | The lecture]]\n- [[other_note | Other]]\n",
    "lecture": LECTURE,
    "other_note": "---\ntitle: Another note\nvideoId: coded-film1\n---\n\n"
    + "\n\n".join(f"Paragraph {number} of the other note." for number in range(60))
    + f"\n\n## Far below\n\nThe far bulge {stamp('00:02:00')}, back to [[lecture]].\n",
}
