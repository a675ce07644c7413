"""Child processes: asked, answered, killed and replaced."""

import os
import signal
import subprocess

import pytest

from viewer.errors import NoteError, UsageError, WorkerError
from viewer.events import Inbox
from viewer.note.note import Note
from viewer.worker.host import WorkerHost, child_environment, worker_command

BOMB = "```" + " " * 40_000
"""One regular expression that holds the interpreter for many seconds."""


class Asker:
    """Asks a worker and waits for its answers, as the main thread would."""

    def __init__(self, host, inbox, wait_until):
        self.host, self._inbox, self._wait_until = host, inbox, wait_until
        self.answers = []

    def ask(self, question, **how):
        self.host.ask(question, self.answers.append, self.answers.append, **how)

    def answer(self, question, **how):
        count = len(self.answers)
        self.ask(question, **how)
        return self.wait_for(count + 1)[-1]

    def wait_for(self, count):
        def arrived():
            self._inbox.drain()
            return len(self.answers) >= count

        self._wait_until(arrived)
        return self.answers


@pytest.fixture
def asker(wait_until):
    inbox = Inbox()
    host = WorkerHost("render", inbox.post)
    yield Asker(host, inbox, wait_until)
    host.close()


@pytest.fixture
def vault(tmp_path):
    (tmp_path / "tides.md").write_text("# Tides\n\nTwice a day [0:01:02].", encoding="utf-8")
    return tmp_path


def read(vault, path, **more):
    question = {"do": "read", "vault": str(vault), "path": path, "cache": str(vault / "none"),
                "video_ms": None, "is_shifted": None, "is_plain": False, "reason": ""}  # fmt: skip
    return {**question, **more}


def test_a_note_is_read_by_the_child(asker, vault):
    note = Note.unpacked(asker.answer(read(vault, "tides.md"))["note"])
    assert note.title == "Tides"
    assert [moment.time_ms for moment in note.moments] == [62_000]


def test_a_refusal_comes_home_as_the_error_it_was(asker, vault):
    error = asker.answer(read(vault, "gone.md"))
    assert isinstance(error, NoteError)
    assert "There is no note" in error.sentence
    assert isinstance(asker.answer({"do": "dance"}), UsageError)


def test_questions_are_answered_in_order(asker, vault):
    for name in "abc":
        (vault / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n", encoding="utf-8")
        asker.ask(read(vault, f"{name}.md"))
    titles = [answer["note"]["title"] for answer in asker.wait_for(3)]
    assert titles == ["a", "b", "c"]


def test_an_overrun_costs_the_child_its_life_and_the_next_question_none(asker, vault):
    asker.answer(read(vault, "tides.md"))
    old = asker.host.pid
    stopped = asker.answer({"do": "enter", "vault": str(vault)}, deadline_s=0)
    assert isinstance(stopped, WorkerError)
    assert asker.answer(read(vault, "tides.md"))["note"]
    assert asker.host.pid != old


@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_child_that_dies_is_replaced(asker, vault, signal_number):
    for _ in range(3):
        asker.answer(read(vault, "tides.md"))
        os.kill(asker.host.pid, signal_number)
        found = asker.answer(read(vault, "tides.md"))
        if isinstance(found, WorkerError):  # The question may have been on its way to the dead.
            found = asker.answer(read(vault, "tides.md"))
        assert found["note"]


def test_the_child_ends_when_its_stdin_closes(asker, vault, wait_until):
    asker.answer(read(vault, "tides.md"))
    child = asker.host._child
    child.stdin.close()
    wait_until(lambda: child.poll() is not None)
    assert child.returncode == 0


def test_python_that_lies_in_a_vault_is_not_run_by_a_worker_started_there(
    asker, vault, monkeypatch
):
    ran = vault / "ran"
    for name in ("yaml", "nh3", "json", "viewer"):
        (vault / f"{name}.py").write_text(f"open({str(ran)!r}, 'w')", encoding="utf-8")
    monkeypatch.chdir(vault)
    assert asker.answer(read(vault, "tides.md"))["note"]
    assert not ran.exists()


@pytest.mark.parametrize("asked", [b"", b'{"do": "nothing known"}\n'])
def test_a_child_whose_asker_was_killed_ends_without_a_word(asked):
    child = subprocess.Popen(worker_command("render"), env=child_environment(),
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE)  # fmt: skip
    child.stdout.close()
    child.stdin.write(asked)
    child.stdin.close()
    complaint = child.stderr.read()
    child.stderr.close()
    assert (child.wait(timeout=30), complaint) == (0, b"")
