"""The index worker: what other notes cite of a video, in slices, politely, whatever a note does."""

import os

import pytest

from tests.worker.test_host import Asker
from viewer.errors import NoteError, UsageError
from viewer.events import Inbox
from viewer.library.citing_notes import from_columns
from viewer.worker.host import WorkerHost
from viewer.worker.index import IndexJob

FILM = "film-000001"


@pytest.fixture
def vault(tmp_path):
    for number in range(6):
        text = f"---\nvideoId: {FILM}\n---\n\nA claim [0:00:1{number}], again [0:01:0{number}].\n"
        (tmp_path / f"n{number}.md").write_text(text)
    return tmp_path


@pytest.fixture
def asker(wait_until):
    inbox = Inbox()
    host = WorkerHost("index", inbox.post)
    yield Asker(host, inbox, wait_until)
    host.close()


def citing(vault, **more):
    question = {"do": "citing", "vault": str(vault), "cache": str(vault / ".cache"), "key": FILM,
                "note": "n0.md", "video_ms": None, "offset_ms": 0, "is_new": True,
                "verdicts": str(vault / ".none.json"), "is_careful": False, "skip": []}  # fmt: skip
    return {**question, **more}


def test_the_child_lists_what_the_other_notes_cite_by_time(asker, vault):
    answer = asker.answer(citing(vault))
    assert (answer["is_done"], answer["notes"], answer["is_cut"]) == (True, 5, False)
    found = [(each.path, each.time_ms) for each in from_columns(answer["citations"])]
    assert found == [
        *((f"n{number}.md", 10_000 + 1_000 * number) for number in range(1, 6)),
        *((f"n{number}.md", 60_000 + 1_000 * number) for number in range(1, 6)),
    ]


@pytest.mark.skipif(not hasattr(os, "nice"), reason="there is no such thing here")
def test_the_child_is_polite(asker, vault):
    asker.answer(citing(vault))
    assert os.getpriority(os.PRIO_PROCESS, asker.host.pid) > os.getpriority(os.PRIO_PROCESS, 0)


def test_a_refusal_comes_home_as_the_error_it_was(asker, vault):
    assert isinstance(asker.answer(citing(vault / "gone")), NoteError)
    assert isinstance(asker.answer({"do": "dance"}), UsageError)


def test_who_is_careful_knows_which_note_comes_next_and_can_skip_it(vault):
    job, question = IndexJob(), citing(vault, is_careful=True, skip=["n3.md"])
    following = []
    while not (answer := job.answer(question))["is_done"]:
        following.append(answer["next"])
        question["is_new"] = False
    assert following == [*(f"n{number}.md" for number in range(1, 6)),
                         *(f"n{number}.md" for number in (1, 2, 4, 5))]  # fmt: skip
    assert {each.path for each in from_columns(answer["citations"])} == {
        "n1.md", "n2.md", "n4.md", "n5.md",
    }  # fmt: skip


def test_what_was_found_is_found_again_by_another_child(vault):
    IndexJob().answer(citing(vault))
    [file] = (vault / ".cache" / "index").iterdir()
    before = file.read_bytes()
    assert IndexJob().answer(citing(vault))["notes"] == 5
    assert file.read_bytes() == before
