"""The stand-in's web site: ranges, faults and books that tell the truth."""

import contextlib
import http.client
import time
import urllib.parse
import zlib

import pytest

from tests.stand_in.conftest import ask, question
from tests.stand_in.faults import TROUBLES, Fault
from tests.stand_in.media import served_films
from tests.stand_in.website import PROGRAMS, Website
from tests.stand_in.website_pages import playlist

FILM = "film360.mp4"


@contextlib.contextmanager
def asked(address, method="GET", timeout_s=30.0, **headers):
    """Ask without following anything, and give the connection, from which an answer may come."""
    whole = urllib.parse.urlsplit(address)
    line = http.client.HTTPConnection(whole.hostname, whole.port, timeout=timeout_s)
    with contextlib.closing(line):
        line.request(method, f"{whole.path}?{whole.query}", headers=headers)
        yield line


def get(address, method="GET", **headers):
    """Return the answer and what came of its body."""
    with asked(address, method, **headers) as line:
        answer = line.getresponse()
        try:
            return answer, answer.read()
        except http.client.IncompleteRead as error:
            return answer, error.partial


@pytest.fixture(scope="module")
def film(films):
    return films.read(FILM)


def test_the_same_recipe_gives_the_same_bytes(films, tmp_path):
    again = served_films(tmp_path)
    assert again.read(FILM) == films.read(FILM)


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [("bytes=0-99", 0, 99), ("bytes=1000-", 1000, None), ("bytes=-500", -500, None)],
)
def test_a_range_is_what_was_asked_for(shared_website, film, part, first, last):
    answer, body = get(shared_website.address(f"/{FILM}"), Range=part)
    assert answer.status == 206
    assert body == film[first : None if last is None else last + 1]
    assert answer.headers["Content-Range"].endswith(f"/{len(film)}")


def test_a_range_past_the_end_is_refused(shared_website, film):
    answer, body = get(shared_website.address(f"/{FILM}"), Range=f"bytes={len(film)}-")
    assert (answer.status, body) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{len(film)}"


def test_a_server_may_know_no_ranges_lengths_or_marks(website, film):
    address = website.address(f"/{FILM}", lacks_ranges=1, lacks_length=1, lacks_etag=1)
    answer, body = get(address, Range="bytes=100-")
    assert (answer.status, body) == (200, film)
    assert not {"Content-Length", "Accept-Ranges", "ETag"} & set(answer.headers)


@pytest.mark.parametrize("more", [1000, -1000])
def test_a_server_may_announce_a_wrong_length(website, film, more):
    answer, body = get(website.address(f"/{FILM}", more_bytes=more))
    assert int(answer.headers["Content-Length"]) == len(film) + more
    assert body == film[: len(film) + min(more, 0)]


def test_a_drop_is_counted_and_ends(website, film):
    website.befall(FILM, Fault(drop_after_bytes=1000, times=2))
    lengths = [len(get(website.address(f"/{FILM}"))[1]) for _ in range(3)]
    assert lengths == [1000, 1000, len(film)]
    assert [each.sent_bytes for each in website.requests(FILM)] == lengths
    assert website.sent_bytes() == sum(lengths)


def test_a_reset_is_no_polite_end(website):
    with pytest.raises(ConnectionResetError):
        get(website.address(f"/{FILM}", drop_after_bytes=1000, resets=1))


@pytest.mark.parametrize("trouble", TROUBLES)
def test_no_trouble_lets_a_whole_film_through(website, film, trouble):
    website.befall(FILM, TROUBLES[trouble])
    got, announced = 0, -1
    with (
        contextlib.suppress(http.client.HTTPException, OSError),
        asked(website.address(f"/{FILM}"), timeout_s=0.3) as line,
    ):
        answer = line.getresponse()
        announced = answer.length
        end = time.monotonic() + 0.3
        while time.monotonic() < end and (piece := answer.read1(65_536)):
            got += len(piece)
    assert not got == announced == len(film)


def test_a_status_may_come_with_the_time_to_wait(website):
    website.befall(FILM, Fault(status=429, retry_after="120", times=1))
    answer, _ = get(website.address(f"/{FILM}"))
    assert (answer.status, answer.headers["Retry-After"]) == (429, "120")
    assert get(website.address(f"/{FILM}"))[0].status == 200


