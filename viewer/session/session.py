"""What is open and playing now: one note, one video, and the window's state.

Everything a person can do ends here; commands call these methods, and the window follows
the events. Nothing in here knows Qt, and nothing waits: answers come back as events.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.errors import NoteError, UsageError, ViewerError
from viewer.events import Event
from viewer.note.note import LinkKind, Moment
from viewer.playback.player import PlayerState
from viewer.session.awaited_moment import AwaitedMoment
from viewer.session.doubts import Concern, time_to_follow
from viewer.session.history import Visit, Way
from viewer.session.note_video import NoteVideo
from viewer.session.notice import Notice, Question
from viewer.session.own_files import ImportVideo, OwnFiles
from viewer.session.page import Page
from viewer.session.reader import NoteReader
from viewer.session.reading import Arrival, Reading
from viewer.session.view import Pane, View
from viewer.settings import Settings
from viewer.study.positions import Position
from viewer.study.study import Study

if TYPE_CHECKING:
    from viewer.session.first_steps import FirstSteps
    from viewer.session.keeping import Keeping
    from viewer.session.studying import Studying

_CHOICES = {
    True: "The times of this note are now read as minutes and seconds, by your choice.",
    False: "The times of this note are now read as they are written, by your choice.",
    None: "Notereel judges the times of this note again.",
}


class Session:
    """The open note beside its video. Opened with what it needs; closed once."""

    studying: "Studying"
    """What studies with the note; there once the first note is on screen."""
    first_steps: "FirstSteps"
    """What greets a newcomer; there when `studying` is."""

    def __init__(
        self,
        reader: NoteReader,
        study: Study,
        settings: Settings,
        import_video: ImportVideo,
    ) -> None:
        self.settings = settings
        self.view = View()
        self.video = NoteVideo()
        self.reading = Reading(reader, study, self._stamped)
        self.moment_index: int | None = None
        self.resumed_ms = 0
        """Where the video goes on from an earlier day, until that was told."""
        self.arrived: Event[[Arrival]] = Event()
        self.refined: Event[[Page]] = Event()
        self.moment_changed: Event[[]] = Event()
        self.passed: Event[[int]] = Event()
        """The video's time in ms: some fifty times a second while it plays, and at every change."""
        self.noticed: Event[[Notice | None]] = Event()
        self.leave_asked: Event[[str]] = Event()
        self.asked: Event[[Question]] = Event()
        self.copied: Event[[str, str]] = Event()
        """A text for the clipboard, and the remark that it is there."""
        self.picture_copied: Event[[bytes, str]] = Event()
        """A PNG picture for the clipboard, and the remark that it is there."""
        self._refusal: ViewerError | None = None
        self.keeping: Keeping | None = None
        self.is_keeping_awaited = False
        self.keeping_changed: Event[[]] = Event()
        self.study = study
        self.files = OwnFiles(self, reader, import_video)
        self._video_to_use: Path | None = None
        self._choice_to_tell: Notice | None = None
        self._connect()

    def _connect(self) -> None:
        self.reading.opened.connect(self._on_opened)
        self.reading.refined.connect(self._on_refined)
        self.reading.returned.connect(self._on_returned)
        self.reading.video_found.connect(self.video.find)
        self.reading.failed.connect(self.tell)
        self.video.failed.connect(self.tell)
        self.video.state_changed.connect(self.pass_time)
        self._awaited = AwaitedMoment(self)

    # Telling

    def tell(self, news: ViewerError | Notice) -> None:
        """Say something to the reader."""
        self._refusal = None
        self.noticed.emit(Notice.of(news) if isinstance(news, ViewerError) else news)

    def refuse(self, error: ViewerError) -> None:
        """Say why something cannot be done; it is said until the next thing is done."""
        self.tell(error)
        self._refusal = error

    def move_on(self) -> None:
        """Take away why the last thing could not be done, if that is what was said last."""
        if self._refusal is not None:
            self.hush()

    def hush(self) -> None:
        """Take the last remark away."""
        self._refusal = None
        self.noticed.emit(None)

    def ask(self, question: Question) -> None:
        """Put a question to the reader; its deed is done on a yes only."""
        self.asked.emit(question)

    def copy(self, text: str, remark: str) -> None:
        """Put a text on the clipboard, and say so."""
        self.copied.emit(text, remark)

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for has happened; downloads take their time."""
        is_kept = not self.is_keeping_awaited if self.keeping is None else self.keeping.is_settled
        is_read = self.reading.is_settled and not self.reading.is_looking
        return is_read and is_kept and self.video.is_settled and self._video_to_use is None

    # Keeping videos

    def keep_with(self, keeping: "Keeping") -> None:
        """Download and keep videos with this from now on."""
        self.keeping = keeping
        self.is_keeping_awaited = False
        keeping.downloads.changed.connect(self.keeping_changed.emit)
        self.keeping_changed.emit()
        self._examine(self.page)

    def open_keeping(self) -> "Keeping":
        """Return what downloads and keeps videos.

        Raises UsageError until it is there.
        """
        if self.keeping is None:
            raise UsageError("Downloads are not ready yet.", hint="Try again in a moment.")
        return self.keeping

    def _examine(self, page: Page | None) -> None:
        if page is not None and page.unsealed and self.keeping is not None:
            self.keeping.shelf.examine(page.unsealed)

    # Files

    def open_path(self, path: Path, *, video: Path | None = None) -> None:
        """Open a note or a vault, and if wished play this file for it."""
        self._video_to_use = video
        self.reading.open_path(path)

    # Following what a note names

    @property
    def page(self) -> Page | None:
        """The open page."""
        return self.reading.page

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The open note's moments, in reading order."""
        return self.page.note.moments if self.page else ()

    def go_to_moment(self, index: int, *, play: bool | None = True) -> None:
        """Seek to a moment of the note, by its index in reading order, and play."""
        if not 0 <= index < len(self.moments):
            raise UsageError(f"This note has no moment {index + 1}.")
        self._awaited.asked(index, play=play)
        if self.video.status.is_starting:  # It is gone to in a moment.
            self.mark_moment(index)
            return
        time_ms = time_to_follow(self.moments[index], self.video.duration_ms)
        lead_in_ms = min(time_ms, self.settings.lead_in_ms)
        self.video.go_to(time_ms - lead_in_ms, play=play)
        self.mark_moment(index)
        if lead_in_ms:
            self.tell(Notice(f"−{lead_in_ms / 1000:g} s"))

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """What is doubtful about the open note."""
        return self.page.concerns if self.page else ()

    @property
    def is_time_choice(self) -> bool:
        """Whether the reader has chosen how this note's times are read."""
        return self.page is not None and self.page.terms.is_shifted is not None

    def judge_times(self, is_shifted: bool | None, hint: str = "") -> None:
        """Read this note's times as the reader says, and tell it when that is done.

        Raises NoteError where the note has none, StudyError when it cannot be remembered.
        """
        if not self.reading.open_page().note.moments:
            raise NoteError("This note has no timestamps.")
        self.reading.judge_times(is_shifted)
        self._choice_to_tell = Notice(_CHOICES[is_shifted], hint)

    def play_followed(self, *, keep_state: bool) -> bool | None:
        """Return how a followed time is gone to, with Shift held or not: True plays."""
        return True if keep_state is not self.settings.jump_plays else None

    def mark_moment(self, index: int | None) -> None:
        """Let this be the moment that was followed last."""
        self.moment_index = index
        self.moment_changed.emit()

    def follow_link(self, index: int) -> None:
        """Open the note a link names; a web link is asked about first."""
        page = self.reading.open_page()
        if not 0 <= index < len(page.note.links):
            raise UsageError(f"This note has no link {index + 1}.")
        link = page.note.links[index]
        if link.kind is LinkKind.WEB:
            self.leave_asked.emit(link.target)
        elif link.path is None:
            raise NoteError(f"There is no note named “{link.target}” in this vault.")
        else:
            self.reading.open_note(page.vault, link.path, anchor=link.heading)

    # Remembering

    def tick(self) -> None:
        """Remember where the reader is; to be called a few times a second."""
        self.reading.remember()
        if self.video.duration_ms:
            key, time_ms = self.video.key, self.video.position_ms()
            self.study.positions.keep_video(key, time_ms, self.video.duration_ms)
        if self.keeping is not None:
            self.keeping.mark_used(is_playing=self.video.state is PlayerState.PLAYING)

    def pass_time(self) -> None:
        """Tell where the video is now; to be called often while it plays."""
        self.passed.emit(self.video.position_ms())

    def close(self) -> None:
        """Remember everything and let go of the video."""
        self.tick()
        self.study.positions.flush()
        if self.keeping is not None:
            self.keeping.close()
        self.video.close()

    # Inside

    def _stamped(self, visit: Visit) -> Visit:
        position = Position(self.view.scroll, self.video.position_ms())
        is_playing = self.video.state is PlayerState.PLAYING
        return replace(visit, position=position, is_playing=is_playing, moment=self.moment_index)

    def _on_returned(self, visit: Visit) -> None:
        if self.video.is_ready and visit.position is not None:
            self.video.go_to(visit.position.time_ms, play=visit.is_playing, way=Way.SILENT)
        self.mark_moment(visit.moment)

    def _on_opened(self, arrival: Arrival) -> None:
        page, position = arrival.page, arrival.position
        self._choice_to_tell = None
        self._awaited.forget()
        if self.view.overlay is Pane.DOUBTS:
            self.view.show_over(None)
        self.mark_moment(None)
        self.moment_index = arrival.moment
        self.hush()
        self.arrived.emit(arrival)
        if page.reason:
            self.tell(Notice(page.reason))
        start_ms = position.time_ms if arrival.is_return else self._resume_at(page, position)
        is_playing_on = self.video.is_ready and self.video.footage == page.footage
        self.resumed_ms = 0 if arrival.is_return or is_playing_on else start_ms
        self.video.show(page, start_ms, play=bool(arrival.is_playing))
        self._examine(page)
        if self.video.is_ready and self.video.duration_ms:
            self.reading.refine(self.video.duration_ms)
            if arrival.is_return:
                self.video.go_to(position.time_ms, play=arrival.is_playing, way=Way.SILENT)
        if self._video_to_use is not None:
            self.files.play(self._video_to_use)
            self._video_to_use = None

    def _resume_at(self, page: Page, position: Position) -> int:
        watched = self.study.positions.of_video(page.video_key)
        time_ms = position.time_ms or watched.start_ms
        return 0 if watched.is_over_at(time_ms) else time_ms

    def _on_refined(self, page: Page) -> None:
        self.refined.emit(page)
        if self._choice_to_tell is not None:
            self.tell(self._choice_to_tell)
            self._choice_to_tell = None
