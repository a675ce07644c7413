"""What holds for every text: found by chance, kept by rule.

The examples are the same in every run (`derandomize`) and few; `python -m tests.fuzz` looks
further, and what it finds becomes a seed, which is read here.
"""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.examiner import Seen, examine
from tests.faults.hostile_addresses import PATHS
from tests.faults.hostile_html import FIXTURES
from tests.fuzz.targets import AROUND, TARGETS
from viewer.library.vault import Vault
from viewer.note.front_matter import split_front_matter
from viewer.note.limits import (
    DEEPEST,
    DEEPEST_TABLES,
    LONGEST_RUN,
    MOST_BIDI_CONTROLS,
    PIECE,
    VOID,
    limited,
)
from viewer.note.note import Verdict
from viewer.note.reading import read_note
from viewer.note.sanitiser import TAGS, nonce_of, sanitised
from viewer.note.source import clean
from viewer.note.timestamps import LONGEST_MS, format_time, parse_time, parse_times

SEEDS = sorted((Path(__file__).parents[1] / "fuzz" / "seeds").rglob("*.txt"))

settings.register_profile(
    "bounded", max_examples=60, derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
bounded = settings(settings.get_profile("bounded"))

# Texts


words = st.text(st.sampled_from("tideebbsäß月潮ש12 "), min_size=1, max_size=12)
times_ms = st.integers(0, LONGEST_MS // 1000).map(lambda seconds: seconds * 1000)
clocks = st.builds(format_time, times_ms, st.sampled_from([2, 3]))
syntax = st.sampled_from([
    "[[", "]]", "![[", "|", "#", "^", "[", "](", ")", "(", "<", ">", "</", "/>", "<!--", "-->",
    "`", "```", "~~~", "*", "**", "_", "==", "~~", "%%", "$", "$$", "> ", "> [!note] ", "- ", "1. ",
    "- [ ] ", "# ", "---\n", "|-|", "\n", "\n\n", "    ", "\t", "&", "&#x3c;", "&lt;", "\\", '"',
    "'",
    "<a ", "<a class=\"yt-timestamp\" data-t=\"", "\">", "</a>", "<div>", "</div>", "<table>",
    "<td>",
    "<br>", "<img src=", "<svg>", "<style>", "<script>", "</script>", "javascript:", "https://",
    ".md",
    "[^1]", "[^1]: ", "{{", "}}", "\ufdd0", "\ufdd2", "0", "\ud800", "\0", "\u202e", "\u0300",
    "tide",
    "ebb", "a",
])  # fmt: skip
pieces = st.one_of(syntax, words, clocks, st.sampled_from(list(FIXTURES.values())))
notes = st.lists(pieces, max_size=40).map("".join)


# Times


@bounded
@given(times_ms, st.sampled_from([2, 3]))
def test_a_time_that_is_written_is_read_again(time_ms, width):
    written = format_time(time_ms, width)
    fits = width == 3 or time_ms < 1000 * 60_000  # A field has three digits at most.
    assert not fits or parse_time(written) == time_ms
    assert not fits or parse_time(f"[{written}]") == time_ms


@bounded
@given(st.lists(times_ms, min_size=1, max_size=5), st.sampled_from([", ", " - ", "; ", " to "]))
def test_times_come_in_the_order_they_are_written_in(found, joint):
    spans = parse_times(joint.join(map(format_time, found)))
    ends = [each for span in spans for each in (span.start, span.end) if each]
    assert [each.ms for each in ends] == found
    assert all(span.end is None or span.start.ms <= span.end.ms for span in spans)


@bounded
@given(
    st.text(
        st.sampled_from("0123456789:.,;-–[]() hmsto\u0661\u06f3\uff1a\u200b\x1e\tZx"), max_size=60
    )
)
def test_no_text_is_too_odd_for_the_reader_of_times(text):
    TARGETS["timestamps"](text)


# Headers


lines = st.lists(st.one_of(syntax, words, st.sampled_from([": ", "- ", "title", "video", "&a", "*a",
                 "!!", "[", "]", "{", "}", "|", ">-", "'", '"', "<<", "? ", "%YAML 9"])),
                 max_size=12)  # fmt: skip
headers = st.lists(lines.map("".join), max_size=8).map("\n".join)


@bounded
@given(
    headers,
    st.sampled_from(["---\n", "---\r\n", "--- \n", ""]),
    st.sampled_from(["\n---\n", "\n...\n", "\n"]),
)
def test_no_header_costs_its_note_a_word(header, opening, closing):
    text = clean(opening + header + closing + "the body\n")
    TARGETS["front_matter"](text)
    assert split_front_matter(text).body.endswith("the body\n")


@bounded
@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,9}", fullmatch=True), words.map(str.strip), max_size=6)
)
def test_a_plain_header_is_read_as_it_is_written(values):
    said = {key: value for key, value in values.items() if value}
    header = "".join(f'{key}: "{value}"\n' for key, value in said.items())
    found = split_front_matter(f"---\n{header}---\n").values
    assert dict(found) == {key: (value,) for key, value in said.items()}


