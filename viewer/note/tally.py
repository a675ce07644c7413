"""A page of which only the moments, links and headings are kept.

It is a page in all else, so that every slip says what it is in one place, to both readers. The
rule to know: a tally writes nothing and cites no sentence, and whatever it does on its own for
speed's sake must come out as on the page.
"""

from collections.abc import Iterable
from functools import lru_cache

from viewer.note.chips import chip_text
from viewer.note.note import Doubt, Link, LinkKind
from viewer.note.page import Page
from viewer.note.stamps import StampSlip
from viewer.note.stash import Slip
from viewer.note.verdicts import Judge, Reading, Stamp


class Tally(Page):
    """What is counted of a note while its text is walked."""

    def take(self, slips: Iterable[Slip]) -> None:
        """Take the slips of a text in which nothing else matters."""
        for slip in slips:
            self._line = slip.line or self._line
            slip.put_on(self)

    def heading(self, level: int, text: str, line: int) -> None:
        """Take a heading without slips."""
        self._line = line
        self.outline.begin(0, level)
        self.outline.hear(text)
        self.outline.end(line)

    def write_from(self, html: str, line: int) -> None:
        """Take HTML that begins on a line, or wherever the text has come to if that is 0."""
        self._line = line or self._line
        self.write(html)

    def all_doubts(self) -> tuple[Doubt, ...]:
        """Return what is doubtful, first what is to be said of the whole note."""
        return (*self._judge.doubts(len(self.moments)), *self.doubts)

    def moment(self, slip: StampSlip) -> None:
        """Take a timestamp; inside a link, behind it."""
        if self._open_link:
            super().moment(slip)
            return
        written, text, reading = _read(self._judge, slip.stamp.written, slip.stamp.shown)
        self._add_moment(slip, written, text, reading)

    def link(self, kind: LinkKind, target: str, text: str, heading: str = "") -> None:
        """Take a link; inside another one it is only words."""
        if self._open_link:
            super().link(kind, target, text, heading)
            return
        shown = self.restore(text)
        path = self._resolve(target) if kind is LinkKind.NOTE else None
        self.links.append(Link(kind, target, shown, path, heading, self._line))
        self.outline.hear(shown)


@lru_cache(maxsize=16_384)
def _read(judge: Judge, written: str, shown: str) -> tuple[str, str, Reading]:
    """Return how a stamp is written, shown and read; most notes have the same judge and times."""
    reading = judge.read(Stamp(written, shown))
    name = (written or shown).strip()
    return name, chip_text(reading, name), reading
