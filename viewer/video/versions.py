"""Versions of yt-dlp, which are days: 2026.10.26, or 2026.11.1.232815.dev0 for a nightly one.

Its module pads them (2026.03.17) and its package does not (2026.3.17), so only `numbers` compares.
"""

import re
from datetime import date

Numbers = tuple[int, ...]

_VERSION = re.compile(r"(\d{1,4}(?:\.\d{1,8}){1,4})(?:\.dev\d{1,4})?")
_CLAUSE = re.compile(r"\s*(<=|>=|==|!=|~=|<|>)\s*(\d{1,3}(?:\.\d{1,3}){0,2})(\.\*)?\s*")


def is_version(text: str) -> bool:
    """Tell whether a text is a version, and so may become the name of a folder."""
    return bool(_VERSION.fullmatch(text))


def numbers(version: str) -> Numbers:
    """Return what a version is compared by; of no version, nothing, which is older than any.

    What stands behind `.dev` is left out: yt-dlp counts nightly ones by the time before it.
    """
    match = _VERSION.fullmatch(version)
    return tuple(map(int, match[1].split("."))) if match else ()


def age_days(version: str, today: date) -> int | None:
    """Return how many days old a version is, by its own name; None when that names no day.

    One from the future is 0 days old.
    """
    try:
        year, month, day = numbers(version)[:3]
        return max((today - date(year, month, day)).days, 0)
    except ValueError:
        return None


def is_for_python(required: str, python: Numbers) -> bool:
    """Tell whether a wheel's Requires-Python lets this Python in; what cannot be read does not.

    The rules are those of the packaging guide's version specifiers, for plain numbers.
    """
    return all(_holds(clause, python) for clause in required.split(",")) if required else True


def _holds(clause: str, python: Numbers) -> bool:
    match = _CLAUSE.fullmatch(clause)
    if not match:
        return False
    sign, wanted = match[1], tuple(map(int, match[2].split(".")))
    if match[3] or sign == "~=":
        shared = wanted if match[3] else wanted[:-1]
        is_alike = python[: len(shared)] == shared
        return is_alike != (sign == "!=") and (sign != "~=" or python >= wanted)
    ours, theirs = _padded(python), _padded(wanted)
    answers = {"<": ours < theirs, "<=": ours <= theirs, ">": ours > theirs,
               ">=": ours >= theirs, "==": ours == theirs, "!=": ours != theirs}  # fmt: skip
    return answers[sign]


def _padded(version: Numbers) -> Numbers:
    return (*version, 0, 0)[:3]
