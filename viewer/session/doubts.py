"""What is doubtful about an open note, listed once each: its times, its header, its dead links.

A note that was taken to be shifted as a whole is one doubt, not as many as it has times.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from viewer.errors import PlaybackError
from viewer.note.note import Doubt, DoubtKind, Moment, Note, Verdict


class Topic(StrEnum):
    """What a concern is about, in the order they are listed."""

    NOTE = "The note"
    TIME = "Times"
    LINK = "Links that lead nowhere"


_WHYS = {
    Verdict.SHIFTED: "Taken as written it would be too late; as minutes and seconds it fits.",
    Verdict.FROM_TEXT: "What its tag says cannot be meant, so its text was read.",
}


@dataclass(frozen=True, slots=True)
class Concern:
    """One doubt: where it stands, what is written there, how it was read, and why.

    `line` counts from 1, 0 is the whole note. `place` is the address on the page that comes
    nearest, such as `moment:3`; empty for the top. `verdict` is that of a time, `said` the
    sentence it is cited for.
    """

    topic: Topic
    line: int
    written: str
    read_as: str
    reason: str
    place: str = ""
    verdict: Verdict = Verdict.OK
    said: str = ""

    @property
    def where(self) -> str:
        """The line it stands in, in words."""
        return f"line {self.line}" if self.line else "the note"


def concerns_of(note: Note, choice: bool | None = None) -> list[Concern]:
    """Return what is doubtful about a note, by topic and then by line.

    `choice` is the reader's own word on whether its times are shifted, as in `Terms`.
    """
    found = [*_of_warnings(note, choice), *_of_moments(note), *_of_links(note)]
    order = list(Topic)
    return sorted(found, key=lambda each: (order.index(each.topic), each.line))


def time_to_follow(moment: Moment, video_ms: int) -> int:
    """Return the time a moment leads to; `video_ms` is the video's length, 0 if unknown.

    Raises PlaybackError where there is none, with the commands that may help.
    """
    if moment.verdict is Verdict.BEFORE_START:
        raise PlaybackError(
            moment.doubt,
            hint="The video was left where it is. Its offset can be set anew.",
            offers=("ask_offset", "clear_offset"),
        )
    if moment.time_ms is None:
        raise PlaybackError(
            f"“{moment.written}” cannot be read as a time.",
            hint="The video was left where it is.",
            offers=("show_doubts",),
        )
    if moment.verdict is Verdict.PAST_END:
        raise PlaybackError(
            past_the_end(moment.time_ms, video_ms),
            hint="The video was left where it is. The time may be a slip, or belong to another "
            "video.",
            offers=("overrule_times", "show_doubts"),
        )
    return moment.time_ms


def past_the_end(time_ms: int, video_ms: int) -> str:
    """Return in a sentence that a time lies past the end of the video."""
    from viewer.note.timestamps import format_time

    length = f" ({format_time(video_ms)})" if video_ms else ""
    return f"{format_time(time_ms)} is past the end of the video{length}."


def doubt_words(concerns: Sequence[Concern], *, is_chosen: bool) -> str:
    """Return how many doubts there are, in words as short as a badge; empty for none."""
    dead = sum(each.topic is Topic.LINK for each in concerns)
    doubts = len(concerns) - dead
    parts = []
    if doubts:
        parts.append(f"▲ {doubts} doubt{'s' * (doubts != 1)}")
    if dead:
        parts.append(f"{dead} dead link{'s' * (dead != 1)}")
    if is_chosen:
        parts.append("times: your choice")
    return "  ·  ".join(parts)


def _of_warnings(note: Note, choice: bool | None) -> Iterator[Concern]:
    verdict = _of_the_whole(note, choice)
    places: _Places | None = None
    for warning in note.warnings:
        if warning in verdict:
            if choice is None:  # What the reader chose is no doubt.
                yield _whole_shift(note, warning)
        elif warning.kind is not DoubtKind.TIME:  # Those are told by their moments.
            places = places or _Places(note)
            yield places.concern(warning)


def _of_the_whole(note: Note, choice: bool | None) -> tuple[Doubt, ...]:
    """Return what was said once about all times, unless they were taken as written by us."""
    if choice is None and not note.is_shifted:
        return ()
    from viewer.note.verdicts import Judge

    judge = Judge(None, is_shifted=note.is_shifted, is_chosen=choice is not None)
    return judge.doubts(len(note.moments))


def _whole_shift(note: Note, warning: Doubt) -> Concern:
    shifted = [at for at, each in enumerate(note.moments) if each.verdict is Verdict.SHIFTED]
    if not shifted:
        return Concern(Topic.NOTE, 0, "", "", warning.sentence)
    telling = next((at for at in shifted if note.moments[at].time_ms), shifted[0])
    sample = note.moments[telling]
    count = f"{len(shifted)} times" if len(shifted) > 1 else "One time"
    reason = f"{count} of this note say minutes and seconds in the places of hours and minutes."
    place = f"moment:{telling}"
    return Concern(Topic.NOTE, 0, sample.written, sample.text, reason, place, Verdict.SHIFTED)


def _of_moments(note: Note) -> Iterator[Concern]:
    for at, each in enumerate(note.moments):
        if not each.reason or (note.is_shifted and each.verdict is Verdict.SHIFTED):
            continue
        yield Concern(
            topic=Topic.TIME,
            line=each.line,
            written=each.written,
            read_as=_read_as(each),
            reason=_WHYS.get(each.verdict, each.doubt),
            place=f"moment:{at}",
            verdict=each.verdict,
            said=each.sentence,
        )


def _read_as(moment: Moment) -> str:
    return moment.text if moment.verdict in (Verdict.SHIFTED, Verdict.FROM_TEXT) else ""


def _of_links(note: Note) -> Iterator[Concern]:
    for at, each in enumerate(note.links):
        if each.is_dead:
            reason = f"There is no note named “{each.target}” in this vault."
            yield Concern(Topic.LINK, each.line, each.text or each.target, "", reason, f"link:{at}")


class _Places:
    """Knows what can be gone to on a page, by its line in the note."""

    def __init__(self, note: Note) -> None:
        self._moments = {}
        found = [(heading.line, f"#{heading.anchor}") for heading in note.headings]
        found += [(link.line, f"link:{at}") for at, link in enumerate(note.links)]
        for at, moment in enumerate(note.moments):
            found.append((moment.line, f"moment:{at}"))
            self._moments[moment.line, moment.text] = f"moment:{at}"
        self._found = sorted(found, key=lambda row: row[0])
        self._lines = [line for line, _place in self._found]

    def concern(self, warning: Doubt) -> Concern:
        """Return what a warning says, with the place it is about."""
        words = warning.sentence.rstrip(".").split(" ") if warning.kind is DoubtKind.MENDED else ()
        for word in words:
            if place := self._moments.get((warning.line, word)):
                return Concern(Topic.TIME, warning.line, word, "", warning.sentence, place)
        return Concern(
            Topic.NOTE, warning.line, "", "", warning.sentence, self._nearest(warning.line)
        )

    def _nearest(self, line: int) -> str:
        at = bisect_right(self._lines, line)
        return self._found[at - 1][1] if at and line else ""
