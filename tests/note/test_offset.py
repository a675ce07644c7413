"""A note's times in a video that begins elsewhere."""

import pytest

from viewer.note.note import Verdict
from viewer.note.offset import end_before, offset_sign, offset_words, with_offset
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings

TEXT = "A [0:00:05], b [0:01:00-0:01:30], c [0:04:50], d [x:yy].\n"


def moments_at(offset_ms, video_ms=300_000, text=TEXT):
    end_ms = end_before(video_ms, offset_ms)
    note = read_note(text, name="n", around=Surroundings(), video_ms=end_ms)
    return with_offset(note, offset_ms, video_ms).moments


@pytest.mark.parametrize(
    ("offset_ms", "times"),
    [
        (0, [(5_000, None), (60_000, 90_000), (290_000, None)]),
        (2_500, [(7_500, None), (62_500, 92_500), (292_500, None)]),
        (-5_000, [(0, None), (55_000, 85_000), (285_000, None)]),
        (-70_000, [(None, None), (0, 20_000), (220_000, None)]),
        (-100_000, [(None, None), (None, None), (190_000, None)]),
    ],
)
def test_times_are_moved_and_the_text_stays_as_written(offset_ms, times):
    moments = moments_at(offset_ms)
    assert [(each.time_ms, each.end_ms) for each in moments] == times
    assert [each.text for each in moments] == ["0:00:05", "0:01:00–0:01:30", "0:04:50"]


def test_what_lies_before_the_beginning_leads_nowhere_and_says_so():
    [first, *_rest] = moments_at(-7_500)
    assert (first.time_ms, first.verdict) == (None, Verdict.BEFORE_START)
    assert first.doubt == "0:00:05, 7.5 s earlier, lies before this video begins."


def test_what_is_past_the_end_is_judged_in_the_videos_time():
    *_others, last = moments_at(12_500)
    assert (last.time_ms, last.verdict) == (302_500, Verdict.PAST_END)
    assert last.doubt == ("0:04:50, 12.5 s later, is past the end of the video (0:05:00).")
    *_others, last = moments_at(-20_000, 280_000)
    assert (last.time_ms, last.verdict) == (270_000, Verdict.OK)


def test_shifted_times_are_still_found_to_be_shifted():
    [moment, *_] = moments_at(10_000, 1_500_000, "A [18:49:00], b [20:10:00], c [21:11:00].\n")
    assert (moment.time_ms, moment.verdict) == (1_139_000, Verdict.SHIFTED)


@pytest.mark.parametrize(
    ("offset_ms", "words", "sign"),
    [
        (12_500, "12.5 s later", "+0:12.5"),
        (-1, "0.001 s earlier", "−0:00.001"),
        (62_250, "1:02.25 later", "+1:02.25"),
        (-3_600_000, "1:00:00 earlier", "−1:00:00"),
    ],
)
def test_an_offset_in_words_and_as_it_is_typed(offset_ms, words, sign):
    assert (offset_words(offset_ms), offset_sign(offset_ms)) == (words, sign)
