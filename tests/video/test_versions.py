"""Versions of yt-dlp: which is newer, how old one is, and for which Python."""

from datetime import date

import pytest

from viewer.video.versions import age_days, is_for_python, is_version, numbers


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("2026.3.17", "2026.10.26"),
        ("2026.10.26", "2026.11.1.232815.dev0"),
        ("2026.11.1.1.dev0", "2026.11.1.232815.dev0"),
        ("no version", "2021.1.1"),
        ("", "2021.1.1"),
    ],
)
def test_a_later_day_is_newer_and_no_version_is_oldest(older, newer):
    assert numbers(older) < numbers(newer)


def test_padding_makes_no_other_version():
    assert numbers("2026.03.07") == numbers("2026.3.7")
    assert numbers("2026.11.01.232815") == numbers("2026.11.1.232815.dev0")


@pytest.mark.parametrize("no", ["", "..", "../2026.1.1", "2026", "2026.1.1/x", "1.2.3 ", "v1.2.3"])
def test_what_is_no_version_cannot_become_a_folder(no):
    assert not is_version(no)


@pytest.mark.parametrize(
    ("version", "days"),
    [("2026.10.26", 31), ("2026.11.26", 0), ("2026.12.24", 0), ("2026.11.1.232815.dev0", 25)],
)
def test_a_version_tells_its_age(version, days):
    assert age_days(version, date(2026, 11, 26)) == days


@pytest.mark.parametrize("no", ["", "0.8.0", "2026.13.45", "unknown"])
def test_what_names_no_day_has_no_age(no):
    assert age_days(no, date(2026, 11, 26)) is None


@pytest.mark.parametrize(
    ("required", "fits"),
    [
        ("", True),
        (">=3.11", True),
        (">=3.11.7", True),
        (">=3.11.8", False),
        (">=3.99", False),
        (">3.11.7", False),
        (">=3.9,<4", True),
        ("<4, >=3.9", True),
        ("<3.11", False),
        ("<=3.11.7", True),
        ("!=3.11.*", False),
        ("!=3.10.*,>=3.9", True),
        ("==3.11.*", True),
        ("==3.10.*", False),
        ("==3.11.7", True),
        ("~=3.9", True),
        ("~=3.11.8", False),
        ("~=2.7", False),
        ("anything", False),
        (">=3.9,", False),
        ("===3.11.7", False),
    ],
)
def test_a_wheel_says_for_which_python_it_is(required, fits):
    assert is_for_python(required, (3, 11, 7)) == fits
