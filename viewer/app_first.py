"""What a newcomer's first steps need of the program; made after the first paint."""

from datetime import date
from functools import partial

from viewer.paths import Paths
from viewer.session.first_steps import FirstSteps, Need, Surroundings
from viewer.session.session import Session
from viewer.video.around import Run

PARTS = {
    "libVLC": ("Video engine", "libVLC", "plays the videos"),
    "yt-dlp": ("Downloader", "yt-dlp", "works only when you ask for a video"),
    "JavaScript runtime": ("JavaScript runtime", "deno", "for downloads from YouTube"),
    "ffmpeg": ("Converter", "ffmpeg", "downloads do without it"),
}
"""By the doctor's name of each part: ours, the program, and what it is for."""


def first_steps(session: Session, paths: Paths, run: Run) -> FirstSteps:
    """Make them; nothing is looked at yet."""
    return FirstSteps(session, partial(look_around, paths), run)


def look_around(paths: Paths) -> Surroundings:
    """Return what the doctor finds that concerns a newcomer; takes some tenths of a second."""
    from viewer.playback.libvlc import libvlc_version
    from viewer.verbs.doctor import examine

    # Started it is already, or it does not start: then the session knows why.
    report = examine(paths, date.today(), libvlc_version)
    parts = {part.name: part for part in report.parts}
    needs = []
    for name, about in PARTS.items():
        part = parts[name]
        version = part.version if not part.missing else ""
        needs.append(Need(*about, version, part.missing, part.hint))
    return Surroundings(needs[0], tuple(needs[1:]), str(paths.cache), str(report.cache))
