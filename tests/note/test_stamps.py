"""Timestamps in a note's text: well formed, broken, bare, and what only looks like one."""

import re

import pytest

ANCHOR = '<a class="yt-timestamp" data-t="00:01:02">[00:01:02]</a>'


@pytest.mark.parametrize(
    "anchor",
    [
        ANCHOR,
        '<a class="yt-timestamp" data-t="00:01:02"></a>',
        "<a class='yt-timestamp' data-t='00:01:02'>[00:01:02]</a>",
        '<a class="yt-timestamp" data-00:01:02>[00:01:02]</a>',
        '<a class="yt-timestamp" data="00:01:02">[00:01:02]</a>',
        '<a class="yt-timestamp" data-t=t="00:01:02">[00:01:02]</a>',
        '<a class="yt-timestamp" data= "00:01:02">[00:01:02]</a>',
        '<a class="yt-timestamp" data-timestamp="00:01:02">[00:01:02]</a>',
        '<a class="yt-timestamp" data_t="00:01:02">[00:01:02]</a>',
        '<a class="yt-timestamp" href="00:01:02">[00:01:02]</a>',
        '<a class="yt="yt-timestamp" data-t="00:01:02">[00:01:02]</a>',
        '<a class="yt=" data-t="00:01:02">[00:01:02]</a>',
        '<a class="yt_timestamp" data-t="00:01:02">[00:01:02]</a>',
        '<a class="yt>timestamp" data-t="00:01:02">[00:01:02]</a>',
        '<a class="yt->timestamp" data-t="00:01:02">[00:01:02]</a>',
        '<a class="yt:timestamp" data-t="00:01:02">[00:01:02]</a>',
        '<a class="yt-0:01:02">[00:01:02]</a>',
        '<a class="yt\nclass="yt-timestamp"" data-t="00:01:02">[00:01:02]</a>',
        '<a class="yt-timestamp" data-t="00:01:02]">[00:01:02]</a>',
        '<a class="yt-timestamp" data-t="00:01:02</a>',
        '<a class="yt-timestamp" data-t="00:01:02]</a>',
        '<a\u00a0class="yt-timestamp"\u00a0data-t="00:01:02">[00:01:02]</a>',
        '<a class="yt-timestamp" data-t="00:01:02">00:01:02</a>',
        '<a class="yt-timestamp" data-t="00:01:02">[[00:01:02]]</a>',
        '<a class="yt-timestamp" data-t="00:01:02">`00:01:02`</a>',
        '<a class="yt-timestamp" data-t="00:01:02">.[00:01:02]</a>',
        '<a class="yt-timestamp" data-t="00:01:02">\u200b[00:01:02]</a>',
        '<a class="yt-timestamp" data-t="00:01:02">00:01:02>',
        '<a class="yt-timestamp" data-t="00:01:02">[00:01:02]',
        '<a class="yt-timestamp" data-t="HH:01:02">[00:01:02]</a>',
        f"[00:01:02]({ANCHOR})",
        f"[00:01:02]({ANCHOR}",
        f"[{ANCHOR}](#t=62)",
        f"[{ANCHOR}]",
        f"({ANCHOR})",
    ],
)
def test_an_anchor_however_written_is_one_moment(read, anchor):
    note = read(f"Water rises {anchor} and falls.")
    assert [moment.time_ms for moment in note.moments] == [62_000]
    text = re.sub(r"<[^>]*>|&#160;", "", note.html)
    assert text == "a_noteWater rises 0:01:02 and falls."


@pytest.mark.parametrize(
    ("text", "times_s"),
    [
        ("[00:07:34]", [454]),
        ("[41:50]", [2510]),
        ("[00:00:34, 00:02:49, 00:02:55]", [34, 169, 175]),
        ("[00:23:44 - 00:23:51]", [1424]),
        ("(0:07:53-0:08:06)", [473]),
        ("(03:42:51)", [13371]),
        ("[[01:52:00]]", [6720]),
        ("[[01:52:00], [01:53:00]]", [6720, 6780]),
        (r"\[00:01:02\]", [62]),
        ("[00:01:13](#t=00:01:13)", [73]),
        ("[00:01:13](#)", [73]),
        ("[00:01:55](0:01:55)", [115]),
        ("[02:01]()", [121]),
        ("[00:01:13](https://www.youtube.com/watch?v=XXX)", [73]),
        ("[00:01:13](youtube_link)", [73]),
        ("[01:29](ytseek://89)", [89]),
        ("glued[00:07:34]", [454]),
        (f"{ANCHOR}, {ANCHOR}", [62, 62]),
        (f"{ANCHOR}{ANCHOR}", [62, 62]),
        (f"**{ANCHOR}**", [62]),
        ('<a class="yt-timestamp" data-t="00:01:02, 00:01:05">x</a>', [62, 65]),
        ('<a class="yt-timestamp" data-t="00:01:02 - 00:01:05">[00:01:02]</a>', [62]),
    ],
)
def test_times_are_found_in_the_text(times, text, times_s):
    assert times(f"Water rises {text}.") == [time_s * 1000 for time_s in times_s]


