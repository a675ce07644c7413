"""What studies with the open note: made when the first note is on screen, closed with the session.

Each part takes the session, follows its events, and is reached by commands through
`Session.studying`. A part that needs something of the program finds it in the `StudyMeans`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.events import Post
from viewer.session.bookmarks import Bookmarks
from viewer.session.frames import Frames
from viewer.session.jumps import Jumps
from viewer.session.loops import Loops
from viewer.session.note_play import NotePlay
from viewer.session.step_back import StepBack
from viewer.session.walks import Walks
from viewer.video.around import Run

if TYPE_CHECKING:
    from viewer.session.session import Session


@dataclass(frozen=True, slots=True)
class StudyMeans:
    """What studying is done with.

    `run` does work off the main thread, `post` brings a callable home, `now_ms` is a clock that
    never jumps. `data` is where what a person makes is kept, `cache` what can be made again.
    """

    run: Run
    post: Post
    now_ms: Callable[[], int]
    data: Path
    cache: Path


class Studying:
    """The parts; closed once."""

    def __init__(self, session: Session, means: StudyMeans) -> None:
        self.frames = Frames(session, means)
        self.bookmarks = Bookmarks(session, means)
        self.jumps = Jumps(session, means)
        self.step_back = StepBack(session, means)
        self.loops = Loops(session, means)
        self.note_play = NotePlay(session)
        self.walks = Walks(session, self.note_play)

    def close(self) -> None:
        """Let go of what the parts hold."""
