"""Each refusal and each trouble becomes the class whose words a person reads."""

import errno
from datetime import date

import pytest
from yt_dlp.networking.exceptions import NoSupportingHandlers, RequestError, TransportError
from yt_dlp.utils import DownloadError, ExtractorError
from yt_dlp.version import __version__

from viewer.errors import VideoError
from viewer.video.download import FetchTerms
from viewer.video.failures import REMEDIES, Failure
from viewer.worker.fetch.failures import Case, FetchError, trouble_in
from viewer.worker.fetch.options import Warnings

REFUSED = {
    "PRIVATE0000": "private", "REMOVED0000": "removed", "NOEXIST0000": "removed",
    "TERMIN00000": "removed", "COPYRIGHT00": "removed", "GEOBLOCK000": "geo",
    "AGEGATE0000": "age", "BOTCHK00000": "bot", "CAPTCHA0000": "bot", "RATELIM0000": "rate limit",
    "MEMBERS0000": "members", "PAYWALL0000": "members", "PREMIERE000": "not yet",
    "NOFORMATS00": "stale", "DRMLOCKED00": "drm", "FORBID40300": "stale",
    "TOOMANY0429": "rate limit",
}  # fmt: skip


@pytest.mark.parametrize(("video_id", "failure"), REFUSED.items())
def test_each_refusal_of_youtube_has_its_class(watched, cache, video_id, failure):
    last = watched(video_id).last
    assert (last["news"], last["failure"]) == ("failed", failure), last
    assert last["detail"]
    assert last["facts"]["version"] == __version__
    assert "{" not in REMEDIES[Failure(failure)].sentence.format_map(Lenient(last["facts"]))


class Lenient(dict):
    """Facts; `until` is the queue's own."""

    def __missing__(self, name):
        assert name in ("until",), name
        return ""


def test_where_a_video_is_shown_is_told(watched):
    assert "FR" in watched("GEOBLOCK000").last["facts"]["countries"]


@pytest.mark.parametrize(("path", "failure", "status"), [
    ("/gone.mp4", "not found", "404"), ("/film.mp4?status=410", "not found", "410"),
    ("/film.mp4?status=401", "members", "401"), ("/film.mp4?status=403", "stale", "403"),
    ("/film.mp4?status=429", "rate limit", "429"), ("/film.mp4?status=451", "geo", "451"),
    ("/film.mp4?status=500", "server", "500"), ("/film.mp4?status=503", "server", "503"),
])  # fmt: skip
def test_each_status_has_its_class(fetched, website, path, failure, status):
    last = fetched(website.address(path)).last
    assert (last["failure"], last["facts"].get("status")) == (failure, status), last


def test_a_page_without_a_video_is_no_bug(fetched, website):
    website.pages["/words.html"] = b"<html><body>Only words.</body></html>"
    assert fetched(website.address("/words.html")).last["failure"] == "unsupported"


def test_without_a_connection_it_is_said_so(fetched):
    assert fetched("http://127.0.0.1:9/film.mp4").last["failure"] == "offline"
    assert fetched("http://no-such-host.invalid/film.mp4").last["failure"] == "offline"


def test_a_certificate_that_does_not_hold_is_told(watched, youtube):
    trial = {**youtube.trial, "nocheckcertificate": False}
    assert watched("dQw4w9WgXcQ", trial=trial).last["failure"] == "certificate"


def test_a_server_that_does_not_answer_is_told(fetched, website):
    trial = {"allow_private": True, "socket_timeout": 1, "extractor_retries": 0, "retries": 0}
    last = fetched(website.address("/film.mp4", hang_s=30), trial=trial).last
    assert last["failure"] == "timeout"


def test_cookies_that_cannot_be_read_are_told(fetched, website):
    terms = FetchTerms(reserve_bytes=0, cookies="browser:firefox")
    last = fetched(website.address("/film.mp4"), terms=terms).last
    assert (last["failure"], last["facts"]["browser"]) == ("cookies", "Firefox")


def test_more_than_the_cache_may_hold_is_not_loaded(fetched, website):
    terms = FetchTerms(reserve_bytes=0, limit_bytes=1_000_000)
    last = fetched(website.address("/film.mp4"), terms=terms).last
    assert (last["failure"], last["facts"]["limit"]) == ("over limit", "1.0 MB")
    assert last["facts"]["needed"] == "2.8 MB"


def test_what_is_to_be_left_free_is_left_free(fetched, website, cache):
    terms = FetchTerms(reserve_bytes=10**15)
    last = fetched(website.address("/film.mp4"), terms=terms).last
    assert last["failure"] == "disk full"
    assert last["facts"]["folder"] == str(cache)


def case(tmp_path, **more):
    return Case(address="https://vimeo.com/1", folder=tmp_path / "staging" / "x", **more)


@pytest.mark.parametrize(("error", "failure"), [
    (ValueError("nonsense"), Failure.UNKNOWN),
    (RequestError("odd"), Failure.UNKNOWN),
    (NoSupportingHandlers([], []), Failure.UNKNOWN),
    (NoSupportingHandlers([], [OSError(errno.ECONNREFUSED, "refused")]), Failure.OFFLINE),
    (TransportError(cause=TimeoutError("timed out")), Failure.TIMEOUT),
    (TransportError(cause=OSError(errno.ENETUNREACH, "x")), Failure.OFFLINE),
    (OSError(errno.ENOSPC, "No space left on device"), Failure.DISK_FULL),
    (DownloadError("unable to write data", (OSError, OSError(errno.ENOSPC, "full"), None)),
     Failure.DISK_FULL),
    (DownloadError("ERROR: \r[download] Got error: timed out. Giving up after 10 retries"),
     Failure.TIMEOUT),
    (PermissionError(errno.EACCES, "no", "/x/video.part"), Failure.FOLDER),
    (ExtractorError("something odd", expected=False), Failure.STALE),
    (ExtractorError("something plain", expected=True), Failure.UNKNOWN),
    (VideoError("It is broken."), Failure.DAMAGED),
    (KeyError("x"), Failure.UNKNOWN), (RecursionError(), Failure.UNKNOWN),
])  # fmt: skip
def test_any_exception_has_a_class(tmp_path, error, failure):
    found = trouble_in(error, case(tmp_path))
    assert found.failure is failure
    assert found.detail


def test_the_age_of_the_downloader_is_told(tmp_path):
    found = trouble_in(
        ExtractorError("n challenge solving failed"), case(tmp_path, today=date(2126, 1, 1))
    )
    assert found.failure is Failure.STALE
    assert int(found.facts["age"]) > 30_000
    assert found.facts["site"] == "Vimeo"


def test_without_a_runtime_it_is_not_the_downloader_that_is_old(tmp_path):
    warnings = Warnings()
    warnings.warning("No supported JavaScript runtime could be found.")
    without = case(tmp_path, misses_runtime=warnings.miss_runtime)
    found = trouble_in(ExtractorError("n challenge solving failed"), without)
    assert found.failure is Failure.NO_RUNTIME


def test_how_far_it_was_is_told_when_the_disk_is_full(tmp_path):
    error = FetchError(Failure.DISK_FULL)
    facts = trouble_in(
        error, case(tmp_path, needed_bytes=1_000_000_000, got_bytes=630_000_000)
    ).facts
    assert (facts["needed"], facts["share"]) == ("1.0 GB", " (63%)")
