"""Broken timestamps: a repair costs a stamp at most, never a reader's text."""

import re
from html import unescape

import pytest

FORMS = [
    '<a class="yt-timestamp" data-t="00:01:02">[00:01:02]</a>',
    "<a class='yt-timestamp' data-t='00:01:02'>[00:01:02]</a>",
    '<a class="yt-timestamp" data-23:11:00>[02:31:11]</a>',
    '<a class="yt-timestamp" data= "00:07:13">[00:07:13]</a>',
    '<a class="yt="yt-timestamp" data-t="00:07:13">[00:07:13]</a>',
    '<a class="yt>timestamp" data-t="00:07:13">[00:07:13]</a>',
    '<a class="yt->timestamp" data-t="00:07:13">[00:07:13]</a>',
    '<a class="yt\nclass="yt-timestamp"" data-t="00:07:13">[00:07:13]</a>',
    '<a class="yt-timestamp" data-t="00:40:54]">[00:40:54]</a>',
    '<a class="yt-timestamp" data-t="00:10:05]-[00:10:12]</a>',
    '<a class="yt-timestamp" data-t="00:01:02</a>',
    '<a class="yt-timestamp" data-t="01:26:06">01:26:06>)-[01:26:09](<a data-t="01:26:09"></a>)',
    '<a href="#fn:1" class="yt-timestamp" data-t="00:54:01">[00:54:01]</a>',
    '<a\u00a0class="yt-timestamp"\u00a0data-t="00:54:01">[00:54:01]</a>',
    '[00:16:01](<a class="yt-timestamp" data-t="00:16:01">[00:16:01]</a>)',
    '[<a class="yt-timestamp" data-t="00:16:01">[00:16:01]</a>](#t=961)',
    "[00:16:01](https://youtu.be/abcdefghijk?t=961)",
    '<span data-seconds="123">02:03</span>',
    "{{renderer :media-timestamp, 60}}",
    "![[tides.mp4#t=5,10|300]]",
]
PLACES = [
    "alpha {} beta gamma\n\ndelta",
    "alpha{}beta\ngamma\n\ndelta",
    "- alpha {} beta\n- gamma\n\ndelta",
    "> alpha {} beta gamma\n\ndelta",
    "## alpha {} beta\ngamma\n\ndelta",
    "| alpha {} | beta |\n|---|---|\n| gamma | x |\n\ndelta",
    "**alpha {} beta** gamma\n\ndelta",
    'alpha {} beta <a class="yt-timestamp" data-t="00:09:09">[00:09:09]</a> gamma\n\ndelta',
    'alpha {} beta "gamma" it\'s\n\ndelta',
]


def words(note):
    """Return what a page shows, without its title."""
    return unescape(re.sub(r"<[^>]*>", " ", note.html.partition("</h1>")[2]))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("form", FORMS)
def test_a_timestamp_cut_off_anywhere_takes_no_word_along(read, form, place):
    for end in {*range(2, len(form), 3), len(form)}:
        text = place.replace("{}", form[:end])
        shown = re.findall(r"alpha|beta|gamma|delta", words(read(text)))
        assert shown == ["alpha", "beta", "gamma", "delta"], text


@pytest.mark.parametrize("form", FORMS)
def test_a_timestamp_without_one_of_its_signs_takes_no_word_along(read, form):
    for position, sign in enumerate(form):
        if not sign.isalnum():
            text = f"alpha {form[:position]}{form[position + 1 :]} beta\n\n- gamma\n\ndelta"
            shown = re.findall(r"alpha|beta|gamma|delta", words(read(text)))
            assert shown == ["alpha", "beta", "gamma", "delta"], text


@pytest.mark.parametrize("form", FORMS[:14])
def test_no_source_of_a_broken_timestamp_shows(read, form):
    page = read(f"alpha {form} beta").html
    for source in ("&lt;a", "yt-timestamp", "data-", "[[", "]("):
        assert source not in page


def test_an_anchor_without_text_gets_its_time_for_a_label(read):
    (moment,) = read('<a class="yt-timestamp" data-t="00:16:09"></a>').moments
    assert moment.text == "0:16:09"


@pytest.mark.parametrize(
    ("anchor", "moments"),
    [
        ('data-t="00:01:02">[00:01:02, 00:01:05]', [(62_000, None), (65_000, None)]),
        ('data-t="00:01:02">[00:01:02 - 00:01:05]', [(62_000, 65_000)]),
        ('data-t="00:01:02">[00:01:05]', [(62_000, None)]),
        ('data-t="00:01:02">[00:05:00 - 00:06:00]', [(62_000, None)]),
        ('data-t="00:01:02 - 00:01:05">[00:01:02]', [(62_000, 65_000)]),
    ],
)
def test_a_text_that_says_more_than_its_attribute_is_heard(read, anchor, moments):
    note = read(f'<a class="yt-timestamp" {anchor}</a>')
    assert [(moment.time_ms, moment.end_ms) for moment in note.moments] == moments


def test_the_words_of_a_link_around_an_anchor_stay(read):
    anchor = '<a class="yt-timestamp" data-t="00:01:02">[00:01:02]</a>'
    assert " ".join(words(read(f"[the tide at 00:01:02]({anchor})")).split()) == (
        "the tide at 0:01:02"
    )


@pytest.mark.parametrize("anchor", ["[{}]", "[[{}]]", "({})", "[ {} ]", "[{}]( #t=62 )", "[{}](#)"])
def test_brackets_around_an_anchor_go(read, anchor):
    stamp = '<a class="yt-timestamp" data-t="00:01:02">[00:01:02]</a>'
    shown = words(read(f"alpha {anchor.format(stamp)} beta"))
    assert not set("[]()") & set(shown) or "( #t=62 )" in anchor


def test_a_tag_that_never_ends_does_not_reach_into_the_next_block(read):
    note = read('> alpha <a class="yt-timestamp" data-t= beta\n> gamma\n\n- delta')
    assert re.findall("alpha|beta|gamma|delta", words(note)) == ["alpha", "beta", "gamma", "delta"]


def test_a_link_that_never_ends_still_is_a_moment(read):
    note = read("alpha [00:01:02](https://youtu.be/abcdefghijk beta")
    assert [moment.time_ms for moment in note.moments] == [62_000]
    assert "beta" in words(note)
