"""Marks find their moments again, in the same note and in others, however it was edited."""

import pytest

from viewer.note.note import Moment, Verdict
from viewer.study.marks import Mark, Marked, marks_among

HERE, THERE = "/vault//a.md", "/vault//b.md"


def moment(time_ms, sentence):
    return Moment("0:01", "0:01", time_ms, None, Verdict.OK, 1, sentence, "")


NOTE = (moment(1_000, "First."), moment(9_000, "Second."), moment(5_000, "Third."),
        moment(5_000, "Fourth."), moment(None, "Unread."))  # fmt: skip


def known(time_ms, sentence, note=HERE):
    return Marked(Mark.KNOWN, time_ms, sentence, note)


@pytest.mark.parametrize(
    ("mark", "indexes"),
    [
        (known(1_000, "First."), [0]),
        (known(1_000, "First.", THERE), [0]),
        (known(1_500, "First."), [0]),
        (known(1_500, "First.", THERE), []),
        (known(1_000, "Edited."), [0]),
        (known(1_000, "Edited.", THERE), []),
        (known(5_000, "Edited."), []),
        (known(5_000, "Fourth."), [3]),
        (known(7_000, "Gone."), []),
        (known(0, "Unread."), []),
    ],
)
def test_a_mark_finds_its_moment(mark, indexes):
    assert sorted(marks_among(NOTE, [mark], HERE)) == indexes


def test_two_marks_never_take_one_moment():
    marks = [known(1_000, "First."), known(1_500, "First."), known(1_000, "Edited.")]
    assert marks_among(NOTE, marks, HERE) == {0: marks[0]}


def test_a_sentence_that_is_said_twice_at_one_time_is_marked_twice():
    twice = (moment(1_000, "First."), moment(1_000, " First. "))
    assert set(marks_among(twice, [known(1_000, "First.")], HERE)) == {0, 1}
