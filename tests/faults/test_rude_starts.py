"""A few kills and clients; `rude_starts` does as many as one likes, and prints the figures."""

from tests.faults.rude_starts import GROWTH_MB, KINDS, STALL_MS, hold_up, kill_firsts


def test_whoever_starts_after_a_kill_is_the_first_at_once(tmp_path):
    found = kill_firsts(6, tmp_path)
    assert not found.troubles
    assert len(found.taken_s) == 6
    assert found.answered


def test_rude_clients_hold_nothing_up_and_leave_nothing_behind(qapp, tmp_path):
    found = hold_up(10 * len(KINDS), tmp_path)
    assert found.at_work_ms <= STALL_MS
    assert found.growth_mb <= GROWTH_MB
    assert found.let_in > len(KINDS)
