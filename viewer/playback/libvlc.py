"""Finding libVLC and starting it, or saying why it cannot be had.

libVLC is loaded only when asked for, which is after the first paint: the notes never wait for
it, and are readable without it.
"""

import contextlib
import ctypes
import importlib
import logging
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viewer.errors import PlaybackError
from viewer.obtaining import LIBVLC, brings_libvlc, how_to_get
from viewer.playback.vlc_on_windows import CHOICE, choose_library, usual_folders

NOT_FOUND = "The video engine libVLC was not found."
DAMAGED = (
    "The video engine libVLC was found but cannot be used: it is damaged, or made for another "
    "kind of processor."
)
OLDEST = (3, 0, 0)
SAFE_SINCE = (3, 0, 21)
FIRST_UNKNOWN = (4, 0, 0)

QUIET = ("--quiet", "--no-stats", "--no-video-title-show", "--no-osd", "--no-snapshot-preview")
HANDS_OFF = ("--no-keyboard-events", "--no-mouse-events", "--no-disable-screensaver")
# Found to be opened, run or asked for beside the video: threats-and-faults, T8 and T9.
NOTHING_BUT_THE_FILE = (
    "--ignore-config",
    "--no-lua",
    "--no-sub-autodetect-file",
    "--no-mkv-preload-local-dir",
    "--no-metadata-network-access",
    "--no-auto-preparse",
    "--no-media-library",
)
# libVLC's second of read-ahead makes every change of rate or place take a second to be seen.
PROMPT = ("--file-caching=300",)
# Without a GPU, OpenGL is computed: measured 160 MB for 75, 28 % CPU for 8. Only without Xlib
# does libVLC leave it alone: `--vout` is overruled by the window it is given. And each video
# would be tried on libVDPAU, which says on stderr that there is no driver.
WITHOUT_GPU = ("--no-xlib",)
MEDIA_WITHOUT_GPU = (":avcodec-hw=none",)
# libVLC starts a dozen threads for a video, and glibc keeps what each has freed: measured over a
# thousand videos 95 MB more, with two arenas for all threads 33 MB. See mallopt(3).
M_ARENA_MAX, ARENAS = -8, 2


@dataclass(frozen=True, slots=True)
class LibVlc:
    """libVLC, running.

    `warning` is for the reader: empty, or why to update. `media_options` go with each video.
    """

    module: Any
    instance: Any
    version: str
    warning: str = ""
    media_options: tuple[str, ...] = ()


def load_libvlc(*, audio_output: str = "", extra: Sequence[str] = ()) -> LibVlc:
    """Import python-vlc, start libVLC and return both.

    `audio_output` names libVLC's module for sound ("dummy" for none); empty lets it choose, or
    be silent where there is nothing to hear it with.
    Raises PlaybackError with a whole sentence and a hint for every way this is known to fail.
    """
    module = _imported()
    _share_memory()
    version = _version(module)
    aout = audio_output or ("" if _has_sound() else "dummy")
    sound = (f"--aout={aout}",) if aout else ()
    wanted = (
        *QUIET,
        *HANDS_OFF,
        *NOTHING_BUT_THE_FILE,
        *PROMPT,
        *options_for_this_screen(),
        *sound,
    )
    instance = _started(module, (*wanted, *extra))
    media_options = () if _has_gpu() else MEDIA_WITHOUT_GPU
    return LibVlc(module, instance, _named(version), _warning(version), media_options)


def libvlc_version() -> str:
    """Return the version of the libVLC there is, without starting it.

    Raises PlaybackError where there is none of use.
    """
    return _named(_version(_imported()))


