"""What a person reads of a download: short, true, and without holes."""

import re

import pytest

from viewer.video.download import Download, DownloadState, Wish
from viewer.video.download_words import (
    badge_words,
    clock_words,
    cures_of,
    duration_words,
    hint_of,
    sentence_of,
    words_of,
)
from viewer.video.failures import REMEDIES, Cure, Failure, Retry

WISH = Wish("abc", "Tides", ("https://video.example/abc",))
NOON_S = 1_790_000_000.0


def download(state=DownloadState.DOWNLOADING, **more):
    return Download(WISH, state, **more)


HALF = {"got_bytes": 43_600_000, "total_bytes": 100_000_000}


@pytest.mark.parametrize(
    ("condition", "of", "said"),
    [
        ("ready", None, "ready"),
        ("ready", download(), "ready"),
        ("absent", None, "not downloaded"),
        ("missing", None, "missing"),
        ("unsealed", None, "being checked"),
        ("absent", download(DownloadState.QUEUED), "queued"),
        ("absent", download(**HALF), "downloading 43 %"),
        (
            "missing",
            download(**HALF, speed_bytes_s=12_000_000.0, eta_s=118.0),
            "downloading 43 % · 12 MB/s · 2 min",
        ),
        ("absent", download(got_bytes=12_000_000), "downloading 12.0 MB"),
        ("absent", download(), "downloading"),
        ("absent", download(got_bytes=100, total_bytes=100), "downloading 99 %"),
        ("absent", download(DownloadState.PARTIAL, **HALF), "partial 43 %"),
        ("absent", download(DownloadState.PARTIAL), "paused"),
        ("absent", download(DownloadState.FAILED), "failed"),
    ],
)
def test_a_badge_has_few_words(condition, of, said):
    assert badge_words(condition, of) == said


def test_every_state_has_its_words():
    for state in DownloadState:
        assert badge_words("absent", download(state), NOON_S)


def test_a_waiting_one_says_until_when():
    soon = badge_words("absent", download(DownloadState.WAITING, until_s=NOON_S + 900), NOON_S)
    assert re.fullmatch(r"waiting until \d\d:\d\d", soon)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", clock_words(NOON_S + 90_000, NOON_S))


@pytest.mark.parametrize("failure", [Failure.DISK_FULL, Failure.OVER_LIMIT])
def test_one_that_waits_for_room_names_no_time(failure):
    waiting = download(DownloadState.WAITING, failure=failure, until_s=NOON_S + 60)
    assert badge_words("absent", waiting, NOON_S) == "waiting for room"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "1 s"), (40, "40 s"), (59.7, "1 min"), (118, "2 min"), (3590, "1 h"),
     (11_100, "3 h 5 min")],
)  # fmt: skip
def test_durations(seconds, said):
    assert duration_words(seconds) == said


@pytest.mark.parametrize("failure", Failure)
@pytest.mark.parametrize("knows", ["nothing", "everything"])
def test_no_sentence_has_a_hole(failure, knows):
    names = re.findall(r"\{(\w+)\}", REMEDIES[failure].sentence + REMEDIES[failure].hint)
    facts = tuple((name, "x1") for name in names) if knows == "everything" else ()
    failed = download(DownloadState.WAITING, failure=failure, facts=facts)
    for text in (sentence_of(failed), hint_of(failed, NOON_S)):
        assert not re.search(r"  |[{}\[\]]|\(\)|\( | [,.:;)]|,\)|:\.", text)
        assert text.endswith(".")
        assert text[:1].isupper() or text[:1].isdigit() or text.startswith("x1")


@pytest.mark.parametrize("failure", Failure)
def test_a_file_one_has_is_always_offered_last(failure):
    assert cures_of(download(DownloadState.FAILED, failure=failure))[-1] is Cure.USE_FILE
    assert cures_of(download())[-1] is Cure.USE_FILE


def test_facts_fill_the_sentences():
    stale = download(failure=Failure.STALE, facts=(("version", "2026.7.4"), ("site", "YouTube")))
    assert sentence_of(stale) == "The downloader (2026.7.4) no longer works with YouTube."
    older = download(failure=Failure.STALE, facts=(("version", "2026.7.4"), ("age", "96")))
    assert sentence_of(older) == (
        "The downloader (2026.7.4, 96 days old) no longer works with the site."
    )
    full = download(
        DownloadState.WAITING,
        failure=Failure.DISK_FULL,
        facts=(("needed", "1200000000"), ("free", "400000000"), ("folder", "/cache")),
        **HALF,
    )
    assert sentence_of(full) == (
        "There is too little room on the disk: "
        "1.2 GB are needed, and 400.0 MB can be used in /cache."
    )
    assert hint_of(full) == "What has arrived is kept (43 %); it goes on when there is room."


def test_what_the_worker_puts_in_brackets_stands_in_one_pair_of_them():
    geo = download(failure=Failure.GEO, facts=(("countries", " (only in: FR, DE)"),))
    assert sentence_of(geo) == "This video is not available in your country (only in: FR, DE)."
    torn = download(failure=Failure.DAMAGED, facts=(("gap", " (gap at 12:30)"),))
    assert sentence_of(torn) == "What arrived is not whole (gap at 12:30)."
    full = download(failure=Failure.DISK_FULL, facts=(("share", " (63%)"),))
    assert hint_of(full) == "What has arrived is kept (63%); it goes on when there is room."


def test_what_a_site_says_is_no_pattern():
    odd = download(failure=Failure.PRIVATE, facts=(("site", "[{site}]\n {0}"),))
    assert sentence_of(odd).startswith("[{site}] {0} says")


def test_what_is_not_tried_again_promises_nothing():
    for failure in Failure:
        failed = download(DownloadState.FAILED, failure=failure)
        if REMEDIES[failure].retry is not Retry.NEVER:
            assert "not tried again" in hint_of(failed)


def test_less_than_could_be_had_is_said():
    words = words_of(download(limit="Only 360p can be had."), NOON_S)
    assert words.sentence == "Only 360p can be had."
    assert (words.hint, words.cures) == ("", (Cure.USE_FILE,))
