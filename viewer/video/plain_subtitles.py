"""Subtitles beside a video as the player may have them: SubRip that we wrote, and nothing else.

libVLC reads every form of subtitles ever made, in C, and its SubRip knows fonts and colours. What
lies beside a video is strange to us, so it is read here, mended, and written anew.
"""

import hashlib
from pathlib import Path

from viewer.errors import VideoError
from viewer.video.captions import BYTES_AT_MOST, cues_of, mended

READABLE = (".vtt", ".srt")
HINT_FORMS = "Subtitles beside a video may be WebVTT or SubRip files: .vtt, .srt."

_NO_MARKUP = str.maketrans({"<": "‹", ">": "›", "{": "(", "}": ")", "\\": "⧵"})


def plain_subtitles(file: Path, folder: Path) -> Path:
    """Write a track's cues as plain SubRip into a folder of ours; return the file there.

    Raises VideoError when it cannot be read, or is not what it seems.
    """
    if file.suffix.lower() not in READABLE:
        raise VideoError(f"“{file.name}” cannot be shown.", hint=HINT_FORMS)
    content = _read(file)
    target = folder / f"{hashlib.sha256(content).hexdigest()[:32]}.srt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Written anew each time: what is named like ours need not be ours.
        unfinished = target.with_suffix(".part")
        unfinished.write_text(as_subrip(content), encoding="utf-8")
        unfinished.replace(target)
    except OSError as error:
        raise VideoError(f"The subtitles cannot be made ready: {error.strerror}.") from error
    return target


def as_subrip(content: bytes) -> str:
    """Return WebVTT or SubRip as SubRip without markup, mended.

    Raises VideoError when it is neither, or too large.
    """
    if not content.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        content = b"WEBVTT\n\n" + content.removeprefix(b"\xef\xbb\xbf")
    cues = list(cues_of(mended(content).encode()))
    if not cues:
        raise VideoError("There are no subtitles in this file.", hint=HINT_FORMS)
    return "".join(
        f"{number}\n{_clock(cue.start_ms)} --> {_clock(cue.end_ms)}\n"
        + "".join(f"{_plain(line)}\n" for line in cue.lines)
        + "\n"
        for number, cue in enumerate(cues, 1)
    )


def _read(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise VideoError(f"“{file.name}” is not there any more.")
        with file.open("rb") as stream:
            return stream.read(BYTES_AT_MOST + 1)
    except OSError as error:
        raise VideoError(f"“{file.name}” cannot be read: {error.strerror}.") from error


def _plain(line: str) -> str:
    """Return a line that libVLC takes for text: it reads `<…>` and `{…}` as markup."""
    return line.translate(_NO_MARKUP)


def _clock(time_ms: int) -> str:
    seconds, thousandths = divmod(time_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02},{thousandths:03}"
