"""The fetch job's door: one question in, news out, and an end whatever happens.

Nothing here may import yt-dlp before the question was read, as that may name a newer one.
"""

from typing import BinaryIO

from viewer.errors import DownloaderError
from viewer.video.failures import Failure
from viewer.worker.fetch.newer import use_downloader_or_own
from viewer.worker.fetch.question import News, read_question
from viewer.worker.fetch.stopping import (
    StoppedError,
    Stopping,
    end_everything,
    lead_own_group,
    lines_of,
)
from viewer.worker.host import READY


def run(questions: int, answers: BinaryIO) -> int:
    """Fetch what the first line on a file descriptor asks for; return the exit code."""
    lead_own_group()
    answers.write(READY + b"\n")
    answers.flush()
    lines, news = lines_of(questions), News(answers)
    try:
        question = read_question(next(lines, b""))
    except (ValueError, KeyError, TypeError) as error:
        news.say("failed", failure=Failure.UNKNOWN, detail=f"No question: {error!r}", facts={})
        return 2
    stopping = Stopping(lines)
    stopping.listen()
    try:
        use_downloader_or_own(question.terms.downloader)
        from viewer.worker.fetch.fetching import Fetching

        return 0 if Fetching(question, news, stopping).run() else 1
    except DownloaderError as error:
        news.say("failed", failure=Failure.STALE, detail=str(error), facts={})
        return 1
    except StoppedError:
        return 0
    except BrokenPipeError:
        # Nobody listens any more.
        end_everything()
        return 1
