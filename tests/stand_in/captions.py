"""Captions as YouTube gives them: written ones, and automatic ones that roll up line by line."""

_HEAD = "WEBVTT\nKind: captions\nLanguage: en\n\n"
_WORDS = (
    "so today we will look at loops",
    "a loop does the same thing again",
    "until its condition is no longer true",
    "and that is all there is to it",
)


def _stamp(at_ms: int) -> str:
    return f"00:00:{at_ms // 1000:02}.{at_ms % 1000:03}"


def written() -> str:
    """Return captions that a person wrote: a cue for a sentence, with signs that need care."""
    lines = ("Today: loops &amp; conditions.", "- Why?\n- Because x &lt; 10.", "That is all.")
    cues = (
        f"{_stamp(2000 * at)} --> {_stamp(2000 * at + 1900)}\n{line}\n\n"
        for at, line in enumerate(lines)
    )
    return _HEAD + "".join(cues)


def rolling() -> str:
    """Return automatic captions: each line first word by word, then still beneath the next."""
    cues, above = [], " "
    for at, line in enumerate(_WORDS):
        start_ms, end_ms = 1900 * at, 1900 * at + 1890
        cues.append(_cue(start_ms, end_ms, f"{above}\n{_timed(line, start_ms)}"))
        cues.append(_cue(end_ms, end_ms + 10, f"{line}\n "))
        above = line
    return _HEAD + "".join(cues)


def _cue(start_ms: int, end_ms: int, text: str) -> str:
    return f"{_stamp(start_ms)} --> {_stamp(end_ms)} align:start position:0%\n{text}\n\n"


def _timed(line: str, start_ms: int) -> str:
    first, *others = line.split()
    timed = (
        f"<{_stamp(start_ms + 200 * at)}><c> {word}</c>" for at, word in enumerate(others, start=1)
    )
    return first + "".join(timed)
