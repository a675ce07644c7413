"""Formulas as the painter fills them, out of the one kind of SVG that our own worker draws.

No SVG parser ever sees it: what is not exactly one path of numbers is refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath

_NUMBER = r"-?\d{1,6}(?:\.\d{1,4})?"
_SVG = re.compile(
    rf'<svg xmlns="http://www\.w3\.org/2000/svg" width="{_NUMBER}" height="{_NUMBER}" '
    rf'viewBox="({_NUMBER}) ({_NUMBER}) ({_NUMBER}) ({_NUMBER})">'
    r'<path fill="currentColor" d="([MLQCZ0-9. -]{1,200000})"/></svg>'
)
_NUMBERS_OF = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}
_FIELD = QRectF(-1e6, -1e6, 2e6, 2e6)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: its outlines, and the box it takes, in pixels beside text of 16 pixels.

    Its baseline is at y = 0.
    """

    left: float
    top: float
    width: float
    height: float
    steps: str

    @classmethod
    def of(cls, svg: str) -> "Formula | None":
        """Return the formula an SVG shows, None when it is not one of ours."""
        match = _SVG.fullmatch(svg)
        if match is None:
            return None
        left, top, width, height = (float(match[number]) for number in range(1, 5))
        return cls(left, top, width, height, match[5])

    def path(self) -> QPainterPath:
        """Return its outlines; one that stops making sense stops there."""
        path = QPainterPath()
        # As in a font, outlines may lie over each other.
        path.setFillRule(Qt.FillRule.WindingFill)
        draw: dict[str, Callable[..., None]] = {
            "M": path.moveTo, "L": path.lineTo, "Q": path.quadTo, "C": path.cubicTo,
            "Z": path.closeSubpath,
        }  # fmt: skip
        words = self.steps.split()
        position = 0
        while position < len(words):
            step, first = words[position], position + 1
            position = first + _NUMBERS_OF.get(step, 0)
            try:
                draw[step](*map(float, words[first:position]))
            except (KeyError, ValueError, TypeError):
                break
        return path if _FIELD.contains(path.controlPointRect()) else QPainterPath()
