"""The pictures of one page: formulas that were drawn, images that were found in the vault.

A picture that is shown twice is kept once. Where nobody looks at a page, as when it is scanned,
it has a gallery without walls: only the words of its pictures count.
"""

from html import escape
from typing import TYPE_CHECKING

from viewer.note.note import Doubt, Picture, PictureKind
from viewer.note.surroundings import Surroundings
from viewer.note.typesetting import FormulaError, typeset

if TYPE_CHECKING:
    from viewer.note.images import ImageSlip
    from viewer.note.math import FormulaSlip
    from viewer.note.sheet import Sheet

MOST_FORMULAS = 1_000
MOST_SVG_CHARACTERS = 4_000_000
MOST_IMAGES = 1_000


class Gallery:
    """Puts pictures on a page and keeps what they are made of."""

    def __init__(self, around: Surroundings | None = None) -> None:
        self.pictures: list[Picture] = []
        self._around = around
        self._numbers: dict[Picture, int] = {}
        self._svg_characters = self._formulas = self._images = 0
        self._is_full = False

    def hang_formula(self, page: "Sheet", slip: "FormulaSlip") -> None:
        """Put a formula on the page, as its source where it cannot be drawn."""
        if self._around is None:
            page.picture("", slip.latex)
            return
        picture = self._drawn(page, slip)
        if picture is not None:
            page.picture(self._html(picture, slip.is_alone), slip.latex, is_block=slip.is_alone)
        elif slip.is_alone:
            page.picture(f'<pre class="code">{escape(slip.latex, quote=False)}</pre>', slip.latex,
                         is_block=True)  # fmt: skip
        else:
            page.code(slip.latex)

    def hang_image(self, page: "Sheet", slip: "ImageSlip") -> None:
        """Put an image on the page, or words in its place."""
        if self._around is None:
            page.picture("", slip.alt)
            return
        near = page.guest.path
        around = self._around.seen_from(near) if near else self._around
        found = slip.look(around.image)
        if isinstance(found, str):
            page.placeholder(found, slip.alt)
        elif found not in self._numbers and self._images >= MOST_IMAGES:
            page.placeholder(f"image: {found.alt} – one too many for a page", slip.alt)
        else:
            self._images += found not in self._numbers
            page.picture(self._html(found), slip.alt)

    def _drawn(self, page: "Sheet", slip: "FormulaSlip") -> Picture | None:
        """Return a formula's picture; None, and a doubt, when there is none."""
        assert self._around is not None
        if self._is_full:
            return None
        self._formulas += 1
        self._is_full = (
            self._formulas > MOST_FORMULAS
            or self._svg_characters > MOST_SVG_CHARACTERS
            or not self._around.has_time()
        )
        if self._is_full:
            self._doubt(page, slip, "There are too many formulas to draw them all: from here on "
                        "they are shown as they are written.")  # fmt: skip
            return None
        try:
            drawing = typeset(slip.latex, is_display=slip.is_display)
        except FormulaError:
            self._doubt(page, slip, "A formula cannot be drawn, so it is shown as it is written.")
            return None
        size = drawing.width_px, drawing.height_px
        return Picture(PictureKind.MATH, drawing.svg, slip.latex, *size)

    def _html(self, picture: Picture, is_alone: bool = False) -> str:
        """Return the tag of a picture, which is kept."""
        number = self._numbers.setdefault(picture, len(self.pictures))
        if number == len(self.pictures):
            self.pictures.append(picture)
            self._svg_characters += len(picture.source)
        image = f'<img class="{picture.kind}" src="picture:{number}" alt="{escape(picture.alt)}">'
        return f'<p class="formula">{image}</p>' if is_alone else image

    @staticmethod
    def _doubt(page: "Sheet", slip: "FormulaSlip", sentence: str) -> None:
        page.doubts.append(Doubt(slip.line, sentence))
