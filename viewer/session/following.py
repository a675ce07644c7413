"""Which moments are being said now, and whether the note goes along with them.

The rule to know: following yields to the reader at once, and stays off until it is asked back or
the reader comes back to what is being said.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from viewer.errors import PlaybackError
from viewer.events import Event
from viewer.playback.current import CurrentMoments
from viewer.playback.player import PlayerState
from viewer.session.notice import Notice

if TYPE_CHECKING:
    from viewer.session.page import Page
    from viewer.session.reading import Arrival
    from viewer.session.session import Session

ARRIVED_MS = 1000
"""An opened video that stands so near to where it was left has not been moved by the reader."""
NOWHERE = -1
LEAD_MS = 12
"""So long before its frame a mark is begun while the video plays: painting it takes 3 to 10 ms."""


class Mode(StrEnum):
    """Whether the note goes along with the video."""

    ON = "on"
    PAUSED = "paused"
    OFF = "off"


class Want(StrEnum):
    """Where the page is asked to go."""

    CENTRE = "centre"
    ABOVE = "above"
    BELOW = "below"


class Following:
    """Follows the session's video through the open note."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.mode = Mode.ON
        self.current: frozenset[int] = frozenset()
        """The moments that are being said now, by their index in the note."""
        self.changed: Event[[]] = Event()
        """Others are current now."""
        self.mode_changed: Event[[]] = Event()
        self.asked: Event[[bool]] = Event()
        """The reader has said whether to go along with the video; lists take it as said to them."""
        self.wanted: Event[[Want]] = Event()
        self._moments = self._moments_of_note()
        self._rests_at: int | None = None
        self._has_come_back = self._was_away = False
        session.arrived.connect(self._on_arrived)
        session.refined.connect(self._on_refined)
        session.passed.connect(self._on_passed)
        session.moment_changed.connect(self._on_moment_changed)
        session.video.status_changed.connect(session.pass_time)
        self._rest()
        self._on_passed(session.video.position_ms())

    @property
    def has_something(self) -> bool:
        """Whether there is a video, and a moment in the note that it can come to."""
        return self._session.video.is_ready and not self._moments.is_empty

    def due_in_ms(self) -> float | None:
        """Return in how many ms others will be current; None while the video stands, or never."""
        video = self._session.video
        if video.player is None or video.state is not PlayerState.PLAYING:
            return None
        position_ms = self._ahead(video.position_ms())
        until_ms = self._moments.at(position_ms).until_ms
        return None if until_ms is None else (until_ms - position_ms) / video.player.rate

    @property
    def goes_along(self) -> bool:
        """Whether the page is to be where the video is.

        A note that was just opened stays where it was left until the video moves.
        """
        return self.mode is Mode.ON and self._rests_at is None

    @property
    def chief(self) -> int | None:
        """The moment to go to: the one that was gone to, else the first current, else the last."""
        if self._session.moment_index in self.current:
            return self._session.moment_index
        begun = self._moments.begun_by(self._session.video.position_ms())
        return min(self.current, default=begun)

    # What the reader asks

    def toggle(self) -> None:
        """Follow, or no longer."""
        if self.mode is Mode.ON:
            self._become(Mode.OFF)
            self.asked.emit(False)
            self._session.tell(Notice("The note stays where it is while the video plays."))
        else:
            self.resume()

    def resume(self) -> None:
        """Follow again, and go to what is being said."""
        self._rests_at, self._has_come_back = None, False
        self._become(Mode.ON)
        self.asked.emit(True)
        self.changed.emit()

    def centre(self) -> None:
        """Bring what is being said to the middle of the page, and follow again.

        Raises PlaybackError where the video has not come to any moment of the note.
        """
        if self.chief is None:
            raise PlaybackError(
                "The video has not come to a timestamp of this note yet.",
                hint="L goes to the first.",
            )
        self.resume()
        self.wanted.emit(Want.CENTRE)

    # What the reader does

    def pause(self) -> None:
        """Yield to the reader: he searches, selects, or went elsewhere on the page."""
        self._has_come_back = self._was_away = False
        if self.mode is Mode.ON:
            self._become(Mode.PAUSED)

    def begin_scroll(self) -> None:
        """Yield to the reader, who scrolls; one that has come back just now may scroll on."""
        if self.mode is Mode.ON and not self._has_come_back:
            self.pause()

    def end_scroll(self, *, is_in_sight: bool) -> None:
        """Follow again where the reader's scroll has come back to what is being said."""
        if self.mode is Mode.ON and self._has_come_back and not is_in_sight:
            self.pause()
        if self.mode is not Mode.PAUSED:
            return
        if not is_in_sight:
            self._was_away = True
        elif self._was_away:
            self._has_come_back = True
            self._become(Mode.ON)

    def look(self, *, is_in_sight: bool) -> None:
        """Take what is in sight since the video came to other moments."""
        self._was_away = not is_in_sight

    # What happens

    def _become(self, mode: Mode) -> None:
        if mode is not self.mode:
            self.mode = mode
            self.mode_changed.emit()

    def _moments_of_note(self) -> CurrentMoments:
        most_ms = self._session.settings.current_at_most_ms
        return CurrentMoments(self._session.moments, most_ms)

    def _rest(self) -> None:
        video = self._session.video
        is_playing = video.state is PlayerState.PLAYING
        self._rests_at = None if is_playing else video.position_ms()

    def _on_arrived(self, arrival: Arrival) -> None:
        self._moments = self._moments_of_note()
        self._take(frozenset())  # Its moments are others, though they may have the same numbers.
        self._rests_at = NOWHERE
        if arrival.anchor:
            self.pause()  # The reader wanted to be at that very place.

    def _on_refined(self, _page: Page) -> None:
        self._moments = self._moments_of_note()
        self._on_passed(self._session.video.position_ms())

    def _on_moment_changed(self) -> None:
        if self._session.moment_index is not None:
            self._rests_at = None

    def _on_passed(self, position_ms: int) -> None:
        video = self._session.video
        if not video.is_ready:
            self._take(frozenset())
            return
        if self._rests_at is not None:
            self._wake(position_ms)
        self._take(self._moments.at(self._ahead(position_ms)).moments)

    def _ahead(self, position_ms: int) -> int:
        video = self._session.video
        if video.player is None or video.state is not PlayerState.PLAYING:
            return position_ms
        return position_ms + round(LEAD_MS * video.player.rate)

    def _wake(self, position_ms: int) -> None:
        assert self._rests_at is not None
        if self._session.video.state is PlayerState.PLAYING:
            self._rests_at = None
        elif self._rests_at == NOWHERE:
            self._rests_at = position_ms
        elif abs(position_ms - self._rests_at) > ARRIVED_MS:
            self._rests_at = None

    def _take(self, current: frozenset[int]) -> None:
        if current != self.current:
            self.current = current
            self._has_come_back = False
            self.changed.emit()
