"""Texts that take a careless parser minutes: all of them end within the reader's patience.

The deadline of two seconds is kept by the render worker; here each text is far from it, at a size
that a quadratic rule would show. `python -m tests.benchmarks.pathological` asks at a hundred times
that size, and `tests/faults` asks the real worker.
"""

import time

import pytest

from tests.faults.pathological import ALL
from viewer.note.note import Note
from viewer.note.reading import MOST_PLAIN_CHARACTERS, MOST_PLAIN_LINES, plain_note

SIZE = 10_000
PATIENCE_S = 2.0
"""Processor time far above what any of them takes: a busy machine must not fail the test."""

SHAPES = {
    "growing fences": "\n".join("`" * (3 + size % 97) for size in range(200)),
    "deep flow map": "---\n" + "{a: " * 2500 + "\n---\nx",
    "aliases": "---\na: &a [x]\nb: &b [" + "*a," * 900 + "]\nc: [" + "*b," * 900 + "]\n---\n",
    "blanks and fence": " " * SIZE + "```x`",
    "stairs of embeds": "\n".join(">" * depth + " ![[a]]" for depth in range(90)),
}


@pytest.mark.parametrize("text", ALL.values(), ids=ALL.keys())
def test_a_pathological_text_is_read_in_time(read, text):
    read_in_time(read, text(SIZE))


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_text_of_a_hostile_shape_is_read_in_time(read, shape):
    read_in_time(read, shape)


def read_in_time(read, text):
    start = time.process_time()
    assert isinstance(read(text), Note)
    assert time.process_time() - start < PATIENCE_S


@pytest.mark.parametrize("line", ["> " * 500 + "deep", "- " * 500 + "deep", "> - " * 300 + "deep"])
def test_a_line_that_nests_beyond_measure_costs_only_itself(read, line):
    html = read(f"*before*\n\n{line}\n\n*after*").html
    assert "<em>before</em>" in html
    assert "<em>after</em>" in html
    assert "deep" in html


def test_rules_right_below_each_other_are_rules(read):
    assert read("a\n\n---\n---\n---\n***\n\nb").html.count("<hr>") == 4
    assert "<h2" in read("a\n---\n---").html


def test_a_text_cut_at_the_longest_header_is_none(read):
    html = read("---\n- " + "word " * 20_000).html
    assert html.count("word") == 20_000


@pytest.mark.parametrize("line", ["x", "words " * 50])
def test_of_a_long_note_only_the_beginning_is_plain_and_it_says_so(line):
    note = plain_note(f"{line}\n" * 40_000, name="x", reason="Too long.")
    assert note.html.count("<br>") < MOST_PLAIN_LINES
    assert len(note.html) < MOST_PLAIN_CHARACTERS * 1.2
    assert "Only its beginning is shown." in [doubt.sentence for doubt in note.warnings]


def test_of_a_note_that_is_shown_whole_nobody_says_it_is_not():
    note = plain_note("a" + " " * 1_000 + "b", name="x", reason="Nested.")
    assert [doubt.sentence for doubt in note.warnings] == ["Nested. It is shown as plain text."]
