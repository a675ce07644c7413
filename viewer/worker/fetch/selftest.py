"""The self-test of a newer yt-dlp: it is loaded, made, and asked for its scripts, in a child.

Whatever a broken or strange wheel does, it does here: the child may crash or hang, and the last
line of its complaint is what a person is told.
"""

import hashlib
import importlib
import os
from pathlib import Path
from typing import Any

from viewer.errors import DownloaderError
from viewer.worker.fetch.newer import use_downloader

Answer = dict[str, Any]

_VENDORED = "yt_dlp.extractor.youtube.jsc._builtin.vendor"


def answer(question: Answer) -> Answer:
    """Try the wheels in `folder`; return the versions that answered.

    Raises DownloaderError with what does not work, and whatever a wheel that is broken raises.
    """
    # Plugins a person has are not what is being tested.
    os.environ["YTDLP_NO_PLUGINS"] = "1"
    version = use_downloader(question["folder"])
    _make_one()
    return {"version": version, "ejs": _ejs_version(question["folder"])}


def _make_one() -> None:
    yt_dlp = importlib.import_module("yt_dlp")
    options = {"quiet": True, "cachedir": False}
    with yt_dlp.YoutubeDL(options) as downloader:
        if not downloader.get_info_extractor("Youtube").suitable(
            "https://www.youtube.com/watch?v=aaaaaaaaaaa"
        ):
            raise DownloaderError("It does not know YouTube.")


def _ejs_version(folder: str) -> str:
    """Return the version of the scripts, from the wheels where these bring them along."""
    ejs = importlib.import_module("yt_dlp_ejs")
    solver = importlib.import_module("yt_dlp_ejs.yt.solver")
    if any(Path(folder).glob("yt_dlp_ejs-*.whl")) and not Path(str(ejs.__file__)).is_relative_to(
        folder
    ):
        raise DownloaderError("Its scripts for YouTube cannot be read.")
    scripts = {"core": solver.core(), "lib": solver.lib()}
    _check_hashes(scripts)
    return str(ejs.version)


def _check_hashes(scripts: dict[str, str]) -> None:
    # A part yt-dlp keeps for itself, and may move; where it is, it tells damaged scripts.
    try:
        known = importlib.import_module(f"{_VENDORED}._info").HASHES
    except (ImportError, AttributeError):
        known = {}
    for name, script in scripts.items():
        wanted = known.get(f"yt.solver.{name}.min.js")
        found = hashlib.sha3_512(script.encode()).hexdigest()
        if not script or (wanted is not None and wanted != found):
            raise DownloaderError("Its scripts for YouTube are not the right ones.")
