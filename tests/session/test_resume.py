"""A video goes on where it was left, for this note and for others about it."""

import pytest

from tests.session.study_desk import StudyDesk
from viewer.study.positions import Positions, Watched


@pytest.fixture
def leave(tmp_path):
    """Watch up to a time on one day; return the desk of the next."""

    def watch(time: str, note: str = "tides") -> StudyDesk:
        desk = StudyDesk(tmp_path).opens(note).does("seek", time)
        desk.session.tick()
        desk.closes()
        return StudyDesk(tmp_path)

    return watch


def test_a_note_goes_on_where_it_was_left_and_backspace_goes_to_the_start(leave):
    desk = leave("0:03:31").opens("tides")
    assert (desk.at_ms, desk.is_playing) == (211_000, False)
    assert "Resumed at 3:31 – Backspace for the start" in desk.said[-1]
    desk.presses("Backspace")
    assert desk.at_ms == 0
    desk.presses("U")
    assert desk.at_ms == 211_000


def test_another_note_goes_on_where_its_video_was_left(leave):
    desk = leave("0:03:31").opens("other")
    assert desk.at_ms == 211_000


def test_a_note_about_another_video_does_not(leave):
    desk = leave("0:03:31").opens("moon")
    assert (desk.at_ms, [each for each in desk.said if each]) == (0, [])


@pytest.mark.parametrize("time", ["0:09:31", "0:09:55"])
def test_what_is_as_good_as_over_begins_anew_and_is_done(leave, time):
    desk = leave(time).opens("tides")
    assert desk.at_ms == 0
    assert desk.session.study.positions.of_video("film-000001").is_done
    desk.does("seek", "0:01:00").session.tick()
    assert desk.session.study.positions.of_video("film-000001").is_done


def test_coming_back_in_one_run_is_no_resuming(leave):
    desk = leave("0:03:31").opens("tides").opens("moon").does("back")
    assert desk.at_ms == 211_000
    assert "Resumed" not in desk.said[-1]


@pytest.mark.parametrize(
    ("time_ms", "duration_ms", "is_over"),
    [
        (569_999, 600_000, False),
        (570_000, 600_000, True),
        (89_000, 100_000, False),
        (90_001, 100_000, True),
        (5_000, 0, False),
    ],
)
def test_over_is_almost_all_or_nearly_nothing_left(time_ms, duration_ms, is_over):
    assert Watched(0, duration_ms).is_over_at(time_ms) is is_over


@pytest.mark.parametrize("said", ["3", '{"film-000001": 5}', '{"film-000001": {"time_ms": "x"}}'])
def test_damage_costs_the_memory_only(tmp_path, said):
    file = tmp_path / "positions.json"
    file.write_text(f'{{"videos": {said}}}')
    assert Positions(file, lambda: 0).of_video("film-000001") == Watched()
