"""Where the fetch job does not go, and what it does not take."""

import os
import socket
from pathlib import Path

import pytest

from tests.stand_in.faults import Fault
from tests.stand_in.website import OTHER_NAMES, PRIVATE_PLACES, PROGRAMS
from tests.stand_in.website_pages import playlist, video_page
from tests.worker.fetch.child import question
from viewer.video.cache import VideoCache
from viewer.video.download import FetchTerms
from viewer.worker.fetch.addresses import is_private, is_private_host, where_it_leads
from viewer.worker.fetch.guards import Guard, RefusedError

VIDEO_ID = "dQw4w9WgXcQ"
STRICT: dict[str, object] = {}


def is_clean(cache):
    return not list((cache / "staging").glob("*/*")) and not list(cache.glob("videos/*"))


@pytest.mark.parametrize("address", [
    "http://127.0.0.1/x", "http://localhost/x", "http://a.localhost/x", "http://10.1.2.3/x",
    "http://192.168.1.1/x", "http://172.16.0.1/x", "http://169.254.169.254/x", "http://0.0.0.0/x",
    "http://[::1]/x", "http://[::ffff:127.0.0.1]/x", "http://[fe80::1]/x", "http://[fd00::1]/x",
    "http://100.64.0.1/x", "http://224.0.0.1/x", "http://[64:ff9b::7f00:1]/x",
    "http://[2002:7f00:1::]/x", "file:///etc/passwd", "/etc/passwd", "ftp://example.org/x",
    "gopher://x", "rtmp://example.org/x", "http://[::1", "javascript:alert(1)",
])  # fmt: skip
def test_addresses_that_lead_away_from_the_web_are_refused(address):
    assert where_it_leads(address)


@pytest.mark.parametrize("address", [
    "https://www.youtube.com/watch?v=x", "http://93.184.216.34/x.mp4", "http://[2606:2800::1]/x",
    "https://localhost.example.org/x", "https://10.example.org/",
])  # fmt: skip
def test_addresses_of_the_web_are_not(address):
    assert not where_it_leads(address)


def test_private_addresses_are_known_also_in_disguise():
    for address in ("127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::c0a8:1", "2002:c0a8:101::", "::"):
        assert is_private(address), address
    assert not is_private("8.8.8.8")
    assert not is_private_host("example.org")


class Listening:
    """A port of this computer that notes whether anybody knocks."""

    def __enter__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port = self._socket.getsockname()[1]
        return self

    def __exit__(self, *what):
        self._socket.close()

    def was_asked(self):
        try:
            self._socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.mark.parametrize("host", [*OTHER_NAMES, "127.0.0.1"])
def test_this_computer_is_not_asked_whatever_it_is_called(fetched, cache, host):
    with Listening() as port:
        child = fetched(f"http://{host}:{port.port}/film.mp4", trial=STRICT)
        assert child.last["failure"] == "refused", child.last
        assert "own network" in child.last["facts"]["where"]
        assert not port.was_asked()
    assert is_clean(cache)


def test_what_a_person_typed_may_be_in_their_network(fetched, cache, website):
    child = fetched(website.address("/film.mp4"), trial=STRICT, typed=True)
    assert child.last["news"] == "done", child.last


def test_only_what_is_trusted_may_be_in_their_network(children, cache, website):
    with Listening() as port:
        strange = f"http://localhost:{port.port}/film.mp4"
        asked = question(cache, strange, website.address("/film.mp4"), trial=STRICT)
        asked["trusted"] = [website.address("/film.mp4")]
        child = children(asked)
        assert child.finish()["news"] == "done", child.last
        assert not port.was_asked()


@pytest.mark.parametrize("place", [each for each in PRIVATE_PLACES if not each.startswith("data:")])
def test_a_redirect_to_another_place_is_refused(fetched, cache, website, place):
    child = fetched(website.leading_to(place), trial=STRICT, typed=True)
    assert child.last["failure"] == "refused", child.last
    assert is_clean(cache)


@pytest.mark.parametrize("place", PRIVATE_PLACES)
def test_a_page_that_names_another_place_gets_nothing(fetched, cache, website, place):
    website.pages["/page.html"] = video_page("Page", place)
    child = fetched(website.address("/page.html"), trial=STRICT, typed=True)
    assert child.last["news"] == "failed", child.last
    assert is_clean(cache)


@pytest.mark.parametrize("place", [each for each in PRIVATE_PLACES if not each.startswith("data:")])
def test_segments_elsewhere_are_refused(fetched, cache, website, place):
    website.films.path("hls/film.m3u8")
    website.pages["/x.m3u8"] = playlist("/hls/film0.ts", place)
    child = fetched(website.address("/x.m3u8"), trial=STRICT, typed=True)
    assert child.last["failure"] == "refused", child.last
    assert is_clean(cache)


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_are_not_kept(fetched, cache, website, name):
    for path in (f"/programs/{name}", f"/programs/{name}?type=video/mp4"):
        child = fetched(website.address(path))
        assert child.last["failure"] in ("refused", "unsupported"), child.last
        assert is_clean(cache)


