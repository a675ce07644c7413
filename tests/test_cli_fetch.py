"""`notereel fetch` with the real yt-dlp in its child process, and a web site on the loopback."""

import json
import os
import re
import signal
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.stand_in.faults import Fault
from viewer.video.cache import VideoCache
from viewer.video.ownership import Ownership


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def cache(home):
    return VideoCache(home / "cache")


@pytest.fixture
def settle(home, website):
    """Write settings in which the web site is the only source."""

    def settle(**more):
        rows = {"sources": [website.address("/watch/{id}.html")], "keep_free_gb": 0, **more}
        (home / "config").mkdir(parents=True, exist_ok=True)
        said = "\n".join(f"{name} = {json.dumps(value)}" for name, value in rows.items())
        (home / "config" / "settings.toml").write_text(said)

    settle()
    return settle


@pytest.fixture
def begin(home):
    begun = []

    def begin(*arguments):
        child = subprocess.Popen(
            [sys.executable, "-m", "viewer", "fetch", *map(str, arguments)],
            env={**os.environ, "NOTEREEL_HOME": str(home)},
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        begun.append(child)
        return child

    yield begin
    for child in begun:
        child.kill()
        child.communicate()


@pytest.fixture
def fetch(begin):
    def fetch(*arguments, code=0):
        child = begin(*arguments)
        out, told = child.communicate(timeout=120)
        assert "Traceback" not in told
        assert child.returncode == code, told
        return out, told

    return fetch


def note(folder, name, **header):
    folder.mkdir(parents=True, exist_ok=True)
    rows = "".join(f"{key}: {value}\n" for key, value in header.items())
    (folder / f"{name}.md").write_text(f"---\n{rows}---\n\nHigh water [00:00:05].\n")
    return folder / f"{name}.md"


def test_an_address_is_fetched_and_its_file_named(fetch, cache, website, settle):
    out, told = fetch(website.address("/film.html"))
    (entry,) = cache.entries()
    assert out == f"{entry.file}\n"
    assert entry.id.startswith("url-")
    assert re.search(r"^A film.*: 2\.\d MB", told, re.MULTILINE)
    assert fetch(website.address("/film.html")) == (out, "")


def test_a_note_an_id_and_a_folder_are_fetched_each_video_once(
    fetch, cache, tmp_path, settle, website
):
    lecture = note(tmp_path / "vault", "lecture", title="Tides", videoId="abc-_123DEF")
    note(tmp_path / "vault" / "more", "again", videoId="abc-_123DEF")
    note(tmp_path / "vault" / "more", "other", videoId="xyz-_123DEF")
    note(tmp_path / "vault", "empty")
    fetch(lecture)
    assert [entry.id for entry in cache.entries()] == ["abc-_123DEF"]
    out, told = fetch(tmp_path / "vault", "abc-_123DEF")
    assert "2 videos, 1 of them here already" in told
    assert {entry.id for entry in cache.entries()} == {"abc-_123DEF", "xyz-_123DEF"}
    assert len(out.splitlines()) == 2
    assert len(website.requests("/watch/abc-_123DEF.html")) == 1


def test_a_source_of_the_settings_may_lie_in_the_own_network_but_no_address_of_a_note(
    fetch, cache, website, settle, tmp_path
):
    elsewhere = website.address("/film.html", host="localhost")
    fetch(note(tmp_path, "both", videoId="abc-_123DEF", url="https://video.invalid/x"))
    assert cache.where("abc-_123DEF")
    website.forget()
    _, told = fetch(note(tmp_path, "own", url=elsewhere), code=1)
    assert "Notereel does not fetch from this address" in told
    assert website.requests() == ()


def test_json_is_lines_of_progress_and_then_the_entries(fetch, cache, website, settle):
    website.befall("/film.mp4", Fault(rate_bytes_s=2_000_000))
    out, told = fetch(website.address("/film.html"), "--json")
    *progress, entry = map(json.loads, out.splitlines())
    assert told == ""
    assert {row["state"] for row in progress} >= {"resolving", "downloading"}
    assert entry["state"] == "ready"
    assert entry["file"] == cache.entries()[0].file
    got = [row["got_bytes"] for row in progress if row["state"] == "downloading"]
    assert got == sorted(got)


def test_a_video_that_is_not_there_is_a_sentence_and_exit_code_1(fetch, website, settle):
    # From another host, as one is not asked twice within some seconds.
    other = website.address("/film.html", host="localhost")
    out, told = fetch(website.address("/nothing.html"), other, code=1)
    assert "There is no video at this address" in told
    assert len(out.splitlines()) == 1, "the other one is here all the same"


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("ftp://127.0.0.1/x", "is no note, folder, address or id"),
        ("gone.md", "There is no note"),
        ("a b", "is no note, folder"),
        ("", "is no note, folder"),
    ],
)
def test_what_names_no_video_is_said(fetch, what, said):
    _, told = fetch(what, code=1)
    assert said in told


