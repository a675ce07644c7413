"""What is listed as doubtful, and what a time leads to."""

import pytest

from viewer.errors import PlaybackError
from viewer.note.note import Verdict
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.session.doubts import Topic, concerns_of, doubt_words, time_to_follow

HOUR_MS = 3_600_000
SHIFTED = "\n\n".join(f"Claim {number} [{number}:{number + 10}:00]." for number in range(5, 45))


def note_of(text, video_ms=None, is_shifted=None):
    return read_note(
        text,
        name="note",
        around=Surroundings(lambda target: None if "gone" in target else f"{target}.md"),
        video_ms=video_ms,
        is_shifted=is_shifted,
    )


def concerns_in(text, video_ms=None, is_shifted=None):
    return concerns_of(note_of(text, video_ms, is_shifted), is_shifted)


def test_a_sound_note_has_no_doubts():
    assert concerns_in("The tide turns [0:01:02], see [[other]].") == []
    assert doubt_words([], is_chosen=False) == ""


def test_a_wholly_shifted_note_is_one_doubt():
    [doubt] = concerns_in(SHIFTED)
    assert (doubt.topic, doubt.line, doubt.where) == (Topic.NOTE, 0, "the note")
    assert (doubt.written, doubt.read_as, doubt.place) == ("5:15:00", "0:05:15", "moment:0")
    assert doubt.reason.startswith("40 times of this note say minutes and seconds")
    assert doubt_words([doubt], is_chosen=False) == "▲ 1 doubt"


def test_what_the_reader_chose_is_no_doubt():
    assert concerns_in(SHIFTED, is_shifted=True) == []
    assert doubt_words([], is_chosen=True) == "times: your choice"


def test_read_as_written_the_times_of_such_a_note_are_doubtful_each_for_itself():
    found = concerns_in(SHIFTED, video_ms=HOUR_MS, is_shifted=False)
    assert len(found) == 40
    assert {each.verdict for each in found} == {Verdict.PAST_END}


def test_every_time_that_was_not_taken_as_written_is_listed_once_with_its_line():
    good = " ".join(f"[0:{number:02}:10]" for number in range(29))
    text = f"---\ntitle: T\n---\n\nGood {good}.\n\nLate [9:00:00], and late again [0:31:12].\n"
    found = concerns_in(text, video_ms=30 * 60_000)
    assert [(each.line, each.written, each.verdict) for each in found] == [
        (7, "9:00:00", Verdict.SHIFTED),
        (7, "0:31:12", Verdict.PAST_END),
    ]
    assert found[0].read_as == "0:09:00"
    assert found[1].reason == "0:31:12 is past the end of the video (0:30:00)."
    assert all(each.place.startswith("moment:") for each in found)


def test_dead_links_come_last_and_are_counted_apart():
    found = concerns_in("[[gone | the bulge]] and [[gone_too]], late [0:01:12].", 60_000)
    assert [each.topic for each in found] == [Topic.TIME, Topic.LINK, Topic.LINK]
    assert found[1].written == "the bulge"
    assert found[1].reason == "There is no note named “gone” in this vault."
    assert found[1].place == "link:0"
    assert doubt_words(found, is_chosen=False) == "▲ 1 doubt  ·  2 dead links"


def test_a_doubt_about_the_header_leads_to_the_top():
    found = concerns_in("---\ntitle: [broken\n---\n\nBody [0:00:01].")
    assert [(each.topic, each.place) for each in found] == [(Topic.NOTE, "")]
    assert found[0].reason


def test_a_mended_timestamp_is_listed_at_its_moment():
    text = 'One [0:00:05].\n\nTwo <a class="yt>timestamp" data-t="0:01:02">[0:01:02]</a> here.\n'
    found = concerns_in(text)
    assert [(each.topic, each.place) for each in found] == [(Topic.TIME, "moment:1")]


def test_two_thousand_doubts_are_two_thousand_rows():
    text = "\n\n".join(f"Late [{number % 50 + 10}:{number % 60:02}:59]." for number in range(2_000))
    found = concerns_in(text, video_ms=60_000, is_shifted=False)
    assert len(found) == 2_000
    assert [each.line for each in found] == sorted(each.line for each in found)


@pytest.mark.parametrize(
    ("text", "says", "offers"),
    [
        ("[1:02:03]", "1:02:03 is past the end of the video (0:45:10).",
         ("overrule_times", "show_doubts")),
        ("<a class=\"yt-timestamp\" data-t=\"soon\">soon</a>", "“soon” cannot be read as a time.",
         ("show_doubts",)),
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_refused_with_what_may_help(text, says, offers):
    video_ms = 45 * 60_000 + 10_000
    [moment] = note_of(text, video_ms, is_shifted=False).moments
    with pytest.raises(PlaybackError) as refused:
        time_to_follow(moment, video_ms)
    assert (refused.value.sentence, refused.value.offers) == (says, offers)


def test_a_sound_time_leads_where_it_says():
    [moment] = note_of("[0:01:02]").moments
    assert time_to_follow(moment, 0) == 62_000
