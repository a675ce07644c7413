"""One window owns the cache and downloads; the others leave their wishes and see what becomes."""

import os
import signal
import subprocess
import sys

import pytest

from tests.kept_videos import keep_film
from tests.video.test_downloads import NOON_S, Desk
from viewer.errors import VideoError
from viewer.video.cache import VideoCache
from viewer.video.download import Wish
from viewer.video.download_words import sentence_of


@pytest.fixture
def cache(tmp_path):
    return VideoCache(tmp_path / "cache", lambda: NOON_S)


@pytest.fixture
def owner(cache):
    desk = Desk(cache).advances()
    yield desk
    desk.queue.close()


@pytest.fixture
def other(owner, cache):
    desk = Desk(cache).advances()
    yield desk
    desk.queue.close()


def test_only_one_window_downloads(owner, other):
    owner.asks("a")
    other.asks("b")
    assert (owner.queue.is_owner, other.queue.is_owner) == (True, False)
    assert other.at_work() == []
    assert owner.advances(1).at_work() == ["a", "b"]


def test_a_wish_that_was_left_is_shown_at_once_with_the_reason(owner, other):
    other.asks("b")
    (download,) = other.queue.downloads
    assert sentence_of(download) == "Another window of Notereel is downloading."
    owner.advances(1)
    other.advances(1)
    assert other.states() == {"b": "resolving"}


def test_orders_are_obeyed_in_their_order(owner, other):
    owner.asks("a", "b", "c")
    other.advances(1)
    other.queue.pause("a")
    other.queue.move("c", -2)
    other.queue.cancel("b")
    owner.advances(1)
    assert owner.states() == {"c": "queued", "a": "partial"}
    other.queue.resume("a")
    for errand in owner.errands.out:
        errand.goes()
    assert owner.advances(1).at_work() == ["c", "a"]
    assert not list((owner.cache.folder / "wishes").iterdir())


def test_many_wishes_are_left_and_taken_as_one(owner, other):
    owner.changed.clear()
    other.changed.clear()
    other.queue.ask_all(Wish(f"video-{n}", "", (f"https://video.example/{n}",)) for n in range(250))
    assert other.changed == [""]
    assert len(list((owner.cache.folder / "wishes").iterdir())) == 3
    owner.queue.advance()
    owner.advances(1)
    assert owner.changed[0] == ""
    assert owner.order() == other.order() == [f"video-{n}" for n in range(250)]
    assert not list((owner.cache.folder / "wishes").iterdir())


def test_everybody_hears_what_arrives(owner, other, cache, small_video):
    other.asks("a")
    worker = owner.advances(1).worker("a").resolves()
    other.advances(1)
    keep_film(cache, small_video, "a")
    worker.reports("done").goes()
    other.advances(1)
    assert owner.finished == other.finished == ["a"]
    assert other.order() == []


def test_a_wish_may_be_fulfilled_between_two_looks(owner, other, cache, small_video):
    other.asks("a")
    worker = owner.advances(1).worker("a").resolves()
    keep_film(cache, small_video, "a")
    worker.reports("done").goes()
    other.advances(1)
    assert (other.finished, other.order()) == (["a"], [])


def test_a_wish_the_owner_forgot_is_forgotten(owner, other):
    other.asks("a")
    owner.advances(1).queue.cancel("a")
    other.advances(1)
    assert (other.finished, other.order()) == ([], [])


@pytest.mark.parametrize("how", ["closes", "dies"])
def test_when_the_owner_goes_another_takes_over(owner, other, how):
    owner.asks("a", "b", "c")
    other.asks("d")
    owner.queue.close() if how == "closes" else owner.dies()
    other.advances(1)
    assert other.queue.is_owner
    assert other.order() == ["a", "b", "c", "d"]
    assert other.at_work() == ["a", "b"]


@pytest.mark.parametrize(
    "said",
    [b"", b"[]", b"{}", b'{"orders": 1}', b"x" * 100_000, *(b'{"orders": [%s]}' % row for row in (
        b"1", b'{"do": "ask"}', b'{"do": "ask", "id": "x", "wish": null, "steps": 0}',
        b'{"do": "ask", "id": "x", "wish": {"id": "", "title": "", "addresses": []}, "steps": 0}',
        b'{"do": "end", "id": "a", "wish": null, "steps": 0}',
        b'{"do": "move", "id": "a", "wish": null, "steps": 1e999}',
        b'{"do": "pause", "id": "unknown", "wish": null, "steps": 0}'))],
)  # fmt: skip
def test_an_order_nobody_can_read_is_thrown_away(owner, said):
    wishes = owner.asks("a").cache.folder / "wishes"
    wishes.mkdir()
    (wishes / "0.json").write_bytes(said)
    assert owner.advances(1).states() == {"a": "resolving"}
    assert not list(wishes.iterdir())


def test_a_folder_of_somebody_else_is_left_alone(tmp_path):
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "beach.jpg").write_bytes(b"x")
    desk = Desk(VideoCache(photos)).advances().advances(1)
    with pytest.raises(VideoError, match="holds other files"):
        desk.asks("a")
    assert [error.sentence for error in desk.troubles] == [desk.troubles[0].sentence]
    assert [each.name for each in photos.iterdir()] == ["beach.jpg"]
    (photos / "beach.jpg").unlink()
    assert desk.asks("a").at_work() == ["a"]
    desk.queue.close()


OWNER = """
import sys, time
from pathlib import Path
from viewer.errors import VideoError
from viewer.video.cache import VideoCache
from viewer.video.crew import QueueTerms
from viewer.video.download import Wish
from viewer.video.downloads import DownloadQueue
class Idle:
    def say(self, line): pass
    def stop(self): pass
    def end(self): pass
queue = DownloadQueue(VideoCache(Path(sys.argv[1])), lambda *_: Idle(), QueueTerms())
for name in "abc":
    queue.ask(Wish(name, "", (f"https://video.example/{name}",)))
queue.advance()
print("owns", flush=True)
time.sleep(600)
"""


def test_a_killed_process_leaves_its_line_to_the_next(cache):
    with subprocess.Popen(
        [sys.executable, "-c", OWNER, str(cache.folder)], stdout=subprocess.PIPE
    ) as child:
        try:
            assert child.stdout.readline() == b"owns\n"
            desk = Desk(cache).advances()
            desk.queue.ask(Wish("d", "", ("https://video.example/d",)))
            assert not desk.queue.is_owner
        finally:
            os.kill(child.pid, signal.SIGKILL)
    desk.advances(1)
    assert desk.queue.is_owner
    assert desk.order() == ["a", "b", "c", "d"]
    desk.queue.close()
