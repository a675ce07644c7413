"""A note's text before anything is read in it.

Whatever is done here keeps every line on its number, so that a doubt can point at it.
"""

import re

_NOT_TEXT = (*range(9), *range(11, 32), 127, *range(0xFDD0, 0xFDF0), 0xFEFF, 0xFFFE, 0xFFFF)
_SURROGATES = range(0xD800, 0xE000)
_UNREADABLE = dict[int, int | None].fromkeys(_NOT_TEXT) | dict.fromkeys(_SURROGATES, 0xFFFD)
_NEEDS_CLEANING = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_RUN_OF_BLANKS = re.compile(r"(?<=\S)[ \t\u00a0]{200,}+")
_RUN_OF_MARKS = re.compile(r"([-=_*~#|.])\1{200,}+")
_LONG_RUNS = tuple(mark * 201 for mark in "-=_*~#|.")
_WHOLE_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*(?:markdown|md)[ \t]*", re.IGNORECASE)
_ANY_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})")
_PREAMBLE = re.compile(r"(?:From:.*|#{1,6} .*|)", re.IGNORECASE)


def clean(text: str) -> str:
    """Return the text with plain newlines and without control and noncharacters.

    Noncharacters are ours: they mark what `stash` keeps. Lone surrogates become U+FFFD.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "".join(text.split("\n")).isprintable():  # The quicker look: whatever must go is not.
        return text
    return text.translate(_UNREADABLE) if _NEEDS_CLEANING.search(text) else text


def collapse(text: str) -> str:
    """Shorten runs that nobody reads: padding of hundreds of blanks, rules of 71,000 dashes."""
    if " " * 200 in text or "\t" in text or "\u00a0" in text:
        text = _RUN_OF_BLANKS.sub(" ", text)
    if any(run in text for run in _LONG_RUNS):
        text = _RUN_OF_MARKS.sub(r"\1\1\1", text)
    return text


def unwrap(body: str) -> str:
    """Blank out the fence around a note that stands in ```markdown as a whole.

    Only headings and the From line may stand before it, and nothing after it.
    """
    lines = body.split("\n")
    first = next((i for i, line in enumerate(lines) if not _PREAMBLE.fullmatch(line.strip())), 0)
    fence = _WHOLE_FENCE.fullmatch(lines[first].strip())
    if not fence:
        return body
    lines[first] = ""
    last = _closing_line(lines, first, fence[1])
    if any(line.strip() for line in lines[last + 1 :]):
        return body
    if last < len(lines):
        lines[last] = ""
    return "\n".join(lines)


def _closing_line(lines: list[str], first: int, fence: str) -> int:
    """Return the line that closes a whole-note fence: the last one that is a bare fence.

    Inner fences come in pairs, so the closing one is the last of an odd number; an unclosed
    fence ends with the note.
    """
    fences = [
        i
        for i, line in enumerate(lines[first + 1 :], first + 1)
        if (match := _ANY_FENCE.match(line)) and match[1][0] == fence[0]
    ]
    return fences[-1] if len(fences) % 2 else len(lines)
