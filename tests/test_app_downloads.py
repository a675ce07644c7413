"""What the program keeps videos with: the real queue, cache and workers, put together."""

import pytest

from tests.fakes import run_at_once
from tests.kept_videos import keep_film
from viewer.app_downloads import MeansOfProgram
from viewer.errors import UsageError
from viewer.events import Inbox
from viewer.paths import MOVED_CACHE, Paths
from viewer.settings import Settings
from viewer.video.cache import VideoCache
from viewer.video.download import DownloadState, Wish

NOTE = "---\ntitle: {title}\nvideoId: {video}\n---\n\nA tide [0:10:00].\n"


@pytest.fixture
def paths(tmp_path):
    return Paths.below(tmp_path / "home")


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def means(paths, inbox):
    made = MeansOfProgram(inbox.post)(Settings(cache_limit_gb=1.0), paths, run_at_once)
    yield made
    made.queue.close()


def test_making_it_starts_nothing_and_writes_nothing(means, paths):
    assert means.queue.downloads == ()
    assert not paths.cache.exists()


def test_a_folder_is_planned_by_the_videos_its_notes_name(
    means, inbox, tmp_path, small_video, wait_until
):
    vault = tmp_path / "vault"
    (vault / "tides").mkdir(parents=True)
    for name, video in (("a", "film-here-01"), ("b", "film-gone-01"), ("c", "film-gone-01")):
        text = NOTE.format(title=f"Note {name}", video=video)
        (vault / "tides" / f"{name}.md").write_text(text, encoding="utf-8")
    (vault / "other.md").write_text(NOTE.format(title="Other", video="film-else-01"))
    keep_film(means.cache, small_video, "film-here-01")
    plans, troubles = [], []
    means.plan(vault, "tides", plans.append, troubles.append)
    wait_until(lambda: inbox.drain() or plans or troubles)
    [plan] = plans
    assert (plan.folder, plan.number, plan.here) == ("tides", 2, 1)
    assert [wish.id for wish in plan.wishes] == ["film-gone-01"]
    assert plan.wishes[0].title == "Note b"
    assert plan.about_bytes > 0
    assert plan.free_bytes > 0


def test_the_cache_moves_and_the_next_start_finds_it(means, paths, tmp_path, small_video):
    keep_film(means.cache, small_video, "film-here-01")
    means.queue.advance()
    means.queue.close()
    said = means.relocate(tmp_path / "elsewhere")
    assert "elsewhere” now." in said
    assert (paths.data / MOVED_CACHE).read_text().strip() == str(tmp_path / "elsewhere")
    assert VideoCache(tmp_path / "elsewhere").where("film-here-01") is not None
    assert means.cache.where("film-here-01") is None


def test_the_cache_stays_while_another_window_uses_it(means, paths, tmp_path, small_video):
    keep_film(means.cache, small_video, "film-here-01")
    other = MeansOfProgram(Inbox().post)(Settings(), paths, run_at_once)
    other.queue.advance()
    with pytest.raises(UsageError, match="Another window"):
        means.relocate(tmp_path / "elsewhere")
    other.queue.close()
    assert means.cache.where("film-here-01") is not None


def test_the_queue_survives_the_program(means, paths):
    means.queue.advance()
    means.queue.ask(Wish("film-gone-01", "Film", ("https://example.org/1",)))
    means.queue.pause("film-gone-01")
    means.queue.close()
    again = MeansOfProgram(Inbox().post)(Settings(), paths, run_at_once)
    again.queue.advance()
    [download] = again.queue.downloads
    assert (download.id, download.state) == ("film-gone-01", DownloadState.PARTIAL)
    again.queue.close()
