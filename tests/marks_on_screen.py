"""Which sentences a person sees marked: read off the screen, beside each chip of the page.

The note is made here too, with what is true about it: when each of its moments is current is
worked out from its text's own numbers, by a rule that shares nothing with the program.
"""

import random
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage

from viewer.note.timestamps import format_time
from viewer.ui.application import picture_of

LONGEST_MS = 60_000
BESIDE_CHIP = QPoint(2, 3)
"""So far from its upper right corner, over the full stop behind it, a marked one is warm."""


@dataclass(frozen=True)
class Cited:
    """One timestamp of the note: from when, and until when if it says so."""

    start_ms: int
    end_ms: int | None = None

    @property
    def written(self) -> str:
        """It as a note has it."""
        if self.end_ms is None:
            return f"[{format_time(self.start_ms, 3)}]"
        return f"[{format_time(self.start_ms, 3)} - {format_time(self.end_ms, 3)}]"


def disordered(seconds: int, count: int, seed: int) -> list[Cited]:
    """Return timestamps all over a video, out of order, some at one time, some with an end."""
    chance = random.Random(seed)
    starts = [1000 * chance.randrange(seconds - 5) for _ in range(count)]
    starts[7], starts[31], starts[40] = starts[3], starts[12], starts[12]
    ends = {at: starts[at] + 1000 * chance.randrange(5, 100) for at in (2, 12, 20, 33)}
    return [Cited(start, ends.get(at)) for at, start in enumerate(starts)]


def current_at(cited: list[Cited], time_ms: int) -> set[int]:
    """Return which are current, asked of each of them alone."""
    current = set()
    for index, each in enumerate(cited):
        later = [other.start_ms for other in cited if other.start_ms > each.start_ms]
        end_ms = each.end_ms if each.end_ms is not None else min(later, default=10**9)
        if each.start_ms <= time_ms < min(end_ms, each.start_ms + LONGEST_MS):
            current.add(index)
    return current


def note_text(cited: list[Cited], each_paragraph: int = 10) -> str:
    """Return a note with a sentence for each timestamp, and some that say nothing."""
    sentences = [f"Claim {at} is made {each.written}." for at, each in enumerate(cited)]
    paragraphs = [
        " ".join(sentences[at : at + each_paragraph])
        for at in range(0, len(sentences), each_paragraph)
    ]
    soon = '<a class="yt-timestamp" data-t="soon">soon</a>'
    never = f"This is past the end [45:10]. This is no time {soon}."
    return "---\ntitle: Disorder\n---\n\n" + "\n\n".join([*paragraphs, never]) + "\n"


def spots_of(window) -> dict[int, QPoint]:
    """Return where in the window each moment in sight shows whether it is marked."""
    note = window.note
    corner = note.viewport().mapTo(window, QPoint(0, 0))
    spots = {}
    for span in note.links():
        if span.href.startswith("moment:"):
            spot = note.rect_of(span).topRight().toPoint() + BESIDE_CHIP
            if note.viewport().rect().contains(spot):
                spots[int(span.href.removeprefix("moment:"))] = corner + spot
    return spots


def marked_on(window, image: QImage | None = None) -> set[int]:
    """Return the moments whose chip stands in a marked line of the screen."""
    shown = image if image is not None else picture_of(window).toImage()
    warm, ratio = window.theme["now"], window.devicePixelRatio()
    return {index for index, spot in spots_of(window).items() if is_warm(shown, spot * ratio, warm)}


def is_warm(image: QImage, spot: QPoint, warm: QColor) -> bool:
    """Whether a picture has the colour of what is marked at a spot."""
    seen = QColor(image.pixel(spot))
    return all(abs(a - b) <= 2 for a, b in zip(seen.getRgb(), warm.getRgb(), strict=True))
