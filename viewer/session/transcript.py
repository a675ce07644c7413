"""What is said in the open video: its subtitles, which of them were chosen, and their cues.

A worker reads them, when the video is on screen or somebody asks; the cues come home in
portions. Times are the subtitles' own; `delay_ms` is how much later they are shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viewer.errors import PlaybackError, UsageError, ViewerError
from viewer.events import Event
from viewer.session.pane_words import Condition
from viewer.session.subtitle_track import INSIDE, SubtitleTrack, beside, inside, ranked
from viewer.session.track_reader import Clerk, TrackRead, TrackReader
from viewer.study.tracks import ChosenTracks
from viewer.video.cues import Cue
from viewer.worker.host import Answer, Failed

if TYPE_CHECKING:
    from viewer.session.session import Session
    from viewer.session.studying import StudyMeans

JUST_PASSED_MS = 1_000
SAME_TIME_MS = 50
SAME_TIME_AT_MOST_MS = 200
_HINT_NONE = (
    "A downloaded video brings along those there are. For a file of your own, put them beside it: "
    "lecture.en.srt beside lecture.mp4."
)


class Transcript:
    """The open video's cues; `hire` makes who reads them, as one is needed."""

    def __init__(
        self, session: Session, means: StudyMeans, hire: Callable[[], Clerk] | None = None
    ) -> None:
        self._session = session
        self.changed: Event[[]] = Event()
        """There are other tracks, or other cues, or it is known why there are none."""
        self._folder = means.cache / "subtitles"
        hire = hire or (lambda: means.hire("transcript", means.post))
        self._reader = TrackReader(hire, self.changed.emit)
        self._store = ChosenTracks(means.data / "subtitles.json")
        self.followed: Event[[]] = Event()
        """Whether the list goes along with the video is another matter now."""
        self.is_following = True
        self._is_wanted = False
        self._delay_seen_ms = 0
        self._seen: object = None
        self._forget()
        session.arrived.connect(lambda _arrival: self._on_video_changed())
        session.video.status_changed.connect(self._on_video_changed)
        session.video.state_changed.connect(self._on_video_changed)
        self._on_video_changed()

    # What there is

    @property
    def tracks(self) -> tuple[SubtitleTrack, ...]:
        """The subtitles there are, the likeliest first."""
        found = self._beside + (self._inside or ())
        return tuple(ranked(found, self._session.settings.subtitle_languages))

    @property
    def is_reading(self) -> bool:
        """Whether there is more to come."""
        return self._reader.is_busy

    def want(self) -> None:
        """Have the subtitles read, even if the video cannot be shown."""
        self._is_wanted = True
        self._begin()

    def words(self) -> tuple[str, str]:
        """Return why there are no cues, and what can be done; empty where there are some."""
        status = self._session.video.status
        if self.cues:
            return "", ""
        if self.trouble is not None:
            return self.trouble.sentence, self.trouble.hint
        if self._session.page is None:
            return "No note is open.", "Ctrl+O opens one."
        if self._session.video.footage is None and not self._beside:
            sentence = "What is said is shown here once the video is there."
            return sentence, "A downloaded video brings its subtitles along."
        if self.is_reading or not self._is_begun or status.condition is Condition.STARTING:
            return "The subtitles are being read…", ""
        return "This video has no subtitles.", _HINT_NONE

    # Times

    @property
    def delay_ms(self) -> int:
        """How much later than they say the subtitles come; earlier, if negative."""
        return self._session.video.choice.delay_ms

    def index_at(self, time_ms: int) -> int:
        """Return the cue that began last at a time of the video, -1 before the first."""
        return bisect_right(self._starts, time_ms - self.delay_ms) - 1

    def index_now(self) -> int:
        """Return the cue that is being said."""
        return self.index_at(self._session.video.position_ms() + self._same_time_ms)

    def begins_ms(self, index: int) -> int:
        """Return when a cue begins in the video."""
        return max(0, self.cues[index].start_ms + self.delay_ms)

    def go_to(self, index: int, *, play: bool | None = True) -> None:
        """Seek to a cue, and play, pause, or with None go on as before.

        Raises UsageError where there is no such cue, PlaybackError where there is no video.
        """
        if not 0 <= index < len(self.cues):
            raise UsageError(f"The transcript has no cue {index + 1}.")
        self._session.video.go_to(self.begins_ms(index), play=play)

    def step(self, steps: int) -> None:
        """Seek so many cues on, or with a negative number back; going on as before.

        Within a second after a cue began, back leads to the one before. Raises PlaybackError
        where there are no cues, or none that way.
        """
        if not self.cues:
            self.want()
            sentence, hint = self.words()
            raise PlaybackError(sentence, hint=hint)
        here = self.index_now()
        if steps < 0 and here >= 0:
            position_ms = self._session.video.position_ms()
            here += position_ms - self.begins_ms(here) > JUST_PASSED_MS
        wanted = here + steps
        if (steps > 0 and here >= len(self.cues) - 1) or (steps < 0 and here <= 0):
            raise PlaybackError("There is no further cue that way.")
        self.go_to(max(0, min(len(self.cues) - 1, wanted)), play=None)

    # Deeds

    def follow(self, is_following: bool) -> None:
        """Have the list go along with the video, or leave it where the reader put it."""
        if is_following != self.is_following:
            self.is_following = is_following
            self.followed.emit()

    def choose(self, name: str) -> None:
        """Show the track of this name, also when this video is opened again.

        Raises UsageError where there is none, StudyError when it cannot be remembered.
        """
        track = next((each for each in self.tracks if each.name == name), None)
        if track is None:
            raise UsageError(f"This video has no subtitles “{name}”.")
        self._failed.discard(name)
        self._read(track)
        self._store.keep(self._session.video.key, name)

    def plain_copy(self, file: Path, done: Callable[[Path], None], failed: Failed) -> None:
        """Have a file of subtitles written as plain WebVTT that a player can be given.

        Nobody is told once another video is open.
        """
        question = {"file": str(file), "out": str(self._plain_file(file.name))}
        self._reader.write(question, done, failed)

    def close(self) -> None:
        """Let go of who reads."""
        self._reader.stop()

    # Reading

    def _forget(self) -> None:
        self._reader.stop()
        self._beside: tuple[SubtitleTrack, ...] = ()
        self._inside: tuple[SubtitleTrack, ...] | None = None
        self._failed: set[str] = set()
        self._is_begun = False
        self._take(None, ())

    def _take(self, track: SubtitleTrack | None, cues: tuple[Cue, ...]) -> None:
        self.chosen, self.cues = track, cues
        self._starts = [cue.start_ms for cue in cues]
        self.remark = ""
        self.file: Path | None = None
        """The chosen track as plain WebVTT, for who shows it in the picture."""
        self.trouble: ViewerError | None = None

    @property
    def _same_time_ms(self) -> int:
        player = self._session.video.player
        frame_ms = player.frame_ms if player is not None else 0
        return max(SAME_TIME_MS, min(frame_ms, SAME_TIME_AT_MOST_MS))

    def _on_video_changed(self) -> None:
        video = self._session.video
        seen = (video.key, video.footage, video.aside.tracks)
        if seen != self._seen:
            self._seen = seen
            self._forget()
            self._beside = beside(video.aside.tracks)
            self.changed.emit()
        if self.delay_ms != self._delay_seen_ms:
            self._delay_seen_ms = self.delay_ms
            self.changed.emit()
        # Not while the video is on its way: starting who reads would hold it up.
        if (video.is_ready and video.is_settled) or self._is_wanted:
            self._begin()

    def _begin(self) -> None:
        footage = self._session.video.footage
        if self._is_begun or (footage is None and not self._beside):
            return
        self._is_begun = True
        self._settle()
        if footage is None:
            self._inside = ()
        else:
            self._reader.look_inside(self._video(), self._on_inside)

    def _on_inside(self, tracks: list[list[Any]]) -> None:
        self._inside = inside(tracks)
        self._settle()

    def _settle(self) -> None:
        """Read the track that should be shown, if another is."""
        track = self._likeliest()
        if track is not None and track != self.chosen:
            self._read(track)

    def _likeliest(self) -> SubtitleTrack | None:
        chosen = self._store.of(self._session.video.key)
        readable = [each for each in self.tracks if each.name not in self._failed]
        if self._inside is None and chosen.startswith(INSIDE):
            return None
        return next((each for each in readable if each.name == chosen), next(iter(readable), None))

    def _read(self, track: SubtitleTrack) -> None:
        self._take(track, ())
        self.changed.emit()  # At once: a list that shows the old cues asks for their times.
        where = {"index": track.index, **self._video()} if track.is_inside else {"file": track.file}

        def done(read: TrackRead) -> None:
            if track is self.chosen:
                self._on_read(track, read)

        def failed(error: ViewerError) -> None:
            if track is self.chosen:
                self._on_failed(track, error)

        self._reader.read({"out": str(self._plain_file(track.name)), **where}, done, failed)

    def _plain_file(self, name: str) -> Path:
        key = sha256(f"{self._session.video.key}\n{name}".encode()).hexdigest()[:24]
        return self._folder / f"{key}.vtt"

    def _on_read(self, track: SubtitleTrack, read: TrackRead) -> None:
        self._take(track, read.cues)
        self.remark = read.remark
        self.file = Path(read.file) if read.file else None
        self.changed.emit()

    def _on_failed(self, track: SubtitleTrack, error: ViewerError) -> None:
        self._failed.add(track.name)
        self.trouble = error
        following = self._likeliest()
        if following is not None:
            self._read(following)

    def _video(self) -> Answer:
        footage = self._session.video.footage
        assert footage is not None
        return {"video": str(footage.file), "demuxer": footage.demuxer}
