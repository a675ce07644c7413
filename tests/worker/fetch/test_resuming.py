"""Going on after an interruption: each row of the reference's table ends in the right file."""

import hashlib
import json
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.films import ffmpeg
from tests.stand_in.faults import Fault
from tests.worker.fetch.child import question
from viewer.video.cache import VideoCache

VIDEO_ID = "dQw4w9WgXcQ"
SLOW = 1_500_000


class Broken:
    """A download that is interrupted, changed behind its back, and gone on with.

    Its sites are slow until it was interrupted.
    """

    def __init__(self, children, cache, sites=()):
        self._children, self.cache, self._sites = children, cache, sites

    @property
    def staging(self):
        return next(each for each in (self.cache / "staging").iterdir() if each.is_dir())

    def half(self):
        return next(each for each in self.staging.glob("*.part") if "-Frag" not in each.name)

    def killed(self, asked, after_bytes):
        child = self._children(asked)
        while True:
            news = child.until("progress", "done", "failed")
            assert news["news"] == "progress", (news, child.said)
            if news["got_bytes"] >= after_bytes:
                break
        child.kill()
        self.hurry()
        return self

    def hurry(self):
        for site in self._sites:
            site.hurry()

    def finished(self, asked):
        child = self._children(asked)
        last = child.finish()
        assert last["news"] == "done", (last, child.said)
        entry = VideoCache(self.cache).where(VIDEO_ID)
        return hashlib.sha256(Path(entry.file).read_bytes()).hexdigest()


@pytest.fixture
def broken(children, cache, request):
    sites = [request.getfixturevalue(name) for name in ("website", "youtube")
             if name in request.fixturenames]  # fmt: skip
    return Broken(children, cache, sites)


@pytest.fixture(scope="module")
def known():
    """The hashes of films that are always the same, by their place on the site."""
    return {}


@pytest.fixture
def undisturbed(children, tmp_path):
    """Return the hash of what a question leads to when nothing disturbs it."""

    def of(asked):
        return Broken(children, tmp_path / "undisturbed").finished(
            {**asked, "cache": str(tmp_path / "undisturbed")}
        )

    return of


@pytest.fixture
def undisturbed_once(known, undisturbed):
    """Return the same, found out once for all tests of a film."""

    def of(asked):
        place = urlsplit(asked["addresses"][0]).path
        if place not in known:
            known[place] = undisturbed(asked)
        return known[place]

    return of


def sha_of(file):
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()


def test_a_killed_download_goes_on_where_it_was(broken, cache, website):
    website.befall("film.mp4", Fault(rate_bytes_s=SLOW))
    asked = question(cache, website.address("/film.mp4"))
    broken.killed(asked, 1_200_000)
    website.forget()
    assert broken.finished(asked) == sha_of(website.films.path("film.mp4"))
    ranges = [each.range for each in website.requests("film.mp4") if each.range]
    assert len(ranges) == 1
    assert int(ranges[0].removeprefix("bytes=").rstrip("-")) > 900_000


def test_a_dropped_connection_is_gone_on_with(broken, cache, website):
    website.befall("film.mp4", Fault(drop_after_bytes=700_000, times=4))
    assert broken.finished(question(cache, website.address("/film.mp4"))) == sha_of(
        website.films.path("film.mp4")
    )


def test_a_server_without_ranges_is_begun_anew(broken, cache, website):
    website.befall("film.mp4", Fault(rate_bytes_s=SLOW, lacks_ranges=True))
    asked = question(cache, website.address("/film.mp4"))
    broken.killed(asked, 900_000)
    assert broken.finished(asked) == sha_of(website.films.path("film.mp4"))


def test_a_half_file_that_is_complete_is_no_trouble(broken, cache, website):
    website.befall("film.mp4", Fault(rate_bytes_s=SLOW))
    asked = question(cache, website.address("/film.mp4"))
    broken.killed(asked, 900_000)
    shutil.copy(website.films.path("film.mp4"), broken.half())
    assert broken.finished(asked) == sha_of(website.films.path("film.mp4"))


def test_a_file_that_became_shorter_is_loaded_anew(broken, cache, website):
    website.pages["/x.mp4"] = website.films.path("film.mp4").read_bytes()
    website.befall("x.mp4", Fault(rate_bytes_s=SLOW))
    asked = question(cache, website.address("/x.mp4"))
    broken.killed(asked, 2_000_000)
    website.pages["/x.mp4"] = website.films.path("film360.mp4").read_bytes()
    assert broken.finished(asked) == sha_of(website.films.path("film360.mp4"))


