"""What changed from version to version: the changelog that comes with the program.

It is the one source of what the program, the packages and the releases say is new: Markdown as
keepachangelog.com asks for, the version in the making first. It is our own text, so whatever
does not fit is our mistake and raises ValueError.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from viewer.paths import resources

KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
_HEAD = re.compile(r"## (?P<version>\S+) - (?P<day>\d{4}-\d\d-\d\d)")
_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:(a|b|rc)(\d+))?", re.ASCII)
_STAGES = {"a": 1_000, "b": 2_000, "rc": 3_000}
_RELEASED = 9_000


@dataclass(frozen=True, slots=True)
class Section:
    """Changes of one kind, each a sentence; `code` may stand between backticks."""

    kind: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """One version: its day, what it is about, and its changes."""

    version: str
    day: date
    summary: str
    sections: tuple[Section, ...]


def shipped_changelog() -> tuple[Release, ...]:
    """Return the releases up to this one, the newest first."""
    return read_changelog((resources() / "changelog.md").read_text(encoding="utf-8"))


def read_changelog(text: str) -> tuple[Release, ...]:
    """Return the releases in a changelog, in its order; raises ValueError for what does not fit."""
    _preamble, *parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    if not parts:
        raise ValueError("there is no release in the changelog")
    return tuple(map(_release, parts))


def in_numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version such as 1.2.0 or 1.2.0rc1 as numbers that stand in the versions' order.

    Raises ValueError for what is no version of ours.
    """
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ValueError(f"“{version}” is no version like 1.2.0 or 1.2.0rc1")
    *numbers, stage, count = found.groups()
    major, minor, patch = map(int, numbers)
    return major, minor, patch, _STAGES[stage] + int(count) if stage else _RELEASED


def code_and_words(sentence: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a sentence, each with whether it is code."""
    for number, part in enumerate(sentence.split("`")):
        if part:
            yield part, number % 2 == 1


def _release(part: str) -> Release:
    head, _, rest = part.partition("\n")
    found = _HEAD.fullmatch(head)
    if found is None:
        raise ValueError(f"“{head}” is not “## 1.2.0 - 2026-01-31”")
    about, *sections = re.split(r"^(?=### )", rest, flags=re.MULTILINE)
    summary = " ".join(about.split())
    day = date.fromisoformat(found["day"])
    in_numbers(found["version"])
    return Release(found["version"], day, _checked(summary), tuple(map(_section, sections)))


def _section(part: str) -> Section:
    head, _, rest = part.partition("\n")
    kind = head.removeprefix("### ")
    if kind not in KINDS:
        raise ValueError(f"“{kind}” is none of {', '.join(KINDS)}")
    before, *changes = re.split(r"^- ", rest, flags=re.MULTILINE)
    if before.strip() or not changes:
        raise ValueError(f"below “{head}” there must be a list, each change after “- ”")
    return Section(kind, tuple(_checked(" ".join(each.split())) for each in changes))


def _checked(sentence: str) -> str:
    if not sentence.endswith((".", "!")) or sentence.count("`") % 2:
        raise ValueError(f"“{sentence}” is no whole sentence")
    return sentence
