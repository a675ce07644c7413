"""A short evening: many seeks and many videos; `tests.benchmarks.endurance` has the long one."""

import pytest

from tests.benchmarks.endurance import measured

SEEKS, OPENS, WARM_UP = 60, 30, 10
MEMORY_MB, HANDLES, THREADS = 30, 5, 2


@pytest.mark.parametrize(("what", "count"), [("seeks", SEEKS), ("opens", OPENS)])
def test_nothing_is_left_behind(qapp, tmp_path, what, count):
    found = measured(what, count, tmp_path, WARM_UP)
    before, after = found["before"], found["after"]
    assert found["errors"] == 0, found["first_errors"]
    assert found["memory_grew_mb"] <= MEMORY_MB
    assert abs(after["handles"] - before["handles"]) <= HANDLES
    assert abs(after["threads"] - before["threads"]) <= THREADS
