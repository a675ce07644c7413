"""The yt-dlp a fetch uses: the one that came with the program, or the wheels of a newer one.

The rule to know: a wheel that cannot be read is no error to Python, which would go on to the next
copy without a word; so it is asked afterwards where it came from.
"""

import sys
from pathlib import Path

from viewer.errors import DownloaderError

_PACKAGES = ("yt_dlp", "yt_dlp_ejs")


def use_downloader(folder: str) -> str:
    """Import yt-dlp, from the wheels in this folder if one is named; return its version.

    Call it once, before anything else imports yt_dlp. Raises DownloaderError when there is none, or
    another one answers than the one that was named.
    """
    wheels = sorted(map(str, Path(folder).glob("*.whl"))) if folder else []
    if folder and not any(Path(wheel).name.startswith("yt_dlp-") for wheel in wheels):
        raise DownloaderError(f"There is no newer yt-dlp in “{folder}”.")
    sys.path[:0] = wheels
    try:
        import yt_dlp
        import yt_dlp.version
    except ImportError as error:
        raise DownloaderError(
            f"yt-dlp cannot be loaded: {error}.", hint="pip install yt-dlp yt-dlp-ejs"
        ) from error
    if folder and not _lies_in(yt_dlp.__file__, folder):
        raise DownloaderError(
            f"The newer yt-dlp in “{folder}” cannot be read.",
            hint="Update the downloader again, or go back to the one before.",
        )
    return str(yt_dlp.version.__version__)


def use_downloader_or_own(folder: str) -> None:
    """Import yt-dlp as `use_downloader` does, or the program's own where that one is no good.

    Raises DownloaderError when neither can be had.
    """
    try:
        use_downloader(folder)
    except DownloaderError:
        if not folder:
            raise
        sys.path[:] = [each for each in sys.path if not _lies_in(each, folder)]
        for name in [each for each in sys.modules if each.partition(".")[0] in _PACKAGES]:
            del sys.modules[name]
        use_downloader("")


def _lies_in(module: str | None, folder: str) -> bool:
    return module is not None and Path(module).is_relative_to(folder)
