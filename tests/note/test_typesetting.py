"""Formulas drawn: one path each, of bounded size, in bounded time, whatever is written in them."""

import os
import re
import subprocess
import sys
from contextlib import suppress

import pytest

from viewer.note.typesetting import FormulaError, typeset

SVG = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" width="[\d.]+" height="[\d.]+" '
    r'viewBox="[-\d. ]+"><path fill="currentColor" d="[MLQCZ\d. -]+"/></svg>'
)


def draw(latex, *, is_display=False):
    return typeset(latex, is_display=is_display)


@pytest.mark.parametrize(
    "latex",
    [
        r"x", r"E = mc^2", r"\frac{a}{b}", r"\sqrt[3]{x}", r"\sum_{n=1}^\infty \frac1{n^2}",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"\begin{cases} x & y>0 \\ 0 \end{cases}",
        r"\begin{align} a &= b \\ &= c \end{align}", r"\left( \frac{a}{b} \right)", r"\mathbb{R}^n",
        r"\hat{x} + \vec{v} + \overline{AB}", r"\text{if } x < 0", r"\text{a<b & <c/>}", r"a < b",
        r"\color{red}{x} + \textcolor{#fff}{y}", r"\colorbox{yellow}{x}", r"\boxed{x}",
        r"\cancel{x}", r"\rule{1em}{2em}", r"50\%", r"\binom{n}{k}", r"f''(x)", r"\lim_{h \to 0} h",
        r"\underbrace{a + b}_{n}", r"\mathrm{d}x", r"\operatorname{rank} A", r"||x||",
        r"\sqrt{" * 20 + "x" + "}" * 20, r"\int_{-\infty}^\infty e^{-x^2}\,dx = \sqrt\pi",
    ],
)  # fmt: skip
def test_a_formula_is_one_path_and_nothing_else(latex):
    for is_display in (False, True):
        drawing = draw(latex, is_display=is_display)
        assert SVG.fullmatch(drawing.svg)
        assert 2 < drawing.width_px < 500
        assert 2 < drawing.height_px < 500


def test_numbers_of_lines_are_not_added():
    one = draw(r"\begin{align*} a &= b \\ &= c \end{align*}")
    assert draw(r"\begin{align} a &= b \\ &= c \end{align}") == one
    assert draw(r"\begin{aligned} a &= b \\ &= c \end{aligned}") == one


def test_a_colour_is_left_out():
    assert draw(r"\textcolor{red}{x}").svg == draw("x").svg


def test_a_sum_has_room_of_its_own_on_its_own():
    sides = [draw(r"\sum_{i=1}^n i", is_display=each).height_px for each in (False, True)]
    assert sides[0] < sides[1]


def test_a_frame_is_hollow():
    path = re.search(r'd="([^"]*)"', draw(r"\boxed{\,}").svg)[1]
    corners = [
        [float(number) for number in each.split()] for each in re.findall(r"[ML] ([^A-Z]*)", path)
    ]
    turns = [area(corners[:4]), area(corners[4:8])]
    assert turns[0] > 0 > turns[1]


def area(corners):
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)


@pytest.mark.parametrize(
    "latex",
    [
        "", " ", "%", "{", "^", "_", "x^", "x_1_2", r"\frac", r"\left(", r"\right)",
        r"\begin{pmatrix}", r"\end{pmatrix}", r"\nosuchthing", r"\text{潮汐}", r"\unicode{x0}",
        r"\unicode{xD800}", r"\unicode{x110000}", r"\rule{1000em}{1em}", r"\hspace{-99999em}x",
        r"\newcommand{\a}{\a\a}\a", r"\def\a{b}\a", r"\DeclareMathOperator{\a}{a}\a",
        r"\newenvironment{a}{b}{c}", "x" * 2001, r"\raise{9999em}{x}",
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused(latex):
    with pytest.raises(FormulaError):
        draw(latex)


@pytest.mark.parametrize(
    ("before", "middle", "after"),
    [
        ("{", "x", "}"), (r"\sqrt{", "x", "}"), (r"\frac{", "x", "}{y}"), ("x^{", "x", "}"),
        (r"\left(", "x", r"\right)"), (r"\begin{pmatrix}", "x", r"\end{pmatrix}"),
        (r"\begin{cases}", "x", r"\end{cases}"), (r"\xrightarrow{", "x", "}"),
        (r"\phantom{", "x", "}"), (r"\raise{1em}{", "x", "}"), (r"\binom{", "x", "}{y}"),
        (r"\substack{", "x", "}"), (r"\boxed{", "x", "}"), (r"\color{red}{", "x", "}"),
        (r"\underbrace{", "x", "}"), ("{}_{", "x", "}x"), (r"\left(a\middle|", "x", r"\right)"),
    ],
)  # fmt: skip
def test_nesting_costs_no_more_than_a_bounded_number_of_steps(before, middle, after, monkeypatch):
    from ziamath.nodes import Mnode

    steps = []
    lay_out = Mnode.fromelement.__func__

    def count(cls, *how, **more):
        steps.append(1)
        return lay_out(cls, *how, **more)

    monkeypatch.setattr(Mnode, "fromelement", classmethod(count))
    for depth in (2, 5, 8, 12, 20, 60):
        steps.clear()
        with suppress(FormulaError):
            draw(before * depth + middle + after * depth)
        assert len(steps) <= 12_000


@pytest.mark.parametrize(
    "piece", ["x", "a+", r"\sum ", "x^2", "'", "_", "&", r"\\", "{}", r"\left("]
)
def test_a_long_formula_is_drawn_or_refused(piece):
    with suppress(FormulaError):
        assert SVG.fullmatch(draw((piece * 2000)[:2000]).svg)


def test_a_note_without_formulas_does_not_pay_for_them():
    code = (
        "import sys; from viewer.note.reading import read_note\n"
        "from viewer.note.surroundings import Surroundings\n"
        "read_note('It cost $5 and $6.', name='x', around=Surroundings())\n"
        "assert not {'ziamath', 'latex2mathml', 'ziafont', 'xml.sax'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ, timeout=60)
