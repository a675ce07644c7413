"""Where a person was, kept through kills and damage."""

import pytest

from tests.fakes import HandClock
from viewer.study.positions import MOST_NOTES, Position, Positions, Scroll, Watched

HERE = Position(Scroll(120, 7), 83_000)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "positions.json"


@pytest.fixture
def clock():
    return HandClock()


def test_a_place_survives_the_program(file, clock, tmp_path):
    first = Positions(file, clock.now_ms)
    first.keep(tmp_path, "tides.md", HERE)
    first.keep_window({"size": [900, 700]})
    first.flush()
    again = Positions(file, clock.now_ms)
    assert again.of(tmp_path, "tides.md") == HERE
    assert again.last_note == (str(tmp_path), "tides.md")
    assert again.last_note_of(tmp_path) == "tides.md"
    assert again.window() == {"size": [900, 700]}


def test_a_note_never_read_begins_at_its_beginning(file, clock, tmp_path):
    assert Positions(file, clock.now_ms).of(tmp_path, "new.md") == Position()


def test_the_file_is_written_once_a_second_at_most(file, clock, tmp_path):
    positions = Positions(file, clock.now_ms)
    clock.advance(400)
    positions.keep(tmp_path, "tides.md", HERE)
    assert not file.exists()
    clock.advance(700)
    positions.keep(tmp_path, "tides.md", HERE)
    assert file.exists()


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"notes": 3, "last": 5}', '{"notes": {"x": 1}}', "\0\0\0", 20_000 * "["],
)
def test_a_damaged_file_is_forgotten_and_never_fatal(file, clock, tmp_path, content):
    file.parent.mkdir()
    file.write_text(content, encoding="utf-8")
    positions = Positions(file, clock.now_ms)
    assert positions.of(tmp_path, "x") == Position()
    assert positions.last_note is None
    positions.keep(tmp_path, "tides.md", HERE)
    positions.flush()
    assert Positions(file, clock.now_ms).of(tmp_path, "tides.md") == HERE


def test_a_torn_file_is_put_aside_for_its_owner(file, clock, tmp_path):
    file.parent.mkdir()
    file.write_text('{"last": [1', encoding="utf-8")
    Positions(file, clock.now_ms).keep(tmp_path, "tides.md", HERE)
    assert file.with_name(f"{file.name}.damaged-1").read_text("utf-8") == '{"last": [1'


def test_whoever_only_saw_a_window_without_a_note_begins(file, clock, tmp_path):
    positions = Positions(file, clock.now_ms)
    positions.keep_window({"width": 900})
    positions.keep_version("0.1.0")
    assert positions.is_fresh
    positions.keep(tmp_path, "tides.md", HERE)
    assert not positions.is_fresh


@pytest.mark.parametrize("number", ["1e999", 400 * "9", '"7"', "null", "[]", "2147483648", "-1"])
def test_a_number_that_no_window_knows_is_forgotten(file, clock, tmp_path, number):
    file.parent.mkdir()
    said = (
        '{"notes": {"%s": {"scroll": [%s, 0], "time_ms": 5}}, "videos": {"film": {"time_ms": %s, '
    )
    said += '"duration_ms": 9, "is_done": false}}}'
    file.write_text(said % (tmp_path / "tides.md", number, number))
    positions = Positions(file, clock.now_ms)
    assert positions.of(tmp_path, "tides.md") == Position()
    assert positions.of_video("film") == Watched()
    positions.keep_video("film", 5_000, 60_000)
    assert positions.of_video("film").time_ms == 5_000


def test_a_disk_that_refuses_costs_the_memory_only(tmp_path, clock):
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    positions = Positions(blocked / "positions.json", clock.now_ms)
    positions.keep(tmp_path, "tides.md", HERE)
    positions.flush()
    assert positions.of(tmp_path, "tides.md") == HERE


def test_only_so_many_notes_are_remembered_the_oldest_go_first(file, clock, tmp_path):
    positions = Positions(file, clock.now_ms)
    for number in range(MOST_NOTES + 1):
        positions.keep(tmp_path, f"{number}.md", HERE)
    assert positions.of(tmp_path, "0.md") == Position()
    assert positions.of(tmp_path, "1.md") == HERE