def expect_replaced(broken, cache, website, content):
    """Break a download off, let its file become another, and expect that one whole."""
    asked = question(cache, website.address("/x.mp4"))
    broken.killed(asked, 900_000)
    website.pages["/x.mp4"] = content
    assert broken.finished(asked) == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("lacks_etag", [False, True])
def test_a_file_that_became_another_is_not_spliced(broken, cache, website, lacks_etag):
    first, second = (website.films.path(name).read_bytes() for name in ("film.mp4", "other.mp4"))
    website.pages["/x.mp4"] = first
    website.befall("x.mp4", Fault(rate_bytes_s=SLOW, lacks_etag=lacks_etag))
    expect_replaced(broken, cache, website, second)


def test_other_bytes_of_the_same_size_are_noticed_without_any_mark(broken, cache, website):
    first, second = (website.films.path(name).read_bytes() for name in ("film.mp4", "other.mp4"))
    # The same size, with an empty box at the end to make up for it (ISO/IEC 14496-12, 8.1.2).
    lack = abs(len(second) - len(first)) + 8
    short, long = sorted((first, second), key=len)
    short += lack.to_bytes(4, "big") + b"free" + bytes(lack - 8)
    long += (8).to_bytes(4, "big") + b"free"
    assert len(short) == len(long)
    website.pages["/x.mp4"] = short
    website.befall("x.mp4", Fault(rate_bytes_s=SLOW, lacks_etag=True))
    expect_replaced(broken, cache, website, long)


def test_a_file_that_changes_while_it_is_loaded_is_not_spliced(broken, cache, website):
    website.befall("film.mp4", Fault(drop_after_bytes=900_000, becomes="other.mp4", times=3))
    assert broken.finished(question(cache, website.address("/film.mp4"))) == sha_of(
        website.films.path("other.mp4")
    )


def test_a_video_that_youtube_made_anew_is_not_spliced(broken, undisturbed, cache, youtube):
    youtube.befall("/videoplayback", Fault(rate_bytes_s=SLOW))
    asked = question(cache, youtube.address(VIDEO_ID), terms=youtube.terms, trial=youtube.trial)
    broken.killed(asked, 900_000)
    youtube.republish(VIDEO_ID)
    sha = broken.finished(asked)
    assert sha == undisturbed(asked)


@pytest.fixture
def segments(cache, website):
    website.befall("/short/", Fault(rate_bytes_s=SLOW))
    return question(cache, website.address("/short/film.m3u8"))


def test_a_killed_film_in_segments_goes_on_after_its_last_whole_one(
    broken, undisturbed_once, segments, website
):
    expected = undisturbed_once(segments)
    broken.killed(segments, 1_500_000)
    website.forget()
    assert broken.finished(segments) == expected
    assert website.sent_bytes(".ts") < 2_200_000


@pytest.mark.parametrize("path", ["/dash/film.mpd", "/fmp4/film.m3u8", "/hls/film.m3u8"])
@pytest.mark.parametrize("after_bytes", [900_000, 2_500_000])
def test_each_kind_of_segments_is_gone_on_with(
    broken, undisturbed_once, cache, website, path, after_bytes
):
    expected = undisturbed_once(question(cache, website.address(path)))
    website.befall(path.rpartition("/")[0], Fault(rate_bytes_s=SLOW))
    asked = question(cache, website.address(path))
    broken.killed(asked, after_bytes)
    assert broken.finished(asked) == expected


@pytest.mark.parametrize("harm", ["index torn", "index gone", "journal torn", "journal gone",
                                  "segment doubled", "whole segment left", "half cut"])  # fmt: skip
def test_whatever_is_left_of_segments_ends_in_the_right_file(
    broken, undisturbed_once, segments, harm
):
    expected = undisturbed_once(segments)
    half = broken.killed(segments, 1_200_000).half()
    index, journal = (half.with_suffix(end) for end in (".ytdl", ".journal"))
    if harm == "index torn":
        index.write_text('{"downloader": {"curr')
    elif harm == "index gone":
        index.unlink()
    elif harm == "journal torn":
        journal.write_text(journal.read_text()[:-3])
    elif harm == "journal gone":
        journal.unlink()
    elif harm == "segment doubled":
        half.write_bytes(half.read_bytes() * 2)
    elif harm == "whole segment left":
        (half.parent / f"{half.name}-Frag3").write_bytes(b"nonsense")
    elif harm == "half cut":
        half.write_bytes(half.read_bytes()[:400_000])
    assert broken.finished(segments) == expected


