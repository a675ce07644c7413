"""What is heard and read of the open video: its audio, and subtitles inside it and beside it.

Once switched on, subtitles come with the next video, too. Those beside a video are never given to
the player as they lie there: libVLC reads every form ever made, in C, and knows fonts and colours.
The transcript's worker makes a plain copy first.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.errors import PlaybackError, UsageError, ViewerError
from viewer.playback.contents import MediaTrack
from viewer.session.notice import Notice
from viewer.session.subtitle_track import SubtitleTrack, beside, ranked

if TYPE_CHECKING:
    from viewer.session.session import Session
    from viewer.session.transcript import Transcript

LATEST_MS = 600_000
NO_SUBTITLES = PlaybackError(
    "This video has no subtitles.",
    hint="A file beside it is found by its name: lecture.srt, lecture.en.vtt.",
)


@dataclass(frozen=True, slots=True)
class Subtitles:
    """Subtitles that can be had: a number inside the video, or a file beside it."""

    name: str
    source: int | Path


class Tracks:
    """Follows the session's video; what is chosen holds until another video comes."""

    def __init__(self, session: Session, transcript: Transcript) -> None:
        self._session = session
        self._transcript = transcript
        self._chosen: Subtitles | None = None
        self.is_on = False
        session.video.contents_changed.connect(self._on_contents)

    # Subtitles

    @property
    def subtitles(self) -> tuple[Subtitles, ...]:
        """All subtitles of the open video: those beside it, the likeliest first, then its own."""
        languages = self._session.settings.subtitle_languages
        found = ranked(beside(self._session.video.aside.tracks), languages)
        inside = self._session.video.contents.subtitles
        return (
            *(Subtitles(_name_of(each), Path(each.file)) for each in found),
            *(Subtitles(each.name or "In the video", each.number) for each in inside),
        )

    @property
    def chosen(self) -> Subtitles | None:
        """The subtitles that are shown; None while they are off."""
        return self._chosen if self.is_on else None

    @property
    def delay_ms(self) -> int:
        """How much later than written the subtitles come; below 0 earlier."""
        return self._session.video.choice.delay_ms

    def toggle(self) -> None:
        """Show subtitles, those of last time or the first, or none."""
        if self.is_on:
            self.is_on = False
            self._session.video.choose(subtitles=None)
            self._session.tell(Notice("Subtitles off."))
        else:
            found = self._found()
            self._show(self._chosen if self._chosen in found else found[0])

    def next(self) -> None:
        """Show the next subtitles; after the last come the first."""
        found = self._found()
        place = found.index(self._chosen) + 1 if self.is_on and self._chosen in found else 0
        self._show(found[place % len(found)])

    def pick(self, number: int) -> None:
        """Show the subtitles of this number, counted from 1.

        Raises UsageError when there are none of this number.
        """
        found = self._found()
        if not 1 <= number <= len(found):
            names = ", ".join(f"{place} {each.name}" for place, each in enumerate(found, 1))
            raise UsageError(f"There are no subtitles {number}.", hint=f"There are: {names}.")
        self._show(found[number - 1])

    def delay(self, by_ms: int) -> None:
        """Have the subtitles come later, or earlier with a number below 0."""
        delay_ms = max(-LATEST_MS, min(LATEST_MS, self.delay_ms + by_ms))
        self._session.video.choose(delay_ms=delay_ms)
        self._session.tell(Notice(_delay_words(delay_ms)))

    # Audio

    def next_audio(self) -> None:
        """Hear the next audio track; after the last comes the first.

        Raises PlaybackError where there is only one.
        """
        tracks = self._session.video.contents.audio
        if len(tracks) < 2:
            raise PlaybackError(f"This video has {'one' if tracks else 'no'} audio track.")
        numbers = [each.number for each in tracks]
        heard = self._session.video.choice.audio
        place = numbers.index(heard) if heard in numbers else 0
        self._hear(tracks[(place + 1) % len(tracks)])

    def pick_audio(self, number: int) -> None:
        """Hear the audio track of this number, counted from 1.

        Raises UsageError when there is none.
        """
        tracks = self._session.video.contents.audio
        if not 1 <= number <= len(tracks):
            raise UsageError(f"This video has no audio track {number}.")
        self._hear(tracks[number - 1])

    # Inside

    def _hear(self, track: MediaTrack) -> None:
        self._session.video.choose(audio=track.number)
        self._session.tell(Notice(f"Audio: {track.name}."))

    def _found(self) -> tuple[Subtitles, ...]:
        if not (found := self.subtitles):
            raise NO_SUBTITLES
        return found

    def _show(self, wanted: Subtitles, *, is_quiet: bool = False) -> None:
        self.is_on, self._chosen = True, wanted
        if isinstance(wanted.source, int):
            self._put_in(wanted, wanted.source, is_quiet)
        else:
            key = self._session.video.key
            self._transcript.plain_copy(
                wanted.source,
                lambda file: self._on_plain(key, wanted, file, is_quiet),
                self._on_refused,
            )

    def _on_plain(self, key: str, wanted: Subtitles, file: Path, is_quiet: bool) -> None:
        if (self._session.video.key, self.chosen) == (key, wanted):
            self._put_in(wanted, file, is_quiet)

    def _put_in(self, wanted: Subtitles, source: int | Path, is_quiet: bool) -> None:
        if self._session.video.is_ready:
            self._session.video.choose(subtitles=source)
        if not is_quiet:
            self._session.tell(Notice(f"Subtitles: {wanted.name}."))

    def _on_refused(self, error: ViewerError) -> None:
        self.is_on = False
        self._session.tell(error)

    def _on_contents(self) -> None:
        """Go on showing subtitles in a video that came after another."""
        self._chosen = None
        if self.is_on and (found := self.subtitles):
            self._show(found[0], is_quiet=True)


def _name_of(track: SubtitleTrack) -> str:
    language = track.language or track.name
    return f"{language}, automatic" if track.is_automatic else language


def _delay_words(delay_ms: int) -> str:
    if not delay_ms:
        return "Subtitles come when they are written to."
    way = "later" if delay_ms > 0 else "earlier"
    return f"Subtitles come {abs(delay_ms) / 1000:.1f} s {way}."
