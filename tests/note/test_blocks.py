"""Callouts, lists, tables, code, headings, footnotes: what a note is built of."""

import re

import pytest

from viewer.note.callouts import KINDS, kind_of, label_of

_AS_OBSIDIAN_EXPORTS = """<div class="callout">
  <div class="callout-title">
    <div class="callout-icon"><svg viewBox="0 0 9 9"><path d="M1 8"/></svg></div>
    <div class="callout-title-inner">Tides</div>
  </div>
  <div class="callout-content">
    <p>Twice.</p>
  </div>
</div>"""


def shape_of(html):
    """Return the page without its title, attributes and layout."""
    body = re.sub(r"^<h1 class=.title.>.*?</h1>", "", html)
    return re.sub(r"\s+", "", re.sub(r"<(\w+)[^>]*>", r"<\1>", body))


@pytest.mark.parametrize(
    ("word", "kind", "label"),
    [
        ("NOTE", "note", "Note"),
        ("info", "info", "Info"),
        ("Tip", "tip", "Tip"),
        ("PRO TIP", "tip", "Pro tip"),
        ("see also", "info", "See also"),
        ("CAUTION", "warning", "Caution"),
        ("cite", "quote", "Cite"),
        ("rule", "note", "Rule"),
        ("تلميح", "note", "تلميح"),
    ],
)
def test_a_callouts_word_is_folded_to_a_kind_and_kept_as_its_label(word, kind, label):
    assert (kind_of(word), label_of(word)) == (kind, label)
    assert kind in KINDS


@pytest.mark.parametrize(
    ("html", "shape"),
    [
        ('<div class="callout callout-info">\n<svg><path d=""/></svg>\n**Two** bulges.\n</div>',
         "<p><b>Info</b></p><p><strong>Two</strong>bulges.</p>"),
        (_AS_OBSIDIAN_EXPORTS, "<p><strong>Tides</strong></p><p>Twice.</p>"),
        ('<div class="callout is-warning"><p class="callout-title">Ebb</p>\n- a\n- b\n</div>',
         "<p><b>Warning</b><strong>Ebb</strong></p><ul><li>a</li><li>b</li></ul>"),
        ('<div class="callout">\n> [!tip] Flow\n> x\n</div>', "<p><b>Tip</b>Flow</p><p>x</p>"),
        ('<div class="callout">\n[!TIP] Flow\n</div>', "<p><b>Tip</b>Flow</p>"),
        ('<div class="admonition important">\nFlow\n</div>', "<p><b>Important</b></p><p>Flow</p>"),
    ],
)  # fmt: skip
def test_a_callout_written_as_html_is_one(read, html, shape):
    page = shape_of(read(f"Before.\n{html}\nAfter.").html)
    inside = f"<table><tbody><tr><td>{shape}</td></tr></tbody></table>"
    assert page == f"<p>Before.</p>{inside}<p>After.</p>"


def test_a_callout_written_as_html_keeps_all_lines_on_their_numbers(read):
    html = '<div class="callout">\n<div class="callout-title">T</div>\n[[a]]\n</div>\n\n[[b]]'
    assert [link.line for link in read(html).links] == [3, 6]


def test_what_an_admonition_block_is_told_is_not_its_text(read):
    html = read("```ad-note\ntitle: Mind\ncollapse: open\nicon: wave\n\ntitle: kept\n```").html
    assert "<b>Note</b> Mind" in html
    assert "<p>title: kept</p>" in html
    assert "wave" not in html


def test_a_title_only_callout_reads_as_one_paragraph(read):
    html = read("> [!NOTE] Spring tides need the [[sun_and_moon | sun]] [0:01:14].").html
    assert '<table class="callout callout-note" width="100%">' in html
    assert (
        '<p class="callout-title title-note"><b>Note</b> Spring tides need the '
        '<a class="note" href="link:0">sun</a> '
        '<a class="moment" href="moment:0">&#160;0:01:14&#160;</a>.</p>' in html
    )


