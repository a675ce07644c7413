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
from viewer.session.elsewhere import Elsewhere
from viewer.session.errand_to import ErrandTo
from viewer.session.exporting import Exporting
from viewer.session.following import Following
from viewer.session.frames import Frames
from viewer.session.jumps import Jumps
from viewer.session.keepsakes import Keepsakes
from viewer.session.looks import Looks
from viewer.session.loops import Loops
from viewer.session.marks import Marks
from viewer.session.note_play import NotePlay
from viewer.session.overview import Overview
from viewer.session.snapshots import Snapshots
from viewer.session.step_back import StepBack
from viewer.session.tracks import Tracks
from viewer.session.transcript import Transcript
from viewer.session.video_offset import VideoOffset
from viewer.session.walks import Walks
from viewer.session.watching import Watching
from viewer.video.around import Run
from viewer.worker.host import WorkerHost

if TYPE_CHECKING:
    from viewer.session.session import Session


@dataclass(frozen=True, slots=True)
class StudyMeans:
    """What studying is done with.

    `run` does work off the main thread, `post` brings a callable home, `now_ms` is a clock that
    never jumps. `data` is where what a person makes is kept, `cache` what can be made again;
    `hire` makes the worker of a job, whose process starts with its first question.
    """

    run: Run
    post: Post
    now_ms: Callable[[], int]
    data: Path
    cache: Path
    hire: Callable[[str, Post], WorkerHost] = WorkerHost
    pictures: Path | None = None
    """Where the system keeps pictures, None for a folder with the rest of the person's things."""


class Studying:
    """The parts; closed once.

    Those that others are made of come first. All hear of an event in this order, so jumps are
    remembered before loops and the played note turn elsewhere.
    """

    def __init__(self, session: Session, means: StudyMeans) -> None:
        self.means = means
        self.frames = Frames(session, means)
        self.errand_to = ErrandTo(session, means)
        self.keepsakes = Keepsakes(session, means)
        self.bookmarks = Bookmarks(session, self.keepsakes)
        self.marks = Marks(session, self.keepsakes)
        self.exporting = Exporting(session, means, self.keepsakes, self.marks)
        self.looks = Looks(session)
        self.snapshots = Snapshots(session, means)
        self.transcript = Transcript(session, means)
        self.tracks = Tracks(session, self.transcript)
        self.following = Following(session)
        self.watching = Watching(session, means)
        self.overview = Overview(session)
        self.offset = VideoOffset(session, means)
        self.elsewhere = Elsewhere(session, means)
        self.jumps = Jumps(session, means)
        self.step_back = StepBack(session, means)
        self.loops = Loops(session, means)
        self.note_play = NotePlay(session)
        self.walks = Walks(session, self.note_play)
        self.bookmarks.changed.connect(self.overview.look)
        self.following.asked.connect(self.transcript.follow)

    def close(self) -> None:
        """Let go of what the parts hold."""
        self.elsewhere.close()
        self.watching.close()
        self.transcript.close()
        self.exporting.close()
        self.keepsakes.close()
        self.frames.close()
