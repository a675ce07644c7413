"""Automatic captions: every line once, at its time, and nothing but words."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.errors import VideoError
from viewer.video.captions import CUES_AT_MOST, cues_of, is_rolling, mended

ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:00.080 --> 00:00:02.310 align:start position:0%
~
the<00:00:00.480><c> sea</c><00:00:00.640><c> rises</c>

00:00:02.310 --> 00:00:02.320 align:start position:0%
the sea rises
~

00:00:02.320 --> 00:00:04.500 align:start position:0%
the sea rises
twice<00:00:02.900><c> a</c><00:00:03.100><c> day</c>

00:00:04.500 --> 00:00:04.510 align:start position:0%
twice a day
~

00:00:04.510 --> 00:00:06.000 align:start position:0%
twice a day
[Music]

00:00:06.000 --> 00:00:06.010 align:start position:0%
[Music]
~
""".replace("~", " ")
"""A line that holds one space stands for none; it is written as ~ here."""


def shown(text):
    return [(cue.start_ms, cue.end_ms, cue.lines) for cue in cues_of(text.encode())]


def test_lines_that_roll_up_are_left_where_they_were_said():
    assert is_rolling(ROLLING.encode())
    assert shown(mended(ROLLING.encode())) == [
        (80, 2_320, ("the sea rises",)),
        (2_320, 4_510, ("twice a day",)),
        (4_510, 6_010, ("[Music]",)),
    ]


def test_mending_twice_changes_nothing():
    once = mended(ROLLING.encode())
    assert mended(once.encode()) == once
    assert not is_rolling(once.encode())


def test_what_is_really_said_twice_stays():
    rolling = (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nyes<00:00:01.500><c> yes</c>\n\n"
        "00:00:02.000 --> 00:00:02.010\nyes yes\n\n"
        "00:00:02.010 --> 00:00:03.000\nyes yes\nyes<00:00:02.500><c> yes</c>\n\n"
        "00:00:09.000 --> 00:00:10.000\nyes yes\n"
    )
    assert [lines for *_, lines in shown(mended(rolling.encode()))] == [("yes yes",)] * 3


def test_words_with_times_of_their_own_are_said_now_whatever_stood_there_before():
    rolling = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nno<00:00:01.500><c> no</c>\n\n"
        "00:02.000 --> 00:02.010\nno no\n\n00:02.010 --> 00:03.000\nno<00:00:02.500><c> no</c>\n"
    )
    assert [lines for *_, lines in shown(mended(rolling.encode()))] == [("no no",)] * 2


def test_three_lines_that_roll_are_mended_too():
    rolling = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n00:02.000 --> 00:03.000\na\nb\n\n"
        "00:03.000 --> 00:04.000\na\nb\nc\n\n00:04.000 --> 00:05.000\nb\nc\nd\n"
    )
    assert [lines for *_, lines in shown(mended(rolling.encode()))] == [
        ("a",), ("b",), ("c",), ("d",),
    ]  # fmt: skip


def test_a_cue_ends_before_the_next_begins():
    overlapping = "WEBVTT\n\n00:01.000 --> 00:05.000\na\n\n00:03.000 --> 00:07.000\nb\n"
    assert shown(mended(overlapping.encode())) == [(1_000, 3_000, ("a",)), (3_000, 7_000, ("b",))]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>", "<b onload=x>", "<c.red><i><v Bob>", "<00:00:01.000>",
        "<<b>", "\x1b[31m", "\u202e", "&lt;script&gt;", "a --> b", "{\\an8}<font size=99>",
    ],
)  # fmt: skip
def test_markup_is_dropped_and_what_looks_like_it_is_spelled_out(hostile):
    text = mended(f"WEBVTT\n\n00:01.000 --> 00:02.000\nhigh {hostile} water\n".encode())
    line = text.splitlines()[3]
    assert line.startswith("high ")
    assert line.endswith(" water")
    assert not {"<", ">", "\x1b", "\u202e"} & set(line)
    (cue,) = cues_of(text.encode())
    assert mended(text.encode()) == text
    assert cue.start_ms == 1_000


