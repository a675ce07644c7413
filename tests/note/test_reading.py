"""A whole note, read: the shape of the notes this program was made for."""

import json
from pathlib import Path

import pytest

from viewer.note.note import Note, Verdict
from viewer.note.reading import plain_note, read_note
from viewer.note.surroundings import Surroundings

TIDES = (Path(__file__).parent / "tides.md").read_text(encoding="utf-8")


def test_all_of_a_note_is_found(read):
    note = read(TIDES)
    assert note.title == "Why tides come twice a day"
    assert note.header == {"title": (note.title,), "videoId": ("nr-tides-01",)}
    assert (len(note.moments), len(note.links), len(note.headings)) == (29, 5, 4)
    assert {moment.verdict for moment in note.moments} == {Verdict.OK}
    assert note.warnings == ()


def test_moments_come_in_reading_order_with_line_heading_and_sentence(read):
    first, second, *_, last = read(TIDES).moments
    assert (first.text, first.time_ms, first.line, first.heading) == ("0:03:41", 221_000, 8, "")
    assert first.sentence == "The moon stretches the whole ocean along one line"
    assert second.sentence == "Two bulges form, and every harbour passes through both"
    assert last.sentence == "Spring tides come when the sun and moon line up"
    assert last.heading == "What friction does"


def test_nothing_of_the_source_shows_through(read):
    html = read(TIDES).html
    for source in ("yt-timestamp", "data-t", "[[", "[!NOTE]", "videoId", "&lt;", "From:"):
        assert source not in html


def test_a_note_survives_the_pipe(read):
    note = read(TIDES)
    assert Note.unpacked(json.loads(json.dumps(note.packed()))) == note


@pytest.mark.parametrize(
    ("text", "title", "headings"),
    [
        ("text", "a_note", []),
        ("# Tides\n\ntext", "Tides", []),
        ("---\ntitle: Tides\n---\n# tides\n\ntext", "Tides", []),
        ("---\ntitle: Tides\n---\n# Ebb\n", "Tides", ["Ebb"]),
        ("---\ntitle: A <b>\n---\n", "A <b>", []),
    ],
)
def test_the_title_stands_once(read, text, title, headings):
    note = read(text)
    assert note.title == title
    assert note.html.count("<h1") == 1 + len(headings)
    assert [heading.text for heading in note.headings] == headings


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two [0:01:00]. Three [0:02:00], four [0:03:00].", ["Two", "Three", "four"]),
        ("One [0:01:00], [0:02:00]", ["One", "One"]),
        ("- [0:01:00] One. Two.\n- [0:02:00] Three", ["One.", "Three"]),
        ("[0:01:00] One. [0:02:00] Two.", ["One.", "Two."]),
        ("Dr. Who said e.g. this [0:01:00].", ["Dr. Who said e.g. this"]),
        ("The **moon** ([[tidal_force | force]]) pulls ([0:01:00])", ["The moon (force) pulls"]),
        ("| a | b |\n|---|---|\n| ebb | [0:01:00] |", ["ebb"]),
        ("## Ebb [0:01:00]", ["Ebb"]),
        ("[0:01:00]", [""]),
        ("潮汐。月亮[0:01:00]", ["月亮"]),
    ],
)
def test_a_moment_cites_a_sentence(read, text, sentences):
    assert [moment.sentence for moment in read(text).moments] == sentences


def test_a_plain_note_is_shown_as_written_and_says_why():
    note = plain_note("---\ntitle: T\n---\na <b>\nc\n\nd", name="x", reason="It took too long.")
    assert note.title == "T"
    assert note.html == (
        '<h1 class="title">T</h1><p class="plain">a &lt;b&gt;<br>c</p><p class="plain">d</p>'
    )
    assert [doubt.sentence for doubt in note.warnings] == [
        "It took too long. It is shown as plain text."
    ]


def test_what_is_nested_too_deep_is_shown_plain(read):
    note = read("\n".join("  " * depth + "- a" for depth in range(400)))
    assert "plain text" in note.warnings[0].sentence


def test_a_huge_note_is_shown_plain_and_cut():
    note = read_note("word " * 1_000_000, name="x", around=Surroundings())
    assert len(note.html) <= 2_000_000
    assert len(note.warnings) == 2


def test_padding_does_not_count(read):
    note = read(f"| a | b |\n|---|---|\n| 1{' ' * 180_000} | 2 |\n")
    assert "<td>1</td>" in note.html
    assert len(note.html) < 1000


@pytest.mark.parametrize(
    "text", ["", "\n", "---", "\0", "\ufdd00\ufdd2", "\x02klzzwxh:0001\x03", "\ud800", "\ufeff"]
)
def test_odd_texts_are_read(read, text):
    assert read(text).html.startswith('<h1 class="title">')
