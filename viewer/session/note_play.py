"""Playing the note: only what it cites, one excerpt after another.

The transport works as ever: a pause holds it, going elsewhere within what the note cites goes on
from there, and going anywhere else ends it; the video plays on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.errors import NoteError, PlaybackError
from viewer.events import Event
from viewer.playback.excerpts import Excerpt, Lengths, excerpts_of
from viewer.playback.player import PlayerState
from viewer.session.history import Way
from viewer.session.notice import Notice

if TYPE_CHECKING:
    from viewer.session.session import Session


class NotePlay:
    """Which excerpt is played, and which comes next; the player turns from one to the other."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._excerpts: tuple[Excerpt, ...] = ()
        self._order: tuple[int, ...] = ()
        self._at = 0
        self._moment: int | None = None
        self._moves = False
        self.changed: Event[[]] = Event()
        """It began, came to another moment, or ended."""
        session.passed.connect(self._on_passed)
        session.video.turned.connect(self._on_turned)
        session.video.sought.connect(self._on_sought)
        session.video.state_changed.connect(self._on_state_changed)
        session.view.nothing_closed.connect(lambda: self.end("The note is no longer played"))
        session.arrived.connect(lambda _arrival: self.end())
        session.refined.connect(lambda _page: self.end())

    @property
    def is_on(self) -> bool:
        """Whether the note is being played."""
        return bool(self._excerpts)

    @property
    def place(self) -> tuple[int, int]:
        """Which moment of how many, counted from 1; zeros while nothing is played."""
        if self._moment is None:
            return 0, 0
        return self._order.index(self._moment) + 1, len(self._order)

    def toggle(self) -> None:
        """Play the note from the moment followed last, or its first; or end it."""
        if self.is_on:
            self.end("The note is no longer played")
            return
        self._begin(self._session.moment_index)

    def switch_order(self, *, is_by_time: bool) -> None:
        """Go on in this order, if the note is being played."""
        if not self.is_on:
            return
        moment = self._moment
        self._take(is_by_time=is_by_time)
        self._go_to(moment if moment in self._order else self._order[0], play=None)

    def walk(self, steps: int) -> None:
        """Go that many moments on in the order of playing; negative goes back."""
        here = self._order.index(self._moment) if self._moment is not None else 0
        there = max(0, min(len(self._order) - 1, here + steps))
        if there == here:
            raise PlaybackError("There is no further moment that way.")
        self._go_to(self._order[there], play=True)

    def end(self, remark: str = "") -> None:
        """Play on without turning."""
        if not self.is_on:
            return
        self._excerpts, self._order, self._moment = (), (), None
        self._session.video.turn_at(None)
        self._session.tell(Notice(remark)) if remark else self._session.hush()
        self.changed.emit()

    # Inside

    def _begin(self, moment: int | None) -> None:
        session = self._session
        session.studying.loops.clear()
        self._take(is_by_time=session.settings.excerpts_order == "time")
        if not self.is_on:
            raise NoteError("This note cites nothing of its video.")
        is_within = moment in self._order[:-1]
        self._go_to(moment if is_within and moment is not None else self._order[0], play=True)

    def _take(self, *, is_by_time: bool) -> None:
        settings, video = self._session.settings, self._session.video
        lengths = Lengths(settings.excerpt_least_ms, settings.excerpt_most_ms, video.duration_ms)
        self._excerpts = excerpts_of(self._session.moments, lengths, is_by_time=is_by_time)
        self._order = tuple(each for excerpt in self._excerpts for each in excerpt.moments)

    def _go_to(self, moment: int, *, play: bool | None) -> None:
        self._at = next(at for at, each in enumerate(self._excerpts) if moment in each.moments)
        time_ms = self._session.moments[moment].time_ms
        assert time_ms is not None
        self._moves = True
        try:
            self._session.video.go_to(time_ms, play=play, way=Way.JUMP)
        finally:
            self._moves = False
        self._turn_at_end()
        self._show(moment)

    def _turn_at_end(self) -> None:
        following = self._excerpts[self._at + 1 :]
        go_to_ms = following[0].start_ms if following else None
        self._session.video.turn_at(self._excerpts[self._at].end_ms, go_to_ms)

    def _show(self, moment: int) -> None:
        if moment == self._moment:
            return
        self._moment = moment
        self._session.mark_moment(moment)
        number, count = self.place
        self._session.tell(Notice(f"Playing the note: moment {number} of {count}"))
        self.changed.emit()

    def _on_turned(self) -> None:
        if not self.is_on:
            return
        self._at += 1
        if self._at == len(self._excerpts):
            self.end("The note was played to its end")
            return
        self._turn_at_end()
        self._show(self._excerpts[self._at].moments[0])

    def _on_passed(self, time_ms: int) -> None:
        if not self.is_on or self._session.video.state is not PlayerState.PLAYING:
            return
        moments, begun = self._session.moments, []
        for each in self._excerpts[self._at].moments:
            begins_ms = moments[each].time_ms
            if begins_ms is not None and begins_ms <= time_ms:
                begun.append((begins_ms, each))
        if begun:
            latest_ms = max(begun)[0]
            self._show(next(each for begins_ms, each in begun if begins_ms == latest_ms))

    def _on_sought(self, time_ms: int) -> None:
        if not self.is_on or self._moves:
            return
        if self._excerpts[self._at].has(time_ms):
            return
        found = [at for at, each in enumerate(self._excerpts) if each.has(time_ms)]
        if not found:
            self.end("The note is no longer played: the video was sent elsewhere")
            return
        self._at = found[0]
        self._turn_at_end()

    def _on_state_changed(self) -> None:
        if self.is_on and self._session.video.state in (PlayerState.LOADING, PlayerState.FAILED):
            self.end()
