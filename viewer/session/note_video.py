"""The video of the open note: whether there is one, why not, and playing it.

The video engine is loaded after the window was painted; what is asked before that is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from viewer.errors import PlaybackError, ViewerError
from viewer.events import Event
from viewer.playback.player import Playable, PlayerState
from viewer.session.doubts import past_the_end
from viewer.session.history import Way
from viewer.session.page import Page
from viewer.session.pane_words import Condition, VideoStatus, why_no_footage
from viewer.video.aside import NOTHING_ASIDE, Aside, Chapter

if TYPE_CHECKING:
    from viewer.playback.contents import Choice, Contents
    from viewer.playback.player_port import Player

_IDLE = (PlayerState.EMPTY, PlayerState.FAILED)


class NoteVideo:
    """Plays the open note's video; raises PlaybackError where there is none to play."""

    def __init__(self) -> None:
        self.player: Player | None = None
        self.status = VideoStatus(Condition.NO_NOTE)
        self.status_changed: Event[[]] = Event()
        self.state_changed: Event[[]] = Event()
        self.duration_known: Event[[int]] = Event()
        self.contents_changed: Event[[]] = Event()
        self.failed: Event[[ViewerError]] = Event()
        self.seek_asked: Event[[int]] = Event()
        """A seek to this time has begun; to a frame whose time nobody knows yet, it is -1."""
        self.leaving: Event[[Way]] = Event()
        """Another time is about to be gone to; what is to be undone is remembered now."""
        self.sought: Event[[int]] = Event()
        """Another time was gone to; which, within the video."""
        self.turned: Event[[]] = Event()
        """The video came to the time of its turn by itself, and went on elsewhere or stands."""
        self._page: Page | None = None
        self._override: Playable | None = None
        self._engine_error: ViewerError | None = None
        self._player_error: ViewerError | None = None
        self._pending: tuple[int, bool] = (0, False)

    # The engine

    def engage(self, player: Player) -> None:
        """Take the video engine into use, and load what is waiting for it."""
        self.player = player
        player.events.state_changed.connect(lambda _state: self.state_changed.emit())
        player.events.duration_known.connect(self.duration_known.emit)
        player.events.seeked.connect(lambda _ms: self.state_changed.emit())
        player.events.turning.connect(self.seek_asked.emit)
        player.events.turned.connect(self.turned.emit)
        player.events.failed.connect(self._on_player_failed)
        player.events.stalled.connect(self.failed.emit)
        player.events.contents_known.connect(self.contents_changed.emit)
        self._load(*self._pending)

    def do_without(self, error: ViewerError) -> None:
        """Accept that there is no video engine; the pane says why."""
        self._engine_error = error
        self._settle()

    @property
    def engine_error(self) -> ViewerError | None:
        """Why there is no engine, where there is none."""
        return self._engine_error

    def close(self) -> None:
        """Let go of the engine."""
        if self.player is not None:
            self.player.close()

    # What there is to play

    @property
    def footage(self) -> Playable | None:
        """The file that is or would be playing."""
        return self._override or (self._page.footage if self._page else None)

    @property
    def key(self) -> str:
        """What is kept about this video is kept under: its id, or the path of a file without one.

        Empty while there is no video.
        """
        named = self._page.video.cache_id if self._page and self._page.video else ""
        return named or (str(self.footage.file) if self.footage else "")

    @property
    def aside(self) -> Aside:
        """What lies beside the video; nothing for a file that only stands in for it."""
        return self._page.aside if self._page and self._override is None else NOTHING_ASIDE

    @property
    def contents(self) -> Contents:
        """What is in the video, as far as it is known."""
        from viewer.playback.contents import Contents

        return self.player.contents if self.player and self.is_ready else Contents()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The video's chapters: those that came with it, else those in its file."""
        return self.aside.chapters or tuple(Chapter(*each) for each in self.contents.chapters)

    @property
    def choice(self) -> Choice:
        """What is heard and seen of the video."""
        from viewer.playback.contents import Choice

        return self.player.choice if self.player else Choice()

    @property
    def is_ready(self) -> bool:
        """Whether there is a video on screen."""
        return self.status.condition is Condition.READY

    def show(self, page: Page, start_ms: int, *, play: bool = False) -> None:
        """Take the video of a note; one that is playing already plays on."""
        before = self.footage
        self._page = page
        self._override = None
        if self.footage is None or self.footage != before or not self.is_ready:
            self._load(start_ms, play)
        else:
            self._settle()

    def find(self, page: Page) -> None:
        """Take what was found of the open note's video since; what is playing plays on."""
        before = self.footage
        self._page = page
        if self.footage == before and (self.is_ready or before is None):
            self._settle()
        else:
            self._load(self.position_ms(), False)

    def use(self, playable: Playable, *, start_ms: int = 0) -> None:
        """Play this file for the open note, whatever its header says."""
        self._override = playable
        self._load(start_ms, False)

    # Playing

    @property
    def state(self) -> PlayerState:
        """What the player is doing."""
        return self.player.state if self.player else PlayerState.EMPTY

    @property
    def duration_ms(self) -> int:
        """Length of the video; 0 when it is not known."""
        return self.player.duration_ms if self.player and self.is_ready else 0

    def position_ms(self) -> int:
        """Return the time of the frame on screen; 0 when there is none."""
        if self.player is None or not self.is_ready:
            return self._pending[0]
        return self.player.position_ms()

    def go_to(self, time_ms: int, *, play: bool | None = True, way: Way = Way.JUMP) -> None:
        """Seek, then play, pause, or with None go on as before.

        Raises PlaybackError past the end: such a time is a mistake, not an order.
        """
        player = self._ready_player()
        duration_ms = player.duration_ms
        if 0 < duration_ms < time_ms:
            raise PlaybackError(
                past_the_end(time_ms, duration_ms), hint="The video was left where it is."
            )
        self._seek(player, time_ms, way)
        if play is not None:
            self._set_playing(player, play)

    def seek_by(self, step_ms: int, way: Way = Way.STEP) -> None:
        """Seek from here, within the video."""
        player = self._ready_player()
        self._seek(player, player.position_ms() + step_ms, way)

    def seek_share(self, share: float) -> None:
        """Seek to a share of the whole, 0 to 1."""
        player = self._ready_player()
        self._seek(player, round(player.duration_ms * share), Way.JUMP)

    def turn_at(self, at_ms: int | None, go_to_ms: int | None = None) -> None:
        """Whenever the video comes to `at_ms`, go on from `go_to_ms`, or for None stand."""
        if self.player is not None:
            self.player.turn_at(at_ms, go_to_ms)

    def step(self, frames: int) -> None:
        """Pause, and move by frames."""
        player = self._ready_player()
        self.seek_asked.emit(-1)
        player.step(frames)

    def toggle_playing(self) -> None:
        """Play, or hold."""
        player = self._ready_player()
        self._set_playing(player, player.state is not PlayerState.PLAYING)

    def set_rate(self, rate: float) -> None:
        """Play this fast, within 0.25 to 4."""
        self._ready_player().set_rate(max(0.25, min(4.0, round(rate, 2))))
        self.state_changed.emit()

    def set_volume(self, percent: int) -> None:
        """Play this loud, within 0 to 125."""
        self._ready_player().set_volume(max(0, min(125, percent)))
        self.state_changed.emit()

    def toggle_muted(self) -> None:
        """Fall silent, or speak again."""
        player = self._ready_player()
        player.set_muted(not player.is_muted)
        self.state_changed.emit()

    def choose(self, **changes: Any) -> None:
        """Have something else heard or seen of the video; named as in `Choice`."""
        player = self._ready_player()
        player.choose(replace(player.choice, **changes))
        self.state_changed.emit()

    @property
    def is_settled(self) -> bool:
        """Whether nothing is on its way: no engine, no file, no seek."""
        if self.status.is_starting:
            return False
        player = self.player
        return player is None or not (player.is_seeking or player.state is PlayerState.LOADING)

    def _ready_player(self) -> Player:
        if self.player is None or not self.is_ready:
            raise PlaybackError(self.status.sentence or "There is no video yet.",
                                hint=self.status.hint)  # fmt: skip
        return self.player

    def _seek(self, player: Player, time_ms: int, way: Way) -> None:
        self.leaving.emit(way)
        player.seek(max(0, time_ms))  # First: libVLC seeks while the picture is painted.
        self.seek_asked.emit(max(0, time_ms))
        self.sought.emit(player.position_ms())
        self.state_changed.emit()

    @staticmethod
    def _set_playing(player: Player, play: bool) -> None:
        (player.play if play else player.pause)()

    def _load(self, start_ms: int, play: bool) -> None:
        self._pending = (start_ms, play)
        self._player_error = None
        self.seek_asked.emit(-1)
        if self.player is not None:
            if self.footage is not None:
                self.player.open(self.footage, start_ms=start_ms, paused=not play)
            elif self.player.state is not PlayerState.EMPTY:
                self.player.unload()
        self._settle()

    def _on_player_failed(self, error: ViewerError) -> None:
        if self.state in _IDLE:
            self._player_error = error
            self._settle()
        else:
            self.failed.emit(error)

    def _settle(self) -> None:
        status = self._judge()
        if status != self.status:
            self.status = status
            self.status_changed.emit()
        self.state_changed.emit()

    def _judge(self) -> VideoStatus:
        if self._page is None:
            return VideoStatus(Condition.NO_NOTE)
        if self.footage is None:
            return why_no_footage(self._page)
        trouble = self._engine_error or self._player_error
        if self._engine_error is not None:
            condition = Condition.NO_ENGINE
        elif self._player_error is not None:
            condition = Condition.UNPLAYABLE
        else:
            condition = Condition.READY if self.player else Condition.STARTING
        if trouble is None:
            return VideoStatus(condition)
        return VideoStatus(condition, trouble.sentence, trouble.hint)
