"""A real fetch job in its own process, asked and heard as the queue does it."""

import io
import json
import os
import queue
import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from viewer.video.download import FetchTerms
from viewer.worker.host import own_process_group, worker_command

DEADLINE_S = 60


class FetchChild:
    """One fetch job; `news` are all lines that came, `last` the last of them."""

    def __init__(self, question: dict[str, object], env: dict[str, str] | None = None) -> None:
        self.news: list[dict[str, object]] = []
        self._coming: queue.Queue[dict[str, object] | None] = queue.Queue()
        self.child = subprocess.Popen(
            worker_command("fetch"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env={**os.environ, "PYTHONUTF8": "1", **(env or {})},
            **own_process_group(),
        )
        self.said = b""
        self._readers = [
            threading.Thread(target=reader, daemon=True)
            for reader in (self._listen, self._overhear)
        ]
        for reader in self._readers:
            reader.start()
        self.say(question)

    def say(self, line: dict[str, object]) -> None:
        with suppress(OSError):
            self.child.stdin.write(json.dumps(line).encode() + b"\n")

    def until(self, *kinds: str) -> dict[str, object]:
        """Wait for news of one of these kinds, or for the end; let it go when it asks for it."""
        end = time.monotonic() + DEADLINE_S
        while True:
            news = self._coming.get(timeout=max(end - time.monotonic(), 0.01))
            if news is None:
                self._coming.put(None)
                return {"news": "ended", "stderr": self.said.decode("utf-8", "replace")}
            self.news.append(news)
            if news["news"] in kinds:
                return news
            if news["news"] == "resolved":
                self.say({"do": "go"})

    def hear(self) -> None:
        """Take in the news that are there, without waiting."""
        with suppress(queue.Empty):
            while True:
                news = self._coming.get_nowait()
                if news is None:
                    self._coming.put(None)
                    return
                self.news.append(news)
                if news["news"] == "resolved":
                    self.say({"do": "go"})

    def linger(self, seconds: float) -> None:
        """Hear for so long what it says, if it lives so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.child.poll() is None:
            self.hear()
            time.sleep(0.005)

    def finish(self) -> dict[str, object]:
        """Let it run to its end; return the last news."""
        self.until("ended")
        self.child.wait(DEADLINE_S)
        self.close()
        return self.last

    @property
    def last(self) -> dict[str, object]:
        return self.news[-1] if self.news else {"news": "nothing", "stderr": self.said.decode()}

    def kinds(self) -> list[str]:
        return [str(each["news"]) for each in self.news if each["news"] != "progress"]

    def close_stdin(self) -> None:
        self.child.stdin.close()

    def close(self) -> None:
        """Give back what was needed to hear it."""
        self.close_stdin()
        for reader in self._readers:
            reader.join(DEADLINE_S)

    def kill(self) -> None:
        """End the whole group at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
        self.close()

    def group(self) -> list[int]:
        """Return the processes of its group that still live."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                if int(fields[2]) == self.child.pid and fields[0] not in "ZX":
                    found.append(int(stat.parent.name))
        return found

    def _listen(self) -> None:
        with io.BufferedReader(self.child.stdout) as said:
            for line in said:
                # A line may be torn by a kill.
                with suppress(ValueError):
                    self._coming.put(json.loads(line))
        self._coming.put(None)

    def _overhear(self) -> None:
        with self.child.stderr as said:
            while more := said.read(4096):
                self.said = (self.said + more)[-20_000:]


def question(
    cache: Path, *addresses: str, video_id: str = "dQw4w9WgXcQ", do: str = "fetch",
    terms: FetchTerms | None = None, trial: dict[str, object] | None = None, typed: bool = False,
) -> dict[str, object]:  # fmt: skip
    return {
        "do": do, "id": video_id, "title": "A wish", "addresses": list(addresses),
        "cache": str(cache), "terms": asdict(terms or FetchTerms(reserve_bytes=0)),
        "typed": typed, "trial": {"allow_private": True} if trial is None else trial,
    }  # fmt: skip
