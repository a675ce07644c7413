"""How a video is heard and seen: its loudness, the tracks and the shape that were chosen.

It outlives the deck: the next video is as loud, and finds the window as large.
"""

from viewer.playback.contents import Choice, Contents
from viewer.playback.player_port import PlayerEvents
from viewer.playback.ranges import volume_within
from viewer.playback.vlc_deck import Deck


class Presentation:
    """What a player presents the deck with that it has in use."""

    def __init__(self) -> None:
        self.events = PlayerEvents()
        self.volume = 100
        self.is_muted = False
        self.contents = Contents()
        self.choice = Choice()
        self._shape = (0, 0)
        self._deck: Deck | None = None

    def set_volume(self, percent: int) -> None:
        """Play this loud, 0 to 125."""
        self.volume = volume_within(percent)
        if self._deck:
            self._deck.set_volume(self.volume, muted=self.is_muted)

    def set_muted(self, muted: bool) -> None:
        """Fall silent, or speak again."""
        self.is_muted = muted
        self.set_volume(self.volume)

    def fit(self, width: int, height: int) -> None:
        """Take it that the window has this shape now."""
        self._shape = (width, height)
        if self._deck is not None:
            self._deck.tracks.fit(width, height)

    def _look_inside(self) -> None:
        assert self._deck
        self._deck.tracks.renew()
        if self.contents == Contents():
            self.contents = self._deck.tracks.contents()
            self.events.contents_known.emit()
