"""A page is cut between its blocks, and within those that are too long to be laid out at once."""

import re

import pytest

from tests.faults.examiner import Seen
from tests.faults.pathological import ALL
from viewer.note.limits import MOST_CELLS, PIECE, VOID
from viewer.note.portions import portions_of
from viewer.note.reading import plain_note

LEAST = 1_000


def least():
    return LEAST


def words(html):
    return re.sub(r"\s|\u200b", "", Seen(html).text)


def is_well_formed(html):
    names = []
    for piece in PIECE.finditer(html):
        if piece[2] and piece[2] not in VOID | {"img"}:
            if piece[1] and (not names or names.pop() != piece[2]):
                return False
            if not piece[1]:
                names.append(piece[2])
    return not names


LONG = {
    "list": "<ul>" + "<li>item of a <b>list</b></li>" * 300 + "</ul>",
    "table": "<table class='grid'><thead><tr><th>a</th></tr></thead><tbody>"
    + "<tr><td>cell</td></tr>" * MOST_CELLS + "</tbody></table>",
    "code": "<pre class='code'>" + "line of code\n" * 3_000 + "</pre>",
    "coloured code": "<pre class='code'>" + "<span class='k'>x</span> = 1\n" * 900 + "</pre>",
    "paragraph": "<p>" + "words and words " * 2_000 + "</p>",
    "strong paragraph": "<p>a <b>" + "words and words " * 2_000 + "</b></p>",
    "lines": "<p class='plain'>" + "a<br>" * 3_000 + "</p>",
    "code in a line": "<pre class='code'><code>" + "-       " * 2_000 + "</code></pre>",
    "rules": "<hr>" * 2_000,
    "quote": "<blockquote>" + "<p>words and words</p>" * 500 + "</blockquote>",
    "lines of a quote": "<blockquote><p>" + "a<br>" * 3_000 + "</p></blockquote>",
    "items of a quote": "<blockquote><ul>" + "<li>an item</li>" * 500 + "</ul></blockquote>",
    "quotes": "<blockquote><blockquote><p>words</p></blockquote></blockquote>" * 300,
    "quote in a quote": "<blockquote>" * 5 + "<p>words</p><hr>" * 300 + "</blockquote>" * 5,
    "run": "<p>" + ("x" * 900 + "\u200b") * 50 + "</p>",
    "stamps without a blank": "<p>" + "<a class='moment' href='moment:1'>0:01</a>(" * 500 + "</p>",
    "stamps": "<p>" + "said <a class='moment' href='moment:1'>0:01</a> so " * 500 + "</p>",
}  # fmt: skip


@pytest.mark.parametrize("html", LONG.values(), ids=LONG.keys())
def test_a_block_that_is_too_long_is_cut_and_no_word_is_lost(html):
    portions = list(portions_of(f"<h1>a</h1>{html}<p>end</p>", least))
    assert max(map(len, portions)) < 2.2 * LEAST
    assert all(map(is_well_formed, portions))
    assert words("".join(portions)) == words(f"<h1>a</h1>{html}<p>end</p>")


def test_an_ordinary_page_is_only_cut_between_its_blocks():
    html = "".join(f"<p>paragraph {number}</p><ul><li>a</li></ul>" for number in range(300))
    portions = list(portions_of(html, least))
    assert len(portions) > 5
    assert "".join(portions) == html


def test_a_numbered_list_goes_on_counting():
    html = '<ol start="7">' + "<li>an item of it</li>" * 200 + "</ol>"
    starts = [re.match(r'<ol start="(\d+)">', part)[1] for part in portions_of(html, least)]
    counts = [part.count("<li>") for part in portions_of(html, least)]
    assert starts[0] == "7"
    assert [int(start) for start in starts] == [7 + sum(counts[:at]) for at in range(len(counts))]


def test_a_numbered_list_in_a_quote_goes_on_counting():
    html = "<blockquote><p>a</p><ol>" + "<li>an item of it</li>" * 200 + "</ol></blockquote>"
    portions = list(portions_of(html, least))
    starts = [int(found) for found in re.findall(r'<ol start="(\d+)">', "".join(portions))]
    counts = [part.count("<li>") for part in portions]
    assert len(portions) > 3
    assert starts == [1 + sum(counts[:at]) for at in range(1, len(counts))]


def test_each_portion_is_as_long_as_asked_for_by_then():
    html = "<p>words and words and more</p>" * 2_000
    asked = iter([500, 4_000, 500, *[2_000] * 100])
    lengths = [len(part) for part in portions_of(html, lambda: next(asked))]
    assert [round(length, -3) for length in lengths[:4]] == [0, 2_000, 0, 1_000]


@pytest.mark.parametrize("inside", ["<a href='link:0'>{}</a>", "<i>{}</i>"])
def test_a_link_is_never_cut_in_two(inside):
    html = f"<p>{inside.format('words ' * 1_000)}</p>"
    portions = list(portions_of(html, least))
    assert (len(portions) == 1) == ("href" in inside)


def test_a_callout_stays_one_box():
    rows = "<tr><td>" + "<p>words</p>" * 500 + "</td></tr>"
    html = f"<table class='callout callout-note'>{rows * 3}</table>"
    assert list(portions_of(html, least)) == [html]


@pytest.mark.parametrize("name", ["prose", "list items", "long table", "unbroken", "newlines"])
def test_whole_pathological_notes_are_cut_without_loss(read, name):
    text = ALL[name](50_000)
    for note in (read(text), plain_note(text, name="x", reason="Long.")):
        portions = list(portions_of(note.html, least))
        assert all(map(is_well_formed, portions))
        assert words("".join(portions)) == words(note.html)
