"""In what order libVLC is told to seek; what it shows then is seen in test_player and test_picture.

The deck only notes what it is told, and the log's news are given as libVLC 3.0.24 writes them.
"""

from fractions import Fraction

import pytest

from viewer.playback.frame_grid import FrameGrid
from viewer.playback.vlc_log import LogNews
from viewer.playback.vlc_seeks import Seeks
from viewer.playback.vlc_waits import Time


class NotingDeck:
    def __init__(self) -> None:
        self.sought: list[int] = []
        self.holds = 0
        self.stays = False

    def go_to(self, time_ms: int) -> None:
        self.sought.append(time_ms)

    def hold(self) -> None:
        self.holds += 1

    def hush(self, _hushed: bool) -> None:
        pass

    def frame_rate(self) -> Fraction:
        return Fraction(25)


class Desk:
    """Seeks whose timers go off when they are told to."""

    def __init__(self) -> None:
        self.deck, self.landed, self.timers = NotingDeck(), [], []
        self.now_ms = 1_000
        time = Time(lambda: self.now_ms, lambda work: work(), self._after, lambda work: work())
        self.seeks = Seeks(self.deck, time, self.landed.append, pytest.fail)
        self.seeks.grid = FrameGrid(Fraction(25), 60_000)

    def _after(self, _delay_ms: int, work):
        self.timers.append(work)
        return lambda: None

    def hears(self, *news: LogNews) -> None:
        for each in news:
            self.seeks.hear(each, 2_000)


@pytest.fixture
def desk():
    return Desk()


DECODING = (LogNews.DECODES_FROM, LogNews.BUFFERED)


def test_a_seek_waits_while_libvlc_is_at_the_one_before(desk):
    desk.seeks.go_to(10_000, holds=False)
    desk.hears(*DECODING)
    desk.seeks.go_to(20_000, holds=False)
    desk.seeks.go_to(30_000, holds=False)
    assert desk.deck.sought == [10_000]
    desk.hears(LogNews.CLOCK_STARTED)
    assert desk.deck.sought == [10_000, 30_000], "the last one goes next, at once"


def test_a_seek_waits_for_no_run_up(desk):
    desk.seeks.go_to(10_000, holds=True)
    desk.hears(*DECODING, LogNews.CLOCK_STARTED)
    stop = desk.timers[-1]
    desk.seeks.go_to(30_000, holds=False)
    assert desk.deck.sought == [9_999, 30_000]
    stop()
    assert desk.deck.holds == 0, "the timer of the seek that was left stops nothing"
    assert desk.landed == []


def test_a_seek_waits_for_a_picture_that_is_being_stopped(desk):
    desk.seeks.go_to(10_000, holds=True)
    desk.hears(*DECODING, LogNews.CLOCK_STARTED)
    desk.timers[-1]()
    desk.seeks.go_to(30_000, holds=True)
    assert (desk.deck.sought, desk.deck.holds) == ([9_999], 1)
    desk.hears(LogNews.PICTURE_STOPPED)
    assert desk.deck.sought == [9_999, 29_999]


def test_a_seek_that_libvlc_does_twice_is_stopped_in_the_second(desk):
    desk.seeks.go_to(10_000, holds=True)
    desk.hears(*DECODING, LogNews.CLOCK_STARTED)
    first_stop = desk.timers[-1]
    desk.hears(LogNews.DECODES_FROM)
    first_stop()
    assert desk.deck.holds == 0
    desk.now_ms += 30
    desk.hears(LogNews.BUFFERED, LogNews.CLOCK_STARTED)
    desk.timers[-1]()
    assert desk.deck.holds == 1


def test_a_stop_before_a_second_seek_is_tried_again(desk):
    desk.seeks.go_to(10_000, holds=True)
    desk.hears(*DECODING, LogNews.CLOCK_STARTED)
    desk.timers[-1]()
    desk.hears(LogNews.DECODES_FROM, LogNews.PICTURE_STOPPED)
    assert desk.landed == []
    assert len(desk.deck.sought) == 2
