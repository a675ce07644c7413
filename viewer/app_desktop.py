"""What the desktop shows of the open video, and what its media keys do."""

from __future__ import annotations

import math
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viewer.desktop.playing import Playing, Status, plain
from viewer.errors import ViewerError
from viewer.playback.player import PlayerState

if TYPE_CHECKING:
    from collections.abc import Callable

    from viewer.commands.catalogue import Catalogue
    from viewer.desktop.mpris import Mpris
    from viewer.events import Post
    from viewer.session.session import Session
    from viewer.ui.main_window import MainWindow
    from viewer.video.around import Run

RUN = {"PlayPause": "toggle_playing", "Next": "next_moment", "Previous": "previous_moment"}
"""What the desktop asks for that is a command of ours."""


class Desktop:
    """Tells a Linux desktop what is playing, and grants what its keys and panels ask for."""

    def __init__(
        self,
        session: Session,
        catalogue: Catalogue,
        window: MainWindow,
        post: Post,
        now_ms: Callable[[], int],
    ) -> None:
        self._session, self._catalogue, self._window = session, catalogue, window
        self._post, self._now_ms = post, now_ms
        self._mpris: Mpris | None = None
        self._is_begun = False

    def begin(self, run: Run) -> None:
        """Look out for the first video that plays, where the desktop has a bus."""
        from viewer.desktop.bus import has_bus

        if not sys.platform.startswith("linux") or not has_bus():
            return
        update = partial(self._update, run)
        video = self._session.video
        for event in (video.state_changed, video.status_changed, video.turned):
            event.connect(update)
        video.duration_known.connect(lambda _ms: update())

    def close(self) -> None:
        """Tell nothing more."""
        if self._mpris is not None:
            self._mpris.close()
            self._mpris = None

    def _update(self, run: Run) -> None:
        if self._mpris is not None:
            self._mpris.show(self.playing())
        elif not self._is_begun and self._session.video.state is PlayerState.PLAYING:
            self._is_begun = True
            # Loading it would hold the window for longer than a frame.
            run(_load_mpris, self._on_loaded, self._session.tell)

    def _on_loaded(self, make: type[Mpris]) -> None:
        self._mpris = make(self._post, self._now_ms, self.grant)
        self._mpris.show(self.playing())

    def playing(self) -> Playing:
        """Return what is playing now."""
        video, page = self._session.video, self._session.page
        player = video.player
        if player is None or page is None or not video.is_ready:
            return Playing()
        is_playing = video.state is PlayerState.PLAYING
        picture = video.aside.thumbnail
        return Playing(
            Status.PLAYING if is_playing else Status.PAUSED,
            video.key,
            plain(page.note.title),
            Path(picture).absolute().as_uri() if picture else "",
            video.duration_ms,
            video.position_ms(),
            self._now_ms(),
            player.rate,
            0.0 if player.is_muted else player.volume / 100,
        )

    def grant(self, name: str, value: Any) -> None:
        """Do what the desktop wishes for; what is in the way is told to the reader."""
        from viewer.ui.application import come_to_front

        if name == "Raise":
            come_to_front(self._window)
        elif name == "Quit":
            self._window.close()
        elif name in RUN:
            self._catalogue.run(RUN[name], self._session)
        else:
            try:
                self._turn(name, value)
            except ViewerError as error:
                self._session.refuse(error)

    def _turn(self, name: str, value: Any) -> None:
        video = self._session.video
        is_playing = video.state is PlayerState.PLAYING
        match name:
            case "Play" if not is_playing:
                video.toggle_playing()
            case "Pause" | "Stop" if is_playing:
                video.toggle_playing()
            case "Seek":
                video.seek_by(value)
            case "SetPosition" if value is not None:
                video.go_to(value, play=None)
            case "Rate" if value == 0 and is_playing:
                video.toggle_playing()
            case "Rate" if value > 0:
                video.set_rate(value)
            case "Volume" if math.isfinite(value):
                video.set_volume(round(value * 100))


def _load_mpris() -> type[Mpris]:
    from viewer.desktop.mpris import Mpris

    return Mpris
