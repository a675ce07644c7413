"""A child process that is sent out with one question and reports until it is done.

The child says `ready`, is told its question, and then says news, one JSON object a line. The rule
to know: an errand that was started ends, whatever its child does. When its stdin closes the child
has a moment to stop; after that it and everything it started are killed.
"""

import contextlib
import io
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, cast

from viewer.events import Post
from viewer.worker.host import READY, close_stdin, kill_group, start_child, worker_command

Answer = dict[str, Any]

GRACE_S = 1.0
"""So long a child may take to stop by itself; it has to tell its own children."""
LONGEST_LINE_BYTES = 1 << 20
MOST_LINES_A_SECOND = 100
"""A child that talks faster is heard more slowly, so that it cannot keep the main thread busy."""
LAST_WORDS_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Ending:
    """How an errand ended: the child's exit code, negative for a signal, and its last words."""

    code: int
    last_words: str


OnNews = Callable[[Answer], None]
OnEnded = Callable[[Ending], None]


class Running(Protocol):
    """An errand on its way."""

    def say(self, line: Answer) -> None:
        """Tell the child something more."""

    def stop(self) -> None:
        """Have it end; `on_ended` follows."""

    def end(self) -> None:
        """Stop it and return when it is gone, which takes a moment at most."""


class Errand:
    """One child at work on one question. Everything but reading happens on the main thread.

    `on_news` gets every line that is a JSON object; `on_ended` is called once, last.
    """

    def __init__(self, post: Post, on_news: OnNews, on_ended: OnEnded) -> None:
        self._post = post
        self._on_news = on_news
        self._on_ended = on_ended
        self._question: Answer = {}
        self._child: subprocess.Popen[bytes] | None = None
        self._is_stopped = threading.Event()
        self._is_over = False
        self._last_words = b""
        self._threads: list[threading.Thread] = []
        self._killer: threading.Timer | None = None

    @property
    def pid(self) -> int | None:
        """The child's process number, None before it is started."""
        return self._child.pid if self._child else None

    def start(self, command: Sequence[str], question: Answer) -> None:
        """Start the child; it is told the question when it is ready.

        Raises WorkerError when the system cannot start it.
        """
        self._question = question
        # Unbuffered, as a buffer would be written when stdin closes, and might wait for the child.
        child = self._child = start_child(command, stderr=subprocess.PIPE, bufsize=0)
        for work in (self._listen, self._overhear, self._await_end):
            thread = threading.Thread(target=work, args=(child,), name="errand", daemon=True)
            self._threads.append(thread)
            thread.start()

    def say(self, line: Answer) -> None:
        """Tell the child something more, in a line that fits into a pipe."""
        if self._child is None or self._is_stopped.is_set():
            return
        assert self._child.stdin is not None
        # A child that is already gone is noticed by who awaits its end.
        with contextlib.suppress(OSError):
            self._child.stdin.write(json.dumps(line).encode() + b"\n")

    def stop(self) -> None:
        """Ask the child to end by closing its stdin, and kill its group when it does not."""
        if self._child is None or self._is_stopped.is_set():
            return
        self._is_stopped.set()
        close_stdin(self._child)
        self._killer = threading.Timer(GRACE_S, _kill_if_alive, (self._child,))
        self._killer.daemon = True
        self._killer.start()

    def end(self) -> None:
        """Stop it, and return when the child is gone with all it started."""
        self.stop()
        for thread in self._threads:
            thread.join()

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        """Hand what the child says over to the main thread, line by line."""
        heard, since_s = -1, time.monotonic()
        with io.BufferedReader(cast("io.RawIOBase", child.stdout)) as said:
            while line := said.readline(LONGEST_LINE_BYTES + 1):
                if len(line) > LONGEST_LINE_BYTES:
                    _kill_if_alive(child)
                    return
                heard += 1
                if heard or line.strip() != READY:
                    self._hand_over(line)
                else:
                    self._post(partial(self.say, self._question))
                if heard and heard % MOST_LINES_A_SECOND == 0:
                    self._is_stopped.wait(max(since_s + 1 - time.monotonic(), 0))
                    since_s = time.monotonic()

    def _hand_over(self, line: bytes) -> None:
        # What a library printed is no news.
        with contextlib.suppress(ValueError, RecursionError):
            said = json.loads(line)
            if isinstance(said, dict):
                self._post(partial(self._tell, said))

    def _tell(self, said: Answer) -> None:
        # Of a child that talks fast, some may come when its end has been told.
        if not self._is_over:
            self._on_news(said)

    def _overhear(self, child: subprocess.Popen[bytes]) -> None:
        """Keep the end of what the child complains of, and let it never wait for a reader."""
        assert child.stderr is not None
        with child.stderr:
            while said := child.stderr.read(LAST_WORDS_BYTES):
                self._last_words = (self._last_words + said)[-LAST_WORDS_BYTES:]

    def _await_end(self, child: subprocess.Popen[bytes]) -> None:
        code = child.wait()
        # What it started would outlive it, and hold its pipes open. Windows forgets whose they are,
        # and may have given the number away.
        if sys.platform != "win32":
            kill_group(child)
        for reader in self._threads[:2]:
            reader.join(GRACE_S)
        self._post(partial(self._on_gone, child, code))

    def _on_gone(self, child: subprocess.Popen[bytes], code: int) -> None:
        self._is_stopped.set()
        self._is_over = True
        if self._killer is not None:
            self._killer.cancel()
        close_stdin(child)
        self._on_ended(Ending(code, self._last_words.decode("utf-8", "replace").strip()))


def errands(job: str, post: Post) -> Callable[[Answer, OnNews, OnEnded], Running]:
    """Return what sends a child of this job out: `start(question, on_news, on_ended)`."""

    def start(question: Answer, on_news: OnNews, on_ended: OnEnded) -> Running:
        errand = Errand(post, on_news, on_ended)
        errand.start(worker_command(job), question)
        return errand

    return start


def _kill_if_alive(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        kill_group(child)
