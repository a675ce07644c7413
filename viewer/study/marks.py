"""Marks on a note's moments: what a person knows by now, and what they want to come back to.

A mark keeps the sentence it was made on, so that it finds its moment again in an edited note.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from viewer.note.note import Moment


class Mark(StrEnum):
    """What a person made of a moment."""

    KNOWN = "known"
    REVISIT = "revisit"

    @property
    def said(self) -> str:
        """What it is called where it cannot be seen."""
        return "known" if self is Mark.KNOWN else "to come back to"

    @property
    def sign(self) -> str:
        """How it is drawn beside a time."""
        return "✓" if self is Mark.KNOWN else "↻"


@dataclass(frozen=True, slots=True)
class Marked:
    """A moment that was marked: its time in ms, its sentence, and the note it stood in."""

    mark: Mark
    time_ms: int
    sentence: str
    note: str = ""

    @classmethod
    def of(cls, mark: Mark, moment: Moment, note: str) -> "Marked":
        """Return the mark of a moment that has a time."""
        assert moment.time_ms is not None
        return cls(mark, moment.time_ms, words_of(moment), note)


def words_of(moment: Moment) -> str:
    """Return the words that a moment is known by, on one line."""
    return " ".join((moment.sentence or moment.text).split())


def marks_among(
    moments: Sequence[Moment], marked: Iterable[Marked], note: str
) -> dict[int, Marked]:
    """Return the marks of a note's moments, by index.

    A mark belongs to the moment of its time and sentence, in whichever note that stands. In the
    note it was made in, it follows a sentence to another time, and stays with the only moment of
    its time when the sentence was edited.
    """
    exact = {(each.time_ms, each.sentence): each for each in marked}
    if not exact:
        return {}
    rows = [
        (index, each.time_ms, words_of(each))
        for index, each in enumerate(moments)
        if each.time_ms is not None
    ]
    found = {
        index: exact[time_ms, words] for index, time_ms, words in rows if (time_ms, words) in exact
    }
    taken = set(found.values())
    own = [each for each in exact.values() if each not in taken and each.note == note]
    if own:
        _find(own, found, {index: words for index, _time_ms, words in rows}, lambda it: it.sentence)
        _find(own, found, {index: time_ms for index, time_ms, _ in rows}, lambda it: it.time_ms)
    return found


def _find(
    marks: list[Marked],
    found: dict[int, Marked],
    moments: Mapping[int, object],
    named: Callable[[Marked], object],
) -> None:
    """Give marks the only moment that is called as they are, and take them off the list."""
    called = defaultdict[object, list[int]](list)
    for index, name in moments.items():
        if index not in found:
            called[name].append(index)
    for mark in list(marks):
        fitting = called.get(named(mark), [])
        if len(fitting) == 1 and fitting[0] not in found:
            found[fitting[0]] = mark
            marks.remove(mark)
