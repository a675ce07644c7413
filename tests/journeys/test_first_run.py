"""The first start of all: the welcome note plays, and beside it stands how to begin."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from viewer.app_first import look_around
from viewer.errors import PlaybackError
from viewer.paths import Paths, sample_vault
from viewer.session.first_steps import Surroundings
from viewer.session.view import Pane

NOTES = "Ctrl+Shift+O"


def sheet_of(reader):
    return reader.window.panels.sheets[Pane.FIRST_STEPS]


def buttons_of(reader):
    return [each.text() for each in sheet_of(reader).findChildren(QPushButton)]


def begins(reader):
    reader.opens().sees_note("Welcome to Notereel")
    return reader.sees(lambda: "Kept videos" in sheet_of(reader).text())


def files_below(folder: Path) -> dict[Path, int]:
    return {each: each.stat().st_mtime_ns for each in folder.rglob("*")}


def test_a_newcomer_watches_the_sample_and_reads_how_to_begin(reader, tmp_path):
    before = files_below(sample_vault())
    begins(reader).sees_video()
    sheet = sheet_of(reader)
    assert sheet.isVisible()
    assert reader.window.note.hasFocus()
    for said in ("libVLC", "yt-dlp", "deno", "ffmpeg", "0 videos, 0 kB of at most 20.0 GB"):
        assert said in sheet.text()
    assert str(tmp_path / "home" / "cache") in sheet.text().replace("\u200b", "")
    reader.presses("J").sees_position(87_000, within_ms=5_000)
    assert files_below(sample_vault()) == before


def test_one_key_opens_a_vault_of_ones_own(reader, vault, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "PySide6.QtWidgets.QFileDialog.getExistingDirectory",
        lambda _parent, title, *_more: asked.append(title) or str(vault),
    )
    begins(reader).presses("o").sees_note("The hub")
    assert len(asked) == 1
    reader.presses("Alt+Left").sees_note("Welcome to Notereel")
    offered = ["Open a folder of notes…  o", f"Open a file…  {NOTES}"]
    reader.sees(lambda: buttons_of(reader) == offered)
    sheet_of(reader).findChildren(QPushButton)[0].click()
    reader.sees_note("The hub")


def test_beside_a_note_of_ones_own_it_speaks_of_the_other_and_leads_there(reader, vault):
    reader.opens(vault / "hub.md").sees_note("The hub").presses("g", "s")
    reader.sees(lambda: "Kept videos" in sheet_of(reader).text())
    assert "The note beside this" not in sheet_of(reader).text()
    reader.sees(lambda: buttons_of(reader)[-1] == "Open the welcome note")
    sheet_of(reader).findChildren(QPushButton)[-1].click()
    reader.sees_note("Welcome to Notereel")
    reader.sees(lambda: "The note beside this" in sheet_of(reader).text())


def test_who_opened_a_wrong_path_first_is_a_newcomer_still(reader, tmp_path):
    (tmp_path / "empty").mkdir()
    reader.opens(tmp_path / "empty").sees_notice("There are no notes in")
    reader.quits()
    begins(reader)


def test_the_keyboard_reaches_its_buttons(reader):
    begins(reader).presses("F6", "F6", "F6").sees(sheet_of(reader).hasFocus)
    reader.presses("Esc").sees(lambda: not sheet_of(reader).isVisible())
    assert reader.session.view.sheet is None


def test_it_is_shown_once_and_again_when_asked(reader):
    begins(reader).presses("Esc").quits()
    reader.opens().sees_note("Welcome to Notereel")
    assert not reader.window.panels.sheets
    reader.presses("g", "s").sees(lambda: "Kept videos" in sheet_of(reader).text())
    assert sheet_of(reader).isVisible()
    reader.presses("g", "s").sees(lambda: not sheet_of(reader).isVisible())


@pytest.mark.parametrize("has", ["a note to open", "settings", "a place in a note"])
def test_who_comes_with_something_is_no_newcomer(reader, vault, tmp_path, has):
    home = tmp_path / "home"
    wish = None
    if has == "settings":
        (home / "config").mkdir(parents=True)
        (home / "config" / "settings.toml").write_text("video_height_px = 480\n")
    elif has == "a place in a note":
        (home / "data").mkdir(parents=True)
        (home / "data" / "positions.json").write_text('{"last": ["/gone", "gone.md"]}')
    else:
        wish = vault / "lecture.md"
    reader.opens(wish).sees(lambda: reader.session.page is not None)
    assert not reader.window.panels.sheets


def test_a_sheet_docked_first_on_a_narrow_screen_makes_the_window_no_wider(reader):
    reader.opens().sees_note("Welcome to Notereel")
    reader.presses("Esc")
    reader.sees(lambda: reader.window.resize(720, 900) or reader.window.width() == 720)
    reader.presses("?").sees(lambda: reader.window.panels.sheets[Pane.KEYS].isVisible())
    assert reader.window.width() == 720
    assert reader.window.note.width() > 300


def test_what_is_missing_is_said_with_how_to_get_it(reader):
    begins(reader)
    error = PlaybackError("The video engine libVLC was not found.", hint="sudo apt install it")
    reader.session.video.do_without(error)
    reader.sees(lambda: error.sentence in sheet_of(reader).text())
    assert error.hint in sheet_of(reader).text()
    assert "plays once the video engine is here" in sheet_of(reader).text()
    assert error.sentence in reader.window.watch.video.said()
    assert reader.window.note.isVisible()


def test_what_is_found_matches_what_the_doctor_says(tmp_path):
    found = look_around(Paths.below(tmp_path))
    assert isinstance(found, Surroundings)
    assert found.engine.version
    assert [each.program for each in found.needs] == ["yt-dlp", "deno", "ffmpeg"]
    assert not list(tmp_path.iterdir())