@pytest.mark.parametrize("disposition", [
    'attachment; filename="../../../evil.mp4"', 'attachment; filename="/etc/cron.d/evil"',
    "attachment; filename*=UTF-8''..%2F..%2Fevil.exe", 'attachment; filename="evil.desktop"',
])  # fmt: skip
def test_a_name_that_a_server_gives_is_not_used(fetched, cache, website, tmp_path, disposition):
    fetched(website.address("/film.mp4", disposition=disposition))
    names = {file.name for file in tmp_path.rglob("*") if file.is_file()}
    assert not any("evil" in name for name in names)


def test_a_film_without_an_end_is_cut_off_by_the_limit(fetched, cache, website):
    terms = FetchTerms(reserve_bytes=0, limit_bytes=3_000_000)
    child = fetched(website.address("/endless.mp4"), terms=terms)
    assert child.last["failure"] == "over limit", child.last


@pytest.mark.parametrize("path", ["/bomb.html", "/bomb.mp4", "/endless.html", "/endless.m3u8"])
def test_bombs_and_pages_without_an_end_take_a_bounded_part_of_the_memory(
    children, cache, website, path
):
    terms = FetchTerms(reserve_bytes=0, limit_bytes=50_000_000)
    child = children(question(cache, website.address(path), terms=terms))
    peak_kb = 0
    while child.child.poll() is None:
        child.linger(0.02)
        peak_kb = max(peak_kb, memory_kb(child.child.pid))
    child.finish()
    assert child.last["news"] == "failed", child.last
    assert peak_kb < 600_000


def memory_kb(pid):
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmRSS")]
    return int(lines[0].split()[1]) if lines else 0


@pytest.mark.parametrize("fault", [
    Fault(more_bytes=1_000), Fault(more_bytes=-1_000), Fault(lacks_length=True),
    Fault(drop_after_bytes=0, times=2), Fault(status=500, times=1), Fault(status=503, times=2),
    Fault(lacks_ranges=True, drop_after_bytes=1_000_000, times=1), Fault(lacks_etag=True),
])  # fmt: skip
def test_a_faulty_server_never_gets_a_broken_film_into_the_cache(fetched, cache, website, fault):
    website.befall("film.mp4", fault)
    trial = {"allow_private": True, "socket_timeout": 2, "retries": 3, "extractor_retries": 3}
    child = fetched(website.address("/film.html"), trial=trial)
    entry = VideoCache(cache).where(VIDEO_ID)
    if child.last["news"] == "done":
        assert Path(entry.file).read_bytes() == website.films.path("film.mp4").read_bytes()
    else:
        assert entry is None
        assert child.last["failure"] in ("timeout", "server", "damaged", "unknown"), child.last


def test_nothing_of_the_persons_own_is_read_or_sent(children, cache, website, tmp_path):
    home = tmp_path / "home"
    canary = "http://127.0.0.1:9/canary"
    for path, text in {
        ".config/yt-dlp/config": f"--proxy {canary}\n--exec 'touch {tmp_path}/owned'\n",
        ".config/yt-dlp.conf": f"--proxy {canary}\n", "yt-dlp.conf": f"--proxy {canary}\n",
        ".netrc": "machine 127.0.0.1 login canary password canary\n",
        ".config/yt-dlp/plugins/evil/yt_dlp_plugins/extractor/evil.py": "raise SystemExit(66)\n",
        "yt-dlp-plugins/evil/yt_dlp_plugins/extractor/evil.py": "raise SystemExit(66)\n",
    }.items():  # fmt: skip
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text)
    env = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "http_proxy": canary,
           "HTTP_PROXY": canary, "all_proxy": canary,
           "PYTHONPATH": f"{os.environ.get('PYTHONPATH', '')}{os.pathsep}{home}"}  # fmt: skip
    before = {file: file.stat().st_atime_ns for file in home.rglob("*") if file.is_file()}
    child = children(question(cache, website.address("/film.mp4")), env=env)
    assert child.finish()["news"] == "done", (child.last, child.said)
    assert {file: file.stat().st_atime_ns for file in home.rglob("*") if file.is_file()} == before
    for request in website.requests():
        assert not {"authorization", "cookie", "proxy-authorization"} & set(request.headers)
    assert not (tmp_path / "owned").exists()


def test_a_name_that_means_another_computer_later_is_not_connected_to(monkeypatch):
    """A name is looked up once, and what was looked at is what is connected to."""
    answers = iter([[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 80))]])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: next(answers))
    with pytest.raises(RefusedError):
        Guard().connect("rebound.example", ("rebound.example", 80), 1.0)
