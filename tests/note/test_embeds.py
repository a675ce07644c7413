"""Notes within notes: whole, by heading, by block; bounded, and never around in circles."""

import re
from html import unescape

import pytest

from viewer.note.embeds import DEEPEST, MOST_CHARACTERS, MOST_EMBEDS
from viewer.note.note import LinkKind
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings

HEADER = "---\ntitle: {}\nvideoId: {}\n---\n"
TIDES = HEADER.format("Tides", "tides-00001") + (
    "From: [[hub]] <br/>\nTwo bulges [0:02:00].\n\n"
    "## Spring [0:03:00]\n\nSun and **moon** pull [[#Neap|the other way]].\n\n"
    "### Why\n\nThey stand in line.\n\n"
    "## Neap\n\nAt right angles. ^angle\n\n"
    "- ebb ^ebb\n    - and flow\n- slack\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n^table\n"
)


class Vault:
    """Notes by path, and what lies around each."""

    def __init__(self, **notes):
        self.notes = {f"{name.replace('__', '/')}.md": text for name, text in notes.items()}

    def around(self, path):
        folder = path.rpartition("/")[0]

        def resolve(target):
            near = f"{folder}/{target}.md" if folder else f"{target}.md"
            return next((p for p in (near, f"{target}.md") if p in self.notes), None)

        return Surroundings(note=resolve, text=self.notes.get, path=path, elsewhere=self.around)

    def read(self, path):
        return read_note(self.notes[path], name=path[:-3], around=self.around(path))


def words(html):
    """Return what a page says, title aside."""
    body = re.sub(r"^<h1 class=.title.>.*?</h1>", "", html)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def host(text, **others):
    """Read a note that is about the tides' video and embeds."""
    return Vault(host=HEADER.format("Host", "tides-00001") + text, tides=TIDES, **others).read(
        "host.md"
    )


@pytest.mark.parametrize(
    ("embed", "shown"),
    [
        ("![[tides#Neap]]", "tides > Neap Neap At right angles. ebb and flow slack a b 1 2"),
        ("![[tides#why]]", "tides > why Why They stand in line."),
        ("![[tides#Spring#Why]]", "tides > Spring > Why Why They stand in line."),
        ("![[tides#Neap#Why]]", "tides > Neap > Why There is no “Neap#Why” in this note."),
        ("![[tides#^angle]]", "tides At right angles."),
        ("![[tides#^ebb|the ebb]]", "the ebb ebb and flow"),
        ("![[tides#^table]]", "tides a b 1 2"),
        ("![[tides#^none]]", "tides There is no “^none” in this note."),
        ("![[nothing]]", "nothing There is no note named “nothing”."),
    ],
)
def test_a_note_shows_what_it_embeds(embed, shown):
    assert words(host(embed).html) == shown


def test_a_dead_embed_looks_dead():
    html = host("![[nothing]]").html
    assert 'class="embed dead-embed"' in html
    assert 'class="note dead"' in html


def test_a_whole_note_is_shown_without_header_and_hub():
    note = host("Before.\n\n![[tides]]\n\nAfter.")
    assert words(note.html).startswith("Before. tides Two bulges 0:02:00 . Spring 0:03:00 Sun")
    assert words(note.html).endswith("1 2 After.")
    assert "tides-00001" not in note.html
    assert note.headings == ()


def test_what_stands_in_an_embed_knows_where_it_is_from():
    note = host("\n![[tides]] ")
    assert [(each.time_ms, each.origin, each.line) for each in note.moments] == [
        (120_000, "tides.md", 6),
        (180_000, "tides.md", 6),
    ]
    assert [(link.text, link.path, link.heading, link.origin) for link in note.links] == [
        ("tides", "tides.md", "", ""),
        ("the other way", "tides.md", "Neap", "tides.md"),
    ]


def test_links_in_an_embed_lead_where_they_do_in_its_own_note():
    vault = Vault(host="![[a/one]]", a__one="[[two]]", a__two="", two="")
    assert [link.path for link in vault.read("host.md").links] == ["a/one.md", "a/two.md"]


