"""How the picture lies in its pane: its shape, and how large it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from viewer.errors import UsageError
from viewer.playback.contents import Zoom
from viewer.session.notice import Notice

if TYPE_CHECKING:
    from viewer.session.session import Session

ASPECTS = ("", "16:9", "4:3", "1:1", "16:10", "2.35:1", "9:16")
HINT_SHAPE = "Write it as width to height, 16:9 or 2.35:1, or say auto."
_ASPECT = re.compile(r"(\d{1,3}(?:\.\d{1,3})?):(\d{1,3})")
_WIDEST = 10


class Looks:
    """Tells the player; the pane tells here what shape it has."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._shape = (0, 0)
        session.video.contents_changed.connect(self._tell_shape)

    def fit(self, width: int, height: int) -> None:
        """Take it that the pane has this shape now."""
        self._shape = (width, height)
        self._tell_shape()

    def set_aspect(self, aspect: str) -> None:
        """Show the picture in this shape, as in 16:9; empty or "auto" is the video's own.

        Raises UsageError when it is none that a picture can have.
        """
        aspect = "" if aspect == "auto" else aspect
        if aspect:
            found = _ASPECT.fullmatch(aspect)
            share = float(found[1]) / float(found[2] or 1) if found and int(found[2]) else 0.0
            if not 1 / _WIDEST <= share <= _WIDEST:
                raise UsageError(f"“{aspect}” is not the shape of a picture.", hint=HINT_SHAPE)
        self._session.video.choose(aspect=aspect)
        self._session.tell(Notice(f"Shape of the picture: {aspect or 'its own'}."))

    def next_aspect(self) -> None:
        """Show the picture in the next of the usual shapes."""
        now = self._session.video.choice.aspect
        place = ASPECTS.index(now) + 1 if now in ASPECTS else 0
        self.set_aspect(ASPECTS[place % len(ASPECTS)])

    def set_zoom(self, zoom: Zoom) -> None:
        """Show the picture in this size."""
        self._tell_shape()
        self._session.video.choose(zoom=zoom)
        self._session.tell(Notice(f"Size of the picture: {zoom}."))

    def _tell_shape(self) -> None:
        player = self._session.video.player
        if player is not None and all(self._shape):
            player.fit(*self._shape)