def test_a_film_may_become_another(website, films, film):
    website.befall(FILM, Fault(becomes="film.webm", times=1))
    first, body = get(website.address(f"/{FILM}"))
    assert body == film
    second, body = get(website.address(f"/{FILM}"))
    assert body == films.read("film.webm")
    assert first.headers["ETag"] != second.headers["ETag"]


def test_a_rate_is_kept(website, film):
    began = time.monotonic()
    get(website.address(f"/{FILM}", rate_bytes_s=len(film) * 4))
    assert time.monotonic() - began >= 0.24


def test_a_server_that_hangs_still_ends(films, wait_until):
    with contextlib.ExitStack() as lines:
        with Website(films) as site:
            line = lines.enter_context(asked(site.address(f"/{FILM}", hang_s=3600)))
            wait_until(lambda: site.requests(FILM))
        with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
            line.getresponse()


def test_a_redirect_leads_where_it_is_told(website):
    answer, _ = get(website.leading_to("file:///etc/hostname"))
    assert (answer.status, answer.headers["Location"]) == (302, "file:///etc/hostname")


def test_names_and_types_may_lie(website):
    address = website.address(f"/{FILM}", disposition='attachment; filename="../x"', type="text/x")
    answer, _ = get(address, "HEAD")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="../x"'
    assert answer.headers["Content-Type"] == "text/x"


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_are_served_as_they_are(shared_website, name):
    assert get(shared_website.address(f"/programs/{name}"))[1] == PROGRAMS[name]


@pytest.mark.parametrize("path", ["/endless.mp4", "/bomb.mp4"])
def test_some_bodies_never_end(shared_website, path):
    with asked(shared_website.address(path)) as line:
        answer = line.getresponse()
        head = answer.read(3_000_000)
    assert len(head) == 3_000_000
    assert answer.headers["Content-Length"] is None
    if path.startswith("/bomb"):
        assert len(zlib.decompressobj(wbits=31).decompress(head)) == 1 << 20


@pytest.mark.parametrize("up", ["/../", "/%2e%2e/", "/hls/../../", "/..%2f"])
def test_nothing_outside_the_films_is_served(tmp_path, up):
    (tmp_path / "films" / "hls").mkdir(parents=True)
    (tmp_path / "secret.mp4").write_bytes(b"secret")
    with Website(served_films(tmp_path / "films")) as site:
        assert get(site.address(f"{up}secret.mp4"))[0].status == 404
        assert get(site.address("/nothing.mp4"))[0].status == 404


def test_what_was_asked_is_written_down_with_its_headers(website):
    get(website.address(f"/{FILM}"), Cookie="a=b", Range="bytes=0-9")
    (seen,) = website.requests(FILM)
    assert (seen.method, seen.range, seen.headers["cookie"]) == ("GET", "bytes=0-9", "a=b")
    assert (seen.status, seen.sent_bytes, seen.is_whole) == (206, 10, True)
    website.forget()
    assert website.requests() == ()


def test_a_page_holds_a_film_and_subtitles(shared_website, films, tmp_path):
    address = shared_website.address("/film.html")
    (answer,) = ask(question(address, tmp_path, writesubtitles=True, subtitleslangs=["en"]))
    assert answer["info"]["extractor"] == "html5"
    assert (tmp_path / "v.0.mp4").read_bytes() == films.read("film.mp4")
    assert (tmp_path / "v.0.en.vtt").read_text().startswith("WEBVTT")


@pytest.mark.parametrize("path", ["/hls/film.m3u8", "/fmp4/film.m3u8", "/dash/film.mpd"])
def test_films_in_pieces_are_put_together(shared_website, tmp_path, path):
    (answer,) = ask(question(shared_website.address(path), tmp_path))
    assert "error" not in answer
    (file,) = tmp_path.iterdir()
    assert file.stat().st_size > 2_500_000


def test_a_test_may_add_pages(website):
    website.pages["/own.m3u8"] = playlist("file:///etc/hostname")
    answer, body = get(website.address("/own.m3u8"))
    assert b"file:///etc/hostname" in body
    assert answer.headers["Content-Type"] == "application/vnd.apple.mpegurl"


def test_a_stand_in_that_is_broken_says_so(films):
    def ask_what_breaks_it():
        with Website(films) as site:
            address = site.address("/programs/not-there.exe")
            with pytest.raises(http.client.RemoteDisconnected):
                get(address)

    with pytest.raises(AssertionError, match="KeyError"):
        ask_what_breaks_it()
