"""Formulas drawn: LaTeX in, a picture out that is one path and nothing else.

ziamath draws with the font it brings along, reads no other file and knows no network. It is given
a tree of MathML, never text, so that nothing written in a formula can become markup; of what it
draws only outlines are taken, so a formula has one ink, the page's. It is imported when the first
formula is met, as it costs more than ten notes.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TEXT_PX = 16
"""The size of the text that a drawing's pixels go with."""
FORMULA_PX = 18.4
"""Its letters are then as tall as those of the text around it."""

LONGEST = 2_000
LARGEST_PX = 4_000
MOST_SVG_CHARACTERS = 200_000
MOST_STEPS = 4_000
MOST_KEPT = 1_000

_DEFINITION = re.compile(r"\\(?:(?:re)?newcommand|def|newenvironment|DeclareMathOperator)\b")
_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
_REWRITTEN = (
    # What latex2mathml reads only so, as ziamath itself rewrites it.
    (re.compile(r"\\mathrm\{"), r"\\mathrm {"),
    (re.compile(r"\|\|"), "‖"),
    # The lines of an aligned formula get no numbers.
    (re.compile(r"\\(begin|end)\{align(?:ed)?\}"), r"\\\1{align*}"),
)
_LOOKS = frozenset({"mathcolor", "mathbackground", "style", "class", "href", "border-color"})
_REPLACED = {
    ("mo", "-"): "\u2212",
    ("mo", "^"): "\u0302",
    ("mo", "~"): "\u0303",
}
_ROWS = frozenset({"math", "mrow", "mtd", "mpadded", "mphantom"})
_ROWS_IF_MANY = frozenset({"menclose", "msqrt"})
_RIGID = frozenset("↑↓⟨⟩")
"""TeX stretches these only between \\left and \\right, MathML always."""


class FormulaError(Exception):
    """A formula that cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula as SVG, its baseline at y = 0, and the pixels it takes beside text of TEXT_PX."""

    svg: str
    width_px: int
    height_px: int


@lru_cache(maxsize=MOST_KEPT)
def typeset(latex: str, *, is_display: bool) -> Drawing:
    """Draw a formula; `is_display` gives sums and fractions the room they have on their own.

    The same one is drawn once. Raises FormulaError when it is too long, too large, defines
    commands, or holds what cannot be drawn.
    """
    if len(latex) > LONGEST:
        raise FormulaError("too long")
    if _DEFINITION.search(latex):
        raise FormulaError("defines commands")
    _load()
    try:
        return _drawn(latex, is_display)
    except FormulaError:
        raise
    except Exception as error:  # Whatever a formula can make it raise: it documents nothing.
        raise FormulaError(str(error)) from error


def _load() -> None:
    """Import what draws, without what it warns of: how it finds its own font."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config
    config.svg2 = False
    config.precision = 2


def _drawn(latex: str, is_display: bool) -> Drawing:
    """Draw a formula with ziamath."""
    from latex2mathml.converter import Converter
    from ziamath.zmath import Math

    for pattern, replacement in _REWRITTEN:
        latex = pattern.sub(replacement, latex)
    converter = Converter(xmlns="", display="block" if is_display else "inline")
    tree = converter.convert_to_element(latex)
    _prepare(tree)
    if _steps(_flat(tree)) > MOST_STEPS:
        raise FormulaError("it is nested too deep")
    formula = Math(tree, size=FORMULA_PX)
    _refuse_missing(tree, formula.font)
    return _framed(" ".join(_outlines(formula.svgxml())), formula.node.bbox)


def _prepare(tree: "Element") -> None:
    """Take the colours out of MathML, and make the signs in it those that ziamath draws."""
    for element in tree.iter():
        text = (element.text or "").strip()
        if text.startswith("\\") and text != "\\":
            raise FormulaError(f"there is no command {text}")
        is_rule = element.tag == "mspace"  # A rule is a space with a background.
        for name in _LOOKS.intersection(element.attrib):
            if not (is_rule and name == "mathbackground"):
                del element.attrib[name]
        if element.tag == "mstyle" and not element.attrib:
            element.tag = "mrow"  # ziamath would take the next tag for its end.
        apart = element.attrib.get("columnspacing")
        if apart:
            element.attrib["columnspacing"] = apart.replace("2em", "0.3em")
        element.text = _REFERENCE.sub(lambda code: chr(int(code[1], 16)), element.text or "")
        _replace_signs(element)


def _flat(element: "Element") -> "Element":
    """Return an element whose rows of one thing are that thing, save an operator's."""
    element[:] = [_flat(child) for child in element]
    if element.tag == "mrow" and len(element) == 1 and not element.attrib:
        return element if element[0].tag == "mo" else element[0]
    return element


