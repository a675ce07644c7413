"""A full disk at a few levels; `full_disk` tries twenty, and prints them."""

import pytest

from tests.faults.full_disk import run


def test_a_full_disk_is_told_and_gone_on_with_when_there_is_room(tmp_path, films):
    try:
        found = run(tmp_path, (0, 1_500_000, 3_300_000, 4_800_000), films)
    except (PermissionError, FileNotFoundError):
        pytest.skip("No small disk may be mounted here.")
    assert not found.troubles
    assert [ended for _, ended, _ in found.rows].count("disk full") >= 3