def test_times_of_another_video_lead_to_their_note_and_never_seek():
    other = HEADER.format("Other", "other-00001") + "Elsewhere [0:09:00]."
    note = host("![[other]]", other=other)
    assert note.moments == ()
    assert [(link.kind, link.text, link.path, link.origin) for link in note.links] == [
        (LinkKind.NOTE, "other", "other.md", ""),
        (LinkKind.NOTE, "0:09:00", "other.md", "other.md"),
    ]


def test_times_of_a_note_without_a_video_are_of_this_one():
    assert [each.time_ms for each in host("![[plain]]", plain="[0:09:00]").moments] == [540_000]


def test_an_embedded_note_is_judged_by_its_own_times():
    shifted = HEADER.format("S", "tides-00001") + "[18:49:00] [19:10:00] [20:11:00]"
    note = host("[1:02:00]\n\n![[shifted]]", shifted=shifted)
    assert [each.time_ms for each in note.moments] == [3_720_000, 1_129_000, 1_150_000, 1_211_000]
    assert not note.is_shifted
    assert note.warnings == ()


def test_an_embed_that_a_sentence_goes_on_behind_is_a_link():
    note = host("![[tides | Tides]] come twice, see ![[tides#Neap]] there.")
    assert words(note.html) == "Tides come twice, see tides > Neap there."


def test_an_embed_may_end_a_line_stand_in_a_list_a_quote_or_a_callout():
    for text in ("See ![[tides#^angle]]", "- ![[tides#^angle]]", "> ![[tides#^angle]]",
                 "> [!tip] See\n> ![[tides#^angle]]"):  # fmt: skip
        assert words(host(text).html).endswith("tides At right angles."), text


def test_a_note_that_embeds_itself_says_so():
    vault = Vault(a="A ![[b]]", b="B ![[a]]", c="## S\n\nC ![[c#S]]")
    assert words(vault.read("a.md").html) == "A b B a … “a” is shown above already."
    assert words(vault.read("c.md").html) == (
        "S C c > S S C c > S … “c > S” is shown above already."
    )


def test_embeds_end_somewhere():
    chain = {f"n{i}": f"{i} ![[n{i + 1}]]" for i in range(9)}
    html = Vault(**chain).read("n0.md").html
    assert html.count('class="embed"') == DEEPEST + 1
    assert words(html).endswith("… Too much is embedded here to show this as well.")


def test_a_page_has_room_for_so_many_embeds_and_so_much_text():
    many = Vault(a="![[b]]\n\n" * (MOST_EMBEDS + 5), b="wave")
    assert words(many.read("a.md").html).count("wave") == MOST_EMBEDS
    long = Vault(a="![[b]]\n\n![[b]]", b="wave wave\n\n" * MOST_CHARACTERS)
    html = long.read("a.md").html
    assert len(html) < 3 * MOST_CHARACTERS
    assert words(html).count("… Only its beginning is shown.") == 1


def test_an_embed_cannot_forge_what_only_we_write():
    note = host("![[evil]]", evil='<a href="moment:0">x</a> <table class="callout">\ufdd00\ufdd2')
    assert 'href="moment' not in note.html
    assert 'class="callout"' not in note.html


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("lecture.mp4", "video: lecture.mp4"),
        ("talk.MP3", "audio: talk.MP3"),
        ("slides.pdf#page=3", "PDF: slides.pdf > page=3"),
        ("board.canvas|the board", "canvas: the board"),
    ],
)
def test_files_that_are_not_shown_are_named(target, shown):
    note = host(f"![[{target}]]")
    assert f'<span class="placeholder">{shown.replace(">", "&gt;")}</span>' in note.html
    assert note.links == ()


def test_footnotes_and_names_of_blocks_in_an_embed_are_not_the_hosts():
    note = host("[^1] ^name\n\n![[b]]\n\n[^1]: Own", b="x[^1] ^name\n\n[^1]: Other")
    assert note.html.count('name="fn:1"') == 1
    assert note.html.count('name="block:name"') == 1


def test_a_note_that_cannot_be_read_is_named():
    around = Surroundings(note=lambda _: "gone.md", text=lambda _: None)
    html = read_note("![[gone]]", name="a", around=around).html
    assert words(html) == "gone This note cannot be shown here."
