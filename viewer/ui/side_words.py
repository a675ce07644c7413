"""Keeps the words around the lists true: the loop, the subtitles, how many moments there are."""

from textwrap import shorten

from PySide6.QtCore import QObject

from viewer.note.timestamps import spoken_time
from viewer.session.loops import Loops
from viewer.session.session import Session
from viewer.session.tracks import Tracks
from viewer.session.view import Pane
from viewer.ui.side_lists import SideLists
from viewer.ui.transport import Transport

NAME_CHARACTERS = 24


class SideWords(QObject):
    """Tells one transport and the tabs of its lists."""

    def __init__(self, session: Session, transport: Transport, side: SideLists) -> None:
        super().__init__(side)
        self._session, self._transport, self._side = session, transport, side
        studying = session.studying
        studying.loops.changed.connect(self._tell_loop)
        studying.overview.changed.connect(self._count)
        session.video.state_changed.connect(self._tell_subtitles)
        session.video.contents_changed.connect(self._tell_subtitles)
        self._tell_loop()
        self._tell_subtitles()
        self._count()

    def _tell_loop(self) -> None:
        self._transport.show_loop(loop_words(self._session.studying.loops))

    def _tell_subtitles(self) -> None:
        is_ready = self._session.video.is_ready
        words = subtitle_words(self._session.studying.tracks) if is_ready else ""
        self._transport.show_subtitles(words)

    def _count(self) -> None:
        self._side.show_count(Pane.MOMENTS, len(self._session.moments))
        self._side.show_count(Pane.BOOKMARKS, len(self._session.studying.bookmarks.here))


def loop_words(loops: Loops) -> str:
    """Return where the loop begins and ends, or the name it has been given."""
    if loops.span is None:
        return ""
    if not loops.is_on:
        a_ms, b_ms = loops.a_ms, loops.b_ms
        return (
            f"A {spoken_time(a_ms)} – ?" if a_ms is not None else f"? – B {spoken_time(b_ms or 0)}"
        )
    names = [name for name, span in loops.names.items() if span == loops.span]
    where = "–".join(map(spoken_time, loops.span))
    return " ".join(["A–B", where, *(_one_line(name) for name in names[:1])])


def subtitle_words(tracks: Tracks) -> str:
    """Return which subtitles are in the picture: `cc en`; `cc off`, or nothing to be had."""
    if tracks.chosen is not None:
        return f"cc {_one_line(tracks.chosen.name)}"
    return "cc off" if tracks.subtitles else ""


def _one_line(name: str) -> str:
    return shorten(name, NAME_CHARACTERS, placeholder="…")
