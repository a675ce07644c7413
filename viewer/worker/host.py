"""Child processes: started, asked, and killed when they overrun.

The protocol is one JSON object a line, both ways, one answer for one question, in order.
A child stops when its stdin closes, so it never outlives us.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from viewer.errors import (
    DownloaderError,
    NoteError,
    UsageError,
    VideoError,
    ViewerError,
    WorkerError,
)
from viewer.events import Post

Answer = dict[str, Any]
Done = Callable[[Answer], None]
Failed = Callable[[ViewerError], None]

READY = b"ready"
"""The first line of every child; deadlines count from here."""
START_DEADLINE_S = 20.0
HOUSE = str(Path(__file__).parent.parent.parent)
"""Where the package lies that we are part of."""
LAUNCHER = Path(HOUSE, "launch.py")
"""Only an installed program has it: see packaging/linux/launch.py and packaging/windows."""

NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""What Popen needs so that Windows opens no console for a child; nothing elsewhere."""

_ERRORS = {
    error.__name__: error
    for error in (DownloaderError, NoteError, UsageError, VideoError, WorkerError)
}


def error_as_json(error: ViewerError) -> Answer:
    """Return what a child answers when it has to say no."""
    return {"error": type(error).__name__, "sentence": error.sentence, "hint": error.hint}


def _error_from_json(answer: Answer) -> ViewerError:
    kind = _ERRORS.get(answer["error"], ViewerError)
    return kind(answer["sentence"], hint=answer["hint"])


@dataclass(slots=True)
class _Question:
    line: bytes
    deadline_s: float | None
    done: Done
    failed: Failed


