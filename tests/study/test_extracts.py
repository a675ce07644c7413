"""Extracts as other programs read them: notes, tables, chapters."""

import csv
import io
import re

import pytest

from viewer.note.note import Moment, Verdict
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.study.extracts import (
    Extract,
    Passage,
    as_csv,
    as_markdown,
    as_webvtt,
    passages_of,
)
from viewer.study.marks import Mark

TIDES = Extract(
    "Tides: a <b>first</b> look",
    (
        Passage(68_000, None, "A harbour [[is]] filled & emptied", "What it sees", Mark.KNOWN),
        Passage(41_250, 45_000, "The <script>far</script> bulge", "What it sees"),
        Passage(41_250, None, "again --> there"),
    ),
    "videoId", "coded-film1", duration_ms=150_000,
)  # fmt: skip
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", " =HYPERLINK(1)", "＝1", "=cmd|' /C calc'!A0")


def test_as_a_note_it_says_the_same_in_the_same_order():
    note = read_note(as_markdown(TIDES), name="x", around=Surroundings(lambda _target: None))
    assert note.title == TIDES.title
    assert note.header["videoId"] == ("coded-film1",)
    assert [(each.time_ms, each.end_ms) for each in note.moments] == [
        (68_000, None), (41_250, 45_000), (41_250, None),
    ]  # fmt: skip
    assert note.moments[0].sentence.startswith("A harbour [[is]] filled & emptied")
    assert note.moments[0].heading == "What it sees"
    assert not note.links + note.warnings
    assert "<script" not in note.html


def test_as_a_table_it_has_a_row_for_each_by_time():
    rows = list(csv.DictReader(io.StringIO(as_csv(TIDES))))
    assert [row["time"] for row in rows] == ["0:00:41.250", "0:00:41.250", "0:01:08"]
    assert [row["time_ms"] for row in rows] == ["41250", "41250", "68000"]
    assert (rows[2]["mark"], rows[0]["end_ms"]) == ("known", "45000")
    assert rows[0]["text"] == "The <script>far</script> bulge"


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula):
    passages = (Passage(0, None, formula, formula),)
    table = as_csv(Extract(formula, passages, "videoId", formula))
    [_head, row] = csv.reader(io.StringIO(table))
    assert all(cell.lstrip()[:1] not in tuple("=+-@＝") for cell in row)
    assert row[3] == f"'{formula}"


def test_as_chapters_each_ends_where_the_next_begins():
    assert as_webvtt(TIDES) == (
        "WEBVTT\n\n"
        "00:00:41.250 --> 00:01:08.000\n"
        "The &lt;script&gt;far&lt;/script&gt; bulge / again --&gt; there\n\n"
        "00:01:08.000 --> 00:02:30.000\n"
        "A harbour [[is]] filled &amp; emptied\n"
    )


def test_the_last_chapter_of_a_video_of_unknown_length_ends_all_the_same():
    cues = as_webvtt(Extract("x", (Passage(5_000, None, ""),)))
    assert cues == "WEBVTT\n\n00:00:05.000 --> 00:00:10.000\n0:00:05\n"
    assert as_webvtt(Extract("x", ())) == "WEBVTT\n"


def test_a_note_of_the_same_times_past_the_end_has_no_cue_that_ends_before_it_begins():
    cues = as_webvtt(Extract("x", (Passage(9_000, None, "late"),), duration_ms=5_000))
    assert not re.search("-->", cues)


def test_unreadable_moments_are_left_out_and_words_stay_on_one_line():
    moments = [
        Moment("?", "soon", None, None, Verdict.UNREADABLE, 1, "No time.", ""),
        Moment("0:01", "0:01", 1_000, None, Verdict.OK, 1, "Two\nlines\x1b[31m\u2028.", "H"),
    ]
    [passage] = passages_of(moments, lambda index: Mark.REVISIT if index == 1 else None)
    assert passage == Passage(1_000, None, "Two lines[31m .", "H", Mark.REVISIT)
