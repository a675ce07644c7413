"""The real notes: all of them are read, and nothing of their source shows through."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.note.words import page_words, source_words
from viewer.note.note import Verdict
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings

CORPUS = Path(__file__).parents[2].parent / "shared/corpus"
CODE = re.compile(r"<pre.*?</pre>|<code>.*?</code>", re.DOTALL)
DATA_T = re.compile(r'data-t="([^"<>]*)"')

pytestmark = pytest.mark.skipif(
    not CORPUS.exists(), reason="the public corpus lies beside the project only in development"
)


@pytest.fixture(scope="module")
def notes():
    """All notes as (path, source, note)."""
    paths = sorted((CORPUS / "notes").rglob("*.md"))
    stems = {path.stem: path.name for path in paths}
    texts = [(path, path.read_text(encoding="utf-8")) for path in paths]
    return [
        (path, text, read_note(text, name=path.stem, around=Surroundings(stems.get)))
        for path, text in texts
    ]


def test_no_source_shows_through(notes):
    for path, _, note in notes:
        page = CODE.sub("", note.html)
        for source in ('<a class="yt', "&lt;a class", "[[", "yt-timestamp", "\ufdd0", "\ufdd1"):
            assert source not in page, path


def test_nearly_every_timestamp_is_readable(notes):
    moments = [moment for _, _, note in notes for moment in note.moments]
    unreadable = [moment for moment in moments if moment.verdict is Verdict.UNREADABLE]
    assert len(unreadable) <= 0.001 * len(moments)


def test_nearly_every_timestamp_is_found(notes):
    # Those in code are not meant to be: a handful of notes stand in a fence for the most part.
    written = sum(len(DATA_T.findall(text)) for _, text, _ in notes)
    found = sum(len(note.moments) for _, _, note in notes)
    assert found >= 0.999 * written


def test_no_note_needs_the_plain_view(notes):
    assert not [path for path, _, note in notes if 'class="plain"' in note.html]


def test_the_note_the_program_was_asked_for_is_whole():
    note = read_note(
        (CORPUS / "seed.md").read_text(encoding="utf-8"), name="x", around=Surroundings(str)
    )
    assert (len(note.moments), len(note.links), len(note.headings)) == (29, 7, 4)
    assert note.warnings == ()


def test_every_word_of_every_note_is_on_its_page(notes):
    dropped, lost = Counter(), {}
    for path, text, note in notes:
        wanted, struck = source_words(text)
        dropped += struck
        if missing := wanted - page_words(note.html):
            lost[path.name] = missing
    assert lost == {}
    # What is dropped is counted, so that a rule which swallows prose cannot hide.
    assert sum(dropped.values()) - dropped["tag"] - dropped["link's target"] < 30_000
