"""From a note without its video to the moment that was clicked: everything is the real thing.

The real window, queue, fetch workers, yt-dlp, cache and libVLC; only the web site is ours.
"""

import json
import os
import re
import shutil
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from tests.stand_in.faults import Fault
from tests.stand_in.website_pages import video_page
from tests.video.wheel_files import real_wheel
from viewer.video.cache import VideoCache

FILM_ID = "coded-film1"
SLOW_BYTES_S = 300_000


@pytest.fixture
def site(website, film):
    """A web site that has the film whose frames carry their number."""
    shutil.copy(film, website.films.folder / "coded.mp4")
    website.pages[f"/watch/{FILM_ID}.html"] = video_page("The film", "/coded.mp4")
    return website


@pytest.fixture
def home(tmp_path, site):
    """A home whose settings know that web site as the only source."""
    folder = tmp_path / "home" / "config"
    folder.mkdir(parents=True)
    rows = {"sources": [site.address("/watch/{id}.html")], "keep_free_gb": 0}
    said = "\n".join(f"{name} = {json.dumps(value)}" for name, value in rows.items())
    (folder / "settings.toml").write_text(said)
    return tmp_path / "home"


def badge(reader):
    return reader.window.head.video.text()


def fetch_workers():
    """Return the processes of fetch jobs that this program has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            words = (stat.parent / "cmdline").read_bytes().split(b"\0")
            if parent == os.getpid() and b"fetch" in words:
                found.append(int(stat.parent.name))
    return found


def test_a_time_that_means_another_one_in_the_video_is_gone_to_as_it_is_meant(
    reader, vault, home, site
):
    text = "---\ntitle: Tides\nvideoId: coded-film1\n---\n\nHigh [1:05:00], low [0:00:03].\n"
    (vault / "shifted.md").write_text(text)
    reader.opens(vault / "shifted.md").clicks("1:05:00").sees_notice("not on this computer")
    reader.presses("D").sees_video().sees_frame_at(65_000).sees_no_notice()


def test_a_folder_is_made_offline_by_the_real_queue(reader, vault, home, site):
    (vault / "third.md").write_text(
        "---\ntitle: Third\nvideoId: film-third1\n---\n\nHigh [0:01].\n"
    )
    reader.opens(vault / "third.md").presses(":").types("folder offline").presses("Enter")
    reader.sees_notice("Download 2 videos for the notes in “vault”?").presses("Enter")
    reader.sees_video()
    reader.sees(lambda: len(VideoCache(home / "cache").entries()) == 2)
    reader.sees_notice("“The film (1)” is here.")


def test_a_video_that_is_missing_is_loaded_and_plays_at_the_moment_that_was_clicked(
    reader, vault, home, site, film
):
    site.befall("/coded.mp4", Fault(rate_bytes_s=SLOW_BYTES_S))
    reader.opens(vault / "lecture.md").sees(lambda: badge(reader) == "○ missing")
    reader.clicks("0:01:08").sees_video_message("not on this computer")
    reader.presses("D")
    reader.sees(lambda: re.match(r"↓ downloading \d+ % · .*B/s", badge(reader)))
    [worker] = fetch_workers()
    os.kill(worker, signal.SIGKILL)
    reader.sees(lambda: re.match(r"◔ waiting until \d\d:\d\d", badge(reader)))
    reader.sees_video_message("The downloader stopped in the middle of its work.")
    assert VideoCache(home / "cache").where(FILM_ID) is None
    reader.presses("D").sees(lambda: badge(reader).startswith("↓ "))
    reader.sees_video().sees(lambda: badge(reader) == "● ready")
    reader.sees_frame_at(68_000).presses("Space").sees_frame_at(69_000, within_ms=10_000)
    kept = Path(VideoCache(home / "cache").where(FILM_ID).file)
    assert kept.read_bytes() == film.read_bytes()
    reader.sees(lambda: not fetch_workers())
    assert site.sent_bytes("/coded.mp4") <= 1.1 * film.stat().st_size


@pytest.mark.parametrize("way", ["from a file", "from the index"])
def test_a_newer_downloader_is_taken_and_used_from_the_next_download_on(
    reader, vault, home, tmp_path, monkeypatch, way
):
    wheel = real_wheel(tmp_path, "2027.1.2")
    for name, value in (("CONFIG_FILE", os.devnull), ("NO_INDEX", "1"), ("FIND_LINKS", tmp_path)):
        monkeypatch.setenv(f"PIP_{name}", str(value))
    reader.opens(vault / "lecture.md").settles()
    if way == "from a file":
        reader.program.catalogue.run("install_downloader_from", reader.session, str(wheel))
    else:
        reader.presses(":").types("update the downloader").presses("Enter")
    reader.sees_notice("From the next download on yt-dlp 2027.1.2 is used")
    reader.presses("D").sees_video()
    assert VideoCache(home / "cache").where(FILM_ID).downloader == "2027.01.02"