def test_the_sentence_of_a_callouts_stamp_begins_behind_its_label(read):
    assert read("> [!NOTE] Spring tides [0:01:14].").moments[0].sentence == "Spring tides"


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("> [!warning]- Folded\n> body", ["warning"]),
        ("> [!NOTE|wide] Title", ["note"]),
        ("> [!a]\n> x\n>\n>> [!TIP] inner", ["note", "tip"]),
        ("> [!NOTE] one\n> [!TIP] two", ["note", "tip"]),
        ("> [!NOTE] one\n\n> [!TIP] two", ["note", "tip"]),
        ("- item\n\n    > [!TIP] in a list", ["tip"]),
        ("```ad-warning\ntitle: Mind\nbody\n```", ["warning"]),
        ("> just a quote", []),
        ("[!NOTE] not quoted\nbut meant", ["note"]),
        ("* [!WARNING] in an item\n  of two lines\n* other", ["warning"]),
        ("- item\n  > [!TIP] right below its text\n- next", ["tip"]),
        ("> [!P PROS] yes\n\n> [!C CONS]- no", ["success", "failure"]),
        ("### [!info] a heading", []),
        ("a [!note] within a line", []),
    ],
)
def test_callouts_are_found(read, text, classes):
    assert re.findall(r'class="callout callout-(\w+)"', read(text).html) == classes


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Tides:\n* one\n* two", "<p>Tides:</p><ul><li>one</li><li>two</li></ul>"),
        ("## H\n*   **B**: x", "<h2>H</h2><ul><li><strong>B</strong>:x</li></ul>"),
        ("- a\n  - b\n    - c\n- d",
         "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("- a\n1) b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("1. a\n\n   b\n2. c", "<ol><li><p>a</p><p>b</p></li><li><p>c</p></li></ol>"),
        ("## [!info] Tides", "<h2><strong>Info:</strong>Tides</h2>"),
        ("In\n1986. A year", "<p>In<br>1986.Ayear</p>"),
        ("- a\n## H\ntext", "<ul><li>a</li></ul><h2>H</h2><p>text</p>"),
        ("- [ ] a\n- [x] b\n- [-] c\n- [>] d\n- [1] e\n- f [ ] g",
         "<ul><li>☐a</li><li>☑b</li><li>☒c</li><li>▷d</li><li>[1]e</li><li>f[]g</li></ul>"),
        ("<details><summary>*Sum*</summary>\n\nbody *x*\n\n</details>",
         "<div><p><b><em>Sum</em></b></p><p>body<em>x</em></p></div>"),
        ("a <mark>b</mark>", "<p>a<span>b</span></p>"),
        ("<figure>x<figcaption>y</figcaption></figure>", "<div>x<div>y</div></div>"),
        ("50%% of it\n\nand 20%% more", "<p>50%%ofit</p><p>and20%%more</p>"),
        ("text\n| a | b |\n|---|---|\n| 1 | 2 |\nmore",
         ("<p>text</p><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td>"
          "<td>2</td></tr></tbody></table><p>more</p>")),
        ("#tag and #1 a#b #a/b-1 \\#no #",
         "<p><span>#tag</span>and#1a#b<span>#a/b-1</span>#no#</p>"),
        ("one\ntwo  \nthree\\\nfour<br/>\nfive",
         "<p>one<br>two<br>three<br>four<br>five</p>"),
        ("- a\n  b\n\n> c\n> **d**\n> e",
         "<ul><li>a<br>b</li></ul><blockquote><p>c<br><strong>d</strong><br>e</p></blockquote>"),
        ("<div>\na\n</div>\n%%hidden%%\n", "<div>a</div>"),
        ("a\n\n---\n\nb", "<p>a</p><hr><p>b</p>"),
        ("~~gone~~ ==kept==", "<p><del>gone</del><span>kept</span></p>"),
        ("**a *b* c** __d__ _e_ f_g_h ***i***",
         ("<p><strong>a<em>b</em>c</strong><strong>d</strong><em>e</em>f_g_h<strong><em>i</em>"
          "</strong></p>")),
        ("> a\n> - b\n> - c", "<blockquote><p>a</p><ul><li>b</li><li>c</li></ul></blockquote>"),
        ("%%hidden%% seen <!-- hidden --> too", "<p>seentoo</p>"),
    ],
)  # fmt: skip
def test_blocks_are_what_their_author_meant(read, text, shape):
    assert shape_of(read(text).html) == shape


@pytest.mark.parametrize("text", ["2 * 3 **x* * **ijklm* end", "[]('(ijklm", "**``* * **`ijklm`*"])
def test_marks_that_do_not_pair_up_cost_no_text(read, text):
    assert "ijklm" in read(text).html


def test_code_keeps_whatever_looks_like_syntax(read):
    note = read(
        "`[[x]] [00:01:02] <b>`\n\n```\n[[x]] <a class='yt-timestamp'>\n```\n\n    [[x]] <i>\n"
    )
    assert "<code>[[x]] [00:01:02] &lt;b&gt;</code>" in note.html
    assert "<pre class=\"code\">[[x]] &lt;a class='yt-timestamp'&gt;</pre>" in note.html
    assert "[[x]] &lt;i&gt;" in note.html
    assert (note.moments, note.links) == ((), ())


def test_known_languages_are_coloured(read):
    assert '<pre class="code"><span class="n">x</span>' in read("```python\nx = 1\n```").html


@pytest.mark.parametrize("fence", ["```\nx\n```", "~~~\nx\n~~~", "> ```\n> x\n> ```",
                                   "- a\n  ```\n  x\n  ```", "````\nx\n````"])  # fmt: skip
