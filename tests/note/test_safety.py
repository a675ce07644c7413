"""What a hostile note may not do, seen by a parser that is not ours.

The tables lie in `tests/faults`; there the same notes go through the window, too.
"""

import nh3
import pytest

from tests.faults.examiner import ATTRIBUTES, Seen, examine
from tests.faults.hostile_addresses import CARRIERS, LAUNCHERS, PATHS, SINKS, SPOOFED
from tests.faults.hostile_headers import HEADERS, WHOLE
from tests.faults.hostile_html import FIXTURES, PAYLOADS
from viewer.note.addresses import leads_elsewhere
from viewer.note.note import LinkKind
from viewer.note.reading import plain_note
from viewer.note.sanitiser import TAGS, nonce_of, sanitised

MOVED_TWICE = "<a><table><a href=javascript:x></table>"
"""HTML's own rules move the inner link once more at every reading; no such thing gets to nh3."""

MISPLACED = [
    "<a href='x.md'>x<table><tr><td><a href='y.md'>z</a></td></tr></table></a>",
    "<p><table><tr><td>x</td></tr></table></p>", "<b><p>x</b></p>", "<table>x<tr>y<td>z</table>",
    "<ul>x<li>y<p>z</ul>", "<pre><p>x</pre>", "<h1>x<h2>y</h2></h1>", "<td>x</td>", "<li>x</li>",
    "> [!note] a <table><tr><td>x\n> b</td></tr></table>", "<code><pre>x</pre></code>",
    "<table><caption>x<table><tr><td>y</table></table>", "<dl><dt>x<dd>y</dl>",
]  # fmt: skip


@pytest.mark.parametrize("text", FIXTURES.values(), ids=FIXTURES.keys())
def test_a_hostile_note_is_harmless_and_its_words_are_kept(read, text):
    assert "kept" in examine(read(text)).text.lower()


@pytest.mark.parametrize("text", FIXTURES.values(), ids=FIXTURES.keys())
def test_a_hostile_note_is_harmless_as_plain_text_too(text):
    note = plain_note(text, name="kept", reason="It was asked for.")
    assert set(examine(note).tags) <= {"h1", "p", "br"}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_harmless_wherever_it_stands(read, payload):
    for text in (payload, f"kept {payload} kept", f"> [!note] {payload}\n> - {payload}",
                 f"## {payload}\n\n|a|\n|-|\n|{payload}|", f"[[x|{payload}]] [{payload}](x.md)",
                 f"---\ntitle: {payload}\n---\n{payload}", f"**{payload}**[^1]\n\n[^1]: {payload}",
                 f"```\n{payload}\n```\n`{payload}`"):  # fmt: skip
        examine(read(text))


@pytest.mark.parametrize("text", [*FIXTURES.values(), *PAYLOADS])
def test_the_sanitiser_alone_lets_nothing_through_and_changes_nothing_twice(text):
    nonce = nonce_of(text)
    html = sanitised(text, nonce)
    seen = Seen(html)
    assert set(seen.tags) <= TAGS
    assert not seen.other
    assert not [name for _, name, _ in seen.attributes if name in ("class", "id", "style", "src")]
    if text != MOVED_TWICE:
        assert sanitised(html, nonce) == html


@pytest.mark.parametrize("text", [*FIXTURES.values(), *PAYLOADS, *MISPLACED])
def test_a_page_is_the_same_to_a_browsers_parser(read, text):
    """What reads differently the second time is how a sanitiser is got round (mXSS)."""
    html = read(text).html
    again = nh3.clean(html, tags=TAGS | {"img"}, attributes=ATTRIBUTES, link_rel=None,
                      url_schemes={"moment", "link", "picture"})  # fmt: skip
    assert Seen(again).everything == Seen(html).everything


def test_our_classes_cannot_be_set_without_the_nonce():
    forged = f'<p class="{nonce_of("another note")} title">x</p>'
    assert sanitised(forged, nonce_of("this note")) == "<p>x</p>"


@pytest.mark.parametrize("carrier", CARRIERS.values(), ids=CARRIERS.keys())
def test_no_address_starts_anything(read, carrier):
    for address in LAUNCHERS:
        note = read(carrier.replace("ADDRESS", address))
        assert "kept" in examine(note).text, address
        assert not [link for link in note.links if link.kind is LinkKind.WEB], address


@pytest.mark.parametrize("address", [*LAUNCHERS, *SPOOFED])
def test_no_address_keeps_a_reader_from_its_end(address):
    assert leads_elsewhere(address, {"abc-_123DEF", "film.mp4", "https://x.org/"}) in (True, False)


@pytest.mark.parametrize("form", SINKS.values(), ids=SINKS.keys())
def test_no_path_leads_out_of_the_vault(read, form):
    for path in PATHS:
        note = read(form.replace("PATH", path))
        examine(note)
        assert not [link for link in note.links if link.path], path
        assert not note.pictures, path


@pytest.mark.parametrize(
    "text",
    [*(f"---\n{header}\n---\nkept" for header in HEADERS.values()), *WHOLE.values()],
    ids=[*HEADERS, *WHOLE],
)
def test_a_hostile_header_costs_neither_the_note_nor_the_reader(read, text):
    note = read(text)
    examine(note)
    assert "kept" in note.html or "kept" not in text
    for key, values in note.header.items():
        assert type(key) is str
        assert all(type(value) is str for value in values)


@pytest.mark.parametrize(
    "tags", [["div"], ["script"], ["b"], ["table"], ["svg"], ["a href='#x'"], ["blockquote"],
             ["div", "svg"], ["b", "i"], ["table", "tr", "td"], ["ul", "li"], ["span", "script"]]
)  # fmt: skip
def test_a_hundred_thousand_nested_tags_are_harmless(read, tags):
    names = [tag.split()[0] for tag in tags]
    times = 100_000 // len(tags) // 2
    text = "".join(f"<{tag}>" for tag in tags) * times + "x"
    text += "".join(f"</{name}>" for name in reversed(names)) * times
    examine(read(text))


def test_what_only_looks_like_a_tag_is_text(read):
    text = examine(read("a<b, i <3 u, Vec::<T>, <kept>, 1 < 2 > 0")).text
    assert text.endswith("a<b, i <3 u, Vec::<T>, <kept>, 1 < 2 > 0")


def test_harmless_html_is_kept(read):
    html = read('H<sub>2</sub>O <b>bold</b> <kbd>K</kbd><br/>x <ol start="3"><li>a</li></ol>').html
    for part in ("<sub>2</sub>", "<b>bold</b>", "<kbd>K</kbd>", "<br>", '<ol start="3">'):
        assert part in html


def test_the_nonce_depends_on_the_whole_text():
    assert nonce_of("a") != nonce_of("b")
    assert nonce_of("\ud800")


@pytest.mark.parametrize(
    "text", ["[x](<https://x.org/a b>)", "[x](<https://x.org>)", "[x]\n\n[x]: <https://x.org>",
             "<https://x.org>"]
)  # fmt: skip
def test_an_address_in_angle_brackets_is_an_address(read, text):
    is_whole = " b>" not in text
    assert [link.kind for link in read(text).links] == [LinkKind.WEB] * is_whole
