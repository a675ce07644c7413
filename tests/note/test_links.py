"""Links between notes, out of the vault, and within a note."""

import pytest

from viewer.note.note import Heading, LinkKind
from viewer.note.outline import anchor_of


@pytest.mark.parametrize(
    ("written", "target", "heading", "text", "path"),
    [
        ("[[tidal_force]]", "tidal_force", "", "tidal_force", "tides/tidal_force.md"),
        ("[[tidal_force | the force]]", "tidal_force", "", "the force", "tides/tidal_force.md"),
        ("[[tidal_force|the force]]", "tidal_force", "", "the force", "tides/tidal_force.md"),
        ("[[tidal_force#Two bulges | x]]", "tidal_force", "Two bulges", "x",
         "tides/tidal_force.md"),
        ("[[tidal_force#Two bulges]]", "tidal_force", "Two bulges", "tidal_force > Two bulges",
         "tides/tidal_force.md"),
        ("[[tidal_force | a | b]]", "tidal_force", "", "b", "tides/tidal_force.md"),
        ("[[tidal_force | ]]", "tidal_force", "", "tidal_force", "tides/tidal_force.md"),
        ("[[tidal_force | **a** `b`]]", "tidal_force", "", "a b", "tides/tidal_force.md"),
        ("![[tidal_force]]", "tidal_force", "", "tidal_force", "tides/tidal_force.md"),
        ("[[Gulf of Tonkin]]", "Gulf of Tonkin", "", "Gulf of Tonkin", None),
        ("[the force](tidal_force.md)", "tidal_force", "", "the force", "tides/tidal_force.md"),
        ("[x](./Gulf%20of%20Tonkin.md#Spring%20tide)", "Gulf of Tonkin", "Spring tide", "x", None),
        ("[[tidal_force | half a link] here", "tidal_force", "", "half a link",
         "tides/tidal_force.md"),
    ],
)  # fmt: skip
def test_a_note_is_linked(read, written, target, heading, text, path):
    (link,) = read(f"See {written}.").links
    found = (link.kind, link.target, link.heading, link.text, link.path)
    assert found == (LinkKind.NOTE, target, heading, text, path)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("[x](https://example.org/a?b=c&d=e)", "https://example.org/a?b=c&d=e"),
        ('[x](http://example.org "title")', "http://example.org"),
        ("[x](HTTPS://Example.org/)", "HTTPS://Example.org/"),
        ("<https://example.org/>", "https://example.org/"),
        ("[x](mailto:ada@example.org)", "mailto:ada@example.org"),
        ("<ada@example.org>", "mailto:ada@example.org"),
        ('<a href="https://example.org/">x</a>', "https://example.org/"),
        ("[[https://example.org/ | x]]", "https://example.org/"),
        ("[x][1]\n\n[1]: https://example.org/", "https://example.org/"),
        ("[it's](https://example.org/it's)", "https://example.org/it's"),
    ],
)
def test_the_web_is_linked_by_its_whole_address(read, written, address):
    note = read(written)
    assert [(link.kind, link.target) for link in note.links] == [(LinkKind.WEB, address)]
    assert '<a class="web" href="link:0">' in note.html


@pytest.mark.parametrize(
    ("written", "address", "behind"),
    [
        ("https://example.org/a_b_c.", "https://example.org/a_b_c", "."),
        ("(https://example.org/x_(y))", "https://example.org/x_(y)", ")"),
        ("“http://example.org/?a=1&b=2”", "http://example.org/?a=1&b=2", "”"),
        ("www.example.org/x, and", "http://www.example.org/x", ", and"),
        ("**https://example.org**", "https://example.org", ""),
        ("https://example.org:8080/x!", "https://example.org:8080/x", "!"),
    ],
)
def test_a_web_address_in_the_text_is_a_link(read, written, address, behind):
    note = read(f"See {written}")
    assert [(link.kind, link.target) for link in note.links] == [(LinkKind.WEB, address)]
    assert f"</a>{behind}" in note.html.replace("</strong>", "")


@pytest.mark.parametrize(
    "text",
    ["`https://example.org`", "```\nhttps://example.org\n```", "https://localhost/x", "https://",
     "xhttps://example.org", "ftp://example.org", "https://a_b.c_d/", "example.org"],
)  # fmt: skip
def test_what_is_no_web_address_stays_text(read, text):
    assert read(text).links == ()


@pytest.mark.parametrize(
    "text",
    ["[https://example.org](https://example.org)", "<https://example.org>",
     "[https://example.com/a](https://example.org)", "[at https://a.org/b][1]\n\n[1]: https://example.org",
     '<a href="https://example.org">https://example.org</a>',
     "[[https://example.org | https://example.org]]", "[x]\n\n[x]: https://example.org"],
)  # fmt: skip
def test_a_web_address_in_a_link_is_one_link(read, text):
    assert [link.target for link in read(text).links] == ["https://example.org"]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#115;cript:alert(1)", "java%0Ascript:x",
     "&#x6A;avascript&#58;alert(1)", " javascript:alert(1)", "\tjavascript:x", "data:text/html,x",
     "file:///etc/passwd", "file:////host/share", "//host/share", "\\\\host\\share", "/etc/passwd",
     "../../secret", "ms-settings:about", "search-ms:query=x", "shell:startup", "vscode://x",
     "steam://run/1", "smb://host/x", "ssh://host", "magnet:?x", "moment:0", "link:0",
     "moment:0#x", "https:evil", "http://", "https://host\\@evil", "mailto:", "vbscript:x",
     "blob:https://x", "about:blank", "qrc:/x", ":/x", "C:/x.md", "http://[::1"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["[a word]({})", "<{}>", '<a href="{}">a word</a>',
                                  "[a word][1]\n\n[1]: {}", "[[{} | a word]]"])  # fmt: skip