class WorkerHost:
    """One child process and the questions put to it, answered one after another.

    `ask` may be called from the main thread only, and the answers come back there, through
    `post`. A question that overruns its deadline costs the child its life; the next question
    gets a new child. `read` turns a line into an answer, on a thread of its own.
    """

    def __init__(self, job: str, post: Post, read: Callable[[bytes], Answer] = json.loads) -> None:
        self._job = job
        self._post = post
        self._read = read
        self._questions: deque[_Question] = deque()
        self._child: subprocess.Popen[bytes] | None = None
        self._timer: threading.Timer | None = None
        self._is_ready = False
        self._is_closed = False

    @property
    def pid(self) -> int | None:
        """The process number of the living child, if there is one."""
        return self._child.pid if self._child is not None else None

    def start(self) -> None:
        """Start the child now, so that the first question need not wait for it."""
        if self._child is not None or self._is_closed:
            return
        self._is_ready = False
        self._child = start_child(worker_command(self._job))
        threading.Thread(
            target=self._listen, args=(self._child,), name=f"{self._job} worker", daemon=True
        ).start()

    def ask(
        self, question: Answer, done: Done, failed: Failed, *, deadline_s: float | None = None
    ) -> None:
        """Put a question; exactly one of `done` and `failed` will be called, later."""
        line = json.dumps(question).encode() + b"\n"
        self._questions.append(_Question(line, deadline_s, done, failed))
        if len(self._questions) == 1:
            self._put_next()

    def close(self) -> None:
        """Drop what was asked and end the child."""
        self._is_closed = True
        self._questions.clear()
        self._stop_timer()
        self._kill()

    def _put_next(self) -> None:
        question = self._questions[0]
        self.start()
        child = self._child
        assert child is not None
        assert child.stdin is not None
        self._set_deadline(question)
        # A child that is already gone is noticed by its listener.
        with contextlib.suppress(BrokenPipeError, OSError):
            child.stdin.write(question.line)
            child.stdin.flush()

    def _set_deadline(self, question: _Question) -> None:
        # A child that is still starting is given its time: only the work itself is measured.
        seconds = question.deadline_s if self._is_ready else START_DEADLINE_S
        self._stop_timer()
        if seconds is not None:
            self._timer = threading.Timer(
                seconds, self._post, (lambda: self._on_overrun(question),)
            )
            self._timer.daemon = True
            self._timer.start()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        assert child.stdout is not None
        with child.stdout:
            for line in child.stdout:
                # Read here, as a long answer would hold up the main thread.
                self._post(partial(self._on_answer, child, line, self._read_or_none(line)))
        child.wait()
        self._post(lambda: self._on_gone(child))

    def _read_or_none(self, line: bytes) -> Answer | None:
        try:
            return self._read(line)
        except (ValueError, TypeError, KeyError):
            return None

    def _on_answer(
        self, child: subprocess.Popen[bytes], line: bytes, answer: Answer | None
    ) -> None:
        if child is not self._child:
            return
        if not self._is_ready:
            self._is_ready = line.strip() == READY
            if self._questions:
                self._set_deadline(self._questions[0])
            return
        if not self._questions:
            return
        if answer is None:
            self._kill()
            self._fail(WorkerError(f"The {self._job} worker gave an answer nobody can read."))
            return
        question = self._finish()
        if "error" in answer:
            question.failed(_error_from_json(answer))
        else:
            question.done(answer)

    def _on_gone(self, child: subprocess.Popen[bytes]) -> None:
        if child is not self._child:
            return
        self._child = None
        close_stdin(child)
        if self._questions:
            self._fail(WorkerError(f"The {self._job} worker stopped in the middle of its work."))

    def _on_overrun(self, question: _Question) -> None:
        if self._questions and self._questions[0] is question:
            self._kill()
            self._fail(WorkerError(f"The {self._job} worker took too long and was stopped."))

    def _fail(self, error: ViewerError) -> None:
        self._finish().failed(error)

    def _finish(self) -> _Question:
        self._stop_timer()
        question = self._questions.popleft()
        if self._questions:
            self._put_next()
        return question

    def _kill(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        kill_group(child)
        close_stdin(child)


def close_stdin(child: subprocess.Popen[bytes]) -> None:
    """Tell a child that nothing more will be asked."""
    assert child.stdin is not None
    # What was not written yet cannot be written to the dead.
    with contextlib.suppress(OSError):
        child.stdin.close()


def worker_command(job: str) -> list[str]:
    """Return the command line that starts a child for this job."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", job]
    if LAUNCHER.is_file() and sys.platform == "win32":
        return [sys.executable, "--worker", job]  # notereel.exe, which says all the rest itself.
    if LAUNCHER.is_file():
        # As the program itself was started: nothing that other packages installed is found.
        return [sys.executable, "-I", "-S", "-X", "utf8", str(LAUNCHER), "--worker", job]
    # Safe: or whatever Python lies in the current folder, a vault perhaps, would be run.
    return [sys.executable, "-P", "-m", "viewer.worker", job]


def interpreter() -> str:
    """Return Python itself, where what runs us is a launcher that always starts us as well."""
    if LAUNCHER.is_file() and sys.platform == "win32":
        return str(LAUNCHER.with_name("python") / "python.exe")
    return sys.executable


def start_child(command: Sequence[str], **more: Any) -> subprocess.Popen[bytes]:
    """Start a child with pipes to and from it, in a process group of its own.

    `more` goes to Popen. Raises WorkerError when the system starts no more processes.
    """
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=child_environment(),
            **own_process_group(),
            **more,
        )
    except OSError as error:
        raise WorkerError(
            f"A helper process could not be started: {error.strerror}.",
            hint="Close other programs and try again.",
        ) from error


def child_environment() -> dict[str, str]:
    """Return a child's environment: it finds the very code that started it."""
    above = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([HOUSE, above] if above else [HOUSE])
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}


def kill_group(child: subprocess.Popen[bytes]) -> None:
    """End a child and everything it started, at once."""
    if sys.platform == "win32":
        if child.poll() is None:  # Else the number may be another's by now.
            task_kill(child.pid)
    else:
        # macOS says PermissionError of a group of which only the dead are left.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)


def task_kill(process_id: int) -> None:
    """End a process of Windows and everything it started, without a console that flashes up."""
    # By its whole path: Windows looks into the current folder first, which may be a vault.
    program = Path(os.environ.get("SYSTEMROOT", "C:\\Windows"), "System32", "taskkill.exe")
    with contextlib.suppress(OSError):
        subprocess.run(
            [program, "/T", "/F", "/PID", str(process_id)],
            check=False, capture_output=True, creationflags=NO_WINDOW,
        )  # fmt: skip


def own_process_group() -> dict[str, Any]:
    """Return what Popen needs so that `kill_group` reaches the child and no one else."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | NO_WINDOW}
    return {"start_new_session": True}