def test_styles_regions_remarks_and_nonsense_are_left_out():
    text = (
        "\ufeffWEBVTT - a title\r\nX-Y: z\r\n\r\nSTYLE\r\n::cue { background: url(http://h/) }\r\n"
        "\r\nREGION\r\nid:a\r\n\r\nNOTE a --> b\r\nsecret\r\n\r\n7\r\n"
        "00:01.000 --> 00:02.000\r\nkept\r\n\r\n00:05.000 --> 00:04.000\r\nbackwards\r\n\r\n"
        "99:99.000 --> 1:00\r\nnonsense\r\n"
    )
    assert mended(text.encode()) == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nkept\n\n"


def test_words_of_all_scripts_stay():
    words = "прилив 満潮 مدّ 🌊 é"
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n"
    assert words in mended(text.encode())


def test_what_is_no_caption_is_refused():
    for content in (b"", b"<html>", b"1\n00:00:01,000 --> 00:00:02,000\nx\n"):
        with pytest.raises(VideoError, match="no WebVTT"):
            mended(content)


def test_far_too_much_is_refused_or_bounded_and_soon():
    began = time.process_time()
    with pytest.raises(VideoError, match="too large"):
        mended(b"WEBVTT\n\n" + bytes(13_000_000))
    cue = "00:01.000 --> 00:02.000\n{}\n\n"
    many = "WEBVTT\n\n" + "".join(cue.format(number) for number in range(CUES_AT_MOST + 1))
    with pytest.raises(VideoError, match="too many"):
        mended(many.encode())
    for filling in ("<", "<a", "a<b>", "&", "&#", " ", "-->", "00:", "\u202e", "<00:00:00.000"):
        line = filling * (5_000_000 // len(filling.encode()))
        assert len(mended(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{line}\n".encode())) < 20_000
        mended(f"WEBVTT\n\n{line} --> 1\nx\n".encode())
    assert time.process_time() - began < 20


SPOKEN = st.lists(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=6, unique=True).map(
        lambda numbers: [f"w{number}" for number in numbers]
    ),
    max_size=30,
)
"""Lines of words; a line is made the only one of its kind below."""


def rolled(lines):
    """Write lines as YouTube's rolling captions do."""
    text, above = ["WEBVTT\nKind: captions\nLanguage: en\n"], " "
    for place, words in enumerate(lines):
        start, end = 2 * place, 2 * place + 2
        first, *others = words
        timed = "".join(f"<00:{start // 60:02}:{start % 60:02}.500><c> {w}</c>" for w in others)
        text.append(f"{clock(start, 10)} --> {clock(end)} align:start position:0%\n"
                    f"{above}\n{first}{timed}\n")  # fmt: skip
        above = " ".join(words)
        text.append(f"{clock(end)} --> {clock(end, 10)} align:start position:0%\n{above}\n \n")
    return "\n".join(text)


def clock(seconds, thousandths=0):
    return f"00:{seconds // 60:02}:{seconds % 60:02}.{thousandths:03}"


@given(SPOKEN)
def test_every_word_is_there_once_in_order_and_no_line_twice(lines):
    lines = [[f"l{place}", *words] for place, words in enumerate(lines)]
    cues = list(cues_of(mended(rolled(lines).encode()).encode()))
    said = [word for cue in cues for line in cue.lines for word in line.split()]
    assert said == [word for words in lines for word in words]
    assert all(not set(one.lines) & set(next_.lines) for one, next_ in pairwise(cues))
    assert [cue.start_ms for cue in cues] == [2_000 * place + 10 for place in range(len(lines))]
    assert all(one.end_ms <= next_.start_ms for one, next_ in pairwise(cues))


@given(st.binary(max_size=400))
def test_nothing_that_comes_breaks_it(content):
    text = mended(b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + content)
    assert mended(text.encode()) == text