def test_a_fence_may_stand_in_a_quote_or_a_list(read, fence):
    assert '<pre class="code">x</pre>' in read(fence).html


def test_a_fence_that_never_closes_ends_with_its_paragraph(read):
    note = read("```js\ncode\n\nText [0:05:00].")
    assert '<pre class="code">' in note.html
    assert len(note.moments) == 1


def test_a_fence_around_nothing_hides_none_of_its_own_words(read):
    assert "Mind the tide" in read("```Mind the tide").html
    assert "ebb" in read("> ~~~~ebb~~~~\n\ntext").html


def test_a_note_in_a_markdown_fence_is_unwrapped(read):
    note = read("From: [[ocean_physics]] <br/>\n```markdown\n## H\n[0:05:00]\n```")
    assert [(moment.line, moment.heading) for moment in note.moments] == [(4, "H")]


def test_prose_in_a_fence_is_unwrapped_for_its_times_but_examples_are_not(read):
    stamp = '<a class="yt-timestamp" data-t="00:05:00">[00:05:00]</a>'
    assert len(read(f"Text.\n\n```\n## H\n{stamp} {stamp}\n{stamp}\n```\n\nText.").moments) == 3
    assert len(read("Text.\n\n```md\n[0:01:00] [0:02:00]\n[0:03:00]").moments) == 3
    assert read("Text.\n\n```\n[0:01:00] a\n[0:02:00] b\n[0:03:00] c\n```").moments == ()
    assert read(f"Write it so:\n\n```\n{stamp}\n```").moments == ()
    assert read(f"```html\n{stamp} {stamp} {stamp}\n```").moments == ()


def test_headings_are_listed_with_level_anchor_and_line(read):
    note = read("---\ntitle: x\n---\n## One [0:01:00]\n\n### Two *b*\n\n## One\n\nSet\n===\n")
    found = [(head.level, head.text, head.anchor, head.line) for head in note.headings]
    assert found == [(2, "One", "one", 4), (3, "Two b", "two-b", 6), (2, "One", "one--2", 8),
                     (1, "Set", "set", 10)]  # fmt: skip


def test_an_image_is_named_not_shown(read):
    html = read("![a wave](wave.png) <img src=x alt=foam onerror=alert(1)>").html
    assert '<span class="placeholder">image: a wave – not in this vault</span>' in html
    assert '<span class="placeholder">image: foam – not in this vault</span>' in html
    assert "<img" not in html


def test_a_moment_on_a_line_of_its_own_cites_the_line_before(read):
    assert read("Two bulges\n[0:05:00]\nThe next").moments[0].sentence == "Two bulges"


def test_a_list_of_tasks_only_shows_its_boxes_for_bullets(read):
    assert '<ul class="tasks"><li>☐ a</li><li>☑ b</li></ul>' in read("- [ ] a\n- [x] b").html
    assert '<ul class="tasks">' in read("- [ ] a\n\n- [x] b").html
    assert 'class="tasks"' not in read("- [ ] a\n- b").html


@pytest.mark.parametrize(
    ("title", "is_rtl"),
    [("תיבה", True), ("«1» تلميح b", True), ("box תיבה", False), ("box", False), ("", False)],
)
def test_a_callouts_title_runs_as_its_author_writes(read, title, is_rtl):
    assert ('callout-title title-tip" dir="rtl"' in read(f"> [!tip] {title}").html) is is_rtl


def test_code_of_other_programs_is_labelled(read):
    html = read("```mermaid\ngraph TD\n```\n\n```dataview\nLIST\n```").html
    assert '<p class="code-label">Mermaid diagram, as it is written</p><pre' in html
    assert '<p class="code-label">Dataview query, as it is written</p><pre' in html


def test_footnotes_may_stand_in_the_text_refer_to_others_and_be_forgotten(read):
    notes = "[^1]: One[^2]\n\n    more\n[^2]: Two\n[^3]: Left\n[^3]: Twice"
    note = read(f"A^[in *place*] b[^1] c[^1] d[^no].\n\n{notes}")
    assert shape_of(note.html) == (
        "<p>A<sup><a>1</a></sup>b<sup><a>2</a></sup>c<sup><a>2</a></sup>d[^no].</p><hr><ol>"
        "<li><a></a>in<em>place</em></li><li><a></a>One<sup><a>3</a></sup>more</li>"
        "<li><a></a>Two</li><li><a></a>Left</li><li><a></a>Twice</li></ol>"
    )


def test_footnotes_are_gathered_at_the_end(read):
    note = read("Tides[^1] rise[^a].\n\n[^a]: A [0:05:00].\n[^1]: B.\n")
    assert '<sup><a class="footnote" href="#fn:1">1</a></sup>' in note.html
    assert note.html.index('name="fn:1"></a>B') < note.html.index('name="fn:2"></a>A')
