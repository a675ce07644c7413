"""The changelog: what the program, its packages and its releases say is new."""

import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from viewer import __version__
from viewer.changelog import Release, Section, in_numbers, read_changelog, shipped_changelog

ROOT = Path(__file__).parent.parent
TEXT = """# Changelog

Whatever stands here is for the reader of the file.

## 1.2.0rc1 - 2026-12-24

A summary that
takes two lines.

### Added

- One change, of
  two lines.
- Another, with `code` in it.

### Fixed

- A third.

## 1.1.0 - 2026-12-01

Nothing but a summary.
"""


def test_its_head_is_the_version_of_the_program():
    assert shipped_changelog()[0].version == __version__


def test_the_packages_version_is_the_programs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    read = project["tool"]["setuptools"]["dynamic"]["version"]
    assert read == {"attr": "viewer.__version__"}


def test_its_versions_come_down_and_so_do_their_days():
    for later, earlier in pairwise(shipped_changelog()):
        assert later.day >= earlier.day
        assert in_numbers(later.version) > in_numbers(earlier.version)


def test_a_changelog_is_read():
    assert read_changelog(TEXT) == (
        Release(
            "1.2.0rc1",
            date(2026, 12, 24),
            "A summary that takes two lines.",
            (
                Section("Added", ("One change, of two lines.", "Another, with `code` in it.")),
                Section("Fixed", ("A third.",)),
            ),
        ),
        Release("1.1.0", date(2026, 12, 1), "Nothing but a summary.", ()),
    )


@pytest.mark.parametrize(
    ("written", "instead", "complaint"),
    [
        ("## 1.2.0rc1 - 2026-12-24", "## Unreleased", "is not"),
        ("## 1.2.0rc1 - 2026-12-24", "## 1.2 - 2026-12-24", "no version"),
        ("2026-12-24", "2026-12-32", "day"),
        ("### Added", "### News", "none of"),
        ("- A third.", "A third.", "must be a list"),
        ("A third.", "A third", "no whole sentence"),
        ("`code`", "`code", "no whole sentence"),
        ("A summary that\ntakes two lines.", "", "no whole sentence"),
    ],
)
def test_what_does_not_fit_is_our_mistake(written, instead, complaint):
    assert written in TEXT
    with pytest.raises(ValueError, match=complaint):
        read_changelog(TEXT.replace(written, instead))


def test_without_a_release_it_is_none():
    with pytest.raises(ValueError, match="no release"):
        read_changelog("# Changelog\n")
