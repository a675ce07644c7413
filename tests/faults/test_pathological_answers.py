"""Every pathological text is answered, by the real worker, and the next note is read as ever.

`python -m tests.benchmarks.pathological` asks all of them, at three sizes, and tells the times.
"""

import os
import signal

import pytest

from tests.faults.pathological import ALL
from viewer.errors import NoteError
from viewer.events import Inbox
from viewer.session.page import Page, Terms, read_answer
from viewer.session.reader import NoteReader
from viewer.worker.host import WorkerHost

ORDINARY = "# Tides\n\nHigh water [0:01].\n"


class Asked:
    """The reader with its real worker, asked and waited for."""

    def __init__(self, vault, wait_until) -> None:
        self._vault, self._wait_until = vault, wait_until
        self._inbox = Inbox()
        self.worker = WorkerHost("render", self._inbox.post, read_answer)
        self._reader = NoteReader(self.worker, vault / "cache")

    def begin(self, text, found):
        (self._vault / "a.md").write_bytes(text.encode("utf-8", "surrogatepass"))
        self._reader.read(self._vault, "a.md", found.append, found.append, Terms())

    def read(self, text):
        found = []
        self.begin(text, found)
        self.wait_for(found)
        return found[0]

    def wait_for(self, found):
        self._wait_until(lambda: self._inbox.drain() or bool(found))


@pytest.fixture
def asked(tmp_path, wait_until):
    asked = Asked(tmp_path, wait_until)
    yield asked
    asked.worker.close()


def is_plain(page):
    return any("shown as plain text" in doubt.sentence for doubt in page.note.warnings)


@pytest.mark.parametrize(
    "name",
    ["nested brackets", "list items", "callouts", "open wikilinks", "formulas", "stairs of quotes",
     "cells of nested tables", "full stops", "empty cells"],
)  # fmt: skip
def test_a_pathological_text_is_answered_as_a_page_or_as_plain_text(asked, name):
    page = asked.read(ALL[name](100_000))
    assert isinstance(page, Page)
    assert page.note.html
    assert [moment.text for moment in asked.read(ORDINARY).note.moments] == ["0:01"]


def test_what_takes_longer_than_the_deadline_is_plain_and_the_next_note_is_not(asked):
    page = asked.read(ALL["the same heading"](1_000_000))
    assert is_plain(page)
    assert "# the same" in page.note.html
    after = asked.read(ORDINARY)
    assert not is_plain(after)
    assert after.note.title == "Tides"


def test_a_file_that_is_no_text_is_refused_in_a_sentence(asked):
    refusal = asked.read(ALL["NUL"](100_000))
    assert isinstance(refusal, NoteError)
    assert "not a text file" in refusal.sentence


@pytest.mark.skipif(os.name == "nt", reason="signals end nobody there")
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT])
def test_a_worker_that_dies_at_its_work_costs_the_layout_of_one_note(asked, number):
    asked.read(ORDINARY)
    found = []
    asked.begin(ALL["the same heading"](200_000), found)
    os.kill(asked.worker.pid, number)
    asked.wait_for(found)
    assert is_plain(found[0])
    assert not is_plain(asked.read(ORDINARY))
