"""A page of which only the moments, links and headings are kept.

It is a page in all else, so that every slip says what it is in one place, to both readers. The
rule to know: a tally writes nothing and cites no sentence, and whatever it does on its own for
speed's sake must come out as on the page.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields, make_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from viewer.note.chips import chip_text
from viewer.note.note import Doubt, Link, LinkKind, Moment, Verdict
from viewer.note.page import Page
from viewer.note.stamps import StampSlip
from viewer.note.stash import END, Slip, Stash
from viewer.note.surroundings import Resolve
from viewer.note.verdicts import Judge, Stamp
from viewer.note.wikilinks import WikilinkSlip

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Value = TypeVar("Value", bound="DataclassInstance")
_Told = tuple[str, str, int | None, int | None, Verdict]


class Tally(Page):
    """What is counted of a note while its text is walked."""

    def __init__(self, stash: Stash, judge: Judge, resolve: Resolve, line: int) -> None:
        super().__init__(stash, judge, resolve, line)
        self._read = _reader(judge)

    def take(self, slips: Sequence[Slip]) -> None:
        """Take the slips of a text in which nothing else matters."""
        heading, read, resolve = self.outline.current, self._read, self._resolve
        for slip in slips:
            if type(slip) is StampSlip:
                (written, shown, line, _source), is_repaired = slip
                told, reason = read(written, shown)
                moment = _moment(*told, line, "", heading, "", reason)
                self.moments.append(moment)
                if reason or is_repaired:
                    self._add_doubt(slip, moment)
            elif type(slip) is WikilinkSlip and _leads_to_note(slip):
                _source, line, target, place, text = slip
                path = resolve(target)
                self.links.append(_link(LinkKind.NOTE, target, text, path, place, line, ""))
            else:
                self._line = slip.line
                slip.put_on(self)
        if slips:
            self._line = slips[-1].line

    def heading(self, level: int, text: str, line: int) -> None:
        """Take a heading of words and slips."""
        self._line = line
        if END not in text:
            self.outline.add(level, " ".join(text.split()), line)
            return
        self.outline.begin(0, level)
        for piece in self._stash.split(text):
            if isinstance(piece, str):
                self.outline.hear(piece)
            else:
                self.put(piece)
        self.outline.end(self._line)

    def write_from(self, html: str, line: int) -> None:
        """Take HTML that begins on a line, or wherever the text has come to if that is 0."""
        self._line = line or self._line
        self.write(html)

    def all_doubts(self) -> tuple[Doubt, ...]:
        """Return what is doubtful, first what is to be said of the whole note."""
        return (*self._judge.doubts(len(self.moments)), *self.doubts)

    def link(self, kind: LinkKind, target: str, text: str, heading: str = "") -> None:
        """Take a link; inside another one it is only words."""
        if self._open_link:
            super().link(kind, target, text, heading)
            return
        shown = self.restore(text) if END in text else text
        path = self._resolve(target) if kind is LinkKind.NOTE else None
        self.links.append(_link(kind, target, shown, path, heading, self._line, ""))
        self.outline.hear(shown)


def _leads_to_note(slip: WikilinkSlip) -> bool:
    """Whether a link surely leads to another note, and shows words and nothing else."""
    return slip.target != "" and ":" not in slip.target and END not in slip.text


def _quickly(cls: type[Value]) -> Callable[..., Value]:
    """Return what makes values of a frozen class from all of its fields in their order.

    A frozen dataclass sets every field through `object.__setattr__`, which is a third of a scan;
    its twin that is not frozen sets them at once and then becomes one.
    """

    def become(twin: object) -> None:
        twin.__class__ = cls

    names = [each.name for each in fields(cls)]
    return make_dataclass(cls.__name__, names, namespace={"__post_init__": become}, slots=True)


@lru_cache(maxsize=4)
def _reader(judge: Judge) -> Callable[[str, str], tuple[_Told, str]]:
    """Return what tells the first fields of a moment from how its time is written and shown.

    Most notes are judged alike and few times occur but once, so that readings are remembered.
    """

    @lru_cache(maxsize=16_384)
    def read(written: str, shown: str) -> tuple[_Told, str]:
        reading = judge.read(Stamp(written, shown))
        name = (written or shown).strip()
        text = chip_text(reading, name)
        return (text, name, reading.time_ms, reading.end_ms, reading.verdict), reading.reason

    return read


_moment = _quickly(Moment)
_link = _quickly(Link)