def test_no_other_address_becomes_a_web_link(read, form, address):
    note = read(form.format(address))
    assert [link for link in note.links if link.kind is LinkKind.WEB] == []
    assert 'href="moment' not in note.html.replace("&lt;a href=", "")


def test_a_dead_link_says_so_and_is_harmless(read):
    assert (
        '<a class="note dead" href="link:0" title="No note named “Gulf &lt;b&gt;” in this vault.">'
        in read("[[Gulf <b> | x]]").html
    )


def test_what_is_escaped_is_no_link(read):
    note = read(r"\[[tides]] \[[a | b]] and \![[tidal_force]]")
    assert "[[tides]] [[a | b]] and !" in note.html
    assert [link.target for link in note.links] == ["tidal_force"]


def test_a_link_in_a_table_does_not_tear_its_cell(read):
    note = read("| a | b |\n|---|---|\n| [[tidal_force | force]] | [0:05:00] |")
    assert note.html.count("<td>") == 2
    assert (len(note.links), len(note.moments)) == (1, 1)


def test_a_stamp_in_an_alias_follows_its_link(read):
    note = read('[[tidal_force | force <a class="yt-timestamp" data-t="00:05:00">[0:05]</a>]]')
    assert note.links[0].text == "force"
    assert note.html.index("</a>") < note.html.index("moment:0")


def test_there_is_never_a_link_in_a_link(read):
    note = read("[see [[tidal_force | this]] at [0:05:00] here](https://example.org)")
    assert note.html.count("<a ") == 2
    assert [link.text for link in note.links] == ["see this at here"]


@pytest.mark.parametrize(
    ("heading", "title"),
    [("# [[tidal_force | Tides]] twice", "Tides twice"), ("# Tides [0:05:00]", "Tides"),
     ("# [Tides](https://example.org)", "Tides"), ("# `tide`", "tide")],
)  # fmt: skip
def test_a_first_heading_that_leads_somewhere_stays(read, heading, title):
    note = read(f"{heading}\n\ntext")
    assert note.title == title
    assert len(note.links) + len(note.moments) == (0 if "`" in heading else 1)
    assert len(note.headings) == len(note.links) + len(note.moments)


def test_a_link_without_words_shows_its_address(read):
    assert ">https://example.org</a>" in read("[](https://example.org)").html


@pytest.mark.parametrize(
    "written", ["[up](#two-bulges)", "[[#Two bulges | up]]", "[up](#Two bulges)"]
)
def test_a_heading_of_the_same_note_is_reached_by_its_anchor(read, written):
    html = read(f"{written}\n\n## Two bulges").html
    if "(#Two" not in written:
        assert '<a class="note" href="#two-bulges">up</a>' in html
    assert '<h2 id="two-bulges">' in html


@pytest.mark.parametrize(
    ("block", "html"),
    [
        ("Twice a day. ^bulge", '<p><a name="block:bulge"></a>Twice a day.</p>'),
        ("- ebb ^bulge\n- flow", '<li><a name="block:bulge"></a>ebb</li>'),
        ("> ebb\n\n^bulge", '<p><a name="block:bulge"></a>ebb</p>'),
        ("## Ebb ^bulge", '<h2 id="ebb"><a name="block:bulge"></a>Ebb</h2>'),
        ("Twice [0:05:00] ^Bulge", '<p><a name="block:bulge"></a>Twice '),
    ],
)
def test_a_block_is_reached_by_its_name_which_does_not_show(read, block, html):
    page = read(f"{block}\n\n[[#^bulge|up]] [[#^nowhere|down]]").html
    assert html in page
    assert '<a class="note" href="#block:bulge">up</a> down' in page
    assert "^bulge" not in page.lower()


@pytest.mark.parametrize("text", ["2 ^2", "x^bulge", "a ^bulge b", "`a ^bulge`", "a ^bulge\nb"])
def test_what_is_no_name_of_a_block_stays(read, text):
    assert "^" in read(text).html


def test_a_heading_below_another_is_reached_by_both():
    headings = [Heading(2, "Ebb", "ebb", 1), Heading(3, "Why", "why", 2),
                Heading(2, "Flow", "flow", 3), Heading(3, "Why", "why--2", 4)]  # fmt: skip
    assert anchor_of("Flow#Why", headings) == "why--2"
    assert anchor_of("why", headings) == "why"
    assert anchor_of("gone#Flow", headings) == "flow"
    assert anchor_of("Flow#gone", headings) == ""


def test_a_link_to_a_heading_that_is_not_there_is_text(read):
    assert "<a" not in read("[up](#nowhere)").html


def test_links_know_their_line(read):
    text = (
        "---\ntitle: x\n---\n\n[[a]]\n\n[b](https://example.org)\n\n```\nx\ny\n```\n<http://c.org>"
    )
    assert [link.line for link in read(text).links] == [5, 7, 13]


def test_the_hub_is_named_under_the_title(read):
    note = read("---\ntitle: Tides\n---\n\nFrom: [[ocean_physics]] <br/> \nThe moon.")
    assert note.html.startswith(
        '<h1 class="title">Tides</h1>'
        '<p class="from">From <a class="note" href="link:0">ocean_physics</a></p><p>The moon.</p>'
    )


def test_from_followed_by_prose_is_prose(read):
    assert 'class="from"' not in read("From: here to [[there]] and back").html