def test_what_nobody_understands_is_shown_as_the_downloader_said_it(fetch, settle):
    settle(proxy="not a proxy")
    _, told = fetch("abc-_123DEF", code=1)
    assert "why is not clear" in told
    assert "proxy" in told.splitlines()[-1]


def test_a_cache_folder_that_is_none_is_said(fetch, cache, website, settle):
    cache.folder.mkdir(parents=True)
    (cache.folder / "beach.jpg").write_bytes(b"x")
    _, told = fetch(website.address("/film.html"), code=1)
    assert told.count("holds other files") == 1


def test_without_anything_to_fetch_the_usage_is_shown(fetch):
    assert "usage" in fetch(code=2)[1]


@pytest.mark.parametrize("height", ["-5", "0", "tall", "99999999"])
def test_a_height_that_no_picture_has_is_wrong_usage(fetch, settle, height):
    assert "is not between 144 and 4320" in fetch("abc-_123DEF", "--height", height, code=2)[1]


def test_ctrl_c_keeps_what_arrived_and_the_next_fetch_goes_on(
    begin, fetch, cache, website, settle, wait_until
):
    website.befall("/film.mp4", Fault(rate_bytes_s=300_000))
    address = website.address("/film.html")
    child = begin(address)
    staging = cache.folder / "staging"
    wait_until(lambda: any(part.stat().st_size for part in staging.glob("*/v.*")))
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=30)
    assert "What has arrived is kept" in told
    assert "Traceback" not in told
    assert child.returncode == 1
    website.befall("/film.mp4", Fault())
    fetch(address)
    assert len(cache.entries()) == 1


def test_ctrl_c_at_the_question_is_an_answer(home, cache, tmp_path, settle, wait_until):
    for name in ("one", "two"):
        note(tmp_path / "vault", name, videoId=f"abc-_123{name}")
    ours, its = os.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "viewer", "fetch", tmp_path / "vault"],
        env={**os.environ, "NOTEREEL_HOME": str(home)},
        cwd=ROOT,
        stdin=its,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    told = b""
    while b"[y/N]" not in told:
        told += os.read(child.stderr.fileno(), 4096)
    child.send_signal(signal.SIGINT)
    out, told = child.communicate(timeout=30)
    os.close(ours)
    os.close(its)
    assert (out, told.strip(), child.returncode) == (b"", b"Stopped.", 1)
    assert cache.entries() == []


def test_a_killed_fetch_leaves_the_cache_to_the_next(begin, fetch, cache, website, settle):
    website.befall("/film.mp4", Fault(rate_bytes_s=300_000))
    child = begin(website.address("/film.html"), "--json")
    while json.loads(child.stdout.readline())["state"] != "downloading":
        pass
    child.kill()
    child.communicate()
    website.befall("/film.mp4", Fault())
    fetch("abc-_123DEF")
    assert cache.where("abc-_123DEF")


def test_while_a_window_downloads_the_wish_is_left_for_it(
    begin, cache, website, settle, wait_until
):
    owner = cache.ownership()
    assert owner.take()
    child = begin("abc-_123DEF")
    wishes = cache.folder / "wishes"
    wait_until(lambda: wishes.is_dir() and list(wishes.glob("*.json")))
    owner.release()
    # Now nobody owns the cache, so the waiting one takes it over with its own wish.
    out, told = child.communicate(timeout=60)
    assert child.returncode == 0, told
    assert "Another window of Notereel is downloading." in told
    assert out.strip() == cache.where("abc-_123DEF").file
    assert Ownership(cache.folder).take()