# Wikilinks


names = st.sampled_from(
    ["tide", "Tide", "ebb flow", "..", ".", "caf\u00e9", "cafe\u0301", "a#b", "x" * 40]
)
paths = st.lists(names, min_size=1, max_size=4).map("/".join)
targets = st.one_of(paths, st.sampled_from(PATHS), notes,
                    st.lists(st.sampled_from(["..", "/", "\\", "tide", "%2e", "\0", "C:", "//",
                    "~", "."]),
                             max_size=8).map("".join))  # fmt: skip


@bounded
@given(st.lists(paths, max_size=6), targets, paths)
def test_a_link_leads_to_a_note_of_the_vault_or_nowhere(tmp_path_factory, tree, target, near):
    root = tmp_path_factory.mktemp("vault")
    for path in tree:
        file = root / (path.replace(".", "up") + ".md")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    vault = Vault(root)
    vault.walk()
    found = vault.resolve(target, near)
    assert found is None or found in vault.notes
    assert found is None or (root / found).resolve().is_relative_to(root.resolve())
    assert vault.resolve(target, near) == found


@bounded
@given(notes)
def test_whatever_is_taken_out_for_links_can_be_put_back(text):
    TARGETS["wikilinks"](text)
    TARGETS["stamps"](text)


# Callouts


quotes = st.recursive(
    st.lists(words, min_size=1, max_size=3),
    lambda inner: st.builds(
        lambda mark, rows: [f"> {row}" for row in ([mark] if mark else []) + rows],
        st.sampled_from(["", "[!note] title", "[!tip]- title", "[!odd|more]+", "[!warning]"]),
        inner,
    ),
    max_leaves=6,
)  # fmt: skip


@bounded
@given(quotes)
def test_no_word_of_a_quote_is_lost(rows):
    text = "\n".join(rows)
    shown = examine(read_note(f"begin\n\n{text}\n", name="x", around=AROUND)).text
    for word in re.findall(r"\w+", re.sub(r"\[!.*?\][+-]?", "", text)):
        assert word in shown


# Safety


@bounded
@given(notes)
def test_what_the_sanitiser_and_the_limiter_let_through_is_allowed_and_bounded(text):
    nonce = nonce_of(text)
    html = sanitised(clean(text), nonce)
    once = limited(html)
    seen = Seen(once)
    assert set(seen.tags) <= TAGS
    assert not seen.other
    assert {name for _, name, _ in seen.attributes} <= {"href", "start", "width", "align"}
    assert unbroken(limited(once)) == unbroken(once)
    assert_is_bounded(once)


@bounded
@given(st.lists(st.sampled_from(["<div>", "<table><tr><td>", "</td></tr></table>", "</div>",
         "<b>", "</b>",
                                 "x" * 3000, " ", "\u202e" * 30, "\u202c", "&amp;" * 2000]),
                                 max_size=60))  # fmt: skip
def test_the_limits_hold_however_a_page_is_piled_up(parts):
    html = limited(sanitised("".join(parts), "nonce"))
    assert_is_bounded(html)
    assert unbroken(limited(html)) == unbroken(html)


def unbroken(html):
    """Return HTML without the limiter's places to break; closing a line moves them."""
    return html.replace("\u200b", "")


def assert_is_bounded(html):
    depth = tables = run = controls = 0
    for piece in PIECE.finditer(html):
        if piece[2]:
            step = 0 if piece[2] in VOID else -1 if piece[1] else 1
            depth, tables = depth + step, tables + step * (piece[2] == "table")
            if piece[2] not in ("b", "a", "i", "em", "span", "code"):
                run = controls = 0
            assert depth <= DEEPEST
            assert tables <= DEEPEST_TABLES
            continue
        for character in re.findall(r"&[#\w]+;|.", piece[0], re.DOTALL):
            run = 0 if character in " \n\t" or character == "\u200b" else run + 1
            controls += character in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
            assert run <= LONGEST_RUN + MOST_BIDI_CONTROLS  # They are closed behind it.
            assert controls <= MOST_BIDI_CONTROLS
    assert depth == 0


@bounded
@given(notes)
def test_every_text_is_a_note_that_keeps_the_contract(text):
    TARGETS["whole"](text)
    note = read_note(text, name="x", around=AROUND, video_ms=600_000)
    examine(note)
    lines = clean(text).count("\n") + 1
    for each in (*note.moments, *note.links, *note.headings):
        assert 1 <= each.line <= lines
    for moment in note.moments:
        assert (moment.time_ms is None) == (moment.verdict is Verdict.UNREADABLE)
        assert moment.time_ms is None or 0 <= moment.time_ms <= LONGEST_MS
    assert type(note).unpacked(json.loads(json.dumps(note.packed()))) == note


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.parent.name} {seed.stem}")
def test_what_fuzzing_has_found_stays_mended(seed):
    text = seed.read_bytes().decode("utf-8", "replace")
    for target in TARGETS.values():
        target(text)
