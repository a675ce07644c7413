"""Looping: from A to B, over a moment, or a loop that was given a name.

The player turns by itself; here it is said where. A loop stays while the reader goes elsewhere, as
in mpv: the video plays on there, and turns when it comes to B from within.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.errors import PlaybackError, UsageError
from viewer.events import Event
from viewer.note.timestamps import spoken_time
from viewer.playback.moment_walk import SAME_TIME_MS, reachable_times
from viewer.playback.player import PlayerState
from viewer.session.history import Way
from viewer.session.notice import Notice
from viewer.study.loops import NamedLoops, Span

if TYPE_CHECKING:
    from viewer.session.session import Session
    from viewer.session.studying import StudyMeans

SHORTEST_MS = 200
NUDGE_MS = 100


class Loops:
    """The loop of the open video. `note_play` ends when one is set, and the other way round."""

    def __init__(self, session: Session, means: StudyMeans) -> None:
        self._session = session
        self._named = NamedLoops(means.data / "loops.json")
        self._key = session.video.key
        self.a_ms: int | None = None
        self.b_ms: int | None = None
        self.changed: Event[[]] = Event()
        """The span is another one, or has another name."""
        session.video.state_changed.connect(self._on_state_changed)

    @property
    def span(self) -> Span | None:
        """From A to B in ms of the video; one that is half set ends where it begins."""
        a_ms, b_ms = self.a_ms, self.b_ms
        if a_ms is None and b_ms is None:
            return None
        if a_ms is None or b_ms is None:
            time_ms = a_ms if a_ms is not None else b_ms
            assert time_ms is not None
            return time_ms, time_ms
        return a_ms, b_ms

    @property
    def is_on(self) -> bool:
        """Whether A and B are set."""
        return self.a_ms is not None and self.b_ms is not None

    # Setting

    def next_end(self) -> None:
        """Set A here, then B, then neither."""
        if self.is_on:
            self.clear()
        elif self.a_ms is None:
            self.set_a()
        else:
            self.set_b()

    def set_a(self) -> None:
        """Begin here; an end that lies before is forgotten."""
        here_ms = self._session.video.position_ms()
        self._take(here_ms, self.b_ms if self.b_ms and self.b_ms > here_ms else None)

    def set_b(self) -> None:
        """End here. Where that is before the beginning, they change places."""
        here_ms, a_ms = self._session.video.position_ms(), self.a_ms
        if a_ms is not None and here_ms < a_ms:
            self._take(here_ms, a_ms)
        else:
            self._take(a_ms, here_ms)

    def clear_a(self) -> None:
        """Forget the beginning."""
        self._take(None, self.b_ms)

    def clear_b(self) -> None:
        """Forget the end."""
        self._take(self.a_ms, None)

    def clear(self) -> None:
        """Loop no longer."""
        if self.span is not None:
            self._take(None, None)

    def nudge_a(self, steps: int) -> None:
        """Move the beginning by tenths of a second."""
        self._nudge(self.a_ms, "beginning")
        self._take((self.a_ms or 0) + steps * NUDGE_MS, self.b_ms)

    def nudge_b(self, steps: int) -> None:
        """Move the end by tenths of a second."""
        self._nudge(self.b_ms, "end")
        self._take(self.a_ms, (self.b_ms or 0) + steps * NUDGE_MS)

    def loop_moment(self) -> None:
        """Loop the moment that is being said, or no longer."""
        here_ms = self._session.video.position_ms()
        begun = [each for each in self._times() if each <= here_ms + SAME_TIME_MS]
        if not begun:
            raise PlaybackError(
                "No moment of the note has begun here.", hint="L goes to the first."
            )
        span = begun[-1], self._end_after(begun[-1])
        if (self.a_ms, self.b_ms) == span:
            self.clear()
        else:
            self._take(*span)

    def loop_from_here(self) -> None:
        """Loop from where the video is, or is being sent, to the next moment."""
        here_ms = self._session.video.position_ms()
        lead_in_ms = self._session.settings.lead_in_ms
        self._take(here_ms, self._end_after(here_ms + lead_in_ms))

    # Names

    @property
    def names(self) -> dict[str, Span]:
        """The loops of the open video that have names, by time."""
        return self._named.of(self._session.video.key)

    def save(self, name: str) -> None:
        """Give the loop a name.

        Raises PlaybackError where there is no loop, StudyError when it cannot be written.
        """
        if self.a_ms is None or self.b_ms is None:
            raise PlaybackError("There is no loop to save.", hint="Press a where it begins and "
                                "again where it ends.")  # fmt: skip
        self._named.keep(self._session.video.key, name, (self.a_ms, self.b_ms))
        self.changed.emit()
        self._session.tell(Notice(f"Saved as “{name}”: {self._words()}"))

    def take_up(self, name: str) -> None:
        """Play a loop that has a name, from its beginning."""
        span = self.names.get(name)
        if span is None:
            raise UsageError(f"This video has no loop named “{name}”.")
        self._session.video.go_to(span[0], play=True)
        self._take(*span)

    def forget(self, name: str) -> None:
        """Forget a loop that has a name."""
        self._named.forget(self._session.video.key, name)
        self.changed.emit()
        self._session.tell(Notice(f"Forgot the loop “{name}”"))

    # Inside

    def _nudge(self, time_ms: int | None, end: str) -> None:
        if time_ms is None:
            raise PlaybackError(f"The loop has no {end} yet.", hint="The key a sets it.")

    def _take(self, a_ms: int | None, b_ms: int | None) -> None:
        duration_ms = self._session.video.duration_ms
        if a_ms is not None:
            a_ms = max(0, a_ms)
        if b_ms is not None and duration_ms:
            b_ms = min(b_ms, duration_ms)
        if a_ms is not None and b_ms is not None and b_ms - a_ms < SHORTEST_MS:
            raise PlaybackError("A loop must be longer than that.", hint="0.2 seconds at least.")
        self._session.studying.note_play.end()
        self.a_ms, self.b_ms = a_ms, b_ms
        self._apply()
        if self.is_on:
            self._come_in()
        self._session.tell(Notice(self._words()))
        self.changed.emit()

    def _come_in(self) -> None:
        """Go to the beginning, if the video is at or past the end that was just set."""
        video = self._session.video
        assert self.a_ms is not None
        assert self.b_ms is not None
        if video.state is PlayerState.PLAYING and self.b_ms <= video.position_ms():
            video.go_to(self.a_ms, play=None, way=Way.SILENT)

    def _words(self) -> str:
        if self.a_ms is not None and self.b_ms is not None:
            return f"Loop {spoken_time(self.a_ms)}–{spoken_time(self.b_ms)}"
        if self.a_ms is not None:
            return f"Loop from {spoken_time(self.a_ms)}: press a again where it ends"
        if self.b_ms is not None:
            return f"Loop to {spoken_time(self.b_ms)}: set where it begins"
        return "No loop"

    def _apply(self) -> None:
        if self.is_on:
            self._session.video.turn_at(self.b_ms, self.a_ms)
        else:
            self._session.video.turn_at(None)

    def _times(self) -> list[int]:
        return reachable_times(self._session.moments)

    def _end_after(self, time_ms: int) -> int:
        later = [each for each in self._times() if each >= time_ms + SHORTEST_MS]
        return later[0] if later else self._session.video.duration_ms

    def _on_state_changed(self) -> None:
        """Let the loop go with its video; one that is loaded again is given it again."""
        video = self._session.video
        if video.key != self._key:
            self._key = video.key
            if self.span is not None:
                self.a_ms = self.b_ms = None
                video.turn_at(None)
                self.changed.emit()
        elif video.state is PlayerState.LOADING and self.is_on:
            self._apply()
