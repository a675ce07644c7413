"""The subtitles that there are for a video, and which of them are taken first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from viewer.video.aside import Track

INSIDE = "inside:"


@dataclass(frozen=True, slots=True)
class SubtitleTrack:
    """Subtitles of the open video: a file beside it, or with `index` a stream inside it.

    `name` tells it from the video's others, and stays when the video is moved.
    """

    name: str
    language: str
    title: str = ""
    is_automatic: bool = False
    file: str = ""
    index: int = -1

    @property
    def is_inside(self) -> bool:
        """Whether it is a part of the video's file."""
        return self.name.startswith(INSIDE)


def beside(tracks: Iterable[Track]) -> tuple[SubtitleTrack, ...]:
    """Return the tracks that lie beside a video."""
    return tuple(
        SubtitleTrack(
            Path(each.file).name, each.language, is_automatic=each.is_automatic, file=each.file
        )
        for each in tracks
    )


def inside(tracks: Iterable[Sequence[object]]) -> tuple[SubtitleTrack, ...]:
    """Return the tracks inside a video, as the worker names them: index, language, title."""
    return tuple(
        SubtitleTrack(f"{INSIDE}{index}", str(language), str(title), index=int(str(index)))
        for index, language, title in tracks
    )


def ranked(tracks: Iterable[SubtitleTrack], languages: Sequence[str]) -> list[SubtitleTrack]:
    """Return tracks, the likeliest first: by language, then a person's before automatic ones."""

    def rank(track: SubtitleTrack) -> tuple[int, bool, bool]:
        short = track.language.casefold().partition("-")[0]
        wished = [each.casefold().partition("-")[0] for each in languages]
        place = wished.index(short) if short in wished else len(wished)
        return place, track.is_automatic, track.is_inside

    return sorted(tracks, key=rank)
