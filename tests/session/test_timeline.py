"""Moments, chapters, bookmarks and gaps by time: pure rules, by table."""

import pytest

from viewer.note.note import Moment, Verdict
from viewer.session.timeline import Kind, Measures, Timeline, length_in_words
from viewer.study.bookmarks import Bookmark
from viewer.video.aside import Chapter

MEASURES = Measures(cites_ms=60_000, gap_ms=60_000)


def moment(second, *, until=None, verdict=Verdict.OK, sentence="It is so.", heading=""):
    time_ms = None if second is None else second * 1000
    end_ms = None if until is None else until * 1000
    return Moment(f"{second} s", "", time_ms, end_ms, verdict, 1, sentence, heading)


def timeline(*seconds, duration=600, **more):
    return Timeline(
        [moment(each) for each in seconds], duration_ms=duration * 1000, measures=MEASURES, **more
    )


@pytest.mark.parametrize(
    ("seconds", "duration", "cited", "gaps"),
    [
        ((), 600, (), ()),  # a note that cites nothing leaves nothing out
        ((0,), 60, ((0, 60),), ()),
        ((0,), 600, ((0, 60),), ((60, 600),)),
        ((100,), 600, ((100, 160),), ((0, 100), (160, 600))),
        ((100, 130, 110), 600, ((100, 190),), ((0, 100), (190, 600))),
        ((100, 219), 279, ((100, 160), (219, 279)), ((0, 100),)),  # 59 s are no gap
        ((100, 220), 280, ((100, 160), (220, 280)), ((0, 100), (160, 220))),
        ((100, 100, 100), 160, ((100, 160),), ((0, 100),)),
        ((None, 0, None), 60, ((0, 60),), ()),
        ((590,), 600, ((590, 600),), ((0, 590),)),
        ((700,), 600, (), ((0, 600),)),  # past the end, and nobody has noticed yet
        ((0, 300), 0, ((0, 60), (300, 360)), ((60, 300),)),  # of an unknown length
    ],
)  # fmt: skip
def test_what_a_note_cites_and_leaves_out(seconds, duration, cited, gaps):
    made = timeline(*seconds, duration=duration)
    in_seconds = [
        tuple((start // 1000, end // 1000) for start, end in spans)
        for spans in (made.cited, made.gaps)
    ]
    assert in_seconds == [cited, gaps]


def test_a_moment_cites_until_its_own_end_but_no_longer_than_allowed():
    made = Timeline(
        [moment(10, until=25), moment(15), moment(100, until=300), moment(400, until=390)],
        duration_ms=600_000,
        measures=MEASURES,
    )
    assert made.ends == {0: 25_000, 1: 75_000, 2: 160_000, 3: 460_000}


def test_what_is_past_the_end_is_listed_but_cites_nothing():
    late = moment(900, verdict=Verdict.PAST_END)
    made = Timeline([late, moment(0)], duration_ms=600_000, measures=MEASURES)
    assert [row[0] for row in made.rows] == [0, 60_000, 900_000]
    assert made.rows_at(900_000, made.rows)[0] == frozenset()


def test_all_kinds_stand_in_the_order_of_time():
    made = timeline(
        100,
        20,
        chapters=(Chapter(0, "Opening"), Chapter(100_000, "")),
        bookmarks=(Bookmark(50_000, "look again"), Bookmark(100_000)),
    )
    items = [made.item(row) for row in made.rows]
    assert [(each.kind, each.words) for each in items] == [
        (Kind.CHAPTER, "Opening"),
        (Kind.MOMENT, "It is so."),
        (Kind.BOOKMARK, "look again"),
        (Kind.CHAPTER, "Chapter"),
        (Kind.MOMENT, "It is so."),
        (Kind.BOOKMARK, "Bookmark"),
        (Kind.GAP, "7 min 20 s not cited"),
    ]
    assert [each.number for each in items] == [0, 1, 0, 1, 0, 1, 0]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("", [0, 1, 1, 2, 3]),
        ("chapter", [0]),
        ("BOOKMARK", [2]),
        ("not cited", [3]),
        ("gap", [3]),
        ("bulge", [1]),
        ("bulge far", []),
        ("tides so", [1]),
        ("look again", [2]),
        ("nowhere", []),
        ("known", [1]),
        ("Known tides", [1]),
        ("known bulge", []),
        ("revisit", []),
    ],
)
def test_a_filter_looks_in_words_headings_kinds_and_marks(words, kinds):
    made = Timeline(
        [moment(0, sentence="The bulge.", heading="Near"), moment(30, heading="Tides")],
        (Chapter(0, "Opening"),),
        (Bookmark(40_000, "look again"),),
        600_000,
        MEASURES,
    )
    assert [row[1] for row in made.rows_with(words, {1: "known"})] == kinds


@pytest.mark.parametrize(
    ("second", "rows", "until"),
    [
        (0, {0}, 100),  # the gap before the first
        (99, {0}, 100),
        (100, {1, 2}, 110),
        (109, {1, 2}, 110),
        (110, {3}, 170),
        (169, {3}, 170),
        (170, {4}, 600),
        (700, set(), None),
    ],
)
def test_the_rows_that_are_being_said(second, rows, until):
    made = timeline(110, 100, 100)
    at, until_ms = made.rows_at(second * 1000, made.rows)
    assert (at, until_ms and until_ms // 1000) == (rows, until)


def test_among_filtered_rows_only_those_that_are_left_are_marked():
    made = Timeline([moment(100, sentence="Near."), moment(100, sentence="Far.")],
                    duration_ms=600_000, measures=MEASURES)  # fmt: skip
    far = made.rows_with("far", {})
    assert made.rows_at(100_000, far) == (frozenset({0}), 160_000)
    assert made.rows_at(0, far) == (frozenset(), 100_000)


@pytest.mark.parametrize(
    ("second", "number", "is_cited"),
    [(0, None, False), (20, 1, True), (79, 1, True), (80, None, False), (100, 0, True),
     (160, None, False)],
)  # fmt: skip
def test_a_time_tells_what_is_said_there(second, number, is_cited):
    made = timeline(100, 20, 100)
    assert made.moment_at(second * 1000) == number
    assert made.is_cited(second * 1000) is is_cited


def test_a_time_tells_its_chapter_and_the_bookmark_nearby():
    made = timeline(chapters=(Chapter(10_000, "One"), Chapter(20_000, "Two")),
                    bookmarks=(Bookmark(5_000, "a"), Bookmark(6_000, "b")))  # fmt: skip
    assert made.chapter_at(9_999) is None
    assert made.chapter_at(10_000).title == "One"
    assert made.chapter_at(500_000).title == "Two"
    assert made.bookmark_near(5_900, 1_000).label == "b"
    assert made.bookmark_near(8_000, 1_000) is None


@pytest.mark.parametrize(
    ("length_ms", "words"),
    [(59_999, "59 s"), (60_000, "1 min"), (220_000, "3 min 40 s"), (3_600_000, "1 h"),
     (3_725_000, "1 h 2 min")],
)  # fmt: skip
def test_a_length_is_told_as_people_say_it(length_ms, words):
    assert length_in_words(length_ms) == words
