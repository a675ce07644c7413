"""What is said as the window opens outlasts what is found a moment later."""

import pytest

from viewer.errors import StudyError, VideoError
from viewer.session.greeting import greet
from viewer.session.notice import Notice


class Locked:
    """Folders that nobody may write into."""

    @staticmethod
    def trouble():
        return StudyError("Nothing you do is remembered.", hint="Take the write protection away.")


class Window:
    """A session with a page, and what it shows now."""

    page = "a page"

    def __init__(self, event):
        self.noticed, self.shown = event, None
        self.noticed.connect(lambda notice: setattr(self, "shown", notice))

    def tell(self, news):
        self.noticed.emit(news if isinstance(news, Notice) else Notice.of(news))

    def hush(self):
        self.noticed.emit(None)


@pytest.fixture
def window():
    from viewer.events import Event

    return Window(Event())


def test_a_trouble_of_the_start_comes_back_once_a_later_one_was_put_away(window):
    greet(window, None, Locked, [])
    window.tell(VideoError("The video cache could not be used."))
    assert "cache" in window.shown.sentence
    window.hush()
    assert "remembered" in window.shown.sentence
    window.hush()
    assert window.shown is None


def test_put_away_it_stays_away(window):
    greet(window, None, Locked, [])
    window.tell(Notice("Copied."))
    window.hush()
    window.tell(VideoError("The video cache could not be used."))
    window.hush()
    assert window.shown is None
