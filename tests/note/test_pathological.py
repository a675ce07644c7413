"""Texts that take a careless parser minutes: all of them end within the reader's patience.

The deadline of two seconds is kept by the render worker; here each text is far from it, at a size
that a quadratic rule would show.
"""

import time

import pytest

from viewer.note.note import Note

SIZE = 10_000
PATIENCE_S = 2.0
"""Far above what any of them takes, so that a busy machine does not fail the test."""

UNITS = [
    "[", "![", "[]", "[a](b)", "[a](b", '[]("', "[a](((", "[[a", "[[a|", "[[a]] ", "]", "(", "|",
    "||\n", ">", "> ", "> a\n", "> a\n\n", "> [!note] a\n", "> [!note] a\n\n", "- ", "- a\n",
    "1. a\n", "- - - x", "*", "**a ", "*a **b ", "a**b*c", "_a ", "*_", "*a* ", "~~a", "==a",
    "%%a", "<", "<a ", "<a>", "</a>", "<div>", '<b c="', "<script>", "<!--", "<![CDATA[", "<?",
    '<a class="yt-timestamp" data-t="', '<a class="yt-timestamp" data-t="0:01">', "&", "&lt;",
    "`", "`` ` ", "```\n", "~~~\n", "``` ", "0:01", "1:", "[0:01] ", "[0:01, ", "[0:01](",
    "(0:00:01) ", "1", "# a\n", "a\n===\n", "a\n# b\n", "[^a]", "[^a]: x\n",
    "[^a]: x\n\n[^a]\n\n", "[a]: b\n", "\\", "\n", "\t", " ", "x", "\u202e", "\x00", "\r\n\r",
    "a|b\n", "a. ", "a@b.", "<a@b.c>", "http://a ", "<http://a>", "{: .a }", "---\n", "a: b\n",
    "̀", "。", '"', "'", "$a ", ":a: ", "- [ ] a\n", "    a\n",
]  # fmt: skip
SHAPES = {
    "brackets": "[" * (SIZE // 2) + "]" * (SIZE // 2),
    "stairs of quotes": "\n".join(">" * depth + " x" for depth in range(140)),
    "stairs of lists": "\n".join("  " * depth + "- a" for depth in range(100)),
    "wide table": "|" * 2000 + "\n" + "|-" * 2000 + "|\n" + "|\n" * 2000,
    "long table": "a|b\n-|-\n" + "a|b\n" * 2000,
    "fence and blanks": "```" + " " * SIZE,
    "blanks and fence": " " * SIZE + "```x`",
    "growing fences": "\n".join("`" * (3 + size % 97) for size in range(200)),
    "growing ticks": " ".join("`" * size for size in range(140)),
    "title that never ends": '[a]: b "' + "x\n" * (SIZE // 2),
    "deep flow list": "---\na: " + "[" * SIZE + "\n---\nx",
    "deep flow map": "---\n" + "{a: " * 2500 + "\n---\nx",
    "deep list": "---\n" + "- " * 5000 + "x\n---\n",
    "aliases": "---\na: &a [x]\nb: &b [" + "*a," * 900 + "]\nc: [" + "*b," * 900 + "]\n---\n",
    "many keys": "---\n" + "".join(f"k{key}: {key}\n" for key in range(1200)) + "---\n",
}


@pytest.mark.parametrize("unit", UNITS)
def test_a_text_of_one_thing_over_and_over_is_read_in_time(read, unit):
    read_in_time(read, unit * (SIZE // len(unit)))


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_text_of_a_hostile_shape_is_read_in_time(read, shape):
    read_in_time(read, shape)


def read_in_time(read, text):
    start = time.process_time()
    assert isinstance(read(text), Note)
    assert time.process_time() - start < PATIENCE_S
