"""The oracle of words itself: it strikes out what does not show, and misses what is missing."""

import re
from random import Random

import pytest

from tests.note.words import page_words, source_words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("---\ntitle: x\n---\nTides [0:01:00]", "tides"),
        ("[[slug_of | the moon]] [[sun]]", "the moon sun"),
        ("[the moon](https://example.org/a_(b)) ![tide](a.png)", "the moon tide"),
        ('<b class="x">a</b> <!-- b --> %%c%% <svg><text>d</text></svg>', "a"),
        ('a <a class="yt-timestamp" data-t="00:10:05]-[00:10:12]</a> b', "a b"),
        ("1. a\n2. b\n\n```js\nc\n```", "a b c"),
        ("> [!PRO TIP] a &amp; b", "pro tip a b"),
    ],
)
def test_what_does_not_show_is_struck_out(source, words):
    assert sorted(source_words(source)[0].elements()) == sorted(words.split())


def test_what_is_struck_out_is_counted_by_its_reason():
    assert source_words("<!-- a b --> [[c_d | e]] f")[1] == {"comment": 2, "link's target": 2}


def test_a_page_is_read_with_its_pictures_and_whatever_its_tags_stand_in():
    page = page_words(
        '<p><strong>m</strong>oon &amp; <img src="picture:0" alt="a tide"> 0:01:00</p>'
    )
    assert sorted(page.elements()) == ["a", "m", "moon", "oon", "tide"]


def test_a_word_that_is_missing_is_missed():
    wanted, _ = source_words("The moon pulls. The sun pulls.")
    assert sorted((wanted - page_words("<p>The moon pulls. sun</p>")).elements()) == [
        "pulls",
        "the",
    ]


# What an author may mix, with a place for a word of its own: W.
INLINE = (
    "W", "W", "W", "**W**", "*W W*", "==W==", "~~W~~", "`W [[W]]`", "[[b|W]]", "[[nope | *W*]]",
    "[W](https://x.org)", "https://e.org/W", "#W", "<b>W</b>", "<mark>W</mark>", "W[^1]", "^[W]",
    "![[b]]", "W ^named", "[0:01:00]", "W<br/>", "![W](x.png)", "<span>W", "(W)", "W  ", "**W",
)  # fmt: skip
STARTS = (
    "", "", "> ", ">> ", "> [!note] ", "> [!tip]- ", "- ", "  - ", "* [!warning] ", "1. ", "    ",
    "# ", "- [ ] ", "[!info] ", "  > ", "<div>", "</div>", '<div class="callout is-tip">',
    "<details><summary>", "</summary>", "</details>", "| ", "```\n", "~~~\n", "|---|---|\n",
    "---\n", "[^1]: ", "> ```\n> ", "- > ", "===\n", "$$\n",
)  # fmt: skip


def mixed(chance):
    """Return a text that mixes whatever there is, in which every word is another."""
    lines = ["Tides."]
    for _ in range(chance.randint(1, 9)):
        words = " ".join(chance.choices(INLINE, k=chance.randint(1, 4)))
        lines += ["", ""][: chance.randint(0, 1)]
        lines.append(chance.choice(STARTS) + words)
    number = iter(range(1_000))
    return re.sub("W", lambda _: f"word{next(number)}", "\n".join(lines))


@pytest.mark.parametrize("seed", range(12))
def test_no_word_is_lost_whatever_is_mixed(read, seed):
    chance = Random(seed)
    for _ in range(40):
        text = mixed(chance)
        wanted = set(re.findall(r"word\d+", text))
        assert wanted <= set(page_words(read(text).html)), text
