"""The formats of subtitles, each as lines of text in, cues out: WebVTT, SRT, ASS, SBV, TTML.

The lines come one by one and are bounded, so a hostile file costs no memory. What cannot be
understood is passed over; who reads the file tells when nothing was left.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from viewer.errors import VideoError
from viewer.video.captions import CUE_LINES_AT_MOST, Cue, is_word_timed, plain

Lines = Iterable[str]

_CLOCK = r"(-?)(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,3}))?"
_TIME = re.compile(_CLOCK)
_ARROW = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?")
_SBV = re.compile(rf"\s*{_CLOCK}\s*,\s*{_CLOCK}\s*")
_ASS_MARKUP = re.compile(r"\{[^{}]*\}")
_PLACING = re.compile(r"\{\\[^{}]*\}")
"""Some SRT files say where on the picture they stand, as ASS does."""
_ASS_DRAWING = re.compile(r"\{[^{}]*\\p[1-9][^{}]*\}[^{]*")
_ASS_BREAK = re.compile(r"\\[Nn]")
_MICRODVD = re.compile(r"\s*\{\d+\}\{\d*\}")
_TTML_CUE = re.compile(r"<((?:\w{1,20}:)?)p(?=[\s>/])([^<>]{0,2000})>")
_TTML_BREAK = re.compile(r"<(?:\w{1,20}:)?br\s*/?>")
_TTML_TIME = re.compile(r"""\b(begin|end|dur)\s*=\s*["']\s*([\d.:]{1,20})(ms|[hms])?\s*["']""")
_UNITS_MS = {"h": 3_600_000, "m": 60_000, "s": 1_000, "ms": 1}
_ASS_COLUMNS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect",
                "text")  # fmt: skip
_ASS_NEEDED = ("start", "end", "text")


def format_of(beginning: str) -> Callable[[Lines], Iterator[Cue]]:
    """Return what reads the format of a file that begins so, whatever it is called.

    Raises VideoError when it is none of them.
    """
    text = beginning.lstrip("\ufeff \t\r\n")
    if _MICRODVD.match(text):
        raise VideoError(
            "These subtitles count frames instead of seconds (MicroDVD).",
            hint="Subtitle Edit, for one, can save them as SRT.",
        )
    if text.startswith("<") and re.search(r"<(?:\w{1,20}:)?tt[\s>]", text):
        return ttml_cues
    if text.startswith("[Script Info]") or re.search(r"^Dialogue:", text, re.MULTILINE):
        return ass_cues
    if "-->" in text or text.startswith("WEBVTT"):
        return arrow_cues
    if any(_SBV.fullmatch(line) for line in text.splitlines()[:200]):
        return sbv_cues
    raise VideoError(
        "These are no subtitles that can be read.",
        hint="WebVTT, SRT, ASS, SBV and TTML can.",
    )


def arrow_cues(lines: Lines) -> Iterator[Cue]:
    """Yield the cues of WebVTT and SRT: a line with an arrow, then the words."""
    return _blocks(lines, _ARROW)


def sbv_cues(lines: Lines) -> Iterator[Cue]:
    """Yield the cues of SBV, as YouTube writes it."""
    return _blocks(lines, _SBV)


def ass_cues(lines: Lines) -> Iterator[Cue]:
    """Yield the cues of ASS and SSA."""
    columns: tuple[str, ...] = _ASS_COLUMNS
    for line in lines:
        kind, _, said = line.partition(":")
        kind = kind.strip().casefold()
        if kind == "format":
            named = tuple(each.strip().casefold() for each in said.split(","))
            columns = named if {"start", "end", "text"} <= set(named) else columns
        elif kind == "dialogue":
            values = said.split(",", len(columns) - 1)
            if len(values) == len(columns):
                yield from _dialogue(*(values[columns.index(name)] for name in _ASS_NEEDED))


def ass_text(said: str) -> Iterator[str]:
    """Yield the lines of what one line of ASS says, without what it does."""
    said = _ASS_MARKUP.sub("", _ASS_DRAWING.sub("", said)).replace("\\h", " ")
    yield from _ASS_BREAK.split(said)


def ttml_cues(lines: Lines) -> Iterator[Cue]:
    """Yield the cues of TTML; no XML parser sees it, so nothing in it can unfold."""
    text = "\n".join(lines)
    at = 0
    while opened := _TTML_CUE.search(text, at):
        at = opened.end()
        if opened[2].endswith("/"):
            continue
        end = text.find(f"</{opened[1]}p>", at)
        if end < 0:
            return
        said = _TTML_BREAK.sub("\x00", text[at:end][:20_000]).replace("\n", " ")
        at = end
        if (times := _ttml_times(opened[2])) is not None:
            yield from cue_of(*times, said.split("\x00"))


def cue_of(start_ms: int, end_ms: int, lines: Iterable[str]) -> Iterator[Cue]:
    """Yield the cue of these lines, without markup; none where nothing is said."""
    said = [(text, is_word_timed(line)) for line in lines if (text := plain(line))]
    if said:
        texts, is_new = zip(*said[:CUE_LINES_AT_MOST], strict=True)
        yield Cue(start_ms, end_ms, texts, is_new)


def _blocks(lines: Lines, timing: re.Pattern[str]) -> Iterator[Cue]:
    times: tuple[int, int] | None = None
    said: list[str] = []
    for line in lines:
        found = timing.fullmatch(line) if ":" in line else None
        if found:
            if times is not None:
                # The number of the next cue is no word of this one.
                yield from cue_of(*times, said[:-1] if said and said[-1].isdecimal() else said)
            times, said = (_ms(found.groups()[:5]), _ms(found.groups()[5:])), []
        elif not line.strip():
            if times is not None:
                yield from cue_of(*times, said)
                times = None
        elif times is not None and len(said) <= CUE_LINES_AT_MOST:
            said.append(_PLACING.sub("", line))
    if times is not None:
        yield from cue_of(*times, said)


def _dialogue(start: str, end: str, text: str) -> Iterator[Cue]:
    times = _TIME.fullmatch(start.strip()), _TIME.fullmatch(end.strip())
    if times[0] and times[1]:
        yield from cue_of(_ms(times[0].groups()), _ms(times[1].groups()), ass_text(text))


def _ttml_times(attributes: str) -> tuple[int, int] | None:
    said = {name: (value, unit) for name, value, unit in _TTML_TIME.findall(attributes)}
    if "begin" not in said:
        return None
    start_ms = _ttml_ms(*said["begin"])
    if "end" in said:
        return start_ms, _ttml_ms(*said["end"])
    return start_ms, start_ms + (_ttml_ms(*said["dur"]) if "dur" in said else 0)


def _ttml_ms(value: str, unit: str) -> int:
    found = _TIME.fullmatch(value)
    if found:
        return _ms(found.groups())
    try:
        return round(float(value) * _UNITS_MS.get(unit, 1_000))
    except ValueError:
        return 0


def _ms(fields: tuple[str | None, ...]) -> int:
    sign, hours, minutes, seconds, rest = fields
    whole = int(hours or 0) * 3_600_000 + int(minutes or 0) * 60_000 + int(seconds or 0) * 1_000
    time_ms = whole + int((rest or "0").ljust(3, "0"))
    return -time_ms if sign else time_ms