@pytest.mark.parametrize(
    "text",
    ["at 11:00 AM", "a 16:9 picture", "[16:9]", "John 3:16", "(12:30)", "`[00:01:02]`",
     "`<a data-t='00:01:02'>`", "    [00:01:02]", "```\n[00:01:02]\n```", "x[10:20]", "[see 0:30]",
     "x\n\n~~~md\n[[00:01:02]]\n~~~", "%%[00:01:02]%%", "<!-- [00:01:02] -->"],
)  # fmt: skip
def test_false_friends_are_left_alone(times, text):
    assert times(f"{text}\n") == []


def test_a_link_to_this_notes_video_is_a_moment_and_to_another_a_link(read):
    note = read(
        "---\nvideoId: abc-DEF_123\n---\n[1:05](https://youtu.be/abc-DEF_123?t=65) "
        "[1:06](https://www.youtube.com/watch?v=ZZZZZZZZZZZ&t=66) [1:07](https://vimeo.com/9#t=67)"
    )
    assert [moment.time_ms for moment in note.moments] == [65_000]
    assert [link.text for link in note.links] == ["1:06", "1:07"]


def test_an_anchor_that_never_closes_does_not_take_its_section_along(read):
    note = read('One <a class="yt-timestamp" data-t="00:01:02"> two.\n\nThree [0:05:00].')
    assert [moment.time_ms for moment in note.moments] == [62_000, 300_000]
    assert "two." in note.html
    assert "Three" in note.html


def test_a_quote_that_never_closes_does_not_swallow_text(read):
    note = read(f'One <a class="yt-timestamp" data-t="00:01:02]-[00:01:05]</a> two {ANCHOR}.')
    assert len(note.moments) == 2
    assert "two" in note.html


def test_words_in_an_anchor_are_kept_before_its_chip(read):
    note = read('<a class="yt-timestamp" data-t="00:01:02">the spring tide</a>')
    assert "the spring tide <a" in note.html


def test_a_chip_has_as_many_fields_as_were_written(read):
    note = read("[00:04:08] [41:50] [00:23:44 - 00:23:51]")
    assert [moment.text for moment in note.moments] == ["0:04:08", "41:50", "0:23:44–0:23:51"]


def test_a_chip_is_written_as_the_window_expects_it(read):
    assert '<a class="moment" href="moment:0">&#160;0:04:08&#160;</a>' in read("[00:04:08]").html


def test_a_doubtful_chip_says_why(read):
    html = read("[18:49:00]").html
    why = "read as 18:49, written 18:49:00"
    assert f'<a class="moment doubt" href="moment:0" title="{why}">&#160;0:18:49&#160;</a>' in html


def test_a_chip_whose_text_says_another_time_says_so(read):
    note = read('<a class="yt-timestamp" data-t="00:18:57">[00:25:01]</a>')
    assert 'class="moment doubt"' in note.html
    assert 'title="read as 0:18:57, its text says 0:25:01"' in note.html
    assert [doubt.line for doubt in note.warnings] == [1]


def test_a_chip_past_the_end_names_both_times(read):
    note = read("[00:50:33] [00:10:11]", video_ms=2_710_000)
    assert 'title="0:50:33 is past the end of the video (0:45:10)"' in note.html


def test_an_unreadable_chip_is_still_a_link_and_says_why(read):
    note = read('<a class="yt-timestamp" data-t="N/A">[when]</a>')
    assert 'class="moment unreadable" href="moment:0"' in note.html
    assert note.moments[0].time_ms is None
    assert note.warnings[0].sentence == "“N/A” is not a time."


@pytest.mark.parametrize("stamp", ["[00:01:02]", ANCHOR])
def test_a_time_in_the_alias_of_a_link_stands_behind_it(read, stamp):
    note = read(f"[[ocean_physics|the tide {stamp}]]")
    assert [link.text for link in note.links] == ["the tide"]
    assert re.sub(r"<[^>]*>|&#160;", "", note.html) == "a_notethe tide 0:01:02"


def test_a_repair_is_reported_with_its_line(read):
    note = read('\n\n<a class="yt_timestamp" data-t="00:01:02">[00:01:02]</a>')
    assert [(doubt.line, doubt.sentence) for doubt in note.warnings] == [
        (3, "A broken timestamp was mended: 0:01:02.")
    ]
