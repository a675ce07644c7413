"""The deck: libVLC's player with one video in it, its units and its oddities put right.

It does as it is told and judges nothing; `VlcPlayer` decides. What happens inside is told on
libVLC's own threads, from where libVLC must not be called (python-vlc, issue 77).
"""

import sys
from collections.abc import Callable
from enum import Enum, auto
from fractions import Fraction
from functools import partial
from typing import Any

from viewer.playback.landing import LoadedTo
from viewer.playback.libvlc import LibVlc, give_back_memory
from viewer.playback.player import Playable
from viewer.playback.vlc_tracks import VlcTracks


class DeckNews(Enum):
    """What a deck tells, with a value in ms where one belongs to it."""

    LENGTH = auto()
    TIME = auto()
    ENDED = auto()
    BROKE = auto()


class Deck:
    """One video in libVLC, from loading to letting go."""

    def __init__(
        self, libvlc: LibVlc, window: int, tell: Callable[["Deck", DeckNews, int], None]
    ) -> None:
        self._vlc = libvlc.module
        self._instance = libvlc.instance
        self._media_options = libvlc.media_options
        self.rate = 1.0
        self._runs = self._is_retired = self._is_fresh = False
        self.stays = False
        """Whether the video that is in stands at its end, rather than end."""
        self._volume, self._is_muted, self._is_hushed = 100, False, False
        self._player: Any = libvlc.instance.media_player_new()
        self._player.video_set_mouse_input(False)
        self._player.video_set_key_input(False)
        self.tracks = VlcTracks(libvlc.module, self._player)
        if window:
            self._draw_into(window)
        self._subscribe(partial(tell, self))

    def _subscribe(self, tell: Callable[[DeckNews, int], None]) -> None:
        kinds, events = self._vlc.EventType, self._player.event_manager()

        def subscribe(kind: Any, news: DeckNews, value: Callable[[Any], int]) -> None:
            events.event_attach(kind, lambda event: tell(news, value(event)))

        subscribe(kinds.MediaPlayerLengthChanged, DeckNews.LENGTH, lambda e: e.u.new_length)
        subscribe(kinds.MediaPlayerTimeChanged, DeckNews.TIME, lambda e: e.u.new_time)
        subscribe(kinds.MediaPlayerEndReached, DeckNews.ENDED, lambda _: 0)
        subscribe(kinds.MediaPlayerEncounteredError, DeckNews.BROKE, lambda _: 0)

    def _draw_into(self, window: int) -> None:
        if sys.platform == "win32":
            self._player.set_hwnd(window)
        elif sys.platform == "darwin":
            self._player.set_nsobject(window)
        else:
            self._player.set_xwindow(window)

    def load(self, playable: Playable, start_ms: int, to: LoadedTo) -> None:
        """Put a video in at a time, running or standing; also takes out one that had ended.

        To show its first frame it must step or run; one that stays stands at its end, rather than
        end, and the log tells.
        """
        media = self._instance.media_new_path(str(playable.file))
        media.add_option(f":demux={playable.demuxer},none")
        for option in self._media_options:
            media.add_option(option)
        media.add_option(f":start-time={start_ms / 1000:.3f}")
        self.tracks.options(media)
        self._runs = to is not LoadedTo.SHOW_FIRST
        self._is_fresh = to is not LoadedTo.RUN
        self.stays = to is LoadedTo.STAY_AT_END
        if to is LoadedTo.SHOW_FIRST:
            media.add_option(":start-paused")
        if self.stays:
            media.add_option(":play-and-pause")
        self._player.set_media(media)
        media.release()
        self._player.play()

    def run(self) -> None:
        """Let it run."""
        self._runs, self._is_fresh = True, False
        self._player.set_pause(0)

    def hold(self) -> None:
        """Let it stand."""
        self._runs = False
        self._player.set_pause(1)

    def stop_short(self) -> None:
        """Stand for a turn, whatever was ordered; from a timer's thread."""
        if not self._is_retired:
            self._player.set_pause(1)

    def carry_on(self) -> None:
        """Do as was ordered: there was no turn after all."""
        if self._runs and not self._is_retired:
            self._player.set_pause(0)

    def step(self) -> None:
        """Show the next picture, standing."""
        self._player.next_frame()

    def go_to(self, time_ms: int) -> None:
        """Run at another place, at natural rate; the log tells when it is there.

        At another rate libVLC would go wrong by the way from the last key frame, times the
        rate less one. And it would leap when the rate is changed, see `set_rate`, and show where to
        until it comes to the seek: so it stands meanwhile. Otherwise that it runs must be settled
        before it is sought in.
        """
        if self.rate == 1.0:
            self.set_rate(1.0)
            self.run()
            self._player.set_time(time_ms)
        else:
            self.hold()
            self.set_rate(1.0)
            self._player.set_time(time_ms)
            self.run()

    def set_rate(self, rate: float) -> None:
        """Run this fast, at the same pitch; what is decoded already is still shown at the old.

        libVLC takes the rate for one that holds since it last read from the file. Soon after a seek
        that may be a second ago, and four times the rate would leap by three; when it tells its
        time, it has just read.
        """
        self.rate = rate
        self._player.set_rate(rate)

    def set_volume(self, percent: int, *, muted: bool) -> None:
        """Be this loud."""
        self._volume, self._is_muted = percent, muted
        self._sound()

    def hush(self, hushed: bool) -> None:
        """Be silent for a moment, whatever the volume."""
        self._is_hushed = hushed
        self._sound()

    def _sound(self) -> None:
        self._player.audio_set_volume(self._volume)
        self._player.audio_set_mute(self._is_muted or self._is_hushed)

    def must_rewind_for(self, rate: float) -> bool:
        """Whether to throw away what libVLC has decoded before it runs this fast.

        For half a second it would show that at the old pace, or not at all where it was loaded
        standing, up to 400 ms beside our clock. A seek to where we are is the smaller hitch.
        """
        return self._is_fresh or rate == 1.0 != self.rate

    def frame_rate(self) -> Fraction | None:
        """Return the frames a second, None when there is no picture or the file does not say.

        libVLC gives a float; its tracks have the fraction, but python-vlc 3.0.21203 reads them
        from the wrong place (a union taken for a structure) and crashes.
        """
        frames_a_second = Fraction(self._player.get_fps()).limit_denominator(1001)
        return frames_a_second or None

    def take_picture(self, file: str) -> bool:
        """Write the picture on screen; waits for libVLC's threads, so not on the main thread."""
        return bool(self._player.video_take_snapshot(0, file, 0, 0) == 0)

    def retire(self) -> None:
        """Stop and let go; waits for libVLC's threads, so not on the main thread."""
        self._is_retired = True
        self._player.stop()
        self._player.release()
        give_back_memory()
