r"""Formulas: what is one, what is only money, and where each comes to stand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.note.test_corpus import CORPUS
from viewer.note.math import FormulaSlip, take_math
from viewer.note.note import PictureKind
from viewer.note.reading import read_note
from viewer.note.stash import TOKEN, Stash
from viewer.note.surroundings import Surroundings

IMAGE = re.compile(r'<img class="math" src="picture:(\d+)" alt="([^"]*)">')


def formulas(note):
    """Return the sources of the formulas on a page, in its order."""
    pictures = [note.pictures[int(number)] for number, _ in IMAGE.findall(note.html)]
    assert all(picture.kind is PictureKind.MATH for picture in pictures)
    return [picture.alt for picture in pictures]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the area $\\pi r^2$ is", ["\\pi r^2"]),
        ("$x$", ["x"]),
        ("both $x$, $y$ and $z$.", ["x", "y", "z"]),
        ("over $a\n+ b$ lines", ["a\n+ b"]),
        ("a turn is 2$\\pi$ long", ["\\pi"]),
        ("price $p = \\$5$ here", ["p = \\$5"]),
        ("in line $$a + b$$ too", ["a + b"]),
        ("\\(E = mc^2\\) and \\(n\\) and \\( NP \\)", ["E = mc^2", "n", "NP"]),
        ("\\[x = 1\\]", ["x = 1"]),
        ("$$\nx\n$$", ["x"]),
        ("> $$\n> x\n> $$", ["x"]),
        ("- one\n  $$\n  x\n  $$\n- two", ["x"]),
        ("| $a|b$ | c |\n|---|---|\n| $d$ | e |", ["a|b", "d"]),
        ("## On $x$\n\ntext", ["x"]),
        ("**bold $x_1$ and $y_1$**", ["x_1", "y_1"]),
        ("$[[1, 2], [3, 4]]$", ["[[1, 2], [3, 4]]"]),
        ("$a < b$ and $b > c$", ["a < b", "b > c"]),
        ("[see $x$](https://example.org)", ["x"]),
        ("设$x$为", ["x"]),
    ],
)
def test_a_formula_is_drawn(read, text, found):
    note = read(text)
    assert [source.replace("&lt;", "<") for source in formulas(note)] == found
    assert note.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "it cost $5 and then $10",
        "between $5-$10 each, US$20 at most",
        "raised $1.2M, then $3M, then $500K",
        "the $ sign and the $",
        "escaped \\$5 and \\$6",
        "A$AP met Ke$ha",
        "100$ or 200$ more",
        "from 5$-10$ up",
        "a $ b$ and $c $ d",
        "$x\n\ny$",
        "$$",
        "$$$$",
        "make $$$ fast, $$$",
        "$20, or 20 percent of it in US$ a year",
        "`$x$` and ``$$y$$``",
        "```\n$x$\n$$y$$\n```",
        "<code>$x$</code>",
        "\\(see below\\) and \\[sic\\] and \\[laughter\\]",
        "<!-- $x$ -->",
        "%% $x$ %%",
        "$5 [0:01:02] and $6",
    ],
)
def test_money_and_code_stay_text(read, text):
    note = read(text)
    assert formulas(note) == []
    assert note.pictures == ()


def test_an_escaped_dollar_is_a_dollar(read):
    assert "<p>It cost $5 and $6.</p>" in read("It cost \\$5 and \\$6.").html


def test_a_formula_with_lines_of_its_own_is_a_paragraph(read):
    note = read("The law is\n$$\nF = ma\n$$\nand it holds.")
    image = '<img class="math" src="picture:0" alt="F = ma">'
    paragraphs = f'<p>The law is</p><p class="formula">{image}</p><p>and it holds.</p>'
    assert paragraphs in note.html.replace("\n", "")


def test_lines_keep_their_numbers_behind_formulas(read):
    note = read("$$\na\n+ b\n$$\n\n> $$\n> c\n> $$\n\n$d\n+ e$ then\n\n[0:01:02]\n\n## Here")
    assert note.moments[0].line == 13
    assert note.headings[-1].line == 15


def test_a_quote_goes_on_behind_a_formula(read):
    html = read("> before\n> $$\n> x\n> $$\n> after").html
    assert html.count("<blockquote>") == 1
    assert html.index("after") < html.index("</blockquote>")


def test_a_formula_that_stands_twice_is_kept_once(read):
    note = read("$x$ and $x$ and $$x$$")
    assert (
        IMAGE.findall(note.html) == [("0", "x"), ("0", "x"), ("1", "x")] or len(note.pictures) == 1
    )


def test_the_words_of_a_formula_are_its_source(read):
    note = read("The area is $\\pi r^2$ [0:01:02].\n\n## On $\\pi$\n\n[[tides | tides of $x$]]")
    assert "\\pi r^2" in note.moments[0].sentence
    assert note.headings[-1].text == "On \\pi"
    assert note.links[-1].text == "tides of $x$"


def test_a_title_says_the_source_of_its_formula(read):
    assert read("# On $a<b>c$\n\ntext").title == "On $a<b>c$"


@pytest.mark.parametrize("text", ["$\\nosuchthing{x}$", "$\\text{潮汐}$", "$\\frac{1}$"])
def test_what_cannot_be_drawn_is_shown_as_code_and_said_once(read, text):
    note = read(f"Here is {text}.")
    assert note.pictures == ()
    assert "<code>" in note.html
    assert [doubt.line for doubt in note.warnings] == [1]


def test_a_formula_from_a_web_service_is_drawn_here(read):
    note = read('<img src="https://latex.codecogs.com/svg.latex?\\frac{a%2Fb}{c}" title="x">')
    assert formulas(note) == ["\\frac{a/b}{c}"]


def test_nothing_in_a_formula_becomes_markup(read):
    note = read('$\\text{"><img src=x onerror=alert(1)>}$ and $\\href{javascript:alert(1)}{x}$')
    assert "onerror" not in re.sub(r'alt="[^"]*"', "", note.html)
    for picture in note.pictures:
        assert re.fullmatch(r"<svg [^<>]*><path [^<>]*/></svg>", picture.source)
        assert "script" not in picture.source


def test_a_note_has_so_many_formulas_and_no_more(read):
    note = read("\n\n".join(f"$x_{{{number}}}$" for number in range(1100)))
    assert len(note.pictures) == 1000
    assert note.html.count("<code>") == 100
    assert [doubt.line for doubt in note.warnings] == [2001]


def test_formulas_are_drawn_as_long_as_there_is_time():
    answers = iter([True, True, False])
    around = Surroundings(has_time=lambda: next(answers))
    note = read_note("$a$ $b$ $c$ $d$", name="x", around=around)
    assert formulas(note) == ["a", "b"]
    assert len(note.warnings) == 1


@given(st.text("$\\\\()[]{}> \n-1ax^_", max_size=120))
def test_no_text_is_lost_and_no_line_moves(text):
    stash = Stash()
    taken = take_math(text, stash, 1)
    assert taken.count("\n") == text.count("\n")
    rest = re.split(r"[\s>]+", TOKEN.sub(lambda token: stash.slip(token).source, taken))
    assert "".join(rest) == re.sub(r"[\s>]+", "", text)
    for slip in stash.slips_in(taken):
        assert isinstance(slip, FormulaSlip)
        assert slip.source in text
        assert text.split("\n")[slip.line - 1].count(slip.source.split("\n")[0])


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus lies beside the project only here")
def test_real_notes_have_formulas_and_none_of_them_is_money():
    sources = []
    for path in sorted((CORPUS / "notes").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if "$" in text or "\\(" in text or "\\[" in text:
            note = read_note(text, name=path.stem, around=Surroundings())
            assert not [doubt for doubt in note.warnings if "formula" in doubt.sentence], path
            sources += formulas(note)
    assert len(sources) >= 200
    wordy = re.compile(r"(?<![\\{A-Za-z])[a-z]{4,}(?![^{]*\})")
    assert [source for source in sources if wordy.search(source) and "\\" not in source] == []
