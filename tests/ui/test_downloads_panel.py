"""The lists of downloads and kept videos: what they show, and that the focus stays."""

import pytest
from PySide6.QtCore import Qt

from tests.fakes import NOW_S, kept
from viewer.commands.catalogue import default_catalogue
from viewer.paths import resources
from viewer.session.shelf import Stock
from viewer.session.view import Move
from viewer.ui.offers import Offers
from viewer.ui.rows_list import Row, RowsList
from viewer.ui.theme import Theme
from viewer.ui.video_rows import (
    midnight_after,
    played_words,
    room_words,
    row_of_download,
    rows_of_stock,
)
from viewer.video.condition import Condition
from viewer.video.download import Download, DownloadState, Wish
from viewer.video.entry import Source
from viewer.video.failures import Failure

THEME = Theme.read(resources() / "themes" / "light.json")
WISH = Wish("film-000001", "The lecture", ("https://example.org/1",))
DAY_S = 86_400


@pytest.fixture
def videos(qtbot):
    shown = RowsList("Downloads", THEME)
    qtbot.addWidget(shown)
    shown.resize(600, 400)
    shown.show()
    return shown


def rows(*keys: str, state: str = "queued") -> tuple[Row, ...]:
    return tuple(Row(key, f"Film {key}", state, "") for key in keys)


def test_the_focus_stays_with_its_video_when_the_order_changes(videos):
    videos.show_rows(rows("a", "b", "c"))
    videos.move_by(Move.LINE_DOWN)
    assert videos.key == "b"
    videos.show_rows(rows("b", "c", "a"))
    assert (videos.key, videos.currentIndex().row()) == ("b", 0)
    videos.show_rows(rows("new", "c", "a", "b"))
    assert (videos.key, videos.currentIndex().row()) == ("b", 3)


def test_when_its_video_goes_the_focus_takes_the_next(videos):
    chosen = []
    videos.chosen.connect(chosen.append)
    videos.show_rows(rows("a", "b", "c"))
    videos.move_by(Move.LINE_DOWN)
    videos.show_rows(rows("a", "c"))
    assert videos.key == "c"
    videos.show_rows(())
    assert chosen == ["a", "b", "c", ""]


def test_progress_changes_rows_in_place_and_only_those(videos, qtbot):
    videos.show_rows(rows("a", "b", "c"))
    changed, resets = [], []
    videos.model().dataChanged.connect(lambda first, _last: changed.append(first.row()))
    videos.model().modelReset.connect(lambda: resets.append(1))
    videos.show_rows((*rows("a", "b"), *rows("c", state="downloading 43 %")))
    assert (changed, resets) == ([2], [])


def test_enter_tells_which_video(videos, qtbot):
    videos.show_rows(rows("a", "b"))
    with qtbot.waitSignal(videos.entered) as told:
        videos.follow_focused()
    assert told.args == ["a"]


def test_a_thousand_downloads_are_listed_and_painted(videos, qtbot):
    videos.show_rows(rows(*map(str, range(1000))))
    videos.move_by(Move.BOTTOM)
    assert videos.key == "999"
    assert not videos.grab().isNull()


def test_a_screen_reader_hears_title_state_and_remark(videos):
    download = Download(WISH, DownloadState.FAILED, failure=Failure.DRM)
    videos.show_rows((row_of_download(download),))
    heard = videos.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("The lecture. failed. This video is protected against copying")


@pytest.mark.parametrize(
    ("download", "state", "remark"),
    [
        (Download(WISH), "queued", "Its size shows when it begins."),
        (Download(WISH, DownloadState.DOWNLOADING, 26_600_000, 61_800_000, 12e6, 120, 720),
         "downloading 43 % · 12 MB/s · 2 min", "26.6 MB of 61.8 MB · 720p"),
        (Download(WISH, DownloadState.PARTIAL, 26_600_000, 61_800_000),
         "partial 43 %", "26.6 MB of 61.8 MB"),
        (Download(WISH, DownloadState.DOWNLOADING, 1, 100, limit="Only 360p can be had."),
         "downloading 1 %", "Only 360p can be had."),
    ],
)  # fmt: skip
def test_a_download_is_a_row(download, state, remark):
    row = row_of_download(download)
    assert (row.state, row.remark) == (state, remark)


def test_kept_videos_say_what_matters_the_last_played_first():
    entries = (
        kept("old", "Old", used_s=int(NOW_S) - 9 * DAY_S, added_s=1, height_px=720),
        kept("pin", "Pin", used_s=int(NOW_S) - 40 * DAY_S, added_s=1, is_pinned=True),
        kept("new", "New"),
        kept("far", "Far", source=Source.LINKED, added_s=1),
    )
    stock = Stock(entries, 96_000_000_000, frozenset({"old"}), {"far": Condition.MISSING})
    new, old, pin, far = rows_of_stock(stock, NOW_S)
    assert new.remark == "never played"
    assert old.remark == "720p · played 9 days ago · goes next when room is needed"
    assert (pin.state, pin.remark) == ("◆  61.8 MB", "pinned · played 40 days ago")
    assert far.remark == "its file is gone · lies elsewhere · never played"
    assert (
        room_words(stock, 20_000_000_000) == "185.4 MB of 20.0 GB used · 96.0 GB free on the disk"
    )


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "played today"), (1, "played yesterday"), (5, "played 5 days ago"),
     (100, "played 3 months ago"), (900, "played 2 years ago")],
)  # fmt: skip
def test_when_it_was_played_is_said_in_days(days, words):
    assert played_words(NOW_S - days * DAY_S, midnight_after(NOW_S)) == words


def test_buttons_are_named_for_a_screen_reader_and_stay_while_the_offers_do(qtbot):
    offers = Offers(default_catalogue(), "list")
    qtbot.addWidget(offers)
    offers.show()
    offers.show_offers(("pause_download", "cancel_download", "choose_video"))
    before = offers.buttons
    offers.show_offers(("pause_download", "cancel_download", "choose_video"))
    assert offers.buttons == before
    assert before["choose_video"].accessibleName() == "Use a file I have"
    assert before["pause_download"].text() == "Pause the download  p"
    offers.show_offers(("resume_download", "cancel_download"))
    with qtbot.waitSignal(offers.taken) as taken:
        offers.buttons["resume_download"].click()
    assert taken.args == ["resume_download"]


def test_many_buttons_take_several_lines_where_it_is_narrow(qtbot):
    offers = Offers(default_catalogue(), is_main=True)
    qtbot.addWidget(offers)
    offers.show_offers(("update_downloader", "install_downloader", "retry_download"))
    layout = offers.layout()
    assert layout.heightForWidth(200) > 2 * layout.heightForWidth(2000)
    offers.resize(260, layout.heightForWidth(260))
    offers.show()
    qtbot.waitExposed(offers).__enter__()
    for button in offers.buttons.values():
        assert offers.rect().contains(button.geometry())
