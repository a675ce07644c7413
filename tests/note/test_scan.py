"""Two readers, one truth: the scanner finds what the renderer finds, in the same order."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.note.conftest import VAULT
from viewer.note.plain import is_plain, plain_inline
from viewer.note.reading import read_note
from viewer.note.scan import scan_note
from viewer.note.surroundings import Surroundings
from viewer.paths import sample_vault

CORPUS = Path(__file__).parents[2].parent / "shared/corpus/notes"
STAMP = '<a class="yt-timestamp" data-t="00:01:02">[00:01:02]</a>'
LATE = '<a class="yt-timestamp" data-t="18:49:00">[18:49:00]</a>'
TEXTS = {"tidal_force.md": f"# Force\n\nThe moon pulls {STAMP} at [[sun_and_moon]].\n"}
TEXTS["tides/tidal_force.md"] = TEXTS["tidal_force.md"]
OWN = [Path(__file__).parent / "tides.md", *sorted(sample_vault().rglob("*.md"))]

NOTES = {
    "nothing": "",
    "header alone": "---\ntitle: Ebb\n---",
    "broken header": "---\ntitle: @ebb: x\nvideoId: -abcdefghij\n",
    "a body like its title": f"---\ntitle: Tides\n---\n# tides {STAMP}\n\n## One\n\n[0:05:00]",
    "title from a heading": f"# The  *spring* tide {STAMP}\n\nWater {STAMP}.",
    "title behind a comment": "<!-- x -->\n# Ebb\n\ntext",
    "title underlined": "The tide\n====\n\nand more\n---\n\n[0:05:00]",
    "hub line": f"From: [[ocean_physics]], [[tidal_force]] <br/>\nThe moon {STAMP}.",
    "hub line that is prose": "From: here to [[tidal_force]]\n\n# Ebb",
    "headings": (
        "## One\n### Two ##\n##\n####### seven\n#tag\n ## Indented\n## \n## One\ntext\n## C#"
    ),
    "marked headings": (
        "## **Bold** *and* _so_\n## a_b_c `code` &amp; R&D\n## ~~x~~ ==y== \\*z\\*\n## <b>x</b>"
    ),
    "headings with things in them": (
        f"## At {STAMP} the [[tidal_force | force]] <br>\n\nx [0:05:00]\n"
        "### [Ebb | flow [live] & more](https://www.example.org/watch?v=a_b&t=1)\n"
        "- [[sun_and_moon]]\n"
        "### [x](tidal_force.md) ![y](z.png) `[0:06:00]`\n"
    ),
    "headings in quotes and lists": (
        f"> ## One {STAMP}\n> [0:05:00]\n\n- # Two\n  {STAMP}\n\n## Three"
    ),
    "shifted": f"{LATE} and {LATE}\n\n[00:11:00] [19:00:00]\n",
    "doubtful": f'<a class="yt_timestamp" data-t="HH:01:02">[00:01:02]</a> {LATE} [99:99:99]',
    "lists": "- a [0:05:00]\n    - b [0:06:00]\n        1. c [0:07:00]\n\n    text [0:08:00]\n- d",
    "code": (
        "text\n\n    [0:05:00] [[tidal_force]]\n\n- item\n\n        [0:06:00]\n\nx\n    [0:07:00]"
    ),
    "code that is none": "a\n- b\n    - c [0:05:00]\n\n    d [0:06:00]\n\ne\n\n\t[0:07:00]",
    "code in a quote": ">     [0:05:00]\n\n> [!note] x\n>     [0:06:00]\n\n> a\n    [0:07:00]",
    "code after a rule": "a\n***\n    [0:05:00]\n\n- b\n***\n    [0:06:00]",
    "fences": (
        f"```\n{STAMP}\n## no\n```\n## Yes\n- a\n  ```js\n  [0:05:00]\n  ```\n\n    [0:06:00]"
    ),
    "an unclosed fence": f"```\n{STAMP}\n\n## Yes\n{STAMP}",
    "a note in a fence": f"From: [[ocean_physics]] <br/>\n```markdown\n## H\n{STAMP}\n```",
    "quotes and callouts": (
        f"> [!NOTE] Title {STAMP} [[tidal_force]]\n> body [x](https://example.org)\n"
        f">> [!x] {STAMP}\n\n"
        f"## [!tip] Heading\n- [!info] x [0:05:00]\n"
    ),
    "tables": (
        f"| a | b |\n|---|---|\n| {STAMP} | [[tidal_force | x]] |\n| 1 | 2 | [0:05:00] |\n\n"
        "a | b\n-|-\n[0:06:00] | c\n\n|a|\n|-|\n|[0:07:00]|\n"
    ),
    "comments": (
        f"%% {STAMP} %%\n<!--\n## no\n[0:05:00]\n-->\n## Yes <!-- x -->\n<script>[0:06:00]</script>"
    ),
    "html": (
        f"<div>\n\n## In it {STAMP}\n\n</div>\n<sup>{STAMP}</sup> <code>[0:05:00]</code>\n"
        "<h3>Raw [[tidal_force]]</h3>\n<p><b>x [0:06:00]\n\n</p>"
    ),
    "links": (
        "[a](https://example.org) <https://example.org/b> [c](tidal_force.md#x) [d](#anchor)\n"
        f"[see {STAMP} and [[tidal_force]]](https://example.org) <ada@example.org> [e][1] [1]\n"
        "\\[f](https://example.org) [g](javascript:x) [[#here]] [[https://example.org | h]]\n"
    ),
    "web links in plain text": (
        f"a [x](https://example.org/a_b?c=d) {STAMP} *b [y z](https://example.org)*\n"
        "[[tidal_force]]\n"
        "[w](https://example.org)[v](https://example.org/w) ([u](https://example.org))\n\n"
        "## [t [A]](https://example.org/t) and [s](https://example.org/s) [0:05:00]\n"
        "- [r](https://example.org)\n  - [q](https://example.org) [0:06:00]\n"
    ),
    "web links that are half of something": (
        "[o [x](https://example.org/a) y](https://example.org/b) [a][b](https://example.org)\n\n"
        "## [o [x](https://example.org/a) y](https://example.org/b)\n"
        "[a `b` *c*](https://example.org) [&amp;](https://example.org) ![i](https://example.org/i)\n"
        "\n## b\n[n [x](https://example.org) b\n\n## c\nn] \\[x](https://example.org) [b\n"
    ),
    "references": "[a][b] [c]\n\n[b]: https://example.org\n[c]: <tidal_force.md> 'x'\n\n## [b]",
    "html links": f'<a href="https://example.org">x {STAMP}</a> <a name="y">z</a> <a href="x">\n',
    "footnotes": (
        f"a[^1] b[^x]\n\n[^1]: c {STAMP}\n## Mid\n[^x]: [d](https://example.org) [[tidal_force]]"
    ),
    "embeds": (
        f"![[tidal_force]]\n\n## After\n{STAMP}\n\n![[nowhere]]\n"
        f"![[tidal_force#Force]] x\n![[w.png]]"
    ),
    "other programs": (
        "[1:05](https://youtu.be/abcdefghijk?t=65) [1:06](#t=66) [1:07](ytseek://67)\n\n"
        '```timestamp\n0:08\n```\n{{youtube-timestamp 69}} <span data-seconds="70">x</span>\n'
    ),
    "formulas": "$$x$$ costs $5 and $6 $a_1$ [0:05:00]\n\n## At $b$ [0:06:00]",
    "deep": "\n".join("  " * depth + f"- [0:0{depth % 10}:00]" for depth in range(60)),
    "very deep": "\n".join("  " * depth + "- [0:05:00]" for depth in range(400)),
    "deep in a line": "> " * 100 + "[0:05:00]\n\n" + "- " * 100 + "[0:06:00]",
    "heavy": f"{'[' * 500} {STAMP}\n\n## x\n{'*a ' * 3500}{STAMP}",
    "long": f"{STAMP} [[nowhere <b>]]\n\n" * 9000,
    "too long": "word " * 500_000 + STAMP,
}


def around(_name="a_note"):
    return Surroundings(note=VAULT.get, text=TEXTS.get)


def told_by_page(text, **known):
    """Return what the page tells of a note, embedded notes and sentences aside."""
    note = read_note(text, name="a_note", around=around(), **known)
    moments = [replace(each, sentence="") for each in note.moments if not each.origin]
    links = [link for link in note.links if not link.origin]
    reasons = [each.reason for each in moments]
    return (note.title, note.header, moments, reasons, links, list(note.headings),
            note.warnings, note.is_shifted)  # fmt: skip


def told_by_scan(text, **known):
    """Return the same as the scanner tells it."""
    scan = scan_note(text, name="a_note", around=around(), **known)
    reasons = [each.reason for each in scan.moments]
    return (scan.title, scan.header, list(scan.moments), reasons, list(scan.links),
            list(scan.headings), scan.warnings, scan.is_shifted)  # fmt: skip


@pytest.mark.parametrize("text", NOTES.values(), ids=NOTES.keys())
def test_both_readers_find_the_same_in_every_construct(text):
    assert told_by_scan(text) == told_by_page(text)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_both_readers_find_the_same_in_our_own_notes(path):
    text = path.read_text(encoding="utf-8")
    assert told_by_scan(text) == told_by_page(text)


@pytest.mark.parametrize(
    "known", [{"video_ms": 600_000}, {"is_shifted": True}, {"is_shifted": False}]
)
@pytest.mark.parametrize("name", ["shifted", "doubtful", "lists", "tables"])
def test_both_readers_know_the_same_about_the_video(name, known):
    assert told_by_scan(NOTES[name], **known) == told_by_page(NOTES[name], **known)


@pytest.mark.skipif(
    not CORPUS.exists(), reason="the public corpus lies beside the project only in development"
)
def test_both_readers_find_the_same_in_every_real_note():
    for path in sorted(CORPUS.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert told_by_scan(text) == told_by_page(text), path


PREFIXES = [
    "", "", "", "- ", "  - ", "    - ", "\t- ", "1. ", "2. ", "    ", "        ", "\t", "> ",
    ">> ", "> - ", "- > ", ">     ", "> [!tip] ", "# ", "## ", "## ", " ### ", "> # ", "- # ",
    "| ", "   ",
]  # fmt: skip
WORDS = [
    STAMP, LATE, "[0:05:00]", "(0:06:00)", "[[tidal_force]]", "[[nowhere | it]]", "ebb", "a_b",
    "**ebb**", "*flow*", "`[0:07:00]`", "`", "[x](https://example.org/a_b?c=d)",
    "[y](tidal_force.md)", "[z", "](", "<https://example.org>", "<b>", "</b>", "<div>", "</div>",
    "<h2>", "</h2>", "<code>", "</code>", "<a href='https://example.org'>", "</a>", "<!--", "-->",
    "%%", "|", " | ", "&amp;", "R&D", "\\", "\\*", "==x==", "~~", "![[tidal_force]]", "![i](j)",
    "[^1]", "$x$", "#", "#ebb", "^b", "[r]", ":",
]  # fmt: skip
LINES = [
    "", "", "", "---", "===", "***", "```", "~~~", "|---|---|", "-|-", "[^1]: ebb [0:08:00]",
    "[r]: https://example.org", ">", "    ", "> ---", "%%", "- ", "##", "## ", "| a | b |",
    "From: [[x]] <br/>",
]  # fmt: skip
line = st.one_of(
    st.sampled_from(LINES),
    st.builds(
        lambda prefix, words, gap: prefix + gap.join(words),
        st.sampled_from(PREFIXES),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
        st.sampled_from(["", " ", " ", " "]),
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(line, max_size=14).map("\n".join))
@example("a|b\n-|-\n## \n- c [0:05:00]\n[0:06:00]\n===")
@example("##\n---")
@example("---\n# `")
@example("# \\\n---")
@example("- [0:05:00]\n- \\\n[0:06:00]")
def test_both_readers_find_the_same_in_whatever_is_mixed(text):
    assert told_by_scan(text) == told_by_page(text)


@pytest.mark.parametrize(
    "section",
    ["", "\nOne \ufdd00\ufdd2.\n\n*   **Two**\n    *   three\n", "\n> [!note] x\n> y\n\n> z\n",
     "\n- a\n  - b\n\n    c\n", "\n| a | b |\n|---|---|\n| 1 | 2 |\n", "\n---\n\n1. [a] b_c\n"],
)  # fmt: skip
def test_what_most_notes_consist_of_needs_no_markdown(section):
    assert is_plain(section)


@pytest.mark.parametrize(
    "section",
    ["\n[a](b)", "\n<ada@example.org>", "\n> # a", "\na\n---", "\n\n    code",
     "\n| a |\n|---|\n| b | c |",
     "\n>     code", "\n- a\n***\n    code", "\n" + "> " * 30 + "a"],
)  # fmt: skip
def test_what_may_mean_something_else_in_markdown_is_left_to_it(section):
    assert not is_plain(section)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ebb & flow", "Ebb &amp; flow"),
        ("**Ebb** and *flow*", "Ebb and flow"),
        ("[a [b] c](https://example.org/?d&e) | f",
         '<a href="https://example.org/?d&amp;e">a [b] c</a> | f'),
        ("**a* b", None), ("***a***", None), ("[a](b)", None), ("&lt;", None), ("_a_", None),
        ("[*a*](https://example.org)", None), ("![a](https://example.org)", None), ("a [b]", None),
    ],
)  # fmt: skip
def test_a_line_is_read_without_markdown_only_where_it_is_simple(text, html):
    assert plain_inline(text) == html
