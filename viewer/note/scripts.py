"""Which way a text runs, by the first of its characters that says so (Unicode, UAX 9, P2 and P3).

Qt asks that itself of every paragraph; only where we put a word of our own before the author's
does it need to be told.
"""

import re
import unicodedata

_MAYBE = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_DIRECTIONS = {"L": False, "R": True, "AL": True}


def is_right_to_left(text: str) -> bool:
    """Whether a text begins in Arabic, Hebrew or another script that is read from the right."""
    if not _MAYBE.search(text):
        return False
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((_DIRECTIONS[each] for each in strong if each in _DIRECTIONS), False)
