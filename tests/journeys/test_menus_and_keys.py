"""What tells a newcomer what there is: menus, the list of keys, the words around the lists."""

from PySide6.QtWidgets import QLabel

from viewer.commands.command import Menu
from viewer.session.view import Pane

LOW_SCREEN_PX, NARROW_WINDOW_PX = 768, 700


def test_every_menu_fits_a_low_screen_and_has_a_letter_of_its_own(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    shown = reader.window._menus._shown
    for menu in shown.values():
        menu.aboutToShow.emit()
        assert menu.actions()
        assert menu.sizeHint().height() <= LOW_SCREEN_PX - reader.window.menuBar().height()
    letters = [menu.title().partition("&")[2][0].casefold() for menu in shown.values()]
    assert len(set(letters)) == len(Menu)
    bar = reader.window.menuBar()
    assert bar.actionGeometry(bar.actions()[-1]).right() <= NARROW_WINDOW_PX


def test_the_list_of_keys_is_read_by_keyboard(reader, vault):
    reader.opens_with_film(vault / "lecture.md").presses("?")
    sheet = reader.window.panels.sheets[Pane.KEYS]
    reader.sees(sheet.isVisible)
    assert reader.session.view.pane is Pane.NOTE
    reader.presses("F6", "F6", "F6").sees(lambda: sheet.hasFocus())
    reader.presses("j").sees(lambda: sheet.verticalScrollBar().value() > 0)
    reader.presses("G").sees(
        lambda: sheet.verticalScrollBar().value() == sheet.verticalScrollBar().maximum()
    )
    reader.presses("Esc").sees(lambda: not sheet.isVisible())
    assert reader.session.view.pane is Pane.NOTE


def test_one_may_leave_while_one_types(reader, vault):
    reader.opens_with_film(vault / "lecture.md").presses("g", "c", "/").types("bulge")
    reader.presses("Ctrl+Q").sees(lambda: not reader.window.isVisible())


def test_words_that_name_no_command_are_answered(reader, vault):
    reader.opens_with_film(vault / "lecture.md").presses("Ctrl+P").types("qzx")
    words = [each for each in reader.window.findChildren(QLabel) if "Nothing here" in each.text()]
    reader.sees(lambda: words[0].isVisible())
    for _ in "qzx":
        reader.presses("Backspace")
    reader.sees(lambda: not words[0].isVisible())


def test_in_a_small_window_the_list_of_keys_leaves_the_note_its_room(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    reader.window.resize(700, 600)
    reader.settles().presses("?").sees(lambda: not reader.window.watch.isVisible())
    reader.sees(lambda: reader.window.note.width() > 250)
    reader.presses("?").sees(reader.window.watch.isVisible)


def test_the_line_of_controls_tells_of_the_loop_and_the_tabs_count(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    transport, side = reader.window.watch.transport, reader.window.watch.side
    assert not transport.loop.isVisible()
    assert side.tab_of(Pane.MOMENTS).text() == "Moments 29"
    reader.session.video.go_to(20_500, play=False)
    reader.settles().presses("a")
    reader._wait(lambda: transport.loop.text() == "A 0:20 – ?", transport.loop.text)
    reader.session.video.go_to(40_500, play=False)
    reader.settles().presses("a")
    reader._wait(lambda: transport.loop.text() == "A–B 0:20–0:40", transport.loop.text)
    reader.window.catalogue.run("save_loop_as", reader.session, "the far\nbulge")
    named = "A–B 0:20–0:40 the far bulge"
    reader._wait(lambda: transport.loop.text() == named, transport.loop.text)
    reader.presses("A").sees(lambda: not transport.loop.isVisible())
    assert side.tab_of(Pane.BOOKMARKS).text() == "Bookmarks"
    reader.presses("b").sees(lambda: side.tab_of(Pane.BOOKMARKS).text() == "Bookmarks 1")


def test_the_line_of_controls_tells_of_subtitles_where_there_are_some(reader, vault, film):
    (vault / "lecture [coded-film1].mp4").write_bytes(film.read_bytes())
    cues = "WEBVTT\n\n00:00:10.000 --> 00:00:20.000\nIt is said.\n"
    (vault / "lecture [coded-film1].en.vtt").write_text(cues, encoding="utf-8")
    reader.opens(vault / "lecture.md").sees_video()
    button = reader.window.watch.transport.subtitles
    reader.sees(lambda: button.text() == "cc off")
    reader.presses("c").sees(lambda: button.text() == "cc en")
    reader.presses("c").sees(lambda: button.text() == "cc off")


def test_why_a_key_could_not_be_answered_is_said_until_the_next_one(reader, vault):
    reader.opens_with_film(vault / "lecture.md").presses("Alt+,").sees_notice("The key a sets it.")
    reader.presses("Space").sees_no_notice()
