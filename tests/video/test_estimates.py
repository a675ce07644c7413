"""What it takes to make a folder offline: an honest guess, in two digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.video.entry import CacheEntry
from viewer.video.estimates import LONGEST_MS, USUAL_MS, Wanted, estimate

MINUTE_MS = 60_000


def kept(name, *, minutes=20, megabytes=200, height_px=720):
    return CacheEntry(name, "", "", int(megabytes * 1e6), "", "downloaded", 0,
                      duration_ms=int(minutes * MINUTE_MS), height_px=height_px)  # fmt: skip


def test_what_is_here_is_counted_and_not_loaded_again():
    found = estimate([Wanted("a"), Wanted("b")], [kept("a"), kept("b", megabytes=100)])
    assert (found.number, found.here, found.missing) == (2, 2, 0)
    assert (found.known_bytes, found.about_bytes, found.about_ms) == (300_000_000, 0, 0)


def test_nothing_wanted_takes_nothing():
    assert estimate([], [kept("a")]).about_bytes == 0


def test_kept_videos_tell_what_a_second_weighs():
    found = estimate([Wanted("a", 100 * MINUTE_MS)], [kept("b", minutes=20, megabytes=240)])
    assert found.is_measured
    assert found.about_ms == 110 * MINUTE_MS
    assert found.about_bytes == 1_300_000_000  # 110 minutes of 0.2 MB a second


def test_a_few_seconds_of_video_tell_nothing():
    found = estimate([Wanted("a", MINUTE_MS)], [kept("b", minutes=0.5, megabytes=500)])
    assert not found.is_measured


@pytest.mark.parametrize("height_px", [1080, 240])
def test_videos_of_another_size_tell_nothing(height_px):
    assert not estimate([Wanted("a")], [kept("b", height_px=height_px)]).is_measured


def test_without_any_kept_the_height_tells():
    sizes = [
        estimate([Wanted("a", 60 * MINUTE_MS)], [], height_px=height).about_bytes
        for height in (100, 144, 360, 480, 720, 1080, 1440, 2160, 4320)
    ]
    assert sizes == sorted(sizes)
    assert sizes[0] == sizes[1]
    assert sizes[4] == 630_000_000  # 66 minutes of 160 kB a second


def test_what_is_here_tells_how_far_videos_go_on_behind_their_last_time():
    wanted = [Wanted("here", 10 * MINUTE_MS), Wanted("missing", 40 * MINUTE_MS)]
    assert estimate(wanted, [kept("here", minutes=20)]).about_ms == 80 * MINUTE_MS


def test_a_note_that_names_only_the_beginning_does_not_make_all_others_endless():
    wanted = [Wanted("here", 1_000), Wanted("missing", 40 * MINUTE_MS)]
    assert estimate(wanted, [kept("here", minutes=20)]).about_ms == 120 * MINUTE_MS


def test_a_video_without_times_is_taken_to_be_as_long_as_the_others():
    found = estimate([Wanted("a"), Wanted("b", 100 * MINUTE_MS)], [])
    assert found.about_ms == 13_000_000  # Twice 110 minutes, in two digits.
    assert estimate([Wanted("a")], [kept("b", minutes=30)]).about_ms == 30 * MINUTE_MS
    assert estimate([Wanted("a")], []).about_ms == USUAL_MS


def test_a_video_that_is_wanted_twice_counts_once_with_its_later_time():
    twice = [Wanted("a", 50 * MINUTE_MS), Wanted("a", 100 * MINUTE_MS), Wanted("a")]
    assert estimate(twice, []) == estimate([Wanted("a", 100 * MINUTE_MS)], [])


def test_a_slip_of_the_pen_is_no_length():
    assert estimate([Wanted("a", 10**15)], []) == estimate([Wanted("a", LONGEST_MS)], [])


def test_a_guess_has_two_digits():
    found = estimate([Wanted("a", 1_234_567)], [])
    assert str(found.about_bytes).rstrip("0") == "22"


ENTRIES = st.builds(
    lambda name, minutes, height: kept(name, minutes=minutes, height_px=height),
    st.sampled_from("abcdef"), st.integers(0, 600), st.integers(0, 2_160),
)  # fmt: skip
WANTED = st.builds(Wanted, st.sampled_from("abcdefghij"), st.integers(0, 10**12))


@given(st.lists(WANTED), st.lists(ENTRIES), st.integers(0, 5_000))
def test_every_guess_adds_up(wanted, entries, height_px):
    found = estimate(wanted, entries, height_px=height_px)
    assert found.number == len({each.id for each in wanted})
    assert 0 <= found.here <= found.number
    assert found.about_bytes >= 0
    assert found.missing or found.about_bytes == found.about_ms == 0
    assert not found.missing or found.about_ms > 0 or not any(each.last_ms for each in wanted)