def test_a_playlist_that_grew_is_begun_anew(broken, undisturbed, segments, website, cache):
    lines = website.films["short/film.m3u8"].read_text().splitlines()
    # The last segment is left away at first.
    website.pages["/short/x.m3u8"] = "\n".join([*lines[:-3], lines[-1]]).encode()
    asked = question(cache, website.address("/short/x.m3u8"))
    broken.killed(asked, 1_200_000)
    website.pages["/short/x.m3u8"] = "\n".join(lines).encode()
    sha = broken.finished(asked)
    assert sha == undisturbed(asked)


def test_segments_that_became_others_are_not_spliced(broken, undisturbed, cache, website):
    """They have the same names, and there are as many of them."""
    for name in ("film.mp4", "other.mp4"):
        folder = website.films.folder / "cut" / name
        folder.mkdir(parents=True, exist_ok=True)
        segmented = ("-c", "copy", "-f", "hls", "-hls_time", "2", "-hls_playlist_type", "vod")
        ffmpeg("-i", website.films[name], *segmented, folder / "film.m3u8")
    served = website.films.folder / "served"

    def serve(name):
        shutil.rmtree(served, ignore_errors=True)
        shutil.copytree(website.films.folder / "cut" / name, served)

    website.befall("/served/", Fault(rate_bytes_s=SLOW))
    asked = question(cache, website.address("/served/film.m3u8"))
    serve("film.mp4")
    broken.killed(asked, 1_600_000)
    serve("other.mp4")
    sha = broken.finished(asked)
    assert sha == undisturbed(asked)


def test_a_kill_before_the_file_is_joined_costs_nothing(
    broken, children, undisturbed, cache, youtube
):
    asked = question(cache, youtube.address(VIDEO_ID), terms=youtube.terms, trial=youtube.trial)
    expected = undisturbed(asked)
    child = children(asked)
    child.until("merging")
    child.kill()
    if VideoCache(cache).where(VIDEO_ID) is None:
        youtube.forget()
        assert broken.finished(asked) == expected
        assert not youtube.sent_bytes()


def test_a_whole_file_that_lost_its_end_is_not_believed(
    broken, children, undisturbed, cache, youtube
):
    youtube.befall("itag=140", Fault(rate_bytes_s=20_000))
    asked = question(cache, youtube.address(VIDEO_ID), terms=youtube.terms, trial=youtube.trial)
    child = children(asked)
    while not list((cache / "staging").glob("*/v.140.*")):
        child.hear()
    child.kill()
    whole = next(broken.staging.glob("v.136.mp4"))
    whole.write_bytes(whole.read_bytes()[:-50_000])
    youtube.befall("itag=140", Fault())
    assert broken.finished(asked) == undisturbed(asked)


@pytest.mark.parametrize("nonsense", ["", "{", "[]", '{"parts": {"v.mp4.mp4": 7}}', "null"])
def test_notes_that_cannot_be_read_mean_beginning_anew(broken, cache, website, nonsense):
    website.befall("film.mp4", Fault(rate_bytes_s=SLOW))
    asked = question(cache, website.address("/film.mp4"))
    broken.killed(asked, 900_000)
    (broken.staging / "job.json").write_text(nonsense)
    assert broken.finished(asked) == sha_of(website.films.path("film.mp4"))


def test_what_another_format_left_is_removed(broken, cache, website):
    website.befall("film.mp4", Fault(rate_bytes_s=SLOW))
    asked = question(cache, website.address("/film.mp4"))
    broken.killed(asked, 900_000)
    notes = json.loads((broken.staging / "job.json").read_text())
    assert list(notes["parts"]) == ["v.mp4.mp4"]
    (broken.staging / "v.999.mp4.part").write_bytes(b"x" * 100_000)
    (broken.staging / "v.mp4.temp.mp4").write_bytes(b"x")
    assert broken.finished(asked) == sha_of(website.films.path("film.mp4"))
