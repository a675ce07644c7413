"""How a timestamp looks on the page: `<a class="moment" href="moment:3"> 0:04:08 </a>`."""

from html import escape

from viewer.note.note import Verdict
from viewer.note.timestamps import format_time
from viewer.note.verdicts import Reading

LONGEST_UNREADABLE = 24

_PADDING = "&#160;"
"""Qt gives inline text no padding, so the chip brings its own; and of all spaces only this one
is not swallowed after another."""


def chip_text(reading: Reading, written: str) -> str:
    """Return what a chip shows: its time as wide as it was written, or the writing itself."""
    if reading.time_ms is None:
        return " ".join(written.split())[:LONGEST_UNREADABLE] or "?"
    text = format_time(reading.time_ms, reading.width)
    if reading.end_ms is None:
        return text
    return f"{text}–{format_time(reading.end_ms, reading.width)}"


def chip(number: int, text: str, reading: Reading) -> str:
    """Return the HTML of a chip; a doubtful one says why in its title."""
    css = "moment"
    if reading.time_ms is None:
        css += " unreadable"
    elif reading.reason:
        css += " past_end" if reading.verdict is Verdict.PAST_END else " doubt"
    why = f' title="{escape(reading.reason)}"' if reading.reason else ""
    label = escape(text, quote=False)
    return f'<a class="{css}" href="moment:{number}"{why}>{_PADDING}{label}{_PADDING}</a>'