def _imported() -> Any:
    """Return python-vlc, whatever it does at import when libVLC is not as it should be.

    python-vlc 3.0 raises NotImplementedError when it finds no library, leaves by SystemExit
    when PYTHON_VLC_LIB_PATH is wrong, and by OSError or AttributeError when the library is of
    another architecture or not libVLC.
    """
    ours = _chosen_on_windows() if sys.platform == "win32" else ""
    try:
        with _silenced():
            return importlib.import_module("vlc")
    except ModuleNotFoundError as error:
        raise PlaybackError(
            "Python's side of the video engine (python-vlc) is not installed.",
            hint="Install Notereel again, or run: pip install python-vlc",
        ) from error
    except SystemExit as error:
        if ours:
            os.environ.pop(CHOICE)  # It may be another one that is there the next time.
            raise PlaybackError(DAMAGED, hint=how_to_get(LIBVLC)) from error
        if brings_libvlc():
            raise PlaybackError(NOT_FOUND, hint=how_to_get(LIBVLC)) from error
        raise PlaybackError(
            f"The video engine is not where {CHOICE} says it is.",
            hint="Correct that environment variable, or remove it.",
        ) from error
    except (NotImplementedError, ImportError) as error:
        raise PlaybackError(NOT_FOUND, hint=how_to_get(LIBVLC)) from error
    except (OSError, AttributeError) as error:
        raise PlaybackError(DAMAGED, hint=how_to_get(LIBVLC)) from error


def _chosen_on_windows() -> str:
    """Choose the library to load; return its path, "" where a person has chosen."""
    ours = choose_library(usual_folders(os.environ), os.environ)
    if not ours and CHOICE not in os.environ:
        raise PlaybackError(NOT_FOUND, hint=how_to_get(LIBVLC))
    return ours


def _share_memory() -> None:
    """Have threads give memory back to one another, where the C library is glibc."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(AttributeError, OSError):
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)


def give_back_memory() -> None:
    """Have the system take back what is free, where the C library is glibc; takes some ms."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)


@contextlib.contextmanager
def _silenced() -> Iterator[None]:
    """Keep python-vlc's logging of what it could not find off the terminal."""
    log = logging.getLogger("vlc")
    was = log.disabled
    log.disabled = True
    try:
        yield
    finally:
        log.disabled = was


def _version(module: Any) -> tuple[int, ...]:
    numbers = re.match(rb"(\d+)\.(\d+)\.(\d+)", module.libvlc_get_version())
    version = tuple(int(number) for number in numbers.groups()) if numbers else (0, 0, 0)
    if version < OLDEST:
        raise PlaybackError(
            f"The video engine libVLC {_named(version)} is too old; version 3 is needed.",
            hint=how_to_get(LIBVLC),
        )
    if version >= FIRST_UNKNOWN:
        raise PlaybackError(
            f"The video engine libVLC {_named(version)} is newer than this program knows.",
            hint=f"It needs version 3, which can be installed beside it. {how_to_get(LIBVLC)}",
        )
    return version


def _named(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _warning(version: tuple[int, ...]) -> str:
    if version >= SAFE_SINCE:
        return ""
    return (
        f"The video engine libVLC {_named(version)} has known security holes. "
        f"Update it to {_named(SAFE_SINCE)} or later."
    )


def _started(module: Any, options: Sequence[str]) -> Any:
    """Start libVLC; one option it does not know makes it refuse to start, so drop those."""
    with _stderr_closed():
        instance = module.Instance(list(options)) or module.Instance(_known(module, options))
    if instance is None:
        raise PlaybackError(
            "The video engine libVLC was found but does not start: its plugins are missing.",
            hint=how_to_get(LIBVLC),
        )
    return instance


@contextlib.contextmanager
def _stderr_closed() -> Iterator[None]:
    """Keep what C code prints off the terminal: libVLC names each unknown option on stderr."""
    try:
        stderr = os.dup(2)
    except OSError:  # a program without a terminal, on Windows
        yield
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
        os.close(nothing)


def _known(module: Any, options: Sequence[str]) -> list[str]:
    known = []
    for option in options:
        instance = module.Instance(["--quiet", option])
        if instance is not None:
            instance.release()
            known.append(option)
    return known


def options_for_this_screen() -> tuple[str, ...]:
    """Return what libVLC has to be told about the screen."""
    return () if _has_gpu() else WITHOUT_GPU


def _has_gpu() -> bool:
    is_linux = sys.platform.startswith("linux")
    return not is_linux or any(Path("/dev/dri").glob("render*"))


def _has_sound() -> bool:
    """Tell whether sound has somewhere to go.

    Where it has not, ALSA says so on stderr some hundred times a second, for ever.
    """
    if not sys.platform.startswith("linux"):
        return True
    session = Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere"))
    servers = (session / "pulse" / "native", session / "pipewire-0", Path("/dev/snd"))
    return "PULSE_SERVER" in os.environ or any(server.exists() for server in servers)
