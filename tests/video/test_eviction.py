"""Which videos go when there is too little room."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kept_videos import entry_of
from viewer.video.entry import Source
from viewer.video.eviction import Room, excess_bytes, may_go, what_would_go

NOW_S = 1_800_000_000
DAY_S = 86_400
HOUR_S = 3_600


def watched(video_id, ago_s, size_bytes=100, **more):
    entry = entry_of(video_id, size_bytes=size_bytes, used_s=NOW_S - ago_s)
    return replace(entry, **more)


def ids(entries):
    return [each.id for each in entries]


OLD = [watched("a", 3 * HOUR_S), watched("b", 9 * HOUR_S), watched("c", HOUR_S)]


def test_the_one_watched_longest_ago_goes_first_and_no_more_than_must():
    assert ids(what_would_go(OLD, Room(200), (), NOW_S)) == ["b"]
    assert ids(what_would_go(OLD, Room(199), (), NOW_S)) == ["b", "a"]
    assert ids(what_would_go(OLD, Room(300), (), NOW_S)) == []


def test_the_disk_can_want_more_than_the_limit_does():
    assert ids(what_would_go(OLD, Room(10_000, lacking_bytes=150), (), NOW_S)) == ["b", "a"]


def test_a_limit_of_nothing_takes_all_that_may_go():
    assert ids(what_would_go(OLD, Room(0), ("a",), NOW_S)) == ["b", "c"]


@pytest.mark.parametrize(
    "kept",
    [
        {"is_pinned": True},
        {"used_s": 0},
        {"source": Source.LINKED},
        {"used_s": NOW_S - 119},
        {"used_s": NOW_S},
        {"used_s": NOW_S + HOUR_S},
        {"added_s": NOW_S - DAY_S + 1},
        {"added_s": NOW_S + HOUR_S},
    ],
)
def test_what_would_be_missed_never_goes_by_itself(kept):
    entry = watched("a", 9 * HOUR_S, **kept)
    assert what_would_go([entry], Room(0, 1 << 50), (), NOW_S) == []


def test_a_linked_video_takes_no_room():
    assert excess_bytes([watched("a", HOUR_S, source=Source.LINKED)], Room(0)) == 0


def test_a_stamp_from_a_clock_that_was_years_ahead_protects_nothing_for_ever():
    ahead = watched("a", -400 * DAY_S, added_s=NOW_S + 400 * DAY_S)
    going = what_would_go([ahead, *OLD], Room(0), (), NOW_S)
    assert going == [OLD[1], OLD[0], OLD[2], ahead]


STAMPS = st.integers(NOW_S - 9 * DAY_S, NOW_S + 400 * DAY_S)
ENTRIES = st.lists(
    st.builds(
        lambda number, size_bytes, used_s, added_s, pinned, source: entry_of(
            str(number), size_bytes=size_bytes, used_s=used_s, added_s=added_s, is_pinned=pinned,
            source=source),
        st.integers(0, 10_000), st.integers(1, 1000), st.one_of(st.just(0), STAMPS), STAMPS,
        st.booleans(), st.sampled_from(Source)),
    unique_by=lambda entry: entry.id,
)  # fmt: skip
PROTECTED = st.sets(st.integers(0, 10_000).map(str))


@given(ENTRIES, PROTECTED, st.integers(0, 5000), st.integers(0, 5000), STAMPS)
def test_what_goes_may_go_is_enough_if_possible_and_never_more(
    entries, protected, limit, lacking, now
):
    room = Room(limit, lacking)
    going = what_would_go(entries, room, protected, now)
    assert all(may_go(each, protected, now) for each in going)
    assert not any(
        each.is_pinned or each.id in protected or each.used_s == 0 or each.source == Source.LINKED
        for each in going
    )
    gone, candidates = set(ids(going)), [e for e in entries if may_go(e, protected, now)]
    freed, excess = sum(each.size_bytes for each in going), excess_bytes(entries, room)
    assert freed >= excess or gone == set(ids(candidates))
    assert not going or freed - going[-1].size_bytes < excess
    assert [each.used_s for each in going] == sorted(each.used_s for each in going)
    staying = [each.used_s for each in candidates if each.id not in gone]
    assert not going or not staying or going[-1].used_s <= min(staying)


@given(ENTRIES, st.integers(0, 5000), STAMPS)
def test_letting_them_go_settles_it(entries, limit, now):
    gone = set(ids(what_would_go(entries, Room(limit), (), now)))
    left = [each for each in entries if each.id not in gone]
    assert what_would_go(left, Room(limit), (), now) == []