def _steps(element: "Element") -> int:
    """Return how many elements ziamath will lay out: what stands in a row, twice."""
    inside = sum(map(_steps, element))
    is_row = element.tag in _ROWS or (element.tag in _ROWS_IF_MANY and len(element) > 1)
    return 1 + (2 * inside if is_row else inside)


def _replace_signs(element: "Element") -> None:
    """Give an element the sign that is meant."""
    if element.text in _RIGID and element.text:
        element.attrib.setdefault("stretchy", "false")
    if element.text == "^" and element.attrib.get("stretchy") == "false":
        element.text = "\u02c6"
    element.text = _REPLACED.get((element.tag, element.text or ""), element.text)


def _refuse_missing(tree: "Element", font: Any) -> None:
    """Refuse what the font has no glyph for."""
    for character in set("".join(tree.itertext())):
        if not character.isspace() and not font.glyphindex(character):
            raise FormulaError(f"the font has no {character}")


def _outlines(svg: "Element") -> Iterator[str]:
    """Yield the outlines of all that is drawn, each turning as a font's do."""
    for shape in svg:
        if shape.tag == "path" and "stroke" not in shape.attrib:
            yield shape.attrib["d"].strip()
        elif shape.tag == "path":
            yield _stroke(shape)
        elif shape.tag == "rect" and "stroke" in shape.attrib:
            yield _frame(shape)
        elif shape.tag == "rect":
            x, y, width, height = (float(shape.attrib[name]) for name in _SIDES)
            yield _box(x, y, x + width, y + height)
        elif shape.tag == "g":
            yield from _outlines(shape)
        else:
            raise FormulaError(f"a {shape.tag} is no outline")


_SIDES = ("x", "y", "width", "height")


def _frame(rect: "Element") -> str:
    """Return the outline of a frame: its outer side, and its inner one turning back."""
    x, y, width, height = (float(rect.attrib[name]) for name in _SIDES)
    half = float(rect.attrib["stroke-width"]) / 2
    outer = _box(x - half, y - half, x + width + half, y + height + half)
    return f"{outer} {_box(x + width - half, y + half, x + half, y + height - half)}"


def _box(left: float, top: float, right: float, bottom: float) -> str:
    """Return the outline of a box."""
    return _polygon((left, top), (right, top), (right, bottom), (left, bottom))


def _stroke(path: "Element") -> str:
    """Return the outline of a straight line."""
    _, x1, y1, _, x2, y2 = path.attrib["d"].split()
    left, right = sorted([(float(x1), float(y1)), (float(x2), float(y2))])
    half = float(path.attrib["stroke-width"]) / 2
    return _polygon(
        (left[0], left[1] - half),
        (right[0], right[1] - half),
        (right[0], right[1] + half),
        (left[0], left[1] + half),
    )


def _polygon(*corners: tuple[float, float]) -> str:
    """Return a closed outline."""
    return "M " + " L ".join(f"{x:.2f} {y:.2f}" for x, y in corners) + " Z"


def _framed(path: str, bounds: Any) -> Drawing:
    """Return a path as a drawing of the size ziamath says it has, a pixel wider all round."""
    left, top = bounds.xmin - 1, -bounds.ymax - 1
    width, height = bounds.xmax - left + 1, -bounds.ymin - top + 1
    if not path:
        raise FormulaError("there is nothing in it")
    if not (2 < width <= LARGEST_PX and 2 < height <= LARGEST_PX):
        raise FormulaError("it has an impossible size")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}" height="{height:.2f}" '
        f'viewBox="{left:.2f} {top:.2f} {width:.2f} {height:.2f}">'
        f'<path fill="currentColor" d="{path}"/></svg>'
    )
    if len(svg) > MOST_SVG_CHARACTERS:
        raise FormulaError("its drawing is too long")
    return Drawing(svg, round(width), round(height))
