"""Wishes from outside, at the running window: later starts, and addresses of anybody's."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent, QGuiApplication

from viewer.door.wish import Wish


@pytest.fixture
def letters(tmp_path):
    """Another vault, which the reader has opened before."""
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a_letter.md").write_text("# A letter\n\nDear reader.\n", encoding="utf-8")
    return folder


@pytest.fixture
def at_lecture(reader, vault, letters):
    """The reader, at the lecture with its film, who knows both vaults."""
    reader.opens(letters / "a_letter.md").quits()
    return reader.opens_with_film(vault / "lecture.md")


def sent(reader, **wish) -> str:
    """Send a wish as a second start does; return the answer."""
    return reader.program._door.take(Wish(**wish).as_message())


def test_a_note_and_a_time_are_gone_to(at_lecture, vault, film):
    assert sent(at_lecture, path=vault / "other_note.md", at="1:40", video=film) == ""
    at_lecture.sees_note("Another note").sees_frame_at(100_000, within_ms=20_000)
    at_lecture.presses("Alt+Left").sees_note("The lecture")


def test_a_time_of_the_open_note_is_a_jump_that_can_be_undone(at_lecture):
    at_lecture.sees_position(0)
    assert sent(at_lecture, link="notereel:open?note=lecture.md&at=1:20") == ""
    at_lecture.sees(lambda: at_lecture.session.video.position_ms() >= 80_000)
    at_lecture.presses("Backspace").settles().sees_position(0)


def test_a_minimised_window_comes_back(at_lecture):
    window = at_lecture.window
    window.showMinimized()
    at_lecture.sees(window.isMinimized)
    assert sent(at_lecture) == ""
    at_lecture.sees(lambda: window.isVisible() and not window.isMinimized())
    at_lecture.sees_note("The lecture").sees_no_notice()


def test_a_folder_may_be_wished_for(at_lecture, letters):
    assert sent(at_lecture, path=letters) == ""
    at_lecture.sees_note("A letter")


def test_a_link_into_another_vault_is_asked_about(at_lecture, letters):
    link = "notereel:open?note=a_letter.md"
    assert sent(at_lecture, link=link) == ""
    at_lecture.sees_notice("A link leads to “a_letter.md” in another vault, “letters”.")
    at_lecture.presses("Esc").sees_no_notice().sees_note("The lecture")
    assert sent(at_lecture, link=link) == ""
    at_lecture.sees_notice("A link leads to").presses("Tab", "Enter").sees_note("A letter")


def test_a_key_that_was_meant_for_something_else_follows_no_link_into_another_vault(at_lecture):
    for key in ("Enter", "Space"):
        sent(at_lecture, link="notereel:open?note=a_letter.md")
        at_lecture.sees_notice("A link leads to")
        harmless = at_lecture.window.notice.buttons()[0]
        assert (harmless.text(), harmless.hasFocus()) == ("Not now", True)
        at_lecture.presses(key).sees_no_notice().settles().sees_note("The lecture")


def test_a_link_into_a_vault_that_was_opened_this_very_moment_is_followed(at_lecture, tmp_path):
    folder = tmp_path / "diary"
    folder.mkdir()
    for name in ("monday", "tuesday"):
        (folder / f"{name}.md").write_text(f"# On {name}\n", encoding="utf-8")
    assert sent(at_lecture, path=folder / "monday.md") == ""
    at_lecture.sees_note("On monday")
    assert sent(at_lecture, link="notereel:open?note=tuesday.md") == ""
    at_lecture.sees_note("On tuesday").sees_no_notice()


def test_a_link_to_no_known_note_is_refused_in_the_window(at_lecture):
    said = sent(at_lecture, link="notereel:open?note=/etc/motd.md")
    assert "not in any vault that was opened before" in said
    at_lecture.sees_notice("The link asks for “/etc/motd.md”").sees_note("The lecture")


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("notereel:open?note=a\ud800.md", "no address"),
        ("https://example.org/", "no address"),
        ("notereel:delete?note=a.md", "cannot ask Notereel to “delete”"),
        ("notereel:seek?at=1s%3B%20quit_program", "names no time"),
    ],
)
def test_an_address_that_is_none_is_refused_where_whoever_followed_it_reads_it(
    at_lecture, link, why
):
    assert why in sent(at_lecture, link=link)
    at_lecture.sees_notice(why).sees_note("The lecture").presses("Esc").sees_no_notice()


def test_an_address_that_is_none_opens_the_window_that_refuses_it(reader, capsys):
    reader.opens(link="notereel:run?command=quit_program")
    reader.sees_notice("An address cannot ask Notereel to “run”.")
    assert "cannot ask Notereel to “run”" in capsys.readouterr().err


def test_the_answers_have_a_line_of_their_own_where_it_is_narrow(at_lecture):
    window = at_lecture.window
    at_lecture.sees(lambda: window.resize(720, 900) or window.width() == 720)
    sent(at_lecture, link="notereel:open?note=a_letter.md")
    at_lecture.sees_notice("A link leads to “a_letter.md” in another vault")
    words, button = window.notice._sentence, window.notice.buttons()[0]
    at_lecture.sees(lambda: button.geometry().top() > words.geometry().bottom())
    assert words.width() > 250
    at_lecture.sees(lambda: window.resize(1400, 900) or window.width() == 1400)
    at_lecture.sees(lambda: button.geometry().left() > words.geometry().right())


def test_a_time_past_the_end_is_told(at_lecture):
    at_lecture.sees_position(0)
    assert sent(at_lecture, link="notereel:seek?at=1:02:03") == ""
    at_lecture.sees_notice("The video was left where it is.").sees_position(0)


def test_a_time_of_a_note_without_a_video_is_told(at_lecture, letters):
    assert sent(at_lecture, path=letters / "a_letter.md", at="0:10") == ""
    at_lecture.sees_note("A letter").sees_notice("This note names no video")
    assert at_lecture.window.isVisible()


NO_WISHES = (
    b"",
    b"\xff\n",
    b'{"at": "0:10; quit_program"}\n',
    b'{"script": "quit_program"}\n',
    b'{"path": "a.md"}\n',
)


@pytest.mark.parametrize("message", NO_WISHES)
def test_what_is_no_wish_changes_nothing(at_lecture, message):
    assert at_lecture.program._door.take(message)
    at_lecture.settles().sees_note("The lecture").sees_no_notice().sees_position(0)
    assert at_lecture.window.isVisible()


def test_a_first_start_with_a_link_opens_it(reader, letters, vault):
    reader.opens(letters / "a_letter.md").quits()
    reader.opens(vault / "lecture.md").quits()
    reader.opens(link="notereel:open?note=a_letter.md").sees_note("A letter").sees_no_notice()


def test_a_first_start_with_a_link_that_leads_nowhere_says_so(reader, vault, capsys):
    reader.opens(vault / "lecture.md").quits()
    reader.opens(link="notereel:open?note=gone.md").sees_note("The lecture")
    reader.sees_notice("The link asks for “gone.md”")
    assert capsys.readouterr().err.startswith("The link asks for “gone.md”")


def test_a_first_start_at_a_time_without_a_video_stays_open(reader, letters):
    reader.opens(letters / "a_letter.md", at="0:10").sees_notice("This note names no video")
    assert reader.window.isVisible()


# What macOS hands over, as its Finder and its browsers have it done


def opened_by_system(*addresses) -> None:
    for address in addresses:
        QGuiApplication.postEvent(QGuiApplication.instance(), QFileOpenEvent(QUrl(address)))


def test_a_note_that_the_system_opens_is_shown(at_lecture, letters, tmp_path):
    spaced = letters / "spring 100% & neap #1.md"
    spaced.write_text("# Spring and neap\n", encoding="utf-8")
    opened_by_system(QUrl.fromLocalFile(str(spaced)))
    at_lecture.sees_note("Spring and neap").sees_no_notice()


def test_an_address_that_the_system_opens_is_followed(at_lecture):
    opened_by_system("notereel:open?note=lecture.md&at=1%3A20")
    at_lecture.sees(lambda: at_lecture.session.video.position_ms() >= 80_000)
    opened_by_system("notereel:open?note=other_note.md")
    at_lecture.sees_note("Another note").sees_no_notice()


def test_an_address_that_the_system_opens_is_asked_about_like_any_other(at_lecture):
    opened_by_system("notereel:open?note=a_letter.md")
    at_lecture.sees_notice("A link leads to “a_letter.md” in another vault, “letters”.")
    at_lecture.presses("Enter").sees_no_notice().sees_note("The lecture")


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("notereel:run?command=quit_program", "cannot ask Notereel to “run”"),
        ("notereel:open?note=../secret.md", "names no note by a plain path"),
        ("notereel:open?note=%2Fetc%2Fmotd.md", "which is not in any vault that was opened before"),
        ("notereel:seek?at=1s%3B%20quit_program", "names no time"),
        ("notereel://[", "no address that Notereel understands"),
        ("file://elsewhere.example.org/note.md", "no file of this computer"),
        ("file:///" + "a" * 5000, "too long"),
    ],
)
def test_a_hostile_address_that_the_system_opens_is_refused_in_the_window(at_lecture, address, why):
    opened_by_system(address)
    at_lecture.sees_notice(why).sees_note("The lecture").presses("Esc").sees_no_notice()
    assert at_lecture.window.isVisible()


def test_what_the_system_opens_at_the_start_waits_for_the_window(reader, vault, letters):
    reader.opens(letters / "a_letter.md").quits()
    opened_by_system(QUrl.fromLocalFile(str(vault / "hub.md")))
    QGuiApplication.processEvents()
    reader.opens(letters / "a_letter.md").sees_note("The hub")


def test_a_note_that_was_named_on_the_command_line_is_not_opened_again(
    reader, vault, letters, monkeypatch
):
    """macOS takes the words of a command line for files to open, and hands them over as well."""
    monkeypatch.chdir(vault)
    monkeypatch.setattr("sys.orig_argv", ["notereel", "open", "hub.md"])
    opened_by_system(QUrl.fromLocalFile("open"), QUrl.fromLocalFile(str(vault / "hub.md")))
    QGuiApplication.processEvents()
    reader.opens(vault / "lecture.md").settles().sees_note("The lecture").sees_no_notice()
    opened_by_system(QUrl.fromLocalFile(str(vault / "hub.md")))  # Later on it is a wish.
    reader.sees_note("The hub")
