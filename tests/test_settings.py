"""Settings, and what happens to those that do not fit."""

import os

import pytest

from viewer.settings import Settings, read_settings


def test_there_need_be_no_file(tmp_path):
    assert read_settings(tmp_path / "none.toml") == (Settings(), [])


def test_a_setting_is_taken(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('seek_step_ms = 3000\ntheme = "dark"\n', encoding="utf-8")
    settings, doubts = read_settings(file)
    assert (settings.seek_step_ms, settings.theme, doubts) == (3000, "dark", [])


def test_a_list_is_taken_as_it_stands(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('subtitle_languages = ["de", "en"]\ncache_limit_gb = 3\n', encoding="utf-8")
    settings, doubts = read_settings(file)
    assert (settings.subtitle_languages, settings.cache_limit_gb, doubts) == (("de", "en"), 3, [])


def test_a_pipe_or_a_folder_in_its_place_is_said_and_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder.toml").mkdir()
    for name in ("pipe.toml", "folder.toml"):
        settings, (doubt,) = read_settings(tmp_path / name)
        assert settings == Settings()
        assert "cannot be read" in doubt
        assert "Errno" not in doubt


def test_settings_may_be_linked_to(tmp_path):
    (tmp_path / "mine.toml").write_text("seek_step_ms = 3000\n", encoding="utf-8")
    (tmp_path / "settings.toml").symlink_to("mine.toml")
    assert read_settings(tmp_path / "settings.toml")[0].seek_step_ms == 3000


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("seek_step_ms = 1", "must be between 500 and 60000"),
        ('seek_step_ms = "far"', "must be between"),
        ("seek_step_ms = true", "must be between"),
        ('theme = "pink"', "must be one of system, light, dark"),
        ('subtitle_languages = "en"', "must be a list of texts; en is used"),
        ("cookies = 7", "must be a text; none is used"),
        ("subtitle_languages = [1]", "must be a list of texts"),
        ("automatic_captions = 1", "must be true or false"),
        ("ffmpeg = 3", "must be a text"),
        ("cache_limit_gb = true", "must be between"),
        ("colour = 3", "There is no setting “colour”"),
        ("= broken", "cannot be read"),
    ],
)
def test_what_does_not_fit_is_reported_and_the_default_stands(tmp_path, text, says):
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    settings, doubts = read_settings(file)
    assert settings == Settings()
    assert says in doubts[0]
