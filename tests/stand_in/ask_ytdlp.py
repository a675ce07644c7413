"""Ask the real yt-dlp, as a library in a process of its own: JSON lines in and out.

A question is {"address", "options", "download"}; the answer is {"info"} or {"error", "kind"}.
"""

import json
import sys
from functools import cache

import yt_dlp
from yt_dlp.utils import DownloadError

QUIET = {"quiet": True, "noprogress": True, "no_warnings": True, "cachedir": False, "retries": 3}


class _Silence:
    """A logger that keeps yt-dlp's words out of the answers."""

    def debug(self, message):
        pass

    info = warning = error = debug


@cache
def downloader(options):
    """Return the one that is used for all questions with these options: each takes a while."""
    return yt_dlp.YoutubeDL({**QUIET, "logger": _Silence(), **json.loads(options)})


def answer_to(question):
    ydl = downloader(json.dumps(question["options"]))
    try:
        info = ydl.extract_info(question["address"], download=question["download"])
        return {"info": ydl.sanitize_info(info)}
    except DownloadError as error:
        inner = error.exc_info[1] if error.exc_info else error
        return {"error": str(error), "kind": type(inner).__name__}


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer_to(json.loads(line))) + "\n")
        sys.stdout.flush()
