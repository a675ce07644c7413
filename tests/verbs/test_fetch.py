"""How long `notereel fetch` waits for what goes on by itself."""

import io

from tests.video.fake_errands import FakeErrands
from viewer.events import Inbox
from viewer.verbs.fetch import LATER, FetchLoop
from viewer.verbs.fetch_screen import FetchScreen
from viewer.video.cache import VideoCache
from viewer.video.crew import QueueTerms
from viewer.video.download import FetchTerms, Wish
from viewer.video.downloads import DownloadQueue


class LargeFilms(FakeErrands):
    """Workers that all find a film for which there is no room."""

    def __init__(self, inbox):
        super().__init__()
        self._inbox = inbox

    def __call__(self, question, on_news, on_ended):
        errand = super().__call__(question, on_news, on_ended)
        self._inbox.post(lambda: errand.resolves(10**17))
        return errand


def test_without_room_a_command_ends_and_says_that_it_goes_on_another_time(tmp_path):
    inbox, told = Inbox(), io.StringIO()
    terms = QueueTerms(FetchTerms(limit_bytes=10**18), between_starts_s=0)
    queue = DownloadQueue(VideoCache(tmp_path / "cache"), LargeFilms(inbox), terms)
    screen = FetchScreen(io.StringIO(), told, str)
    code = FetchLoop(queue, inbox, screen, patience_s=0.2).run(
        [Wish("large-film-1", "", ("https://video.example/1",))]
    )
    assert code == 1
    assert "too little room" in told.getvalue()
    assert told.getvalue().endswith(LATER + "\n")
