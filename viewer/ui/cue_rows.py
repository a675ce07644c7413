"""How high each cue of a transcript is, and where it stands; rows are as high as their words.

Heights are reckoned from the number of letters, and measured when they come in sight: laying out
20,000 cues would take seconds.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from viewer.video.cues import Cue

ABOVE_PX = 6
BELOW_PX = 7
LINE_SPACING = 1.22


class CueRows:
    """The cues that are shown, by row; all lengths in px."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.rows: Sequence[int] = ()
        self._metrics = QFontMetricsF(font)
        self._line_px = round(self._metrics.height() * LINE_SPACING)
        self._cues: tuple[Cue, ...] = ()
        self._width = 0
        self._heights: list[int] = []
        self._is_measured = bytearray()
        self._tops: list[int] = [0]

    def show_cues(self, cues: tuple[Cue, ...], width: int) -> None:
        """Take other cues, or another width for their words."""
        self._cues, self._width = cues, max(40, width)
        letters = max(8, int(self._width / self._metrics.averageCharWidth()))
        line_px, edges_px = self._line_px, ABOVE_PX + BELOW_PX
        self._heights = [edges_px + line_px * (1 + (len(cue[2]) - 1) // letters) for cue in cues]
        self._is_measured = bytearray(len(cues))

    def show_rows(self, rows: Sequence[int]) -> None:
        """Show these cues only, by their indexes."""
        self.rows = rows
        self._stack()

    @property
    def height(self) -> int:
        """How high all of them are together."""
        return self._tops[-1]

    def top_of(self, row: int) -> int:
        """Return where a row begins."""
        return self._tops[row]

    def height_of(self, row: int) -> int:
        """Return how high a row is."""
        return self._tops[row + 1] - self._tops[row]

    def row_at(self, y: int) -> int:
        """Return the row at a height; the first above all, the last below; -1 without any."""
        return min(max(0, bisect_right(self._tops, y) - 1), len(self.rows) - 1)

    def row_of(self, cue: int) -> int:
        """Return the row of a cue, or of the last shown before it; -1 before the first."""
        return bisect_right(self.rows, cue) - 1

    def measure(self, first: int, last: int) -> bool:
        """Measure the rows of a range; return whether anything has moved."""
        has_moved = False
        for row in range(max(0, first), min(last + 1, len(self.rows))):
            cue = self.rows[row]
            if not self._is_measured[cue]:
                self._is_measured[cue] = 1
                lines = self.laid_out(cue).lineCount()
                height = ABOVE_PX + BELOW_PX + self._line_px * max(1, lines)
                has_moved |= height != self._heights[cue]
                self._heights[cue] = height
        if has_moved:
            self._stack()
        return has_moved

    def words_of(self, cue: int) -> str:
        """Return what a cue says, as it is laid out."""
        return " ".join(self._cues[cue].text.split("\n"))

    def laid_out(self, cue: int, marks: Sequence[QTextLayout.FormatRange] = ()) -> QTextLayout:
        """Return the words of a cue, laid out in lines from (0, 0) on. Plain text, ever."""
        layout = QTextLayout(self.words_of(cue), self.font)
        # Before the lines are made: drawn as selections they would take a hundred times as long.
        layout.setFormats(list(marks))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, y))
            y += self._line_px
        layout.endLayout()
        return layout

    def _stack(self) -> None:
        every, rows = self._heights, self.rows
        heights = every if len(rows) == len(every) else map(every.__getitem__, rows)
        self._tops = list(accumulate(heights, initial=0))
