"""Automatic captions as they can be read: YouTube's roll, so that each line comes twice or more.

A rolling cue shows the line before once more above the new one, whose words carry times of their
own; a cue of 10 ms then holds the new line alone. Here each line is left where it was first said.
What is given out is plain WebVTT (W3C, 2019) without any markup.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape, unescape

from viewer.errors import VideoError

BYTES_AT_MOST = 12_000_000
CUES_AT_MOST = 20_000
LINE_LETTERS_AT_MOST = 2_000
CUE_LINES_AT_MOST = 20
TOGETHER_MS = 100
"""Cues no further apart are one roll; the same words later are said again."""

_CLOCK = r"(?:(\d{1,4}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
_TIMING = re.compile(rf"\s*{_CLOCK}[ \t]+-->[ \t]+{_CLOCK}(?:[ \t].*)?")
_WORD_TIME = re.compile(rf"<{_CLOCK}>")
_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines that are shown together; `is_new` says of each that its words carry their times."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]
    is_new: tuple[bool, ...] = ()


def is_rolling(content: bytes) -> bool:
    """Return whether captions roll: their words carry times."""
    return bool(_WORD_TIME.search(_text_of(content)))


def mended(content: bytes) -> str:
    """Return captions without the lines that come twice, as WebVTT without markup.

    Raises VideoError when they are no captions, or more than a film of twelve hours has.
    """
    cues = list(apart(unrolled(sorted(cues_of(content), key=lambda cue: cue.start_ms))))
    return "WEBVTT\n\n" + "".join(
        f"{clock(cue.start_ms)} --> {clock(cue.end_ms)}\n"
        + "".join(f"{escape(line, quote=False)}\n" for line in cue.lines)
        + "\n"
        for cue in cues
    )


def cues_of(content: bytes) -> Iterator[Cue]:
    """Yield the cues of a WebVTT file in its order, their lines without markup.

    Raises VideoError when it is none, or too large.
    """
    text = _text_of(content)
    if not text.startswith("WEBVTT"):
        raise VideoError("These captions are no WebVTT file.", hint="They are left out.")
    timing: re.Match[str] | None = None
    lines: list[str] = []
    count = 0
    for line in (*text.split("\n"), ""):
        found = _TIMING.fullmatch(line) if "-->" in line else None
        if (found or not line) and timing is not None:
            yield from _cue(timing, lines)
            timing = None
        if found:
            timing, lines, count = found, [], count + 1
            _refuse_more_than(4 * CUES_AT_MOST, count)
        elif timing is not None and len(lines) < CUE_LINES_AT_MOST:
            lines.append(line[:LINE_LETTERS_AT_MOST])


def _text_of(content: bytes) -> str:
    if len(content) > BYTES_AT_MOST:
        raise VideoError("These captions are too large to be any.", hint="They are left out.")
    text = content.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_more_than(limit: int, count: int) -> None:
    if count > limit:
        raise VideoError("There are too many captions for one film.", hint="They are left out.")


def _cue(timing: re.Match[str], lines: list[str]) -> Iterator[Cue]:
    fields = [int(each or 0) for each in timing.groups()]
    start_ms, end_ms = _ms(*fields[:4]), _ms(*fields[4:])
    both = [(plain(line), is_word_timed(line)) for line in lines]
    said = [pair for pair in both if pair[0]]
    if said and end_ms > start_ms:
        yield Cue(start_ms, end_ms, *(tuple(each) for each in zip(*said, strict=True)))


def is_word_timed(line: str) -> bool:
    """Whether the words of a line carry times of their own, as those of a rolling one do."""
    return bool(_WORD_TIME.search(line))


def plain(line: str) -> str:
    """Return a line without markup, and without the signs that cannot be seen."""
    text = _TAG.sub("", line) if "<" in line else line
    text = unescape(text) if "&" in text else text
    if not text.isprintable():  # Nothing that cannot be seen is printable.
        text = _UNSEEN.sub("", text)
    return " ".join(text.split())


def unrolled(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Yield cues with the lines only that the cue before did not show."""
    before, kept, count = Cue(0, 0, ()), Cue(0, 0, ()), 0
    for cue in cues:
        is_rolled = cue.start_ms - before.end_ms <= TOGETHER_MS
        fresh = cue.lines[_shared(before.lines, cue) if is_rolled else 0 :]
        before = cue
        if not fresh:
            kept = replace(kept, end_ms=max(kept.end_ms, cue.end_ms))
            continue
        if kept.lines:
            yield kept
        kept = replace(cue, lines=fresh)
        _refuse_more_than(CUES_AT_MOST, count := count + 1)
    if kept.lines:
        yield kept


def _shared(before: tuple[str, ...], cue: Cue) -> int:
    """Return how many lines at a cue's start are the last ones of the cue before."""
    old = next((place for place, is_new in enumerate(cue.is_new) if is_new), len(cue.lines))
    for count in range(min(len(before), old), 0, -1):
        if before[-count:] == cue.lines[:count]:
            return count
    return 0


def apart(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Yield cues of which each ends before the next one begins, unless they begin together."""
    before: Cue | None = None
    for cue in cues:
        if before is not None:
            is_over = before.start_ms < cue.start_ms < before.end_ms
            yield replace(before, end_ms=cue.start_ms) if is_over else before
        before = cue
    if before is not None:
        yield before


def _ms(hours: int, minutes: int, seconds: int, thousandths: int) -> int:
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def clock(time_ms: int) -> str:
    """Return a time as WebVTT writes it."""
    seconds, thousandths = divmod(time_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"
