"""From loaded parts to one file that libVLC can seek in, and the look whether it is whole.

PyAV joins and rewrites, always with the same bytes for the same parts. The person's ffmpeg is
only asked where PyAV cannot.
"""

import importlib.util
import subprocess
from pathlib import Path

from viewer.errors import VideoError
from viewer.video import boxes
from viewer.video.failures import Failure
from viewer.video.programs import place_of
from viewer.video.sniff import look_at
from viewer.worker.fetch.failures import FetchError
from viewer.worker.fetch.parts import VIDEO_SUFFIXES
from viewer.worker.host import NO_WINDOW

NOT_A_VIDEO = "something that is no video"
_JOINING = ("-c", "copy", "-movflags", "+faststart", "-fflags", "+bitexact", "-f", "mp4")


def can_join(ffmpeg: str = "") -> bool:
    """Whether picture and sound can be joined here."""
    return _has_pyav() or bool(place_of("ffmpeg", ffmpeg))


def needs_writing(files: tuple[Path, ...]) -> bool:
    """Whether a new file has to be written of these; a single one may be good as it is.

    Raises FetchError when one is no video.
    """
    for file in files:
        try:
            demuxer = look_at(file).demuxer
        except VideoError as error:
            raise FetchError(Failure.REFUSED, str(error), where=NOT_A_VIDEO) from error
    return len(files) > 1 or demuxer == "ts" or boxes.layout_of(files[0], demuxer).is_fragmented


def write_video(files: tuple[Path, ...], folder: Path, ffmpeg: str) -> Path:
    """Write one file of the picture and the sound, or a single one anew; return it.

    Raises FetchError when nothing here can, or the parts are damaged; OSError of the disk.
    """
    target = folder / "video.mp4"
    if not _has_pyav():
        return _by_ffmpeg(files, target, ffmpeg)
    from viewer.video import container

    try:
        if len(files) > 1:
            return container.merge(files[0], files[1], target)
        return container.remux(files[0], target)
    except VideoError as error:
        if not place_of("ffmpeg", ffmpeg):
            raise FetchError(Failure.DAMAGED, str(error), gap="") from error
        return _by_ffmpeg(files, target, ffmpeg)


def fault_of(file: Path, expected_ms: int, *, may_pause: bool) -> str:
    """Return what is wrong with a video, empty when it is whole.

    With `may_pause` the picture may stand still: all bytes are known to be here.
    """
    try:
        if _has_pyav():
            from viewer.video import container

            return container.walk(file, expected_ms, may_pause=may_pause).fault
        promised = boxes.layout_of(file, look_at(file).demuxer).promised_bytes
    except VideoError as error:
        return str(error)
    return "it is cut short" if promised > file.stat().st_size else ""


def measured(file: Path) -> tuple[int, int]:
    """Return how long a video is in milliseconds, and how high; 0 where nobody can say."""
    if not _has_pyav():
        return 0, 0
    from viewer.video import container

    found = container.probe(file, look_at(file).demuxer)
    return found.duration_ms, found.height_px


def suffix_for(file: Path) -> str:
    """Return how a video's file is named that stays as it came."""
    by_container = {"mp4": ".mp4", "mkv": ".mkv", "ogg": ".ogv", "mpga": ".mp3"}
    suffix = file.suffix.lower()
    if suffix.removeprefix(".") in VIDEO_SUFFIXES:
        return suffix
    return by_container.get(look_at(file).demuxer, ".video")


def _has_pyav() -> bool:
    return importlib.util.find_spec("av") is not None


def _by_ffmpeg(files: tuple[Path, ...], target: Path, ffmpeg: str) -> Path:
    program = place_of("ffmpeg", ffmpeg)
    if not program:
        raise FetchError(Failure.NO_MERGER, "There is neither PyAV nor ffmpeg.")
    inputs = [word for file in files for word in ("-protocol_whitelist", "file", "-i", str(file))]
    kinds = (
        ("-map", "0:v:0", "-map", "1:a:0") if len(files) > 1 else ("-map", "0:v?", "-map", "0:a?")
    )
    done = subprocess.run(
        [program, "-nostdin", "-y", "-v", "error", *inputs, *kinds, *_JOINING, str(target)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False,
        creationflags=NO_WINDOW,
    )  # fmt: skip
    if done.returncode:
        raise FetchError(Failure.DAMAGED, done.stderr.strip()[-500:], gap="")
    return target
