"""What a child process does: one answer for one question, until its stdin closes.

Each job is a function from a question to an answer; the protocol lives here and in `host`.
"""

import gc
import importlib
import io
import json
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from viewer.errors import UsageError, ViewerError
from viewer.worker.host import READY, error_as_json

Answer = dict[str, Any]
Job = Callable[[Answer], Answer]

_JOBS = {
    "render": "render:RenderJob",
    "images": "images:ImagesJob",
    "index": "index:IndexJob",
    "frames": "frames:FramesJob",
    "transcript": "transcript:TranscriptJob",
    "clips": "clips:ClipsJob",
    "selftest": "fetch.selftest",
}
"""Where each lives: a module and the class in it that answers, or a module that does."""

_NICENESS = {"frames": 19, "clips": 19, "index": 10}
"""How far some stand back, as a video is watched meanwhile; for what the index finds one waits."""


def main(arguments: list[str]) -> int:
    """Serve the job named on the command line; return the exit code."""
    name = arguments[0] if arguments else ""
    answers = _take_stdout()
    if name == "fetch":
        from viewer.worker.fetch.job import run

        return run(sys.stdin.fileno(), answers)
    if name in _NICENESS:
        from viewer.worker.bounds import stand_back

        stand_back(_NICENESS[name])  # Before anything else is loaded.
    try:
        serve(job_named(name), sys.stdin.buffer, answers)
    except BrokenPipeError:
        # Whoever asked has ended meanwhile; what is left to write goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), answers.fileno())
    return 0


def job_named(name: str) -> Job:
    """Return the job of this name; imports no other job's packages.

    Raises UsageError for a name that is no job.
    """
    if name not in _JOBS:
        raise UsageError(f"There is no worker job named “{name}”.")
    module, _, kind = _JOBS[name].partition(":")
    home: Any = importlib.import_module(f"viewer.worker.{module}")
    job: Job = getattr(home, kind)().answer if kind else home.answer
    return job


def serve(job: Job, questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer one line with one line until the questions end.

    Garbage is collected between the answers: in the middle of one it would take a tenth of its
    time. What the job was made of is left out, so that collecting takes next to none.
    """
    gc.freeze()
    gc.disable()
    _say(answers, READY)
    for line in questions:
        try:
            answer = job(json.loads(line))
        except ViewerError as error:
            answer = error_as_json(error)
        _say(answers, json.dumps(answer).encode())
        gc.collect()


def _say(answers: BinaryIO, line: bytes) -> None:
    answers.write(line + b"\n")
    answers.flush()


def _take_stdout() -> BinaryIO:
    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # What is printed comes before the traceback that ends it, or a person is told of the print.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    return answers
