"""A newer version: it says so once, out of the way, and shows what changed when asked."""

import json
from html import escape

import pytest

from viewer import __version__
from viewer.app import Program, Wish
from viewer.changelog import code_and_words, shipped_changelog
from viewer.paths import Paths
from viewer.session.view import Pane


def test_a_newcomer_is_told_nothing_and_reads_what_is_new_when_asked(reader, vault):
    reader.opens_with_film(vault / "lecture.md").sees_no_notice()
    note_width = reader.window.note.width()
    reader.presses("g", "n").sees(lambda: reader.window.panels.sheets[Pane.NEWS].isVisible())
    sheet = reader.window.panels.sheets[Pane.NEWS]
    assert __version__ in sheet.text()
    assert reader.session.view.pane is Pane.NOTE
    assert reader.window.note.isVisible()
    reader.presses("?").sees(lambda: reader.window.panels.sheets[Pane.KEYS].isVisible())
    assert not sheet.isVisible()
    reader.presses("g", "n").sees(sheet.isVisible)
    reader.presses("F6", "F6", "F6").sees(sheet.hasFocus)
    reader.presses("Esc").sees(lambda: not sheet.isVisible())
    reader.sees(lambda: reader.window.note.width() == note_width)


def test_every_sentence_of_the_changelog_is_on_the_sheet_and_none_is_cut(reader, vault):
    reader.opens_with_film(vault / "lecture.md").presses("g", "n")
    sheet = reader.window.panels.sheets[Pane.NEWS]
    reader.sees(sheet.isVisible)
    assert sheet.widget().width() <= sheet.viewport().width()
    for release in shipped_changelog():
        for sentence in (
            release.summary,
            *(each for it in release.sections for each in it.changes),
        ):
            for part, _is_code in code_and_words(sentence):
                assert escape(part) in sheet.text()


@pytest.fixture
def knows(tmp_path):
    """Have the reader come from a version: what they had open, and whose news they know."""

    def remember(vault, version):
        said = {"last": [str(vault), "lecture.md"], "version": version}
        data = tmp_path / "home" / "data"
        data.mkdir(parents=True)
        (data / "positions.json").write_text(json.dumps(said), encoding="utf-8")

    return remember


def test_after_an_upgrade_it_is_said_once_and_a_button_leads_there(reader, vault, knows):
    knows(vault, "0.0.9")
    reader.opens().sees_note("The lecture")
    reader.sees_notice(f"Notereel is now version {__version__}; it was 0.0.9.")
    assert reader.window.note.hasFocus()
    button = reader.window.notice.buttons()[0]
    assert button.text() == "What is new  g n"
    button.click()
    reader.sees(lambda: reader.window.panels.sheets[Pane.NEWS].isVisible()).sees_no_notice()
    reader.quits().opens().sees_note("The lecture").sees_no_notice()


@pytest.mark.parametrize("version", [__version__, "99.0.0", "", "nonsense", "9" * 5_000, 7, None])
def test_who_knows_this_version_or_came_from_a_later_one_is_told_nothing(
    reader, vault, knows, tmp_path, version
):
    knows(vault, version)
    reader.opens().sees_note("The lecture").sees_no_notice().quits()
    said = json.loads((tmp_path / "home" / "data" / "positions.json").read_text())
    assert said["version"] == __version__


def test_trouble_with_the_settings_comes_first_and_the_news_wait(reader, vault, knows, tmp_path):
    knows(vault, "0.0.9")
    settings = tmp_path / "home" / "config" / "settings.toml"
    settings.parent.mkdir()
    settings.write_text("colour = 3\nsize = 4\n", encoding="utf-8")
    reader.opens().sees_notice("There is no setting “colour”. `notereel doctor` lists all 2.")
    reader.quits()
    settings.unlink()
    reader.opens().sees_notice("it was 0.0.9.")


def test_what_is_kept_nowhere_is_said_in_the_window(reader, vault, tmp_path, qtbot):
    home = tmp_path / "notereel-home"
    home.touch()
    program = Program(Wish(vault / "lecture.md"), Paths.below(home, is_portable=True))
    window = program.show()
    qtbot.waitUntil(lambda: "nothing you do is remembered" in window.notice.said(), timeout=30_000)
    qtbot.waitUntil(lambda: program.session.is_settled, timeout=30_000)
    window.close()
    program.close()
    window.deleteLater()
