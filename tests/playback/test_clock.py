"""The clock between libVLC's reports: pure, so time is wound by hand."""

import pytest

from viewer.playback.clock import LONGEST_SILENCE_MS, REPORT_LEAD_MS, Clock


@pytest.fixture
def clock():
    running = Clock()
    running.run(5000, 1000)
    return running


def test_it_stands_until_it_runs():
    clock = Clock()
    clock.hold(700)
    assert clock.time_at(10) == clock.time_at(9999) == 700


def test_it_runs_on_without_reports(clock):
    assert clock.time_at(1250) == 5250


def test_before_the_moment_it_was_told_to_start_it_stands(clock):
    assert clock.time_at(900) == 5000


@pytest.mark.parametrize("rate", [0.25, 1.5, 4.0])
def test_it_follows_the_rate(clock, rate):
    clock.set_rate(rate, 1100)
    assert clock.time_at(1300) == 5100 + 200 * rate


def test_a_right_report_changes_nothing(clock):
    clock.hear(5250 + REPORT_LEAD_MS, 1250)
    assert clock.time_at(1400) == 5400


@pytest.mark.parametrize("error_ms", [-30, 30, -400, 400])
def test_a_report_pulls_it_gently_until_it_agrees(clock, error_ms):
    clock.hear(5250 + REPORT_LEAD_MS + error_ms, 1250)
    assert clock.time_at(1251) == pytest.approx(5251, abs=1)
    assert clock.time_at(1250 + 1400) == pytest.approx(5250 + 1400 + error_ms)


@pytest.mark.parametrize("error_ms", [-3000, -100, -8, 8, 100])
def test_it_never_goes_back_while_it_runs(clock, error_ms):
    seen = []
    for now_ms in range(1000, 4000, 7):
        if now_ms % 3 == 0:
            clock.hear(5000 + (now_ms - 1000) + error_ms * (now_ms % 2), now_ms)
        seen.append(clock.time_at(now_ms))
    assert seen == sorted(seen)


def test_where_libvlc_falls_silent_it_stops(clock):
    assert clock.time_at(10**6) == 5000 + LONGEST_SILENCE_MS


def test_one_that_is_never_reported_to_runs_for_ever():
    clock = Clock(longest_silence_ms=None)
    clock.run(0, 0)
    assert clock.time_at(10**6) == 10**6


def test_jittery_reports_keep_it_within_a_few_ms(clock):
    jitter_ms = (3, -4, 9, 0, -7, 5, 2, -3)
    for number, noise_ms in enumerate(jitter_ms * 5, start=1):
        now_ms = 1000 + 250 * number
        clock.hear(5000 + 250 * number + REPORT_LEAD_MS + noise_ms, now_ms)
        assert clock.time_at(now_ms) == pytest.approx(5000 + 250 * number, abs=10)


@pytest.mark.parametrize("leap_ms", [900, 15, 0])
def test_after_a_change_of_rate_the_first_report_is_believed(clock, leap_ms):
    clock.set_rate(4.0, 1100)
    clock.hear(5100 + 4 * 60 + REPORT_LEAD_MS + leap_ms, 1160)
    assert clock.time_at(1160) == 5340 + leap_ms
    assert clock.time_at(1260) == 5740 + leap_ms


def test_rather_than_leaping_back_it_stands(clock):
    clock.set_rate(0.5, 1100)
    clock.hear(5100 + 200 - 50 + REPORT_LEAD_MS, 1500)
    assert [clock.time_at(1500), clock.time_at(1600), clock.time_at(1700)] == [5300, 5300, 5350]


def test_a_report_too_soon_after_a_change_of_rate_is_of_before(clock):
    clock.set_rate(2.0, 1100)
    clock.hear(9000, 1110)
    assert clock.time_at(1200) == 5300


def test_it_knows_whether_it_was_told_where_it_is(clock):
    assert not clock.was_told
    clock.hear(5250, 1250)
    assert clock.was_told
    clock.run(7000, 2000)
    assert not clock.was_told
