"""Words inside a line of Markdown: whatever they hold, they come back as they were.

What Markdown, HTML or our own syntax could take for more than words is written as a character
reference; every reader of Markdown shows it as the character that it is.
"""

import re
from html import unescape

LONGEST = 10_000
"""A label of so many characters is a text, and belongs into a note."""

_MEANT = re.compile(r"[&<>\[\]*_`\\~=$%#^|{}!]|://|\((?=\s?\d)")
_REFERENCE = re.compile(r"&#(\d{1,7});|&[A-Za-z][A-Za-z0-9]{1,30};|&#[xX][0-9A-Fa-f]{1,6};")
_NO_CHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_LAST_CHARACTER = 0x10FFFF


def escaped(words: str) -> str:
    """Return words as they stand in a line; they begin and end with no space there."""
    references = _MEANT.sub(lambda found: _reference(found[0][0]) + found[0][1:], words)
    return "".join(
        each if each == " " or each.isprintable() else _reference(each) for each in references
    )


def unescaped(text: str) -> str:
    """Return what stands in a line, written by `escaped` or by hand, as words."""
    return _REFERENCE.sub(_character, text)


def whole(words: str) -> str:
    """Return words as they can be kept: so many, all of characters, and without outer spaces."""
    plain = words[:LONGEST].encode("utf-8", "replace").decode("utf-8")
    return _NO_CHARACTERS.sub("", plain).strip()


def _reference(character: str) -> str:
    return f"&#{ord(character)};"


def _character(found: re.Match[str]) -> str:
    number = int(found[1]) if found[1] else -1
    if number < 0:
        return unescape(found[0])
    is_whole = number <= _LAST_CHARACTER and not 0xD800 <= number <= 0xDFFF
    return chr(number) if is_whole else found[0]
