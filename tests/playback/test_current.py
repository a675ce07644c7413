"""Which moments are current: by table, and against a rule that asks each of them alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.note.note import Moment, Verdict
from viewer.playback.current import CurrentMoments

MOST_MS = 60


def moment(time_ms, end_ms=None, verdict=Verdict.OK):
    return Moment("", "", time_ms, end_ms, verdict, 1, "", "")


NOTE = [
    moment(100),
    moment(30),
    moment(40, 55),
    moment(None, verdict=Verdict.UNREADABLE),
    moment(100),
    moment(900, verdict=Verdict.PAST_END),
    moment(130, 500),
    moment(135, 120),
]


@pytest.mark.parametrize(
    ("time_ms", "current", "until_ms"),
    [
        (0, set(), 30),
        (29, set(), 30),
        (30, {1}, 40),
        (39, {1}, 40),
        (40, {2}, 55),
        (54, {2}, 55),
        (55, set(), 100),
        (100, {0, 4}, 130),
        (130, {6}, 135),
        (135, {6, 7}, 190),
        (189, {6, 7}, 190),
        (190, {7}, 195),
        (195, set(), None),
        (10_000, set(), None),
    ],
)
def test_a_moment_is_current_until_the_next_or_its_end_or_long_enough(time_ms, current, until_ms):
    now = CurrentMoments(NOTE, MOST_MS).at(time_ms)
    assert (now.moments, now.until_ms) == (current, until_ms)


@pytest.mark.parametrize(("time_ms", "begun"), [(0, None), (30, 1), (60, 2), (100, 0), (9999, 7)])
def test_the_moment_that_began_last_is_known(time_ms, begun):
    assert CurrentMoments(NOTE, MOST_MS).begun_by(time_ms) == begun


def test_a_note_without_times_never_has_any():
    current = CurrentMoments([moment(None)], MOST_MS)
    assert current.is_empty
    assert current.at(5).moments == frozenset()
    assert current.begun_by(5) is None


def is_current(moments, index, time_ms):
    each = moments[index]
    later = [
        other.time_ms
        for other in moments
        if other.time_ms is not None
        and other.verdict is not Verdict.PAST_END
        and each.time_ms is not None
        and other.time_ms > each.time_ms
    ]
    if each.time_ms is None or each.verdict is Verdict.PAST_END or time_ms < each.time_ms:
        return False
    has_end = each.end_ms is not None and each.end_ms > each.time_ms
    end_ms = each.end_ms if has_end else min(later, default=10**9)
    return time_ms < min(end_ms, each.time_ms + MOST_MS)


TIMES = st.integers(0, 400)
MOMENTS = st.lists(
    st.builds(
        moment,
        st.one_of(st.none(), TIMES),
        st.one_of(st.none(), TIMES),
        st.sampled_from([Verdict.OK, Verdict.OK, Verdict.SHIFTED, Verdict.PAST_END]),
    ),
    max_size=12,
)


@given(MOMENTS, st.lists(TIMES, min_size=1, max_size=20))
def test_whatever_was_asked_before_the_answer_is_right(moments, times):
    current = CurrentMoments(moments, MOST_MS)
    for time_ms in times:
        wanted = {at for at in range(len(moments)) if is_current(moments, at, time_ms)}
        assert current.at(time_ms).moments == wanted


@given(MOMENTS, TIMES)
def test_until_it_is_said_to_change_nothing_does_and_then_it_does(moments, time_ms):
    now = CurrentMoments(moments, MOST_MS).at(time_ms)
    fresh = CurrentMoments(moments, MOST_MS)
    last_ms = now.until_ms - 1 if now.until_ms is not None else 1000
    assert fresh.at(last_ms).moments == now.moments
