"""Whether a newer yt-dlp works, tried in a child before it is ever used."""

import json
from collections.abc import Callable

from viewer.errors import DownloaderError, WorkerError
from viewer.video.child import Ran, run
from viewer.worker.host import READY, child_environment, worker_command

Selftest = Callable[[str], dict[str, str]]
"""Tries the wheels in a folder; returns the versions that answered, `version` and `ejs`."""

DEADLINE_S = 20.0


def selftest(folder: str, *, deadline_s: float = DEADLINE_S) -> dict[str, str]:
    """Load the wheels in a folder in a child process; return what answered.

    Raises DownloaderError when they do not work, or take too long.
    """
    question = json.dumps({"folder": folder})
    try:
        ran = run(
            worker_command("selftest"),
            deadline_s=deadline_s,
            said=f"{question}\n",
            environment=child_environment(),
        )
    except WorkerError as error:
        raise _refusal(f"it did not answer within {deadline_s:g} s") from error
    answer = _answer_in(ran)
    if "error" in answer:
        raise _refusal(str(answer["sentence"]).rstrip("."))
    return {name: str(answer.get(name, "")) for name in ("version", "ejs")}


def _answer_in(ran: Ran) -> dict[str, object]:
    lines = ran.output.splitlines()
    if lines[:1] == [READY.decode()] and len(lines) == 2:
        answer: dict[str, object] = json.loads(lines[1])
        return answer
    said = ran.complaints.strip().splitlines()
    raise _refusal(said[-1][:300] if said else f"its process ended with code {ran.code}")


def _refusal(why: str) -> DownloaderError:
    return DownloaderError(
        f"The newer yt-dlp did not pass its test: {why}.",
        hint="It was removed again; the one before stays in use.",
    )
