"""A few dozen of the damaged videos; `python -m tests.faults.mutated_videos` has the rest."""

from tests.faults.mutated_videos import watched

FILES = 30


def test_no_damaged_video_takes_the_program_with_it_or_hangs_it(tmp_path):
    outcomes = watched(tmp_path, FILES, at_once=2)
    assert len(outcomes) == FILES
    assert [each for each in outcomes if each.end in ("exit", "hang")] == []
    assert all(each.said for each in outcomes if each.end in ("refused", "failed", "slow"))
    assert {each.end for each in outcomes} >= {"refused", "played"}
