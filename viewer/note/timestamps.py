"""Times as people write them, and as the player counts them.

Inside the program a time is an int of milliseconds, named *_ms.
Only this module turns text into times and back. What a time *means* in its note, when it cannot
mean what it says, is decided in `verdicts`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from viewer.errors import UsageError

HOUR_MS = 3_600_000
LONGEST_MS = 500 * HOUR_MS
"""Whatever reads as more is not a time, and would not fit into the 31 bits Qt counts with.

It has to be this much, so that `110:26:00` can still mean 110 minutes and 26 seconds.
"""

CLOCK = r"\d{1,3}(?:\s?:\s?\d{1,3}){1,3}"
"""A clock reading of two to four fields, before anything is made of it."""

_INVISIBLE = (0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x2060, 0x206A), 0xFEFF)
_TIDIED = dict[int, str | None].fromkeys(_INVISIBLE) | {0xFF1A: ":", 0xA0: " ", 0x202F: " "}
_FRACTION = r"(?:[.,](?P<fraction>\d{1,9})(?![\d:]))?"
_TIME = re.compile(
    rf"(?P<clock>{CLOCK}){_FRACTION}"
    r"|(?P<hours>\d{1,3})\s?h\s?(?:(?P<minutes>\d{1,3})\s?m(?:in)?)?\s?(?:(?P<seconds>\d{1,5})\s?s)?"
    r"|(?P<only_minutes>\d{1,4})\s?m(?:in)?\s?(?:(?P<rest>\d{1,5})\s?s)?"
    r"|(?P<only_seconds>\d{1,6})(?:[.,](?P<part>\d{1,9}))?\s?s"
)
_PLAIN = re.compile(r"\[?(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?\]?")
_SECONDS = re.compile(rf"(?P<only_seconds>\d{{1,6}}){_FRACTION}")
_AROUND = "[](){}<>`'\"“”‘’*_.,;:&/\\=–—−~-→ \t\r\n"
_WORDS_BETWEEN = re.compile(r"(?:[^\w]|_|\b(?:to|and|until|bis|z)\b)*", re.IGNORECASE)
_UP_TO = re.compile(r"[-‒–—−~→]|\b(?:to|until|bis)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A time as its author wrote it: one to four fields, the largest unit first.

    With `has_units` it names them, as 1h2m3s does, so that nobody can mistake one for another.
    """

    fields: tuple[int, ...]
    fraction_ms: int = 0
    has_units: bool = False
    can_be_shifted: bool = field(init=False, compare=False)
    """Whether its author may have written MM:SS:xx where HH:MM:SS was asked for."""
    ms: int = field(init=False, compare=False)
    """What it says at face value; counted once, as a note asks for it over and over.

    Two fields are minutes and seconds, never hours; of four the last is a frame count.
    """

    def __post_init__(self) -> None:
        seconds = 0
        for part in self.fields[:3]:
            seconds = seconds * 60 + part
        object.__setattr__(self, "ms", seconds * 1000 + self.fraction_ms)
        is_clock = len(self.fields) == 3 and not self.has_units
        object.__setattr__(self, "can_be_shifted", is_clock)

    @property
    def shifted_ms(self) -> int:
        """What it says if its author wrote MM:SS:xx where HH:MM:SS was asked for."""
        return (self.fields[0] * 60 + self.fields[1]) * 1000

    @property
    def width(self) -> int:
        """How many fields to show it with: as many as written, at least two, at most three."""
        if len(self.fields) == 1:
            return 3 if self.fields[0] >= 3600 else 2
        return min(len(self.fields), 3)

    @property
    def overflows(self) -> bool:
        """Whether a field after the first counts more than fifty-nine."""
        return any(part > 59 for part in self.fields[1:3])


@dataclass(frozen=True, slots=True)
class Span:
    """A time, or a stretch from one time to another."""

    start: WrittenTime
    end: WrittenTime | None = None


@lru_cache(maxsize=32_768)
def parse_times(text: str) -> tuple[Span, ...]:
    """Return all times that a text consists of, in order; none if it says anything else as well.

    Times may be wrapped in brackets, quotes and invisible characters, may be listed with commas
    and joined to stretches with dashes or "to".
    """
    if plain := _PLAIN.fullmatch(text):
        fields = tuple([int(part) for part in plain.groups() if part])
        return (Span(WrittenTime(fields)),)
    return tuple(_parsed(text))


def _parsed(text: str) -> Iterator[Span]:
    """Yield the times of a text that is more than one plain clock reading."""
    tidy = text.translate(_TIDIED).strip(_AROUND).removesuffix("Z")
    seconds = _SECONDS.fullmatch(tidy)
    matches = [seconds] if seconds else list(_TIME.finditer(tidy))
    between = [tidy[before.end() : after.start()] for before, after in pairwise(matches)]
    outside = [tidy[: matches[0].start()], tidy[matches[-1].end() :]] if matches else []
    if not all(_WORDS_BETWEEN.fullmatch(words) for words in between + outside):
        return
    times = [_read(match) for match in matches]
    if all(time.ms <= LONGEST_MS for time in times):
        yield from _spans(times, between)


def parse_time(text: str) -> int:
    """Return the milliseconds of a single time, as a person types one: 1:02, 1:02:03, 90s, 1h2m.

    Raise UsageError if it is not one.
    """
    spans = parse_times(text)
    if len(spans) != 1 or spans[0].end is not None:
        raise UsageError(f"“{text.strip()}” is not a time.", hint="Write it like 1:02 or 1:02:03.")
    return spans[0].start.ms


def format_time(time_ms: int, width: int = 3) -> str:
    """Return a time as H:MM:SS, or as M:SS when two fields are wanted (minutes may pass 59)."""
    minutes, seconds = divmod(max(time_ms, 0) // 1000, 60)
    if width < 3:
        return f"{minutes}:{seconds:02}"
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def format_exact(time_ms: int) -> str:
    """Return a time to the millisecond as H:MM:SS.mmm, which `parse_time` reads back."""
    return f"{format_time(time_ms)}.{max(time_ms, 0) % 1000:03}"


def spoken_time(time_ms: int) -> str:
    """Return a time as people say it: M:SS, and H:MM:SS from an hour on."""
    return format_time(time_ms, 3 if time_ms >= HOUR_MS else 2)


def _read(match: re.Match[str]) -> WrittenTime:
    """Return the time of a match: a clock, one with units, or plain seconds."""
    found = match.groupdict()
    fraction = found.get("fraction") or found.get("part") or "0"
    fraction_ms = int(fraction[:3].ljust(3, "0"))
    if found.get("clock"):
        return WrittenTime(
            tuple([int(field.strip()) for field in found["clock"].split(":")]), fraction_ms
        )
    if found.get("hours"):
        written = (found["hours"], found["minutes"] or 0, found["seconds"] or 0)
        return WrittenTime(tuple([int(part) for part in written]), has_units=True)
    if found.get("only_minutes"):
        return WrittenTime((int(found["only_minutes"]), int(found["rest"] or 0)), has_units=True)
    return WrittenTime((int(found["only_seconds"]),), fraction_ms, has_units=True)


def _spans(times: list[WrittenTime], between: list[str]) -> Iterator[Span]:
    """Join the times that a dash or a "to" stands between, if the second is the later one."""
    position = 0
    while position < len(times):
        start = times[position]
        joined = position < len(between) and _UP_TO.search(between[position])
        if joined and times[position + 1].ms >= start.ms:
            yield Span(start, times[position + 1])
            position += 2
        else:
            yield Span(start)
            position += 1
