"""What libVLC finds in a video, and what it is told to play of it.

A video is loaded again whenever it goes to its first frame or comes back from its end, and libVLC
forgets then what was chosen: `options` say it to the new load, `renew` says the rest once it runs.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from viewer.playback.contents import Choice, Contents, MediaTrack, Zoom

TRACKS_AT_MOST = 40
CHAPTERS_AT_MOST = 500
LETTERS_AT_MOST = 120
# libVLC's own names: `Track 1 - [English]`.
NUMBERED = re.compile(r"Track \d+ - \[(.+)\]")
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
SCALES = {Zoom.HALF: 0.5, Zoom.NATURAL: 1.0, Zoom.DOUBLE: 2.0}


class VlcTracks:
    """The tracks and the shape of one libVLC player's video."""

    def __init__(self, module: Any, player: Any) -> None:
        self._vlc = module
        self._player = player
        self._choice = Choice()
        self._window = (16, 9)
        self._files: dict[Path, int] = {}
        self._awaited: Path | None = None
        self._is_new = True

    def options(self, media: Any) -> None:
        """Give a media that is about to be loaded what was chosen."""
        choice = self._choice
        self._files, self._awaited, self._is_new = {}, None, True
        media.add_option(":sub-language=none")  # Or libVLC would choose for us.
        if isinstance(choice.subtitles, int):
            media.add_option(f":sub-track-id={choice.subtitles}")

    def renew(self) -> None:
        """Say what a load cannot be told, once it is there."""
        if self._is_new:
            self._is_new = False
            if self._choice.audio is not None:
                self._player.audio_set_track(self._choice.audio)
            self._show_delay()
            self._show_subtitles(self._choice)
            self.show_shape()

    def choose(self, choice: Choice) -> None:
        """Play this of the video."""
        before, self._choice = self._choice, choice
        if choice.audio != before.audio and choice.audio is not None:
            self._player.audio_set_track(choice.audio)
        if choice.subtitles != before.subtitles:
            self._show_subtitles(choice)
        if choice.delay_ms != before.delay_ms:
            self._show_delay()
        if (choice.aspect, choice.zoom) != (before.aspect, before.zoom):
            self.show_shape()

    def fit(self, width: int, height: int) -> None:
        """Take it that the window has this shape."""
        self._window = (max(1, width), max(1, height))
        if self._choice.zoom is Zoom.FILL:
            self.show_shape()

    def show_shape(self) -> None:
        """Give the picture the shape and size that were chosen."""
        choice = self._choice
        crop = "{}:{}".format(*self._window) if choice.zoom is Zoom.FILL else None
        self._player.video_set_aspect_ratio(choice.aspect or None)
        self._player.video_set_crop_geometry(crop)
        self._player.video_set_scale(SCALES.get(choice.zoom, 0.0))

    def contents(self) -> Contents:
        """Return what is in the loaded video."""
        player = self._player
        self._learn()
        return Contents(
            has_pictures=bool(_tracks(player.video_get_track_description())),
            audio=_tracks(player.audio_get_track_description()),
            subtitles=tuple(
                track
                for track in _tracks(player.video_get_spu_description())
                if track.number not in self._files.values()
            ),
            chapters=self._chapters(),
        )

    def _chapters(self) -> tuple[tuple[int, str], ...]:
        try:
            found = list(self._player.get_full_chapter_descriptions(-1) or ())
        except ValueError:  # python-vlc makes an array of -1 where libVLC knows of none.
            return ()
        return tuple(
            sorted(
                (max(0, each.time_offset), _plain(each.name) or f"Chapter {number}")
                for number, each in enumerate(found[:CHAPTERS_AT_MOST], 1)
            )
        )

    def _show_delay(self) -> None:
        self._player.video_set_spu_delay(self._choice.delay_ms * 1000)

    def _show_subtitles(self, choice: Choice) -> None:
        self._learn()
        wanted = choice.subtitles
        if isinstance(wanted, Path) and wanted not in self._files:
            if self._awaited != wanted:
                self._awaited = wanted
                self._player.add_slave(self._vlc.MediaSlaveType.subtitle, _uri(wanted), True)
            return
        number = self._files[wanted] if isinstance(wanted, Path) else wanted
        self._player.video_set_spu(-1 if number is None else number)

    def _learn(self) -> None:
        """See under which number the file came in that was given last."""
        shown = self._player.video_get_spu() if self._awaited else -1
        listed = {track.number for track in _tracks(self._player.video_get_spu_description())}
        if self._awaited and shown in listed and shown not in self._files.values():
            self._files[self._awaited], self._awaited = shown, None


def _tracks(listed: Iterable[tuple[int, bytes | None]]) -> tuple[MediaTrack, ...]:
    """Return the tracks of one kind; libVLC's first is always "none of them"."""
    found = [MediaTrack(number, _plain(name)) for number, name in listed or () if number >= 0]
    return tuple(found[:TRACKS_AT_MOST])


def _plain(name: bytes | None) -> str:
    text = UNSEEN.sub(" ", (name or b"").decode("utf-8", "replace")).strip()
    numbered = NUMBERED.fullmatch(text)
    return (numbered[1] if numbered else text)[:LETTERS_AT_MOST]


def _uri(file: Path) -> str:
    return file.absolute().as_uri()
