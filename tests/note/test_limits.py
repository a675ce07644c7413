"""What Qt's layout could choke on is made flat, broken or cut, and no text is lost."""

import re

import pytest

from viewer.note.limits import (
    DEEPEST,
    DEEPEST_TABLES,
    LONGEST_RUN,
    MOST_BLANKS,
    MOST_CELLS,
    limited,
)


def depth_of(html, tag=r"\w+"):
    depth = deepest = 0
    for closing in re.findall(rf"<(/?){tag}[^>]*>", html):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    return deepest


def nested(tag, times, inside="x"):
    return f"<{tag}>" * times + inside + f"</{tag}>" * times


def test_an_ordinary_page_is_not_touched():
    html = (
        '<h1 class="title">T</h1><p>a <b>b</b><br>c &amp; d</p><table><tr><td>x</td></tr></table>'
    )
    assert limited(html) == html


@pytest.mark.parametrize("times", [65, 1000, 20_000])
def test_nesting_is_flat_beyond_its_depth(times):
    html = limited(nested("div", times))
    assert depth_of(html) == DEEPEST
    assert "x" in html


@pytest.mark.parametrize("times", [5, 22, 5000])
def test_tables_are_flat_beyond_their_depth(times):
    html = limited("<table><tr><td>" * times + "x" + "</td></tr></table>" * times)
    assert depth_of(html, "table") == DEEPEST_TABLES
    assert html.count("<td>") == html.count("</td>")
    assert "x" in html


def test_cells_beyond_the_last_are_cut_and_said_so():
    html = limited("<table>" + "<tr><td>x</td></tr>" * (MOST_CELLS + 50) + "</table><p>after</p>")
    assert html.count("<td>") == MOST_CELLS
    assert html.count("not shown") == 1
    assert "after" in html


@pytest.mark.parametrize(
    "html",
    ["x" * 50_000, "<b>x</b>" * 50_000, "&amp;" * 50_000, "\u00a0" * 50_000, "x\u202f" * 25_000],
)
def test_an_unbroken_run_is_broken(html):
    text = re.sub(r"<[^>]*>", "", limited(f"<p>{html}</p>")).replace("&amp;", "x")
    assert max(map(len, text.split("\u200b"))) <= LONGEST_RUN
    assert len(text.replace("\u200b", "")) == 50_000


def test_what_was_broken_is_not_broken_again():
    html = limited(f"<p>{'x' * 50_000}</p>")
    assert limited(html) == html


@pytest.mark.parametrize("blank", [" ", "\t", " \t"])
def test_blanks_without_end_are_cut(blank):
    html = limited(f"<pre>a{blank * 100_000}b</pre>")
    assert len(html) == MOST_BLANKS + len("<pre>ab</pre>")


def test_words_are_never_broken_by_the_limit():
    html = f"<p>{'word ' * 50_000}</p>"
    assert limited(html) == html


def test_bidi_controls_are_bounded_and_closed_with_their_line():
    html = limited(f"<p>{chr(0x202E) * 100_000}x</p><p>{chr(0x2066)}y</p>")
    first, second = re.findall(r"<p>(.*?)</p>", html)
    assert first == "\u202e" * 100 + "x" + "\u202c" * 100
    assert second == "\u2066y\u2069"


def test_a_closing_control_without_an_opening_one_goes():
    assert limited("<p>a\u202cb\u2069</p>") == "<p>ab</p>"


@pytest.mark.parametrize(
    "text",
    ["> " * 300 + "x", "<div>" * 300 + "x" + "</div>" * 300,
     "\n".join("  " * depth + "- a" for depth in range(80)),
     "<table><tr><td>" * 30 + "x" + "</td></tr></table>" * 30,
     "\n".join(">" * depth + " [!note] a" for depth in range(1, 60))],
)  # fmt: skip
def test_whole_notes_stay_within_the_limits(read, text):
    html = read(text).html
    assert depth_of(html.replace("<br>", "").replace("<hr>", "")) <= DEEPEST
    assert depth_of(html, "table") <= DEEPEST_TABLES
