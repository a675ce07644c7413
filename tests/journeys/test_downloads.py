"""Downloading from the keyboard, at the real window; the queue and the cache are stand-ins."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.fakes import FakeMeans, kept
from tests.kept_videos import keep_film
from viewer.session.offline import Plan
from viewer.session.pane_words import Condition
from viewer.session.view import Pane
from viewer.video.cache import VideoCache
from viewer.video.download import DownloadState, Wish
from viewer.video.download_words import words_of
from viewer.video.failures import Failure
from viewer.video.importing import How, import_file

FILM_ID = "coded-film1"
ALWAYS = {"choose_video", "open_address", "download_details", "copy_download"}
"""What the list offers whatever is the matter."""


@pytest.fixture
def means():
    return FakeMeans(kept("kept-film-1", "A kept film"), kept("kept-film-2", "Another one"))


@pytest.fixture
def downloader(reader, means):
    reader.make_means = means
    return reader


def badge(reader):
    return reader.window.head.video


def panel(reader):
    return reader.window.panels.downloads


def pane(reader):
    return reader.window.watch.video


def is_within(button, pane):
    return pane.rect().contains(button.mapTo(pane, button.rect().bottomRight()))


def listed(reader, of=Pane.DOWNLOADS):
    return [row.title for row in panel(reader).lists[of].rows]


def test_d_downloads_and_the_badge_and_the_pane_follow_it(downloader, vault, means):
    reader = downloader.opens(vault / "lecture.md")
    reader.sees(lambda: badge(reader).text() == "○ missing")
    reader.presses("D").sees(lambda: badge(reader).text() == "◌ queued")
    means.queue.becomes(
        FILM_ID, state=DownloadState.DOWNLOADING, got_bytes=43, total_bytes=100,
        speed_bytes_s=12e6, eta_s=120,
    )  # fmt: skip
    reader.sees(lambda: badge(reader).text() == "↓ downloading 43 % · 12 MB/s · 2 min")
    reader.sees_video_message("Downloading 43 % · 12 MB/s · 2 min.")
    assert pane(reader)._progress.isVisible()
    assert pane(reader)._progress.value() == 430
    assert badge(reader).accessibleName() == "Video: downloading 43 % · 12 MB/s · 2 min"


def test_a_finished_download_plays_and_the_reader_stays_where_they_are(
    downloader, vault, means, film, tmp_path
):
    reader = downloader.opens(vault / "lecture.md").presses("D").presses("G")
    reader.settles()
    scroll = reader.window.note.place()
    entry = keep_film(VideoCache(tmp_path / "home" / "cache"), film, FILM_ID, title="The film")
    means.queue.finishes(entry)
    reader.sees_video()
    assert badge(reader).text() == "● ready"
    assert reader.window.note.place() == scroll
    assert not pane(reader).said()


@pytest.mark.parametrize(
    ("failure", "says", "offers"),
    [
        (Failure.PRIVATE, "YouTube says this video is private",
         ["Copy the video's address", "Use a file I have…"]),
        (Failure.STALE, "no longer works with YouTube",
         ["Update the downloader", "Install a downloader from a file…", "Try again",
          "Use a file I have…"]),
    ],
)  # fmt: skip
def test_a_failure_says_what_happened_and_offers_what_can_be_done(
    downloader, vault, means, failure, says, offers
):
    reader = downloader.opens(vault / "lecture.md").presses("D")
    means.queue.becomes(
        FILM_ID, state=DownloadState.FAILED, failure=failure, facts=(("site", "YouTube"),)
    )
    reader.sees_video_message(says).sees(lambda: badge(reader).text() == "▲ failed")
    buttons = list(pane(reader).offers.buttons.values())
    assert [button.text() for button in buttons] == offers
    assert all(button.accessibleName() for button in buttons)
    reader.sees(lambda: all(is_within(button, pane(reader)) for button in buttons))


def test_what_is_not_whole_can_be_watched_anyway(downloader, vault, means, film):
    means.cache.aside[FILM_ID] = film
    reader = downloader.opens(vault / "lecture.md").presses("D")
    facts = (("gap", "gap at 12:30"),)
    means.queue.becomes(FILM_ID, state=DownloadState.FAILED, failure=Failure.DAMAGED, facts=facts)
    reader.sees_video_message("What arrived is not whole (gap at 12:30).")
    reader.sees(lambda: "play_anyway" in pane(reader).offers.buttons)
    pane(reader).offers.buttons["play_anyway"].click()
    reader.sees_video().presses("L").sees(lambda: reader.session.video.position_ms() > 0)


def test_every_failure_is_told_in_the_pane_and_in_the_list_with_all_its_buttons(
    downloader, vault, means
):
    reader = downloader.opens(vault / "lecture.md").presses("D", "g", "d")
    reader.sees(lambda: panel(reader) is not None and panel(reader).isVisible())
    for failure in Failure:
        for state in (DownloadState.FAILED, DownloadState.WAITING):
            means.queue.becomes(
                FILM_ID, state=state, failure=failure, until_s=means.now_s + 60, detail="why",
                facts=(("site", "YouTube"), ("version", "2026.7.4"), ("age", "96")),
            )  # fmt: skip
            words = words_of(means.queue.downloads[0], means.now_s)
            cures = {cure.value for cure in words.cures}
            reader.sees_video_message(words.sentence)
            reader.sees(lambda said=words.sentence: panel(reader)._sentence.text() == said)
            assert set(pane(reader).offers.buttons) >= cures
            assert set(panel(reader).offers.buttons) >= cures | ALWAYS
            assert "yt-dlp: 2026.7.4" in panel(reader).details.toPlainText()


def test_a_download_without_trouble_can_be_given_a_file_too(downloader, vault, means):
    reader = three_downloads(downloader.opens(vault / "lecture.md"), means)
    reader.sees(lambda: set(panel(reader).offers.buttons) >= ALWAYS)


def test_the_pane_is_worked_with_the_keyboard_alone(downloader, vault, means):
    reader = downloader.opens(vault / "lecture.md")
    reader.sees(lambda: "download" in pane(reader).offers.buttons)
    pane(reader).offers.buttons["download"].setFocus(Qt.FocusReason.TabFocusReason)
    reader.presses("Enter").sees(lambda: badge(reader).text() == "◌ queued")
    assert pane(reader).offers.buttons["pause_download"].hasFocus()
    reader.presses("Enter").sees(lambda: badge(reader).text() == "◐ paused")


def three_downloads(reader, means):
    for number in (1, 2, 3):
        means.queue.ask(
            Wish(f"film-{number}", f"Film {number}", (f"https://example.org/{number}",))
        )
    means.queue.becomes(
        "film-1", state=DownloadState.DOWNLOADING, got_bytes=10, total_bytes=100, speed_bytes_s=1e6
    )
    reader.presses("g", "d").sees(lambda: panel(reader).isVisible())
    reader.sees(lambda: listed(reader) == ["Film 1", "Film 2", "Film 3"])
    reader.sees(panel(reader).lists[Pane.DOWNLOADS].hasFocus)
    return reader


def test_the_list_is_walked_paused_ordered_and_cancelled_by_keys(downloader, vault, means):
    reader = three_downloads(downloader.opens(vault / "lecture.md"), means)
    reader.presses("p").sees(lambda: means.queue.downloads[0].state is DownloadState.PARTIAL)
    reader.presses("p").sees(lambda: means.queue.downloads[0].state is DownloadState.QUEUED)
    reader.presses("j", "j", "Shift+Up")
    reader.sees(lambda: listed(reader) == ["Film 1", "Film 3", "Film 2"])
    assert panel(reader).lists[Pane.DOWNLOADS].key == "film-3"
    reader.presses("Shift+Up", "Del").sees(lambda: listed(reader) == ["Film 1", "Film 2"])
    reader.presses("k", "k", "Del")
    reader.sees(lambda: "Give up “Film 1”?" in panel(reader).notice.said())
    reader.presses("Enter").sees(lambda: listed(reader) == ["Film 2"])
    reader.presses("Esc").sees(lambda: not panel(reader).isVisible())
    reader.sees(reader.window.note.hasFocus)


def test_progress_leaves_the_focus_and_the_place_in_the_list_alone(downloader, vault, means):
    reader = three_downloads(downloader.opens(vault / "lecture.md"), means)
    reader.presses("j")
    for got_bytes in range(20, 100, 20):
        means.queue.becomes("film-1", got_bytes=got_bytes)
        reader.sees(
            lambda share=got_bytes / 100: panel(reader).lists[Pane.DOWNLOADS].rows[0].share == share
        )
        assert panel(reader).lists[Pane.DOWNLOADS].key == "film-2"
    assert panel(reader).lists[Pane.DOWNLOADS].hasFocus()


def test_enter_shows_the_details_and_two_keys_copy_them(downloader, vault, means):
    reader = three_downloads(downloader.opens(vault / "lecture.md"), means)
    means.queue.becomes(
        "film-1", state=DownloadState.FAILED, failure=Failure.UNKNOWN, detail="ERROR: odd thing"
    )
    reader.presses("Enter").sees(lambda: panel(reader).details.isVisible())
    reader.sees(lambda: "ERROR: odd thing" in panel(reader).details.toPlainText())
    reader.presses("y", "y").sees_notice("Copied the download's details.")
    assert "https://example.org/1" in QGuiApplication.clipboard().text()
    reader.presses("R").sees(lambda: means.queue.downloads[0].state is DownloadState.QUEUED)
    reader.presses("Enter").sees(lambda: not panel(reader).details.isVisible())


def test_trouble_is_told_where_it_can_be_seen(downloader, vault, means):
    reader = three_downloads(downloader.opens(vault / "lecture.md"), means)
    reader.presses("R").sees(lambda: "already" in panel(reader).notice.said())
    assert not reader.window.notice.said()
    reader.presses("Esc").sees(lambda: panel(reader).isHidden())
    reader.presses("Alt+Left").sees(lambda: "go back to" in reader.window.notice.said())


def test_kept_videos_are_listed_pinned_and_removed_after_a_question(downloader, vault, means):
    reader = downloader.opens(vault / "lecture.md").presses("g", "v")
    reader.sees(lambda: panel(reader) is not None and len(listed(reader, Pane.CACHE)) == 2)
    assert "123.6 MB of 20.0 GB used" in panel(reader)._room.text()
    first = panel(reader).lists[Pane.CACHE].key
    reader.presses("!").sees(lambda: means.cache.kept[first].is_pinned)
    reader.sees(lambda: "pinned" in panel(reader).lists[Pane.CACHE].rows[0].remark)
    reader.presses("Del").sees(lambda: "Remove" in panel(reader).notice.said())
    reader.presses("Esc").sees(lambda: not panel(reader).notice.said())
    assert len(means.cache.kept) == 2
    reader.presses("g", "v").sees(lambda: panel(reader).isVisible())
    reader.presses("Del").sees(lambda: "Remove" in panel(reader).notice.said())
    reader.presses("Enter").sees(lambda: len(listed(reader, Pane.CACHE)) == 1)
    assert first not in means.cache.kept


def test_the_two_lists_are_one_panel_with_two_tabs(downloader, vault, means):
    reader = three_downloads(downloader.opens(vault / "lecture.md"), means)
    tab = panel(reader)._tabs[Pane.CACHE]
    reader._qtbot.mouseClick(tab, Qt.MouseButton.LeftButton)
    reader.sees(lambda: reader.session.view.overlay is Pane.CACHE)
    reader.sees(panel(reader).lists[Pane.CACHE].hasFocus)
    assert panel(reader)._tabs[Pane.DOWNLOADS].text() == "Downloads  3"
    reader.presses("g", "d").sees(panel(reader).lists[Pane.DOWNLOADS].hasFocus)


def test_the_badge_opens_the_list_with_the_mouse(downloader, vault, means):
    reader = downloader.opens(vault / "lecture.md")
    reader.sees(lambda: badge(reader).isVisible())
    reader._qtbot.mouseClick(badge(reader), Qt.MouseButton.LeftButton)
    reader.sees(lambda: panel(reader) is not None and panel(reader).isVisible())
    reader._qtbot.mouseClick(badge(reader), Qt.MouseButton.LeftButton)
    reader.sees(lambda: not panel(reader).isVisible())


def test_a_folder_is_made_offline_after_a_yes(downloader, vault, means):
    wishes = (Wish("film-9", "Film 9", ("https://example.org/9",)),)
    means.planning.plan = Plan("vault", 3, 2, wishes, 61_800_000, 96_000_000_000)
    reader = downloader.opens(vault / "lecture.md").presses(":").types("folder offline")
    reader.presses("Enter").sees_notice("Download 1 video for the notes in “vault”?")
    reader.sees_notice("About 61.8 MB will be loaded; 96.0 GB are free.")
    assert not means.queue.downloads
    reader.presses("Enter").sees(lambda: [each.id for each in means.queue.downloads] == ["film-9"])


def test_a_file_that_was_only_pointed_at_and_moved_can_be_found_again(
    downloader, vault, film, tmp_path
):
    moved = tmp_path / f"film [{FILM_ID}].mp4"
    shutil.copy(film, moved)
    import_file(VideoCache(tmp_path / "home" / "cache"), moved, FILM_ID, how=How.LINK)
    moved.rename(tmp_path / "elsewhere.mp4")
    reader = downloader.opens(vault / "lecture.md")
    reader.sees_video_message(f"This video's file is no longer at “{moved}”.")
    reader.sees(lambda: badge(reader).text() == "○ missing")
    assert list(pane(reader).offers.buttons)[:2] == ["download", "choose_video"]
    (tmp_path / "elsewhere.mp4").rename(moved)
    reader.presses("F5").sees_video()


def test_a_touched_video_is_checked_and_then_plays(downloader, vault, means, film, tmp_path):
    cache = VideoCache(tmp_path / "home" / "cache")
    entry = keep_film(cache, film, FILM_ID, title="The film")
    means.cache = cache
    shutil.copystat(film, entry.file)
    reader = downloader.opens(vault / "lecture.md").sees_video()
    assert cache.where(FILM_ID) is not None
    assert reader.session.video.status.condition is Condition.READY
