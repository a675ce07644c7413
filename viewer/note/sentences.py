"""Which sentence a timestamp cites.

Most notes put a stamp behind what it vouches for, some before it. So the sentence is the words
since the last sentence end or stamp, or, where there are none, the words that follow.
"""

import re

LONGEST = 1000

_END = re.compile(r"(?<=[.!?…。！？])[\"'”’»)\]]*\s+(?=[^\sa-z])|(?<=[。！？])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:\w|\w\.\w|Dr|Mr|Mrs|Ms|St|vs|No|cf|ca|etc|approx)\.$", re.I
)
_EMPTY_BRACKETS = re.compile(r"\(\s*[,;&–—-]?\s*\)|\[\s*[,;&–—-]?\s*\]")
_LEADING = " \t\n.,;:!?)]}*–—-…·|&>"
_TRAILING = " \t\n,;:([{–—-·|&<"
_LETTER = re.compile(r"[^\W_]")
_FINAL = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*$")


def last_sentence(passage: str) -> str:
    """Return the last sentence of a passage, whole or begun, without what surrounds it."""
    text = tidy(passage[-LONGEST:])
    return tidy(text[_starts(text)[-1] :])


def first_sentence(passage: str) -> str:
    """Return the first sentence of a passage."""
    text = tidy(passage[:LONGEST])
    starts = _starts(text)
    return tidy(text[: starts[1]] if len(starts) > 1 else text)


def ends_sentence(passage: str) -> bool:
    """Whether a passage ends where a sentence does."""
    return bool(_FINAL.search(passage[-20:]))


def has_words(text: str) -> bool:
    """Whether there is anything to read in a text."""
    return _LETTER.search(text) is not None


def tidy(text: str) -> str:
    """Return a text on one line, without empty brackets and stray punctuation around it."""
    text = " ".join(text.split())
    if "(" in text or "[" in text:
        text = " ".join(_EMPTY_BRACKETS.sub(" ", text).split())
    text = text.lstrip(_LEADING).rstrip(_TRAILING)
    if text.endswith(")") and "(" not in text:
        return text.rstrip(") ")
    return text


def _starts(text: str) -> list[int]:
    """Return where the sentences of a text start."""
    ends = [
        end.end()
        for end in _END.finditer(text)
        if not _ABBREVIATION.search(text[max(end.start() - 12, 0) : end.start()])
    ]
    return [0, *(end for end in ends if has_words(text[end:]))]
