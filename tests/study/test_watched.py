"""What was watched: merged, within bounds, kept through kills and damage."""

import json
import random

import pytest

from tests.fakes import HandClock
from viewer.study import watched
from viewer.study.watched import MOST_RANGES, Watched, joined


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def store(tmp_path, clock):
    one = Watched(tmp_path / "watched", clock.now_ms)
    one.show("film-1")
    return one


@pytest.mark.parametrize(
    ("added", "ranges"),
    [
        ([], ()),
        ([(0, 1000)], ((0, 1000),)),
        ([(0, 1000), (1000, 2000)], ((0, 2000),)),
        ([(0, 1000), (1200, 2000)], ((0, 2000),)),  # nearly touching
        ([(0, 1000), (5000, 6000)], ((0, 1000), (5000, 6000))),
        ([(5000, 6000), (0, 1000)], ((0, 1000), (5000, 6000))),
        ([(0, 1000), (5000, 6000), (500, 5500)], ((0, 6000),)),
        ([(0, 9000), (2000, 3000)], ((0, 9000),)),
        ([(2000, 3000), (0, 9000)], ((0, 9000),)),
        ([(3000, 3000), (4000, 3000)], ()),
    ],
)
def test_ranges_are_merged(store, added, ranges):
    for each in added:
        store.add(*each)
    assert store.ranges == ranges


def test_added_one_by_one_in_any_order_they_are_as_if_joined_at_once(store):
    dice = random.Random(7)
    added = []
    for _ in range(2_000):
        start = dice.randrange(600_000)
        added.append((start, start + dice.randrange(1, 900)))
        store.add(*added[-1])
    assert list(store.ranges) == joined(added)


def test_of_too_many_ranges_the_nearest_join(store):
    for number in range(MOST_RANGES + 50):
        store.add(number * 10_000 + number, number * 10_000 + 5_000)
    assert len(store.ranges) == MOST_RANGES
    assert store.ranges[0][0] == 0
    assert joined([(0, 1), (1000, 1001), (1500, 1501)], 2) == [(0, 1), (1000, 1501)]


def test_they_survive_the_program_and_each_video_has_its_own(tmp_path, store, clock):
    store.add(0, 4_000)
    store.show("film-2")
    assert store.ranges == ()
    store.add(7_000, 8_000)
    store.flush()
    again = Watched(tmp_path / "watched", clock.now_ms)
    again.show("film-1")
    assert again.ranges == ((0, 4_000),)
    again.show("film-2")
    assert again.ranges == ((7_000, 8_000),)


def test_the_file_is_written_once_a_second_at_most(tmp_path, store, clock):
    clock.advance(900)
    store.add(0, 900)
    assert not (tmp_path / "watched").exists()
    clock.advance(100)
    store.add(900, 1_000)
    [file] = (tmp_path / "watched").iterdir()
    before = file.read_bytes()
    clock.advance(999)
    store.add(1_000, 1_900)
    assert file.read_bytes() == before
    clock.advance(1)
    store.add(1_900, 2_000)
    assert json.loads(file.read_text())["watched_ms"] == [[0, 2_000]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"watched_ms": 3}',
        '{"watched_ms": [[1]]}',
        '{"watched_ms": [[1, "x"]]}',
        '{"watched_ms": [[1, 1e999]]}',
        "\x00\xff",
        20_000 * "[",
        1_000_001 * " ",
    ],
)
def test_a_damaged_file_is_put_aside_and_begun_anew(tmp_path, clock, store, text):
    store.add(0, 1_000)
    store.flush()
    [file] = (tmp_path / "watched").iterdir()
    file.write_text(text, encoding="utf-8")
    again = Watched(tmp_path / "watched", clock.now_ms)
    again.show("film-1")
    assert again.ranges == ()
    assert file.with_name(f"{file.name}.damaged-1").read_text(encoding="utf-8") == text
    again.add(0, 2_000)
    again.flush()
    assert json.loads(file.read_text())["watched_ms"] == [[0, 2_000]]


def test_nonsense_in_it_is_left_out(tmp_path, clock, store):
    store.add(0, 1_000)
    store.flush()
    [file] = (tmp_path / "watched").iterdir()
    file.write_text('{"watched_ms": [[-5, 3], [9, 2], [1, 9999999999], [2000, 3000]]}')
    again = Watched(tmp_path / "watched", clock.now_ms)
    again.show("film-1")
    assert again.ranges == ((2_000, 3_000),)


def test_a_disk_that_refuses_costs_the_memory_only(tmp_path, clock):
    (tmp_path / "taken").write_text("a file where the folder should be")
    store = Watched(tmp_path / "taken", clock.now_ms)
    store.show("film-1")
    store.add(0, 1_000)
    store.flush()
    assert store.ranges == ((0, 1_000),)


def test_the_video_watched_longest_ago_is_forgotten_when_there_are_too_many(tmp_path, store):
    folder = tmp_path / "watched"
    folder.mkdir()
    for number in range(watched.MOST_VIDEOS):
        (folder / f"{number}.json").write_text("{}")
    store.add(0, 1_000)
    store.flush()
    assert len(list(folder.iterdir())) == watched.MOST_VIDEOS
