"""A dozen of kills; `kill_downloads` does as many as one likes, and prints the figures."""

from tests.faults.kill_downloads import run


def test_killed_downloads_end_in_the_very_same_files(tmp_path, films):
    found = run(tmp_path, 12, films=films)
    assert found.is_good, found.troubles
    assert found.kills == 12
    assert found.downloads >= 4
